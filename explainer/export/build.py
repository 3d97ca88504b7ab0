"""The files of an export while it is made, on the ground of an earlier one."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

NEW = -1
"""In place of the inode of a file that this build has put there."""


class Build:
    """A folder that is being filled, and the export that stands (none the first time), on one file system.

    What the folder holds at first may be an earlier export, or a piece of one. Nothing of it is believed: a file stays only
    where it is the very file that stands under the same path, by a second name (the same inode: to ask the system for both
    takes twice as long). No file is ever written into, for it may be one that is being read.

    `keys`: what each of the files that stand was made from, by path, as far as that is known; `new_keys` the same of the new
    ones, empty where nothing is known.
    """

    def __init__(self, folder: Path, before: Path | None, keys: Mapping[str, str]) -> None:
        self.folder = folder
        self.before = before
        self.keys = keys
        self.new_keys: dict[str, str] = {}
        self._files: dict[str, int] = {}
        self._sizes: dict[str, int] = {}
        self._folders: set[str] = {""}
        self._look(f"{folder}/", "")

    def write(self, path: str, data: bytes) -> bool:
        """Write a file. One that is as it was is a second name of the old one; the answer is whether this one is new."""
        if self._old(path) == data and self.keep(path):
            return False
        _new_file(self._place(path), data)
        self._sizes[path] = len(data)
        return True

    def keep(self, path: str) -> bool:
        """Take a file over from the export that stands, unread; False where it has none."""
        if self.before is None:
            return False
        old = f"{self.before}/{path}"
        try:
            found = os.stat(old)  # noqa: PTH116 (there are thousands)
        except FileNotFoundError:
            return False
        self._sizes[path] = found.st_size
        if self._files.get(path) == found.st_ino:
            self.new_keys.setdefault(path, "")
            return True
        new = self._place(path)
        try:
            os.link(old, new)
        except OSError:  # A file system without second names.
            shutil.copy2(old, new)
        return True

    def size(self, *paths: str) -> int:
        """Bytes of files that were written or kept."""
        return sum(map(self._sizes.__getitem__, paths))

    def clear(self) -> None:
        """Take away what the folder held and the new export has not."""
        for path in self._files.keys() - self.new_keys.keys():
            os.unlink(f"{self.folder}/{path}")  # noqa: PTH108 (as above)
        needed = {"", *(above for path in self.new_keys for above in _above(path))}
        for folder in sorted(self._folders - needed, reverse=True):
            os.rmdir(f"{self.folder}/{folder}")  # noqa: PTH106 (as above)

    def _look(self, base: str, folder: str) -> None:
        """Notes what is in a folder. What is neither a file nor a folder we never made, and it might lead elsewhere."""
        with os.scandir(base + folder) as found:
            for each in found:
                path = folder + each.name
                if each.is_dir(follow_symlinks=False):
                    self._folders.add(path)
                    self._look(base, f"{path}/")
                elif each.is_file(follow_symlinks=False):
                    self._files[path] = each.inode()
                else:
                    os.unlink(each.path)  # noqa: PTH108 (as above)

    def _old(self, path: str) -> bytes | None:
        try:
            return (self.before / path).read_bytes() if self.before else None
        except FileNotFoundError:
            return None

    def _make(self, folder: str) -> None:
        """Makes a folder and those above it where they are not; another process may have made them."""
        if folder not in self._folders:
            self._make(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{folder}")  # noqa: PTH102 (there are thousands)
            self._folders.add(folder)

    def _place(self, path: str) -> str:
        """Where a file is to be put; nothing is there any more."""
        place = f"{self.folder}/{path}"
        if path in self._files:
            os.unlink(place)  # noqa: PTH108 (as above)
        else:
            self._make(path.rpartition("/")[0])
        self._files[path] = NEW
        self.new_keys.setdefault(path, "")
        return place


def _new_file(place: str, data: bytes) -> None:
    """Writes a file that is not there yet; Python's own way asks the system twice as often."""
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


def _above(path: str) -> Iterator[str]:
    """The folders in which a path is."""
    while path := path.rpartition("/")[0]:
        yield path
