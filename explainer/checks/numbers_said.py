"""The numbers of a text in any language, with their units and limits, read with the words of that language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from explainer.checks.lexicon import HAN, LETTER, Lexicon
from explainer.checks.measures import TIMES, unit_at
from explainer.checks.quantities import Quantity, quantities
from explainer.language.words import Words

SIGNS = (("at least", "≥⩾≧"), ("at most", "≤⩽≦"), ("more than", ">"), ("less than", "<"), ("about", "~≈"))
HAN_FIRST = re.compile(f"[{HAN}]")
MEASURE = re.compile(rf" ?(?:[{HAN}](?=[或及以]|多[月年周天日岁]))?")
"""What may stand between a number and the limit after it: in Chinese the word that a thing is counted by."""
BRACKET = re.compile(r" ?\([^()]{1,40}\) ?")
"""The same in other words or another unit, before the limit that holds for both: "6.5 % (48 mmol/mol) or more"."""
WORD_BETWEEN = re.compile(rf" {LETTER}{{1,20}}(?= )")
MOST_BETWEEN, MOST_OF_ONE = 4, 2
"""Words that may stand before the limit: what is counted ("two problems or more"), how often ("100 mg par jour au maximum")."""
SIGN_AFTER = re.compile(r" ?[^\d()\[\].;:]{2,50}\(([^()\s]{1,12}/[^()\s]{1,12})\)")
"""A unit in words with its sign in brackets: "kilogramos por metro cuadrado (kg/m^2)"."""
NUMBER = re.compile(r"\d+(?:\.\d+)?(?::\d+)?")
GLUED = re.compile(r"[a-z]-?$")
"""What stands right before the number of a name: CD19, Hep-2."""
COMMAS = (",", "،")
LONGEST_LIMIT, FARTHEST_NO = 40, 60
"""How far before a number its limit may begin, and before that a no that is a part of it."""
GAP = re.compile(r"[^\d.;:()。；!?？؟]{1,9}")
"""What may stand between the numbers of a range or list, whose last unit holds for all."""
AND_HALF = re.compile(rf" ?{LETTER}{{0,3}} ?|[{HAN}]?")
ORDINAL = re.compile(r"(?:(?:ème|er|ère|re|e|ª|º|\.ª|\.º)(?= ))?[ -]?")
"""What may stand between a number and its unit: "34e semaine"."""
OPENED = re.compile(rf" ?[{HAN}]{{0,2}} ?\(=? ?")
LABEL = re.compile(r" \d")
"""What makes the name of a day of a word for one day: "day 29"."""
COUNTS, LABELLED = re.compile(r"\d $"), 2
"""What makes of a word for one year the unit of a number: "18 سنة"."""
COUNTED_BY = re.compile(rf" ?[{HAN}]{{0,3}} ?")
TURNED = {"more than": "at most", "less than": "at least"}
"""What a limit is after a no: "must not exceed 3" is "at most 3"."""
TEN = 10
UNITS = frozenset("123456789")
LINKED = {" و": frozenset(map(str, range(20, 100, 10))), " ع": frozenset({"10"})}
"""By what follows a unit, the tens that Arabic adds to it: 24 is four and twenty, 14 is four ten."""
DUAL = ("تين", "تان")
"""Endings that hardly a name has."""
NO_NUMBERS = ("but-not", "minus")
OFTEN = "times a "


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number of a text, its unit by our name, and the limits that are said of it; `start` and `end` take these in."""

    value: str
    unit: str
    limits: frozenset[str]
    in_digits: bool
    start: int
    end: int
    until: int
    """Where the number and its unit end."""
    other: frozenset[str] = frozenset()
    """What the limits may be instead, where a sign beside them says so."""
    ranged: bool = False
    """Whether it is the first of a range or list: "un a 3" is no article."""
    denied: int = -1
    """Where a no begins that stands before the limit and may be a part of it."""

    def turned(self) -> "Said":
        """The same where the no before the limit belongs to it."""
        return replace(self, limits=frozenset(TURNED.get(limit, limit) for limit in self.limits), start=self.denied, denied=-1)


class _Number(NamedTuple):
    """Where a number stands, and what is known of it already."""

    value: str
    start: int
    end: int
    unit: str = ""
    known: Quantity | None = None
    in_digits: bool = True


