"""HTML to PDF: the one place that calls WeasyPrint. It runs in a process of its own (see `child`)."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from explainer.errors import ExplainerError
from explainer.pdf.tags import TagMender

PAPER = Path(__file__).with_name("paper.css")
"""What only WeasyPrint is told, after the site's own style sheet: the running line, and what it cannot lay out."""
Untyped: TypeAlias = Any
MADE, FAILED = b"+", b"-"
"""How the process that runs this answers: a PDF follows, or why there is none."""
FONTS = "install a font for this language (Debian: fonts-noto-core, for Chinese fonts-noto-cjk)"
NO_GLYPH = ".notdef glyph"
"""How WeasyPrint's warning begins when no font has a character: it would print a box."""


class NotOnPaper(ExplainerError):
    """The PDF would not say what the page says, so it is not given out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A page to put on paper: its HTML, the banner's words that its first page has to carry, and those of each other page."""

    html: str
    banner: str
    line: str


def make_press(styles: Mapping[str, str], address: str) -> Callable[[Order], bytes]:
    """What makes PDFs of one site's pages. `styles`: its style sheets by address; `address`: where its links lead, or empty.

    A page names its style sheet; nothing is fetched while a PDF is made. The PDF is PDF/UA-1: tagged, with title, language,
    bookmarks and text.

    Raises:
        ImportError, OSError: WeasyPrint, or a system library that it needs, is not there.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415 (an extra: it may be missing, and takes half a second)
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    refuses = URLFetcher(allowed_protocols=())
    read = {name: CSS(string=text, url_fetcher=refuses) for name, text in styles.items()}
    paper = CSS(string=PAPER.read_text(encoding="utf-8"), url_fetcher=refuses)
    missing = _MissingGlyphs()
    logging.getLogger("weasyprint").addHandler(missing)

    def press(order: Order) -> bytes:
        missing.characters.clear()
        page = HTML(string=order.html, base_url=address or None, url_fetcher=refuses)
        _unlink(page.etree_element, address)
        links = [link.get("href") for link in page.etree_element.iter("link") if link.get("rel") == "stylesheet"]
        document = page.render(stylesheets=[*(read[href] for href in links if href in read), paper], pdf_variant="pdf/ua-1")
        _hold_banner(document.pages, order)
        tags = TagMender(lang=page.etree_element.get("lang"))
        for sheet in document.pages:
            tags.watch(sheet)
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", finisher=tags.mend)
        if missing.characters:
            raise NotOnPaper(f"no font here has {' '.join(missing.characters)}: {FONTS}")
        return made

    return press


class _MissingGlyphs(logging.Handler):
    """Collects the characters for which no font has a shape."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(NO_GLYPH) and isinstance(record.args, tuple):
            self.characters[str(record.args[0])] = None


def _unlink(root: Element, address: str) -> None:
    """Where the site's address is not known, a link to another of its pages leads nowhere from a file."""
    for link in root.iter("a") if not address else ():
        if link.get("href", "").startswith("/"):
            del link.attrib["href"]


def _hold_banner(pages: Untyped, order: Order) -> None:
    """See that each page says what it has to.

    Raises:
        NotOnPaper: one does not.
    """
    for number, page in enumerate(pages, start=1):
        words = "".join("".join(_words(page._page_box)).split())  # noqa: SLF001 (WeasyPrint opens no other way to it)
        if "".join((order.banner if number == 1 else order.line).split()) not in words:
            raise NotOnPaper(f"page {number} of the PDF does not carry the banner")


def _words(box: Untyped) -> Iterator[str]:
    box = getattr(box, "_box", box)
    yield getattr(box, "text", "")
    for child in getattr(box, "children", ()):
        yield from _words(child)
