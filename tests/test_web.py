"""HTTP as it says it is, and no request that gets round the banner or is echoed."""

import gzip

import brotli
import pytest
from conftest import TRIAL, client_of
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import Client

from explainer.audit import carries_banner
from explainer.headers import ALWAYS, POLICY
from explainer.language.editions import source_edition
from explainer.settings import STATIC
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app, make_flask
from explainer.web.finished import FinishedBytes


@pytest.fixture(scope="module")
def banner(site):
    return site.banner.text


def holds_banner(answer, site):
    return carries_banner(answer.get_data(as_text=True), (site.banner.text,))


@pytest.mark.parametrize(
    "path",
    [
        "/xx/",
        "/en/nothing/",
        "/en/trials/",
        "/en/trials/NCT00000000/",
        "/EN/",
        "/static/",
        "/static/00000000/style.css",
        "/static/../pyproject.toml",
        "/en/../../etc/passwd",
        "/en/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "/en/trials/NCT06947473%00/",
        "/%ff%fe",
        "/en/%C0%AF",
        "/en/trials/NCT06947473/<script>alert(1)</script>/",
        "/en/%0d%0aSet-Cookie:x/",
        "/" + "a" * 60_000,
        "/en/trials/NCT06947473/questions/",
        "/favicon.ico",
    ],
)
def test_unknown_addresses_get_a_page_with_the_banner(read, path):
    page = read(path, status=404)
    assert "There is no such page" in page.body.text()
    assert page.css_first("main a[href='/en/']")


def test_two_slashes_lead_nowhere_else(client, site):
    answer = client.get("/", environ_overrides={"PATH_INFO": "//elsewhere.example/"})
    assert answer.status_code == 404
    assert holds_banner(answer, site)


@settings(max_examples=300, deadline=None)
@given(path=st.binary(max_size=200), query=st.text(max_size=50))
def test_no_path_brings_it_down_or_is_echoed(client, banner, path, query):
    """Any bytes as a path: WSGI hands them on as Latin-1 (PEP 3333)."""
    answer = client.get("/", query_string={"q": query}, environ_overrides={"PATH_INFO": "/" + path.decode("latin-1")})
    assert answer.status_code in (200, 303, 308, 404, 400), answer.status_code
    if answer.mimetype == "text/html":
        assert carries_banner(answer.get_data(as_text=True), (banner,))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "Head"])
@pytest.mark.parametrize("path", ["/", TRIAL, "/healthz"])
def test_other_methods_get_405_with_the_banner(client, site, method, path):
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert holds_banner(answer, site)


def test_a_page_that_fails_is_a_500_with_the_banner(site, renderer, monkeypatch, caplog):
    real = renderer.render

    def broken(page, locale):
        if "trials" in page.path:
            raise RuntimeError("secret words")
        return real(page, locale)

    monkeypatch.setattr(renderer, "render", broken)
    answer = Client(create_app(renderer)).get(TRIAL)
    assert answer.status_code == 500
    assert holds_banner(answer, site)
    assert "secret" not in answer.get_data(as_text=True)
    assert "secret words" in caplog.text


def test_even_an_error_page_that_fails_leaves_the_banner(site, renderer, monkeypatch, caplog):
    monkeypatch.setattr(renderer, "render", lambda *_: "<!doctype html><title>x</title>nothing")
    for path in ("/", "/xx/", TRIAL):
        answer = Client(create_app(renderer)).get(path)
        assert holds_banner(answer, site)
    assert "held back" in caplog.text


@pytest.mark.parametrize("wanted", ["en", "en-GB,fr;q=0.5", "", "xx", "*", ";;;", "q=1", "a" * 5000, "en;q=nan"])
def test_the_front_door_sends_to_a_language_and_lists_them(client, wanted):
    answer = client.get("/", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.headers["Location"], answer.headers["Vary"]) == (303, "/en/", "Accept-Language")
    assert LexborHTMLParser(answer.get_data(as_text=True)).css_first("main a[lang=en]").text() == "English"


