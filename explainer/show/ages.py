"""The record's ages on a line. Where it gives more than one range, each has a row of its own, of the same weight.

An age in the record's text is taken only where its whole quote can be read as one range. `≥ 18 years and < 65 years` is not
drawn, because a line has no end that is just not reached; the words beside it say what the record says.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from explainer.language.editions import Interface
from explainer.model import Notice, Quote, Trial
from explainer.record import Passage
from explainer.show.facts import AGE_LABELS, age_range, conflict_on

Place = Literal["fields", "rules", "summary", "title"]
Unit = Literal["years", "months", "weeks", "days"]

DAYS: dict[Unit, float] = {"years": 365.25, "months": 365.25 / 12, "weeks": 7, "days": 1}
STEPS: dict[Unit, tuple[int, ...]] = {
    "years": (1, 2, 5, 10, 20, 50),
    "months": (1, 2, 3, 6, 12),
    "weeks": (1, 2, 4, 8),
    "days": (1, 2, 5, 10),
}
"""The distances between marks on the line: the smallest that makes no more than `MOST_STEPS`."""
MOST_STEPS = 5
A_LIFE = 100 * DAYS["years"]
"""How far the line reaches, at least, where the record gives no highest age."""

_UNIT = r"(years?|months?|weeks?|days?)"
_AGE = rf"(\d+)\s*-?{_UNIT}"
_RANGES = (
    re.compile(rf"(\d+)\s*{_UNIT}?\s*(?:-|–|—|~|to|through)\s*{_AGE}", re.IGNORECASE),
    re.compile(rf"between\s+(\d+)\s*{_UNIT}?\s+and\s+{_AGE}", re.IGNORECASE),
)
_LEAST = re.compile(
    rf"(?:≥|>=|at least)\s*{_AGE}|{_AGE}(?:\s+old|\s+of\s+age)?\s+(?:or|and)\s+(?:older|over|above)", re.IGNORECASE
)
_MOST = re.compile(rf"(?:≤|<=|at most|up to)\s*{_AGE}|{_AGE}(?:\s+old|\s+of\s+age)?\s+or\s+younger", re.IGNORECASE)
_OF_AGE = re.compile(r"\b(?:age[ds]?|old|older|younger)\b", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not?|except|without|under|below|than|other)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRow:
    """A range, where the record gives it (under which of its group headings), and where it lies in hundredths of the line."""

    place: Place
    group: str
    words: str
    start: float
    length: float
    no_lowest: bool
    no_highest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLine:
    """The rows, and the numbers under the line: the first at its start, the last at its end, even steps between."""

    rows: tuple[AgeRow, ...]
    unit: Unit
    marks: tuple[int, ...]

    @property
    def places(self) -> tuple[float, ...]:
        """Where each mark lies, in hundredths of the line."""
        return tuple(round(100 * mark / self.marks[-1], 2) for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """Two ages as the registry writes them (`6 Years`); an empty one is not given."""

    place: Place
    low: str
    high: str
    group: str = ""


def age_line(trial: Trial, interface: Interface) -> AgeLine | None:
    """The one range of the record's fields. None where it gives none, or where another place of the record disagrees."""
    return None if conflict_on(trial, AGE_LABELS) else _line([_fields(trial)], interface)


def conflict_line(trial: Trial, notice: Notice, interface: Interface) -> AgeLine | None:
    """Every range that the notice sets against the age fields. None where the notice is about something else."""
    if notice.kind != "CONFLICT" or not any(_is_field(quote) for quote in notice.quotes):
        return None
    told = [_told(trial, quote) for quote in notice.quotes if not _is_field(quote)]
    ranges = list(dict.fromkeys([_fields(trial), *(found for found in told if found)]))
    differ = len({(_days(found.low), _days(found.high)) for found in ranges}) > 1
    return _line(ranges, interface) if differ and None not in told else None


def _is_field(quote: Quote) -> bool:
    return quote.text.startswith(tuple(f"{label}: " for label in AGE_LABELS))


