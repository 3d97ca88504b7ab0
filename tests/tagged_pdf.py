"""What a screen reader gets from a tagged PDF: its elements in reading order, with their words and languages."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pikepdf

ARTIFACT = -1
MAY_HOLD = {"/L": {"/L", "/LI"}, "/LI": {"/Lbl", "/LBody"}}
"""What a list and an item may hold (ISO 32000-1, table 336)."""


class Piece(NamedTuple):
    """Words of one element: `kinds` are those of all elements around it, outermost first."""

    kinds: tuple[str, ...]
    lang: str
    text: str


class TaggedPdf:
    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.root = self.pdf.Root
        self.shapes = {page.obj.objgen: _painted(page) for page in self.pdf.pages}
        """Per page, what its marks hold, letter by letter as painted, from left to right. `ARTIFACT`: what is not heard."""
        self.pieces = [*self._pieces(self.root.StructTreeRoot.K[0], (), str(self.root.Lang))]

    @property
    def words(self) -> str:
        """All that is read aloud, without white space."""
        return "".join("".join(piece.text.split()) for piece in self.pieces)

    def on_page(self, number: int, dir: str) -> str:
        """All that stands on a page, read aloud or not, without white space; in Arabic, from its right end."""
        letters = [letter for marked in self.shapes[self.pdf.pages[number].obj.objgen].values() for letter in marked]
        return "".join("".join(letters if dir == "ltr" else reversed(letters)).split())

    def bookmarks(self) -> list[str]:
        with self.pdf.open_outline() as outline:
            return [*_titles(outline.root)]

    def wrong_children(self) -> list[tuple[str, str]]:
        return [*_wrong(self.root.StructTreeRoot.K[0])]

    def _pieces(self, element: pikepdf.Object, kinds: tuple[str, ...], lang: str) -> Iterator[Piece]:
        kinds, lang = (*kinds, str(element.S)), str(element.get("/Lang", lang))
        for kid in element.K if isinstance(element.K, pikepdf.Array) else [element.K]:
            if isinstance(kid, int):
                text = "".join(self.shapes[element.Pg.objgen][kid])
                yield Piece(kinds, lang, str(element.get("/ActualText", text)))
            elif "/S" in kid:
                yield from self._pieces(kid, kinds, lang)


def _painted(page: pikepdf.Page) -> dict[int, list[str]]:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[bytes, str] = {}
    found: dict[int, list[str]] = {}
    mark = ARTIFACT
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            mark = int(operands[1].get("/MCID", ARTIFACT))
            found.setdefault(mark, [])
        elif str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            shown = operands[0] if str(operator) == "TJ" else operands
            glyphs = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            found[mark] += [letters[glyphs[n : n + 2]] for n in range(0, len(glyphs), 2)]
    return found


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>", font.ToUnicode.read_bytes())
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def _wrong(element: pikepdf.Object) -> Iterator[tuple[str, str]]:
    for kid in element.K if isinstance(element.K, pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) not in MAY_HOLD.get(str(element.S), {str(kid.S)}):
                yield str(element.S), str(kid.S)
            yield from _wrong(kid)
