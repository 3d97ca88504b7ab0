"""The banner's last lock: no HTML leaves without it, whoever made the answer."""

import logging
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from explainer.audit import carries_banner
from explainer.headers import headers_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>This page is not available</title></head>
<body><aside aria-label="Important"><p>{banner}</p></aside>
<main><h1>This page is not available</h1><p>Something went wrong. Please try again later.</p></main></body></html>
"""


class BannerLock:
    """Holds each HTML answer against the site's banners; where none is whole, a bare page with the first goes instead."""

    def __init__(self, app: "WSGIApplication", banners: tuple[str, ...]) -> None:
        self.app = app
        self.banners = banners
        self.instead = PAGE.format(banner=escape(banners[0]))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        response = Response.from_app(self.app, environ, buffered=True)
        bare = response.mimetype == "text/html" and environ["REQUEST_METHOD"] != "HEAD"
        if bare and not carries_banner(response.get_data(as_text=True), self.banners):
            logging.getLogger(__name__).error("an answer without its banner was held back")
            response = Response(self.instead, status=500, headers=headers_of("page"))
        return response(environ, start_response)
