"""What stands on a question sheet: the chosen questions with their numbers, and what of the record bears on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from explainer.checks.signable import signables
from explainer.model import AUDIENCES, Audience, Notice, Question, Site, Trial, Unit
from explainer.show.asked import asked_groups, shown
from explainer.show.choice import Choice
from explainer.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A question with the number that it has on the page of its list."""

    number: int
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """What one of the two people is asked, and the notices of the record that bear on it.

    `changed_on`: the ISO date on which the record changed, where a question comes from words on what it said before.
    """

    audience: Audience
    asked: tuple[Numbered, ...]
    notices: tuple[Notice, ...]
    changed_on: str = ""


def sheet_parts(site: Site, trial: Trial, choice: Choice) -> tuple[SheetPart, ...]:
    """The parts of a sheet. They are the same in each language of a site, but for their words."""
    found = []
    for audience in AUDIENCES if choice.questions else choice.audiences:
        listed = _numbered(site, trial, audience)
        asked = tuple(listed[id] for id in choice.questions or listed if id in listed)
        if asked:
            chosen = {each.question.id for each in asked}
            late = _changed_on(trial, chosen)
            found.append(SheetPart(audience=audience, asked=asked, notices=_bearing_on(trial, chosen), changed_on=late))
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


def _bearing_on(trial: Trial, chosen: set[str]) -> tuple[Notice, ...]:
    """The notices that hold one of the questions, and all those of a unit that asks one of them itself."""

    def asks(questions: Iterable[Question]) -> bool:
        return any(question.id in chosen for question in questions)

    of_units = [notice for unit in walk(trial.documents, Unit) if asks(unit.questions) for notice in unit.notices]
    return shown(tuple(each for each in walk(trial.documents, Notice) if each in of_units or asks(each.questions)))


def _changed_on(trial: Trial, chosen: set[str]) -> str:
    late = {each.id: each.late for each in signables(trial) if each.late}
    asking = (unit for unit in walk(trial.documents, Unit) if unit.id in late)
    return max((late[unit.id] for unit in asking if chosen & {each.id for each in walk(unit, Question)}), default="")
