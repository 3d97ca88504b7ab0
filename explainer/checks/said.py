"""What a text says of numbers, units, limits, noes and choices, read with the words of its language."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from explainer.checks.lexicon import HAN, SEAM, Lexicon, folded
from explainer.checks.quantities import Quantity, quantities
from explainer.language.words import Words

SIGNS = (("at least", "≥⩾≧"), ("at most", "≤⩽≦"), ("more than", ">"), ("less than", "<"), ("about", "~≈"))
MEASURE = re.compile(rf" ?(?:[{HAN}](?=[或及以]))?")
"""What may stand between a number and the limit after it: in Chinese the word that a thing is counted by."""
NUMBER = re.compile(r"\d+(?:\.\d+)?(?::\d+)?")
GLUED = re.compile(r"[a-z]-?$")
"""What stands right before the number of a name: CD19, Hep-2."""
OPENING, CLOSING = tuple("«“"), tuple("»”")
STEM = 4
WORD_BEFORE = re.compile(r"(\w{4,}) (?:(\w{4,}) )?$")
WORD_AFTER = re.compile(r" (?:\w{2,3} ){0,2}(\w{4,})")
LONGEST_LIMIT = 40
"""How far before a number its limit may begin."""
NEAR_AFTER, NEAR_BEFORE = 20, 30
"""How many letters lie at most between a no and its echo: after it, and before it."""
STOP = re.compile(r"[.:;!?؟]")
GAP = re.compile(r"[^\d.;:。；!?？؟]{1,6}")
"""What may stand between the numbers of a range or list, whose last unit holds for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number of a text, its unit by our name, and the limits that are said of it; `start` and `end` take these in."""

    value: str
    unit: str
    limits: frozenset[str]
    in_digits: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A sentence and its translation, folded: how often the translation says no and offers a choice, and how often it may."""

    source: str
    target: str
    said: tuple[Said, ...]
    noes: tuple[int, int]
    choices: tuple[int, int]


class _Number(NamedTuple):
    """Where a number stands, and what is known of it already."""

    value: str
    start: int
    end: int
    unit: str = ""
    known: Quantity | None = None
    in_digits: bool = True


