"""The header of a content file: every value stays the text that was written, and every fault is told with its line."""

import pytest

from explainer.reading.front_matter import Header, read_header
from explainer.reading.source import Problems, Source

KNOWN = ("written-by", "written-on", "copy")


def read(text: str, *, needed: tuple[str, ...] = ()) -> tuple[Header, list[tuple[int, str, str]]]:
    """The header of a text, and `(line, message, fix)` of each finding."""
    problems = Problems()
    header = read_header(Source(path="content/a.md", text=text), problems, needed=needed, known=KNOWN)
    assert {(f.rule, f.where.path) for f in problems.found} <= {("header", "content/a.md")}
    return header, [(f.where.line, f.message, f.fix) for f in problems.found]


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "010", "1e3", "0x1f", "1_000", "12:30:45", "null", "~", "true", "2026-03-10", "1.50", ".inf", "<<"],
)
def test_a_value_stays_the_text_that_was_written(written):
    header, findings = read(f"---\ncopy: {written}\n---\n# Title\n")
    assert header.values == {"copy": written}
    assert findings == []


def test_a_value_may_stand_in_quotation_marks():
    header, findings = read('---\nwritten-by: "Nurse: ward 3 # 4"\n---\n')
    assert header.values == {"written-by": "Nurse: ward 3 # 4"}
    assert findings == []


def test_the_body_begins_below_the_header_and_knows_its_line():
    header, _ = read("---\ncopy: whole\n---\n\n# Title\nWords.\n")
    assert header.body.split() == ["#", "Title", "Words."]
    assert header.body_line == 4
    assert header.lines == {"copy": 2}


def test_a_file_may_have_no_header():
    header, findings = read("# Title\n\n---\n")
    assert (header.values, header.body_line, header.body) == ({}, 1, "# Title\n\n---\n")
    assert findings == []


FAULTS = {
    "unknown key, with the nearest": ("written-bye: A nurse\ncopy: whole", 2, "written-bye", "written-by"),
    "unknown key, like no other": ("copy: whole\ncolour: red", 3, "colour", "written-by, written-on, copy"),
    "doubled key": ("copy: whole\nwritten-by: A\ncopy: part", 4, "twice", "keep one"),
    "list for a value": ("copy: whole\nwritten-by: [A, B]", 3, "single text", "key: value"),
    "mapping for a value": ("written-by:\n  name: A", 2, "single text", "key: value"),
    "two colons": ("copy: whole\nwritten-by: Nurse: ward 3", 3, "cannot be read", "quotation marks"),
    "no colon": ("A nurse", 2, "not a list", "key: value"),
    "a list": ("- copy: whole", 2, "not a list", "key: value"),
    "tab before a key": ("copy: whole\n\twritten-by: A", 3, "cannot be read", "key: value"),
    "half a character": (r'copy: "\uD800"', 2, "half a character", "write the character itself"),
    "a character too far": (r'copy: "\UFFFFFFFF"', 2, "cannot be read", "key: value"),
    "nested without end": ("copy: " + "[" * 5_000, 2, "cannot be read", "key: value"),
    "words after #": ("copy: whole # 4", 2, "#", "quotation marks"),
    "alias of nothing": ("copy: *whole", 2, "cannot be read", "key: value"),
    "control character": ("copy: a\x08b", 2, "cannot be read", "key: value"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_one_finding_with_its_line(fault):
    written, line, said, mended = FAULTS[fault]
    _, findings = read(f"---\n{written}\n---\n# Title\n", needed=("copy",) if "copy:" in written else ())
    assert [found[0] for found in findings] == [line], findings
    assert said in findings[0][1]
    assert mended in findings[0][2]
    assert "\n" not in findings[0][1]


def test_a_fault_does_not_hide_the_next_one():
    _, findings = read("---\ncolour: red\nwritten-by: [A]\ncopy: whole\ncopy: part\n---\n", needed=("written-on",))
    assert [(line, message.split()[-1]) for line, message, _ in findings] == [
        (3, "text"),
        (2, "'colour'"),
        (5, "twice"),
        (1, "'written-on'"),
    ]


@pytest.mark.parametrize(
    ("header", "line"), [("# Title\n", 1), ("---\n---\n# Title\n", 1), ("---\nwritten-by: A\ncopy:\n---\n# Title\n", 3)]
)
def test_a_missing_key_is_told_where_it_should_stand(header, line):
    _, findings = read(header, needed=("copy",))
    assert findings == [(line, "the header does not say 'copy'", "add a line `copy: …`")]


def test_an_unclosed_header_is_one_finding_and_its_values_are_read():
    header, findings = read("---\ncopy: whole\nwritten-by: A\n# Title\n\nWords: plain.\n", needed=("copy", "written-by"))
    assert [(line, fix) for line, _, fix in findings] == [(1, "end it with a line of three hyphens: ---")]
    assert header.values == {"copy": "whole", "written-by": "A"}
    assert header.body.startswith("# Title")
    assert header.body_line == 4


def test_an_unclosed_header_may_be_all_that_there_is():
    header, findings = read("---\ncopy: whole\n", needed=("copy",))
    assert [line for line, _, _ in findings] == [1]
    assert header.body.strip() == ""
