"""What a text says of numbers, units, limits, noes and choices, read with the words of its language."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from explainer.checks.quantities import Quantity, quantities
from explainer.language.words import Words

HAN, ARABIC = "\u3400-\u9fff", "\u0600-\u06ff"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOREIGN = {first + n: str(n) for first in (0x0660, 0x06F0) for n in range(10)} | {ord("٪"): "%", ord("٫"): ".", ord("٬"): ""}
UNSEEN = dict.fromkeys([*range(0x064B, 0x0653), 0x0670, 0x0640, 0x200E, 0x200F, *range(0x2066, 0x206A), 0x00AD])
"""Vowel marks, the stroke that lengthens an Arabic word, and signs of direction."""
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u3000"), " ")
FOLDED = FULL_WIDTH | FOREIGN | UNSEEN | SPACES | {ord("’"): "'"}
SEAM = re.compile(rf"(?<=[{HAN}{ARABIC}])(?=[a-z\d])|(?<=[a-z\d%])(?=[{HAN}{ARABIC}])")
LETTER = rf"[^\W\d_{HAN}]"
ANY_ENDING = rf"{LETTER}{{0,20}}"
ON_FRONT = "(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)??"
"""What Arabic writes on to the front of a word; a word that begins so by itself is read first."""
APART = re.compile("الـ ?(?=[\\dA-Za-z])")
"""The Arabic article before digits and letters of another script."""
SIGNS = (("at least", "≥⩾≧"), ("at most", "≤⩽≦"), ("more than", ">"), ("less than", "<"), ("about", "~≈"))
SENTENCE_END = re.compile(r"(?<=[.!?؟])[\"”»)\]*]*\s+|(?<=[。！？])[”）*]*(?=[^”）*])")
MEASURE = re.compile(rf" ?(?:[{HAN}](?=[或及以]))?")
"""What may stand between a number and the limit after it: in Chinese the word that a thing is counted by."""
NUMBER = re.compile(r"\d+(?:\.\d+)?(?::\d+)?")
GLUED = re.compile(r"[a-z]-?$")
"""What stands right before the number of a name: CD19, Hep-2."""
OPENING, CLOSING = tuple("«“"), tuple("»”")
STEM = 4
WORD_BEFORE = re.compile(r"(\w{4,}) (?:(\w{4,}) )?$")
WORD_AFTER = re.compile(r" (?:\w{2,3} ){0,2}(\w{4,})")
MOST_SPLIT = 8
"""Sentences that a translation may have more than its original, and still be paired with them."""
LONGEST_LIMIT = 40
"""How far before a number its limit may begin."""
NEAR_AFTER, NEAR_BEFORE = 20, 30
"""How many letters lie at most between a no and its echo: after it, and before it."""
STOP = re.compile(r"[.:;!?؟]")
GAP = re.compile(r"[^\d.;:。；!?？؟]{1,6}")
"""What may stand between the numbers of a range or list, whose last unit holds for all."""


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in any script, as it is written."""
    return [part for part in SENTENCE_END.split(text.strip()) if part.strip()]


class _Step(NamedTuple):
    cost: float
    took: int
    before: "_Step | None"


def side_by_side(originals: list[str], translations: list[str]) -> list[tuple[str, str]]:
    """Each original sentence with its translation; where one was split, with those whose lengths fit best.

    Where there are fewer translations than originals, nothing can be paired, and the whole texts stand side by side.
    """
    spare = len(translations) - len(originals)
    if spare < 0 or spare > MOST_SPLIT or not originals:
        return [(" ".join(originals), " ".join(translations))]
    share = sum(map(len, translations)) / max(1, sum(map(len, originals)))
    # By the number of translations that are used up: what it costs, how many the last original took, and what came before.
    best: dict[int, _Step] = {0: _Step(0.0, 0, None)}
    for count, original in enumerate(originals, start=1):
        found: dict[int, _Step] = {}
        for start, step in best.items():
            for end in range(start + 1, count + spare + 1):
                cost = step.cost + abs(sum(map(len, translations[start:end])) - share * len(original))
                if end not in found or cost < found[end].cost:
                    found[end] = _Step(cost, end - start, step)
        best = found
    pairs = []
    step = best[len(translations)]
    for original in reversed(originals):
        translations, said = translations[: -step.took], translations[-step.took :]
        pairs.append((original, " ".join(said)))
        step = step.before or step
    return pairs[::-1]


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


class Lexicon:
    """Words of a table as one pattern, the longest first, and what each of them means."""

    def __init__(self, table: Iterable[tuple[str, Iterable[str]]], *, end: str = "") -> None:
        groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key, words in table:
            for word in map(folded, words):
                groups.setdefault(_edges(word), []).append((word, key))
        parts = []
        self.keys = []
        for (before, after), flat in groups.items():
            flat.sort(key=lambda pair: -len(pair[0]))
            self.keys += [key for _, key in flat]
            parts.append(f"{before}(?:{'|'.join(f'({_spaced(word)})' for word, _ in flat)}){after}")
        self.pattern = re.compile(f"(?:{'|'.join(parts) or '(?!)'}){end}")

    def key(self, match: re.Match[str]) -> str:
        """What the word that was found means."""
        return self.keys[(match.lastindex or 1) - 1]


def folded(text: str) -> str:
    """A text with one way to write a digit, a space and a letter."""
    return APART.sub("", text).translate(FOLDED).lower()


def _spaced(word: str) -> str:
    return r"\s+".join(re.escape(part).replace(r"\*", ANY_ENDING) for part in word.split())


def _edges(word: str) -> tuple[str, str]:
    """What has to stand around a word: letters end where others begin, a word in Chinese may stand anywhere."""
    if re.match(f"[{HAN}]", word):
        return "", ""
    front = ON_FRONT if re.match(f"[*{ARABIC}]", word) else ""
    return rf"(?:(?<!{LETTER})|(?!{LETTER})){front}", rf"(?:(?!{LETTER})|(?<!{LETTER}))"


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
