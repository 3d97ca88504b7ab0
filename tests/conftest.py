"""The shipped site, the invented example, a client whose every fetch holds the page contract, a real server, a real browser."""

import dataclasses
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from printing import FIREFOX, POPPLER, Chromium, Firefox
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import Client, TestResponse

from explainer.audit import audit_page
from explainer.checks.editions import read_editions
from explainer.cli.main import main
from explainer.curate.new_site import make_site
from explainer.gather import gather
from explainer.model import Site
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.show.render import Renderer, static_files
from explainer.store import Store, cache_folder
from explainer.web.app import create_app

TRIAL = "/en/trials/NCT06947473/"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


def missing(what: str) -> None:
    """A test cannot run here: it says so and skips, but never in CI, where everything has to be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI has to have it")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What commands keep stays among what the tests wrote; all processes of a run share it."""
    mine = tmp_path_factory.getbasetemp()
    os.environ["XDG_CACHE_HOME"] = str((mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "cache")


def pytest_report_header() -> str:
    folder = os.environ.get("EXPLAINER_RECORDS")
    return f"real registry records: those in {folder or 'the project, and no others: EXPLAINER_RECORDS names no folder'}"


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Real registry records, named by number: those in the folder that EXPLAINER_RECORDS names, else the project's own."""
    if os.environ.get("EXPLAINER_RECORDS"):
        return _many_records()
    folder = tmp_path_factory.mktemp("records")
    own = (SHIPPED / "content" / "trials").glob("*/record.json")
    return [Path(shutil.copy(file, folder / f"{file.parent.name}.json")) for file in own]


@pytest.fixture(scope="session")
def measured_records() -> list[Path]:
    """Those records of which a person noted what is right in them: they are other people's texts, and no part of the project.

    A figure over them cannot be had without them. So a test that has to reach one skips, in CI too, and is named at the end.
    """
    if not os.environ.get("EXPLAINER_RECORDS"):
        pytest.skip("a figure over many real records needs them, and they are other people's texts: see EXPLAINER_RECORDS")
    return _many_records()


def _many_records() -> list[Path]:
    """A folder that is named and holds none is a fault."""
    folder = os.environ["EXPLAINER_RECORDS"]
    found = sorted(Path(folder).glob("*.json"))
    assert found, f"{folder} holds no records"
    return found


@pytest.fixture(scope="session")
def site() -> Site:
    return load_site(SHIPPED).site


@pytest.fixture(scope="session")
def embedded(site: Site) -> Site:
    """The shipped site with the two lines that let every site frame a study."""
    return dataclasses.replace(
        site, settings=dataclasses.replace(site.settings, may_embed=("*",), public_address="https://studies.example.org")
    )


@pytest.fixture(scope="session")
def renderer(own_cache: None) -> Renderer:  # noqa: ARG001 (what a server has kept need not be read again)
    return Renderer(gather(SHIPPED, Store(cache_folder())).editions, static_files(STATIC))


@pytest.fixture(scope="session")
def client(renderer: Renderer) -> Client:
    return Client(create_app(renderer))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site folder with the invented study."""
    folder = tmp_path_factory.mktemp("new") / "site"
    make_site(folder)
    return folder


@pytest.fixture(scope="session")
def example_client(example: Path) -> Client:
    return client_of(example)


def client_of(folder: Path) -> Client:
    """A client for a site folder."""
    site = load_site(folder).site
    return Client(create_app(Renderer(read_editions(folder, site)[0], static_files(STATIC))))


@pytest.fixture(scope="session")
def read(client: Client, renderer: Renderer) -> Callable[..., LexborHTMLParser]:
    """The only way in which a test fetches a page of the shipped site: each fetch holds the page contract."""

    def fetch(path: str, status: int = 200, **kwargs: object) -> LexborHTMLParser:
        answer: TestResponse = client.get(path, **kwargs)
        assert answer.status_code == status, path
        assert answer.mimetype == "text/html", path
        html = answer.get_data(as_text=True)
        edition = renderer.editions.get(path.split("/")[1], renderer.editions["en"])
        banner, locale = edition.site.banner.text, edition.locale
        assert audit_page(html, path=path, banner=banner, lang=locale.tag, dir=locale.dir) == ()
        return LexborHTMLParser(html)

    return fetch


class Answer(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def explainer(monkeypatch, capsys):
    """The command line, called with words as from a shell."""

    def run(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["explainer", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Answer(ended.value.code, out, err)

    return run


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server that serves the shipped site on loopback."""
    with serving(tmp_path_factory.mktemp("server")) as address:
        yield address


class serving:  # noqa: N801 (used as a context manager)
    """`explainer serve` as a process of its own, started in an empty folder and ended by its id."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = folder / "serve.log"
        self.command = [sys.executable, "-m", "explainer", "serve", "--port", str(port), "--workers", "1", *arguments]
        self.folder = folder

    def __enter__(self) -> str:
        with self.log.open("w") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log)
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=1):
                    return self.address
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.__exit__()
        pytest.fail(f"the server did not start: {self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def workers_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """The ids of a server's processes that answer."""
    return [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Real Chromium."""
    if CHROMIUM is None:
        missing("Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session", params=["Chromium", "Firefox"])
def printer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium | Firefox]:
    """Each of the engines that readers print from: `printer.pdf(address, paper="letter", font=32)`."""
    if POPPLER is None:
        missing("Poppler's pdftotext")
    if request.param == "Firefox" and FIREFOX is None:
        missing("Firefox")
    started = (
        Firefox(tmp_path_factory.mktemp("firefox"))
        if request.param == "Firefox"
        else Chromium(request.getfixturevalue("browser"))
    )
    yield started
    started.close()
