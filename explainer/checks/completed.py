"""A study as pages show it after its record changed: what came into the record stands in its place, not explained yet."""

from dataclasses import replace

from explainer.checks.earlier import is_new, outdated
from explainer.checks.match import matches, quotable
from explainer.checks.quotes import uncovered
from explainer.finding import Where
from explainer.model import Document, Quote, Section, Site, Trial, Unit
from explainer.record import Passage


def completed(site: Site) -> Site:
    """The site with a unit for each passage that is new, and without what only quoted what is gone, or missed what came."""
    if not any(trial.earlier for trial in site.trials):
        return site
    return replace(site, trials=tuple(_completed(trial) if trial.earlier else trial for trial in site.trials))


def _completed(trial: Trial) -> Trial:
    gone = {holder.where for holder in outdated(trial)}
    summary, eligibility = (_without(document, gone) for document in trial.documents)
    for passage in [passage for passage, _ in uncovered(trial) if is_new(trial, passage)]:
        if passage.part == "summary":
            summary = _with(summary, passage, trial)
        else:
            eligibility = _with(eligibility, passage, trial)
    return replace(trial, summary=summary, eligibility=eligibility)


def _without(document: Document, gone: set[Where]) -> Document:
    def kept(unit: Unit) -> bool:
        return unit.where not in gone or bool(unit.blocks or unit.why or unit.notices or unit.questions)

    sections = []
    for section in document.sections:
        notices = tuple(notice for notice in section.notices if notice.where not in gone or notice.quotes)
        if (units := tuple(filter(kept, section.units))) or notices:
            sections.append(replace(section, units=units, notices=notices))
    return replace(document, sections=tuple(sections))


def _with(document: Document, passage: Passage, trial: Trial) -> Document:
    """A document with one more unit: after what explains the passages before, and what explains the text that was there."""
    where = Where(path=f"content/trials/{trial.id}/record.json")
    quote = Quote(text=passage.quotable, where=where)
    id = f"page-{passage.id}"
    unit = Unit(id=id, heading=None, quotes=(quote,), blocks=(), why=(), notices=(), questions=(), where=where)
    sections = [*document.sections]
    own = [n for n, each in enumerate(sections) if (each.part, each.group) == (passage.part, passage.group)]
    if own and passage.part != "summary":
        units = [*sections[own[-1]].units]
        units.insert(_place(units, sections[own[-1]], passage, trial), unit)
        sections[own[-1]] = replace(sections[own[-1]], units=tuple(units))
    else:
        part, group = passage.part, passage.group
        new = Section(id=f"{id}-list", heading=None, part=part, group=group, notices=(), units=(unit,), where=where)
        last = max((n for n, each in enumerate(sections) if each.part == passage.part), default=None)
        sections.insert(last + 1 if last is not None else 0 if passage.part == "inclusion" else len(sections), new)
    return replace(document, sections=tuple(sections))


def _place(units: list[Unit], section: Section, passage: Passage, trial: Trial) -> int:
    record = trial.record
    order = {each: number for number, each in enumerate(record.passages)}
    allowed = quotable(record, section)
    at = 0
    for number, unit in enumerate(units, 1):
        found = [order[each] for quote in unit.quotes for each in matches(quote, allowed) if each.part != "field"]
        if (found and min(found) < order[passage]) or (not found and at == number - 1):
            at = number
    return at
