"""`record.json` (ClinicalTrials.gov API v2 shape, untouched) to a `Record` of numbered passages."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from explainer.finding import Where
from explainer.reading.criteria import criteria
from explainer.reading.pieces import Piece, sentences, unescape
from explainer.reading.source import Folder
from explainer.reading.traits import traits_of
from explainer.record import Contact, Earlier, Passage, Record

FIX = "put the registry's record there as it is, in the shape of the ClinicalTrials.gov API, version 2"
FIELDS: tuple[tuple[str, str], ...] = (
    ("Registry number", "identificationModule.nctId"),
    ("Own number", "identificationModule.orgStudyIdInfo.id"),
    ("Title", "identificationModule.briefTitle"),
    ("Official title", "identificationModule.officialTitle"),
    ("Detailed description", "descriptionModule.detailedDescription"),
    ("Status", "statusModule.overallStatus"),
    ("Why stopped", "statusModule.whyStopped"),
    ("Start", "statusModule.startDateStruct.date"),
    ("Main results by", "statusModule.primaryCompletionDateStruct.date"),
    ("End", "statusModule.completionDateStruct.date"),
    ("Last update", "statusModule.lastUpdatePostDateStruct.date"),
    ("Sponsor", "sponsorCollaboratorsModule.leadSponsor.name"),
    ("Condition", "conditionsModule.conditions"),
    ("Study type", "designModule.studyType"),
    ("Phase", "designModule.phases"),
    ("Allocation", "designModule.designInfo.allocation"),
    ("Model", "designModule.designInfo.interventionModel"),
    ("Model description", "designModule.designInfo.interventionModelDescription"),
    ("Observational model", "designModule.designInfo.observationalModel"),
    ("Time perspective", "designModule.designInfo.timePerspective"),
    ("Purpose", "designModule.designInfo.primaryPurpose"),
    ("Masking", "designModule.designInfo.maskingInfo.masking"),
    ("Masking description", "designModule.designInfo.maskingInfo.maskingDescription"),
    ("Enrollment", "designModule.enrollmentInfo.count"),
    ("Arm", "armsInterventionsModule.armGroups.label"),
    ("Arm description", "armsInterventionsModule.armGroups.description"),
    ("Intervention", "armsInterventionsModule.interventions.name"),
    ("Intervention description", "armsInterventionsModule.interventions.description"),
    ("Primary outcome", "outcomesModule.primaryOutcomes.measure"),
    ("Primary outcome description", "outcomesModule.primaryOutcomes.description"),
    ("Primary outcome time", "outcomesModule.primaryOutcomes.timeFrame"),
    ("Secondary outcome", "outcomesModule.secondaryOutcomes.measure"),
    ("Secondary outcome description", "outcomesModule.secondaryOutcomes.description"),
    ("Secondary outcome time", "outcomesModule.secondaryOutcomes.timeFrame"),
    ("Other outcome", "outcomesModule.otherOutcomes.measure"),
    ("Other outcome description", "outcomesModule.otherOutcomes.description"),
    ("Other outcome time", "outcomesModule.otherOutcomes.timeFrame"),
    ("Study population", "eligibilityModule.studyPopulation"),
    ("Healthy volunteers", "eligibilityModule.healthyVolunteers"),
    ("Sex", "eligibilityModule.sex"),
    ("Sex description", "eligibilityModule.genderDescription"),
    ("Minimum age", "eligibilityModule.minimumAge"),
    ("Maximum age", "eligibilityModule.maximumAge"),
)
"""The closed table of labels: what a quote of a field begins with, and where the record keeps it."""


PLACES_AND_PEOPLE = "contactsLocationsModule"


class NotARecord(Exception):
    """A text is no registry record; `line` is where, counted from 1 (0: not known)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def read_record(folder: Folder, trial_id: str) -> Record | None:
    """The trial's record; nothing, with a finding, where it cannot be read."""
    path = f"content/trials/{trial_id}/record.json"
    source = folder.read(path, fix=FIX)
    if source is None:
        return None
    try:
        record = parse_record(source.text)
    except NotARecord as error:
        folder.problems.add("record", Where(path=path, line=error.line), str(error), FIX)
        return None
    if record.id != trial_id:
        fix = "name the folder after the record's own number"
        folder.problems.add("record", Where(path=path), f"the record says that it is {record.id or 'nameless'!r}", fix)
    return replace(record, id=trial_id)


