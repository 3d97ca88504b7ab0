"""`explainer sheet`: a study on paper, as a PDF."""

from collections.abc import Mapping
from pathlib import Path

from explainer.model import Site
from explainer.pdf.maker import PdfMaker


def pdf_maker(site: Site, static: Mapping[str, Path]) -> PdfMaker:
    """What makes the site's PDFs.

    Raises:
        NoPdf: the extra `pdf`, or a library that it needs, is missing.
    """
    style = next(path for name, path in static.items() if name.partition("/")[2] == "style.css")
    return PdfMaker(style.read_text(encoding="utf-8"), site.settings.public_address)
