"""The studies of a large site in lists that a reader can take in: some on the first page, all of them by condition, A to Z."""

from itertools import islice
from typing import NamedTuple

from explainer.checks.kept import kept
from explainer.model import Site, Trial
from explainer.show.own_words import is_explained

FEW = 100
"""As many studies stand on one page without making it slow to load, or hard to look through."""
FIRST = 20
OTHER = "other"
"""The place in an address of what begins with no letter from A to Z."""


class Condition(NamedTuple):
    """A condition in the record's words, and its studies by title. Studies whose record names none stand under no name."""

    name: str
    trials: tuple[Trial, ...]


def first_studies(site: Site) -> tuple[Trial, ...]:
    """Those on the first page: all of a few, or else some, and of these rather such as are explained."""
    if len(site.trials) <= FEW:
        return site.trials
    explained = tuple(islice(filter(is_explained, site.trials), FIRST))
    others = (trial for trial in site.trials if not is_explained(trial))
    return (*explained, *islice(others, FIRST - len(explained)))


@kept(most=16)
def by_letter(site: Site) -> dict[str, tuple[Condition, ...]]:
    """All conditions by their first letter, each with its studies; empty where all studies stand on the first page."""
    found: dict[str, tuple[str, list[Trial]]] = {}
    for trial in site.trials if len(site.trials) > FEW else ():
        for name in dict.fromkeys(trial.record.conditions) or ("",):
            trials = found.setdefault(name.casefold(), (name, []))[1]
            trials += [] if trial in trials[-1:] else [trial]
    letters: dict[str, list[Condition]] = {}
    for key, (name, trials) in sorted(found.items()):
        letters.setdefault(_letter(key), []).append(Condition(name=name, trials=tuple(sorted(trials, key=_title))))
    return {letter: tuple(letters[letter]) for letter in sorted(letters, key=lambda letter: (letter == OTHER, letter))}


def _letter(name: str) -> str:
    first = next(filter(str.isalnum, name), "")
    return first if first.isascii() and first.isalpha() else OTHER


def _title(trial: Trial) -> tuple[str, str]:
    return trial.title.plain.casefold(), trial.id
