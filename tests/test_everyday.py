"""The everyday words: how the list is read, which forms of a word count, and how long a hard text takes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_folder import ELIGIBILITY, EVERYDAY, changed, findings_of, places, site_folder

from explainer.checks import RULES
from explainer.checks.inflection import bases, stem
from explainer.finding import Where
from explainer.reading.everyday import read_everyday
from explainer.reading.loader import load_site
from explainer.reading.source import Folder, Problems
from explainer.settings import SHIPPED

STROKE = "You had a stroke in the last 6 months.\n"


def read(root, text):
    folder = Folder(site_folder(root, {EVERYDAY: text}), Problems())
    return read_everyday(folder).words, folder.problems.found


def test_words_stand_under_headings_with_commas_or_spaces(tmp_path):
    found, problems = read(
        tmp_path, "# Words\n\nNot this.\n\n## Body\n\nheart, lung\nX-ray , don’t a.m\n\n## Time\n\nMonday\n### Too\nday"
    )
    assert found == {"heart", "lung", "X-ray", "don't", "a.m", "Monday"}
    assert problems == []


def test_words_under_a_heading_of_things_name_things_unless_they_stand_elsewhere_too(tmp_path):
    text = "# Words\n\n## Food {#things}\n\nmeal, date\n\n## Time\n\ndate\n"
    words = read_everyday(Folder(site_folder(tmp_path, {EVERYDAY: text}), Problems()))
    assert words == (frozenset({"meal", "date"}), frozenset({"meal"}))


@pytest.mark.parametrize("line", ["heart; lung", "heart.", "- heart", "**heart**", "12", "[heart]"])
def test_a_line_that_is_not_of_words_is_told_and_the_others_count(tmp_path, line):
    found, problems = read(tmp_path, f"# Words\n\n## Body\n\n{line}\nblood\n")
    assert "blood" in found
    assert places(tuple(problems)) == [("everyday-word", EVERYDAY, 5)]


@pytest.mark.parametrize(
    ("text", "rule"), [(None, "file-missing"), ("", "file-empty"), ("# Words\n\nheart\n", "everyday-word")]
)
def test_without_a_list_there_is_one_finding_and_not_a_thousand(tmp_path, text, rule):
    assert [finding.rule for finding in findings_of(site_folder(tmp_path, {EVERYDAY: text}))] == [rule]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_reading_never_raises(tmp_path_factory, text):
    found, problems = read(tmp_path_factory.mktemp("words"), f"## Body\n{text}".encode(errors="replace"))
    assert isinstance(found, frozenset)
    assert all(problem.fix for problem in problems)


def test_the_shipped_list_is_whole_and_tidy():
    problems = Problems()
    found = read_everyday(Folder(SHIPPED, problems))
    assert problems.found == []
    assert len(found.words) > 3500
    assert 500 < len(found.things) < len(found.words)
    assert {"blood", "heart", "kidney", "medicine", "cancer", "vaccine", "pregnant", "X-ray", "surgery"} <= found.words
    assert not found.words & {
        "biopsy",
        "placebo",
        "metastasis",
        "antibody",
        "promising",
        "hope",
        "wonderful",
        "amazing",
        "aspirin",
    }


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("stops", "stop"), ("boxes", "box"), ("bodies", "body"), ("stopped", "stop"), ("making", "make"), ("hurried", "hurry"),
        ("bigger", "big"), ("nicest", "nice"), ("happier", "happy"), ("easiest", "easy"), ("easily", "easy"),
        ("sleepiness", "sleepy"), ("unlocked", "lock"), ("unclear", "clear"),
        ("gently", "gentle"), ("fully", "full"), ("runners", "run"), ("feelings", "feel"), ("X-rays", "X-ray"),
    ],
)  # fmt: skip
def test_regular_forms_lead_to_the_word(word, base):
    assert base in bases(word)


@pytest.mark.parametrize("word", ["curable", "hopeful", "kidneyed-in", "zorvamab", "painless"])
def test_other_forms_do_not(word):
    assert not {"cure", "hope", "kidney", "pain"} & set(bases(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("screening", "screened"), ("diagnosis", "diagnosed"), ("randomized", "randomisation"), ("vaccination", "vaccinated"),
        ("biopsy", "biopsies"), ("leukaemia", "leukemic"), ("Sjögren's", "sjogren"), ("pregnancy", "pregnant"),
        ("urethra", "urethral"), ("virus", "viral"),
    ],
)  # fmt: skip
def test_words_of_one_family_share_a_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("titre", "titration"), ("prednisone", "prednisolone"), ("CD19", "CD20"), ("examplinib", "examplimab")]
)
def test_names_that_look_alike_do_not(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "piece", ["s", "es", "un", "ness", "a-", "ing", "“", '"', "A", "A.", "ation", "x’", "9", "zorv ", "é", "( ", "“a”"]
)
def test_no_text_makes_the_rules_hang(tmp_path, piece):
    spent = []
    for size in (10_000, 20_000, 40_000):
        text = piece * (size // len(piece))
        site = load_site(site_folder(tmp_path, changed(ELIGIBILITY, STROKE, f"{STROKE}{text}\n"))).site
        start = time.process_time()
        RULES["word-not-everyday"].findings(site)
        spent.append(time.process_time() - start)
    assert spent[-1] < 1.0, spent


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        ("The interventional part.", "write: treatment"),
        ("A venesection was done.", "link the term, if the quote means it: [venesection now]"),
        ("You take zorvamab.", "add it to content/everyday-words.md"),
        ("You come to Springfield.", "quote what names it"),
    ],
)
def test_the_fix_says_what_to_write(tmp_path, words, fix):
    files = changed("content/glossary.md", "also: blood tests", "also: venesection now")
    (found,) = findings_of(site_folder(tmp_path, files | changed(ELIGIBILITY, STROKE, f"{STROKE}{words}\n")))
    assert fix in found.fix
    assert found.where == Where(path=ELIGIBILITY, line=found.where.line)
