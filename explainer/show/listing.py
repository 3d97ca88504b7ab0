"""The studies of a large site in lists that a reader can take in: some on the first page, all of them by condition, A to Z."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

from explainer.checks.kept import kept
from explainer.language.editions import Edition
from explainer.model import Block, Message, Site, Trial
from explainer.packed import PackedTrial, unpack
from explainer.show.changes import Change, dated
from explainer.show.own_words import is_explained

FEW = 100
"""As many studies stand on one page without making it slow to load, or hard to look through."""
FIRST = 20
OTHER = "other"
"""The place in an address of what begins with no letter from A to Z."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What lists show of a study in one language: to open each of thousands would take a while.

    `lead`: the first plain words under its title. `place`: the first of the record's places.
    """

    id: str
    title: Message
    lead: tuple[Block, ...]
    conditions: tuple[str, ...]
    place: str
    places: int
    explained: bool
    status: str
    updated: str
    written_on: str
    changes: tuple[Change, ...]


class Condition(NamedTuple):
    """A condition in the record's words, and its studies by title. Studies whose record names none stand under no name."""

    name: str
    trials: tuple[Listed, ...]


def letters(site: Site) -> tuple[str, ...]:
    """The letters that have a page; none where all studies stand on the first page."""
    return (*ascii_lowercase, OTHER) if len(site.trials) > FEW else ()


def listed_of(trial: Trial, written: Trial, edition: Edition) -> Listed:
    """What lists show of a study, `written` as it was written; of a packed one it was made before."""
    if isinstance(trial, PackedTrial):
        kept: Listed = unpack(trial.packed.listed)
        return kept
    record, first = trial.record, trial.summary.sections[:1]
    return Listed(
        id=trial.id,
        title=trial.title,
        lead=next((unit.blocks for section in first if section.heading is None for unit in section.units), ()),
        conditions=record.conditions,
        place=next(iter(record.places), ""),
        places=len(record.places),
        explained=is_explained(trial),
        status=record.status,
        updated=record.updated,
        written_on=trial.summary.written_on,
        changes=dated(trial, written, edition),
    )


def listed_in(edition: Edition, written: Mapping[str, Trial]) -> Iterator[Listed]:
    """All studies of an edition, as lists show them."""
    return (listed_of(trial, written[trial.id], edition) for trial in edition.site.trials)


def first_studies(listed: tuple[Listed, ...]) -> tuple[Listed, ...]:
    """Those on the first page: all of a few, or else some, and of these rather such as are explained."""
    return listed if len(listed) <= FEW else tuple(sorted(listed, key=lambda each: not each.explained)[:FIRST])


def conditions_of(listed: tuple[Listed, ...], letter: str) -> tuple[Condition, ...]:
    """The conditions that begin with a letter, each with its studies."""
    return _by_letter(listed).get(letter, ())


@kept(most=16)
def _by_letter(listed: tuple[Listed, ...]) -> dict[str, tuple[Condition, ...]]:
    names: dict[str, str] = {}
    found: dict[str, list[Listed]] = {}
    for trial in listed:
        for key, name in {name.casefold(): name for name in trial.conditions or ("",)}.items():
            names.setdefault(key, name)
            found.setdefault(key, []).append(trial)
    of_letter: dict[str, list[Condition]] = {}
    for key, trials in sorted(found.items()):
        trials.sort(key=lambda trial: (trial.title.plain.casefold(), trial.id))
        of_letter.setdefault(_letter(key), []).append(Condition(name=names[key], trials=tuple(trials)))
    return {letter: tuple(conditions) for letter, conditions in of_letter.items()}


def _letter(name: str) -> str:
    first = next(filter(str.isalnum, name), "")
    return first if first.isascii() and first.isalpha() else OTHER
