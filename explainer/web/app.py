"""The one `create_app`: pages, files and errors over HTTP, with the banner's last lock and finished bytes in front."""

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from explainer.headers import BEHIND_TLS, headers_of
from explainer.language.locales import Locale, best
from explainer.show.pages import ErrorPage
from explainer.show.render import Renderer
from explainer.web import downloads, embeds, pages, search, sheet
from explainer.web.door import Door, Ours, ours
from explainer.web.downloads import MakePdf
from explainer.web.finished import FinishedBytes
from explainer.web.lock import BannerLock

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def create_app(renderer: Renderer, make_pdf: MakePdf | None = None) -> "WSGIApplication":
    """The site as a WSGI application; with `make_pdf`, pages can be had as PDF too."""
    flask = make_flask(renderer, make_pdf)
    locked = BannerLock(flask, tuple(renderer.banner(locale).text for locale in renderer.locales))
    finished = FinishedBytes(locked, asks=lambda path, query: any(room.asks(path, query) for room in (search, sheet, embeds)))
    return Door(ours(renderer.site.settings.public_address), finished, locked)


def make_flask(renderer: Renderer, make_pdf: MakePdf | None = None) -> Flask:
    """Routing alone, before the lock and the finished bytes."""
    flask = Flask("explainer", static_folder=None)
    # Routing's own redirects carry HTML of their own; ours know where they lead (see pages.py).
    flask.url_map.strict_slashes = False
    flask.url_map.merge_slashes = False
    # Flask's own answer to OPTIONS is an empty page, and a page without the banner does not leave.
    flask.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    public_address = renderer.site.settings.public_address
    flask.register_blueprint(embeds.make_blueprint(renderer))
    flask.register_blueprint(search.make_blueprint(renderer))
    flask.register_blueprint(sheet.make_blueprint(renderer))
    if make_pdf:
        flask.register_blueprint(downloads.make_blueprint(renderer, make_pdf))
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
        if isinstance(known, ServiceUnavailable):
            answer.headers["Retry-After"] = str(known.retry_after)
        return answer

    flask.before_request(partial(_refuse, ours(public_address)))
    flask.register_error_handler(Exception, failed)
    if public_address.startswith("https:"):
        flask.after_request(_behind_tls)
    return flask


def _refuse(is_ours: Ours) -> None:
    if not is_ours(request.environ):
        abort(HTTPStatus.BAD_REQUEST)
    if request.environ["REQUEST_METHOD"] != request.method:  # Werkzeug takes `get` for GET.
        abort(HTTPStatus.METHOD_NOT_ALLOWED)


def _behind_tls(answer: Response) -> Response:
    answer.headers.update(BEHIND_TLS)
    return answer


def _locale_of_error(locales: Iterable[Locale]) -> Locale:
    """The language in the address, if it is one of ours; else the browser's."""
    offered = tuple(locales)
    tag = request.path.split("/")[1] if "/" in request.path else ""
    wanted = [each.tag for each in offered if each.tag == tag] or [tag for tag, _ in request.accept_languages]
    return best(wanted, offered)
