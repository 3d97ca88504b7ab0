"""No question brings a fact that neither the record nor our words have, or takes one for granted.

A list asks openly ("Must I …?", "Does the study …?"). A "why", or a "when must I", speaks of what follows as of a fact.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explainer.checks.facts import stems_of, whole_record
from explainer.checks.frames import DENIED, Told, told
from explainer.checks.inflection import stem
from explainer.checks.kept import kept
from explainer.checks.meanings import WORD, Meanings, meanings
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import keys
from explainer.model import Question, Site, Trial
from explainer.walk import walk

WHY = re.compile(r"\b[Ww]hy\b(?P<fact>[^.;?]*)")
DUTY = re.compile(
    r"\b(?:[Ww]h(?:en|ere|at|ich)|[Hh]ow)\b[^.;?]*? (?:must (?:I|we|my child)|(?:do|will) (?:I|we|my child) (?:have|need) to)\b"
    r"(?P<fact>[^.;?]*)"
)
"""What asks for the time, the place or the way of a duty, and so says that there is one."""
MINE = re.compile(r"\b(?:my|mine|our) (?:own )?\w+")
DEGREE = re.compile(r"\b(?:mild|slight|moderate|severe|serious)(?:ly)?\b(?=.*\?)", re.IGNORECASE)
"""How bad something is may be asked of what the record names: "Does mild depression count?"."""
CONDITION = re.compile(r",? (?:if|when|while|because|before|after|until)\b.*")
ASKING = frozenset("ask know want think tell mean often much many long just still do go come get happen".split())
"""Words of a question that name nothing."""
OPENLY = "ask openly (“Must I …?”, “Does the study …?”), or quote what says it"


@dataclass(frozen=True, slots=True)
class Units:
    """What the units of a study say, by their place among them.

    `saying`: those that say a word, by each of its keys, and by each line of the table that names the same.
    """

    saying: Mapping[str | int, set[int]]
    denying: frozenset[int]
    own: Mapping[int, set[int]]
    """The unit of a question that belongs to one."""


@kept(most=64)
def _units(units: tuple[Told, ...], known: Meanings) -> Units:
    said = [f"{unit.record} {unit.plain} {unit.meant} {unit.heading.plain}" for unit in units]
    saying: dict[str | int, set[int]] = defaultdict(set)
    for place, text in enumerate(said):
        names: tuple[str | int, ...] = (*keys(text), *known.of_text(text))
        for name in names:
            saying[name].add(place)
    return Units(
        saying=saying,
        denying=frozenset(place for place, text in enumerate(said) if DENIED.search(text)),
        own={id(question): {place} for place, unit in enumerate(units) for question in walk(unit.each.unit, Question)},
    )


@rule("error")
def question_assumes(site: Site) -> Iterator[Problem]:
    """A question names no test, illness or care that the record has not, and takes for granted only what a unit says.

    Bad: "Why must I stop my pills a week before?" where the quote says "fasting before the dose".
    Good: "Must I stop my pills?", or "Why must I not eat before the dose?"
    """
    known = meanings(site)
    by_trial: dict[str, list[Told]] = defaultdict(list)
    for unit in told(site):
        by_trial[unit.each.trial.id].append(unit)
    for trial in site.trials:
        units = tuple(by_trial[trial.id])
        for question in walk(trial, Question):
            if assumed := _assumed(question, units, known):
                what = f"“{assumed}” is taken for granted, and no words of ours or of the record say it"
                yield Problem(question.message.where, what, OPENLY)
            elif word := _strange(question.message.plain, trial, known):
                what = f"“{word}” is a fact that the record of this study does not give"
                yield Problem(question.message.where, what, OPENLY)


def _strange(text: str, trial: Trial, known: Meanings) -> str:
    """The first word that names a fact of the body, an illness, a test or care that nothing gives.

    Things may be asked for, and so may what is the reader's own: "my pills".
    """
    found = WORD.findall(DEGREE.sub("", MINE.sub("", text)))
    words = [word for word in found if known.of_plain(word) and not known.is_thing(word)]
    if not words:
        return ""
    record = whole_record(trial)
    lines, stems = known.of_text(record), stems_of(record)
    return next((word for word in words if not known.of_plain(word) & lines and stem(word) not in stems), "")


def _assumed(question: Question, units: tuple[Told, ...], known: Meanings) -> str:
    """What a question takes for granted that its own unit does not say, or no unit; nothing for one that asks openly."""
    text = question.message.plain
    why = WHY.search(text)
    match = why or DUTY.search(text)
    fact: str = CONDITION.sub("", match["fact"]) if match else ""
    words = [word for word in WORD.findall(fact) if keys(word) and word.lower() not in ASKING]
    if not words or not units:
        return ""
    said = _units(units, known)
    saying = said.own.get(id(question), {*range(len(units))})
    if why and DENIED.search(fact):
        saying = saying & said.denying
    for word in words:
        names: tuple[str | int, ...] = (*keys(word), *(known.of_record(word) - {-1}))
        saying = saying & set[int]().union(*(said.saying.get(name, set()) for name in names))
    return "" if saying else fact.strip()
