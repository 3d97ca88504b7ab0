"""The record's running text, cut without loss into sentences, and what it is cut into.

The pieces' `lead + text`, joined, give back the text that was cut: nothing is lost, added or changed.
"""

import re
from dataclasses import dataclass
from typing import Literal

from explainer.record import Part

ESCAPED = re.compile(r"\\([<>\[\]*_^~#&+.=|`\\-])")
"""The characters that the registry's Markdown puts a backslash before."""

ABBREVIATIONS = frozenset(
    "e.g i.e vs cf approx no nos fig al dr mr mrs ms prof st inc ltd dept max min resp etc wt vol ref".split()
)
# A match starts only where a run of stops, or of white space, does, and gives nothing back: else the time is quadratic.
SENTENCE_END = re.compile(
    r"(?<![.!?。！？])(?:[.!?。！？]++[\"'”’)\]]*+(\s++)(?=[\"'“‘(\[]*+[^\W_a-z])|[.!?]*+[。！？][.!?。！？]*+[\"'”’)）\]』」]*+(?=\S))"
)
PARAGRAPH = re.compile(r"(?<!\s)\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`lead` is the white space and marker before `text`. A heading's `part` and `group` hold for what follows it."""

    kind: Literal["heading", "passage", "rest"]
    lead: str
    text: str
    part: Part = "criteria"
    group: str = ""
    marker: str = ""
    depth: int = 0


def unescape(text: str) -> str:
    """The registry's backslash escapes undone, once."""
    return ESCAPED.sub(r"\1", text)


def sentences(text: str) -> list[Piece]:
    """Running text cut into sentences.

    Brackets do not matter (registries leave them open); known abbreviations and single initials do not end a sentence.
    """
    found: list[Piece] = []
    start = 0
    cuts = [(m.start(), m.end()) for m in PARAGRAPH.finditer(text)]
    cuts += [
        (m.start(1), m.end(1)) if m.group(1) else (m.end(), m.end()) for m in SENTENCE_END.finditer(text) if _ends(text, m)
    ]
    lead = ""
    for end, following in sorted(cuts):
        if end < start:
            continue
        if end > start:
            found.append(Piece(kind="passage", lead=lead, text=text[start:end], part="summary"))
            lead = ""
        lead += text[end:following]
        start = max(following, start)
    if start < len(text):
        found.append(Piece(kind="passage", lead=lead, text=text[start:], part="summary"))
    elif lead:
        found.append(Piece(kind="rest", lead=lead, text=""))
    return found


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the stop of a match ends a sentence rather than an abbreviation."""
    if not match.group().startswith("."):
        return True
    word = re.search(r"[\w.]*$", text[max(0, match.start() - 12) : match.start()])
    last = word.group().lower() if word else ""
    return last not in ABBREVIATIONS and not (len(last) == 1 and last.isalpha())
