"""The question sheet as somebody chose it. What they chose is told to nobody and kept nowhere."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from explainer.headers import headers_of
from explainer.show.choice import choice_fields, read_choice
from explainer.show.files import SHEET_TEXTS
from explainer.show.pages import ChosenSheetPage, SheetPage, all_pages
from explainer.show.render import Renderer
from explainer.show.sheet import question_ids
from explainer.web.search import MOST_BYTES

PDF_ENDING = "/sheet.pdf"
ENDINGS = ("/sheet/", PDF_ENDING, *(f"/sheet{end}" for end in SHEET_TEXTS))


def asks(path: str, query: str) -> bool:
    """Whether an address asks for a sheet of its own, so that its answer is for this one request."""
    return path.endswith(ENDINGS) and bool(query) and (len(query) > MOST_BYTES or bool(choice_fields(query)))


def make_blueprint(renderer: Renderer) -> Blueprint:
    """The routes of sheets."""
    blueprint = Blueprint("sheet", __name__)
    locales = {locale.tag: locale for locale in renderer.locales}
    sheets = {
        (tag, page.trial.id): page
        for tag, edition in renderer.editions.items()
        for page in all_pages(edition.site)
        if isinstance(page, SheetPage)
    }

    def chosen(tag: str, id: str) -> SheetPage:
        """The sheet that the address asks for, or the whole one."""
        page = sheets.get((tag, id))
        if page is None:
            abort(HTTPStatus.NOT_FOUND)
        return as_chosen(renderer, page, tag)

    @blueprint.get("/<tag>/trials/<id>/sheet/")
    def sheet(tag: str, id: str) -> Response:
        page = chosen(tag, id)
        if request.path != f"/{tag}{page.path}":
            to = {"Location": f"/{tag}{page.path}", "Content-Type": "text/plain; charset=utf-8"}
            return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers=headers_of("text") | to)
        return Response(renderer.render(page, locales[tag]), headers=headers_of(page.headers))

    @blueprint.get("/<tag>/trials/<id>/sheet<any('.txt', '.md'):end>")
    def text(tag: str, id: str, end: str) -> Response:
        page = chosen(tag, id)
        body = renderer.sheet_text(page, locales[tag], markdown=end == ".md")
        headers = headers_of("text" if page.headers == "page" else page.headers)
        return Response(body, headers=headers | {"Content-Type": f"{SHEET_TEXTS[end]}; charset=utf-8"})

    return blueprint


def as_chosen(renderer: Renderer, page: SheetPage, tag: str) -> SheetPage:
    """A study's sheet as the request at hand asks for it."""
    query = request.environ.get("QUERY_STRING", "")
    if len(query) > MOST_BYTES:
        abort(HTTPStatus.BAD_REQUEST)
    fields = choice_fields(query)
    if not fields:
        return page
    known = question_ids(renderer.editions[tag].site, page.trial)
    choice = read_choice(fields, questions=known, languages=renderer.editions.keys() - {tag})
    return ChosenSheetPage(path=page.path, trial=page.trial, choice=choice)
