"""Holding a quote against a passage of the record, letter for letter."""

import re
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, islice

from explainer.checks.kept import kept
from explainer.model import Quote, Section
from explainer.record import Passage, Record

CUT = "[...]"
INSIDE_NUMBER = re.compile(r"\d\|[.,]\d|\d[.,]\|\d")
WORD = re.compile(r"[^\W_]+")
LONGEST_COMPARED = 300
"""Characters: how alike two texts are takes the square of their length to tell."""
MOST_COMPARED = 50
Span = tuple[int, int]


def spans(quote: str, text: str) -> list[Span] | None:
    """Where the pieces of a quote stand in a whole passage, as `[start, end)` of characters; None where they do not.

    A quote is the whole passage but for what `[...]` cuts. The first piece begins the passage and the last one ends it, unless
    a cut stands there; pieces come in the passage's order, and none begins or ends inside a word.
    """
    if quote == text:  # Which may hold the sign of a cut itself.
        return [(0, len(text))]
    pieces = [piece.strip() for piece in quote.split(CUT)]
    if len(pieces) == 1:
        return None
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


class Passages:
    """Passages by their words, so that a quote is held only against those that it may be of."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self._all = [(passage.quotable, passage) for passage in passages]
        self._whole: dict[str, list[Passage]] = {}
        for text, passage in self._all:
            self._whole.setdefault(text, []).append(passage)

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[str, Passage]]]:
        found: dict[str, list[tuple[str, Passage]]] = {}
        for text, passage in self._all:
            for word in dict.fromkeys(WORD.findall(text)):
                found.setdefault(word, []).append((text, passage))
        return found

    def quoted(self, quote: str) -> list[Passage]:
        """Those that a quote may be of."""
        if CUT not in quote:
            return self._whole.get(quote, [])
        # No piece of a quote ends inside a word, so its passage has all of its words.
        return [p for text, p in self._having(WORD.findall(quote)) if spans(quote, text) is not None]

    def containing(self, piece: str) -> Passage | None:
        """The first in which a text stands as it is. Its first and last word may be pieces of words."""
        if not piece:
            return None
        return next((p for text, p in self._having(WORD.findall(piece)[1:-1]) if piece in text), None)

    def nearest(self, text: str) -> Passage | None:
        """The one that is most like a text; nothing where none is."""
        rarest_first = sorted((self._by_word.get(word, []) for word in dict.fromkeys(WORD.findall(text))), key=len)
        likely = islice(chain.from_iterable(rarest_first), MOST_COMPARED)
        beginnings = {candidate[:LONGEST_COMPARED]: passage for candidate, passage in likely}
        near = get_close_matches(text[:LONGEST_COMPARED], beginnings, n=1, cutoff=0.5)
        return beginnings[near[0]] if near else None

    def _having(self, words: list[str]) -> list[tuple[str, Passage]]:
        """Those that have the rarest of some words."""
        return min((self._by_word.get(word, []) for word in words), key=len, default=self._all)


@kept(most=64)
def indexed(passages: tuple[Passage, ...]) -> Passages:
    """The passages with their index, which is kept: each rule asks for every quote of a study."""
    return Passages(passages)


def matches(quote: Quote, passages: tuple[Passage, ...]) -> list[Passage]:
    """The passages that a quote may be of."""
    return indexed(passages).quoted(quote.text)


@kept(most=64)
def quotable(record: Record, section: Section) -> tuple[Passage, ...]:
    """What the units of a section may quote: a summary any passage, a list its own group's criteria and the fields."""
    if section.part == "summary":
        return record.passages
    return tuple(p for p in record.passages if p.part == "field" or (p.part == section.part and p.group == section.group))
