"""A record that changed: which words of ours explain what it said earlier, and what nobody has explained of it yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from explainer.checks.kept import kept
from explainer.checks.match import indexed, matches, quotable
from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Document, Quote, Section, Site, Trial
from explainer.record import Part, Passage, Record


class Placed(NamedTuple):
    """A quote, and the section to whose list it is held; without one it may be of any passage."""

    quote: Quote
    section: Section | None = None

    def found(self, record: Record) -> list[Passage]:
        """The passages of a record that it may be of."""
        return matches(self.quote, quotable(record, self.section) if self.section else record.passages)


class Holder(NamedTuple):
    """What quotes the record as one: a unit, by its id; or a notice outside of units, by the name of its file.

    `lacking`: the list which a notice says is missing.
    """

    id: str
    where: Where
    quotes: tuple[Placed, ...]
    lacking: Part | None = None

    def whole(self, record: Record) -> bool:
        """Whether a record has each of its quotes, and has it once; or whether it lacks the list of which a notice says so."""
        if self.lacking:
            return not record.of_part(self.lacking)
        return all(len({passage.quotable for passage in each.found(record)}) == 1 for each in self.quotes)


def holders(trial: Trial) -> Iterator[Holder]:
    """All that quotes a study's record."""
    yield from _of_document("summary.md", trial.summary)
    yield from _of_document("eligibility.md", trial.eligibility)
    for section in trial.copy.facts:
        yield from _of_section("trial.md", section, held_to=None)


def _of_document(name: str, document: Document) -> Iterator[Holder]:
    for notice in document.notices:
        yield Holder(name, notice.where, tuple(map(Placed, notice.quotes)))
    for section in document.sections:
        yield from _of_section(name, section, held_to=section)


def _of_section(name: str, section: Section, held_to: Section | None) -> Iterator[Holder]:
    for notice in section.notices:
        missing = held_to and notice.kind == "MISSING" and not section.units and section.part != "summary"
        yield Holder(name, notice.where, tuple(map(Placed, notice.quotes)), section.part if missing else None)
    for unit in section.units:
        in_notices = (quote for notice in unit.notices for quote in notice.quotes)
        quotes = (*(Placed(quote, held_to) for quote in unit.quotes), *map(Placed, in_notices))
        yield Holder(unit.id, unit.where, quotes)


def holding(trial: Trial, quotes: Iterable[Quote]) -> Record | None:
    """The record that has all of some quotes: today's, or else the newest of the earlier ones; none where no record has.

    Behind its own passages stand those of the others: what words say besides their quotes may rest on any of them.
    """
    asked = [*quotes]
    for own, whole in _versions(trial):
        if all(matches(quote, own.passages) for quote in asked):
            return whole
    return None


@kept(most=64)
def _versions(trial: Trial) -> tuple[tuple[Record, Record], ...]:
    """Each record of a study, the newest first: as it is, and with the passages of the others."""
    if not trial.earlier:
        return ((trial.record, trial.record),)
    records = (trial.record, *(each.record for each in trial.earlier))
    others = tuple(passage for record in records for passage in record.passages)
    return tuple((record, replace(record, passages=record.passages + others)) for record in records)


@kept(most=64)
def outdated(trial: Trial) -> Mapping[Holder, str]:
    """What quotes an earlier record, with the ISO date on which that one changed. What no record ever held is not among it."""
    if not trial.earlier:
        return {}
    versions = [(trial.record, ""), *((each.record, each.until) for each in trial.earlier)]
    found: dict[Holder, str] = {}
    for holder in holders(trial):
        if not holder.whole(trial.record):
            for (after, _), (before, until) in pairwise(versions):
                if holder.whole(before):
                    found[holder] = after.updated if after.updated > before.updated else until
                    break
    return found


def is_new(trial: Trial, passage: Passage) -> bool:
    """Whether a passage has come, or has come to stand where it stands, since somebody could write about it."""
    return any(_place(passage) not in _places(each.record) for each in trial.earlier)


def _place(passage: Passage) -> tuple[str, str, str]:
    return passage.part, passage.group, passage.quotable


@kept(most=64)
def _places(record: Record) -> frozenset[tuple[str, str, str]]:
    return frozenset(map(_place, record.passages))


def known_passages(trial: Trial) -> tuple[Passage, ...]:
    """Those of the record as it is and as it was: what is said of a study as a whole may rest on either."""
    return _versions(trial)[0][1].passages


@rule("warning", waivable=False)
def unit_out_of_date(site: Site) -> Iterator[Problem]:
    """What a unit quotes still stands in the record, whole and in its place.

    Bad: a quote that says "6 months", after the record changed to "12 months". The page says that the record changed.
    Good: a quote of the new words, and plain words that say the same.
    """
    for trial in site.trials:
        for holder, day in outdated(trial).items():
            what = f"the record changed on {day}, and “{holder.id}” explains what it said before"
            yield Problem(holder.where, what, _mend(holder, trial.record))


def _mend(holder: Holder, record: Record) -> str:
    """What took the place of the first quote that is gone."""
    gone = next((each.quote.text for each in holder.quotes if not each.found(record)), "")
    near = indexed(record.passages).nearest(gone) if gone else None
    if near is None:
        return "hold it against the record as it is now, and take out what is no longer there"
    return f"quote the record as it is now, and mend what explains it; the nearest is {near.id}: {near.quotable}"
