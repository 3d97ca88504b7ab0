"""What paper has more than a page: one language or two on it, its size, and a way back to the page."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import segno
from markupsafe import Markup

from explainer.show.html import filled, lang_attributes
from explainer.show.pages import PaperPage
from explainer.show.sheet import sheet_parts

Context = dict[str, Any]
QR_CODE = '<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="{drawn}"/></svg>'
BLACK = re.compile(b"\1+")
QUIET = 4
"""How many squares around a QR code stay white, so that cameras find it (ISO/IEC 18004)."""
IN_BOTH = '{first} <span class="second"{attributes}>{second}</span>'


def paper_context(page: PaperPage, voices: Sequence[Context], *, address: str) -> Context:
    """What a template of paper is given.

    Args:
        page: what is printed.
        voices: what a page is given, in the reader's language, then in the one that stands under it.
        address: of the study's page, whole; empty where it is not known.
    """
    for voice in voices:
        site = voice["site"]
        trial = next(each for each in site.trials if each.id == page.trial.id)
        voice |= {"trial": trial, "parts": sheet_parts(site, trial, page.choice), "version": voice["version"](site, trial)}
    first, second = voices[0], voices[1] if len(voices) > 1 else None
    return {
        "trial": page.trial,
        "voices": [SimpleNamespace(**voice) for voice in voices],
        "second": SimpleNamespace(**second) if second else None,
        "second_lang": lang_attributes(second["locale"].tag) if second else "",
        "both": _in_both(first, second),
        "paper": page.choice.paper or first["locale"].paper,
        "study_address": address,
        "qr_code": _qr_code(address) if address else "",
    }


@lru_cache(maxsize=64)
def _qr_code(address: str) -> Markup:
    """The address as a picture for a phone's camera: black squares, and no style of its own.

    Cameras read all eight masks; to try which of them is best took longer than the rest of the sheet.
    """
    squares = segno.make(address, micro=False, mask=3).matrix
    path, x, y = [], 0, 0
    for down, row in enumerate(squares):
        for black in BLACK.finditer(row):
            path.append(f"m{black.start() - x} {down - y}h{black.end() - black.start()}")
            x, y = black.end(), down
    # (`svg_inline` draws the same, and takes as long as the code itself.)
    drawn = "".join(path).replace("m0 0", f"M{QUIET} {QUIET}.5", 1)
    return filled(QR_CODE, size=len(squares) + 2 * QUIET, drawn=drawn)


def _in_both(first: Context, second: Context | None) -> Callable[..., Markup]:
    """A `gettext` for a template that says each word of the interface in the language of one context, then in the other's."""

    def said(message: str, /, **values: object) -> Markup:
        words: Markup = first["gettext"](message, **values)
        if second is None:
            return words
        attributes, other = lang_attributes(second["locale"].tag), second["gettext"](message, **values)
        return filled(IN_BOTH, first=words, attributes=attributes, second=other)

    return said
