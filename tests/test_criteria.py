"""Eligibility texts as registries write them: which list, which group, how deep, and where one rule ends."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.reading.criteria import criteria
from explainer.reading.pieces import unescape
from explainer.reading.record import parse_record

WILD = sorted((Path(__file__).parent / "records").glob("*.json"))
IN, OUT, NEITHER = "inclusion", "exclusion", "criteria"


def rules(text: str) -> list[tuple[str, str, int, str]]:
    """`(list, group, depth, words)` of each criterion."""
    return [(p.part, p.group, p.depth, " ".join(p.text.split())) for p in criteria(text) if p.kind == "passage"]


HEADINGS = {
    "Non-inclusion criteria:": (OUT, ""),
    "Criteria for exclusion:": (OUT, ""),
    "III.6 EXCLUSION CRITERIA": (OUT, ""),
    "**Inclusion Criteria:**": (IN, ""),
    "### Exclusion Criteria": (OUT, ""),
    "Exclusion criteria are as follows:": (OUT, ""),
    "Inclusion Critera:": (IN, ""),
    "排除标准：": (OUT, ""),
    "Part 1 Inclusion Criteria:": (IN, "Part 1 Inclusion Criteria"),
    "Exclusion (Part B):": (OUT, "Exclusion (Part B)"),
    "Exclusion Criteria: Cohort A": (OUT, "Exclusion Criteria: Cohort A"),
    "Exclusion criteria determined after surgery": (OUT, "Exclusion criteria determined after surgery"),
    "Inclusion criteria for those not in Part A or B2.": (IN, "Inclusion criteria for those not in Part A or B2."),
    "To be eligible, people must:": (IN, "To be eligible, people must"),
    "People will be excluded if they have:": (OUT, "People will be excluded if they have"),
    "Inclusion/Exclusion Criteria:": (NEITHER, "Inclusion/Exclusion Criteria"),
    "Withdrawal criteria:": (NEITHER, "Withdrawal criteria"),
    "Major Eligibility Criteria:": (NEITHER, "Major Eligibility Criteria"),
    "DISEASE CHARACTERISTICS:": (NEITHER, "DISEASE CHARACTERISTICS"),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_a_heading_opens(heading):
    part, group = HEADINGS[heading]
    assert rules(f"{heading}\n\n* Tired ears") == [(part, group, 0, "Tired ears")]


@pytest.mark.parametrize(
    "words",
    [
        "Other protocol-defined inclusion/exclusion criteria may apply.",
        "Other protocol defined inclusion criteria could apply",
        "NOTE: these are only examples",
        "Examples include but are not limited to:",
        "Inclusion criteria are not met",
    ],
)
def test_what_heads_nothing_is_a_rule_among_the_others(words):
    found = rules(f"Exclusion Criteria:\n\n* Stroke\n\n{words}\n\n* Falls")
    assert [(part, group, text) for part, group, _, text in found] == [(OUT, "", w) for w in ("Stroke", words, "Falls")]


def test_a_heading_over_both_lists_is_the_group_of_both():
    text = (
        "Cohort A:\n\nInclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* Stroke\n\n"
        "Cohort B:\n\nInclusion Criteria:\n\n* Falls"
    )
    assert rules(text) == [(IN, "Cohort A", 0, "Adults"), (OUT, "Cohort A", 0, "Stroke"), (IN, "Cohort B", 0, "Falls")]


def test_a_heading_in_a_part_of_a_list_keeps_that_of_the_part():
    text = "Inclusion criteria for Part A:\n\nMen:\n\n* Fit\n\nExclusion Criteria:\n\nDiabetes-related\n\n* Foot pain"
    assert rules(text) == [(IN, "Inclusion criteria for Part A: Men", 0, "Fit"), (OUT, "Diabetes-related", 0, "Foot pain")]


def test_a_list_that_strayed_into_a_rule_does_not_turn_the_rest_round():
    text = (
        "Inclusion Criteria:\n\n1. Test:\n\n   1. early\n\n      Exclusion Criteria:\n   2. late\n\n"
        "Exclusion Criteria:\n\n1. Falls"
    )
    assert [part for part, *_ in rules(text)] == [IN, IN, IN, IN, OUT]


IN_ONE_LINE = {
    "Exclusion: None": ["None"],
    "Exclusion criteria for women: pregnancy": ["pregnancy"],
    "Exclusion criteria: 1. Pregnancy 2. HIV 3. Grade 2 neuropathy": ["Pregnancy", "HIV", "Grade 2 neuropathy"],
    "Exclusion criteria:\n①Falls;②Fever": ["Falls;", "Fever"],
    "Exclusion criteria:\n* Falls; ②Fever；③ Cough": ["Falls;", "Fever；", "Cough"],
    "Exclusion criteria:\n（1）Falls；（2）Fever": ["Falls；", "Fever"],
    "Exclusion criteria:\na) falls; b) fever; d) cough": ["falls;", "fever;", "cough"],
    "Exclusion criteria:\n* Falls; 3. Fever; 4. Cough": ["Falls;", "Fever;", "Cough"],
    "Exclusion criteria:\n1. Falls 2. Pain at two levels 3. Fever 4. Cough": ["Falls", "Pain at two levels", "Fever", "Cough"],
    # An enumeration that begins inside a rule is a piece of it, and what has a number for a name begins none.
    "Exclusion criteria:\n* One of: 1) falls; 2) fever": ["One of: 1) falls; 2) fever"],
    "Exclusion criteria:\n1. Tumour of grade 2. Patients may ask": ["Tumour of grade 2. Patients may ask"],
    "Exclusion criteria:\n1. Falls (grade 1. or 2. Or more)": ["Falls (grade 1. or 2. Or more)"],
    "Exclusion criteria:\n- T2 - L1 pain": ["T2 - L1 pain"],
}


@pytest.mark.parametrize("text", IN_ONE_LINE)
def test_where_a_line_holds_more_than_one(text):
    assert [(part, words) for part, _, _, words in rules(text)] == [(OUT, words) for words in IN_ONE_LINE[text]]


def test_both_lists_in_one_line():
    text = "Inclusion Criteria: - Aged 18 - 65 years - Able to walk Exclusion Criteria: - Pregnancy"
    assert [(part, words) for part, _, _, words in rules(text)] == [
        (IN, "Aged 18 - 65 years"),
        (IN, "Able to walk"),
        (OUT, "Pregnancy"),
    ]


DEPTHS = {
    "* a\n  * b\n    * c\n* d": [0, 1, 2, 0],
    "\t- a\n\t\t- b\n\t- c": [0, 1, 0],
    "1. a\na) b\ni) c\nii) d\nb) e\n2. f": [0, 1, 2, 2, 1, 0],
    "g) a\nh) b\ni) c\nj) d": [0, 0, 0, 0],
    "1. a\n2. b\n4) c": [0, 0, 0],
    "1.1 A\n1.2 B\n1.2.1 C\n1.3 D": [0, 0, 1, 0],
    "1. a:\n   1. b\n   2. c\n2. d": [0, 1, 1, 0],
    "9. a\n   * b\n10. c": [0, 1, 0],
    "1. a\n2. b:\n   1. c\n      3. d": [0, 0, 1, 0],
}


@pytest.mark.parametrize("text", DEPTHS)
def test_how_deep_rules_stand(text):
    assert [depth for _, _, depth, _ in rules(text)] == DEPTHS[text]


@pytest.mark.parametrize("text", ["  -  Able to\n     Walk alone\n", "* Able to\nwalk alone"])
def test_a_rule_that_was_cut_where_a_line_was_full_is_one(text):
    assert len(rules(text)) == 1


@pytest.mark.parametrize("text", ["* Able:\n  Walk alone", "* Able to\n\n  walk alone", "Able to\nwalk alone"])
def test_what_only_looks_so_is_two(text):
    assert len(rules(text)) == 2


@pytest.mark.parametrize("text", ["2.5 mg", "2-week fever", "C. difficile", "2.1 Gy\n2.5 Gy", "3 - 5 points"])
def test_a_rule_may_begin_like_a_marker(text):
    assert {piece.marker for piece in criteria(text)} == {""}


@pytest.mark.parametrize("end", ["\r", "\r\n", "\v", "\f", "\x85", "\u2028"])
def test_whatever_ends_a_line_ends_a_rule(end):
    assert [words for *_, words in rules(f"Inclusion:{end}* a{end}Exclusion:{end}* b")] == ["a", "b"]


@pytest.mark.parametrize("text", ["\x00", "* \x00\x01", "\ufeff\u200b", "-\n\x1f\n*"])
def test_what_nobody_can_see_is_no_rule(text):
    assert rules(text) == []


def joined(text: str) -> str:
    return "".join(piece.lead + piece.text for piece in criteria(text))


def of(file: Path) -> str:
    return unescape(json.loads(file.read_text(encoding="utf-8"))["protocolSection"]["eligibilityModule"]["eligibilityCriteria"])


@pytest.mark.parametrize("file", WILD, ids=lambda file: file.stem)
def test_an_invented_wild_record_comes_back_whole(file):
    assert joined(of(file)) == of(file)
    assert parse_record(file.read_text(encoding="utf-8")).passages


def test_every_record_comes_back_whole(records):
    for file in records:
        assert joined(of(file)) == of(file), file.name


def test_a_very_long_text_three_deep_keeps_its_shape():
    (file,) = [file for file in WILD if file.stem == "nested"]
    found = rules(of(file))
    assert [depth for *_, depth, _ in found] == [0, 1, 2] * 99 + [0] * 99
    assert [part for part, *_ in found] == [IN] * 297 + [OUT] * 99


SHREDS = st.sampled_from(
    [
        *"aB1 .:;-*•()①（）\n\t\r\v\f\x00\u202e\ufeff\u2028",
        "\ud800",
        "\n\n",
        "\n  ",
        "Inclusion Criteria: ",
        "Non-inclusion criteria",
        "Exclusion criteria for ",
        "Cohort A:\n",
        "ALL CAPS:",
        "\n* ",
        "\n1. ",
        "\n   2) ",
        " 3. A",
        "; b) c",
        " - D",
        "i) ",
        "1.1 A",
        "not ",
    ]
)


@settings(deadline=None)
@given(st.lists(SHREDS, max_size=80).map("".join))
def test_any_text_comes_back_whole(text):
    assert joined(text) == text
    assert all(words for *_, words in rules(text))


def test_lists_as_a_hurried_person_types_them():
    text = "INCLUSION CRITERIA - age over 18 yrs - HbA1c 7-10 % EXCLUSION CRITERIA - type 1 DM - eGFR < 30"
    assert rules(text) == [
        *((IN, "", 0, words) for words in ("age over 18 yrs", "HbA1c 7-10 %")),
        *((OUT, "", 0, words) for words in ("type 1 DM", "eGFR < 30")),
    ]
    assert rules("Inclusion Criteria - Cohort A - Part 2\n\n* Tired ears")[0][1] == "Inclusion Criteria - Cohort A - Part 2"
    assert rules("Inclusion:\n-age 18+\n-ve pregnancy test") == [(IN, "", 0, "age 18+"), (IN, "", 0, "-ve pregnancy test")]
