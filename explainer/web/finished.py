"""Finished bytes in front of routing: what is the same for every reader is made once and kept, compressed, with an ETag.

The speed of a warm page is decided here: an answer found in the table costs neither routing nor a template.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from explainer.codings import CODINGS, WORTH_COMPRESSING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 64 * 1024 * 1024
"""How much is kept; the answers asked for longest ago go first."""
OF_THE_BODY = frozenset({"Content-Type", "Content-Length", "Content-Encoding"})
"""Headers that say something of bytes which a 304 does not send."""
Headers = list[tuple[str, str]]
Asks = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One encoding of an answer."""

    etag: str
    headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """An answer in the encodings in which it can be sent."""

    plain: Form
    compressed: tuple[tuple[str, Form], ...]

    @property
    def size(self) -> int:
        """Bytes in memory, about."""
        return sum(len(form.body) + 1000 for form in (self.plain, *(form for _, form in self.compressed)))


class FinishedBytes:
    """Keeps 200 answers to GET by path. Pages do not depend on queries, cookies or headers, so neither does the key.

    Only a page's own form fields change it: `asks` tells from path and query whether they are given, and such an answer is made
    each time and not kept.
    """

    def __init__(self, app: "WSGIApplication", most_bytes: int = MOST_BYTES, asks: Asks = lambda _path, _query: False) -> None:
        self.app = app
        self.most_bytes = most_bytes
        self.asks = asks
        self._kept: OrderedDict[str, Finished] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        path = environ["PATH_INFO"]
        finished = None if self.asks(path, environ.get("QUERY_STRING", "")) else self._kept.get(path)
        if finished is not None:
            with self._lock:
                if path in self._kept:
                    self._kept.move_to_end(path)
        else:
            response = Response.from_app(self.app, {**environ, "REQUEST_METHOD": "GET"}, buffered=True)
            if response.status_code != 200:
                return response(environ, start_response)
            finished = finish(response)
            if not response.cache_control.no_store:
                self._keep(path, finished)
        return _answer(finished, environ, start_response)

    def _keep(self, path: str, finished: Finished) -> None:
        with self._lock:
            if path not in self._kept:
                self._kept[path] = finished
                self._size += finished.size
            while self._size > self.most_bytes and self._kept:
                _, old = self._kept.popitem(last=False)
                self._size -= old.size


def finish(response: Response) -> Finished:
    """An answer with its bytes, a strong ETag for each encoding, and what HTTP wants said about both."""
    body = response.get_data()
    headers = [(name, value) for name, value in response.headers if name not in ("Content-Length", "ETag", "Vary")]
    worth = (response.mimetype or "").startswith(WORTH_COMPRESSING)
    headers += [("Vary", "Accept-Encoding")] if worth else []
    compressed = ((coding, _form([*headers, ("Content-Encoding", coding)], squeeze(body))) for coding, squeeze in CODINGS)
    return Finished(plain=_form(headers, body), compressed=tuple(compressed) if worth else ())


def _form(headers: Headers, body: bytes) -> Form:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Form(etag=etag, headers=[*headers, ("ETag", etag), ("Content-Length", str(len(body)))], body=body)


def _answer(finished: Finished, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    taken = _taken(environ.get("HTTP_ACCEPT_ENCODING", ""))
    form = next((form for coding, form in finished.compressed if coding in taken), finished.plain)
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and (known.strip() == "*" or form.etag in known):
        start_response("304 Not Modified", [header for header in form.headers if header[0] not in OF_THE_BODY])
        return []
    start_response("200 OK", form.headers)
    return [form.body] if environ["REQUEST_METHOD"] == "GET" else []


def _taken(accepted: str) -> set[str]:
    """The codings that a browser takes (RFC 9110, section 12.5.3): named, and not with a weight of nought."""
    parts = (part.partition(";") for part in accepted.lower().split(","))
    return {name.strip() for name, _, weight in parts if weight.replace(" ", "").rstrip("0.") != "q="}
