"""The site as files: what `serve` sends, byte for byte, whole or not at all, on any host and without one."""

import functools
import gzip
import http.client
import http.server
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import brotli
import pytest
from conftest import missing
from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser
from site_folder import ELIGIBILITY, SITE, SUMMARY, changed, site_folder
from werkzeug.test import Client

from explainer.audit import audit_page
from explainer.checks.editions import read_editions
from explainer.errors import ExplainerError
from explainer.export.build import Build
from explainer.export.hosts import too_large_for
from explainer.export.publish import published
from explainer.export.site import everything, export
from explainer.headers import headers_of
from explainer.inputs import read_inputs
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.shares import done
from explainer.show.addresses import Addresses
from explainer.show.files import pdf_files
from explainer.show.pages import all_pages
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app

SHARED = "content/about/privacy.md"


def exported(folder, target, editions=None, **options):
    """A site folder exported in this process."""
    where = {name: options.pop(name) for name in ("base", "offline") if name in options}
    inputs = read_inputs(folder)
    editions = editions or read_editions(folder, load_site(folder).site)[0]
    made = Renderer(editions, static_files(STATIC), Addresses(**where))
    return export(made, target, root=folder, inputs=inputs, **options)


def files_in(folder):
    """Every file by its path, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def shipped(renderer, tmp_path_factory):
    """The shipped site as files: at the root of a host, below a path of it, and for a folder."""
    folder = tmp_path_factory.mktemp("shipped")
    editions = tuple(renderer.editions.values())
    exported(SHIPPED, folder / "root", editions, compressed=True)
    exported(SHIPPED, folder / "below", editions, base="/studies/")
    exported(SHIPPED, folder / "offline", editions, offline=True)
    return folder


def test_every_address_has_the_bytes_that_serve_sends(client, renderer, shipped):
    addresses = [file.path for file in everything(renderer) if not file.path.endswith("404.html")]
    assert {f"/{tag}{page.path}" for tag, edition in renderer.editions.items() for page in all_pages(edition.site)} < {
        *addresses
    }
    for address in addresses:
        name = f"{address}index.html" if address.endswith("/") else address
        assert (shipped / "root" / name[1:]).read_bytes() == client.get(address).get_data(), address
    for tag in renderer.editions:
        assert (shipped / "root" / tag / "404.html").read_bytes() == client.get(f"/{tag}/nothing/").get_data()
    assert (shipped / "root" / "404.html").read_bytes() == client.get("/nothing/").get_data()
    known = {path.lstrip("/") + ("index.html" if path.endswith("/") else "") for path in addresses}
    more = {path for path in files_in(shipped / "root") if not path.endswith((".gz", ".br", "404.html"))} - known
    assert more == {"_headers", "nginx.conf"}


def test_compressed_copies_are_of_the_same_bytes(shipped):
    found = files_in(shipped / "root")
    for path, data in found.items():
        if path.endswith(".gz"):
            assert gzip.decompress(data) == found[path.removesuffix(".gz")]
        elif path.endswith(".br"):
            assert brotli.decompress(data) == found[path.removesuffix(".br")]
    assert {"en/index.html.gz", "en/index.html.br", "en/search/index.json.gz", "robots.txt.br"} <= set(found)


def test_only_addresses_differ_below_a_path_and_offline(shipped, renderer):
    root = files_in(shipped / "root")
    for path, data in files_in(shipped / "below").items():
        if path.endswith(".html"):
            assert data.replace(b'="/studies/', b'="/') == root[path], path
        elif path not in ("_headers", "nginx.conf"):
            assert data == root[path], path
    offline = files_in(shipped / "offline")
    assert set(root) - set(offline) <= {
        path for path in root if path.endswith((".gz", ".br", "404.html", "_headers", "nginx.conf"))
    }
    assert set(offline) - set(root) == {f"{tag}/search/index.js" for tag in renderer.editions}
    for path, data in offline.items():
        if path.endswith(".html"):
            up = re.escape("../" * path.count("/") or "./")
            again = re.sub(rf'="{up}([^"?#]*?)(?:index\.html)?(?=["?#])', r'="/\1', data.decode())
            assert again == root[path].decode(), path


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def below(shipped, tmp_path):
    """The address of a server of files that knows the export under a path only."""
    (tmp_path / "studies").symlink_to(shipped / "below")
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/studies/"
        server.shutdown()


def walked(start, renderer, fetch):
    """Every page that can be reached by links from one: each holds the page contract, and each address and anchor is there."""
    waiting, pages, anchors, others = deque([start]), {}, set(), set()
    while waiting:
        url = waiting.popleft()
        if url in pages:
            continue
        html = fetch(url).decode()
        tree = LexborHTMLParser(html)
        pages[url] = {node.attributes["id"] for node in tree.css("[id]")}
        edition = renderer.editions[tree.css_first("html").attributes["lang"]]
        locale = edition.locale
        assert audit_page(html, path=url, banner=edition.site.banner.text, lang=locale.tag, dir=locale.dir) == ()
        for node in tree.css("[href], [src], [action]"):
            for name in ("href", "src", "action"):
                to, anchor = urldefrag(urljoin(url, node.attributes.get(name) or url))
                if urlsplit(to)[:2] != urlsplit(start)[:2]:
                    continue
                assert to.startswith(start.removesuffix("index.html")), f"{url} leads to {to}"
                page = to.endswith(("/", ".html"))
                (waiting.append if page else others.add)(to)
                if page and anchor:
                    anchors.add((to, unquote(anchor)))
    for to, anchor in anchors:
        assert anchor in pages[to] or anchor == "results", (to, anchor)
    for url in others:
        fetch(url)
    return pages


def test_below_a_path_of_a_static_host_the_page_contract_holds(below, renderer):
    def fetch(url):
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read()

    pages = walked(below, renderer, fetch)
    wanted = {urljoin(below, f"{tag}{page.path}") for tag, each in renderer.editions.items() for page in all_pages(each.site)}
    assert wanted <= set(pages)


def test_from_a_folder_the_page_contract_holds(shipped, renderer):
    start = (shipped / "offline").absolute().as_uri() + "/index.html"

    def fetch(url):
        return Path(unquote(urlsplit(url).path)).read_bytes()

    assert len(walked(start, renderer, fetch)) == 1 + sum(len(all_pages(each.site)) for each in renderer.editions.values())


def test_from_a_folder_in_a_real_browser(shipped, browser, renderer):
    """Style, script, links, search: opened as a file, without any server."""
    context = browser.new_context()
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((shipped / "offline").absolute().as_uri() + "/index.html")
    page.click("main a[lang=ar]")
    page.wait_for_url("**/ar/index.html")
    for tag, words in (("ar", "الذئبة"), ("en", "lupus")):
        banner = page.locator("body > aside").first.inner_text()
        assert "".join(banner.split()) == "".join(renderer.editions[tag].site.banner.text.split())
        assert page.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)")
        page.click("header nav a >> nth=0")
        page.wait_for_url(f"**/{tag}/search/index.html")
        page.fill("[name=q]", words)
        page.press("[name=q]", "Enter")
        page.wait_for_selector("ol.results > li")
        page.click("ol.results h3 a[href*='trials']")
        page.wait_for_url(f"**/{tag}/trials/NCT06947473/index.html")
        page.click("header nav.languages a[lang=en]" if tag == "ar" else "header a.site")
    page.click("article h3 a")
    page.wait_for_url("**/en/trials/NCT06947473/index.html")
    page.goto(page.url.replace("index.html", "source/index.html"))
    assert not said
    assert all(url.startswith("file://") for url in asked)
    context.close()


def paper_of(html):
    """What is printed of a sheet: its words and headings, the room to write, and the size of it."""
    tree = LexborHTMLParser(html)
    words = [" ".join(each.text(separator=" ").split()) for each in tree.css(".sheet")]
    headings = [(each.tag, " ".join(each.text().split())) for each in tree.css("main :is(h1, h2, h3)")]
    lines = [len(each.css("i")) for each in tree.css("li .lines")]
    return words, headings, lines, set(tree.css_first("html").attributes["class"].split())


@pytest.mark.parametrize(
    "query",
    [
        "list=doctor",
        "list=coordinator&for=child&paper=letter",
        "q=known-help&q=mixing&q=your-view&list=doctor&for=me&with=&large=yes",
        "q=lowest-age&q=my-immunosuppressants&q=mixing&q=mixing&q=<b>&for=other&paper=a4",
        "list=nobody&for=place&paper=a0&large=no&q=",
        "utm_source=x",
    ],
)
def test_from_a_folder_a_sheet_holds_what_the_server_would_put_on_it(shipped, browser, client, query):
    page = browser.new_page()
    sheet = (shipped / "offline/ar/trials/NCT06947473/sheet/index.html").absolute().as_uri()
    page.goto(f"{sheet}?{query}")
    served = client.get(f"/ar/trials/NCT06947473/sheet/?{query}").get_data(as_text=True)
    assert paper_of(page.content()) == paper_of(served)
    page.close()


def test_from_a_folder_questions_are_picked_for_a_sheet(shipped, browser):
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((shipped / "offline/en/trials/NCT06947473/questions/doctor/index.html").absolute().as_uri())
    page.check("[value=mixing]")
    page.check("[value=es]")
    page.click(".picker button")
    page.wait_for_url("**/sheet/index.html?*")
    assert page.locator("ol.questions > li[data-q]").count() == 1
    assert page.locator(".screen .notice").is_visible()
    page.click("header a[lang=es]")
    page.wait_for_url("**/es/trials/NCT06947473/sheet/index.html?*")
    assert page.locator("ol.questions > li[data-q]").count() == 1
    page.locator("#sheet-change summary").click()
    page.locator(".add").wait_for()
    assert page.locator(".add").count() == 1
    assert all(url.startswith("file://") for url in asked)
    context.close()


def test_texts_that_look_like_addresses_stay_as_they_are():
    odd = ' href="/en/" src="/x" action="/'
    assert Addresses(base="/a/").written(f'<a href="/en/">{escape(odd)}</a>', "/") == f'<a href="/a/en/">{escape(odd)}</a>'


# Publishing.


@pytest.fixture
def folder(tmp_path):
    return site_folder(tmp_path / "site")


def edit(folder, path, old, new):
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_export_writes_only_what_changed_and_keeps_the_rest_as_it_was(folder, tmp_path):
    target = tmp_path / "out"
    first = exported(folder, target, compressed=True)
    assert first.written == first.files
    before = {path: (target / path).stat().st_mtime_ns for path in files_in(target)}
    assert exported(folder, target, compressed=True).written == 0
    edit(folder, ELIGIBILITY, "in the last 6 months.", "in the last 6 months, or now.")
    found = exported(folder, target, compressed=True)
    new = {path for path in files_in(target) if (target / path).stat().st_mtime_ns != before[path]}
    assert found.written == len(new)
    study = "en/trials/NCT00000001"
    assert {f"{study}/index.html{end}" for end in ("", ".gz", ".br")} < new
    assert all(path.startswith((study, "en/search/index.json")) for path in new), new
    assert not any("/source/" in path or "/questions/" in path for path in new), "nothing on them changed"


CHANGES = {
    "a study": (ELIGIBILITY, "in the last 6 months.", "in the last 6 months, or now."),
    "the banner": ("content/banner.md", "only explains", "just explains"),
    "the glossary": ("content/glossary.md", "looked at in a lab", "looked at under a lens"),
    "the settings": (SITE, "A test site", "Another name"),
    "the questions of all": ("content/questions/doctor.md", "are known", "are known now"),
    "an article": (SHARED, "We keep nothing", "We keep nothing at all"),
    "a record": ("content/trials/NCT00000001/record.json", "Examplinib in Tired Ears", "Examplinib in Ears"),
    "what lists say of a study": (SUMMARY, "# A study of examplinib", "# Examplinib for tired ears"),
    "which studies there are": (),
}


def added(folder):
    """One study more: a copy under another number."""
    trials = folder / "content" / "trials"
    shutil.copytree(trials / "NCT00000001", trials / "NCT00000002")
    edit(folder, "content/trials/NCT00000002/record.json", "NCT00000001", "NCT00000002")


def test_what_is_taken_over_is_what_would_be_made(folder, tmp_path):
    """An export on top of another is, file by file, the same as one from nothing, whatever changed."""
    exported(folder, tmp_path / "out")
    for name, change in CHANGES.items():
        edit(folder, *change) if change else added(folder)
        exported(folder, tmp_path / "out")
        exported(folder, tmp_path / name)
        found, wanted = files_in(tmp_path / "out"), files_in(tmp_path / name)
        wanted["nginx.conf"] = wanted["nginx.conf"].replace(name.encode(), b"out")
        assert found == wanted, name


def test_the_cache_may_be_deleted_or_broken(folder, tmp_path):
    target = tmp_path / "out"
    exported(folder, target)
    keys = next((tmp_path / ".out-export").glob("*.json"))
    for text in (None, "{", '[{"en/trials/NCT00000001/index.html": 1}]'):
        keys.unlink() if text is None else keys.write_text(text)
        assert exported(folder, target).written == 0
        keys = next(path for path in (tmp_path / ".out-export").glob("*.json") if path.stem == target.readlink().name)


def test_a_page_just_read_still_finds_its_style_after_an_export(folder, tmp_path):
    target = tmp_path / "out"
    (folder / "static").mkdir()
    (folder / "static" / "style.css").write_text("a{}")

    def once():
        inputs = read_inputs(folder)
        made = Renderer(read_editions(folder, load_site(folder).site)[0], static_files(folder / "static", STATIC))
        export(made, target, root=folder, inputs=inputs)
        return {path for path in files_in(target) if path.endswith("/style.css")}

    (first,) = once()
    (folder / "static" / "style.css").write_text("b{}")
    both = once()
    assert first in both
    assert len(both) == 2
    assert once() == both - {first}, "and no longer than until the next one"


def spare_of(target):
    """The folder that does not stand: the next export is built in it."""
    home = target.parent / f".{target.name}-export"
    (found,) = (path for path in home.iterdir() if path.is_dir() and path.name != target.readlink().name)
    return found


def damaged(spare, elsewhere):
    """A folder as no export leaves it: cut short, changed, with what is not ours in it."""
    shutil.rmtree(spare / "en" / "about")
    shutil.rmtree(spare / "en" / "trials")
    (spare / "en" / "trials").symlink_to(elsewhere)
    (spare / "en" / "index.html").unlink()
    (spare / "en" / "index.html").write_text("half")
    (spare / "en" / "search" / "index.html").unlink()
    (spare / "en" / "search" / "index.html").symlink_to(elsewhere / "mine.html")
    (spare / "photos" / "2020").mkdir(parents=True)
    (spare / "photos" / "me.html").write_text("me")


def test_nothing_is_believed_of_the_folder_that_an_export_is_built_in(folder, tmp_path):
    """An earlier export, or what a kill left of one, saves work and changes nothing."""
    target, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.html").write_text("mine")
    exported(folder, target)
    exported(folder, target)
    whole, unchanged = files_in(target), target.readlink()
    damaged(spare_of(target), elsewhere)
    exported(folder, target)
    assert target.readlink() != unchanged
    assert files_in(target) == whole
    assert not (target / "photos").exists()
    assert files_in(elsewhere) == {"mine.html": b"mine"}


def test_a_file_that_somebody_put_into_an_export_goes_with_it_and_does_not_come_back(folder, tmp_path):
    target = tmp_path / "out"
    exported(folder, target)
    (target / "mine.html").write_text("mine")
    for _ in range(3):
        exported(folder, target)
        assert not (target / "mine.html").exists()


def test_what_stands_and_what_stood_before_share_files_and_neither_is_written_into(tmp_path):
    target = tmp_path / "out"
    for words in (b"1", b"1", b"2"):
        with published(target) as build:
            build.write("a.html", words)
            build.write(f"{words.decode()}/b.html", words)
            spare = build.before and files_in(build.before)
            assert spare in (None, {"a.html": b"1", "1/b.html": b"1"})
    assert files_in(target) == {"a.html": b"2", "2/b.html": b"2"}
    assert not (target / "1").exists()
    assert files_in(spare_of(target)) == {"a.html": b"1", "1/b.html": b"1"}


@pytest.mark.parametrize("theirs", ["folder", "file", "link", "home"])
def test_what_is_not_ours_is_left_alone(folder, tmp_path, theirs):
    target = tmp_path / "out"
    if theirs == "folder":
        (target / "photos").mkdir(parents=True)
    elif theirs == "file":
        target.write_text("mine")
    elif theirs == "link":
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere")
    else:
        (tmp_path / ".out-export" / "photos").mkdir(parents=True)
    before = sorted(path.as_posix() for path in tmp_path.rglob("*"))
    with pytest.raises(ExplainerError, match="not made by `explainer export`"):
        exported(folder, target)
    assert sorted(path.as_posix() for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_may_be_taken(folder, tmp_path):
    (tmp_path / "out").mkdir()
    exported(folder, tmp_path / "out")
    assert (tmp_path / "out" / "en" / "index.html").is_file()


def test_errors_in_the_content_export_nothing(tmp_path, explainer):
    folder = site_folder(tmp_path / "site", changed(ELIGIBILITY, "50 mL/min or higher", "60 mL/min or higher"))
    answer = explainer("export", tmp_path / "out", "--site", folder)
    assert answer.code == 2
    assert "number-not-in-record" in answer.err
    assert "was not changed" in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize("path", [ELIGIBILITY, "content/banner.md", "content/new.md"])
def test_content_that_changes_meanwhile_publishes_nothing(folder, tmp_path, path):
    target = tmp_path / "out"
    exported(folder, target)
    before = files_in(target)

    def each(files):
        for number, file in enumerate(files):
            if number == 5:
                with (folder / path).open("a") as changing:
                    changing.write("\n")
            yield file

    edit(folder, SHARED, "nothing", "nothing at all")
    with pytest.raises(ExplainerError, match="was changed while it was exported"):
        exported(folder, target, each=each)
    assert files_in(target) == before


def test_a_full_disk_publishes_nothing(folder, tmp_path, monkeypatch):
    target = tmp_path / "out"
    exported(folder, target)
    before, real = files_in(target), Build.write

    def full(self, path, data):
        if "glossary" in path:
            raise OSError(28, "No space left on device")
        return real(self, path, data)

    monkeypatch.setattr(Build, "write", full)
    edit(folder, SHARED, "nothing", "nothing at all")
    with pytest.raises(ExplainerError, match=r"out was not changed: .*No space left on device"):
        exported(folder, target)
    assert files_in(target) == before
    assert len([path for path in (tmp_path / ".out-export").iterdir() if path.is_dir()]) == 1


def test_stopped_by_hand_it_says_that_nothing_was_published(folder, tmp_path):
    target = tmp_path / "out"
    exported(folder, target)
    before = files_in(target)

    def each(files):
        yield from files[:5]
        raise KeyboardInterrupt

    edit(folder, SHARED, "nothing", "nothing at all")
    with pytest.raises(ExplainerError, match="out was not changed: the export was stopped"):
        exported(folder, target, each=each)
    assert files_in(target) == before


def test_two_at_once_do_not_mix(folder, tmp_path):
    target = tmp_path / "out"
    exported(folder, target)
    with published(target) as build:
        build.write("index.html", b"first")
        with pytest.raises(ExplainerError, match="another export"):
            exported(folder, target)
    assert files_in(target) == {"index.html": b"first"}


STUCK = """
import os, sys
from pathlib import Path
from explainer.export.publish import published
with published(Path(sys.argv[1])) as build:
    build.write("index.html", b"half")
    print("half", flush=True)
    import time; time.sleep(60)
