"""Patterns that are looked for in small letters first find what Python finds, and in the same place."""

import pkgutil
import re
from importlib import import_module

import pytest

from explainer import checks
from explainer.checks import RULES
from explainer.checks.phrases import Phrases
from explainer.model import Message
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED
from explainer.walk import walk

TEXTS = (
    "Because",
    "It’s BECAUSE of this.",
    "(because) or/and “Not” non-because",
    "You should not; you shouldn't, SHOULD you?",
    "x|y, the İ is two letters when small, because",
    "a free will, your own will, the will",
    "sub_because éclair because",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "pattern",
    [
        r"\bbecause\b",
        r"\b(?:not|OR)\b|n['’]t\b|\band\b",
        r"(?<!free )(?<!own )\bwill\b",
        r"[x|z]\||\bletters?\b(?= when)",
        r"(?<!\w)(?:should|not) (?P<who>you)\b",
        r"^\W*(?:it|a)\b|\btwo\b",
        r"[a-z]{3,}|\d",
    ],
)
def test_a_pattern_is_found_where_python_finds_it(pattern, text):
    expected, phrases = re.compile(pattern, re.IGNORECASE), Phrases(pattern)
    assert [each.span() for each in phrases.finditer(text)] == [each.span() for each in expected.finditer(text)]
    assert phrases.findall(text) == [each.group() for each in expected.finditer(text)]
    assert phrases.sub("-", text) == expected.sub("-", text)
    assert (phrases.search(text) is None) == (expected.search(text) is None)
    for start in range(0, len(text), 5):
        found, window = expected.search(text, start, start + 20), phrases.search(text, start, start + 20)
        assert (found and found.span()) == (window and window.span())


def test_so_is_each_pattern_of_the_rules_in_what_we_write_of_studies_and_of_the_rules():
    modules = [import_module(each.name) for each in pkgutil.iter_modules(checks.__path__, f"{checks.__name__}.")]
    everything = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, Phrases)}
    trials = load_site(SHIPPED).site.trials
    texts = {message.plain for message in walk(trials, Message)} | {p.text for trial in trials for p in trial.record.passages}
    texts |= {line for rule in RULES.values() for line in rule.manual.splitlines()}
    found = 0
    for phrases in everything.values():
        for text in texts:
            expected, match = phrases.exact.search(text), phrases.search(text)
            found += match is not None
            assert (match and match.span()) == (expected and expected.span()), f"{phrases.pattern}: {text}"
    assert found > len(everything) / 2
