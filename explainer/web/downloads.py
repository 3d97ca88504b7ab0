"""Pages as PDF, to keep or to print: only where something is there that makes them."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias

from flask import Blueprint, Response, abort
from werkzeug.exceptions import ServiceUnavailable

from explainer.errors import TooBusy
from explainer.headers import headers_of
from explainer.model import Banner
from explainer.show.pages import Page, SheetPage, TrialPage, all_pages, trial_path
from explainer.show.render import Renderer
from explainer.web.sheet import PDF_ENDING, as_chosen

MakePdf: TypeAlias = Callable[[str, Banner], bytes]
"""A page's HTML and the banner that each of its sheets has to carry, to a PDF. Raises TooBusy."""
SECONDS_TO_WAIT = 5
"""What a browser is told when too many PDFs are asked for at once."""


def make_blueprint(renderer: Renderer, make_pdf: MakePdf) -> Blueprint:
    """The routes of PDFs."""
    blueprint = Blueprint("downloads", __name__)
    locales = {locale.tag: locale for locale in renderer.locales}
    found = {tag: {page.path: page for page in all_pages(edition.site)} for tag, edition in renderer.editions.items()}

    def pdf(page: Page, tag: str, name: str) -> Response:
        locale = locales[tag]
        try:
            made = make_pdf(renderer.render(page, locale), renderer.banner(locale))
        except TooBusy as error:
            raise ServiceUnavailable(retry_after=SECONDS_TO_WAIT) from error
        answer = Response(made, headers=headers_of("pdf"))
        if page.headers == "found":
            answer.headers["Cache-Control"] = headers_of("found")["Cache-Control"]
        plain = re.sub(r"[^A-Za-z0-9.]+", "-", name)
        answer.headers.set("Content-Disposition", "attachment", filename=f"{plain}-{tag}.pdf")
        return answer

    @blueprint.get("/<tag>/trials/<id>/study.pdf")
    def study(tag: str, id: str) -> Response:
        page = found.get(tag, {}).get(trial_path(id))
        if not isinstance(page, TrialPage):
            abort(HTTPStatus.NOT_FOUND)
        return pdf(page, tag, id)

    @blueprint.get(f"/<tag>/trials/<id>{PDF_ENDING}")
    def sheet(tag: str, id: str) -> Response:
        page = found.get(tag, {}).get(f"{trial_path(id)}sheet/")
        if not isinstance(page, SheetPage):
            abort(HTTPStatus.NOT_FOUND)
        return pdf(as_chosen(renderer, page, tag), tag, f"{id}-questions")

    return blueprint
