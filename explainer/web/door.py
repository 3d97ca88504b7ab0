"""Which requests are ours to answer: those that name a host of ours. What is not never reaches the finished bytes."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from werkzeug.sansio.utils import host_is_trusted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
HEALTH = "/healthz"
"""Asked by whoever watches over the server, under any name of it."""
Ours = Callable[["WSGIEnvironment"], bool]


def ours(public_address: str) -> Ours:
    """Tells whether a request names a host of ours; without a public address, any one that can be a host."""
    public = urlsplit(public_address).hostname

    @lru_cache(maxsize=256)
    def known(host: str) -> bool:
        # Two Host lines arrive as one with a comma, which no name holds (RFC 9112, section 3.2: neither none nor two).
        return host_is_trusted(host) and (not public or urlsplit(f"//{host}").hostname in {public, *LOCAL_HOSTS})

    return lambda environ: known(environ.get("HTTP_HOST", ""))


class Door:
    """Hands what is ours to the finished bytes, and anything else to routing, which says what is wrong with it."""

    def __init__(self, ours: Ours, finished: "WSGIApplication", routing: "WSGIApplication") -> None:
        self.ours = ours
        self.finished = finished
        self.routing = routing

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == HEALTH:
            environ["HTTP_HOST"] = "localhost"
        return (self.finished if self.ours(environ) else self.routing)(environ, start_response)