@pytest.mark.parametrize("path", [TRIAL.rstrip("/"), f"{TRIAL}/"])
def test_an_address_with_a_slash_too_few_or_too_many_finds_home(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (308, TRIAL)
    assert answer.get_data() == b""


def test_every_answer_is_guarded(client):
    for path in ("/", TRIAL, "/nothing", "/healthz", "/robots.txt"):
        headers = client.get(path).headers
        for name, value in ALWAYS.items():
            assert headers[name] == value, (path, name)
        assert "Set-Cookie" not in headers
    for path in ("/", TRIAL, "/nothing"):
        assert client.get(path).headers["Content-Security-Policy"] == POLICY


SAME = ("/en/", "/ar/", f"{TRIAL}source/", "/es/search/", f"{TRIAL}sheet/", "/robots.txt", "/en/trials.json")
"""Addresses whose answer hangs on nothing else; `x` and the like are no form fields of theirs."""
ODD_QUERIES = (
    "",
    "utm_source=x&lang=ar",
    "_method=DELETE",
    "%00",
    "x=" + "a" * 3000,
    "locale=fr&theme=dark",
    "q2=lupus",
    "&&==&",
)
ODD_HEADERS = (
    {},
    {"Accept-Language": "ar, fr;q=0.5"},
    {"Cookie": "locale=ar; session=" + "a" * 1000},
    {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/x"},
    {"X-Forwarded-For": "192.0.2.1", "Forwarded": "for=192.0.2.1;host=elsewhere.example", "X-Real-IP": "192.0.2.1"},
    {"X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/nothing", "X-Rewrite-URL": "/nothing", "X-Script-Name": "/x"},
    {"User-Agent": "curl", "DNT": "1", "Sec-GPC": "1", "Save-Data": "on", "Accept": "application/json", "Range": "bytes=0-9"},
    {"Referer": "https://elsewhere.example/", "Origin": "https://elsewhere.example", "Sec-Fetch-Dest": "iframe"},
    {"Authorization": "Basic eDp4", "If-Modified-Since": "Mon, 30 Nov 2099 00:00:00 GMT", "Cache-Control": "no-cache"},
    {"Host": "elsewhere.example:8080"},
)


def test_200_variants_of_a_request_get_the_same_bytes(client, renderer):
    """Finished or made anew."""
    variants = [(query, headers) for query in ODD_QUERIES for headers in ODD_HEADERS]
    variants = [*variants, *((f"{query}&n={n}", headers) for n in (1, 2) for query, headers in variants)][:200]
    anew = Client(make_flask(renderer))
    for asked in (client, anew):
        plain = {path: asked.get(path) for path in SAME}
        assert {answer.status_code for answer in plain.values()} == {200}
        for number, (query, headers) in enumerate(variants):
            path = SAME[number % len(SAME)]
            other = asked.get(path, query_string=query, headers=headers)
            assert other.get_data() == plain[path].get_data(), (path, query, headers)
            assert [*other.headers] == [*plain[path].headers], (path, query, headers)
            assert b"elsewhere" not in other.get_data()


@pytest.mark.parametrize("warm", [True, False])
def test_only_requests_for_a_host_of_ours_are_answered(embedded, warm):
    client = Client(create_app(Renderer((source_edition(embedded),), static_files(STATIC))))
    if warm:
        assert client.get("/en/", base_url="http://localhost").status_code == 200
    for host, status in (
        *(("studies.example.org", 200), ("STUDIES.example.org:443", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200)),
        *(("elsewhere.example", 400), ("studies.example.org.elsewhere.example", 400), ("a,studies.example.org", 400)),
        *(("", 400), ("a b", 400), ("@", 400), ("studies.example.org:0", 400), ("\xff", 400), ("[::1", 400)),
    ):
        answer = client.get("/en/", environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == status, host
        assert holds_banner(answer, embedded)
        assert "elsewhere" not in answer.get_data(as_text=True)
    for host in ("10.0.0.7", ""):
        assert client.get("/healthz", environ_overrides={"HTTP_HOST": host}).status_code == 200


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip;q=0.8", "gzip"),
        ("GZIP", "gzip"),
        ("", None),
        ("identity", None),
        ("gzip;q=0", None),
        ("x-gzip", None),
    ],
)
def test_compression_is_what_the_browser_takes(client, accepts, coding):
    plain = client.get(TRIAL).get_data()
    answer = client.get(TRIAL, headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    undo = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}[coding]
    assert undo(answer.get_data()) == plain


def test_etags_save_the_second_visit(client):
    plain, squeezed = client.get(TRIAL), client.get(TRIAL, headers={"Accept-Encoding": "gzip"})
    assert plain.headers["ETag"] != squeezed.headers["ETag"]
    for known in (plain.headers["ETag"], f'"x", {plain.headers["ETag"]}', "*", f"W/{plain.headers['ETag']}"):
        answer = client.get(TRIAL, headers={"If-None-Match": known})
        assert (answer.status_code, answer.get_data()) == (304, b"")
        assert answer.headers["ETag"] == plain.headers["ETag"]
        assert "Content-Length" not in answer.headers
        assert answer.headers["Content-Security-Policy"] == POLICY
    assert client.get(TRIAL, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [TRIAL, "/healthz", "/nothing", "/"])
def test_head_is_get_without_a_body(client, path):
    got, headed = client.get(path), client.head(path)
    assert headed.status_code == got.status_code
    assert headed.get_data() == b""
    assert dict(headed.headers) == dict(got.headers)


def test_static_files_never_change_under_their_address(client, read):
    style = read(TRIAL).css_first("link[rel=stylesheet]").attributes["href"]
    answer = client.get(style)
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]


