"""Hugo beside our own export, in three languages: `hugo_site`, for `size.py`. Both write gzip copies at level 6.

Ours, twice: every page as `explainer export` writes it, audited; and the whole site, for which the same pages come with the
sheets as text, the data and the search's index, which Hugo's site has not. Hugo makes the same number of pages, twice:

- *bare articles*: of each page's `<main>` only the words of headings, paragraphs and list items, as Markdown without a link
  or a mark, in a layout of one line.
- *with our surroundings*: the head (addresses in other languages, what shared links show), the notice, the menus and the footer
  of our pages, in `layouts` with its partials; and `<main>` as Markdown with its headings and their ids, nested lists, quotes,
  links and emphasis. What Markdown has no mark for is left out or becomes a paragraph: forms, buttons, pictures, classes,
  `lang` and `dir`, the QR code, folding. So Hugo's pages stay smaller, and nothing is worked out for them: what our templates
  ask of a study (facts, numbers of questions, what is checked or translated) is in the Markdown already.

Ours is read and checked apart (`size.py` prints what that costs); Hugo reads its Markdown while it is timed, for it cannot do
that apart.
"""

import json
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from as_markdown import blocks
from selectolax.lexbor import LexborHTMLParser, LexborNode

from explainer.codings import CODINGS
from explainer.export import site
from explainer.gather import gather
from explainer.settings import STATIC
from explainer.shares import processes_for
from explainer.show.render import Renderer, static_files
from explainer.store import Store

LANGUAGES = 3
LAYOUTS = Path(__file__).parent / "layouts"
BARE = "<!doctype html><html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>"
SETTINGS = """baseURL = "/"
title = "Studies"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[params]
address = "%s"
"""
MARKDOWN = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "p": "", "dt": "", "dd": "", "blockquote": "> "}
T = TypeVar("T")


class Cost(NamedTuple):
    """Seconds of the clock, and of all processors."""

    clock: float
    work: float

    def rate(self, pages: int) -> str:
        """Pages a second, by both."""
        rates = f"{pages / self.clock:6.0f} pages a second ({pages / self.work:.0f} a second of a processor)"
        return f"{self.clock:8.2f} s {self.work:8.2f} s of processors {rates}"


def timed(work: Callable[[], T]) -> tuple[Cost, T]:
    """What something cost, and what came of it."""

    def worked() -> float:
        both = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(each.ru_utime + each.ru_stime for each in both)

    clock, before = time.perf_counter(), worked()
    answer = work()
    return Cost(time.perf_counter() - clock, worked() - before), answer


def hugo_site(folder: Path, root: Path, cache: Path) -> None:
    """Export the site folder `root` with gzip copies, let Hugo make the same pages in both ways, and print all three.

    `cache`: what a check of the site has kept.
    """
    reading, gathered = timed(lambda: gather(root, Store(cache)))
    renderer = Renderer(gathered.editions[:LANGUAGES], static_files(STATIC))
    site.CODINGS = tuple(coding for coding in CODINGS if coding[0] == "gzip")
    export = partial(site.export, renderer, root=root, inputs=gathered.inputs, compressed=True)
    whole, found = timed(lambda: export(folder / "ours"))
    pages = list((folder / "ours").rglob("index.html"))
    site.everything = lambda renderer, _: tuple(site._pages(renderer))
    ours, _ = timed(lambda: export(folder / "pages"))
    print(f"read in {reading.clock:.1f} s ({reading.work:.1f} of processors), checked before")
    print(f"made and written in {LANGUAGES} languages, with gzip copies:")
    print(f"  {'explainer, pages':30}{ours.rate(len(pages))}; {_mean(pages)}")
    print(f"  {'explainer, the whole site':30}{whole.rate(len(pages))}; {found.files - 2 * len(pages):,} other files with them")
    if not shutil.which("hugo"):
        print("  Hugo is not installed")
        return
    address = renderer.site.settings.public_address
    for name, prepare in (("bare articles", _bare), ("with our surroundings", partial(_whole, renderer))):
        source = folder / name.replace(" ", "-")
        source.mkdir()
        (source / "config.toml").write_text(SETTINGS % address, encoding="utf-8")
        prepare(pages, folder / "ours", source)
        cost = _made(source)
        made = list((source / "public").rglob("index.html"))
        shares = [f"{cost.work / len(made) / (each.work / len(pages)):.2f}" for each in (ours, whole)]
        print(
            f"  {'Hugo, ' + name:30}{cost.rate(len(made))}; {_mean(made)}; ours: {' and '.join(shares)} of its pages a second",
            flush=True,
        )
    print(f"  Hugo is {subprocess.run(['hugo', 'version'], check=True, capture_output=True, text=True).stdout.split()[1]}\n")


