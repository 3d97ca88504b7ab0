"""A quote held against a passage: the whole of it, letter for letter, but for what `[...]` cuts."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_folder import ELIGIBILITY, PROTOCOL, SUMMARY, changed, findings_of, line_of, places, quoting, record_of, site_folder
from test_rules import with_rule

from explainer.checks.match import CUT, indexed, spans
from explainer.record import Passage

TEXT = "History of stroke or transient ischemic attack within 6 months;"
FITS = [
    TEXT,
    f"History of stroke {CUT}",
    f"{CUT} within 6 months;",
    f"{CUT} stroke {CUT}",
    f"History of {CUT} transient ischemic attack within 6 months;",
    f"History {CUT} stroke {CUT} attack {CUT} months;",
    f"{CUT} or transient ischemic attack {CUT}",
    f"{CUT}stroke{CUT}",
    f"History of stroke or transient ischemic attack within 6 months{CUT}",
]
DOES_NOT_FIT = {
    "a piece without its cuts": "stroke",
    "the start without its cut": "History of stroke",
    "the end without its cut": "within 6 months;",
    "the last stop left out": TEXT.rstrip(";"),
    "another stop": TEXT.replace(";", "."),
    "another case": TEXT.lower(),
    "a cut where nothing was begun": f"of stroke {CUT}",
    "a cut where nothing was ended": f"{CUT} within 6",
    "pieces in another order": f"{CUT} transient {CUT} stroke {CUT}",
    "a piece given twice": f"History of {CUT} History of {CUT}",
    "half a word at the end": f"History of str{CUT}",
    "half a word at the start": f"{CUT}oke or transient ischemic attack within 6 months;",
    "half a word in the middle": f"{CUT} schemi {CUT}",
    "pieces that overlap": f"History of stroke or {CUT} stroke or transient ischemic attack within 6 months;",
    "other words": f"History of stroke {CUT} within 12 months;",
    "only a cut": CUT,
    "only cuts": f"{CUT} {CUT}",
    "nothing": "",
    "more than there is": f"{TEXT} and {CUT}",
}


@pytest.mark.parametrize("quote", FITS)
def test_a_quote_may_cut_at_words(quote):
    found = spans(quote, TEXT)
    assert found is not None
    assert [TEXT[start:end] for start, end in found] == [piece.strip() for piece in quote.split(CUT) if piece.strip()]


@pytest.mark.parametrize("fault", DOES_NOT_FIT)
def test_a_quote_that_is_not_whole_does_not_fit(fault):
    assert spans(DOES_NOT_FIT[fault], TEXT) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Creatinine at most 1.5 mg", f"Creatinine at most 1 {CUT}"),
        ("Creatinine at most 1.5 mg", f"Creatinine at most 1{CUT}"),
        ("Creatinine at most 1.5 mg", f"Creatinine at most 1.{CUT}"),
        ("Creatinine at most 1.5 mg", f"{CUT} 5 mg"),
        ("Creatinine at most 1.5 mg", f"{CUT}.5 mg"),
        ("At least 1,500 cells", f"At least 1 {CUT} cells"),
        ("At least 1,500 cells", f"{CUT} 500 cells"),
    ],
)
def test_no_cut_goes_through_a_number(text, quote):
    assert spans(quote, text) is None


def test_a_cut_after_a_number_at_the_end_of_a_sentence_is_fine():
    assert spans(f"Grade 3{CUT}", "Grade 3. Or more") == [(0, 7)]
    assert spans(f"{CUT} or 4", "Grade 3, or 4") == [(9, 13)]


def test_the_first_place_at_word_bounds_counts():
    assert spans(f"{CUT} men {CUT}", "women or men or mentors") == [(9, 12)]
    assert spans(f"{CUT} a {CUT} a {CUT}", "a b a") == [(0, 1), (4, 5)]


WORDS = st.lists(st.sampled_from("a an the 6 months, (stroke) or; ≥ 1.5 10^9/L 岁".split()), min_size=1, max_size=8)


@settings(deadline=None)
@given(WORDS, st.data())
def test_whatever_is_cut_out_of_a_text_at_words_fits_it(words, data):
    text = " ".join(words)
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)).filter(any))
    parts = [word if keep else CUT for word, keep in zip(words, kept, strict=True)]
    found = spans(" ".join(parts), text)
    assert found is not None
    assert all(before[1] <= after[0] for before, after in pairwise(found))


@settings(deadline=None)
@given(st.text(), st.text())
def test_it_never_raises_and_what_it_finds_is_there(quote, text):
    for tried in (quote, f"{quote}{CUT}", f"{CUT}{quote}{CUT}", text):
        for start, end in spans(tried, text) or ():
            assert 0 <= start <= end <= len(text)
            assert text[start:end] in tried


# ---- where a quote may stand, told by the rules

STROKE = "History of stroke within 6 months"
KIDNEYS = "Creatinine clearance of at least 50 mL/min within 14 days before the first dose;"


def test_a_quote_of_the_other_list_says_where_it_stands(tmp_path):
    files = changed(ELIGIBILITY, "> Aged 14 to 65 years\n\nThe", f"> {STROKE}\n\nThe")
    (found,) = [f for f in findings_of(site_folder(tmp_path, files)) if f.rule == "quote-not-in-record"]
    assert found.where.line == line_of(ELIGIBILITY, f"> {STROKE}", files)
    assert "the exclusion list" in found.message
    assert "exclusion-1" in found.fix


def with_groups(heading: str) -> dict[str, str]:
    """The record's inclusion criteria in the groups A and B, and our unit on kidneys under a heading of ours."""
    eligibility = PROTOCOL["eligibilityModule"]
    text = f"Inclusion Criteria:\n\nPart A:\n\n* {KIDNEYS}\n\nPart B:\n\n* Aged 14 to 65 years\n\nExclusion:\n\n* {STROKE}\n"
    files = record_of(eligibilityModule={**eligibility, "eligibilityCriteria": text})
    files |= changed(ELIGIBILITY, "## Inclusion\n", f"## {heading}\n")
    return {**files, ELIGIBILITY: files[ELIGIBILITY].replace("### Your age", "## Inclusion: Part B\n\n### Your age")}


