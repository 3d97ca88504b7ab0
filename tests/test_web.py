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


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", TRIAL, "/healthz"])
def test_other_methods_get_405_with_the_banner(client, site, method, path):
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert holds_banner(answer, site)


def test_a_page_that_fails_is_a_500_with_the_banner(site, renderer, monkeypatch, caplog):
    from explainer.web.app import create_app

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
    from explainer.web.app import create_app

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


def test_same_bytes_whatever_the_request_says(client):
    plain = client.get(TRIAL)
    for changed in (
        {"query_string": "utm_source=x&lang=ar"},
        {"headers": {"Accept-Language": "ar"}},
        {"headers": {"Cookie": "locale=ar"}},
        {"headers": {"X-Forwarded-Host": "elsewhere.example"}},
        {"headers": {"X-HTTP-Method-Override": "DELETE"}},
        {"base_url": "http://elsewhere.example"},
    ):
        other = client.get(TRIAL, **changed)
        assert other.get_data() == plain.get_data()
        assert dict(other.headers) == dict(plain.headers)
    assert "elsewhere" not in plain.get_data(as_text=True)


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
