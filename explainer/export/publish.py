"""An export is built beside the one that stands, and takes its place by the renaming of a link: whole, or not at all.

`DIR` is a link to a numbered folder inside `.DIR-export` beside it. Whatever happens before the link is renamed, a kill
included, leaves the last good export as it was. The export before that, or what an end half-way left, becomes the ground of
the next one: to change a few files in it is much quicker than to make a tree of thousands, and to take one away.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from explainer.errors import ExplainerError
from explainer.export.build import Build

MARK = "made-by-explainer-export"
"""The file by which we know a folder as ours. Whoever writes there holds its lock, which ends with the process."""


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
    folder = _ground(home, standing)
    try:
        build = Build(folder, home / standing if standing else None, _read_keys(home, standing))
        yield build
        build.clear()
        _keys_file(home, folder.name).write_text(json.dumps(build.new_keys), encoding="utf-8")
        link = home / "link"
        link.unlink(missing_ok=True)
        link.symlink_to(f"{home.name}/{folder.name}")
        if target.is_dir() and not target.is_symlink():
            target.rmdir()
        link.replace(target)
    except KeyboardInterrupt as error:
        raise ExplainerError(f"{target} was not changed: the export was stopped.") from error
    except OSError:
        _tidy(home, {standing})  # The disk may be full.
        raise
    # Whoever is half-way through reading the last export may go on: it is left alone until the next one.
    _tidy(home, {standing, folder.name})


def _ground(home: Path, standing: str) -> Path:
    """The folder to build in, under a number that was never used: an earlier one that does not stand, or a new one."""
    numbers = {int(path.name): path for path in home.iterdir() if path.name.isdecimal()}
    folder = home / str(max(numbers, default=0) + 1)
    spare = [path for _, path in sorted(numbers.items()) if path.name != standing and path.is_dir() and not path.is_symlink()]
    if spare:
        spare[-1].rename(folder)
    else:
        folder.mkdir()
    return folder


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
