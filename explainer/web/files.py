"""What is not a page: static files, the sitemap, robots.txt and the health check."""

import mimetypes
from http import HTTPStatus

from flask import Blueprint, Response, abort

from explainer.headers import headers_of
from explainer.show.render import Renderer


def make_blueprint(renderer: Renderer) -> Blueprint:
    """The routes of files."""
    blueprint = Blueprint("files", __name__)
    public = renderer.site.settings.public_address

    def text(body: str, kind: str = "text/plain") -> Response:
        return Response(body, headers=headers_of("text") | {"Content-Type": f"{kind}; charset=utf-8"})

    @blueprint.get("/static/<path:name>")
    def static(name: str) -> Response:
        if name not in renderer.static:
            abort(HTTPStatus.NOT_FOUND)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(renderer.static[name].read_bytes(), headers=headers_of("file") | {"Content-Type": kind})

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        sitemap = f"Sitemap: {public}/sitemap.xml\n" if public else ""
        return text(f"User-agent: *\nDisallow:\n{sitemap}")

    @blueprint.get("/sitemap.xml")
    def sitemap() -> Response:
        # A sitemap holds whole addresses, and those come from the site's settings only.
        if not public:
            abort(HTTPStatus.NOT_FOUND)
        return text(renderer.sitemap(), "application/xml")

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return text("ok\n")

    return blueprint