class Language:
    """The words of a language, ready to be looked for. Every text goes through `fold` first."""

    def __init__(self, words: Words) -> None:
        self.words = words
        units = [(key, of_key) for key, of_key in words.units.items() if " " not in key]
        self._numbers = Lexicon(("0.5" if key == "half" else key, of_key) for key, of_key in words.numbers.items())
        self._counted = Lexicon((key, of_key) for key, of_key in words.units.items() if " " in key)
        self._units = Lexicon(units)
        self._unit_before = Lexicon(units, end=r"\s*$")
        self._before = Lexicon([*words.before.items(), *SIGNS], end=r"\s*$")
        self._after = Lexicon(words.after.items())
        self._noes = Lexicon(words.negations.items())
        self._choices = Lexicon(words.choices.items())
        self._guesses = Lexicon(words.guesses.items())
        self._claims = Lexicon(words.claims.items())
        decimal, group = re.escape(words.decimal), f"[ '{re.escape(words.group)}]"
        self._digits = re.compile(rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:[{decimal}]\d+)?|\d+(?:[.,{decimal}]\d+)?")
        self._grouped = re.compile(rf"(?<=\d){group}(?=\d{{3}}(?!\d))")

    def fold(self, text: str) -> str:
        """A text with one way to write digits, spaces and letters: `1.500,50 UI` as `1500.5 ui`."""
        return self._digits.sub(self._plain, SEAM.sub(" ", folded(text)))

    def _plain(self, match: re.Match[str]) -> str:
        value = self._grouped.sub("", match.group()).replace(self.words.decimal, ".").replace(",", ".")
        whole, _, rest = value.partition(".")
        rest = rest.rstrip("0")
        return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")

    def said(self, text: str) -> list[Said]:
        """The numbers of a folded text, in digits or in words, in order; those in names are none."""
        found = [self._one(text, number) for number in self._numbers_of(text)]
        found.sort(key=lambda each: (each.start, each.end))
        for index in range(len(found) - 1, 0, -1):
            first, second = found[index - 1], found[index]
            if second.unit and not first.unit and GAP.fullmatch(text, first.end, second.start):
                found[index - 1] = replace(first, unit=second.unit)
        return found

    def _numbers_of(self, text: str) -> Iterator[_Number]:
        # What is written as everywhere (mg, mL/min), or left in the words of the original, its own reader knows.
        known = {quantity.start: quantity for quantity in quantities(text)} if NUMBER.search(text) else {}
        for match in NUMBER.finditer(text):
            if not GLUED.search(text[max(0, match.start() - 2) : match.start()]):
                quantity = known.get(match.start())
                yield _Number(match.group(), *match.span(), known=quantity)
        for match in self._numbers.pattern.finditer(text):
            yield _Number(self._numbers.key(match), *match.span(), in_digits=False)
        for match in self._counted.pattern.finditer(text):
            value, _, unit = self._counted.key(match).partition(" ")
            yield _Number(value, *match.span(), unit=unit, in_digits=False)

    def _one(self, text: str, number: _Number) -> Said:
        start, end = number.start, number.end
        unit = number.unit
        if match := self._units.pattern.match(text, end + (text[end : end + 1] in (" ", "-"))):
            unit, end = self._units.key(match), match.end()
        elif match := self._unit_before.pattern.search(text[max(0, start - LONGEST_LIMIT) : start]):
            unit, start = self._unit_before.key(match), start - len(match.group())
        elif number.known:
            unit, end = number.known.unit, max(end, number.known.end)
        limits: set[str] = {number.known.comparison} if number.known and number.known.comparison else set()
        if match := self._before.pattern.search(text[max(0, start - LONGEST_LIMIT) : start]):
            limits.add(self._before.key(match))
            start -= len(match.group())
        measure = MEASURE.match(text, end)
        if match := self._after.pattern.match(text, measure.end() if measure else end):
            limits.add(self._after.key(match))
            end = match.end()
        return Said(value=number.value, unit=unit, limits=frozenset(limits), in_digits=number.in_digits, start=start, end=end)

    def sides(self, source: str, target: str) -> Sides:
        """A folded sentence and its folded translation, with all that the translation says."""
        said = self.said(target)
        # A limit ("no more than 3", "3 or more") says no "no", and offers no choice.
        letters = list(target)
        for each in said:
            if each.limits:
                letters[each.start : each.end] = " " * (each.end - each.start)
        bare = "".join(letters)
        return Sides(source=source, target=target, said=tuple(said), noes=self._noes_of(bare), choices=self._choices_of(bare))

    def guesses(self, text: str) -> int:
        """How often a folded text leaves a thing open."""
        return sum(1 for match in self._guesses.pattern.finditer(text) if self._guesses.key(match) == "may")

    def claims(self, text: str) -> Iterator[tuple[str, str]]:
        """What a folded text claims: by the name of the claim, and in its words."""
        yield from ((self._claims.key(match), match.group()) for match in self._claims.pattern.finditer(text))

    def _noes_of(self, text: str) -> tuple[int, int]:
        found = [(self._noes.key(match), match) for match in self._noes.pattern.finditer(text)]
        said = [match for key, match in found if key == "no"]
        starts = [match.start() for match in said]
        alone = 0
        for echo in (match for key, match in found if key == "echo"):
            at = bisect(starts, echo.start())
            alone += not any(_echoes(echo, no) for no in said[max(0, at - 1) : at + 1])
        return len(said) + alone, sum(1 for key, _ in found if key == "hidden")

    def _choices_of(self, text: str) -> tuple[int, int]:
        found = [(self._choices.key(match), match) for match in self._choices.pattern.finditer(text)]
        sure = sum(1 for key, match in found if key == "or" and not _no_choice(text, match))
        return sure, sum(1 for key, _ in found if key in ("or", "hidden")) - sure


def _echoes(echo: re.Match[str], no: re.Match[str]) -> bool:
    """Whether a word repeats a no that stands near: no … nadie, ne … pas, aucune … ne."""
    first, second = sorted((echo, no), key=lambda match: match.start())
    near = NEAR_AFTER if second is echo else NEAR_BEFORE
    between = first.string[first.end() : second.start()]
    return len(between) <= near and not STOP.search(between)


def _no_choice(text: str, match: re.Match[str]) -> bool:
    """Whether an "or" stands between forms of one word for a man and a woman ("médico o médica"), or between quoted words."""
    if text[: match.start()].rstrip()[-1:] in CLOSING and text[match.end() :].lstrip()[:1] in OPENING:
        return True
    before = WORD_BEFORE.search(text[max(0, match.start() - LONGEST_LIMIT) : match.start()])
    after = WORD_AFTER.match(text, match.end())
    return bool(before and after and after[1][:STEM] in (before[1][:STEM], (before[2] or "")[:STEM]))