def _fields(trial: Trial) -> _Range:
    return _Range(place="fields", low=trial.record.minimum_age, high=trial.record.maximum_age)


def _told(trial: Trial, quote: Quote) -> _Range | None:
    """The range that a quote of the record's text gives, if it gives one and nothing else."""
    passage = _passage(trial, quote)
    place = _place(passage) if passage else None
    ages = read_ages(quote.text)
    if passage is None or place is None or ages is None:
        return None
    return _Range(place=place, low=ages[0], high=ages[1], group=passage.group)


def _passage(trial: Trial, quote: Quote) -> Passage | None:
    pieces = [piece.strip() for piece in quote.text.split("[...]")]
    return next((found for found in trial.record.passages if all(piece in found.quotable for piece in pieces)), None)


def _place(passage: Passage) -> Place | None:
    """Where it stands, in our words. An age that rules people out is no age at which they may take part."""
    if passage.part in ("inclusion", "criteria"):
        return "rules"
    if passage.label in ("Title", "Official title"):
        return "title"
    return "summary" if passage.part == "summary" else None


def read_ages(text: str) -> tuple[str, str] | None:
    """The lowest and highest age in a sentence of the record, one of them perhaps empty. None where there is any doubt."""
    if not _OF_AGE.search(text) or _NEGATED.search(text):
        return None
    numbers = len(re.findall(r"\d+(?:[.,]\d+)?", text))
    for pattern in _RANGES:
        if (match := pattern.search(text)) and numbers == 2:
            low, low_unit, high, unit = match.groups()
            return f"{low} {low_unit or unit}", f"{high} {unit}"
    low, high = (_one(pattern, text) for pattern in (_LEAST, _MOST))
    return (low, high) if numbers == bool(low) + bool(high) > 0 else None


def _one(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return " ".join(part for part in match.groups() if part) if match else ""


def _days(age: str) -> float | None:
    """An age in days; None for one that is not given or that we cannot read."""
    number, _space, unit = age.lower().partition(" ")
    lengths = {name.rstrip("s"): days for name, days in DAYS.items()}
    length = lengths.get(unit.strip().rstrip("s"))
    return int(number) * length if length and number.isascii() and number.isdigit() else None


def _line(ranges: list[_Range], interface: Interface) -> AgeLine | None:
    """The line, or None where an age cannot be read, is given backwards, or no range has any."""
    ends = [(_days(found.low), _days(found.high)) for found in ranges]
    for found, (low, high) in zip(ranges, ends, strict=True):
        unread = (found.low and low is None) or (found.high and high is None)
        if unread or (low is None and high is None) or (low is not None and high is not None and low >= high):
            return None
    far = max([high if high is not None else max(A_LIFE, low or 0) for low, high in ends])
    unit, marks = _marks(far)
    whole = marks[-1] * DAYS[unit]
    rows = []
    for found, (low, high) in zip(ranges, ends, strict=True):
        start, end = (round(100 * day / whole, 2) for day in (low or 0, high or whole))
        rows.append(
            AgeRow(
                place=found.place,
                group=found.group,
                words=age_range(found.low, found.high, interface),
                start=start,
                length=round(end - start, 2),
                no_lowest=low is None,
                no_highest=high is None,
            )
        )
    return AgeLine(rows=tuple(rows), unit=unit, marks=marks)


def _marks(far: float) -> tuple[Unit, tuple[int, ...]]:
    """The largest unit of which there are at least two, and round numbers of it, from 0 to `far` or a little more."""
    unit: Unit = next((name for name, days in DAYS.items() if far >= 2 * days), "days")
    reach = far / DAYS[unit]
    step = next((step for step in STEPS[unit] if step * MOST_STEPS >= reach), round(reach / MOST_STEPS + 0.5))
    return unit, tuple(mark for last, mark in pairwise(range(-step, int(reach) + 2 * step, step)) if last < reach)
