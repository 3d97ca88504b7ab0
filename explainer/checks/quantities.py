"""Numbers as a reader has to be able to rely on them: value, unit, and what is said of it ("at least", "within", "about").

Only what is written is read: nothing is converted or rounded. A number glued to letters (CD19, Hep-2) is a name, not a
quantity. Number words count before a unit or as a limit; "one centre" and "three diseases" do not.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Comparison = Literal["", "at least", "more than", "at most", "less than", "within", "about"]
TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
MICRO = "(?:µ|μ|u|mc)"
UNITS: tuple[tuple[str, str], ...] = (
    ("year", r"years?(?:[ -]olds?)?|yrs?|y/o"),
    ("month", r"months?"),
    ("week", r"weeks?|wks?"),
    ("day", r"days?"),
    ("hour", r"hours?|hrs?"),
    ("minute", r"minutes?|mins?"),
    ("second", r"seconds?|secs?"),
    ("%", r"%|percent|per cent"),
    ("mL/min/1.73 m²", r"ml/min(?:ute)?/1\.73 ?m ?(?:\^?2|²)"),
    ("mL/min", r"ml ?/ ?min(?:ute)?"),
    ("IU/mL", r"iu ?/ ?ml"),
    ("IU/L", r"iu ?/ ?l"),
    ("U/L", r"u ?/ ?l"),
    ("mg/dL", r"mg ?/ ?dl"),
    ("g/dL", r"g ?/ ?dl"),
    ("g/L", r"g ?/ ?l"),
    ("mg/kg", r"mg ?/ ?kg"),
    ("mg/m²", r"mg ?/ ?m ?(?:\^?2|²)"),
    ("ng/mL", r"ng ?/ ?ml"),
    ("µg/mL", rf"{MICRO}g ?/ ?ml"),
    ("µmol/L", rf"{MICRO}mol ?/ ?l"),
    ("mmol/L", r"mmol ?/ ?l"),
    ("kg/m²", r"kg ?/ ?m ?(?:\^?2|²)"),
    ("mmHg", r"mm ?hg"),
    ("10⁹/L", r"[x×*] ?10 ?(?:\^ ?9|⁹|\*\*9) ?/ ?l"),
    ("/µL", rf"/ ?{MICRO}l"),
    ("/mm³", r"/ ?mm ?(?:\^?3|³)"),
    ("kg", r"kgs?|kilograms?"),
    ("mg", r"mg|milligrams?"),
    ("µg", rf"{MICRO}g|micrograms?"),
    ("g", r"g|grams?"),
    ("mL", r"ml|millilit(?:er|re)s?"),
    ("L", r"l|lit(?:er|re)s?"),
    ("cm", r"cm|centimet(?:er|re)s?"),
    ("mm", r"mm|millimet(?:er|re)s?"),
    ("Gy", r"gy"),
    ("°C", r"° ?c|degrees celsius"),
    ("times the upper limit", r"(?:x|×|times) ?(?:the )?(?:uln|upper limit(?: of normal)?)"),
)
UNIT = re.compile(rf"[ -]?(?:{'|'.join(f'({pattern})' for _, pattern in UNITS)})(?![\w²³/])", re.IGNORECASE)
RATIO = re.compile(r" ?((?!and/or)(?:IU|U|[a-zµμ][A-Za-z]{0,9})/[A-Za-z]{1,10})(?![\w/])")
"""A unit that the table does not know, such as `copies/mL`, compared as it stands. Names ("2019 ACR/EULAR") are none."""

WORDS = {name: str(n) for n, name in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
NUMBER = re.compile(
    r"(?<![\w.:/])(?<![A-Za-z]-)(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?::\d+)?)"
    rf"|(?P<word>(?:{'|'.join(WORDS)})(?![\w-])))",
    re.IGNORECASE,
)
BEFORE: tuple[tuple[Comparison, str], ...] = (
    ("at least", r"≥|>=|⩾|at least|no less than|not less than|no fewer than|minimum(?: of)?|no younger than|no lower than"),
    ("at most", r"≤|<=|⩽|at most|no more than|not more than|up to|maximum(?: of)?|no older than|no higher than|not exceeding"),
    ("more than", r">|more than|greater than|above|over|older than|higher than|longer than|exceeding|bigger than"),
    ("less than", r"<|less than|below|under|fewer than|younger than|lower than|shorter than|smaller than"),
    ("within", r"within(?: the)?(?: last| past| previous| first)?|(?:in|during|from) the(?: last| past| previous| first)?"),
    ("about", r"about|around|approximately|roughly|nearly|almost|~|≈|close to"),
)
AFTER: tuple[tuple[Comparison, str], ...] = (
    ("at least", r"(?:or|and) (?:more|higher|above|older|greater|over|longer|up|bigger)"),
    ("at most", r"(?:or|and) (?:less|lower|below|fewer|younger|under|shorter|smaller)"),
)
LONGEST_BEFORE = 24
BEFORE_NUMBER = tuple((name, re.compile(rf"(?:(?<!\w)(?=\w)|(?!\w))(?:{p})\s*$", re.IGNORECASE)) for name, p in BEFORE)
AFTER_UNIT = tuple((name, re.compile(rf"\s*(?:of age )?(?:{p})(?!\w)", re.IGNORECASE)) for name, p in AFTER)
TO = re.compile(r"\s*(?:-|–|—|to|and|or|,)\s*", re.IGNORECASE)
FROM_TO = re.compile(r"\s*(?:-|–|—|to)\s*", re.IGNORECASE)
WIDEST_LIST = 12
"""A range of whole numbers this wide at most may be written out ("0-2" as "0, 1 or 2")."""


COUNTED = re.compile(r"\b(year|month|week|day|hour)s? $", re.IGNORECASE)
"""Time that is counted from a start: "week 12"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number where it stands: `value` as digits without thousands separators, `unit` by its first name in `UNITS`."""

    value: str
    unit: str
    comparison: Comparison
    start: int
    end: int

    def __str__(self) -> str:
        return " ".join(part for part in (self.comparison, self.value, self.unit) if part)


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in order. The unit at the end of a range or list holds for all of it."""
    found: list[Quantity] = []
    end = 0
    for match in NUMBER.finditer(text):
        if match.start() >= end and (quantity := _quantity(text, match)):
            found.append(quantity)
            end = quantity.end
    for index in range(len(found) - 1, 0, -1):
        first, second = found[index - 1], found[index]
        if second.unit and not first.unit and TO.fullmatch(text, first.end, second.start):
            found[index - 1] = replace(first, unit=second.unit)
    return found


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    unit, end = _unit(text, match.end())
    if not unit and (counted := COUNTED.search(text[max(0, match.start() - LONGEST_BEFORE) : match.start()])):
        unit = counted[1].lower()
    comparison = _comparison(text, match.start(), end, unit)
    if match["digits"] is None and not unit and comparison in ("", "about"):
        return None
    if not unit and re.match(r"-?[A-Za-z]", text[match.end() :]):
        return None
    value = WORDS[match["word"].lower()] if match["word"] else match["digits"].replace(",", "")
    return Quantity(value=_plain(value), unit=unit, comparison=comparison, start=match.start(), end=end)


