"""The two question lists of a study: its own questions, then those of every study, then those that its traits call for."""

from dataclasses import dataclass

from explainer.checks.kept import kept
from explainer.model import Audience, Document, Message, Notice, Question, QuestionGroup, Site, Trial
from explainer.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and the anchor on the study page of what it is about (empty for a shared question)."""

    question: Question
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedGroup:
    """Questions under one heading (none for those that come from the study page itself). `start` numbers the first."""

    id: str
    title: Message | None
    asked: tuple[Asked, ...]
    start: int = 1


STUDY = "this-study"


@kept(most=64)
def asked_groups(site: Site, trial: Trial, audience: Audience) -> tuple[AskedGroup, ...]:
    """The groups of one list, numbered through; empty groups are left out."""
    titles: dict[str, Message | None] = {STUDY: None}
    found: dict[str, list[Asked]] = {STUDY: [*_of_documents(trial)]}
    shared = [listed for listed in site.question_lists if not listed.when or listed.when in trial.record.traits]
    for group in (*trial.questions, *(group for listed in shared for group in listed.groups)):
        titles[group.id] = titles.get(group.id) or group.title
        found.setdefault(group.id, []).extend(_of_group(group))
    groups: list[AskedGroup] = []
    start = 1
    for id, asked in found.items():
        mine = tuple(each for each in asked if each.question.audience == audience)
        if mine:
            groups.append(AskedGroup(id=id, title=titles[id], asked=mine, start=start))
            start += len(mine)
    return tuple(groups)


@kept(most=256)
def _of_group(group: QuestionGroup) -> list[Asked]:
    return [Asked(question=question) for question in group.questions]


@kept(most=64)
def _of_documents(trial: Trial) -> list[Asked]:
    """The questions of notices and units, each with the anchor of where it stands."""
    return [each for document in trial.documents for each in _of_document(document)]


def _of_document(document: Document) -> list[Asked]:
    found = [(question, "") for notice in document.notices for question in notice.questions]
    for section in document.sections:
        found += [(question, section.id) for question in walk(section.notices, Question)]
        for unit in section.units:
            found += [(question, unit.id) for question in walk((unit.notices, unit.questions), Question)]
    return [Asked(question=question, about=about) for question, about in found]


def shown(notices: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The notices for the study page: damage stands only on the page of the record's own words."""
    return tuple(notice for notice in notices if notice.kind != "DAMAGED")
