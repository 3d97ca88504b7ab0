"""The shipped words: nothing wrong with them, easy to read, and honest about who checked them."""

import pytest
from conftest import TRIAL

from explainer.checks import check
from explainer.checks.plain import prose, reading, words
from explainer.model import Notice, Question, Trial
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED
from explainer.walk import walk

LONGEST_MAIN_TEXT = 850
"""Words before the rules: Cochrane's upper limit for lay summaries."""


@pytest.fixture(scope="module")
def trial(site) -> Trial:
    return site.trials[0]


def test_the_content_has_no_finding_but_notes():
    loaded = load_site(SHIPPED)
    grave = [finding for finding in (*loaded.findings, *check(loaded.site)) if finding.severity != "note"]
    assert not grave, "\n".join(map(str, grave))


def test_every_sentence_and_criterion_is_explained(trial):
    assert len(trial.record.of_part("summary")) == 5
    assert len(trial.record.of_part("inclusion")) == 6
    units = [unit for document in trial.documents for section in document.sections for unit in section.units]
    assert all(unit.explained for unit in units)


@pytest.mark.parametrize("formula", ["flesch_kincaid", "smog"])
def test_the_study_reads_at_grade_8_or_lower(trial, formula):
    measured = reading(prose((trial.summary, trial.eligibility)))
    assert measured.sentences >= 30
    assert getattr(measured, formula) <= 8
    assert measured.words / measured.sentences <= 15


def test_the_formulas_know_a_hard_text_from_an_easy_one(trial):
    """The record's own summary reads at grade 15; a formula that found it easy would be broken."""
    hard = reading([passage.text for passage in trial.record.of_part("summary")] * 6)
    assert hard.flesch_kincaid > 13
    assert hard.smog > 13
    easy = reading(["The cat sat on the mat. It was warm. The dog ran off."] * 10)
    assert easy.flesch_kincaid < 3


def test_the_main_text_is_short(trial):
    assert sum(len(words(text)) for text in prose(trial.summary)) <= LONGEST_MAIN_TEXT


def test_the_problems_of_the_record_are_told_where_they_matter(trial):
    kinds = {notice.kind for notice in walk(trial, Notice)}
    assert kinds == {"CONFLICT", "MISSING", "UNCLEAR", "NOT-PUBLIC", "MEDICINE", "DAMAGED"}
    for notice in walk(trial, Notice):
        assert notice.questions or notice.kind == "DAMAGED"


def test_the_medicine_that_must_be_stopped_carries_its_notice(trial):
    unit = next(u for s in trial.eligibility.sections for u in s.units if "discontinuation" in u.quotes[0].text)
    assert [notice.kind for notice in unit.notices] == ["MEDICINE"]


@pytest.mark.parametrize(("audience", "least"), [("doctor", 5), ("coordinator", 6)])
def test_the_question_lists_are_at_least_as_long_as_the_listings(site, audience, least):
    shared = [question for question in walk(site.question_lists[:2], Question) if question.audience == audience]
    assert len(shared) >= least


def test_the_page_says_that_nobody_clinical_has_checked_it(read):
    text = " ".join(read(TRIAL).css_first("section.made").text().split())
    assert "No doctor or nurse and nobody from the study team has checked these words yet." in text
