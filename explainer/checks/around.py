"""How a finding quotes a piece of a text, or a number in the words around it: its normal form stands nowhere in a text."""

import re
from collections.abc import Iterable

from explainer.checks.quantities import Quantity, quantities

BEFORE = re.compile(r"(?:\S{1,60}(?<![.;!?])\s{1,9}){0,4}\S{0,60}$")
AFTER = re.compile(r"\S{0,60}(?:(?<![.;!?])\s{1,9}\S{1,60}){0,3}")
"""Both within one sentence."""
LONGEST = 60
"""Characters on each side: a word may be as long as a text."""


def around(text: str, quantity: Quantity) -> str:
    """Some words of a text about a number in it, whole ones, with “…” where it goes on."""
    near = text[max(0, quantity.start - LONGEST) : quantity.start]
    before = BEFORE.search(near)
    start = quantity.start - len(before[0] if before else "")
    after = AFTER.match(text, quantity.end, quantity.end + LONGEST)
    end = after.end() if after else quantity.end
    return f"{'…' if text[:start].strip() else ''}{text[start:end].strip()}{'…' if text[end:].strip() else ''}"


def excerpt(text: str, start: int, end: int, reach: int = 100) -> str:
    """A piece of a text with so many characters on each side, whole words, and “…” where the text goes on."""
    first, last = max(0, start - reach), min(len(text), end + reach)
    if first:
        first = text.find(" ", first - 1, start) + 1 or first
    if last < len(text):
        last = max(text.rfind(" ", end, last + 1), 0) or last
    return f"{'…' if first else ''}{text[first:last].strip()}{'…' if last < len(text) else ''}"


def recorded_words(texts: Iterable[str], value: str, comparisons: Iterable[str] | None = None) -> str:
    """Where a number first stands in the record's words, perhaps with one of some comparisons."""
    wanted = None if comparisons is None else {*comparisons}
    found = ((text, each) for text in texts for each in quantities(text) if each.value == value)
    said = (around(text, each) for text, each in found if wanted is None or each.comparison in wanted)
    return next(said, value)
