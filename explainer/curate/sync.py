"""A study's record read again: what changed in it, which units that concerns, and the old record kept."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from explainer.checks.signable import placed, signables
from explainer.curate.arrivals import Arrival, NotTaken
from explainer.curate.diff import Change, Text
from explainer.curate.history import History
from explainer.curate.take_in import FROM_FILE, FROM_REGISTRY, RECORD, copy_of, replace_files
from explainer.finding import Where
from explainer.model import Trial
from explainer.reading.drafts import eligibility_draft, summary_draft
from explainer.reading.record import NotARecord, parse_record
from explainer.reading.units import NOT_KNOWN
from explainer.record import Record

COPY_LINE = r"(?m)^{}:.*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What came of a record read again. `change`: what pages show of it, field by field and passage by passage.

    `kept`: where the old record is, if not in git alone. `same`: it is what it was, byte for byte.
    """

    id: str
    change: Change
    kept: str
    same: bool


def sync(root: Path, trial: Trial, arrival: Arrival, read_on: str) -> Synced:
    """Put a study's new record in the place of the old one. `read_on`: the day on which it was read, or empty.

    Raises:
        NotTaken: it is no record, or that of another study; nothing is changed then.
    """
    try:
        record = parse_record(arrival.content.decode("utf-8-sig"))
    except (NotARecord, UnicodeDecodeError) as error:
        raise NotTaken(f"{arrival.name}: {error}") from error
    if record.id != trial.id:
        raise NotTaken(f"{arrival.name}: this is the record of {record.id[:70]!r}, not of {trial.id}")
    folder = root / "content" / "trials" / trial.id
    try:
        old = (folder / RECORD).read_bytes()
        files = {**_drafts(folder, trial.record, record), **_copy(folder, arrival, record, read_on), RECORD: arrival.content}
        changed = {name: content for name, content in files.items() if content != _bytes(folder / name)}
        shown = _dateless(trial.record) != _dateless(record)
        kept = _kept(root, trial.id, old, shown=shown) if RECORD in changed else ""
        replace_files(folder, changed)
    except OSError as error:
        raise NotTaken(f"{trial.id} could not be written: {error.strerror or error}") from error
    path = f"content/trials/{trial.id}/{RECORD}"
    change = Change(unit=trial.id, where=Where(path=path), before=_texts(trial.record), after=_texts(record))
    return Synced(id=trial.id, change=change, kept=kept, same=RECORD not in changed)


def _texts(record: Record) -> tuple[Text, ...]:
    """What pages show of a record, each with its field's label, or its list and group."""
    passages = [(p.label, p.text) if p.label else placed(p) for p in record.passages]
    contacts = [("Contact", ", ".join(filter(None, (c.name, c.phone, c.email)))) for c in record.contacts]
    return (*passages, *contacts)


def _dateless(record: Record) -> frozenset[Text]:
    """The same but for the day of the change, which alone makes no words out of date."""
    return frozenset(text for text in _texts(record) if text[0] != "Last update")


def _drafts(folder: Path, old: Record, new: Record) -> Mapping[str, bytes]:
    """New drafts in the place of those in which nobody has written."""
    drafts = {"summary.md": summary_draft, "eligibility.md": eligibility_draft}
    return {name: draft(new).encode() for name, draft in drafts.items() if _bytes(folder / name) == draft(old).encode()}


def _copy(folder: Path, arrival: Arrival, record: Record, read_on: str) -> Mapping[str, bytes]:
    """`trial.md` with new lines on where and when the record was read; the rest of it stays."""
    text = (folder / "trial.md").read_text(encoding="utf-8")
    origin = FROM_REGISTRY if arrival.fetched else FROM_FILE
    lines = {"record-from": origin, "record-read-on": read_on or NOT_KNOWN, "copy": copy_of(record)}
    for key, value in lines.items():
        text = re.sub(COPY_LINE.format(key), f"{key}: {value}", text, count=1)
    return {"trial.md": text.encode()}


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _kept(root: Path, trial_id: str, old: bytes, *, shown: bool) -> str:
    """Where the old record is kept beside the new one. Nowhere, where git has it and pages show the same of both."""
    if not shown and History(root, trial_id).holds(RECORD, old):
        return ""
    folder = root / "content" / "trials" / trial_id
    day = date.today().isoformat()  # noqa: DTZ011 (the day on the wall)
    names = (f"record-until-{day}{f'-{number}' if number else ''}.json" for number in range(1000))
    name = next(name for name in names if not os.path.lexists(folder / name) or (folder / name).read_bytes() == old)
    replace_files(folder, {name: old})
    return f"content/trials/{trial_id}/{name}"


def concerned(old: Trial, new: Trial) -> tuple[str, ...]:
    """The units with words of ours that quoted what the record does not say any more, or not there."""
    now = {each.id: set(each.record) for each in signables(new)}
    return tuple(each.id for each in signables(old) if each.words and set(each.record) - now.get(each.id, set()))
