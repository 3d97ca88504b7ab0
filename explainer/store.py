"""What is kept from one run to the next, each thing under the fingerprint of all that it was made from.

All of it may be deleted at any time. What is cut short, changed, somebody else's or under another name is as if it were not
there: whoever asks makes it anew. Values are unpickled, and whoever writes a pickle may run what he likes; so a folder is read
only where nobody but this user can write to it.
"""

import hashlib
import os
import pickle
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from explainer.pickled import pickled

MOST_BYTES = 1 << 30
"""How much stays when a run has ended; what was used longest ago goes first."""
DIGEST = hashlib.sha256().digest_size


def cache_folder() -> Path | None:
    """The user's own place for what can be made again (XDG Base Directory Specification), if there is one."""
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (given if given.is_absolute() else Path.home() / ".cache") / "explainer"
    except RuntimeError:  # A service has no home.
        return None


class Store:
    """Values by key in a folder; without one, or where it cannot be trusted, nothing is ever found or kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder if folder and _is_our_own(folder) else None

    def get(self, key: str) -> object | None:
        """The value that was kept under a key."""
        if self.folder is None:
            return None
        try:
            file = os.open(self.folder / key, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with open(file, "rb") as opened:  # noqa: PTH123 (a path cannot be opened without following links)
                found = os.fstat(file)
                if found.st_uid != os.geteuid() or not stat.S_ISREG(found.st_mode):
                    return None
                digest, data = opened.read(DIGEST), opened.read()
                if digest != _digest(key, data):
                    return None
                os.utime(file)
            value: object = pickle.loads(data)  # noqa: S301 (our own user's, whole, and under its own name)
        except Exception:  # noqa: BLE001 (whatever is wrong with it, it is made anew)
            return None
        return value

    def put(self, key: str, value: object) -> None:
        """Keep a value, whole or not at all. A full disk is no reason to stop."""
        if self.folder is None:
            return
        data = pickled(value)
        with suppress(OSError):
            file, name = tempfile.mkstemp(dir=self.folder)
            try:
                with open(file, "wb") as opened:  # noqa: PTH123 (what `mkstemp` opened)
                    opened.write(_digest(key, data) + data)
                Path(name).replace(self.folder / key)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def trim(self, most: int = MOST_BYTES) -> None:
        """Take away what was used longest ago, until no more than `most` bytes are left."""
        with suppress(OSError):
            files = [(path.stat(), path) for path in self.folder.iterdir()] if self.folder else []
            size = sum(found.st_size for found, _ in files)
            for found, path in sorted(files, key=lambda each: each[0].st_mtime):
                if size <= most:
                    break
                path.unlink(missing_ok=True)
                size -= found.st_size


def _digest(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()


def _is_our_own(folder: Path) -> bool:
    """Whether nobody but this user can put anything there; the folder is made where there is none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    except (OSError, AttributeError):  # (Windows knows no such users.)
        return False
