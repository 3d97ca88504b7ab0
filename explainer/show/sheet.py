"""What stands on a question sheet: the chosen questions with their numbers, and what of the record bears on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from explainer.checks.earlier import outdated
from explainer.checks.kept import kept
from explainer.model import AUDIENCES, Audience, Notice, Question, Site, Trial, Unit
from explainer.show.asked import asked_groups, shown
from explainer.show.choice import EVERYTHING, Choice
from explainer.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A question with the number that it has on the page of its list."""

    number: int
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A notice of the record, and the ids of the questions on the sheet that it bears on."""

    notice: Notice
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """What one of the two people is asked, and the notices of the record that bear on it.

    `changed_on`: the ISO date on which the record changed, where a question comes from words on what it said before.
    """

    audience: Audience
    asked: tuple[Numbered, ...]
    notices: tuple[Bearing, ...]
    changed_on: str = ""


def sheet_parts(site: Site, trial: Trial, choice: Choice) -> tuple[SheetPart, ...]:
    """The parts of a sheet. They are the same in each language of a site, but for their words."""
    # What a reader chose is kept nowhere.
    return _everything(site, trial) if choice is EVERYTHING else _parts(site, trial, choice)


@kept(most=64)
def _everything(site: Site, trial: Trial) -> tuple[SheetPart, ...]:
    return _parts(site, trial, EVERYTHING)


def _parts(site: Site, trial: Trial, choice: Choice) -> tuple[SheetPart, ...]:
    found = []
    for audience in AUDIENCES if choice.questions else choice.audiences:
        listed = _numbered(site, trial, audience)
        asked = tuple(listed[id] for id in choice.questions or listed if id in listed)
        if asked:
            chosen = [each.question.id for each in asked]
            notices = tuple(_bearing_on(trial, chosen))
            found.append(SheetPart(audience=audience, asked=asked, notices=notices, changed_on=_changed_on(trial, {*chosen})))
    return tuple(found)


def question_ids(site: Site, trial: Trial) -> frozenset[str]:
    """The ids of all questions that a study's sheet can hold."""
    return frozenset(id for audience in AUDIENCES for id in _numbered(site, trial, audience))


def _numbered(site: Site, trial: Trial, audience: Audience) -> dict[str, Numbered]:
    return {
        asked.question.id: Numbered(number=number, question=asked.question)
        for group in asked_groups(site, trial, audience)
        for number, asked in enumerate(group.asked, group.start)
    }


def _bearing_on(trial: Trial, chosen: Sequence[str]) -> Iterator[Bearing]:
    """The notices that hold one of the questions, and all those of a unit that asks one of them itself."""
    of_unit = {id(notice): unit.questions for unit in walk(trial.documents, Unit) for notice in unit.notices}
    for notice in shown(tuple(walk(trial.documents, Notice))):
        asked = {question.id for question in (*notice.questions, *of_unit.get(id(notice), ()))}
        if on := tuple(id for id in chosen if id in asked):
            yield Bearing(notice=notice, on=on)


def _changed_on(trial: Trial, chosen: set[str]) -> str:
    late = {holder.id: day for holder, day in outdated(trial).items()}
    asking = (unit for unit in walk(trial.documents, Unit) if unit.id in late)
    return max((late[unit.id] for unit in asking if chosen & {each.id for each in walk(unit, Question)}), default="")
