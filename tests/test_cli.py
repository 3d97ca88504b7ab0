"""`explainer check` and `explainer new-site` as a person or a machine calls them: what is said, where, and the exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from site_folder import (
    BANNER,
    DOCTOR,
    ELIGIBILITY,
    GOOD,
    PRIVACY,
    PROTOCOL,
    SITE,
    changed,
    findings_of,
    line_of,
    record_of,
    site_folder,
)

from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

ERROR = {BANNER: None}
WARNING = changed(DOCTOR, "are known?", "are known.")
NOTE = changed(SITE, "contact: someone@example.org", "contact:")


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("files", "code"),
    [({}, 0), (NOTE, 0), (WARNING, 1), (ERROR, 1), (NOTE | WARNING, 1), (ERROR | NOTE | WARNING, 1)],
    ids=["clean", "note", "warning", "error", "note and warning", "all"],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_the_exit_code_says_whether_something_is_to_be_done(explainer, tmp_path, files, code, form):
    assert explainer("check", "--site", site_folder(tmp_path, files), "--format", form).code == code


def test_who_is_in_a_site_means_that_site(explainer, tmp_path, monkeypatch):
    monkeypatch.chdir(site_folder(tmp_path / "site", WARNING))
    assert explainer("check").code == 1
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert "NCT00000001" in explainer("check", "NCT00000001").err


def test_a_study_that_cannot_be_read_is_counted_apart(explainer, tmp_path):
    second = {path.replace("NCT00000001", "NCT00000002"): text for path, text in GOOD.items() if "NCT00000001" in path}
    root = site_folder(tmp_path, second | {"content/trials/NCT00000002/summary.md": b"\xff\xfe"})
    assert explainer("check", "--site", root, "--rule", "not-utf-8").err.startswith(
        "1 study checked, 1 could not be read: 1 error"
    )


def test_findings_read_as_place_message_rule_and_fix(explainer, tmp_path):
    files = changed(ELIGIBILITY, "You had a stroke", "You had a <b>stroke")
    answer = explainer("check", "--site", site_folder(tmp_path, files))
    assert answer.out == (
        f"{ELIGIBILITY}:{line_of(ELIGIBILITY, 'You had')}: error: HTML is not allowed here: '<b>' (raw-html)\n"
        "    fix: write the words only, with Markdown marks\n"
    )
    assert answer.err == "1 study checked: 1 error\n"


def test_a_finding_on_a_whole_file_names_no_line(explainer, tmp_path):
    out = explainer("check", "--site", site_folder(tmp_path, ERROR)).out
    assert out.startswith(f"{BANNER}: error: this file is missing (file-missing)\n    fix: ")


def test_a_clean_site_says_so_and_prints_no_finding(explainer, tmp_path):
    assert explainer("check", "--site", site_folder(tmp_path)) == (0, "", "1 study checked: no findings\n")


def test_all_is_counted(explainer, tmp_path):
    files = ERROR | NOTE | WARNING | changed(PRIVACY, "We keep nothing.", "`a` <b>")
    assert explainer("check", "--site", site_folder(tmp_path, files)).err == "1 study checked: 3 errors, 1 warning, 1 note\n"


def test_json_has_exactly_this_shape(explainer, tmp_path):
    root = site_folder(tmp_path, ERROR | NOTE | changed(ELIGIBILITY, "> Aged 14 to 65 years\n\nThe", "> Aged “14”\n\nThe"))
    answer = explainer("check", "--site", root, "--format", "json")
    data = json.loads(answer.out)
    assert answer.err == ""
    assert list(data) == ["findings"]
    assert [list(finding) for finding in data["findings"]] == [["rule", "severity", "path", "line", "message", "fix"]] * len(
        data["findings"]
    )
    assert [(f["rule"], f["severity"], f["path"], f["line"], f["message"], f["fix"]) for f in data["findings"]] == [
        (f.rule, f.severity, f.where.path, f.where.line, f.message, f.fix) for f in findings_of(root)
    ]
    assert {type(finding["line"]) for finding in data["findings"]} == {int}
    assert {finding["severity"] for finding in data["findings"]} == {"error", "note"}


def test_json_of_a_clean_site_is_an_empty_list(explainer, tmp_path):
    answer = explainer("check", "--site", site_folder(tmp_path), "--format", "json")
    assert json.loads(answer.out) == {"findings": []}


def test_paths_are_those_of_the_site_folder_wherever_it_is_called_from(explainer, tmp_path, monkeypatch):
    site_folder(tmp_path / "site", ERROR)
    monkeypatch.chdir(tmp_path)
    assert explainer("check", "--site", "site").out.startswith(f"{BANNER}: ")


def test_a_folder_that_is_no_site_is_told_in_one_line(explainer, tmp_path):
    code, out, err = explainer("check", "--site", tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"explainer: {tmp_path} is not a site folder")
    assert "explainer new-site" in err


@pytest.mark.parametrize("words", [["--site", "nowhere"], ["--format", "xml"], ["--nonsense"], ["a"]])
def test_what_cannot_be_understood_is_told_and_could_not_run(explainer, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    code, out, err = explainer("check", *words)
    assert (code, out) == (2, "")
    assert "Error" in err


def test_a_file_is_no_site(explainer, tmp_path):
    (tmp_path / "content").write_text("")
    assert explainer("check", "--site", tmp_path / "content").code == 2
    assert explainer("check", "--site", tmp_path).code == 2


def test_without_a_folder_it_checks_the_shipped_site_from_anywhere(tmp_path):
    command = [sys.executable, "-m", "explainer", "check", "--format", "json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout
    assert {finding["severity"] for finding in json.loads(done.stdout)["findings"]} <= {"note"}


# ---- a record by itself


def record_file(folder: Path, name: str, criteria: str) -> Path:
    file = folder / name
    data = {"identificationModule": {"nctId": "NCT00000009"}, "eligibilityModule": {"eligibilityCriteria": criteria}}
    file.write_text(json.dumps({"protocolSection": data}))
    return file


SOUND = "Inclusion Criteria:\n\n* Tired ears\n\nExclusion Criteria:\n\n* Ear plugs\n"
AS_TABLE = SOUND.replace("Tired ears", "Ears as in Table 5")


def test_a_record_without_problems_says_so(explainer, tmp_path):
    answer = explainer("check", "--record", record_file(tmp_path, "a.json", SOUND))
    assert answer == (0, "", "1 record checked: no problems\n")


def test_the_problems_of_records_are_told_with_what_to_do(explainer, tmp_path):
    files = [record_file(tmp_path, "a.json", AS_TABLE), record_file(tmp_path, "b.json", SOUND)]
    answer = explainer("check", "--record", files[0], "--record", files[1])
    assert answer.code == 1
    assert answer.out == (
        f"{files[0]}: NOT-PUBLIC: passage inclusion-1 points to “Table 5”, which the record does not hold"
        " (reference-not-held)\n"
        "    fix: say so in a [!NOT-PUBLIC] notice, with the question to ask\n"
    )
    assert answer.err == "2 records checked: 1 problem\n"


def test_the_problems_of_a_record_as_json(explainer, tmp_path):
    file = record_file(tmp_path, "a.json", AS_TABLE)
    code, out, err = explainer("check", "--record", file, "--format", "json")
    (problem,) = json.loads(out)["records"][0].pop("problems")
    assert (code, err) == (1, "")
    assert list(problem) == ["rule", "notice", "passages", "words", "message", "fix"]
    assert (problem["rule"], problem["passages"], problem["words"]) == ("reference-not-held", ["inclusion-1"], "Table 5")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "missing"), ("{", "not a registry record"), ("[]", "`protocolSection`"), ("", "empty"), (b"\xff\xfe\xff", "UTF-8")],
)
def test_what_is_no_record_is_told_in_one_line_and_the_others_are_read(explainer, tmp_path, content, words, form):
    broken = tmp_path / "broken.json"
    if content is not None:
        broken.write_bytes(content if isinstance(content, bytes) else content.encode())
    other = record_file(tmp_path, "a.json", AS_TABLE)
    code, out, err = explainer("check", "--record", broken, "--record", other, "--format", form)
    assert code == 2
    assert words in err.partition("\n")[0]
    assert "Traceback" not in err
    assert "Table 5" in out


def test_a_folder_is_no_record_and_none_was_checked(explainer, tmp_path):
    answer = explainer("check", "--record", tmp_path)
    assert answer.code == 2
    assert "checked" not in answer.err


def test_problems_of_records_can_be_asked_for_by_their_rule(explainer, tmp_path):
    file = record_file(tmp_path, "a.json", AS_TABLE)
    assert explainer("check", "--record", file, "--rule", "reference-not-held").code == 1
    assert explainer("check", "--record", file, "--rule", "age-conflict") == (0, "", "1 record checked: no problems\n")


def test_findings_that_ask_for_an_answer_can_be_asked_for_by_the_problem_of_the_record(explainer, tmp_path):
    files = changed(
        ELIGIBILITY, "## Exclusion", "### Ears\n\n> Ears as in Table 5\n\nYour ears are as in Table 5.\n\n## Exclusion"
    )
    criteria = PROTOCOL["eligibilityModule"]["eligibilityCriteria"].replace(
        "\n\nExclusion", "\n* Ears as in Table 5\n\nExclusion"
    )
    files |= record_of(eligibilityModule=PROTOCOL["eligibilityModule"] | {"eligibilityCriteria": criteria})
    root = site_folder(tmp_path, files)
    assert "(record-problem-unanswered)" in explainer("check", "--site", root, "--rule", "reference-not-held").out
    assert explainer("check", "--site", root, "--rule", "age-conflict").out == ""


# ---- a new site


def test_a_new_site_loads_without_error_or_warning_and_holds_the_example(explainer, tmp_path):
    target = tmp_path / "site"
    answer = explainer("new-site", target)
    assert answer.code == 0
    assert f"explainer serve --watch --site {target}" in answer.out
    assert {f.severity for f in findings_of(target)} <= {"note"}
    (example,) = load_site(target).site.trials
    assert "invented" in example.summary.title.plain.lower()
    assert {section.part for section in example.eligibility.sections} == {"inclusion", "exclusion"}
    assert len({section.group for section in example.eligibility.sections}) > 1
    assert "CONFLICT" in repr(example)
    assert explainer("check", "--site", target).code == 0


def test_a_new_site_holds_the_shared_words_and_no_real_study(explainer, tmp_path):
    explainer("new-site", tmp_path / "site")
    ours, theirs = (
        [path for path in everything_in(root / "content") if not path.startswith("trials")]
        for root in (SHIPPED, tmp_path / "site")
    )
    assert ours == theirs
    assert [path.name for path in (tmp_path / "site/content/trials").iterdir()] == ["EXAMPLE-001"]
    assert (tmp_path / "site/translations/locales.toml").is_file()


def test_nothing_but_the_site_is_made(explainer, tmp_path):
    explainer("new-site", tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_parent_folders_are_made(explainer, tmp_path):
    assert explainer("new-site", tmp_path / "a/b/site").code == 0
    assert (tmp_path / "a/b/site/content/banner.md").is_file()


def test_an_empty_folder_is_filled_in_place(explainer, tmp_path, monkeypatch):
    """A shell that stands in the folder has to see the site in it."""
    here = tmp_path / "site"
    here.mkdir()
    before = here.stat().st_ino
    monkeypatch.chdir(here)
    assert explainer("new-site", ".").code == 0
    assert here.stat().st_ino == before
    assert Path("content/banner.md").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert explainer("check", "--site", ".").code == 0


@pytest.mark.parametrize("name", ["notes.txt", ".git", "content"])
def test_a_folder_that_holds_something_is_refused_and_left_as_it_was(explainer, tmp_path, name):
    target = tmp_path / "site"
    target.mkdir()
    (target / name).write_text("mine")
    code, out, err = explainer("new-site", target)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "not an empty folder" in err
    assert everything_in(tmp_path) == ["site", f"site/{name}"]
    assert (target / name).read_text() == "mine"


def test_a_file_is_refused_and_left_as_it_was(explainer, tmp_path):
    (tmp_path / "site").write_text("mine")
    assert explainer("new-site", tmp_path / "site").code == 2
    assert explainer("new-site", tmp_path / "site/below").code == 2
    assert everything_in(tmp_path) == ["site"]


def test_a_second_new_site_is_refused(explainer, tmp_path):
    assert explainer("new-site", tmp_path / "site").code == 0
    before = everything_in(tmp_path)
    assert explainer("new-site", tmp_path / "site").code == 2
    assert everything_in(tmp_path) == before


def test_nothing_is_left_where_it_fails_half_way(explainer, tmp_path, monkeypatch):
    monkeypatch.setattr("explainer.curate.new_site.EXAMPLE", tmp_path / "gone")
    code, out, err = explainer("new-site", tmp_path / "site")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "could not be made" in err
    assert "None" not in err
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("words", [[], ["a", "b"]])
def test_new_site_wants_one_folder(explainer, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    assert explainer("new-site", *words).code == 2
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("command", ["check", "new-site"])
def test_each_command_says_what_it_does(explainer, command):
    answer = explainer(command, "--help")
    assert answer.code == 0
    assert "Usage: explainer" in answer.out
