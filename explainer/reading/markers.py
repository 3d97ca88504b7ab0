"""What stands before a rule in a list: a bullet, a number, a letter; and which number it is."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# "2.5 mg" begins with no marker, and a section number left in a criterion does no harm: two parts need a stop after them, or
# the sections around them. A capital before a small letter is a name ("C. difficile"); "1-Adults" is numbered, "2-week" is not.
NUMBER = (
    r"(?:[(（\[]?\d{1,2}(?:\.\d{1,2}){0,3}(?:\.\)|[.):）、．\]])|\d{1,2}(?:\.\d{1,2}){2,3}(?=\s)"
    r"|[(（]?(?![A-Z]\.\s+[a-z])[a-zA-Z][.)）]|[(（]?[ivxIVX]{1,5}[.)）]|\d{1,2}\s?[-–](?=\s+[A-Z]|[A-Z][a-z]{2})|[①-⑳])"
)
BULLET = r"(?:[-*+•·●○◦‣⁃∙▪▫■□◆◇►▶➢➤✓✔–—\uf000-\uf8ff]|â€[¢“”]|[oØ§¬])"
MARKER = re.compile(
    rf"{BULLET}(?:\s+{NUMBER})?(?:\s+|$)|[•●▪■➢✓\uf0b7](?=\S)|[-–—](?=[a-zA-Z]{{3}})"
    rf"|{NUMBER}(?:\s+|$|(?<=[-–、）．①-⑳])|(?<=\d[.)])(?=[A-Z][a-z]))|\.(?:\s+|$)"
)
SECTION = re.compile(r"(\d{1,2})\.(\d{1,2})\s+(?=[A-Z])")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class Place(NamedTuple):
    """Where in which kind of list a marker stands. A bullet has no number: 0."""

    kind: str
    number: int


class Sections(frozenset[tuple[int, int]]):
    """The lines of a text that begin with two numbers: "1.1 Adults" is one of a list where 1.2 stands too, or 1.0."""

    __slots__ = ()

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Sections":
        """Those at the beginning of lines."""
        return cls((int(m[1]), int(m[2])) for m in map(SECTION.match, lines) if m)

    def marker(self, line: str) -> str:
        """The two numbers before a line's words, where others of their list stand in the text."""
        match = SECTION.match(line)
        near = match and {(int(match[1]), int(match[2]) + step) for step in (-1, 1)} & self
        return match.group() if match and near else ""


def marker_of(line: str, sections: Sections) -> str:
    """What stands before a line's words, with the white space after it. The line begins with no white space."""
    match = MARKER.match(line)
    return match.group() if match else sections.marker(line)


def places(marker: str) -> tuple[Place, ...]:
    """What a marker may be: "i)" the ninth letter or the first Roman number. Of "* 1." the number counts."""
    bare = marker.rsplit(maxsplit=1)[-1].strip("()（）[].:、．-–") if marker.strip() else ""
    if bare.replace(".", "").isdecimal():
        return (Place(f"number of {bare.count('.') + 1}", int(bare.rpartition(".")[2])),)
    if len(bare) == 1 and "①" <= bare <= "⑳":
        return (Place("circle", ord(bare) - ord("①") + 1),)
    found = []
    case = "capital" if bare.isupper() else "small"
    if bare.lower() in ROMAN and len(marker.strip()) > len(bare):
        found.append(Place(f"{case} Roman", ROMAN.index(bare.lower()) + 1))
    if len(bare) == 1 and bare.isascii() and bare.isalpha() and len(marker.strip()) > 1:
        found.append(Place(f"{case} letter", ord(bare.lower()) - ord("a") + 1))
    return tuple(found) or (Place(marker.strip()[:1], 0),)
