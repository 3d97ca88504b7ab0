"""What a site's pages are made from, by fingerprint: so that what did not change is not made again, and what did is noticed."""

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from explainer.settings import PACKAGE, SHIPPED

FOLDERS = ("content", "translations", "static")
A_WHILE = 2 * 10**9
"""Nanoseconds: the clocks of file systems are coarse, and what was changed just now may change again without a trace."""
_known: dict[str, tuple[tuple[int, ...], bytes]] = {}
"""The fingerprints of the files that this process has read, each with what the file system said of it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Fingerprints: of each study's own files by its number; of the static files; of all else, code and libraries among it."""

    of_trial: dict[str, str]
    static: str
    shared: str

    def study(self, trial: str) -> str:
        """What is said of one study is made from this. Other studies' files are not in it."""
        return _joined(self.shared, self.of_trial[trial])

    def page(self, trial: str, path: str, form: str) -> str:
        """What the file at `path` about one study is made from, in a `form` of the site."""
        return _joined(self.shared, self.of_trial[trial], self.static, path, form)

    def site_page(self, path: str, form: str) -> str:
        """The same of a file that holds words of the site alone; it may tell which studies there are."""
        return _joined(self.shared, *sorted(self.of_trial), self.static, path, form)


def _joined(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_inputs(root: Path) -> Inputs:
    """The inputs of a site folder as they are now."""
    trials = {name: hashlib.sha256() for name in _names(root / "content" / "trials")}
    static, shared = hashlib.sha256(), hashlib.sha256(_libraries().encode())
    for base, path in _files(root):
        id = study_of(path) if base == root else ""
        digest = static if path.startswith("static/") else trials.get(id, shared)
        digest.update(path.encode(errors="surrogateescape") + b"\n" + _content(f"{base}/{path}"))
    return Inputs(
        of_trial={id: digest.hexdigest() for id, digest in trials.items()}, static=static.hexdigest(), shared=shared.hexdigest()
    )


def study_of(path: str) -> str:
    """The name of the study to which a file of a site folder belongs, or a name that no study has."""
    first, *rest = path.split("/")
    if first == "content" and rest[:1] == ["trials"]:
        return rest[1] if len(rest) > 1 else ""
    return rest[-1].removesuffix(".po") if first == "translations" and path.endswith(".po") else ""


def _content(path: str) -> bytes:
    """The fingerprint of a file; what cannot be read is told elsewhere. A pipe would keep us waiting for ever."""
    try:
        found = os.stat(path)  # noqa: PTH116 (there are thousands)
        state = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        known = _known.get(path)
        if known and known[0] == state:
            return known[1]
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 (as above)
            digest = hashlib.sha256(opened.readall() if stat.S_ISREG(os.fstat(file).st_mode) else b"").digest()
    except OSError as error:
        return repr(error.errno).encode()
    if time.time_ns() - found.st_ctime_ns > A_WHILE:
        _known[path] = state, digest
    return digest


@cache
def _libraries() -> str:
    """The interpreter, and all packages that it may import: the names of their folders tell their versions."""
    found = {name for folder in sys.path for name in _names(Path(folder)) if name.endswith((".dist-info", ".egg-info"))}
    return repr((sys.version, sorted(found)))


def _names(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208 (names only)
    except OSError:
        return []


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """The files below the site folder, below the shipped one, and of the code; each by its path below one of them."""
    ours = [(SHIPPED, name) for name in FOLDERS[1:]] + [(PACKAGE.parent, PACKAGE.name)]
    for base, name in dict.fromkeys([*((root, name) for name in FOLDERS), *ours]):
        yield from ((base, path) for path in _below(base, name, frozenset()))


def _below(base: Path, folder: str, above: frozenset[tuple[int, int]]) -> Iterator[str]:
    """The files below a folder, or the folder itself where it cannot be looked into.

    Hidden files, and what Python keeps beside its modules, make no page. Links are followed, but not round in a circle.
    """
    whole = f"{base}/{folder}"
    try:
        at = os.stat(whole)  # noqa: PTH116 (there are thousands)
        with os.scandir(whole) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    here = (at.st_dev, at.st_ino)
    for each in found if here not in above else ():
        if each.name.startswith((".", "__pycache__")):
            continue
        # Of a link that leads to itself an entry does not say that it is no folder: it raises.
        if os.path.isdir(each.path) if each.is_symlink() else each.is_dir():  # noqa: PTH112
            yield from _below(base, f"{folder}/{each.name}", above | {here})
        else:
            yield f"{folder}/{each.name}"