def _unit(text: str, at: int) -> tuple[str, int]:
    """The unit that begins at a place, by its first name, and where it ends."""
    if (match := UNIT.match(text, at)) and match.lastindex:
        return UNITS[match.lastindex - 1][0], match.end()
    if match := RATIO.match(text, at):
        return match[1].lower(), match.end()
    return "", at


def _plain(value: str) -> str:
    """`1.50` is 1.5, and `07` is 7; a ratio stays as it stands."""
    if ":" in value:
        return value
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _comparison(text: str, start: int, end: int, unit: str) -> Comparison:
    before = text[max(0, start - LONGEST_BEFORE) : start]
    for name, pattern in BEFORE_NUMBER:
        if (match := pattern.search(before)) and (unit in TIMES or name != "within"):
            # "Over 12 weeks" is how long something takes; "over 18 years" is an age.
            return "" if match.group().strip().lower() == "over" and unit in TIMES - {"year"} else name
    return next((name for name, pattern in AFTER_UNIT if pattern.match(text, end)), "")


def written_out(text: str, found: list[Quantity]) -> set[str]:
    """The whole numbers inside the ranges of a text: those that a list may add to its ends."""
    inside: set[str] = set()
    for first, second in pairwise(found):
        if FROM_TO.fullmatch(text, first.start + len(first.value), second.start) and (first.value + second.value).isdigit():
            low, high = int(first.value), int(second.value)
            if low < high <= low + WIDEST_LIST:
                inside |= {str(n) for n in range(low, high + 1)}
    return inside
