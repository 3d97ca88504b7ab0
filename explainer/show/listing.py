"""The studies of a large site in lists that a reader can take in: some on the first page, all of them by condition, A to Z."""

from string import ascii_lowercase
from typing import NamedTuple

from explainer.checks.kept import kept
from explainer.model import Message, Site, Trial
from explainer.show.own_words import is_explained

FEW = 100
"""As many studies stand on one page without making it slow to load, or hard to look through."""
FIRST = 20
OTHER = "other"
"""The place in an address of what begins with no letter from A to Z."""


class Listed(NamedTuple):
    """What lists show of a study: to open each of thousands takes a while, and is done once for all lists."""

    id: str
    title: Message
    conditions: tuple[str, ...]
    explained: bool


class Condition(NamedTuple):
    """A condition in the record's words, and its studies by title. Studies whose record names none stand under no name."""

    name: str
    trials: tuple[Listed, ...]


def letters(site: Site) -> tuple[str, ...]:
    """The letters that have a page; none where all studies stand on the first page."""
    return (*ascii_lowercase, OTHER) if len(site.trials) > FEW else ()


def first_studies(site: Site) -> tuple[Trial, ...]:
    """Those on the first page: all of a few, or else some, and of these rather such as are explained."""
    if not letters(site):
        return site.trials
    listed = _listed(site)
    numbers = sorted(range(len(listed)), key=lambda number: not listed[number].explained)
    return tuple(site.trials[number] for number in numbers[:FIRST])


def conditions_of(site: Site, letter: str) -> tuple[Condition, ...]:
    """The conditions that begin with a letter, each with its studies."""
    return _by_letter(site).get(letter, ())


@kept(most=16)
def _by_letter(site: Site) -> dict[str, tuple[Condition, ...]]:
    names: dict[str, str] = {}
    found: dict[str, list[Listed]] = {}
    for trial in _listed(site):
        for key, name in {name.casefold(): name for name in trial.conditions or ("",)}.items():
            names.setdefault(key, name)
            found.setdefault(key, []).append(trial)
    of_letter: dict[str, list[Condition]] = {}
    for key, trials in sorted(found.items()):
        trials.sort(key=lambda trial: (trial.title.plain.casefold(), trial.id))
        of_letter.setdefault(_letter(key), []).append(Condition(name=names[key], trials=tuple(trials)))
    return {letter: tuple(conditions) for letter, conditions in of_letter.items()}


@kept(most=16)
def _listed(site: Site) -> tuple[Listed, ...]:
    return tuple(Listed(trial.id, trial.title, trial.record.conditions, is_explained(trial)) for trial in site.trials)


def _letter(name: str) -> str:
    first = next(filter(str.isalnum, name), "")
    return first if first.isascii() and first.isalpha() else OTHER
