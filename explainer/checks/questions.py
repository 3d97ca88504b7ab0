"""No question brings a fact that neither the record nor our words have, or takes one for granted.

A list asks openly ("Must I …?", "Does the study …?"). A "why", or a "when must I", speaks of what follows as of a fact.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from explainer.checks.facts import stems_of
from explainer.checks.frames import DENIED, Told, told
from explainer.checks.inflection import stem
from explainer.checks.meanings import WORD, Lines, Meanings, meanings
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
MINE = re.compile(r"\b(?:my|mine|our) \w+")
CONDITION = re.compile(r",? (?:if|when|because)\b.*")
ASKING = frozenset("ask know want think tell mean often much many long just still do go come get happen".split())
"""Words of a question that name nothing."""
OPENLY = "ask openly (“Must I …?”, “Does the study …?”), or quote what says it"


@dataclass(frozen=True, slots=True)
class Study:
    """What gives facts to the questions on a study: the record's lines of the table and stems, and its units, by their place.

    `saying`: the units that say a word, by each of its keys, and by each line of the table that names the same.
    """

    lines: Lines
    stems: frozenset[str]
    saying: Mapping[str | int, set[int]]
    denying: frozenset[int]


def _study(trial: Trial, units: Sequence[Told], known: Meanings) -> Study:
    texts = [text for passage in trial.record.passages for text in (passage.quotable, passage.group)]
    said = [f"{unit.record} {unit.plain} {unit.meant} {unit.heading.plain}" for unit in units]
    saying: dict[str | int, set[int]] = defaultdict(set)
    for place, text in enumerate(said):
        names: tuple[str | int, ...] = (*keys(text), *known.of_text(text))
        for name in names:
            saying[name].add(place)
    return Study(
        lines=frozenset[int]().union(*map(known.of_text, texts)),
        stems=frozenset[str]().union(*map(stems_of, texts)),
        saying=saying,
        denying=frozenset(place for place, text in enumerate(said) if DENIED.search(text)),
    )


@rule("error")
def question_assumes(site: Site) -> Iterator[Problem]:
    """A question names no test, illness or care that the record has not, and takes for granted only what a unit says.

    Bad: "Why must I stop my pills a week before?" where the quote says "fasting before the dose".
    Good: "Must I stop my pills?", or "Why must I not eat before the dose?"
    """
    known = meanings(site)
    for trial in site.trials:
        units = [unit for unit in told(site) if unit.each.trial.id == trial.id]
        study = _study(trial, units, known)
        own = {id(question): {place} for place, unit in enumerate(units) for question in walk(unit.each.unit, Question)}
        anywhere = {*range(len(units))}
        for question in walk(trial, Question):
            text = question.message.plain
            if assumed := _assumed(text, study, own.get(id(question), anywhere), known):
                what = f"“{assumed}” is taken for granted, and no words of ours or of the record say it"
                yield Problem(question.message.where, what, OPENLY)
            elif word := _strange(text, study, known):
                what = f"“{word}” is a fact that the record of this study does not give"
                yield Problem(question.message.where, what, OPENLY)


def _strange(text: str, study: Study, known: Meanings) -> str:
    """The first word that names a fact of the body, an illness, a test or care that nothing gives.

    Things may be asked for, and so may what is the reader's own: "my pills".
    """
    for word in WORD.findall(MINE.sub("", text)):
        own = known.of_plain(word)
        if own and not own & study.lines and stem(word) not in study.stems and not known.is_thing(word):
            return str(word)
    return ""


def _assumed(text: str, study: Study, places: set[int], known: Meanings) -> str:
    """What a question takes for granted that no unit at some places says as one; nothing for one that asks openly."""
    why = WHY.search(text)
    match = why or DUTY.search(text)
    fact: str = CONDITION.sub("", match["fact"]) if match else ""
    words = [word for word in WORD.findall(fact) if keys(word) and word.lower() not in ASKING]
    saying = places & study.denying if why and DENIED.search(fact) else places
    for word in words:
        names: tuple[str | int, ...] = (*keys(word), *(known.of_record(word) - {-1}))
        saying = saying & set[int]().union(*(study.saying.get(name, set()) for name in names))
    return fact.strip() if words and places and not saying else ""
