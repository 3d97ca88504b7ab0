"""The record's running text, cut without loss: pieces joined give the text back, whatever registries write."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.reading.criteria import criteria
from explainer.reading.pieces import Piece, sentences, unescape
from explainer.reading.traits import traits_of
from explainer.record import Passage
from explainer.settings import SHIPPED

CUTTERS = [sentences, criteria]

BY_COHORT = """\
Cohort A (newly diagnosed):

* Tumour \\> 2 cm
* No treatment so far

Cohort B (relapsed):

* Relapse within 12 months
   * proven by biopsy
      - read by 2 pathologists

Cohort C (healthy):
1. Aged 20 to 40 years
2) Non-smoker
"""
ONE_LINE = (
    "Inclusion Criteria: - Adults - Pain score \\>= 4 - Able to walk 6 m "
    "Exclusion Criteria: - Pregnancy - Any metal in the body"
)
NESTED = (
    "INCLUSION CRITERIA\r\n\r\n1. Blood counts:\r\n\r\n   * ANC ≥ 1.5 x 10\\^9/L\r\n\r\n"
    "      * without growth factors\r\n         - for 7 days\r\n   * Platelets ≥ 100 x 109/L;\r\n\r\n\r\n"
    "2. Consent\\[1\\]\r\n\r\nEXCLUSION CRITERIA\r\n\r\nNone"
)
FULL_WIDTH = (
    "纳入标准：\n（1）年龄18～65岁；\n（2）ECOG评分0-2分。\n３、自愿参加，并签署知情同意书！\n\n"
    "排除标准：\n①孕妇；② 哺乳期。”\u3000\n"
)
BARE = "   \n\nA person may take part who\n- .\n. is 18 years old\n\n..\n-\n\n  Exclusion: None\n\t\n"
WILD = {"by cohort": BY_COHORT, "one line": ONE_LINE, "nested": NESTED, "full width": FULL_WIDTH, "bare": BARE}


def joined(pieces: list[Piece]) -> str:
    return "".join(piece.lead + piece.text for piece in pieces)


def passages(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.kind == "passage"]


def lists(text: str) -> list[tuple[str, str, str]]:
    return [(piece.part, piece.group, piece.text) for piece in criteria(text) if piece.kind == "passage"]


CHARACTERS = 'aB1 .:;-*•()[]"”\n\t\r。！？；：（）、①\u3000\x0c\x85\u2028'
SHREDS = ["\n\n", "  ", "e.g. ", "Inclusion Criteria:\n", "\n* ", "\n1. ", "exclusion", "Dr. No", "1.5", "...", "\\>", " - "]
SCRAPS = st.sampled_from([*CHARACTERS, *SHREDS])
MADE_UP = st.one_of(st.text(), st.lists(SCRAPS, max_size=60).map("".join))


@pytest.mark.parametrize("cut", CUTTERS)
@settings(deadline=None)
@given(MADE_UP)
def test_the_pieces_of_a_made_up_text_give_it_back(cut, text):
    pieces = cut(text)
    assert joined(pieces) == text
    assert all(piece.text.strip() or not text.strip() for piece in pieces if piece.kind != "rest")


@pytest.mark.parametrize("cut", CUTTERS)
@pytest.mark.parametrize("name", WILD)
def test_the_pieces_of_a_wild_text_give_it_back(cut, name):
    assert joined(cut(WILD[name])) == WILD[name]
    assert joined(cut(unescape(WILD[name]))) == unescape(WILD[name])


def test_the_pieces_of_every_record_give_it_back(records):
    for file in records:
        protocol = json.loads(file.read_text(encoding="utf-8"))["protocolSection"]
        summary = unescape(protocol["descriptionModule"]["briefSummary"])
        rules = unescape(protocol["eligibilityModule"]["eligibilityCriteria"])
        assert joined(sentences(summary)) == summary, file.name
        assert joined(criteria(rules)) == rules, file.name
        assert passages(sentences(summary)), file.name
        assert passages(criteria(rules)), file.name


def test_the_first_study_has_five_sentences_and_six_criteria():
    record = json.loads((SHIPPED / "content/trials/NCT06947473/record.json").read_text(encoding="utf-8"))["protocolSection"]
    found = passages(sentences(record["descriptionModule"]["briefSummary"]))
    assert [sentence.split()[:2] for sentence in found] == [
        ["This", "is"],
        ["Patients", "with"],
        ["The", "primary"],
        ["The", "primary"],
        ["It", "is"],
    ]
    rules = lists(record["eligibilityModule"]["eligibilityCriteria"])
    assert [(part, group) for part, group, _ in rules] == [("inclusion", "")] * 6
    assert [text.split()[0] for _, _, text in rules] == ["Male", "Systemic", "The", "B", "No", "Physical"]


SENTENCES = {
    "One. Two! Three? Four": ["One.", "Two!", "Three?", "Four"],
    "For adults (18 or older. Children may not join.": ["For adults (18 or older.", "Children may not join."],
    'He said "stop." Then he left.': ['He said "stop."', "Then he left."],
    "Drugs (e.g. Aspirin) vs. Placebo by Dr. Smith et al. Here": ["Drugs (e.g. Aspirin) vs. Placebo by Dr. Smith et al. Here"],
    "Led by J. R. Smith. It runs 1.5 years.": ["Led by J. R. Smith.", "It runs 1.5 years."],
    "approx. 30 people. then some": ["approx. 30 people. then some"],
    "First\nSecond\n\nThird.": ["First", "Second", "Third."],
    "一个。两个！三个？四": ["一个。", "两个！", "三个？", "四"],
    "他说“好。”然后走了。": ["他说“好。”", "然后走了。"],
    "真的？！是。": ["真的？！", "是。"],
    "Well... Then more.": ["Well...", "Then more."],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_where_sentences_end(text):
    assert passages(sentences(text)) == SENTENCES[text]


@pytest.mark.parametrize(
    ("heading", "part", "group"),
    [
        ("Inclusion Criteria:", "inclusion", ""),
        ("* INCLUSION CRITERIA", "inclusion", ""),
        ("Key exclusion criteria", "exclusion", ""),
        ("Exclusion：", "exclusion", ""),
        ("1. Exclusion criterion:", "exclusion", ""),
        ("Exclusion Criteria for Part B:", "exclusion", "Exclusion Criteria for Part B"),
        ("* STEP 1 INCLUSION ELIGIBILITY CRITERIA - FIRST", "inclusion", "STEP 1 INCLUSION ELIGIBILITY CRITERIA - FIRST"),
        ("Radiological Exclusion Criteria", "exclusion", "Radiological Exclusion Criteria"),
        ("Patients who meet these exclusion criteria:", "exclusion", "Patients who meet these exclusion criteria"),
    ],
)
def test_the_heading_of_a_list(heading, part, group):
    assert lists(f"{heading}\n\n* Adults") == [(part, group, "Adults")]


@pytest.mark.parametrize(
    "criterion",
    [
        "Biopsy does not meet inclusion criteria",
        "Patient meets the inclusion criteria for trial entry",
        "Inclusion criteria not met",
        "Violation of exclusion criteria by the first biopsy not known",
        "Exclusion of other causes of hepatitis",
        "A diagnosis of exclusion",
        "Patients not meeting all of the inclusion criteria.",
    ],
)
@pytest.mark.parametrize("marker", ["* ", "1. ", ""])
def test_a_criterion_that_speaks_of_a_list_opens_none(marker, criterion):
    text = f"Exclusion Criteria:\n\n* Stroke\n{marker}{criterion}\n* Pregnancy"
    assert lists(text) == [("exclusion", "", found) for found in ("Stroke", criterion, "Pregnancy")]


def test_a_line_that_announces_a_list_is_its_group():
    assert lists(
        "Inclusion Criteria:\n\nPart A (adults):\n\n* Aged 18\n\nPart B:\n\n* Aged 12\n\nExclusion Criteria:\n* None"
    ) == [
        ("inclusion", "Part A (adults)", "Aged 18"),
        ("inclusion", "Part B", "Aged 12"),
        ("exclusion", "", "None"),
    ]


def test_criteria_under_no_heading_belong_to_no_list():
    assert lists("* Adults\n* Children") == [("criteria", "", "Adults"), ("criteria", "", "Children")]


def test_groups_markers_and_depths_of_a_nested_text():
    found = [piece for piece in criteria(BY_COHORT) if piece.kind == "passage"]
    assert [(piece.group[:8], piece.marker, piece.depth) for piece in found] == [
        ("Cohort A", "*", 0),
        ("Cohort A", "*", 0),
        ("Cohort B", "*", 0),
        ("Cohort B", "*", 1),
        ("Cohort B", "-", 2),
        ("Cohort C", "1.", 0),
        ("Cohort C", "2)", 0),
    ]


@pytest.mark.parametrize(
    "marker", ["-", "*", "•", "–", "1.", "12)", "(3)", "2.1.", "2.1.3", "a)", "(b)", "IV.", "①", ".", "3、"]
)
def test_a_marker_is_no_part_of_its_criterion(marker):
    (piece,) = criteria(f"{marker} History of stroke;")
    assert (piece.marker, piece.text) == (marker, "History of stroke;")


@pytest.mark.parametrize(
    "text",
    ["-5 to 5 points", "2.5 mg/dL or less", "1.5*10*9/L", "2019 rules", "18-65 years", ".5 mg", "*p53* known", "i.e. adults"],
)
def test_what_only_looks_like_a_marker_stays(text):
    (piece,) = criteria(text)
    assert (piece.marker, piece.text) == ("", text)


ESCAPES = {
    r"\> 3": "> 3",
    r"\[1\] a\_b 2\*3 10\^9 \<b \~5 \#1 a\&b 1\. \+ \= \| \` \-": "[1] a_b 2*3 10^9 <b ~5 #1 a&b 1. + = | ` -",
    r"\\>": r"\>",
    r"\\\>": r"\>",
    r"\\\\": r"\\",
    r"C:\new \d \(x\)": r"C:\new \d \(x\)",
    "ends in \\": "ends in \\",
}


@pytest.mark.parametrize("text", ESCAPES)
def test_escapes_are_undone_once(text):
    assert unescape(text) == ESCAPES[text]


HOSTILE = [
    *[
        "a ",
        "(",
        ")",
        "1.",
        "inclusion ",
        "-",
        "\\",
        " ",
        "\t",
        "\n",
        " \n",
        ".",
        "!",
        "。",
        ". ",
        "。)",
        '"',
        "?”",
        ".(",
        ". (",
    ],
    *[
        "a\n",
        "a:\n",
        "a:\n\n",
        "* ",
        "- a\n",
        "I.",
        "i",
        "1.1.",
        "a/",
        "inclusion/",
        "inclusion criteria ",
        "A. ",
        "e.g",
        "stop",
        "off ",
    ],
    *["withdraw ", "discontinu", "cell ", "gene ", "wash-", "x" * 99 + " "],
    *["Inclusion Criteria: ", "x Exclusion Criteria: - a", "1. A 2. B ", "①a;", "Cohort A:\n", "* a\nb\n"],
]


def traits(text: str) -> object:
    return traits_of({}, (Passage(id="criteria-1", part="criteria", text=text),))


@pytest.mark.parametrize("scrap", HOSTILE)
@pytest.mark.parametrize("cut", [*CUTTERS, unescape, traits])
def test_no_text_makes_it_hang(cut, scrap):
    """Five times what registries allow: what is linear takes well under a second, what is quadratic many."""
    for size in (10_000, 20_000, 40_000, 100_000):
        for end in ("", "x"):
            start = time.process_time()
            cut((scrap * size)[:size] + end)
            assert time.process_time() - start < 5, (size, end)
