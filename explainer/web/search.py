"""The search: its form, and what a query finds. Nothing asked is kept."""

from functools import cache
from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from explainer.headers import headers_of
from explainer.language.locales import Locale
from explainer.show.pages import SearchPage
from explainer.show.render import Renderer
from explainer.show.search import FoundPage, find
from explainer.show.search_entries import entries_of
from explainer.show.search_index import Index
from explainer.show.search_query import form_fields, read_query

MOST_BYTES = 20_000
"""A longer query than this is refused. What is shorter and too long all the same is cut, with a note."""


def asks(path: str, query: str) -> bool:
    """Whether an address asks for something, so that its answer is for this one request."""
    return path.endswith("/search/") and bool(query) and (len(query) > MOST_BYTES or bool(form_fields(query)))


def make_blueprint(renderer: Renderer) -> Blueprint:
    """The routes of the search."""
    blueprint = Blueprint("search", __name__)
    locales = {locale.tag: locale for locale in renderer.locales}

    @cache
    def index(tag: str) -> Index:
        return Index(entries_of(renderer.editions[tag].site))

    def known(tag: str) -> Locale:
        if tag not in locales:
            abort(HTTPStatus.NOT_FOUND)
        return locales[tag]

    @blueprint.get("/<tag>/search/")
    def search(tag: str) -> Response:
        locale = known(tag)
        if request.path != f"/{tag}/search/":
            to = {"Location": f"/{tag}/search/", "Content-Type": "text/plain; charset=utf-8"}
            return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers=headers_of("text") | to)
        asked = request.environ.get("QUERY_STRING", "")
        if len(asked) > MOST_BYTES:
            abort(HTTPStatus.BAD_REQUEST)
        page = SearchPage()
        if fields := form_fields(asked):
            query = read_query(fields)
            page = FoundPage(query=query, found=find(index(tag), query))
        return Response(renderer.render(page, locale), headers=headers_of(page.headers))

    return blueprint
