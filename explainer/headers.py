"""The header table: what each kind of answer says to the browser beside its body."""

from collections.abc import Mapping
from typing import Literal

Kind = Literal["page", "search", "found", "data", "open", "file", "text"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of a page: our own style, pictures and script files, never inside another site's frame."""

SEARCH_POLICY = f"{POLICY}; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
"""The same for the form of the search: our own script may read our own index, and may make no markup out of text."""

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # The address of a study names somebody's illness: no other site is told where a reader came from.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

HEADERS: Mapping[Kind, Mapping[str, str]] = {
    # A page is asked for again each time (an unchanged one costs a 304): a corrected word must not wait in a cache.
    "page": {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", "Content-Security-Policy": POLICY},
    "search": {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-cache",
        "Content-Security-Policy": SEARCH_POLICY,
    },
    # What somebody looked for is kept nowhere on the way, and stands in no search engine.
    "found": {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "X-Robots-Tag": "noindex",
    },
    "data": {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
    },
    # Studies as data, and the feed: the same for everybody, without cookies, the notice inside. Any site's script may read what
    # any site's server can read anyway; shown as they are, in a frame, they may not be.
    "open": {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    },
    # A file's address holds its fingerprint, so it never changes.
    "file": {"Cache-Control": "public, max-age=31536000, immutable", "Cross-Origin-Resource-Policy": "same-origin"},
    "text": {"Cache-Control": "no-cache"},
}


def headers_of(kind: Kind) -> dict[str, str]:
    """All headers of a kind of answer."""
    return {**ALWAYS, **HEADERS[kind]}
