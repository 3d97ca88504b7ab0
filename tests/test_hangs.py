"""No text keeps reading or a rule busy for longer than its length explains: 10,000, 20,000 and 40,000 characters of trouble."""

import gc
import json
import re
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_folder import (
    ELIGIBILITY,
    GLOSSARY,
    GOOD,
    PROTOCOL,
    RECORD,
    SHORT,
    SITE,
    SUMMARY,
    WORDING,
    Content,
    findings_of,
    site_folder,
)

from explainer.checks import RULES
from explainer.checks.rule import Rule
from explainer.cli.forms import as_github, as_text
from explainer.reading.loader import load_site
from explainer.reading.rules import RULES_OF_READING

SIZES = (10_000, 20_000, 40_000)
QUICK = 0.3
"""Seconds: what takes less than this at the greatest size has no growth worth measuring."""
LINEAR = 8
"""Times that four times the text may cost. A cost that grows with the square of the text would be sixteen."""
NEVER = 60
"""Seconds after which a case is given up."""

SHAPES: Mapping[str, str] = {
    "one long word": "a",
    "digits": "1",
    "numbers": "12 ",
    "ratios": "1:",
    "number words": "two ",
    "quantities": "5 mg ",
    "ranges": "0-2-",
    "comparisons": "more than ",
    "signs": ">",
    "spaces": " ",
    "stops": ".",
    "short sentences": "A. ",
    "brackets": "[",
    "round brackets": "(",
    "braces": "{#",
    "cuts": "[...] ",
    "terms": "[blood test] ",
    "unknown terms": "[blod test] ",
    "links": "[a](/b)",
    "half links": "[a](",
    "stars": "*",
    "starred": "*a* ",
    "backslashes": "\\",
    "backticks": "`",
    "underscores": "_",
    "slashes": "/",
    "hyphens": "-",
    "hyphenated": "a-",
    "apostrophes": "’",
    "quotation marks": "“",
    "comments": "<!--",
    "pictures": "![a](",
    "no": "not ",
    "no and no": "not-",
    "stopping": "stop ",
    "use": "use of ",
    "accents": "é",
    "combining": "a\u0301",
    "Chinese": "中",
    "bullets": "\n* a",
    "bullets in a line": " - a",
    "nested bullets": "\n  * a",
    "headings": "\nInclusion Criteria:",
    "colons and lines": "a:\n",
    "semicolons": "; ",
    "lines": "a\n",
    "hashes": "#",
    "units": "\n### A\n\n> B\n\nC.\n",
    "quotes": "\n> a\n",
    "quotes that are cut": "\n> a [...]\n",
    "notices": "\n> [!UNCLEAR]\n> a\n",
    "notices with quotes": "\n> [!CONFLICT]\n> > a\n>\n> b\n",
    "questions": "\n#### Questions\n\n- doctor: A?\n",
    "groups": "\n## Inclusion: a\n",
    "mixed": "not > [1.5 mg] (a-b) 2-3, [...] “x” and/or ",
}


def of_record(text: str) -> dict[str, str]:
    """The text as the record's summary and as its only criterion."""
    modules = {"descriptionModule": {"briefSummary": text}, "eligibilityModule": {"eligibilityCriteria": text}}
    return {RECORD: json.dumps({"protocolSection": PROTOCOL | modules})}


def in_place(path: str, old: str, new: str) -> dict[str, str]:
    assert old in GOOD[path]
    return {path: GOOD[path].replace(old, new, 1)}


def line(text: str) -> str:
    return " ".join(text.splitlines())


PLACES = {
    "plain words": lambda text: in_place(ELIGIBILITY, "You had a stroke in the last 6 months.", text),
    "record and quotes": lambda text: (
        of_record(text)
        | in_place(ELIGIBILITY, "> History of stroke", f"> {line(text)}")
        | in_place(SUMMARY, "> Visits take", f"> Visits [...] {line(text)}")
    ),
    "names": lambda text: (
        in_place(GLOSSARY, "- also: blood tests", f"- also: {line(text)}")
        | in_place(WORDING, "- intervention: treatment", f"- {line(text)}: treatment")
        | in_place(SITE, "contact: someone@example.org", f"contact: {line(text)}")
    ),
    "the rest of a file": lambda text: {ELIGIBILITY: f"{GOOD[ELIGIBILITY]}\n{text}"},
}
"""Where a text is put, and the files that it changes."""


@contextmanager
def given_up_after(seconds: float) -> Iterator[None]:
    """Python looks for signals while it matches a pattern, too."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Garbage is collected when it is, and not by whom it was made."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def costs(place: str, shape: str, size: int) -> dict[str, float]:
    """Seconds of processor time of reading and of each rule."""
    text = (SHAPES[shape] * size)[:size]
    with tempfile.TemporaryDirectory() as folder, without_collecting():
        root = site_folder(Path(folder), PLACES[place](text))
        start = time.process_time()
        site = load_site(root).site
        found = {"reading": time.process_time() - start}
        for name, rule in RULES.items():
            start = time.process_time()
            rule.findings(site)
            found[name] = time.process_time() - start
    return found


def too_slow(place: str, shape: str) -> dict[str, str]:
    """What costs more than its text explains; nothing where it was another process that was slow."""
    for _ in range(3):
        slow = {name: cost for name, cost in costs(place, shape, SIZES[-1]).items() if cost > QUICK}
        small = costs(place, shape, SIZES[0]) if slow else {}
        found = {name: f"{small[name]:.2f} s to {cost:.2f} s" for name, cost in slow.items() if cost > LINEAR * small[name]}
        if not found:
            return {}
    return found | {name: f"{cost:.2f} s" for name, cost in costs(place, shape, SIZES[1]).items() if name in found}


CASES = [(shape, place) for shape in SHAPES for place in PLACES if (place == "the rest of a file") <= ("\n" in SHAPES[shape])]
"""A shape without lines of its own is the same to a file as to a paragraph."""


@pytest.mark.parametrize(("shape", "place"), CASES)
def test_what_a_text_costs_grows_as_its_length(place, shape):
    with given_up_after(NEVER):
        assert too_slow(place, shape) == {}


def test_a_cost_that_grows_faster_would_be_seen(monkeypatch):
    def grumbles(site):
        text = site.trials[0].eligibility.sections[-1].units[-1].blocks[0].parts[0].plain
        for start in range(0, len(text), 10):
            sum(1 for c in text[start:] if c == "b")
        yield from ()

    monkeypatch.setitem(RULES, "grumbles", Rule(name="grumbles", severity="note", manual="", check=grumbles, waivable=True))
    with given_up_after(NEVER):
        assert [*too_slow("plain words", "one long word")] == ["grumbles"]


def test_what_never_ends_would_be_given_up():
    with pytest.raises(TimeoutError), given_up_after(0.2):
        re.match(r"(a|a)*b", "a" * 60)


TEXTS = st.text(max_size=80) | st.lists(st.sampled_from([*SHAPES.values()]) | st.text(max_size=3), max_size=20).map("".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*PLACES]), TEXTS, min_size=1, max_size=len(PLACES)))
def test_no_made_up_text_in_any_place_raises(tmp_path, texts):
    files: dict[str, Content] = {**SHORT}
    for place, text in texts.items():
        files |= PLACES[place](text.encode(errors="replace").decode())
    for finding in findings_of(site_folder(tmp_path, files)):
        assert finding.rule in {*RULES, *RULES_OF_READING}
        assert finding.message
        assert finding.fix
        for form in (as_text(finding), as_github(finding, tmp_path)):
            form.encode()
            assert len(form.splitlines()) <= 2
