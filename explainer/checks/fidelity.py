"""Every number of the record is accounted for in the plain words, and no plain word brings a number of its own.

Both directions, unit by unit: value, unit and comparison. A linked glossary entry licenses its own numbers; a notice may use
those that it quotes; a notice on a whole list or study, those of the record. A question may bring the record's number into
another comparison ("more than 4 weeks after?"), but no number of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from explainer.checks.around import around, recorded_words
from explainer.checks.earlier import holding, known_passages
from explainer.checks.kept import kept
from explainer.checks.measures import TIMES
from explainer.checks.number_sets import choices, up_to_a_score
from explainer.checks.quantities import Quantity, mentioned, quantities, written_out
from explainer.checks.rule import Problem, rule
from explainer.checks.spans import linked_terms
from explainer.finding import Where
from explainer.model import Message, Notice, Quote, Section, Site, Trial, Unit
from explainer.walk import walk

Said = tuple[Message, Quantity]
Meanings = Mapping[str, list[Quantity]]
"""The quantities of the glossary's entries."""


LONGEST_SPELLED = 60
"""How many characters after a number what its unit divides by may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The record's words, their quantities, the whole numbers `inside` of its ranges, and those `mentioned` as words."""

    texts: tuple[str, ...]
    quantities: list[Quantity]
    inside: set[str]
    mentioned: set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What plain words and questions say, and the record's words and linked entries that they are held against.

    `whole`: nothing quoted may be missing.
    """

    where: Where
    plain: list[Said]
    said_in_words: set[str]
    asked: list[Said]
    record: Recorded
    licensed: list[Quantity]
    whole: bool


@kept()
def _held(site: Site) -> tuple[Held, ...]:
    meanings = {term.id: [quantity for _, quantity in _said(term.blocks)] for term in site.glossary}
    return tuple(held for trial in site.trials for held in _of_trial(trial, meanings))


def _of_trial(trial: Trial, meanings: Meanings) -> Iterator[Held]:
    everything = _recorded(passage.quotable for passage in known_passages(trial))
    for document in trial.documents:
        yield from (_of_notice(notice, everything, meanings) for notice in document.notices)
        for section in document.sections:
            yield from (_of_notice(notice, everything, meanings) for notice in section.notices)
            yield from (_of_unit(unit, section, document.title, meanings) for unit in _sound(section.units, trial))
    for fact in trial.copy.facts:
        yield from (_of_unit(unit, fact, trial.summary.title, meanings) for unit in _sound(fact.units, trial))


def _sound(units: Iterable[Unit], trial: Trial) -> Iterator[Unit]:
    """The units whose quotes are of a record. A broken quote has a finding of its own; what follows from it is noise."""
    return (unit for unit in units if holding(trial, walk(unit, Quote)) is not None)


def _of_notice(notice: Notice, record: Recorded, meanings: Meanings) -> Held:
    return Held(
        where=notice.where,
        plain=_said(notice.blocks),
        said_in_words=set(),
        asked=_said(notice.questions),
        record=record,
        licensed=_licensed(notice.blocks, meanings),
        whole=False,
    )


def _of_unit(unit: Unit, section: Section, title: Message, meanings: Meanings) -> Held:
    """A unit with its notices. Under a section's heading or the title that heading counts as its own."""
    notices = unit.notices
    plain = (unit.heading or section.heading or title, unit.blocks, unit.why, *(notice.blocks for notice in notices))
    messages = tuple(walk(plain, Message))
    return Held(
        where=unit.where,
        plain=_said(messages),
        said_in_words=set[str]().union(*(mentioned(message.plain) for message in messages)),
        asked=_said((unit.questions, *(notice.questions for notice in notices))),
        record=_recorded(quote.text for quote in (*unit.quotes, *(quote for notice in notices for quote in notice.quotes))),
        licensed=_licensed(messages, meanings),
        whole=unit.explained,
    )


def _said(part: object) -> list[Said]:
    return [(message, quantity) for message in walk(part, Message) for quantity in quantities(message.plain)]


def _licensed(part: object, meanings: Meanings) -> list[Quantity]:
    """The quantities of the glossary entries that words link to."""
    return [quantity for target in linked_terms(walk(part, Message)) for quantity in meanings.get(target, ())]


def _recorded(texts: Iterable[str]) -> Recorded:
    found = [(text, quantities(text)) for text in texts]
    words = set[str]().union(*(mentioned(text) for text, _ in found))
    inside = set[str]().union(*(written_out(text, each) for text, each in found))
    inside |= {str(n) for _, each in found for q in each if up_to_a_score(q) for n in range(int(q.value))}
    return Recorded(
        texts=tuple(text for text, _ in found),
        quantities=[quantity for _, each in found for quantity in each],
        inside=inside,
        mentioned=words,
    )


@rule("error")
def number_not_in_record(site: Site) -> Iterator[Problem]:
    """A number in the plain words stands in the quote, or in a glossary entry that they link to.

    Bad: "60 mL/min or higher" where the quote says 50.
    Good: "50 mL/min or higher".
    """
    for held in _held(site):
        known = {q.value for q in (*held.record.quantities, *held.licensed)} | held.record.inside
        for message, quantity in (*held.plain, *held.asked):
            if quantity.value not in (known | held.record.mentioned if quantity.bare else known):
                says = ", ".join(dict.fromkeys(q.value for q in held.record.quantities)) or "no number"
                what = f"“{quantity}” is not in the quoted record, which says {says}"
                yield Problem(message.where, what, "use the record’s number, or quote the sentence that it comes from")


