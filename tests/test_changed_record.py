"""A record that changed: exactly what it concerns is out of date wherever it is shown, what is new is shown, nothing stops."""

import json
import re
import shutil

import pytest
from conftest import client_of
from selectolax.lexbor import LexborHTMLParser
from site_folder import ELIGIBILITY, GOOD, PROTOCOL, RECORD, SITE, TRIAL, changed, findings_of, site_folder

from explainer.checks import check
from explainer.curate.arrivals import Arrival
from explainer.curate.sync import sync
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

ID = "NCT00000001"
EVERYBODY = changed(SITE, "may-embed: nobody", "may-embed: everybody")
CRITERIA = PROTOCOL["eligibilityModule"]["eligibilityCriteria"]
EARLIER = "The study’s record changed on February 3, 2026. These plain words explain the earlier text."
PAGES = ("trials/{}/", "embed/{}/", "embed/{}/eligibility/", "trials/{}/worksheet/")


def new_record(criteria: str, **modules: object) -> bytes:
    eligibility = {**PROTOCOL["eligibilityModule"], "eligibilityCriteria": criteria}
    dates = {"statusModule": {"lastUpdatePostDateStruct": {"date": "2026-02-03"}}}
    return json.dumps({"protocolSection": {**PROTOCOL, "eligibilityModule": eligibility, **dates, **modules}}).encode()


def synced(root, content: bytes) -> None:
    """Sync, after which the site has no error."""
    trial = next(iter(load_site(root).site.trials))
    sync(root, trial, Arrival(name="a test", content=content), "2026-04-01")
    loaded = load_site(root)
    assert [str(f) for f in (*loaded.findings, *check(loaded.site)) if f.severity == "error"] == []


def page(client, path) -> LexborHTMLParser:
    answer = client.get(f"/en/{path.format(ID)}")
    assert answer.status_code == 200, path
    return LexborHTMLParser(answer.get_data(as_text=True))


def text(node) -> str:
    return " ".join(node.text(separator=" ").split())