@pytest.mark.parametrize("heading", ["Inclusion: Part A", "Inclusion: Part A:", "inclusion :  Part  A"])
def test_a_group_is_named_by_the_words_of_the_record(tmp_path, heading):
    assert quoting(site_folder(tmp_path, with_groups(heading))) == ()


def test_a_quote_of_another_group_says_where_it_stands(tmp_path):
    files = with_groups("Inclusion: Part C")
    (found,) = [f for f in findings_of(site_folder(tmp_path, files)) if f.rule == "quote-not-in-record"]
    assert (found.where.path, found.where.line) == (ELIGIBILITY, line_of(ELIGIBILITY, f"> {KIDNEYS}", files))
    assert "group “Part A”" in found.message


@pytest.mark.parametrize(
    ("quote", "message", "fix"),
    [
        ("Creatinine clearance", "only a piece of passage inclusion-1", "put “[...]” after it: > Creatinine clearance [...]"),
        ("12 Years", "only a piece of passage field-minimum-age", "put “Minimum age:” before it: > Minimum age: 12 Years"),
        (KIDNEYS.replace("50", "60"), "not a whole passage", f"the nearest is inclusion-1: {KIDNEYS}"),
        ("Something else altogether: 囲碁", "not a whole passage", "copy the words"),
    ],
)
def test_a_quote_that_is_not_whole_says_what_to_do(tmp_path, quote, message, fix):
    files = changed(ELIGIBILITY, f"> {KIDNEYS}", f"> {quote}")
    (found,) = [f for f in findings_of(site_folder(tmp_path, files)) if f.rule == "quote-not-in-record"]
    assert found.where.line == line_of(ELIGIBILITY, f"> {quote}", files)
    assert message in found.message
    assert fix in found.fix


def test_of_a_long_passage_only_the_place_that_differs_is_shown(tmp_path):
    long = "Ears " + "that ring " * 300 + "at night " + "and hurt " * 300
    files = with_rule(long.strip(), "Ears.")
    files[ELIGIBILITY] = files[ELIGIBILITY].replace("at night", "by day")
    (found,) = [f for f in findings_of(site_folder(tmp_path, files)) if f.rule == "quote-not-in-record"]
    assert "at night" in found.fix
    assert len(found.fix) < 300


def test_a_quote_that_fits_two_passages_is_ambiguous(tmp_path):
    eligibility = PROTOCOL["eligibilityModule"]
    text = eligibility["eligibilityCriteria"].replace(f"* {STROKE}", f"* {STROKE}\n* History of stroke at any time")
    files = record_of(eligibilityModule={**eligibility, "eligibilityCriteria": text})
    files |= changed(ELIGIBILITY, f"> {STROKE}", f"> History of stroke {CUT}")
    (found,) = [f for f in findings_of(site_folder(tmp_path, files)) if f.rule == "quote-not-in-record"]
    assert "exclusion-1, exclusion-2" in found.message
    assert found.where.line == line_of(ELIGIBILITY, "> History", files)


def test_a_quote_of_two_equal_passages_is_not_ambiguous(tmp_path):
    eligibility = PROTOCOL["eligibilityModule"]
    text = eligibility["eligibilityCriteria"] + f"* {STROKE}\n"
    assert quoting(site_folder(tmp_path, record_of(eligibilityModule={**eligibility, "eligibilityCriteria": text}))) == ()


