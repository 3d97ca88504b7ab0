"""No plain word brings a fact of the body, of an illness, a test or care that the record does not give.

Everyday words name facts too: "a blood test finds", "breast cancer", "with your meals". `content/health-words.md` says for
which words of a record such a word may stand. Where the quote has a word that nobody knows, ours may be what it means: what
stands before that word in brackets, or whatever the record speaks of elsewhere where it is not said at all.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from explainer.checks.dates import MONTHS, dates
from explainer.checks.inflection import stem
from explainer.checks.kept import kept
from explainer.checks.match import matches
from explainer.checks.meanings import WORD, Lines, Meanings, meanings
from explainer.checks.names import expansions
from explainer.checks.rule import Problem, rule
from explainer.checks.spans import runs
from explainer.checks.statements import Explained, Statement, explained, linked
from explainer.model import Document, Message, Quote, Site, Term, Trial
from explainer.record import Passage, Record
from explainer.walk import walk

FIX = "leave it out, or quote what says it; if a word of the quote means it, add that to content/health-words.md"
MONTH = re.compile(rf"(?<=[\w,;] )(?:{'|'.join(name.capitalize() for name in MONTHS)})\b")
"""The name of a month inside a sentence: where one begins, "May" may be another word."""

GLOSS = re.compile(r"\([^()]*\)|\b(?:called|named|means?|known as) [^.;:()]{1,80}", re.IGNORECASE)
"""What gives the word for what stands before it."""
EXPLAINS = re.compile(r"^\W*(?:it|this|that|these|they)\b|\w(?:,| is| are| means?) (?:an?|the|when|where)\b", re.IGNORECASE)
"""A sentence that may say what a word of the one before it, or of its own, means."""


def _quoted(each: Explained) -> tuple[Passage, ...]:
    passages = each.trial.record.passages
    return tuple(found for quote in walk(each.unit, Quote) for found in matches(quote, passages)[:1])


def above(trial: Trial, passages: Iterable[Passage]) -> Iterator[str]:
    """What stands above passages: their group, and what opens the lists in which they stand."""
    everything = trial.record.passages
    for passage in passages:
        yield passage.group
        depth = passage.depth
        for before in reversed(everything[: everything.index(passage)] if depth else ()):
            if before.depth < depth and before.part == passage.part:
                depth = before.depth
                yield before.text


@kept(most=64)
def _of_the_study(trial: Trial) -> str:
    """The illnesses that the study is about: those fields say, or else its title."""
    for label in ("Condition", "Title"):
        told = [passage.text for passage in trial.record.passages if passage.label == label]
        if told:
            return " ".join(told)
    return ""


@kept(most=64)
def whole_record(trial: Trial) -> str:
    """All of a record: where a quote has a word that nobody knows, ours may be of whatever the record speaks of."""
    return " ".join(text for passage in trial.record.passages for text in (passage.quotable, passage.group))


@kept(most=1 << 12)
def _meaning(term: Term) -> str:
    return " ".join((term.name.plain, *term.also, *(message.plain for message in walk(term.blocks, Message))))


def _recorded(each: Explained) -> list[str]:
    """What the record says where a unit quotes it, and which illnesses the study is about."""
    return [*(p.quotable for p in _quoted(each)), *above(each.trial, _quoted(each)), _of_the_study(each.trial)]


@kept(most=64)
def quoted_by(summary: Document) -> str:
    """What a whole summary quotes, as one text: so it is looked through once and not for each of its units."""
    return " ".join(quote.text for quote in walk(summary, Quote))


@lru_cache(maxsize=1 << 14)
def _low_words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def _given(site: Site, each: Explained, recorded: list[str]) -> list[str]:
    """All that may give a fact to the words of a unit."""
    texts = [*recorded]
    if each.section.part == "summary":
        texts.append(quoted_by(each.trial.summary))
    texts += (message.plain for notice in each.unit.notices if notice.kind == "DAMAGED" for message in walk(notice, Message))
    terms = linked(site, tuple(walk((each.unit.heading, each.unit.blocks), Message)))
    texts += map(_meaning, terms)
    spelled = expansions(each.trial.record)
    return texts + [" ".join(spelled[word]) for text in texts for word in spelled.keys() & _low_words(text)]


@kept(most=64)
def _of_medicines(record: Record) -> frozenset[str]:
    """The stems of the names of what a study gives."""
    return frozenset[str]().union(*(stems_of(passage.text) for passage in record.passages if passage.label == "Intervention"))


def _unknown(each: Explained, known: Meanings) -> frozenset[str]:
    """The stems of words of the quotes of which it is not known what they mean; the name of what the study gives is none."""
    words = {word for quote in each.unit.quotes for word in WORD.findall(quote.text) if not known.knows(word)}
    return frozenset(map(stem, words)) - _of_medicines(each.trial.record)


def _said(each: Explained) -> frozenset[str]:
    return frozenset[str]().union(*(stems_of(statement.text) for statement in each.plain))


@lru_cache(maxsize=1 << 14)
def stems_of(text: str) -> frozenset[str]:
    """The stems of the words of a text."""
    return frozenset(stem(word) for word in WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Given:
    """What may give a fact to the words of a unit: the lines of the table and the stems that its sources have."""

    known: Meanings
    lines: Lines
    stems: frozenset[str]

    def strange(self, word: str) -> bool:
        """Whether a word names a fact or a thing that nothing gives."""
        own = self.known.of_plain(word)
        return bool(own or self.known.is_thing(word)) and not own & self.lines and stem(word) not in self.stems


def _strange(statement: Statement, given: Given, unknown: frozenset[str]) -> str:
    """The first word of a sentence that names a fact which nothing gives."""
    found = [match for match in WORD.finditer(statement.text) if given.strange(match.group())]
    if not found or not unknown:
        return found[0].group() if found else ""
    after = max((m.end() for m in GLOSS.finditer(statement.text) if unknown & stems_of(m.group())), default=0)
    explains = EXPLAINS.search(statement.text) is not None
    return next((m.group() for m in found if m.start() >= after and not (explains and given.known.of_plain(m.group()))), "")


@rule("warning")
def fact_not_in_record(site: Site) -> Iterator[Problem]:
    """A word for the body, an illness, a test or care stands for a word of the quote, as `content/health-words.md` says.

    Bad: "You have active breast cancer" where the quote says "Active malignancy".
    Good: "You have active cancer".
    """
    known = meanings(site)
    for each in explained(site) if site.health else ():
        recorded = _recorded(each)
        yield from _of_months(site, each, recorded)
        yield from _of_terms(site, each, recorded, known)
        words = {word for statement in each.plain for word in WORD.findall(statement.text) if known.may_be_fact(word)}
        sources = _given(site, each, recorded) if words else []
        given_stems = [stems_of(source) for source in sources]
        # (Not put together before there is need: a summary of many units quotes much.)
        if all(any(stem(word) in stems for stems in given_stems) for word in words):
            continue
        unknown = _unknown(each, known)
        if not unknown <= _said(each):
            sources.append(whole_record(each.trial))
        given = Given(
            known=known,
            lines=frozenset[int]().union(*map(known.of_text, sources)),
            stems=frozenset[str]().union(*map(stems_of, sources)),
        )
        for statement in each.plain:
            word = "" if statement.of_the_record else _strange(statement, given, unknown)
            if word:
                yield Problem(statement.where, f"“{word}” is a fact that the quoted record does not give", FIX)


def _of_terms(site: Site, each: Explained, recorded: list[str], known: Meanings) -> Iterator[Problem]:
    """Terms that a rule links, and whose names name a fact that neither the quote gives nor the illness of the study."""
    if each.section.part == "summary":
        return
    given = frozenset[int]().union(*map(known.of_text, recorded))
    stems = frozenset[str]().union(*map(stems_of, recorded))
    messages = tuple(walk(each.unit.blocks, Message))
    # A link on a word of the record says what that word means.
    labels = {target for message in messages for label, target in runs(message.spans) if stems_of(label) & stems}
    for term in linked(site, messages):
        own = known.of_text(term.name.plain) - {-1}
        named = stems_of(" ".join((term.name.plain, *term.also)))
        if own and term.id not in labels and not own & given and not named & stems:
            yield Problem(each.unit.where, f"“{term.name.plain}” is a fact that the quoted record does not give", FIX)


def _of_months(site: Site, each: Explained, recorded: list[str]) -> Iterator[Problem]:
    """Months that the quotes neither name nor give in a date."""
    if not any(MONTH.search(statement.text) for statement in each.plain):
        return
    given = " ".join(_given(site, each, recorded))
    named = {name for name in MONTHS if re.search(rf"\b{name[:3]}", given, re.IGNORECASE)}
    named |= {MONTHS[int(value[5:7]) - 1] for value, _, _ in dates(given) if re.match(r"\d{4}-\d\d", value)}
    for statement in each.plain:
        month = next((match.group() for match in MONTH.finditer(statement.text) if match.group().lower() not in named), "")
        if month:
            yield Problem(statement.where, f"“{month}” is a time that the quoted record does not give", FIX)
