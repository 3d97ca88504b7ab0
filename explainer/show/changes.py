"""What changed on a site and when, for its feed: only what dates tell that stand in the records and in our files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from explainer.checks.sign_offs import standings
from explainer.language.editions import Edition
from explainer.model import Trial
from explainer.settings import SOURCE_LOCALE
from explainer.show.checked import checked, signed

MOST = 100
"""Entries of a feed: its readers ask again and again, and keep what they had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that happened to a study, by its number. `on` is an ISO date, `name` tells it from what else was that day."""

    trial: str
    title: str
    on: str
    name: str
    text: str


def dated(trial: Trial, written: Trial, edition: Edition) -> tuple[Change, ...]:
    """All changes of a study whose day is known. `written`: the study as it was written."""
    return tuple(change for change in _of(trial, written, edition) if _is_day(change.on))


def newest(found: Iterable[Change]) -> list[Change]:
    """The last of all changes, the newest first."""
    return sorted(found, key=lambda change: (change.on, change.trial, change.name), reverse=True)[:MOST]


def _of(trial: Trial, written: Trial, edition: Edition) -> Iterator[Change]:
    _, locale = edition.interface.gettext, edition.locale

    def change(name: str, on: str, text: str) -> Change:
        return Change(trial=trial.id, title=trial.title.plain, on=on, name=name, text=text)

    if trial.record.updated:
        yield change(
            "record",
            trial.record.updated,
            _("The record was last changed on %(day)s.") % {"day": locale.date(trial.record.updated)},
        )
    told: set[tuple[str, str]] = set()
    for name, document in (("summary", trial.summary), ("eligibility", trial.eligibility)):
        day, author = document.written_on, document.written_by.plain
        if (day, author) not in told:
            yield change(name, day, _("Written by: %(author)s, on %(day)s.") % {"author": author, "day": locale.date(day)})
        told.add((day, author))
    for on, role in _signed(trial, written, locale.tag):
        said = signed(role, edition.interface) % {"day": locale.date(on)}
        yield change(f"signed-{role}", on, f"{said}. {checked(written, edition).sum}")


def _signed(trial: Trial, written: Trial, language: str) -> Iterable[tuple[str, str]]:
    """The day and the role of each sign-off that holds for the words as they are now."""
    found = standings(written, language, trial if language != SOURCE_LOCALE else None) if trial.sign_offs else {}
    holding = (standing.sign_off for standing in found.values() if standing.state == "signed")
    return dict.fromkeys((each.on, each.role) for each in holding if each)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
