"""What a site's pages are made from, by fingerprint: so that what did not change is not made again, and what did is noticed."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

from explainer.settings import PACKAGE, SHIPPED

FOLDERS = ("content", "translations", "static")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Fingerprints: of each study's own files by its number, and of all else, our code and its libraries among it."""

    of_trial: dict[str, str]
    shared: str

    def key(self, trial: str, path: str, form: str) -> str:
        """What the file at `path` about one study is made from, in a `form` of the site. Other studies' files are not in it."""
        return hashlib.sha256("\n".join((self.shared, self.of_trial[trial], path, form)).encode()).hexdigest()


def read_inputs(root: Path) -> Inputs:
    """The inputs of a site folder as they are now."""
    trials = {path.name: hashlib.sha256() for path in (root / "content" / "trials").glob("[!.]*")}
    shared = hashlib.sha256(repr(sorted((each.name, each.version) for each in distributions())).encode())
    own = [root / name for name in FOLDERS]
    for folder in dict.fromkeys((*own, *(SHIPPED / name for name in FOLDERS[1:]), PACKAGE)):
        for path in _files(folder):
            digest = trials.get(_trial(path.relative_to(folder)), shared) if folder in own else shared
            digest.update(f"{path}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return Inputs(of_trial={id: digest.hexdigest() for id, digest in trials.items()}, shared=shared.hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    """Hidden files, and what Python keeps beside its modules, make no page."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in parts):
            yield path


def _trial(path: Path) -> str:
    """The number of the study to which a file below `content/` or `translations/` belongs, or something that is none."""
    return path.parts[1] if path.parts[0] == "trials" and len(path.parts) > 1 else path.stem if path.suffix == ".po" else ""