EARLIER = re.compile(r"record-until-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.json")
"""The files in which `explainer sync` keeps what `record.json` was until a day; a number where that day has several."""


def read_earlier(folder: Folder, trial_id: str) -> tuple[Earlier, ...]:
    """The records that a trial had before, the newest first. One that cannot be read is told, and left out."""
    found: list[tuple[str, int, Record]] = []
    for path in folder.names(f"content/trials/{trial_id}", "record-until-*.json"):
        name = EARLIER.fullmatch(path.rpartition("/")[2])
        source = folder.read(path, fix="take it away") if name else None
        if name and source:
            try:
                found.append((name[1], int(name[2] or 0), replace(parse_record(source.text), id=trial_id)))
            except NotARecord as error:
                folder.problems.add("record", Where(path=path, line=error.line), str(error), "take it away", "warning")
    return tuple(Earlier(record=record, until=day) for day, _, record in sorted(found, key=lambda each: each[:2], reverse=True))


def parse_record(text: str) -> Record:
    """The record that a JSON text holds, under the number that it gives itself.

    Raises:
        NotARecord: it holds none.
    """
    return record_of(parse_json(text))


def parse_json(text: str) -> object:
    """What a JSON text holds.

    Raises:
        NotARecord: it is no JSON, or holds what no page can show.
    """
    try:
        data = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
        # A number that Python reads and cannot print, or half a surrogate pair, would fail later, on a page.
        shown = json.dumps(data, ensure_ascii=False, allow_nan=False)
        shown.encode()
    except (ValueError, RecursionError) as error:
        raise NotARecord(f"this is not a registry record: {_why(error)}", getattr(error, "lineno", 0)) from error
    if "\\u0000" in shown and "\0" in "".join(_texts(data)):
        raise NotARecord("this is not a registry record: it holds a NUL character")
    return data


def _why(error: Exception) -> str:
    """What Python has to say of a text, in words for whoever has the file."""
    if isinstance(error, RecursionError):
        return "lists or objects lie too deep in one another"
    if isinstance(error, UnicodeEncodeError):
        return "it holds half of a character (a surrogate without its other half)"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON ({error.msg.lower()}, column {error.colno})"
    if "digits" in str(error):
        return "it holds a number of thousands of digits"
    return str(error).replace("Out of range float values are not JSON compliant", "it holds a number that is too large")


def record_of(data: object) -> Record:
    """The record that data hold.

    Raises:
        NotARecord: they hold none.
    """
    protocol = data.get("protocolSection") if isinstance(data, dict) else None
    if not isinstance(protocol, dict):
        raise NotARecord("this holds no `protocolSection`")
    return _record(protocol)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    data = dict(pairs)
    if len(data) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(n for n in names if names.count(n) > 1)!r} is given twice")
    return data


