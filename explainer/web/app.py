"""The one `create_app`: pages, files and errors over HTTP, with the banner's last lock and finished bytes in front."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, InternalServerError

from explainer.headers import headers_of
from explainer.language.locales import Locale, best
from explainer.show.pages import ErrorPage
from explainer.show.render import Renderer
from explainer.web import pages, search
from explainer.web.finished import FinishedBytes
from explainer.web.lock import BannerLock

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def create_app(renderer: Renderer) -> "WSGIApplication":
    """The site as a WSGI application."""
    flask = make_flask(renderer)
    locked = BannerLock(flask, tuple(renderer.banner(locale).text for locale in renderer.locales))
    return FinishedBytes(locked, asks=search.asks)


def make_flask(renderer: Renderer) -> Flask:
    """Routing alone, before the lock and the finished bytes."""
    flask = Flask("explainer", static_folder=None)
    # Routing's own redirects carry HTML of their own; ours know where they lead (see pages.py).
    flask.url_map.strict_slashes = False
    flask.url_map.merge_slashes = False
    # Flask's own answer to OPTIONS is an empty page, and a page without the banner does not leave.
    flask.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    if host := urlsplit(renderer.site.settings.public_address).hostname:
        flask.config["TRUSTED_HOSTS"] = [host, *LOCAL_HOSTS]
    flask.register_blueprint(search.make_blueprint(renderer))
    flask.register_blueprint(pages.make_blueprint(renderer))

    def failed(error: Exception) -> Response:
        known = error if isinstance(error, HTTPException) else InternalServerError()
        if known is not error:
            flask.logger.error("a page failed", exc_info=error)
        status = HTTPStatus(known.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        locale = _locale_of_error(renderer.locales)
        answer = Response(renderer.render(ErrorPage(status=status), locale), status=status, headers=headers_of("page"))
        answer.headers["Vary"] = "Accept-Language"
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            answer.headers["Allow"] = "GET, HEAD"
        return answer

    flask.register_error_handler(Exception, failed)
    return flask


def _locale_of_error(locales: Iterable[Locale]) -> Locale:
    """The language in the address, if it is one of ours; else the browser's."""
    offered = tuple(locales)
    tag = request.path.split("/")[1] if "/" in request.path else ""
    wanted = [each.tag for each in offered if each.tag == tag] or [tag for tag, _ in request.accept_languages]
    return best(wanted, offered)
