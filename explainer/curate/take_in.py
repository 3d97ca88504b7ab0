"""A record to a study's folder: the record untouched, and drafts in which every passage is quoted, ready for plain words."""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from explainer.curate.arrivals import Arrival, NotTaken
from explainer.reading.drafts import QUESTIONS, eligibility_draft, summary_draft
from explainer.reading.record import NotARecord, parse_record
from explainer.reading.units import NOT_KNOWN
from explainer.record import Record

Taken = Literal["new", "filled up", "there already"]
GOOD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
"""A number becomes the name of a folder, and an address."""
RECORD = "record.json"
FROM_REGISTRY, FROM_FILE = "the registry", "a file that was imported"
COPY = "---\nrecord-from: {origin}\nrecord-read-on: {read_on}\ncopy: {copy}\n---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What came of one arrival."""

    id: str
    taken: Taken


def take_in(root: Path, arrival: Arrival, read_on: str) -> Study:
    """Make a study's folder, or add the files that one lacks. What is there stays as it is. `read_on`: a day, or empty.

    Raises:
        NotTaken: the arrival is no record, or another record of the study is there.
    """
    try:
        record = parse_record(arrival.content.decode("utf-8-sig"))
    except (NotARecord, UnicodeDecodeError) as error:
        raise NotTaken(f"{arrival.name}: {error}") from error
    if not GOOD_ID.fullmatch(record.id):
        raise NotTaken(f"{arrival.name}: {record.id[:70]!r} is not a study's number")
    files = _files(arrival, record, read_on)
    trials = root / "content" / "trials"
    try:
        trials.mkdir(parents=True, exist_ok=True)
        new = not os.path.lexists(trials / record.id) and _made(trials / record.id, files)
        return Study(id=record.id, taken="new" if new else _filled(trials / record.id, files))
    except OSError as error:
        raise NotTaken(f"{record.id} could not be written: {error.strerror or error}") from error


def copy_of(record: Record) -> str:
    """How complete a copy is, in the words of `trial.md`: every record of the registry has these."""
    return "whole" if record.title and record.status and any(p.part != "field" for p in record.passages) else "part"


def _files(arrival: Arrival, record: Record, read_on: str) -> Mapping[str, bytes]:
    origin = FROM_REGISTRY if arrival.fetched else FROM_FILE
    texts = {
        "trial.md": COPY.format(origin=origin, read_on=read_on or NOT_KNOWN, copy=copy_of(record)),
        "summary.md": summary_draft(record),
        "eligibility.md": eligibility_draft(record),
        "questions.md": QUESTIONS,
    }
    return {RECORD: arrival.content, **{name: text.encode() for name, text in texts.items()}}


def _made(target: Path, files: Mapping[str, bytes]) -> bool:
    """A new folder, built beside and renamed, so that it is whole or not there. False where somebody else was first."""
    building = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        building.chmod(0o755)
        for name, content in files.items():
            (building / name).write_bytes(content)
        building.rename(target)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)
        if target.is_dir():
            return False
        raise
    return True


def _filled(target: Path, files: Mapping[str, bytes]) -> Taken:
    """A folder that is there, with the files that it lacks."""
    if (target / RECORD).exists() and (target / RECORD).read_bytes() != files[RECORD]:
        raise NotTaken(f"{target.name} is here already, with another record; see `explainer sync {target.name}`")
    lacking = [name for name in files if not os.path.lexists(target / name)]
    for name in lacking:
        _put(target / name, files[name])
    return "filled up" if lacking else "there already"


def _put(path: Path, content: bytes) -> None:
    """A file that is not there yet, whole or not at all; one that somebody else wrote meanwhile stays."""
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        Path(beside).unlink()


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files into a folder, each built beside first, then put in place, the last one last: until then nothing is changed."""
    built: list[tuple[Path, Path]] = []
    try:
        for name, content in files.items():
            handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            built.append((Path(beside), folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(beside).chmod(0o644)
        for beside_, target in built:
            beside_.replace(target)
    finally:
        for beside_, _ in built:
            beside_.unlink(missing_ok=True)
