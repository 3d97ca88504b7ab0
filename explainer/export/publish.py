"""An export is built beside the one that stands, and takes its place by the renaming of a link: whole, or not at all.

`DIR` is a link to a numbered folder inside `.DIR-export` beside it. Whatever happens before the link is renamed, a kill
included, leaves the last good export as it was; what such an end leaves behind, the next export takes away.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from explainer.errors import ExplainerError

MARK = "made-by-explainer-export"
"""The file by which we know a folder as ours. Whoever writes there holds its lock, which ends with the process."""


class Build:
    """A folder that is being filled, and the export that stands (none the first time).

    `keys`: what each of its files was made from, by path, as far as that is known; `new_keys` the same of those written here.
    """

    def __init__(self, folder: Path, before: Path | None, keys: Mapping[str, str]) -> None:
        self.folder = folder
        self.before = before
        self.keys = keys
        self.new_keys: dict[str, str] = {}
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes) -> bool:
        """Write a file. One that is as it was is a second name of the old one; the answer is whether this one is new."""
        if self._old(path) == data and self.keep(path):
            return False
        Path(self._place(path)).write_bytes(data)
        return True

    def keep(self, path: str) -> bool:
        """Take a file over from the export that stands, unread; False where it has none."""
        if self.before is None:
            return False
        old, new = f"{self.before}/{path}", self._place(path)
        try:
            os.link(old, new)  # (There are thousands.)
        except FileNotFoundError:
            return False
        except OSError:  # A file system without second names.
            shutil.copy2(old, new)
        return True

    def size(self, *paths: str) -> int:
        """Bytes of files of the new folder."""
        return sum(os.stat(f"{self.folder}/{path}").st_size for path in paths)  # noqa: PTH116 (as above)

    def _old(self, path: str) -> bytes | None:
        try:
            return (self.before / path).read_bytes() if self.before else None
        except FileNotFoundError:
            return None

    def _place(self, path: str) -> str:
        place = f"{self.folder}/{path}"
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return place


@contextmanager
def published(target: Path) -> Iterator[Build]:
    """A build that takes the place of what stands at `target` when the block ends well, and goes away when it does not.

    Raises:
        ExplainerError: `target` is not an export of ours, another export is running, something cannot be written, or
            somebody pressed Ctrl-C.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 (`resolve` would follow the link that is to be renamed)
    home = target.parent / f".{target.name}-export"
    try:
        _standing(target, home)
        home.mkdir(parents=True, exist_ok=True)
        with _lock(home / MARK, target):
            # Asked again: another export may have ended since.
            yield from _built(target, home, _standing(target, home))
    except OSError as error:
        raise ExplainerError(f"{target} was not changed: {error}") from error


def _standing(target: Path, home: Path) -> str:
    """The name of the folder that the link leads to; empty the first time."""
    ours = (home / MARK).is_file()
    if ours and target.is_symlink() and target.readlink().parent == Path(home.name):
        return target.readlink().name
    empty = target.is_dir() and not target.is_symlink() and not any(target.iterdir())
    if os.path.lexists(target) and not empty:
        raise ExplainerError(
            f"{target} was not made by `explainer export`, and is left alone. Name a folder that is not there yet."
        )
    if os.path.lexists(home) and not ours and any(home.iterdir()):
        raise ExplainerError(
            f"{home} was not made by `explainer export`, and is left alone. Take it away, or choose another name."
        )
    return ""


@contextmanager
def _lock(path: Path, target: Path) -> Iterator[None]:
    import fcntl  # noqa: PLC0415 (Windows has none, and the other commands run there)

    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ExplainerError(
                f"another export into {target} is running. Wait for it, or end it, then start again."
            ) from error
        yield


def _built(target: Path, home: Path, standing: str) -> Iterator[Build]:
    numbers = [int(path.name) for path in home.iterdir() if path.name.isdigit()]
    name = str(max(numbers, default=0) + 1)
    build = Build(home / name, home / standing if standing else None, _read_keys(home, standing))
    build.folder.mkdir()
    try:
        yield build
        _keys_file(home, name).write_text(json.dumps(build.new_keys), encoding="utf-8")
        link = home / "link"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{home.name}/{name}")
        if target.is_dir() and not target.is_symlink():
            target.rmdir()
        link.replace(target)
    except BaseException as error:
        _tidy(home, {standing})
        if isinstance(error, KeyboardInterrupt):
            raise ExplainerError(f"{target} was not changed: the export was stopped.") from error
        raise
    # Whoever is half-way through reading the last export may go on: it stays until the next one.
    _tidy(home, {standing, name})


def _tidy(home: Path, kept: set[str]) -> None:
    """Takes away what earlier exports left, also those that were killed."""
    for path in home.iterdir():
        if path.name != MARK and path.name.partition(".")[0] not in kept:
            with suppress(OSError):
                path.unlink() if path.is_symlink() or not path.is_dir() else shutil.rmtree(path)


def _keys_file(home: Path, name: str) -> Path:
    return home / f"{name}.json"


def _read_keys(home: Path, standing: str) -> Mapping[str, str]:
    """Only a help: without it, or where it is broken, all is made anew."""
    try:
        found = json.loads(_keys_file(home, standing).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(path): str(key) for path, key in found.items()} if isinstance(found, dict) else {}
