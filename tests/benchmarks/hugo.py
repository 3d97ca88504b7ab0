"""Hugo over the articles of our own export: `hugo_site`, for `size.py`."""

import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from selectolax.lexbor import LexborHTMLParser

from explainer.codings import CODINGS
from explainer.export import site
from explainer.gather import gather
from explainer.settings import STATIC
from explainer.shares import processes_for
from explainer.show.render import Renderer, static_files
from explainer.store import Store

LANGUAGES = 3
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
    """Export the site folder `root` with gzip copies, and let Hugo make the same pages, also with gzip copies; print both."""
    cache.mkdir(mode=0o700)
    reading, gathered = timed(lambda: gather(root, Store(cache)))
    renderer = Renderer(gathered.editions[:LANGUAGES], static_files(STATIC))
    site.CODINGS = tuple(coding for coding in CODINGS if coding[0] == "gzip")
    ours, found = timed(lambda: site.export(renderer, folder / "ours", root=root, inputs=gathered.inputs, compressed=True))
    pages = list((folder / "ours").rglob("index.html"))
    print(f"read and checked in {reading.clock:.1f} s ({reading.work:.1f} of processors)")
    print(f"made and written in {LANGUAGES} languages, with gzip copies:")
    print(f"  explainer {ours.rate(len(pages))}; {found.files - 2 * len(pages):,} other files with them")
    if not shutil.which("hugo"):
        print("  Hugo is not installed")
        return
    made = prepared(pages, folder / "ours", folder / "hugo")
    making, _ = timed(lambda: subprocess.run(["hugo", "--quiet", "-s", folder / "hugo"], check=True))
    gzip = f"find {folder}/hugo/public -type f -print0 | xargs -0 -n 200 -P {processes_for(10**6)} gzip -9kn"
    packing, _ = timed(lambda: subprocess.run(["sh", "-c", gzip], check=True))
    both = Cost(making.clock + packing.clock, making.work + packing.work)
    version = subprocess.run(["hugo", "version"], check=True, capture_output=True, text=True).stdout.split()[1]
    print(f"  Hugo      {both.rate(made)}; {version}")
    print(
        f"  explainer has {both.work / made / (ours.work / len(pages)):.2f} of Hugo's pages a second of a processor\n",
        flush=True,
    )


def prepared(pages: list[Path], export: Path, folder: Path) -> int:
    """The pages of an export as the source of a site of Hugo: how many."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    layout = "<!doctype html><html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>"
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(layout)
    settings = 'baseURL = "/"\ntitle = "Studies"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
    (folder / "config.toml").write_text(settings)
    count = 0
    for path in pages:
        main = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first("main")
        if main is not None:
            place = folder / "content" / path.relative_to(export).parent / "_index.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            lines = [MARKDOWN[str(node.tag)] + " ".join(node.text().split()) for node in main.css(",".join(MARKDOWN))]
            place.write_text("---\ntitle: A page\n---\n" + "\n\n".join(lines), encoding="utf-8")
            count += 1
    return count