def test_a_list_may_quote_fields_and_a_summary_may_quote_everything(tmp_path):
    files = changed(SUMMARY, "> Visits", f"> {STROKE}\n\n> Title: Examplinib in Tired Ears\n\n> Visits")
    files |= changed(ELIGIBILITY, f"> {STROKE}", f"> {STROKE}\n\n> Registry number: NCT00000001")
    assert quoting(site_folder(tmp_path, files)) == ()


def test_a_list_may_not_quote_the_summary(tmp_path):
    files = changed(ELIGIBILITY, f"> {STROKE}", f"> {STROKE}\n\n> Visits take place every 2 weeks.")
    found = quoting(site_folder(tmp_path, files))
    assert places(found) == [("quote-not-in-record", ELIGIBILITY, line_of(ELIGIBILITY, "> Visits", files))]
    assert "the summary" in found[0].message


def test_white_space_is_folded_on_both_sides(tmp_path):
    eligibility = PROTOCOL["eligibilityModule"]
    text = eligibility["eligibilityCriteria"].replace(STROKE, "History  of\u00a0stroke \t within 6 months ")
    files = record_of(eligibilityModule={**eligibility, "eligibilityCriteria": text})
    files |= changed(ELIGIBILITY, f"> {STROKE}", "> History of\n>   stroke within\n> 6 months")
    assert quoting(site_folder(tmp_path, files)) == ()


@pytest.mark.parametrize(
    ("quotes", "left"),
    [
        ([f"History of stroke {CUT}"], "within 6 months"),
        ([f"History of {CUT}", f"{CUT} stroke {CUT}"], "within 6 months"),
        ([f"History of {CUT} months", f"{CUT} stroke within 6 {CUT}"], ""),
        ([f"History {CUT} stroke within 6 months"], "of"),
    ],
)
def test_words_that_no_quote_holds_are_uncovered(tmp_path, quotes, left):
    files = changed(ELIGIBILITY, f"> {STROKE}", "\n\n".join(f"> {quote}" for quote in quotes))
    found = quoting(site_folder(tmp_path, files))
    assert {f.rule for f in found} == ({"passage-not-covered"} if left else set())
    assert all(f"“{left}” is left out" in f.message and f.where.path == ELIGIBILITY for f in found)


def test_joining_words_need_no_quote(tmp_path):
    eligibility = PROTOCOL["eligibilityModule"]
    text = eligibility["eligibilityCriteria"].replace(STROKE, "Stroke, and/or heart attack")
    files = record_of(eligibilityModule={**eligibility, "eligibilityCriteria": text})
    files |= changed(ELIGIBILITY, f"> {STROKE}", f"> Stroke {CUT}\n\n> {CUT} heart attack")
    assert quoting(site_folder(tmp_path, files)) == ()


def test_only_the_quotes_of_a_notice_that_explains_nothing_cover(tmp_path):
    """A quote in another notice stands there as evidence: it does not say that the passage is explained."""
    for kind, left in (("NOT-EXPLAINED", 0), ("DAMAGED", 1)):
        notice = f"> Sex: ALL\n\n> [!{kind}]\n> > {STROKE}\n>\n> Words.\n"
        found = quoting(site_folder(tmp_path, changed(ELIGIBILITY, f"> {STROKE}\n", notice)))
        assert [f.rule for f in found] == ["passage-not-covered"] * left, kind


# ---- found by their words, and so found as if each passage had been held against the quote

FEW_WORDS = st.lists(st.sampled_from(["a", "b", "1.5", "CD19+", "中", "a-b", "(b", "_"]), min_size=1, max_size=5).map(" ".join)
PIECES = st.lists(FEW_WORDS | st.just(""), min_size=1, max_size=3).map(f" {CUT} ".join).map(str.strip)


@settings(max_examples=300, deadline=None)
@given(st.lists(FEW_WORDS, max_size=6), PIECES)
def test_the_index_finds_what_looking_at_each_passage_finds(texts, quote):
    passages = tuple(Passage(id=str(number), part="summary", text=text) for number, text in enumerate(texts))
    found = indexed(passages)
    assert found.quoted(quote) == [p for p in passages if spans(quote, p.quotable) is not None]
    assert found.containing(quote) == next((p for p in passages if quote and quote in p.quotable), None)


def test_the_nearest_passage_is_found_among_many():
    passages = tuple(
        Passage(id=str(n), part="summary", text=f"History of stroke number {n} in {n * 7} days.") for n in range(500)
    )
    found = indexed(passages).nearest("History of a stroke, number 123, in 861 days")
    assert found is not None
    assert found.id == "123"
    assert indexed(passages).nearest("Nothing at all like these") is None
    assert indexed(()).nearest("Anything") is None
