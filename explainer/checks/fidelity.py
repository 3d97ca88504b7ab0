"""Every number of the record is accounted for in the plain words, and no plain word brings a number of its own.

Both directions, unit by unit: value, unit and comparison. A linked glossary entry licenses its own numbers; a notice may use
those that it quotes; a notice on a whole list or study, those of the record. A question may bring the record's number into
another comparison ("more than 4 weeks after?"), but no number of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from explainer.checks.match import matches
from explainer.checks.measures import TIMES
from explainer.checks.quantities import Quantity, quantities, written_out
from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Message, Notice, Quote, Section, Site, Span, Unit, walk
from explainer.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Plain words and questions, and the record's words that they are held against. `whole`: nothing quoted may be missing."""

    where: Where
    plain: tuple[Message, ...]
    asked: tuple[Message, ...]
    record: tuple[str, ...]
    whole: bool


def _held(site: Site) -> Iterator[Held]:
    for trial in site.trials:
        everything = tuple(passage.quotable for passage in trial.record.passages)
        for document in trial.documents:
            yield from (_of_notice(notice, everything) for notice in document.notices)
            for section in document.sections:
                yield from (_of_notice(notice, everything) for notice in section.notices)
                yield from (_of_unit(unit, section, document.title) for unit in _sound(section.units, trial.record))
        for fact in trial.copy.facts:
            yield from (_of_unit(unit, fact, trial.summary.title) for unit in _sound(fact.units, trial.record))


def _sound(units: Iterable[Unit], record: Record) -> Iterator[Unit]:
    """The units whose quotes are of the record. A broken quote has a finding of its own; what follows from it is noise."""
    return (unit for unit in units if all(matches(quote, record.passages) for quote in walk(unit, Quote)))


def _of_notice(notice: Notice, record: tuple[str, ...]) -> Held:
    return Held(
        where=notice.where,
        plain=tuple(walk(notice.blocks, Message)),
        asked=tuple(walk(notice.questions, Message)),
        record=record,
        whole=False,
    )


def _of_unit(unit: Unit, section: Section, title: Message) -> Held:
    """A unit with its notices. Under a section's heading or the title that heading counts as its own."""
    heading = unit.heading or section.heading or title
    blocks = (unit.blocks, unit.why, *(notice.blocks for notice in unit.notices))
    quotes = [*unit.quotes, *(quote for notice in unit.notices for quote in notice.quotes)]
    return Held(
        where=unit.where,
        plain=(heading, *walk(blocks, Message)),
        asked=tuple(walk((unit.questions, *(notice.questions for notice in unit.notices)), Message)),
        record=tuple(quote.text for quote in quotes),
        whole=unit.explained,
    )


def _licensed(site: Site, messages: Iterable[Message]) -> list[Quantity]:
    """The quantities of the glossary entries that words link to."""
    linked = {span.target for message in messages for span in walk(message.spans, Span) if span.kind == "term"}
    meanings = tuple(term.blocks for term in site.glossary if term.id in linked)
    return [q for message in walk(meanings, Message) for q in quantities(message.plain)]


def _recorded(held: Held) -> tuple[list[Quantity], set[str]]:
    found = [(text, quantities(text)) for text in held.record]
    return [q for _, each in found for q in each], set().union(*(written_out(text, each) for text, each in found))


@rule("error")
def number_not_in_record(site: Site) -> Iterator[Problem]:
    """A number in the plain words stands in the quote, or in a glossary entry that they link to.

    Bad: "60 mL/min or higher" where the quote says 50.
    Good: "50 mL/min or higher".
    """
    for held in _held(site):
        recorded, inside = _recorded(held)
        known = {q.value for q in (*recorded, *_licensed(site, held.plain))} | inside
        for message in (*held.plain, *held.asked):
            for quantity in quantities(message.plain):
                if quantity.value not in known:
                    says = ", ".join(dict.fromkeys(q.value for q in recorded)) or "no number"
                    what = f"“{quantity}” is not in the quoted record, which says {says}"
                    yield Problem(message.where, what, "use the record’s number, or quote the sentence that it comes from")


@rule("error")
def number_lost(site: Site) -> Iterator[Problem]:
    """A number of the quote stands in the plain words.

    Bad: "You had a blood test lately" where the quote says "within 14 days".
    Good: "You had a blood test in the last 14 days".
    """
    for held in _held(site):
        said = {q.value for message in held.plain for q in quantities(message.plain)}
        if held.whole:
            for quantity in dict.fromkeys(q.value for q in _recorded(held)[0] if q.value not in said):
                yield Problem(held.where, f"the record says “{quantity}”, and the plain words do not", "say the number")


@rule("error")
def unit_changed(site: Site) -> Iterator[Problem]:
    """A number keeps its unit.

    Bad: "28 weeks" where the quote says "28 days".
    Good: "28 days".
    """
    for held, value, own, recorded in _both(site):
        units, needed = {q.unit for _, q in own}, {q.unit for q in recorded}
        for message, quantity in own:
            if quantity.unit and quantity.unit not in needed:
                says = " or ".join(sorted(u or "no unit" for u in needed))
                yield Problem(message.where, f"“{quantity}”: the record says {value} with {says}", "use the record’s unit")
        lost = sorted(unit for unit in needed - units if unit)
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
        for message, quantity in own:
            if not _folded([quantity]) <= needed | {""}:
                says = " and ".join(sorted(f"“{c} {value}”" if c else f"“{value}”" for c in needed))
                yield Problem(
                    message.where, f"“{quantity}” is said otherwise in the record: {says}", "say it as the record does"
                )
        lost = sorted(needed - said - {""})
        if lost and held.whole:
            yield Problem(held.where, f"“{lost[0]} {value}” of the record is no longer said", f"say: {lost[0]} {value}")


Pairs = tuple[Held, str, list[tuple[Message, Quantity]], list[Quantity]]


def _both(site: Site) -> Iterator[Pairs]:
    """Each number that stands in plain words and in the record's: where it is said, and all that the record says of it."""
    for held in _held(site):
        recorded = [*_recorded(held)[0]]
        own = [(message, q) for message in held.plain for q in quantities(message.plain)]
        licensed = _licensed(site, held.plain)
        for value in dict.fromkeys(q.value for q in recorded):
            mine = [(message, q) for message, q in own if q.value == value and q not in licensed]
            if mine:
                yield held, value, mine, [q for q in recorded if q.value == value]


def _folded(found: Iterable[Quantity]) -> set[str]:
    """Comparisons, where "within 6 months" and "up to 6 months" are one."""
    return {"at most" if q.comparison == "within" and q.unit in TIMES else q.comparison for q in found}
