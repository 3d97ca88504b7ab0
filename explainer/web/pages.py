"""Every page and file by its address. What exists is `all_pages` and `all_files`; nothing here lists it again."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from explainer.headers import headers_of
from explainer.language.locales import best
from explainer.show.files import all_files
from explainer.show.pages import LanguagesPage, all_pages
from explainer.show.render import Renderer


def make_blueprint(renderer: Renderer) -> Blueprint:
    """The routes of pages and files, and the health check."""
    blueprint = Blueprint("pages", __name__)
    pages = {tag: {page.path: page for page in all_pages(edition.site)} for tag, edition in renderer.editions.items()}
    files = {file.path: file for file in all_files(renderer)}
    locales = {locale.tag: locale for locale in renderer.locales}

    @blueprint.get("/")
    def languages() -> Response:
        """Sends the browser to its best language; the body lists them all."""
        locale = best([tag for tag, _ in request.accept_languages], renderer.locales)
        answer = Response(renderer.render(LanguagesPage(), locale), status=HTTPStatus.SEE_OTHER, headers=headers_of("page"))
        answer.headers["Location"] = f"/{locale.tag}/"
        answer.headers["Vary"] = "Accept-Language"
        return answer

    @blueprint.get("/<tag>/")
    @blueprint.get("/<tag>/<path:rest>")
    def page(tag: str, rest: str = "") -> Response:
        if file := files.get(request.path):
            return Response(file.make(), headers=headers_of(file.headers) | {"Content-Type": file.type})
        path = f"/{rest.rstrip('/')}/" if rest else "/"
        if path not in pages.get(tag, {}):
            abort(HTTPStatus.NOT_FOUND)
        if request.path != f"/{tag}{path}":
            # Made of what we know to exist, not of what was asked for. No HTML, so no banner to carry.
            to = {"Location": f"/{tag}{path}", "Content-Type": "text/plain; charset=utf-8"}
            return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers=headers_of("text") | to)
        headers = headers_of(pages[tag][path].headers, renderer.site.settings.may_embed)
        return Response(renderer.render(pages[tag][path], locales[tag]), headers=headers)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", headers=headers_of("text") | {"Content-Type": "text/plain; charset=utf-8"})

    return blueprint
