"""What a site costs by its size: `python tests/benchmarks/size.py [STUDIES…]` (else 1, 50 and 500; 5,000 take an hour).

Copies of the shipped study in all its languages. For each size the commands are run as a user runs them, each in a process of
its own: `check` with nothing kept, and again; `serve` to the first page; `export` into nothing, again, and with one study
changed.
Printed: seconds of the clock, and of all processors (which other work on the machine changes less); the most memory of
all processes together, and for the export its course; and how each grows from size to size.

Then, beside one another in the same run: Hugo makes the pages of the last size in three languages, with gzip copies (`hugo.py`
says just what); and nginx sends the same pre-compressed study page. Both make and send gzip only, so for this our own export
leaves brotli out.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from hugo import hugo_site
from processes import family, memory, worked
from warm import warm_pages

from explainer.settings import SHIPPED

SIZES = [1, 50, 500]
STUDY = "NCT06947473"
ADDRESS = "https://studies.example.org"
PORT = 20_000 + os.getpid() % 10_000
EXPLAINER = [sys.executable, "-m", "explainer"]


class Cost(NamedTuple):
    """Seconds of the clock and of all processors, and the memory of all processes together in MiB, by second."""

    clock: float
    work: float
    curve: list[tuple[float, float]]

    @property
    def memory(self) -> float:
        """The most of it."""
        return max(found for _, found in self.curve)

    def at(self, share: float) -> float:
        """The memory when so much of the time was over."""
        return next(found for second, found in self.curve if second >= share * self.curve[-1][0])

    def __str__(self) -> str:
        return f"{self.clock:8.2f} s {self.work:8.2f} s of processors {self.memory:6.0f} MiB"


def run(*command: str | Path, until: Callable[[], bool] | None = None, cache: Path) -> Cost:
    """What a command costs, to its end or `until` something is so."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    start, before, curve = time.perf_counter(), os.times(), [(0.0, 0.0)]
    process = subprocess.Popen([*EXPLAINER, *command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and not (until and until()):
            curve.append((time.perf_counter() - start, memory(family(process.pid))))
            # To look takes time from what is looked at: of what lasts, twice a second is enough.
            time.sleep(min(0.5, max(0.05, curve[-1][0] / 10)))
        clock = time.perf_counter() - start
        curve.append((clock, memory(family(process.pid)) or curve[-1][1]))
        work = worked(family(process.pid))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(30)
    after = os.times()
    ended = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(clock, work if until else ended, curve)


def answered() -> bool:
    """Whether the first page is there."""
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{PORT}/es/trials/{STUDY}/", timeout=30):
        return True
    return False


def generated(root: Path, studies: int) -> None:
    """A site folder with so many copies of the shipped study."""
    for name in ("content", "translations"):
        shutil.copytree(SHIPPED / name, root / name)
    edit(root / "content" / "site.md", "public-address:", f"public-address: {ADDRESS}")
    for number in range(1, studies):
        copied(root, f"NCT{number:08}")


def copied(root: Path, id: str) -> None:
    """One copy of the study under another number."""
    trials = root / "content" / "trials"
    shutil.copytree(trials / STUDY, trials / id)
    edit(trials / id / "record.json", STUDY, id)
    for catalog in (root / "translations").glob(f"*/LC_MESSAGES/{STUDY}.po"):
        edit(shutil.copy(catalog, catalog.with_name(f"{id}.po")), STUDY, id)


def edit(path: Path, old: str, new: str) -> None:
    """Put one text in the place of another."""
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def measured(folder: Path, studies: int) -> dict[str, Cost]:
    """Measure one size and print it; the site, its cache and its export stay in the folder."""
    root, target = folder / "site", folder / "out"
    generated(root, studies)
    command = partial(run, cache=folder / "cache")
    costs = {"check, nothing kept": command("check", "--site", root), "check, all kept": command("check", "--site", root)}
    costs["serve, to the first page"] = command("serve", "--site", root, "--port", str(PORT), until=answered)
    write = ("export", "--no-pdf", "--site", root)
    costs["export into nothing"] = command(*write, target)
    costs["export, nothing changed"] = command(*write, target)
    before = {path: path.stat().st_ino for path in target.rglob("*") if path.is_file()}
    edit(root / "content" / "trials" / STUDY / "eligibility.md", "written-on: 2026", "written-on: 2027")
    costs["export, one study changed"] = command(*write, target)
    new = sum(before.get(path) != path.stat().st_ino for path in target.rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    pages = sum(path.name == "index.html" for path in before)
    print(f"{studies} studies: {pages:,} pages, {len(before):,} files, {size / 1e6:.0f} MB")
    print(f"  {new} files written for one study changed")
    for name, cost in costs.items():
        print(f"  {name:28}{cost}")
    work = costs["export into nothing"].work - costs["export, nothing changed"].work
    print(f"  {pages / work:.0f} pages a second of a processor, to make and write them")
    into = costs["export into nothing"]
    shares = ", ".join(f"{into.at(share):.0f}" for share in (0.1, 0.25, 0.5, 0.75, 1))
    print(f"  MiB after a tenth, a quarter, a half, three quarters and at the end of it: {shares}\n", flush=True)
    return costs


def growth(found: dict[int, dict[str, Cost]]) -> None:
    """Print how each cost grows from one size to the next."""
    for small, large in zip(found, [*found][1:], strict=False):
        print(f"from {small} to {large} studies: {large / small:.1f} times as many")
        for name, cost in found[large].items():
            before = found[small][name]
            print(f"  {name:28}{cost.work / before.work:6.1f} times the work, {cost.memory / before.memory:4.1f} the memory")


def main(sizes: list[int]) -> None:
    """Measure and print."""
    found = {}
    for studies in sizes:
        with tempfile.TemporaryDirectory() as name:
            found[studies] = measured(Path(name), studies)
            if studies == sizes[-1]:
                growth(found)
                hugo_site(Path(name), Path(name) / "site", Path(name) / "cache" / "explainer")
    warm_pages(PORT)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or SIZES)