CHANGES = {
    "a number": (CRITERIA.replace("6 months", "12 months"), ["stroke"], ["History of stroke within 12 months"]),
    "one came": (f"{CRITERIA}* Pregnancy\n", [], ["Pregnancy"]),
    "one went": (CRITERIA.replace("* Aged 14 to 65 years\n", ""), ["age"], []),
    "one moved": (
        CRITERIA.replace("* Aged 14 to 65 years\n", "") + "* Aged 14 to 65 years\n",
        ["age"],
        ["Aged 14 to 65 years"],
    ),
    "a heading came": (
        CRITERIA.replace("Exclusion Criteria:\n\n", "Exclusion Criteria:\n\nPart A:\n\n"),
        ["stroke"],
        ["History of stroke within 6 months"],
    ),
    "only the day": (CRITERIA, [], []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_exactly_what_a_change_concerns_is_marked_and_what_is_new_is_shown(tmp_path, name):
    criteria, late, new = CHANGES[name]
    root = site_folder(tmp_path, EVERYBODY)
    synced(root, new_record(criteria))
    client = client_of(root)
    for path in PAGES:
        assert text(page(client, path)).count(EARLIER) == len(late), path
    shown = page(client, PAGES[0])
    assert [node.id for node in shown.css(".unit") if EARLIER in text(node)] == late
    open_units = [node for node in shown.css(".unit") if "Not explained yet" in text(node)]
    assert [text(node.css_first("blockquote")) for node in open_units] == new
    data = json.loads(client.get(f"/en/trials/{ID}.json").get_data())
    assert data["out_of_date"] == late
    states = {u["id"]: u["state"] for d in data["documents"] for s in d["sections"] for u in s["units"]}
    assert [id for id, state in states.items() if state == "out-of-date"] == late
    told = [f.rule for f in findings_of(root) if f.rule in ("unit-out-of-date", "passage-new")]
    assert told.count("unit-out-of-date") == len(late)
    assert told.count("passage-new") == len(new)


def test_a_sheet_says_so_where_it_asks_a_question_of_such_words(tmp_path):
    root = site_folder(tmp_path)
    synced(root, new_record(CRITERIA.replace("50 mL/min", "60 mL/min")))
    client = client_of(root)
    assert text(page(client, PAGES[0] + "sheet/?q=test-again")).count(EARLIER) == 1
    assert EARLIER not in text(page(client, PAGES[0] + "sheet/?q=lowest-age"))
    assert EARLIER in client.get(f"/en/trials/{ID}/sheet.txt").get_data(as_text=True)


def test_new_words_stand_beside_those_that_explain_the_old(tmp_path):
    root = site_folder(tmp_path)
    synced(root, new_record(CRITERIA.replace("50 mL/min", "60 mL/min")))
    units = [node.id for node in page(client_of(root), PAGES[0]).css(".unit") if node.id]
    assert units[units.index("kidneys") + 1] == "page-inclusion-1"
    assert units.index("page-inclusion-1") < units.index("age")


def test_what_no_record_ever_held_stays_an_error_also_in_words_of_an_earlier_record(tmp_path):
    root = site_folder(tmp_path)
    synced(root, new_record(CRITERIA.replace("6 months", "12 months")))
    for old, new, rule in (
        ("> History of stroke within 6 months", "> History of stroke within 9 months", "quote-not-in-record"),
        ("You had a stroke in the last 6 months", "You had a stroke in the last 8 months", "number-not-in-record"),
    ):
        (root / ELIGIBILITY).write_text(GOOD[ELIGIBILITY].replace(old, new))
        assert rule in {f.rule for f in findings_of(root) if f.severity == "error"}


def test_mended_words_are_current_again_though_the_earlier_record_is_kept(tmp_path):
    root = site_folder(tmp_path)
    synced(root, new_record(CRITERIA.replace("6 months", "12 months")))
    (root / ELIGIBILITY).write_text(GOOD[ELIGIBILITY].replace("6 months", "12 months"))
    assert findings_of(root) == ()
    assert [*root.glob(f"{TRIAL}/record-until-*.json")]
    assert EARLIER not in text(page(client_of(root), PAGES[0]))


def test_nobody_signs_words_for_a_text_that_is_gone(tmp_path, explainer):
    root = site_folder(tmp_path)
    synced(root, new_record(CRITERIA.replace("6 months", "12 months")))
    done = explainer("sign", "--site", root, ID, "--role", "study-nurse", "--unit", "stroke")
    assert (done.code, "'stroke' explains what the record said before 2026-02-03" in done.err) == (2, True)
    assert explainer("sign", "--site", root, ID, "--role", "study-nurse", "--unit", "age").code == 0


def test_a_notice_that_a_list_is_missing_goes_when_the_list_comes(tmp_path):
    missing = "## Exclusion\n\n> [!MISSING]\n> The record has no second list.\n>\n> - doctor: What rules me out? {#out}\n"
    files = changed(ELIGIBILITY, GOOD[ELIGIBILITY][GOOD[ELIGIBILITY].index("## Exclusion") :], missing)
    criteria = CRITERIA.partition("Exclusion")[0]
    root = site_folder(tmp_path, {**files, RECORD: new_record(criteria).decode()})
    assert "no second list" in text(page(client_of(root), PAGES[0]))
    synced(root, new_record(CRITERIA))
    shown = text(page(client_of(root), PAGES[0]).css_first("section[aria-labelledby=page-rules]"))
    assert "no second list" not in shown
    assert "May rule you out Not explained yet. Read the study’s own words, and ask. History of stroke" in shown
    assert "unit-out-of-date" in {f.rule for f in findings_of(root)}


def test_an_earlier_record_that_cannot_be_read_is_told_and_helps_nothing(tmp_path):
    root = site_folder(tmp_path)
    synced(root, new_record(CRITERIA.replace("6 months", "12 months")))
    (kept,) = root.glob(f"{TRIAL}/record-until-*.json")
    kept.write_text("{")
    found = {(f.rule, f.severity) for f in (*load_site(root).findings, *check(load_site(root).site))}
    assert {("record", "warning"), ("quote-not-in-record", "error")} <= found


def test_no_change_of_a_record_stops_a_site(tmp_path):
    root = site_folder(tmp_path)
    protocol = json.loads(re.sub(r"(?<=[ ])\d+(?=[ ])", lambda number: str(int(number[0]) + 1), json.dumps(PROTOCOL)))
    without = [{**PROTOCOL, name: {}} for name in ("descriptionModule", "eligibilityModule")]
    for changed_protocol in (protocol, *without):
        synced(root, json.dumps({"protocolSection": changed_protocol}).encode())
        for kept in root.glob(f"{TRIAL}/record-until-*.json"):
            kept.unlink()
        (root / RECORD).write_text(GOOD[RECORD])


def test_in_another_language_the_same_units_say_so(tmp_path):
    number = "NCT06947473"
    for name in ("content", "translations/ar"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    (tmp_path / "translations/locales.toml").write_text('[en]\nstatus = "published"\n\n[ar]\nstatus = "published"\n')
    content = (tmp_path / f"content/trials/{number}/record.json").read_bytes().replace("≥ 1:80".encode(), "≥ 1:160".encode())
    trial = next(iter(load_site(tmp_path).site.trials))
    sync(tmp_path, trial, Arrival(name="a test", content=content), "2026-04-01")
    shown = LexborHTMLParser(client_of(tmp_path).get(f"/ar/trials/{number}/").get_data(as_text=True))
    assert [node.id for node in shown.css(".unit") if node.css(".plain > .notice")] == ["blood-tests"]
    assert "تغيّر سجل الدراسة" in text(shown.css_first("#blood-tests .notice"))
    assert shown.css_first("#page-inclusion-3 blockquote").attributes["lang"] == "en"
