"""The page of the study's own words: passages by group, where each is explained, and what is damaged."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from explainer.checks.kept import kept
from explainer.checks.match import matches, quotable
from explainer.model import Notice, Section, Trial
from explainer.record import Part, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A passage, the anchor on the study page of the unit that explains it (or empty), and what is damaged in it."""

    passage: Passage
    explained_at: str
    damage: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceGroup:
    """The passages under one of the record's own headings (or none), in the record's order."""

    heading: str
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """One part of the record; `damage` concerns the whole of it."""

    part: Part
    groups: tuple[SourceGroup, ...]
    damage: tuple[Notice, ...]


PARTS: tuple[Part, ...] = ("summary", "inclusion", "exclusion", "criteria", "field")


def source_parts(trial: Trial, written: Trial) -> tuple[SourcePart, ...]:
    """The record in parts. A part without passages is kept, so that the page can say that it is empty; `criteria` is not.

    `written`: the study as it was written, whose quotes are the same.
    """
    quoted = iter(_quoted(written))
    explained: dict[str, str] = {}
    damage: dict[str, list[Notice]] = {}
    of_part: dict[Part, list[Notice]] = {}
    for section in (section for document in trial.documents for section in document.sections):
        of_part.setdefault(section.part, []).extend(_damaged(section.notices))
        for unit, found in zip(section.units, quoted, strict=False):
            for id in found if unit.finished else ():
                explained.setdefault(id, _anchor(section, unit.id))
            damage.setdefault(found[-1] if found else "", []).extend(_damaged(unit.notices))
    parts = []
    for part in PARTS:
        rows = [
            SourceRow(passage=p, explained_at=explained.get(p.id, ""), damage=tuple(damage.get(p.id, ())))
            for p in trial.record.of_part(part)
        ]
        if rows or part != "criteria":
            groups = groupby(rows, key=lambda row: row.passage.group)
            parts.append(
                SourcePart(
                    part=part,
                    groups=tuple(SourceGroup(heading=heading, rows=tuple(members)) for heading, members in groups),
                    damage=tuple(of_part.get(part, ())),
                )
            )
    return tuple(parts)


@kept(most=4)
def _quoted(trial: Trial) -> list[list[str]]:
    """The ids of the passages that each unit quotes."""
    found = []
    for section in (section for document in trial.documents for section in document.sections):
        allowed = quotable(trial.record, section)
        found += [[p.id for quote in unit.quotes for p in matches(quote, allowed)] for unit in section.units]
    return found


def _damaged(notices: Iterable[Notice]) -> list[Notice]:
    return [notice for notice in notices if notice.kind == "DAMAGED"]


def _anchor(section: Section, unit_id: str) -> str:
    """The lead stands at the top of the page."""
    return "main" if section.heading is None and section.id == unit_id else unit_id
