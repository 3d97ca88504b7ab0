"""The health words: how the table is read, and which words of a record a plain word may stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_folder import HEALTH, findings_of, places, site_folder

from explainer.checks.meanings import Meanings
from explainer.health_words import HealthWords
from explainer.reading.health import read_health
from explainer.reading.loader import load_site
from explainer.reading.source import Folder, Problems
from explainer.settings import SHIPPED


def read(root, text):
    folder = Folder(site_folder(root, {HEALTH: text}), Problems())
    return read_health(folder), folder.problems.found


def test_lines_stand_under_headings(tmp_path):
    text = "# Words\n\n- not: this\n\n## Body\n\nWords.\n\n- heart, pulse: cardi*, *cardi*\n- visit, dose\n"
    text += "\n## Kept {#kept}\n\n- bad: severe\n\n## Apart {#apart}\n\n- your own | donor*, another one | both\n"
    found, problems = read(tmp_path, text)
    assert problems == []
    assert found == (
        HealthWords(plain=("heart", "pulse"), record=("cardi*", "*cardi*")),
        HealthWords(plain=(), record=("visit", "dose")),
        HealthWords(plain=("bad",), record=("severe",), kind="kept"),
        HealthWords(plain=("your own",), record=("donor*", "another one", "both"), kind="apart"),
        HealthWords(plain=("donor*", "another one"), record=("your own", "both"), kind="apart"),
        HealthWords(plain=("both",), record=("your own", "donor*", "another one"), kind="apart"),
    )


@pytest.mark.parametrize("line", ["- heart: **", "- : cardi*", "- heart; lung: x", "- heart: a*", "- heart: cardi*: more", "-"])
def test_a_line_that_is_none_is_told_and_the_others_count(tmp_path, line):
    found, problems = read(tmp_path, f"# Words\n\n## Body\n\n{line}\n- lung: pulmon*\n")
    assert len(found) == 1
    assert places(tuple(problems)) == [("health-words-line", HEALTH, 5)]


@pytest.mark.parametrize(("text", "rule"), [(None, "file-missing"), ("", "file-empty"), ("# Words\n", "health-words-line")])
def test_without_a_table_there_is_one_finding(tmp_path, text, rule):
    assert [finding.rule for finding in findings_of(site_folder(tmp_path, {HEALTH: text}))] == [rule]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_reading_never_raises(tmp_path_factory, text):
    found, problems = read(tmp_path_factory.mktemp("words"), f"## Body\n- {text}".encode(errors="replace"))
    assert isinstance(found, tuple)
    assert all(problem.fix for problem in problems)


def test_a_star_stands_for_any_letters():
    known = Meanings((HealthWords(plain=("heart",), record=("cardi*", "*cardial", "*coron*", "ecg")),), frozenset({"numb"}))
    for word in ("cardiac", "Cardiology", "myocardial", "pericoronary", "ECG", "heart", "hearts"):
        assert known.of_record(word) == {0}, word
    for word in ("tachycardia", "ecgs2", "kidney"):
        assert not known.of_record(word), word
    assert known.of_plain("hearts") == {0}
    assert not known.of_plain("cardiac")
    assert known.knows("numb")
    assert not known.knows("zorvalgia")


def test_the_shipped_table_is_whole():
    site = load_site(SHIPPED).site
    problems = Problems()
    assert len(read_health(Folder(SHIPPED, problems))) > 100
    assert problems.found == []
    plain = {word for line in site.health if line.kind not in ("kept", "apart") for word in line.plain}
    strange = {word for word in plain if word not in site.everyday and not Meanings((), site.everyday).is_everyday(word)}
    assert len(strange) < len(plain) / 4, sorted(strange)
