"""Dates however they are written: "1 January 2020", "Jan 1, 2020" and "2020-01-01" are one; "1/2/2020" stays as it stands.

A year alone is a number like another.
"""

import re
from collections.abc import Iterator

MONTHS = "january february march april may june july august september october november december".split()
MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' if name != 'may' else name for name in MONTHS)}|sept)"
NAMED = re.compile(
    rf"(?<![\w.])(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -])?{MONTH}[.,]?[ -]"
    r"(?:(?P<second>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<year>(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
ISO = re.compile(r"(?<![\w.-])((?:19|20)\d\d)([-/.])(0?[1-9]|1[0-2])(?:\2(0?[1-9]|[12]\d|3[01]))?(?![\w/-]|\.\d)")
SLASHED = re.compile(r"(?<![\w./-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\w/-])")
DAY_FIRST = 13
"""From this number on it is no month, so "13/2/2020" can be read one way only."""

Date = tuple[str, int, int]
"""The date (year first, as much of it as is given), and where it begins and ends."""


def dates(text: str) -> list[Date]:
    """The dates of a text, in order."""
    if "19" not in text and "20" not in text:
        return []  # Each has a year, and most texts have none.
    return sorted((*_named(text), *_iso(text), *_slashed(text)), key=lambda date: date[1])


def _named(text: str) -> Iterator[Date]:
    for match in NAMED.finditer(text):
        month = next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(match["month"].lower()[:3]))
        day = match["first"] or match["second"]
        yield _written(match["year"], month, day), match.start(), match.end()


def _iso(text: str) -> Iterator[Date]:
    for match in ISO.finditer(text):
        if match[2] == "-" or match[4]:
            yield _written(match[1], int(match[3]), match[4]), match.start(), match.end()


def _slashed(text: str) -> Iterator[Date]:
    for match in SLASHED.finditer(text):
        first, second = int(match[1]), int(match[3])
        known = max(first, second) >= DAY_FIRST > min(first, second)
        value = _written(match[4], min(first, second), str(max(first, second))) if known else match.group()
        yield value, match.start(), match.end()


def _written(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