@rule("error")
def number_lost(site: Site) -> Iterator[Problem]:
    """A number of the quote stands in the plain words.

    Bad: "You had a blood test lately" where the quote says "within 14 days".
    Good: "You had a blood test in the last 14 days".
    """
    for held in _held(site):
        said = {quantity.value for _, quantity in held.plain}
        needed = [q for q in held.record.quantities if not (q.bare and q.value in held.said_in_words)]
        for value in dict.fromkeys(q.value for q in needed) if held.whole else ():
            if value not in said:
                yield Problem(
                    held.where,
                    f"the record says “{recorded_words(held.record.texts, value)}”, and the plain words do not say {value}",
                    "say the number",
                )


@rule("error")
def unit_changed(site: Site) -> Iterator[Problem]:
    """A number keeps its unit.

    Bad: "28 weeks" where the quote says "28 days".
    Good: "28 days".
    """
    for held, value, own, recorded in _both(site):
        units, needed = {q.unit for _, q in own}, {q.unit for q in recorded}
        for said in own:
            message, quantity = said
            if quantity.unit and quantity.unit not in needed and not _licenses(held, quantity) and not _spelled(said, needed):
                says = " or ".join(sorted(u or "no unit" for u in needed))
                yield Problem(message.where, f"“{quantity}”: the record says {value} with {says}", "use the record’s unit")
        lost = sorted(unit for unit in needed - units if unit and not any(_spelled(said, {unit}) for said in own))
        if lost and held.whole:
            yield Problem(held.where, f"“{value} {lost[0]}” of the record has lost its unit", f"say {value} {lost[0]}")


@rule("error")
def comparison_changed(site: Site) -> Iterator[Problem]:
    """What is said of a number stays: at least, more than, at most, less than, within.

    Bad: "at least 7 days" where the quote says "more than 1 week"; "about 50" where it says 50.
    Good: "more than 1 week".
    """
    for held, value, own, recorded in _both(site):
        said, needed = _folded(q for _, q in own), _folded(recorded)
        if any(_counted_out(q, held) for q in recorded):
            continue
        for message, quantity in own:
            if not _folded([quantity]) <= needed | {""} and not _licenses(held, quantity):
                what = f"“{around(message.plain, quantity)}” is said otherwise in the record: “{_words(held, value, needed)}”"
                yield Problem(message.where, what, "say it as the record does")
        lost = sorted(needed - said - {""})
        if lost and held.whole:
            what = f"“{_words(held, value, {lost[0]})}” of the record is no longer said: the plain words give {value} otherwise"
            yield Problem(held.where, what, f"say it as the record does, in words such as: {lost[0]} {value}")


def _counted_out(quantity: Quantity, held: Held) -> bool:
    """Whether "2 or less" of a score is said by all its numbers: "0, 1 or 2"."""
    if not up_to_a_score(quantity):
        return False
    numbers = {str(number) for number in range(int(quantity.value) + 1)}
    return any(numbers - {"0"} <= choice.values <= numbers for message, _ in held.plain for choice in choices(message.plain))


def _words(held: Held, value: str, comparisons: set[str]) -> str:
    """The record's own words around a number with one of some comparisons, as `_folded` names them."""
    return recorded_words(held.record.texts, value, comparisons | ({"within"} if "at most" in comparisons else set()))


Pairs = tuple[Held, str, list[Said], list[Quantity]]


def _both(site: Site) -> Iterator[Pairs]:
    """Each number that stands in plain words and in the record's: where it is said, and all that the record says of it."""
    for held in _held(site):
        recorded: dict[str, list[Quantity]] = defaultdict(list)
        for quantity in held.record.quantities:
            recorded[quantity.value].append(quantity)
        own: dict[str, list[Said]] = defaultdict(list)
        for message, quantity in held.plain:
            own[quantity.value].append((message, quantity))
        yield from ((held, value, own[value], each) for value, each in recorded.items() if value in own)


def _spelled(said: Said, needed: Iterable[str]) -> bool:
    """Whether words give what a unit divides by: "20 mg of it a day" is 20 mg/day."""
    message, quantity = said
    rest = message.plain[quantity.end :][:LONGEST_SPELLED]
    for unit in needed:
        first, *per = unit.lower().split("/")
        if first == quantity.unit.lower() and per and all(_per(each).search(rest) for each in per):
            return True
    return False


@cache
def _per(unit: str) -> re.Pattern[str]:
    name = {"h": "hour", "d": "day", "min": "minute"}.get(unit, unit)
    return re.compile(rf"\b(?:per|an?|each|every|/) ?(?:{re.escape(name)}|{re.escape(unit)})\b", re.IGNORECASE)


def _licenses(held: Held, quantity: Quantity) -> bool:
    """Whether a linked entry says just this: the same number, unit and comparison."""
    return any((q.value, q.unit, q.comparison) == (quantity.value, quantity.unit, quantity.comparison) for q in held.licensed)


def _folded(found: Iterable[Quantity]) -> set[str]:
    """Comparisons, where "within 6 months" and "up to 6 months" are one."""
    return {"at most" if q.comparison == "within" and q.unit in TIMES else q.comparison for q in found}
