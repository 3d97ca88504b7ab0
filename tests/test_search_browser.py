"""The search in real Chromium: by keyboard, on a small phone, in both themes; and its script on a copy without a server."""

import functools
import gzip
import http.server
import threading
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from conftest import STATIC, static_files
from search_cases import ASKED, QUERIES, with_more_studies
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import Client

from explainer.language.editions import source_edition
from explainer.reading.loader import load_site
from explainer.show.render import Renderer
from explainer.web.app import create_app


@pytest.fixture
def opened(browser, server):
    """Opens an address at a width in a theme; closes what it opened."""
    contexts = []

    def open_page(path, width=1280, height=800, theme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(urljoin(server, path))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def more(site, example, renderer):
    """A client for the site with more studies."""
    site = with_more_studies(site, load_site(example).site.trials[0])
    return Client(create_app(Renderer((source_edition(site),), renderer.static)))


@pytest.fixture(scope="module")
def copy(more, tmp_path_factory):
    """The same site's search as files on a server of files, which answers no form. Gives its address."""
    folder = tmp_path_factory.mktemp("copy")
    files = {f"static/{name}": path.read_bytes() for name, path in static_files(STATIC).items()}
    files["en/search/index.html"] = more.get("/en/search/").get_data()
    files["en/search/index.json"] = more.get("/en/search/index.json").get_data()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as files_server:
        threading.Thread(target=files_server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{files_server.server_port}"
        files_server.shutdown()


def shape(html):
    """All that a reader gets of the results: each element, its attributes, where it leads, and its text."""
    found = []
    for node in LexborHTMLParser(html).css_first("#results").css("*"):
        attributes = dict(node.attributes)
        href = attributes.pop("href", None)
        if href is not None:
            to = urlsplit(urljoin("http://x/en/search/", href))
            href = (to.path, sorted(parse_qsl(to.query)), to.fragment)
        found.append((node.tag, sorted(attributes.items()), href, "".join(node.text().split())))
    return found


def test_the_script_finds_the_same_as_the_server(browser, copy, more):
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for fields in QUERIES:
        query = urlencode(fields)
        page.goto(f"{copy}/en/search/?{query}")
        page.wait_for_selector("#results", state="attached")
        answer = more.get(f"/en/search/?{query}").get_data(as_text=True)
        assert shape(page.content()) == shape(answer), fields
        wanted = LexborHTMLParser(answer)
        for name in ("q", "condition", "age", "place", "open"):
            value = wanted.css_first(f"[name={name}]").attributes.get("value")
            chosen = wanted.css_first("option[selected]").attributes["value"] if name == "open" else value
            assert page.input_value(f"[name={name}]") == (chosen or ""), fields
    assert not said
    page.close()


def test_the_script_asks_for_its_own_index_only_and_stays_silent_without_a_query(browser, copy):
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page = context.new_page()
    page.goto(f"{copy}/en/search/?utm_source=x&q=")
    page.wait_for_timeout(200)
    assert not any(path.endswith(".json") for path in asked)
    assert page.locator("#results").count() == 0
    page.goto(f"{copy}/en/search/?q=lupus")
    page.wait_for_selector("#results")
    assert [path for path in asked if path.endswith(".json")] == ["/en/search/index.json"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert context.cookies() == []
    context.close()


def test_the_script_makes_no_markup_of_what_is_typed(browser, copy):
    page = browser.new_page()
    hostile = "lupsu <img src=x onerror=document.title='broken'> \"' </template><script>document.title='broken'</script>"
    page.goto(f"{copy}/en/search/?{urlencode({'q': hostile, 'place': hostile})}")
    page.wait_for_selector("#results", state="attached")
    assert page.locator("#results :is(img, script)").count() == 0
    assert "broken" not in page.title()
    page.close()


@pytest.mark.parametrize("answer", [{"status": 404, "body": ""}, {"body": "{"}, {"body": '{"version": 2, "entries": []}'}])
def test_without_its_index_the_script_says_so(browser, copy, answer):
    page = browser.new_page()
    page.route("**/index.json", lambda route: route.fulfill(**answer))
    page.goto(f"{copy}/en/search/?q=lupus")
    page.wait_for_selector("form + .notice")
    assert "does not work here now" in page.locator("form + .notice").inner_text()
    page.close()


def test_the_script_is_small():
    assert len(gzip.compress((STATIC / "search.js").read_bytes(), 9)) < 5_400


def test_a_reader_searches_by_keyboard(opened):
    page = opened("/en/", 360, 640)
    reach(page, "document.activeElement.getAttribute('href') === '/en/search/'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/")
    reach(page, "document.activeElement.name === 'q'")
    page.keyboard.type("lupus nefritis")
    reach(page, "document.activeElement.tagName === 'SUMMARY'")
    page.keyboard.press("Enter")
    reach(page, "document.activeElement.name === 'age'")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=lupus+nefritis*age=4*#results")
    assert page.input_value("[name=q]") == "lupus nefritis"
    assert page.input_value("[name=age]") == "4"
    top, line = (
        page.evaluate(f"document.querySelector('{each}').getBoundingClientRect()") for each in ("#results-title", ".line")
    )
    assert line["bottom"] <= top["top"] < 640, "the reader lands on the results, under what sticks"
    reach(page, "document.activeElement.getAttribute('href') === '/en/trials/NCT06947473/'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/trials/NCT06947473/")


def reach(page, found):
    """Goes by tabulator until something is focused, seen and not covered."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(found):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    pytest.fail(f"no way to {found}")


def test_no_script_is_needed(opened):
    page = opened("/en/search/", 360, java_script_enabled=False)
    page.fill("[name=q]", "sjogren")
    page.click("button.button")
    page.wait_for_url("**/en/search/?q=sjogren*")
    assert page.locator("ol.results > li").count() > 2


def test_marks_show_without_colour(opened):
    page = opened("/en/search/?q=lupus", forced_colors="active")
    assert int(page.evaluate("getComputedStyle(document.querySelector('mark')).fontWeight")) >= 600


def test_each_page_is_small(client):
    style = len(gzip.compress((STATIC / "style.css").read_bytes(), 9))
    script = len(gzip.compress((STATIC / "search.js").read_bytes(), 9))
    for query in ASKED:
        page = client.get(f"/en/search/{query}", headers={"Accept-Encoding": "gzip"}).get_data()
        assert len(page) + style + script < 20_000, query
