"""Holding a quote against a passage of the record, letter for letter."""

import re
from collections.abc import Iterable

from explainer.model import Quote, Section
from explainer.record import Passage, Record

CUT = "[...]"
INSIDE_NUMBER = re.compile(r"\d\|[.,]\d|\d[.,]\|\d")
Span = tuple[int, int]


def spans(quote: str, text: str) -> list[Span] | None:
    """Where the pieces of a quote stand in a whole passage, as `[start, end)` of characters; None where they do not.

    A quote is the whole passage but for what `[...]` cuts. The first piece begins the passage and the last one ends it, unless
    a cut stands there; pieces come in the passage's order, and none begins or ends inside a word.
    """
    pieces = [piece.strip() for piece in quote.split(CUT)]
    if len(pieces) == 1:
        return [(0, len(text))] if quote == text else None
    found: list[Span] = []
    position = 0
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        first, last = number == 0, number == len(pieces) - 1
        start = 0 if first else len(text) - len(piece) if last else _find(text, piece, position)
        if start < position or not text.startswith(piece, start) or not _whole_words(text, start, start + len(piece)):
            return None
        position = start + len(piece)
        found.append((start, position))
    return found or None


def _find(text: str, piece: str, position: int) -> int:
    start = text.find(piece, position)
    while start >= 0 and not _whole_words(text, start, start + len(piece)):
        start = text.find(piece, start + 1)
    return start


def _whole_words(text: str, start: int, end: int) -> bool:
    return not _inside_word(text, start) and not _inside_word(text, end)


def _inside_word(text: str, at: int) -> bool:
    """Whether a cut before the character `at` would go through a word, or a number: "1.5" must not become "1"."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    joins = before[-1:].isalnum() and after[:1].isalnum()
    return joins or INSIDE_NUMBER.search(f"{before}|{after}") is not None


def matches(quote: Quote, passages: Iterable[Passage]) -> list[Passage]:
    """The passages that a quote may be of."""
    return [passage for passage in passages if spans(quote.text, passage.quotable) is not None]


def quotable(record: Record, section: Section) -> tuple[Passage, ...]:
    """What the units of a section may quote: a summary any passage, a list its own group's criteria and the fields."""
    if section.part == "summary":
        return record.passages
    return tuple(p for p in record.passages if p.part == "field" or (p.part == section.part and p.group == section.group))
