"""`explainer sync`: what changed in a record is told, the units concerned are stale and no others, the old record is kept."""

import json
import subprocess

import pytest
from registry import serving_registry
from site_folder import COPY, ELIGIBILITY, GOOD, PROTOCOL, QUESTIONS, RECORD, SUMMARY, TRIAL, findings_of, site_folder

from explainer.curate.registry import Registry
from explainer.reading.loader import load_site

ID = "NCT00000001"
CRITERIA = PROTOCOL["eligibilityModule"]["eligibilityCriteria"]
AFTER = CRITERIA.replace("within 6 months", "within 12 months")


def record(criteria: str = AFTER, **modules: object) -> bytes:
    eligibility = {**PROTOCOL["eligibilityModule"], "eligibilityCriteria": criteria}
    return json.dumps({"protocolSection": {**PROTOCOL, "eligibilityModule": eligibility, **modules}}).encode()


@pytest.fixture
def given(tmp_path):
    """A file with a record that is not as it was."""
    file = tmp_path / "new.json"
    file.write_bytes(record())
    return file


def test_a_changed_rule_is_told_and_makes_its_unit_stale_and_no_other(tmp_path, explainer, given):
    root = site_folder(tmp_path / "site")
    done = explainer("sync", "--site", root, "--from", given, "--read-on", "2026-04-01")
    assert done.code == 1
    assert "exclusion: History of stroke within [-6-] {+12+} months" in done.out
    assert f"{ELIGIBILITY}:" in done.out
    assert "1 changed; 0 could not be read" in done.err
    assert (root / RECORD).read_bytes() == given.read_bytes()
    assert "record-read-on: 2026-04-01\ncopy: part\n---\nThis study is invented." in (root / COPY).read_text()
    line = GOOD[ELIGIBILITY].partition("### A stroke")[0].count("\n") + 1
    found = [(f.rule, f.severity, str(f.where)) for f in findings_of(root)]
    assert found == [("passage-new", "warning", ELIGIBILITY), ("unit-out-of-date", "warning", f"{ELIGIBILITY}:{line}")]


def test_the_same_record_again_is_nothing_to_do(tmp_path, explainer):
    root = site_folder(tmp_path / "site")
    done = explainer("sync", "--site", root, ID, "--from", root / RECORD)
    assert (done.code, done.out) == (0, "")
    assert findings_of(root) == ()


def test_the_old_record_is_kept_beside_where_git_does_not_have_it(tmp_path, explainer, given):
    root = site_folder(tmp_path / "site")
    explainer("sync", "--site", root, ID, "--from", given)
    given.write_bytes(record("Inclusion Criteria:\n\n* Other"))
    explainer("sync", "--site", root, ID, "--from", given)
    kept = sorted(root.glob(f"{TRIAL}/record-until-*.json"))
    assert [file.read_bytes() for file in kept] == [record(), GOOD[RECORD].encode()]
    assert {f.rule for f in load_site(root).findings} <= {"list-unknown"}


def test_the_old_record_is_not_kept_twice_where_git_has_it_and_pages_say_the_same_of_both(tmp_path, explainer, given):
    root = site_folder(tmp_path / "site")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", "-C", root, *arguments], check=True)
    given.write_bytes(record(CRITERIA, statusModule={"lastUpdatePostDateStruct": {"date": "2026-02-03"}}))
    explainer("sync", "--site", root, ID, "--from", given)
    assert not [*root.glob(f"{TRIAL}/record-until-*.json")]
    given.write_bytes(record())
    explainer("sync", "--site", root, ID, "--from", given)
    assert len([*root.glob(f"{TRIAL}/record-until-*.json")]) == 1
    assert "6-] {+12" in explainer("diff", "--site", root, ID, "--since", "HEAD").out


def test_drafts_in_which_nobody_wrote_are_made_anew_and_written_words_stay(tmp_path, explainer, given):
    root = site_folder(tmp_path / "site", {COPY: None, SUMMARY: GOOD[SUMMARY], ELIGIBILITY: None, QUESTIONS: None})
    assert explainer("import", "--site", root, root / RECORD).code == 0
    assert "within 6 months" in (root / ELIGIBILITY).read_text()
    assert explainer("sync", "--site", root, ID, "--from", given).code == 1
    assert "within 12 months" in (root / ELIGIBILITY).read_text()
    assert (root / SUMMARY).read_text() == GOOD[SUMMARY]
    assert all(f.severity != "error" for f in findings_of(root))


def test_fields_contacts_and_what_no_page_shows_are_told(tmp_path, explainer, given):
    root = site_folder(tmp_path / "site")
    contacts = {"centralContacts": [{"name": "Study Contact", "phone": "555-0100"}]}
    given.write_bytes(record(CRITERIA, statusModule={"overallStatus": "COMPLETED"}, contactsLocationsModule=contacts))
    done = explainer("sync", "--site", root, ID, "--from", given)
    assert "Status: {+COMPLETED+}" in done.out
    assert "Contact: {+Study Contact, 555-0100+}" in done.out
    given.write_bytes(given.read_bytes().replace(b"}}}", b'}, "x": {}}}', 1) + b"\n")
    done = explainer("sync", "--site", root, ID, "--from", given)
    assert "only what no page shows" in done.out


def test_translators_are_told_which_units(tmp_path, explainer, given):
    root = site_folder(tmp_path / "site")
    (root / "translations").mkdir()
    (root / "translations/locales.toml").write_text(
        '[en]\nstatus = "published"\n\n[es]\nstatus = "draft"\nstands-behind = ""\n'
    )
    explainer("translate", "update", "--site", root)
    catalog = root / f"translations/es/LC_MESSAGES/{ID}.po"
    text = catalog.read_text()
    catalog.write_text(text.replace('msgid "A stroke"\nmsgstr ""', 'msgid "A stroke"\nmsgstr "Un derrame cerebral"'))
    assert catalog.read_text() != text
    assert "to do in es, once the words are mended: stroke\n" in explainer("sync", "--site", root, ID, "--from", given).out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "this is not a registry record"),
        (b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000009"}}}', "there is no record of it"),
    ],
)
def test_what_is_no_record_of_the_study_changes_nothing(tmp_path, explainer, given, content, told):
    root = site_folder(tmp_path / "site")
    given.write_bytes(content)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = explainer("sync", "--site", root, ID, "--from", given)
    assert (done.code, told in done.err) == (1, True)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_sync_asks_the_registry_and_tells_of_what_it_did_not_get(tmp_path, explainer, monkeypatch):
    root = site_folder(
        tmp_path,
        {path.replace(ID, "NCT00000002"): text for path, text in GOOD.items() if ID in path}
        | {RECORD.replace(ID, "NCT00000002"): GOOD[RECORD].replace(ID, "NCT00000002")},
    )
    with serving_registry() as api:
        api.records[ID] = record()
        monkeypatch.setattr("explainer.cli.sync.Registry", lambda: Registry(base=api.base, backoff=0.01))
        done = explainer("sync", "--site", root, "--all")
    assert done.code == 1
    assert "{+12+}" in done.out
    assert "NCT00000002: the registry knows no such number" in done.err
    assert "1 changed; 1 could not be read" in done.err
    assert "record-from: the registry" in (root / COPY).read_text()


def test_one_says_which_studies(tmp_path, explainer):
    root = site_folder(tmp_path)
    assert explainer("sync", "--site", root).code == 2
    assert "did you mean 'NCT00000001'" in explainer("sync", "--site", root, "NCT0000001").err