def _mean(pages: list[Path]) -> str:
    return f"{sum(path.stat().st_size for path in pages) / len(pages):6,.0f} bytes a page"


def _made(source: Path) -> Cost:
    making, _ = timed(lambda: subprocess.run(["hugo", "--quiet", "-s", source], check=True))
    gzip = f"find {source}/public -type f -print0 | xargs -0 -n 200 -P {processes_for(10**6)} gzip -6kn"
    packing, _ = timed(lambda: subprocess.run(["sh", "-c", gzip], check=True))
    return Cost(making.clock + packing.clock, making.work + packing.work)


def _bare(pages: list[Path], export: Path, source: Path) -> None:
    layouts = source / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "list.html").write_text(BARE)
    for path in pages:
        main = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first("main")
        nodes = main.css(",".join(MARKDOWN)) if main else []
        lines = [MARKDOWN[str(node.tag)] + " ".join(node.text().split()) for node in nodes]
        _write(source, path.relative_to(export), {"title": "A page"}, lines)


def _whole(renderer: Renderer, pages: list[Path], export: Path, source: Path) -> None:
    shutil.copytree(LAYOUTS, source / "layouts")
    (source / "data").mkdir()
    words = {tag: _words(renderer, tag, export) for tag in renderer.editions}
    (source / "data" / "words.json").write_text(json.dumps(words), encoding="utf-8")
    for path in pages:
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        place = path.relative_to(export)
        tag, _, at = f"{place.parent.as_posix()}/".partition("/")
        described = tree.css_first("meta[name=description]")
        matter = {
            "title": tree.css_first("title, h1").text().rpartition(" – ")[0],
            "lang": tag if tag in words else renderer.locales[0].tag,
            "at": f"/{at}",
            "description": described.attributes["content"] if described else "",
        }
        _write(source, place, matter, blocks(_node(tree, "main")))


def _write(source: Path, place: Path, matter: Mapping[str, str | None], lines: Iterable[str]) -> None:
    path = source / "content" / place.parent / "_index.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(matter)}\n" + "\n\n".join(lines), encoding="utf-8")


def _node(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    node = tree.css_first(selector)
    assert node is not None
    return node


def _words(renderer: Renderer, tag: str, export: Path) -> dict[str, object]:
    """What the surroundings say in a language, from its first page."""
    tree = LexborHTMLParser((export / tag / "index.html").read_text(encoding="utf-8"))
    locale = renderer.editions[tag].locale
    banner, line, menu, languages = (_node(tree, each) for each in ("aside.banner", "aside.line", "nav", "nav.languages"))
    footer = [node.text() for node in tree.css("footer p:last-child a")]
    return {
        "tag": tag,
        "dir": locale.dir,
        "own": locale.name,
        "name": _node(tree, "a.site").text(),
        "skip": _node(tree, "a.skip").text(),
        "important": banner.attributes["aria-label"],
        "title": _node(banner, "strong").text(),
        "banner": [node.text() for node in banner.css("p")[1:]],
        "reminder": line.attributes["aria-label"],
        "line": line.text(),
        "site": menu.attributes["aria-label"],
        "menu": [{"at": (a.attributes["href"] or "").removeprefix(f"/{tag}"), "name": a.text()} for a in menu.css("a")],
        "languages": languages.attributes["aria-label"],
        "mistake": " ".join(_node(tree, "footer p").text().split()),
        **dict(zip(("all", "privacy", "accessibility"), footer, strict=True)),
        "styles": [node.attributes["href"] for node in tree.css("link[rel=stylesheet]")],
        "icon": _node(tree, "link[rel=icon]").attributes["href"],
        "script": _node(tree, "script[src]").attributes["src"],
    }