class Numbers:
    """The words of a language for numbers, ready to be looked for in folded text."""

    def __init__(self, words: Words) -> None:
        counted = {key: of_key for key, of_key in words.units.items() if key[0].isdigit()}
        units = [(key, of_key) for key, of_key in words.units.items() if key not in counted]
        self._numbers = Lexicon(("0.5" if key == "half" else key, of_key) for key, of_key in words.numbers.items())
        self._counted = Lexicon(counted.items())
        self._units = Lexicon(units)
        self._unit_before = Lexicon(units, end=r"\s*(?:[-−–]\s?)?$")
        self._before = Lexicon([*words.before.items(), *SIGNS], end=r"[\s,،«“\"]*$")
        self._after = Lexicon(words.after.items())
        noes = (word.replace("'", "'*") for key in ("no", "echo") for word in words.negations.get(key, ()))
        self._no_before = Lexicon(
            [("no", [f"{word} …" if HAN_FIRST.match(word) else f"{word} … … …" for word in noes])], end=r"\s*$"
        )
        self._or = Lexicon([("or", words.choices.get("or", ()))])

    def said(self, text: str) -> list[Said]:
        """The numbers of a folded text, in digits or in words, in order; those in names are none."""
        found = [self._one(text, number) for number in self._numbers_of(text)]
        found.sort(key=lambda each: (each.start, each.end))
        for index in range(len(found) - 1, 0, -1):
            found[index - 1 : index + 1] = self._together(text, *found[index - 1 : index + 1])
        return found

    def _numbers_of(self, text: str) -> Iterator[_Number]:
        # What is written as everywhere (mg, mL/min), or left in the words of the original, its own reader knows.
        known = {quantity.start: quantity for quantity in quantities(text)} if NUMBER.search(text) else {}
        for match in NUMBER.finditer(text):
            if not GLUED.search(text[max(0, match.start() - 2) : match.start()]):
                yield _Number(match.group(), *match.span(), known=known.get(match.start()))
        counted = list(self._counted.pattern.finditer(text))
        run: list[_Number] = []
        for match in self._numbers.pattern.finditer(text):
            value = self._numbers.key(match)
            if value in NO_NUMBERS or any(each.start() <= match.start() < each.end() for each in counted):
                continue
            number = _Number(value, *match.span(), in_digits=False)
            if len(run) == 1 and run[0].value in UNITS and value in LINKED.get(text[run[0].end : number.start + 1], ()):
                run = [_Number(str(int(run[0].value) + int(value)), run[0].start, number.end, in_digits=False)]
                continue
            if run and run[-1].end != number.start:
                yield from _composed(run)
                run = []
            run.append(number)
        yield from _composed(run)
        for match in counted:
            value, _, unit = self._counted.key(match).partition(" ")
            if value == "1" and (LABEL.match(text, match.end()) or COUNTS.search(text[: match.start()][-LABELLED:])):
                continue
            yield _Number(value, *match.span(), unit=unit, in_digits=False)

    def _one(self, text: str, number: _Number) -> Said:
        unit, start, end = self._unit_of(text, number)
        limits: set[str] = {number.known.comparison} if number.known and number.known.comparison else set()
        value, denied, until = number.value, -1, end
        # An ending that says "two" may be that of a name: without what is counted it has no limit before it.
        limited = unit or value != "dual" or text.endswith(DUAL, start, number.end)
        match = self._before.pattern.search(text, max(0, start - LONGEST_LIMIT), start) if limited else None
        if match and _belongs(match):
            limits.add(self._before.key(match))
            value = "2" if value == "dual" else value
            start -= len(match.group())
            if limits & TURNED.keys() and (no := self._no_before.pattern.search(text, max(0, start - FARTHEST_NO), start)):
                denied = no.start()
        other: set[str] = set()
        if match := self._limit_after(text, end, MOST_OF_ONE if value == "1" else MOST_BETWEEN, counted=not unit):
            first, *others = self._after.keys_of(match)
            limits.add(first)
            other.update(others)
            end = match.end()
            value = "2" if value == "dual" else value
            if not unit and (more := self._units.pattern.match(text, end)):
                # "六个多月": six months and more.
                unit, end = self._units.key(more), more.end()
        return Said(
            value=value,
            unit=unit,
            limits=frozenset(limits),
            in_digits=number.in_digits,
            start=start,
            end=end,
            until=until,
            other=frozenset(other),
            denied=denied,
        )

    def _unit_of(self, text: str, number: _Number) -> tuple[str, int, int]:
        """The unit of a number, and where both begin and end."""
        _, start, end, unit, known, _ = number
        before = self._unit_before.pattern.search(text, max(0, start - LONGEST_LIMIT), start)
        often = before and self._unit_before.key(before).startswith(OFTEN)
        at = ORDINAL.match(text, end)
        if match := self._units.pattern.match(text, at.end() if at else end):
            unit, end = self._units.key(match), match.end()
            if before and often and unit == OFTEN.split(maxsplit=1)[0]:
                return self._unit_before.key(before), before.start(), end
        elif known and known.unit:
            unit, end = known.unit, max(end, known.end)
        elif before and not unit and not often and self._unit_before.key(before) != OFTEN.split(maxsplit=1)[0]:
            return self._unit_before.key(before), before.start(), end
        if unit not in TIMES and (match := SIGN_AFTER.match(text, number.end)):
            sign, stop = unit_at(text, match.start(1))
            if sign and stop == match.end(1):
                return sign, start, match.end()
        return unit, start, end

    def _limit_after(self, text: str, end: int, most: int, *, counted: bool) -> re.Match[str] | None:
        for between in (MEASURE, BRACKET):
            at = between.match(text, end)
            if at and (match := self._after.pattern.match(text, at.end())):
                return match
        for _ in range(most):
            word = WORD_BETWEEN.match(text, end)
            number = self._numbers.pattern.match(text, end + 1)
            if not word or (number and self._numbers.key(number) != "1"):
                break
            end = word.end()
            per = self._units.pattern.match(text, end + 1)
            at_unit = self._after.pattern.match(text, per.end() + 1) if per else None
            match = at_unit or self._after.pattern.match(text, end + 1)
            # "10 mg antes, como mínimo": of a number with a unit, only "or more" looks back over other words.
            looks_back = counted or at_unit or self._or.pattern.match(text, end + 1)
            # "One tablet at least two hours before": the limit is the next number's.
            if match and looks_back and not self._number_at(text, match.end()):
                return match
        return None

    def _number_at(self, text: str, at: int) -> bool:
        at += text[at : at + 1] == " "
        return bool(NUMBER.match(text, at) or self._numbers.pattern.match(text, at))

    def _together(self, text: str, first: Said, second: Said) -> list[Said]:
        """Two numbers that follow each other, with what each says of the other."""
        half = second.value == "0.5" and not second.unit and first.value.isdigit() and first.unit in TIMES
        if half and AND_HALF.fullmatch(text, first.end, second.start):
            # "Un año y medio": one and a half.
            return [replace(first, value=f"{first.value}.5", end=second.end, until=second.end)]
        alike = first.in_digits == second.in_digits and first.value != "dual"
        if (
            second.unit
            and not first.unit
            and not second.unit.startswith(OFTEN)
            and alike
            and GAP.fullmatch(text, first.end, second.start)
        ):
            first = replace(first, unit=second.unit)
        if text[first.until : second.start] == "/":
            # "Below 90/50": each of them.
            limits = first.limits | second.limits
            first, second = (replace(each, limits=limits) for each in (first, second))
        if second.in_digits and second.value != first.value and GAP.fullmatch(text, first.end, second.start):
            first = replace(first, ranged=True)
        opened = OPENED.fullmatch(text, first.until, second.start)
        if opened and first.limits and first.unit and second.unit and not second.limits:
            second = replace(second, limits=first.limits)
        if first.value == second.value and second.limits:
            if first.other & second.limits and OPENED.fullmatch(text, first.end, second.start):
                first = replace(first, limits=second.limits)
            elif not first.limits and self._only_or(text, first.end, second.start):
                # "2 级或 2 级以上": grade 2 or higher.
                first = replace(first, limits=second.limits, end=second.start)
        return [first, second]

    def _only_or(self, text: str, start: int, end: int) -> bool:
        match = self._or.pattern.search(text, start, end)
        return bool(match and COUNTED_BY.fullmatch(text, start, match.start()) and not text[match.end() : end].strip())


def _composed(run: list[_Number]) -> Iterator[_Number]:
    """Number words that stand together, as one where they make one: in Chinese 二十五 is 25."""
    values = [int(number.value) if number.value.isdigit() else 0 for number in run]
    total = 0
    for before, value in pairwise([TEN, *values]):
        if value >= TEN:
            total = (total or 1) * TEN + value - TEN
        elif value and before >= TEN:
            total += value
        else:
            yield from run
            return
    if run:
        yield _Number(str(total), run[0].start, run[-1].end, in_digits=False)


def _belongs(limit: re.Match[str]) -> bool:
    """Whether a limit is that of the number behind it: a comma after it needs one before it ("ser, como mínimo, 1,5")."""
    before = limit.string[max(0, limit.start() - 2) : limit.start()]
    return not limit.group().rstrip().endswith(COMMAS) or before.rstrip().endswith(COMMAS)
