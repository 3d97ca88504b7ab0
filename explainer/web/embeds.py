"""oEmbed's answer for an address: how another site shows the study."""

import json
from http import HTTPStatus

from flask import Blueprint, Response, request

from explainer.headers import headers_of
from explainer.show.embedding import MOST_HEIGHT, WIDTH, Embedding
from explainer.show.pages import EmbedPage, all_pages
from explainer.show.render import Renderer

OEMBED = "/oembed"


def asks(path: str, _query: str) -> bool:
    """Whether an answer is for this one request: oEmbed's depend on the query."""
    return path == OEMBED


def make_blueprint(renderer: Renderer) -> Blueprint:
    """The routes for other sites."""
    blueprint = Blueprint("embeds", __name__)
    settings = renderer.site.settings
    embeddings = _by_address(renderer)

    @blueprint.get(OEMBED)
    def oembed() -> Response:
        """The address asked for is looked up among ours. Nothing is ever fetched for it."""

        def failed(status: HTTPStatus, error: str) -> Response:
            return _json({"error": error, "banner": renderer.banner(renderer.locales[0]).text}, status)

        if not settings.may_embed:
            return failed(HTTPStatus.UNAUTHORIZED, "this site lets no other site show its pages")
        if request.args.get("format", "json") != "json":
            return failed(HTTPStatus.NOT_IMPLEMENTED, "only format=json is answered")
        found = embeddings.get(_bare(request.args.get("url", "")))
        if found is None:
            return failed(HTTPStatus.NOT_FOUND, "url is not the address of a study on this site")
        try:
            width = _size(request.args.get("maxwidth", ""), WIDTH)
            height = _size(request.args.get("maxheight", ""), MOST_HEIGHT)
        except ValueError:
            return failed(HTTPStatus.BAD_REQUEST, "maxwidth and maxheight are whole numbers of pixels, 1 or more")
        return _json(found.oembed(width, height))

    return blueprint


def _by_address(renderer: Renderer) -> dict[str, Embedding]:
    """Each address that others may ask for: the embeds, and the pages of studies, which stand for the whole."""
    found = {}
    for locale in renderer.locales:
        site = renderer.editions[locale.tag].site
        for page in all_pages(site):
            if isinstance(page, EmbedPage):
                embedding = Embedding(site=site, page=page, locale=locale)
                found[_bare(f"{site.settings.public_address}/{embedding.show}")] = embedding
                if not page.part:
                    found[_bare(embedding.study)] = embedding
    return found


def _bare(address: str) -> str:
    """An address without what does not change the page."""
    return address.partition("#")[0].partition("?")[0].rstrip("/")


def _size(text: str, otherwise: int) -> int:
    """The pixels that a consumer has room for.

    Raises:
        ValueError: it is not a whole number from 1 up.
    """
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and int(text[:9])):
        raise ValueError(text)
    return int(text[:9])


def _json(answer: dict[str, str | int], status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(json.dumps(answer, ensure_ascii=False), status=status, headers=headers_of("oembed"))
