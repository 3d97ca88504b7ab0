"""What each kind of answer says to the browser beside its body: the whole set, word for word."""

import pytest

from explainer.headers import HEADERS, headers_of

OWN = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PAGE = {
    **ALWAYS,
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FRAMED = {**PAGE, "Cross-Origin-Resource-Policy": "cross-origin", "X-Robots-Tag": "noindex"}
NEVER_FRAMED = "connect-src 'self'; form-action 'self'; frame-ancestors 'none'"
JSON = {**ALWAYS, "Content-Type": "application/json; charset=utf-8"}


@pytest.mark.parametrize(
    ("kind", "framed_by", "headers"),
    [
        ("page", ("*",), {**PAGE, "Content-Security-Policy": f"{OWN}; {NEVER_FRAMED}"}),
        (
            "found",
            ("*",),
            {
                **PAGE,
                "Cache-Control": "no-store",
                "X-Robots-Tag": "noindex",
                "Content-Security-Policy": f"{OWN}; {NEVER_FRAMED}",
            },
        ),
        (
            "use",
            ("*",),
            {**PAGE, "X-Robots-Tag": "noindex", "Content-Security-Policy": f"{OWN}; {NEVER_FRAMED}; frame-src 'self'"},
        ),
        ("embed", (), {**FRAMED, "Content-Security-Policy": f"{OWN}; form-action 'none'; frame-ancestors 'none'"}),
        ("embed", ("*",), {**FRAMED, "Content-Security-Policy": f"{OWN}; form-action 'none'; frame-ancestors 'self' *"}),
        (
            "embed",
            ("a.example.org", "b.example.org"),
            {
                **FRAMED,
                "Content-Security-Policy": f"{OWN}; form-action 'none'; frame-ancestors 'self' a.example.org b.example.org",
            },
        ),
        ("oembed", ("*",), {**JSON, "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "cross-origin"}),
        ("data", ("*",), {**JSON, "Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}),
        (
            "file",
            ("*",),
            {
                **ALWAYS,
                "Cache-Control": "public, max-age=31536000, immutable",
                "Cross-Origin-Resource-Policy": "cross-origin",
            },
        ),
        (
            "open",
            ("*",),
            {
                **ALWAYS,
                "Cache-Control": "no-cache",
                "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
                "Access-Control-Allow-Origin": "*",
                "Cross-Origin-Resource-Policy": "cross-origin",
            },
        ),
        (
            "script",
            ("*",),
            {
                **ALWAYS,
                "Content-Type": "text/javascript; charset=utf-8",
                "Cache-Control": "public, max-age=3600",
                "Cross-Origin-Resource-Policy": "cross-origin",
            },
        ),
        ("text", ("*",), {**ALWAYS, "Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}),
        (
            "pdf",
            ("*",),
            {
                **ALWAYS,
                "Content-Type": "application/pdf",
                "Cache-Control": "no-cache",
                "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
                "Cross-Origin-Resource-Policy": "same-origin",
                "X-Robots-Tag": "noindex",
            },
        ),
    ],
)
def test_all_headers_of_each_kind(kind, framed_by, headers):
    assert headers_of(kind, framed_by) == headers


def test_no_kind_is_left_out_above():
    marks = next(mark for mark in test_all_headers_of_each_kind.pytestmark if mark.name == "parametrize")
    assert {case[0] for case in marks.args[1]} == set(HEADERS)
