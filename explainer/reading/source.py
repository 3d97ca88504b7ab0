"""A content file as text, and the list that collects what is wrong with it. Reading never raises for content."""

import re
import stat
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from explainer.finding import Finding, Severity, Where

MERGE = re.compile(r"^(?:<{7}|>{7})(?= )", re.MULTILINE)
"""The marks that git leaves about two texts of which it cannot say which holds."""


@dataclass(slots=True)
class Problems:
    """Findings as they are met. The only thing in `reading` that changes."""

    found: list[Finding] = field(default_factory=list)

    def add(self, rule: str, where: Where, message: str, fix: str, severity: Severity = "error") -> None:
        """Note one finding."""
        self.found.append(Finding(rule=rule, severity=severity, where=where, message=message, fix=fix))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of one file (lines end in a single newline) and its path in the site folder."""

    path: str
    text: str

    def at(self, line: int) -> Where:
        """The place of a line, counted from 1."""
        return Where(path=self.path, line=line)


@dataclass(frozen=True, slots=True)
class Folder:
    """A site folder, from which files are read."""

    root: Path
    problems: Problems

    def read(self, path: str, *, fix: str, needed: bool = True) -> Source | None:
        """The file's text; nothing, with a finding, where it is missing, empty or not UTF-8."""
        where = Where(path=path)
        try:
            # A pipe or a device would keep the reader waiting for ever.
            if not stat.S_ISREG((self.root / path).stat().st_mode):
                self._unreadable(path, "it is not a file")
                return None
            data = (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            if needed:
                self.problems.add("file-missing", where, "this file is missing", fix)
            return None
        except OSError as error:
            self._unreadable(path, str(error.strerror))
            return None
        return self._decode(where, data, fix)

    def _decode(self, where: Where, data: bytes, fix: str) -> Source | None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            message = f"this is not UTF-8 text (byte {error.start + 1} of the file)"
            self.problems.add("not-utf-8", Where(path=where.path, line=line), message, "save the file as UTF-8")
            return None
        if not text.strip():
            self.problems.add("file-empty", where, "this file is empty", fix)
            return None
        if "\0" in text:
            self.problems.add("not-text", where, "this file holds NUL characters", "save it as plain text")
            return None
        # (A catalog loses only the messages between the marks, and tells of them by itself.)
        if not where.path.endswith(".po") and (mark := MERGE.search(text)):
            place = Where(path=where.path, line=text.count("\n", 0, mark.start()) + 1)
            message = f"a merge of two versions is not finished here (“{mark.group()}”)"
            self.problems.add("merge-unfinished", place, message, "keep one of both texts, and delete the three lines of marks")
            return None
        # Not `splitlines`: to it a form feed or U+2028 ends a line, and record text has to stay as it is.
        return Source(path=where.path, text=text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n")

    def _unreadable(self, path: str, why: str) -> None:
        message, fix = f"this cannot be read: {why}", "put a file there that everybody may read"
        self.problems.add("file-unreadable", Where(path=path), message, fix)

    def names(self, path: str, pattern: str = "*") -> list[str]:
        """Paths of what a folder holds, sorted; hidden ones and `README.md` left out, and names that are not text."""
        try:
            names = sorted(entry.name for entry in (self.root / path).iterdir() if fnmatchcase(entry.name, pattern))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            self._unreadable(path, str(error.strerror))
            return []
        found = []
        for name in names:
            shown = name.encode(errors="replace").decode()
            if shown != name:
                where = Where(path=f"{path}/{shown}")
                self.problems.add("file-name", where, "the name of this file is not UTF-8 text", "give it another name")
            elif not name.startswith(".") and name != "README.md":
                found.append(f"{path}/{name}")
        return found
