"""The tag tree of a PDF, which a screen reader walks: WeasyPrint's own, mended where PDF/UA-1 (ISO 14289-1) asks for more.

WeasyPrint 70 marks running copies, `aria-hidden` text and bullets of the style sheet as words to be read, names no language but
the document's, makes two list items of a term and its meaning, and leaves a block bare in an item.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from unicodedata import bidirectional

Untyped: TypeAlias = Any
"""A page or a box of WeasyPrint, or an object of pydyf: neither library has types."""
STRUCTURE = "/StructElem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked piece of a page: `silent` where it is not read aloud, else words in a language (BCP 47).

    `text`: the words from right to left, as they are read: the page holds their shapes from left to right.
    """

    silent: bool
    lang: str
    text: str


@dataclass(slots=True, kw_only=True)
class TagMender:
    """Notes what each marked piece of the pages is while they are painted, then mends the tree.

    `lang`: the document's language.
    """

    lang: str
    marks: dict[bytes, dict[int, Mark]] = field(default_factory=dict)
    _painted: list[dict[int, Mark]] = field(default_factory=list)

    def watch(self, page: Untyped) -> None:
        """Note the marks of a page when WeasyPrint paints it; what is silent becomes an artifact."""
        paint = page.paint

        def painted(stream: Untyped, scale: float) -> None:
            paint(stream, scale)
            silent = dict(_pieces(page._page_box, silent=False))  # noqa: SLF001 (WeasyPrint opens no other way to it)
            marked = stream._tags.items()  # noqa: SLF001
            marks = {mark["mcid"]: _mark(box, silent=silent[box], lang=self.lang) for box, mark in marked}
            _silence(stream, marks)
            self._painted.append(marks)

        page.paint = painted

    def mend(self, _document: Untyped, pdf: Untyped) -> None:
        """Mend the tree of the finished PDF: what `write_pdf` takes as its `finisher`."""
        self.marks = dict(zip(pdf.page_references, self._painted, strict=True))
        root = _at(pdf, pdf.catalog["StructTreeRoot"])
        self._element(pdf, _at(pdf, root["K"][0]))
        numbers = _at(pdf, root["ParentTree"])["Nums"]
        for marks, by_mark in zip(self._painted, numbers[1::2], strict=False):
            by_mark[:] = [b"null" if marks[n].silent else reference for n, reference in enumerate(by_mark)]

    def _element(self, pdf: Untyped, element: Untyped) -> None:
        kept = []
        for kid in element["K"]:
            if isinstance(kid, int):
                mark = self.marks[element["Pg"]][kid]
                if mark.silent:
                    continue
                if mark.lang != self.lang:
                    element["Lang"] = _text(pdf, mark.lang)
                if mark.text:
                    element["ActualText"] = _text(pdf, mark.text)
            else:
                inner = _at(pdf, kid)
                if inner["Type"] == STRUCTURE:
                    self._element(pdf, inner)
                    if not inner["K"]:
                        continue
            kept.append(kid)
        element["K"][:] = kept
        _in_shape(pdf, element)


def _at(pdf: Untyped, reference: bytes) -> Untyped:
    return pdf.objects[int(reference.split()[0])]


def _text(pdf: Untyped, text: str) -> Untyped:
    """A string as the document's own title is one: pydyf is imported by WeasyPrint alone."""
    return type(pdf.catalog["Lang"])(text)


def _pieces(box: Untyped, *, silent: bool) -> Iterator[tuple[Untyped, bool]]:
    """Each box of a page, and whether it is silent: in a margin, hidden from who hears the page, or from a style sheet."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        element, made = inner.element, (inner.element_tag or "").partition("::")
        quiet = silent or hasattr(inner, "at_keyword") or (element is not None and element.get("aria-hidden") == "true")
        quiet = quiet or (made[2] in ("before", "after") and made[0] != "q")
        yield inner, quiet
        yield from _pieces(inner, silent=quiet)


def _mark(box: Untyped, *, silent: bool, lang: str) -> Mark:
    text = getattr(box, "text", "")
    # "1." among Arabic words stands as ".1".
    turned = box.style["direction"] == "rtl" or any(bidirectional(character) in ("R", "AL") for character in text)
    return Mark(silent=silent, lang=box.style["lang"] or lang, text=text if turned else "")


def _silence(stream: Untyped, marks: dict[int, Mark]) -> None:
    for n, properties in enumerate(stream.stream):
        if isinstance(properties, dict) and "MCID" in properties and marks[properties["MCID"]].silent:
            stream.stream[n - 1] = "/Artifact"
            del properties["MCID"]
            properties["Type"] = "/Pagination"


def _in_shape(pdf: Untyped, element: Untyped) -> None:
    """Give an element, a list and its items above all, the shape that the standard wants."""
    kids = [_at(pdf, kid) for kid in element["K"] if not isinstance(kid, int)]
    if element["S"] == "/Caption":
        element["S"] = "/P"  # Of a drawing; the standard's captions are of tables and lists.
    elif element["S"] == "/Link" and all(kid["Type"] == STRUCTURE for kid in kids):
        element["S"] = "/Span"  # It leads nowhere on paper.
    elif element["S"] == "/L":
        for pair in (kid for kid in kids if kid["S"] == "/Div"):
            _item(pdf, pair)
    elif element["S"] == "/LI" and not all(kid["S"] in ("/Lbl", "/LBody") for kid in kids):
        body = type(element)({**element, "S": "/LBody", "K": element["K"], "P": element.reference})
        pdf.add_object(body)
        for kid in kids:
            kid["P"] = body.reference
        element["K"] = type(body["K"])([body.reference])


def _item(pdf: Untyped, pair: Untyped) -> None:
    """A `div` of a `dl`: the term is the label of one item, the meaning its body. The rest of one, on a new page, is a body."""
    parts = [_at(pdf, part) for item in pair["K"] for part in _at(pdf, item)["K"]]
    for part in parts:
        part["S"], part["P"] = "/LBody" if part is parts[-1] else "/Lbl", pair.reference
    pair["S"], pair["K"][:] = "/LI", [part.reference for part in parts]