def _record(protocol: Mapping[str, Any]) -> Record:
    passages = (
        *_passages("summary", sentences(_first(protocol, "descriptionModule.briefSummary"))),
        *_passages("", criteria(_first(protocol, "eligibilityModule.eligibilityCriteria"))),
        *_fields(protocol),
    )
    modules = "eligibilityModule", "identificationModule"
    eligibility, identity = modules
    return Record(
        id=_first(protocol, f"{identity}.nctId"),
        passages=passages,
        title=_first(protocol, f"{identity}.briefTitle"),
        status=_first(protocol, "statusModule.overallStatus"),
        phases=_all(protocol, "designModule.phases"),
        minimum_age=_first(protocol, f"{eligibility}.minimumAge"),
        maximum_age=_first(protocol, f"{eligibility}.maximumAge"),
        sex=_first(protocol, f"{eligibility}.sex"),
        enrollment=_first(protocol, "designModule.enrollmentInfo.count"),
        enrollment_type=_first(protocol, "designModule.enrollmentInfo.type"),
        masked=_all(protocol, "designModule.designInfo.maskingInfo.whoMasked"),
        sponsor=_first(protocol, "sponsorCollaboratorsModule.leadSponsor.name"),
        own_number=_first(protocol, f"{identity}.orgStudyIdInfo.id"),
        conditions=_all(protocol, "conditionsModule.conditions"),
        places=tuple(_places(protocol)),
        contacts=tuple(_contacts(protocol)),
        updated=_first(protocol, "statusModule.lastUpdatePostDateStruct.date"),
        traits=traits_of(protocol, passages),
        whole="\n".join(_texts({name: module for name, module in protocol.items() if name != PLACES_AND_PEOPLE})),
    )


def _texts(node: object) -> Iterator[str]:
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield unescape(item)
        elif isinstance(item, dict | list):
            waiting.extend(reversed([*item.values()] if isinstance(item, dict) else item))


def _passages(part: str, pieces: list[Piece]) -> Iterator[Passage]:
    """Pieces as passages, numbered within their part."""
    counts: dict[str, int] = {}
    for piece in pieces:
        if piece.kind == "passage":
            counts[piece.part] = counts.get(piece.part, 0) + 1
            yield Passage(
                id=f"{part or piece.part}-{counts[piece.part]}",
                part=piece.part,
                text=piece.text,
                group=piece.group,
                marker=piece.marker,
                depth=piece.depth,
            )


def _fields(protocol: Mapping[str, Any]) -> Iterator[Passage]:
    entries = [(label, value) for label, path in FIELDS for value in _all(protocol, path)]
    entries += [("Location", place) for place in _places(protocol)]
    counts: dict[str, int] = {}
    for label, value in entries:
        counts[label] = counts.get(label, 0) + 1
        id = "-".join(["field", *label.lower().split()])
        number = f"-{counts[label]}" if counts[label] > 1 else ""
        yield Passage(id=id + number, part="field", label=label, text=value)


def _all(protocol: object, path: str) -> tuple[str, ...]:
    """Every value at a dotted path, lists opened on the way, as text. Values of another shape count as not given."""
    values = [protocol]
    for key in path.split("."):
        values = [item[key] for value in values for item in _items(value) if isinstance(item, dict) and key in item]
    found = [item for value in values for item in _items(value)]
    return tuple(unescape(_text(item)) for item in found if isinstance(item, str | int | float) and _text(item).strip())


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: str | float) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _first(protocol: Mapping[str, Any], path: str) -> str:
    return next(iter(_all(protocol, path)), "")


def _entries(protocol: Mapping[str, Any], module: str, name: str) -> list[dict[str, Any]]:
    """The objects of a module's list. A module or list of another shape counts as not given."""
    modules = [item for item in _items(protocol.get(module)) if isinstance(item, dict)]
    return [entry for item in modules for entry in _items(item.get(name)) if isinstance(entry, dict)]


def _places(protocol: Mapping[str, Any]) -> Iterator[str]:
    """`Facility, city, state, country` of each location, as much as is given."""
    for location in _entries(protocol, "contactsLocationsModule", "locations"):
        parts = (_first(location, key) for key in ("facility", "city", "state", "country"))
        if place := ", ".join(part for part in parts if part):
            yield re.sub(r"\s+", " ", place)


def _contacts(protocol: Mapping[str, Any]) -> Iterator[Contact]:
    for contact in _entries(protocol, "contactsLocationsModule", "centralContacts"):
        given = Contact(name=_first(contact, "name"), phone=_first(contact, "phone"), email=_first(contact, "email"))
        if given.phone or given.email:
            yield given
