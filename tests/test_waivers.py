"""`waivers.toml`: read or told, never a traceback; a waiver takes away what it names in its own study, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_folder import ELIGIBILITY, GOOD, TRIAL, WAIVERS, changed, findings_of, site_folder

from explainer.finding import Finding
from explainer.reading.loader import load_site

STROKE = "You had a stroke in the last 6 months.\n"
UNEXPLAINED = changed(ELIGIBILITY, STROKE, "")
WHOLE = '[[waiver]]\nrule = "not-explained"\nunit = "stroke"\nreason = "We wait for the study team."\n'
OTHER = "content/trials/NCT00000002"


def told(text: str | bytes, tmp_path) -> tuple[Finding, ...]:
    return load_site(site_folder(tmp_path, {WAIVERS: text})).findings


BROKEN = {
    "not TOML": ('# ours\nrule = "x\n', 2, "cannot be read"),
    "cut short": ('[[waiver]]\nrule = "not-exp', 2, "cannot be read"),
    "a key given twice": (f'{WHOLE}unit = "age"\n', 5, "cannot be read"),
    "lists in lists": ("a = " + "[" * 20_000, 1, "cannot be read"),
    "another name": (WHOLE.replace("waiver", "waver"), 1, "'waver'"),
    "one pair of brackets": (WHOLE.replace("[[", "[").replace("]]", "]"), 1, "[[waiver]]"),
    "a list of texts": ('waiver = ["not-explained"]\n', 1, "[[waiver]]"),
    "no rule": (WHOLE.replace('rule = "not-explained"\n', ""), 1, "no 'rule'"),
    "no reason": (WHOLE + "\n" + WHOLE.partition("reason")[0], 6, "no 'reason'"),
    "an empty reason": (WHOLE.replace("We wait for the study team.", " "), 1, "'reason' is not a text"),
    "a number": (WHOLE.replace('"stroke"', "7"), 1, "'unit' is not a text"),
    "an unknown key": (WHOLE.replace("unit", "units"), 1, "did you mean 'unit'?"),
    "no place": (WHOLE.replace('unit = "stroke"\n', ""), 1, "names no place"),
    "a whole file": (WHOLE.replace('unit = "stroke"', 'file = "eligibility.md"'), 1, "whole file"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_waiver_that_is_not_whole_is_told_with_its_line(tmp_path, case):
    text, line, words = BROKEN[case]
    found = told(text, tmp_path)
    assert {(f.rule, f.severity, f.where.path, f.where.line) for f in found} == {("waivers", "error", WAIVERS, line)}
    assert any(words in f"{f.message} {f.fix}" for f in found)


def test_what_is_no_text_is_told(tmp_path):
    assert [f.rule for f in told(b"\xff\xfe", tmp_path)] == ["not-utf-8"]
    assert [f.rule for f in told("", tmp_path)] == ["file-empty"]


@given(text=st.text(max_size=60) | st.text("[]waiver=\"rule\n'{},. ", max_size=60))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_file_is_read_or_told(tmp_path, text):
    assert all(finding.message for finding in told(text.encode(errors="replace"), tmp_path))


def test_a_waiver_that_is_not_whole_waives_nothing(tmp_path):
    files = UNEXPLAINED | {WAIVERS: WHOLE.partition("reason")[0]}
    assert [f.rule for f in findings_of(site_folder(tmp_path, files))] == ["not-explained", "waivers"]


def test_a_waiver_takes_away_the_finding_that_it_names_and_no_other(tmp_path):
    text = UNEXPLAINED[ELIGIBILITY].replace("The result is 50 mL/min or higher, in the 14 days before the first dose.", "")
    found = findings_of(site_folder(tmp_path, {ELIGIBILITY: text, WAIVERS: WHOLE}))
    assert {f.rule for f in found} == {"number-lost"}


def test_a_finding_on_the_whole_study_is_waived_as_such(tmp_path):
    hard = GOOD[ELIGIBILITY].replace(STROKE, STROKE + "Antibodies ordinarily recognize unfamiliar organisms.\n" * 30)
    places = {'unit = "stroke"': 'file = "."', "not-explained": "grade-high"}
    waived = WHOLE
    for old, new in places.items():
        waived = waived.replace(old, new)
    rules = [
        {f.rule for f in findings_of(site_folder(tmp_path / name, {ELIGIBILITY: hard} | more))}
        for name, more in (("left", {}), ("waived", {WAIVERS: waived}))
    ]
    assert rules[0] - rules[1] == {"grade-high"}
    assert "waiver-idle" not in rules[1]


@pytest.mark.parametrize("place", ['unit = "age"', 'passage = "exclusion-1"', 'unit = "stroke"\nwords = "something else"'])
def test_a_waiver_of_another_place_is_idle(tmp_path, place):
    files = UNEXPLAINED | {WAIVERS: WHOLE.replace('unit = "stroke"', place)}
    assert [f.rule for f in findings_of(site_folder(tmp_path, files))] == ["not-explained", "waiver-idle"]


def test_what_nothing_excuses_stays(tmp_path):
    files = changed(ELIGIBILITY, STROKE, f"{STROKE}So you qualify.\n")
    files[WAIVERS] = WHOLE.replace("not-explained", "promise")
    assert [f.rule for f in findings_of(site_folder(tmp_path, files))] == ["promise", "waiver-refused"]


def test_a_waiver_does_not_reach_into_another_study(tmp_path):
    """Two studies with the same fault; a waiver of one, even by its file's path, leaves the other's finding."""
    fault = UNEXPLAINED[ELIGIBILITY]
    second = {
        path.replace(TRIAL, OTHER): text.replace("NCT00000001", "NCT00000002") for path, text in GOOD.items() if TRIAL in path
    }
    own = {path: text.replace("{#", "{#b-") for path, text in second.items()}
    own[f"{OTHER}/eligibility.md"] = fault.replace("{#", "{#b-")
    for waived in (
        WHOLE,
        WHOLE.replace("stroke", "b-stroke"),
        WHOLE.replace('unit = "stroke"', 'file = "eligibility.md"\nwords = "yet"'),
    ):
        found = findings_of(site_folder(tmp_path, own | UNEXPLAINED | {WAIVERS: waived}))
        assert [f.where.path for f in found if f.rule == "not-explained"][-1:] == [f"{OTHER}/eligibility.md"]
