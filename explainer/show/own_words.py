"""The study's own words where nobody has explained them yet, and what a program finds in them. Nothing here rewrites a word."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from explainer.checks.answers import unanswered
from explainer.checks.inflection import bases
from explainer.checks.kept import kept
from explainer.checks.record_problems import OF_MEANING, RecordProblem, damage_problems
from explainer.checks.style import Glossary
from explainer.model import NoticeKind, Site, Term, Trial, Unit
from explainer.packed import PackedTrial, unpack
from explainer.record import Part
from explainer.show.html import Links


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem of the record that no notice of ours answers yet: the words that it is about, or the list that is not there."""

    kind: NoticeKind
    quotes: tuple[str, ...]
    labels: frozenset[str]
    missing: Part | None


def is_explained(trial: Trial) -> bool:
    """Whether anybody has written plain words for any part of a study."""
    return any(unit.explained for document in trial.documents for section in document.sections for unit in section.units)


def found_by_program(trial: Trial) -> tuple[Found, ...]:
    """What may lead a reader astray, and is said nowhere else on the page."""
    return found_in(trial)[0]


def damaged(trial: Trial) -> frozenset[str]:
    """The ids of passages whose text looks broken, and of which no notice tells."""
    return found_in(trial)[1]


@kept(most=64)
def found_in(trial: Trial) -> tuple[tuple[Found, ...], frozenset[str]]:
    """Both of these, which are the same in each language; of a packed study they were found before."""
    if isinstance(trial, PackedTrial):
        before: tuple[tuple[Found, ...], frozenset[str]] = unpack(trial.packed.found)
        return before
    broken = (passage for problem in unanswered(trial, damage_problems)[1] for passage in problem.passages)
    return tuple(map(_found, unanswered(trial, *OF_MEANING)[1])), frozenset(passage.id for passage in broken)


@kept(most=64)
def _depths(trial: Trial) -> dict[str, int]:
    return {passage.quotable: passage.depth for passage in trial.record.passages}


def depth_of(unit: Unit, trial: Trial) -> int:
    """How deep in the record's own list stands what a unit quotes: 0 outermost, and no more than 3."""
    return min(3, max((_depths(trial).get(quote.text, 0) for quote in unit.quotes), default=0))


def _found(problem: RecordProblem) -> Found:
    return Found(
        kind=problem.notice,
        quotes=tuple(passage.quotable for passage in problem.passages),
        labels=frozenset(passage.label for passage in problem.passages),
        missing=None if problem.passages else problem.part,
    )


@kept()
def _glossary(terms: tuple[Term, ...]) -> Glossary:
    return Glossary(terms)


def linked(text: str, site: Site, links: Links) -> Markup:
    """A text of the record with the first mention of each word of the glossary linked, of two that overlap the longer.

    Everyday words are not: "arm" is more often the body's than the study's.
    """
    named = sorted(
        (-len(match.group()), match.start(), term.id)
        for term, match in _glossary(site.glossary).named_in(text)
        if site.everyday.isdisjoint(bases(match.group().lower()))
    )
    chosen: list[tuple[int, int, str]] = []
    for length, start, id in named:
        end = start - length
        if all(end <= other or start >= stop for other, stop, _ in chosen):
            chosen.append((start, end, id))
    found, at = escape(""), 0
    for start, end, id in sorted(chosen):
        found += escape(text[at:start]) + links.term(id, escape(text[start:end]))
        at = end
    return found + escape(text[at:])