"""


def test_killed_half_way_the_last_good_export_stands_and_the_next_one_goes_on(folder, tmp_path):
    target = tmp_path / "out"
    exported(folder, target)
    before = files_in(target)
    running = subprocess.Popen([sys.executable, "-c", STUCK, target], stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "half\n"
    with pytest.raises(ExplainerError, match="another export"):
        exported(folder, target)
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    running.stdout.close()
    assert files_in(target) == before
    exported(folder, target)
    assert files_in(target) == before
    assert {path.name for path in (tmp_path / ".out-export").iterdir() if path.is_dir()} == {"1", target.readlink().name}


def test_the_command_killed_at_any_moment_leaves_a_whole_export(folder, tmp_path):
    """The kill comes later each time, until it comes too late."""
    target = tmp_path / "out"
    command = [sys.executable, "-m", "explainer", "export", target, "--site", folder, "--no-pdf"]
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment)
    whole = files_in(target)
    for wait in (0.2, 0.6, 1.0):
        edit(folder, SHARED, "We keep", "We keep, again,")
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        time.sleep(wait)
        running.kill()
        running.wait(10)
        found = files_in(target)
        privacy = "en/about/privacy/index.html"
        assert set(found) == set(whole)
        others = {path for path in whole if found[path] != whole[path]}
        assert others <= {privacy} or (privacy in others and b"again" in found[privacy])
    done_ = subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment, text=True)
    assert "files" in done_.stdout


def test_shares_are_done_whole_and_a_process_that_dies_is_told():
    assert sorted(_in_another("print(sorted(done(lambda n: n * n, range(7), 3)))")) == sorted(str([n * n for n in range(7)]))
    assert "ended too early" in _in_another("list(done(lambda n: os._exit(9) if n == 4 else n, range(7), 3))")
    assert "ZeroDivisionError" in _in_another("list(done(lambda n: 1 / (n - 4), range(7), 3))")
    assert list(done(str, [1, 2], 1)) == ["1", "2"]


def _in_another(code):
    """What a process of its own says: forking one that has threads is no good idea."""
    start = "import os\nfrom explainer.shares import done\n"
    told = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, timeout=30, check=False)
    return told.stdout.strip() or told.stderr


def test_swaps_under_load_answer_each_request_whole(tmp_path):
    """Two exports take turns while a reader reads: always one of both, never nothing, and the style is that of the page."""
    target, stop, odd = tmp_path / "out", threading.Event(), []

    def publish(words):
        with published(target) as build:
            build.write("a.html", words)
            build.write("b.html", words)

    publish(b"0")

    def look():
        while not stop.is_set():
            try:
                if (target / "a.html").read_bytes() not in (b"0", b"1"):
                    odd.append("mixed")
            except OSError as error:
                odd.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(150):
        publish(str(number % 2).encode())
        time.sleep(0.02)  # No site is exported twice while one file is opened.
    stop.set()
    reader.join()
    assert not odd


# Hosts.


def header_rules(text):
    rules, at = {}, ""
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[at][name] = value
        else:
            at = line
            rules[at] = {}
    return rules


def headers_for(path, rules):
    """What a host makes of the rules that hold for an address: two of them may not say the same header."""
    found = {}
    for form, headers in rules.items():
        if re.fullmatch(re.sub(r":\w+", "[^/]+", form.replace(".", r"\.")).replace("*", ".*"), path):
            assert not set(found) & set(headers), f"two rules say {set(found) & set(headers)} of {path}"
            found |= headers
    return found


def test_the_header_file_gives_each_address_the_headers_that_serve_gives(shipped, renderer, client):
    rules = header_rules((shipped / "root" / "_headers").read_text())
    assert len(rules) <= 100
    for file in everything(renderer):
        if file.path.endswith("404.html") or file.path == "/":
            continue
        found = headers_for(file.path, rules)
        sent = client.get(file.path).headers
        assert found.items() <= dict(sent.items()).items(), file.path
        assert set(headers_of(file.headers)) <= set(found), file.path


@pytest.fixture
def nginx(tmp_path, renderer):
    """A real nginx as the README sets it up, with our fragment, under a path: its address, its ports with TLS and without."""
    program, openssl = (shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") for name in ("nginx", "openssl"))
    if not program or not openssl:
        missing("nginx and openssl")
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    port, tls, plain = (each.getsockname()[1] for each in sockets)
    for each in sockets:
        each.close()
    exported(SHIPPED, tmp_path / "out", tuple(renderer.editions.values()), base="/studies/", compressed=True)
    names = ["-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem", "-subj", "/CN=studies.example.org"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names]
    subprocess.run(command, check=True, capture_output=True)
    text = re.search(r"```nginx\n(.*?)```", (Path(__file__).parent.parent / "README.md").read_text(), re.DOTALL)[1]
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl; listen 127.0.0.1:{port};"),
        ("/etc/letsencrypt/live/studies.example.org", str(tmp_path)),
        ("/var/log/nginx/studies.log", f"{tmp_path}/requests.log"),
        ("/srv/www/studies", f"{tmp_path}/out"),
    ):
        assert old in text
        text = text.replace(old, new)
    conf = tmp_path / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log; {'user root;' if os.geteuid() == 0 else ''}\n"
        f"events {{}}\nhttp {{ access_log {tmp_path}/requests.log;\n{text} }}\n"
    )
    process = subprocess.Popen([program, "-c", str(conf), "-p", str(tmp_path)], stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(50):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/studies/robots.txt", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, process.stderr.read()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", tls, plain
    finally:
        process.terminate()
        process.wait(10)
        process.stderr.close()
    assert (tmp_path / "requests.log").read_text() == ""


NOT_THERE = {
    "/studies/ar/nothing/": "ar",
    "/studies/ar/trials/": "ar",
    "/studies/nothing": "en",
    "/studies/static/": "en",
    "/studies/static/no.css": "en",
    "/studies/nginx.conf": "en",
    "/studies/_headers": "en",
}


def test_nginx_answers_as_serve_does(nginx, renderer, client, tmp_path):
    nginx, tls, plain = nginx
    for file in everything(renderer):
        if file.path.endswith("404.html") or file.path == "/":
            continue
        with urllib.request.urlopen(f"{nginx}/studies{file.path}", timeout=5) as answer:
            sent = client.get(file.path)
            for name in headers_of(file.headers) | {"Content-Type": ""}:
                assert answer.headers[name] == sent.headers[name], (file.path, name)
            data = answer.read()
            assert data.replace(b'="/studies/', b'="/') == sent.get_data(), file.path
    asked = urllib.request.Request(f"{nginx}/studies/ar/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=5) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert 'lang="ar"' in gzip.decompress(answer.read()).decode()
    for path, tag in NOT_THERE.items():
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(nginx + path, timeout=5)
        with refused.value as answer:
            assert answer.code == 404
            assert answer.headers["Content-Security-Policy"] == headers_of("page")["Content-Security-Policy"]
            page = LexborHTMLParser(answer.read().decode())
            assert page.css_first("html").attributes["lang"] == tag
            assert page.css_first("link[rel=stylesheet]").attributes["href"].startswith("/studies/static/")
    trust = ssl.create_default_context(cafile=tmp_path / "fullchain.pem")
    trust.check_hostname = False
    secure = http.client.HTTPSConnection("127.0.0.1", tls, timeout=5, context=trust)
    for connection, path, code, to in (
        (secure, "/studies/en/", 200, None),
        (secure, "/studies", 301, "/studies/"),
        (http.client.HTTPConnection("127.0.0.1", plain, timeout=5), "/studies/en/", 308, "https://127.0.0.1/studies/en/"),
    ):
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert (answer.status, answer.headers["Location"]) == (code, to)
            assert answer.read()


# The command.


def test_the_command_says_what_it_wrote(folder, tmp_path, explainer):
    answer = explainer("export", tmp_path / "out", "--site", folder, "--base-path", "studies", "--no-pdf")
    assert answer.code == 0
    assert "1 study, en" in answer.out
    assert b'href="/studies/en/"' in (tmp_path / "out" / "index.html").read_bytes()
    assert b"<loc>https://studies.example.org/en/</loc>" in (tmp_path / "out" / "sitemap.xml").read_bytes()
    assert b"<entry>" in (tmp_path / "out" / "en" / "changes.atom").read_bytes()
    assert "write public-address: https://studies.example.org/studies\n" in answer.err
    edit(folder, SITE, "https://studies.example.org", "https://studies.example.org/studies")
    right = explainer("export", tmp_path / "out", "--site", folder, "--base-path", "studies", "--no-pdf")
    assert "public-address" not in right.err
    assert b"<loc>https://studies.example.org/studies/en/</loc>" in (tmp_path / "out" / "sitemap.xml").read_bytes()
    again = explainer("export", tmp_path / "out", "--site", folder, "--base-path", "/studies/", "--no-pdf")
    assert "0 of them new or changed" in again.out


@pytest.mark.parametrize("base", ["/a b/", '/"/', "/../", "/a;b/", "/ü/", "/$x/", "/{/"])
def test_an_odd_base_path_is_refused(folder, tmp_path, explainer, base):
    answer = explainer("export", tmp_path / "out", "--site", folder, "--base-path", base)
    assert answer.code == 2
    assert "/studies/" in answer.err
    assert not (tmp_path / "out").exists()


def test_offline_takes_no_path(folder, tmp_path, explainer):
    assert "--offline" in explainer("export", tmp_path / "out", "--site", folder, "--offline", "--base-path", "/a/").err


def test_what_a_host_would_not_take_is_told(tmp_path, explainer):
    """A line of headers that is too long would be left out: the frame could then stand anywhere."""
    hosts = ", ".join(f"www.hospital-{number}.example.org" for number in range(100))
    folder = site_folder(tmp_path / "site", changed(SITE, "may-embed: nobody", f"may-embed: {hosts}"))
    answer = explainer("export", tmp_path / "out", "--site", folder, "--no-pdf")
    assert answer.code == 0
    longest = max(map(len, (tmp_path / "out" / "_headers").read_text().splitlines()))
    assert f"Cloudflare Pages, free plan takes 2,000 letters in a header, and this export has {longest:,}" in answer.err
    assert list(too_large_for(20_000, 10**9, "/a\n" * 100 + "a" * 2000)) == []
    assert len(list(too_large_for(200_001, 10**9 + 1, "/a\n" * 101 + "a" * 2001))) == 6


def test_what_others_may_frame_and_what_is_made_elsewhere_is_exported_too(tmp_path):
    """Embeds, the script that others load, PDFs by whatever makes them: with the headers that serve gives."""
    folder = site_folder(tmp_path / "site", changed(SITE, "may-embed: nobody", "may-embed: hospital.example.org"))
    editions = read_editions(folder, load_site(folder).site)[0]
    renderer = Renderer(editions, static_files(STATIC), pdfs=True)

    def make_pdf(html, banner):
        return f"%PDF {len(html)} {banner.line.plain}".encode()

    more = tuple(pdf_files(renderer, make_pdf))
    export(renderer, tmp_path / "out", root=folder, inputs=read_inputs(folder), more=more)
    client = Client(create_app(renderer, make_pdf))
    rules = header_rules((tmp_path / "out" / "_headers").read_text())
    for file in everything(renderer, more):
        if file.path != "/" and not file.path.endswith("404.html"):
            answer = client.get(file.path, base_url="http://localhost")
            name = f"{file.path}index.html" if file.path.endswith("/") else file.path
            assert (tmp_path / "out" / name[1:]).read_bytes() == answer.get_data(), file.path
            assert headers_for(file.path, rules).items() <= dict(answer.headers.items()).items(), file.path
    assert "hospital.example.org" in headers_for("/en/embed/NCT00000001/", rules)["Content-Security-Policy"]
    assert "Strict-Transport-Security" in rules["/*"]
    assert {"/embed.js", "/en/trials/NCT00000001/study.pdf"} <= {file.path for file in everything(renderer, more)}