def test_what_is_kept_is_bounded(client):
    app = client.application
    small = FinishedBytes(app, most_bytes=60_000)
    kept = Client(small)
    for path in (TRIAL, f"{TRIAL}source/", "/en/glossary/", "/en/", f"{TRIAL}questions/doctor/"):
        assert kept.get(path).get_data() == client.get(path).get_data()
        assert sum(each.size for each in small._kept.values()) <= 60_000
    assert small._kept


def test_health_and_robots(client):
    assert client.get("/healthz").get_data() == b"ok\n"
    assert client.get("/robots.txt").get_data() == b"User-agent: *\nDisallow:\n"
    assert client.get("/sitemap.xml").status_code == 404


def test_a_public_address_makes_links_canonical(example):
    path = example / "content" / "site.md"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("public-address:", "public-address: https://studies.example.org/a/"), encoding="utf-8")
        client = client_of(example)
    finally:
        path.write_text(before, encoding="utf-8")
    page = LexborHTMLParser(client.get("/en/trials/EXAMPLE-001/", base_url="http://localhost").get_data(as_text=True))
    address = "https://studies.example.org/a/en/trials/EXAMPLE-001/"
    assert page.css_first("link[rel=canonical]").attributes["href"] == address
    assert page.css_first("link[rel=alternate][hreflang=en]").attributes["href"] == address
    sitemap = client.get("/sitemap.xml", base_url="http://localhost")
    assert sitemap.mimetype == "application/xml"
    assert f"<loc>{address}</loc>" in sitemap.get_data(as_text=True)
    assert "Sitemap: https://studies.example.org/a/sitemap.xml" in client.get(
        "/robots.txt", base_url="http://localhost"
    ).get_data(as_text=True)
    answer = client.get("/nothing", base_url="http://forged.example")
    assert answer.status_code == 400
    assert "forged" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "wanted", "tag"),
    [("/xx/", "es-MX", "es"), ("/zz-!!/trials/", "ar-EG", "ar"), ("/zh-CN/", "zh", "zh-Hans"), ("/es/nothing/", "fr", "es")],
)
def test_an_unknown_language_is_a_page_in_the_readers_best(client, path, wanted, tag):
    answer = client.get(path, headers={"Accept-Language": wanted})
    assert answer.status_code == 404
    assert answer.headers["Vary"] == "Accept-Language"
    assert LexborHTMLParser(answer.get_data(as_text=True)).css_first("html").attributes["lang"] == tag
