"""An eligibility text to headings and criteria, each criterion with its list, its group and how deep it stands.

The pieces' `lead + text`, joined, give back the text. A criterion under no heading of a list belongs to neither of the two.
"""

from collections.abc import Iterator
from typing import Literal

from explainer.reading.groups import HeadingFinder, Headings
from explainer.reading.lines import Line, lines_of
from explainer.reading.list_names import COLON
from explainer.reading.nesting import Nesting
from explainer.reading.pieces import Piece

STOPS = (".", ";", ",", ":", "。", "；", "，", "：")


def criteria(text: str) -> list[Piece]:
    """An eligibility text cut into headings and criteria. Time is linear in the text."""
    lines, rest = lines_of(text)
    found = list(_pieces(lines))
    return [*found, Piece(kind="rest", lead=rest, text="")] if rest else found


def _pieces(lines: list[Line]) -> Iterator[Piece]:
    finder, headings, nesting = HeadingFinder(lines), Headings(), Nesting()
    end = 0
    while end < len(lines):
        number, line = end, lines[end]
        end += 1
        if _read_heading(number, finder, headings, nesting):
            nesting.clear()
            # What a marked heading says beside its name is a rule, and stands where the marker does.
            if line.marker and end < len(lines) and lines[end].inside:
                nesting.depth(line)
            yield _piece("heading", [line], headings)
        else:
            while end < len(lines) and _wraps(line, lines[end - 1], lines[end]):
                end += 1
            depth = nesting.depth(line, announces=line.words.endswith(COLON))
            yield _piece("passage", lines[number:end], headings, depth=depth)


def _read_heading(number: int, finder: HeadingFinder, headings: Headings, nesting: Nesting) -> bool:
    """Whether a line is a heading; then `headings` go on under it."""
    line = finder.lines[number]
    name = finder.list_name(number)
    if name is None and not nesting.within(line.column) and finder.heads(number):
        name = finder.announced(number, headings.part)
        if name is None:
            headings.open_group(line.words, over_lists=finder.over_lists(number))
            return True
    if name:
        headings.open_list(name, line.words)
    return name is not None


def _wraps(first: Line, above: Line, line: Line) -> bool:
    """Whether a line goes on with the rule above it, which was cut where a line was full."""
    if line.marker or line.gap or line.inside or not first.marker:
        return False
    return line.words[:1].islower() or (line.column > first.column and not above.words.endswith(STOPS))


def _piece(kind: Literal["heading", "passage"], lines: list[Line], headings: Headings, depth: int = 0) -> Piece:
    first, *more = lines
    text = "".join([first.words, *(line.lead + line.words for line in more)])
    return Piece(
        # A heading's line that ends in a bare marker announces a rule that is not there.
        kind=kind if text else "rest",
        lead=first.lead,
        text=text,
        part=headings.part,
        group=headings.path,
        marker=first.marker,
        depth=depth,
    )
