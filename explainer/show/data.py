"""A study as data: the same words and facts as its page, for programs. The shape is told in `schemas/`, and served beside it.

Our words are plain text, each beside its language; the record's words are as they stand in the record. The notice is a field
that no answer lacks.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from explainer.checks.sign_offs import Standing, standings
from explainer.language.editions import Edition
from explainer.language.messages import lang_of
from explainer.model import AUDIENCES, Block, Document, Notice, Question, Section, Trial, Unit
from explainer.settings import SOURCE_LOCALE
from explainer.show.asked import asked_groups
from explainer.show.checked import checked
from explainer.show.facts import FIELD_LABELS, conflict_on
from explainer.show.listing import Listed
from explainer.show.schema_org import registry_address
from explainer.walk import walk

VERSION = 1
"""The shape. One that a reader of the old shape would misread gets the next number."""
SCHEMAS = {path.name: path for path in sorted((Path(__file__).parent / "schemas").glob("*.json"))}
"""The shapes by name, as JSON Schema."""
FACTS = {"age": ("minimum_age", "maximum_age"), "sex": ("sex",), "people": ("enrollment",), "status": ("status",)}
"""Which fields a fact at a glance is made of."""
FIELDS = (
    *("title", "status", "phases", "minimum_age", "maximum_age", "sex", "enrollment", "enrollment_type", "sponsor"),
    *("own_number", "conditions", "places", "updated"),
)
"""What is told of a record as it stands."""
Data = dict[str, Any]


def as_json(data: Mapping[str, object]) -> bytes:
    """The text that is served: the same for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def trials_data(edition: Edition, listed: Iterable[Listed], addresses: Mapping[str, str]) -> Data:
    """The list of all studies in one language; `addresses` are those of their pages, by id, empty where none is known."""
    return _head(edition, "../trials.schema.json") | {
        "name": edition.site.settings.name.plain,
        "trials": [
            {
                "id": trial.id,
                "language": _language(trial.title, edition),
                "title": trial.title.plain,
                "address": addresses[trial.id],
                "data": f"trials/{quote(trial.id)}.json",
                "conditions": trial.conditions,
                "status": trial.status,
                "record_updated": trial.updated,
                "written_on": trial.written_on,
            }
            for trial in listed
        ],
    }


def trial_data(edition: Edition, trial: Trial, written: Trial, address: str) -> Data:
    """One study in one language. `written` is the study in the language in which it was written, `address` that of its page."""
    translated = trial if edition.locale.tag != SOURCE_LOCALE else None
    found = standings(written, edition.locale.tag, translated)
    states = {id: _state(standing) for id, standing in found.items()}
    return _head(edition, "../../trial.schema.json") | {
        "id": trial.id,
        "address": address,
        "registry": registry_address(trial.id),
        "language": _language(trial.title, edition),
        "title": trial.title.plain,
        "record": _record(trial),
        "copy": {
            "from": trial.copy.record_from,
            "read_on": trial.copy.read_on,
            "whole": trial.copy.whole,
            "language": _language(trial.copy.blocks, edition),
            "words": _blocks(trial.copy.blocks),
        },
        "documents": [
            _document(name, document, edition, states)
            for name, document in (("summary", trial.summary), ("eligibility", trial.eligibility))
        ],
        "questions": _questions(trial, edition),
        "checked": checked(written, edition).sum,
        "out_of_date": [id for id, state in states.items() if state == "out-of-date"],
        "sign_offs": [*_sign_offs(found.values())],
    }


def _head(edition: Edition, schema: str) -> Data:
    banner = edition.site.banner
    return {
        "$schema": schema,
        "version": VERSION,
        "locale": edition.locale.tag,
        "banner": {"text": banner.text, "line": banner.line.plain},
    }


def _language(part: object, edition: Edition) -> str:
    return lang_of(part) or edition.locale.tag


def _record(trial: Trial) -> Data:
    record = trial.record
    return {name: getattr(record, name) for name in FIELDS} | {
        "contacts": [{"name": each.name, "phone": each.phone, "email": each.email} for each in record.contacts],
        "conflicts": [field for name, labels in FIELD_LABELS.items() if conflict_on(trial, labels) for field in FACTS[name]],
    }


def _document(name: str, document: Document, edition: Edition, states: Mapping[str, str]) -> Data:
    return {
        "name": name,
        "language": _language(document.title, edition),
        "title": document.title.plain,
        "written_by": document.written_by.plain,
        "written_on": document.written_on,
        "notices": _notices(document.notices, edition),
        "sections": [_section(section, edition, states) for section in document.sections],
    }


def _section(section: Section, edition: Edition, states: Mapping[str, str]) -> Data:
    return {
        "id": section.id,
        "language": _language(section.heading, edition),
        "heading": section.heading.plain if section.heading else "",
        "part": section.part,
        "group": section.group,
        "notices": _notices(section.notices, edition),
        "units": [_unit(unit, section, edition, states) for unit in section.units],
    }


def _unit(unit: Unit, section: Section, edition: Edition, states: Mapping[str, str]) -> Data:
    _ = edition.interface.gettext
    labels = {
        "inclusion": _("Needed to take part"),
        "exclusion": _("May rule you out"),
        "criteria": _("Ask what this rule means for you"),
    }
    return {
        "id": unit.id,
        "language": _language(unit, edition),
        "label": labels.get(section.part, ""),
        "heading": unit.heading.plain if unit.heading else "",
        "quotes": [each.text for each in unit.quotes],
        "words": _blocks(unit.blocks),
        "why": _blocks(unit.why),
        "notices": _notices(unit.notices, edition),
        "questions": [question.id for question in unit.questions],
        "state": states[unit.id],
    }


def _notices(notices: Iterable[Notice], edition: Edition) -> list[Data]:
    return [
        {
            "kind": notice.kind,
            "language": _language(notice, edition),
            "quotes": [each.text for each in notice.quotes],
            "words": _blocks(notice.blocks),
            "questions": [question.id for question in walk(notice.questions, Question)],
        }
        for notice in notices
    ]


def _blocks(blocks: Iterable[Block]) -> list[Data]:
    return [{"kind": block.kind, "texts": [part.plain for part in block.parts]} for block in blocks]


def _questions(trial: Trial, edition: Edition) -> list[Data]:
    return [
        {
            "id": asked.question.id,
            "audience": audience,
            "language": _language(asked.question, edition),
            "text": asked.question.message.plain,
            "group": group.title.plain if group.title else "",
            "about": asked.about,
        }
        for audience in AUDIENCES
        for group in asked_groups(edition.site, trial, audience)
        for asked in group.asked
    ]


def _state(standing: Standing) -> str:
    """How the page tells of it: what nobody clinical signed goes out of date with the record only, and else is not checked."""
    if standing.signable.late:
        return "out-of-date"
    if standing.sign_off is None or (standing.state == "out-of-date" and not standing.sign_off.clinical):
        return "not-checked"
    return "checked" if standing.checked else "read" if standing.state == "signed" else "out-of-date"


def _sign_offs(found: Iterable[Standing]) -> Iterator[Data]:
    for standing in found:
        sign_off, state = standing.sign_off, _state(standing)
        if sign_off and state != "not-checked":
            signed = {"role": sign_off.role, "name": sign_off.name, "on": sign_off.on}
            yield {"of": standing.signable.id, "state": state, **signed, "moved": standing.moved}
