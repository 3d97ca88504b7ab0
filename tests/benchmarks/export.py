"""What an export costs: `python tests/benchmarks/export.py [STUDIES…]` (1 and 50 unless given).

Sites of so many copies of the shipped study, in all its languages. Prints seconds: to read and check the site, to
export it with compressed copies into nothing, and again with one study changed; pages a second; and the most memory that one
process had. Where Hugo is installed it makes a site of the same pages in the same run: their words, headings and lists as
Markdown, in one plain layout, and then gzip copies of what it made.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from selectolax.lexbor import LexborHTMLParser

from explainer.checks import check
from explainer.checks.editions import read_editions
from explainer.export.site import Exported, everything, export
from explainer.inputs import Inputs, read_inputs
from explainer.language.editions import Edition
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, STATIC
from explainer.shares import processes_for
from explainer.show.render import Renderer, static_files

SIZES = [1, 50]
STUDY = "NCT06947473"
PUBLIC = "https://studies.example.org"
MARKDOWN = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- ", "p": "", "dt": "", "dd": "", "blockquote": "> "}
T = TypeVar("T")


class Cost(NamedTuple):
    """Seconds of the clock, and of all processors (which other work on the machine changes less)."""

    clock: float
    work: float

    def __str__(self) -> str:
        return f"{self.clock:7.2f} s ({self.work:.2f} of processors)"

    def rate(self, pages: int) -> str:
        """Pages a second, by both."""
        return f"{pages / self.clock:6.0f} pages a second ({pages / self.work:.0f} a second of a processor)"


def worked() -> float:
    """Seconds of processors that this process and those that it started have had."""
    return sum(
        each.ru_utime + each.ru_stime for each in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def timed(work: Callable[[], T]) -> tuple[Cost, T]:
    """What something cost, and what came of it."""
    clock, before = time.perf_counter(), worked()
    answer = work()
    return Cost(time.perf_counter() - clock, worked() - before), answer


def generated(root: Path, studies: int) -> None:
    """A site folder with so many copies of the shipped study."""
    for name in ("content", "translations"):
        shutil.copytree(SHIPPED / name, root / name)
    settings = root / "content" / "site.md"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("public-address:", f"public-address: {PUBLIC}", 1), encoding="utf-8")
    for number in range(1, studies):
        copied(root, f"NCT{number:08}")


def copied(root: Path, id: str) -> None:
    """One copy of the study under another number."""
    trials = root / "content" / "trials"
    shutil.copytree(trials / STUDY, trials / id)
    record = trials / id / "record.json"
    record.write_text(record.read_text(encoding="utf-8").replace(STUDY, id), encoding="utf-8")
    for catalog in (root / "translations").glob(f"*/LC_MESSAGES/{STUDY}.po"):
        catalog.with_name(f"{id}.po").write_text(catalog.read_text(encoding="utf-8").replace(STUDY, id), encoding="utf-8")


def read(root: Path) -> tuple[Cost, Cost, tuple[Edition, ...], Inputs]:
    """What it cost to read the site and to check it, what was read, and what it was read from."""
    inputs = read_inputs(root)
    reading, loaded = timed(lambda: load_site(root))
    checking, (_, (editions, _)) = timed(lambda: (check(loaded.site), read_editions(root, loaded.site)))
    return reading, checking, editions, inputs


def exported(root: Path, target: Path, editions: tuple[Edition, ...], inputs: Inputs) -> tuple[Cost, Exported, int]:
    """The cost, what was written, and how many pages the site has."""
    renderer = Renderer(editions, static_files(STATIC))
    cost, found = timed(lambda: export(renderer, target, root=root, inputs=inputs, compressed=True))
    return cost, found, sum(file.path.endswith("/") for file in everything(renderer))


def hugo(export: Path, folder: Path) -> tuple[int, Cost, Cost]:
    """The pages of an export as a site of Hugo: how many, the cost to make it, and to add gzip copies."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(
            "<!doctype html><html><head><title>{{ .Title }}</title></head><body><main>{{ .Content }}</main></body></html>"
        )
    (folder / "config.toml").write_text(
        'baseURL = "/"\ntitle = "Studies"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
    )
    pages = 0
    for path in export.rglob("index.html"):
        main = LexborHTMLParser(path.read_text(encoding="utf-8")).css_first("main")
        if main is not None:
            place = folder / "content" / path.relative_to(export).parent / "_index.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            lines = [MARKDOWN[str(node.tag)] + " ".join(node.text().split()) for node in main.css(",".join(MARKDOWN))]
            place.write_text("---\ntitle: A page\n---\n" + "\n\n".join(lines), encoding="utf-8")
            pages += 1
    making, _ = timed(lambda: subprocess.run(["hugo", "--quiet", "-s", folder], check=True))
    gzip = f"find {folder}/public -type f -print0 | xargs -0 -n 200 -P {processes_for(10**6)} gzip -9kn"
    packing, _ = timed(lambda: subprocess.run(["sh", "-c", gzip], check=True))
    return pages, making, packing


def measured(studies: int) -> None:
    """Measure one size and print it."""
    with tempfile.TemporaryDirectory() as name:
        root, target = Path(name) / "site", Path(name) / "out"
        generated(root, studies)
        reading, checking, editions, inputs = read(root)
        cold, found, pages = exported(root, target, editions, inputs)
        summary = root / "content" / "trials" / STUDY / "eligibility.md"
        summary.write_text(
            summary.read_text(encoding="utf-8").replace("written-on: 2026", "written-on: 2027"), encoding="utf-8"
        )
        again_reading, again_checking, editions, inputs = read(root)
        warm, changed, _ = exported(root, target, editions, inputs)
        most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        print(
            f"{studies} studies, {len(editions)} languages, {pages:,} pages, {found.files:,} files, {found.size / 1e6:.0f} MB"
        )
        print(f"  read {reading}, checked {checking}; most memory of a process {most:.0f} MiB")
        print(f"  into nothing      {cold} {cold.rate(pages)}")
        print(f"  one study changed {warm} {changed.written} files written; read {again_reading}, checked {again_checking}")
        if shutil.which("hugo"):
            count, making, packing = hugo(target, Path(name) / "hugo")
            both = Cost(making.clock + packing.clock, making.work + packing.work)
            print(f"  Hugo, then gzip   {both} {both.rate(count)}; {making} without gzip")
        else:
            print("  Hugo is not installed")


def main(sizes: list[int]) -> None:
    """Measure and print."""
    for studies in sizes:
        measured(studies)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
