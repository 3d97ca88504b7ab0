"""How high an embed's words stand in a frame of a given width, without a browser: for the room that others reserve for it.

It is told from the length of the texts and from the sizes in `style.css` and `embed.css`. Readers' fonts differ, so it is about
right only: where the room is too low the words are scrolled in the frame, where it is too high a piece of it stays empty.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from explainer.model import AUDIENCES, Block, Document, Notice, Question, Site, Trial, Unit
from explainer.show.asked import asked_groups, shown
from explainer.show.pages import EmbedPart

REM = 18
"""CSS pixels of the letters in a frame."""
MEASURE = 32
"""The widest that a line is, in letters of that size."""
PADDING = 1.4
"""Beside the words of a frame, both sides together."""
HEAD = {"": 56, "summary": 0, "eligibility": 20, "questions": 12}
"""What a part has besides its writers' words, in rem: the facts at a glance, a sentence before the rules."""

SQUARE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]+")
"""Letters as wide as they are high: Chinese, Japanese, Korean. Others are about half as wide."""
JOINED = re.compile("[\u0590-\u08ff]+")
"""Letters of Arabic, Persian, Urdu and Hebrew: a little narrower than half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text with lines of its own; all in rem. `inset`: beside it. `space`: above and below it."""

    text: str
    size: float = 1
    inset: float = 0
    space: float = 0.5
    line: float = 1.6

    def height(self, width: float) -> float:
        """Where the page is `width` wide. A line ends about half a word before its edge."""
        square = sum(map(len, SQUARE.findall(self.text)))
        letters = 0.5 * len(self.text) + 0.5 * square - 0.06 * sum(map(len, JOINED.findall(self.text)))
        room = (min(width, MEASURE) - self.inset) / self.size - (0.5 if square else 1.3)
        return max(ceil(letters / max(room, 3)), 1) * self.size * self.line + self.space


def embed_height(site: Site, trial: Trial, part: EmbedPart, width: int) -> int:
    """In CSS pixels, in a frame of a width in CSS pixels."""
    inside = width / REM - PADDING
    return round(REM * (HEAD[part] + sum(piece.height(inside) for piece in _pieces(site, trial, part))))


def _pieces(site: Site, trial: Trial, part: EmbedPart) -> Iterator[Piece]:
    yield Piece(text=site.banner.text, size=0.9, line=1.25, space=0.7)
    yield Piece(text=site.banner.line.plain, size=0.9, line=1.3, space=0.7)
    yield Piece(text=trial.title.plain, size=1.4, line=1.15, space=1.3)
    yield Piece(text="." * 200, space=9)
    for name, document in (("summary", trial.summary), ("eligibility", trial.eligibility)):
        if part in ("", name):
            yield from _document(document)
    if part in ("", "questions"):
        for audience in AUDIENCES:
            yield Piece(text="." * 20, size=1.25, line=1.25, space=2.2)
            for group in asked_groups(site, trial, audience):
                yield Piece(text=group.title.plain if group.title else "", size=1.15, line=1.35, space=1.4)
                for asked in group.asked:
                    yield Piece(text=asked.question.message.plain, inset=2.4, space=1.06)


def _document(document: Document) -> Iterator[Piece]:
    yield from _notices(document.notices)
    for section in document.sections:
        heading = section.heading.plain if section.heading else section.group
        yield Piece(text=heading or "." * 40, size=1.25, line=1.3, space=2.2)
        yield from _notices(section.notices)
        for unit in section.units:
            if section.part != "summary":
                yield Piece(text="." * 20, size=0.9, space=0.3)  # The label of a rule.
            yield from _unit(unit)


def _unit(unit: Unit) -> Iterator[Piece]:
    """The study's own words stand folded away."""
    if unit.heading:
        yield Piece(text=unit.heading.plain, size=1.1, line=1.35, space=0.2)
    if unit.explained:
        yield from _blocks(unit.blocks)
        yield Piece(text=".", size=0.9, space=3.6)
    else:
        yield from (Piece(text=each.text, inset=1.2, space=2.6) for each in unit.quotes)
    if unit.why:
        yield Piece(text="." * 60, inset=1.2, space=2)
        yield from _blocks(unit.why, inset=1.2)
    yield from _notices(unit.notices)
    yield from _asks(unit.questions, 0)


def _notices(notices: Iterable[Notice]) -> Iterator[Piece]:
    for notice in shown(tuple(notices)):
        yield Piece(text="." * (60 if notice.kind == "MEDICINE" else 20), inset=2.3, space=3)
        yield from _blocks(notice.blocks, inset=2.3)
        yield from _asks(notice.questions, 2.3)


def _asks(questions: Iterable[Question], inset: float) -> Iterator[Piece]:
    for question in questions:
        yield Piece(text=question.message.plain + "." * 20, inset=inset + 1.6, space=0.5)


def _blocks(blocks: Iterable[Block], inset: float = 0) -> Iterator[Piece]:
    for block in blocks:
        items = block.kind != "paragraph"
        yield from (Piece(text=each.plain, inset=inset + 1.3 * items, space=0.35 if items else 0.5) for each in block.parts)
