"""An eligibility text as lines: the marker of each, its words, and where one line of the text holds several rules.

Everything before the words of a line is its `lead`: leads and words, joined, give back the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from explainer.reading.enumerations import goes_on
from explainer.reading.list_names import heading_before, headings_inside
from explainer.reading.markers import Sections, marker_of, places

ENDS = "\n\r\v\f\x85\u2028\u2029"
UNSEEN = "".join(map(chr, [*range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029])) + (
    "\u202f\u205f\u2060\u3000\ufeff"
)
"""What a line may begin and end with and nobody sees: white space, control characters, the mark of a byte order."""
LINE = re.compile(rf"[^{ENDS}]*(?:\r\n|[{ENDS}])|[^{ENDS}]+")
DASHED = re.compile(r"[-–•*·]\s")
DASH = re.compile(r"(?:(?<!\d)(?<!\s)\s+(?=[-–•*·]\s+\S)|(?<!\s)\s+(?=[-–•*·]\s+[A-Z]))[-–•*·]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A rule, heading or paragraph. `column` is where its marker stands, tabs as four; `gap` is an empty line above it.

    One that is `inside` goes on in the line of the one before.
    """

    lead: str
    words: str
    marker: str = ""
    column: int = 0
    gap: bool = False
    inside: bool = False


def lines_of(text: str) -> tuple[list[Line], str]:
    """The lines that have words, each with all that stands before them, and what is left after the last.

    Time is linear in the text.
    """
    found: list[Line] = []
    raw = LINE.findall(text)
    bodies = [line.strip(UNSEEN) for line in raw]
    sections = Sections.of(bodies)
    alone = len([body for body in bodies if body]) == 1
    lead, gap, last = "", True, 0
    for line, body in zip(raw, bodies, strict=True):
        start = len(line) - len(line.lstrip(UNSEEN)) if body else 0
        marker = marker_of(body, sections)
        if len(marker) == len(body):
            lead, gap = lead + line, True
            continue
        column = len(line[:start].expandtabs(4))
        lead += line[:start]
        for own, words in _rules(marker, body[len(marker) :], last, dashed=alone):
            inside = not lead and bool(found)
            found.append(Line(lead=lead + own, words=words, marker=own.strip(), column=column, gap=gap, inside=inside))
            last = next((place.number for place in places(own) if place.kind == "number of 1"), last)
            lead, gap = "", False
        lead = line[start + len(body) :]
    return found, lead


def _rules(marker: str, words: str, last: int, *, dashed: bool) -> Iterator[tuple[str, str]]:
    """A line as `(lead, words)` of each rule or heading in it. The lead is a marker, with the white space around it."""
    cuts = [0, *headings_inside(words), len(words)]
    for start, end in pairwise(cuts):
        part = words[start:end].rstrip(UNSEEN)
        length = heading_before(part)
        rest = part[length:].lstrip()
        if length and rest:
            yield marker, part[:length]
            space = part[length : len(part) - len(rest)]
            own = marker_of(rest, Sections())
            rest = rest[len(own) :]
            yield from _numbered(space + own, rest, last, dashed=DASHED.match(own) is not None)
        else:
            yield from _numbered(marker, part, last, dashed=dashed and DASHED.match(marker) is not None)
        marker = words[start + len(part) : end]


def _numbered(marker: str, words: str, last: int, *, dashed: bool) -> Iterator[tuple[str, str]]:
    """Rules that stand in one line, told apart by dashes or by their numbers."""
    found = DASH.finditer(words) if dashed else ()
    cuts = [(m.start(), m.end()) for m in found] if dashed else goes_on(marker, words, last)
    start = 0
    for end, following in cuts:
        if words[start:end].strip(UNSEEN):
            kept = words[start:end].rstrip(UNSEEN)
            yield marker, kept
            marker, start = words[start + len(kept) : following], following
    yield marker, words[start:]
