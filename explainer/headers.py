"""The header table: what each kind of answer says to the browser beside its body."""

from collections.abc import Mapping
from typing import Literal

Kind = Literal["page", "found", "use", "embed", "oembed", "data", "open", "file", "script", "text", "pdf"]

OWN_ONLY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What every page may load: our own style, pictures and script files, which may make no markup out of text."""

POLICY = f"{OWN_ONLY}; connect-src 'self'; form-action 'self'; frame-ancestors 'none'"
"""Content-Security-Policy of a page: our own scripts may read our own files, and it is never inside another site's frame."""

USE_POLICY = f"{POLICY}; frame-src 'self'"
"""The same for a page that shows what others may frame."""

HTML = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # The address of a study names somebody's illness: no other site is told where a reader came from.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

HEADERS: Mapping[Kind, Mapping[str, str]] = {
    # A page is asked for again each time (an unchanged one costs a 304): a corrected word must not wait in a cache.
    "page": {**HTML, "Content-Security-Policy": POLICY},
    # What somebody looked for is kept nowhere on the way, and stands in no search engine.
    "found": {**HTML, "Cache-Control": "no-store", "Content-Security-Policy": POLICY, "X-Robots-Tag": "noindex"},
    "use": {**HTML, "Content-Security-Policy": USE_POLICY, "X-Robots-Tag": "noindex"},
    # The only kind that others may frame. Search engines are to name the page that it is a part of.
    "embed": {**HTML, "Cross-Origin-Resource-Policy": "cross-origin", "X-Robots-Tag": "noindex"},
    "oembed": {
        "Content-Type": "application/json; charset=utf-8",
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "cross-origin",
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
    # A file's address holds its fingerprint, so it never changes. A frame that its host has sandboxed has no origin, and needs
    # its style all the same.
    "file": {"Cache-Control": "public, max-age=31536000, immutable", "Cross-Origin-Resource-Policy": "cross-origin"},
    # Other sites load it from an address that stays, so it is asked for again once an hour.
    "script": {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": "public, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
    },
    "text": {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"},
    # A copy of a page, to keep: search engines are to find the page. No viewer of it has anything to fetch or to run.
    "pdf": {
        "Content-Type": "application/pdf",
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    },
}

BEHIND_TLS = {"Strict-Transport-Security": "max-age=31536000"}
"""What every answer says besides where the site's public address begins with `https`: for a year, ask in no other way."""


def headers_of(kind: Kind, framed_by: tuple[str, ...] = ()) -> dict[str, str]:
    """All headers of a kind of answer. `framed_by`: the hosts that may frame an embed; `*` is every host."""
    framing = {"Content-Security-Policy": embed_policy(framed_by)} if kind == "embed" else {}
    return {**ALWAYS, **HEADERS[kind], **framing}


def embed_policy(framed_by: tuple[str, ...]) -> str:
    """Content-Security-Policy of an embed. Our own page that shows how it looks may frame it where anybody may."""
    who = " ".join(("'self'", *framed_by)) if framed_by else "'none'"
    return f"{OWN_ONLY}; form-action 'none'; frame-ancestors {who}"
