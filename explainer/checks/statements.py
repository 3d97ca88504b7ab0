"""What is said, sentence by sentence, so that the same thing can be found in the record's words and in ours.

Two words are the same thing when they share a stem, or when ours links to a glossary entry that has the record's word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from explainer.checks.earlier import holding
from explainer.checks.kept import kept
from explainer.checks.phrases import Phrases
from explainer.checks.plain import END
from explainer.checks.readings import as_read
from explainer.checks.spans import linked_terms, runs
from explainer.finding import Where
from explainer.model import Block, Message, Section, Site, Term, Trial, Unit

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
BRACKETS = re.compile(r"\([^()]*\)")
ENDING = re.compile(r"(?:i?ty|ations?|ments?|ings?|ions?|able|ants?|ents?|ies|ied|ers?|ed|es|ly|al|ic|s|e|y)$")
DOUBLED = re.compile(r"([bdgmnprt])\1$")
"""What an ending has doubled: "planning", "stopped"."""
SEGMENT = re.compile(r"(?<=[.;])\s+|(?<=[.;；。])(?=[（(])|(?<=[；。])")
OF_THE_RECORD = Phrases(r"\b(?:record|copy|registry|page|rule)\b")
ASKS = Phrases(r"\b(?:record|rule)\]? (?:asks|needs|requires|demands|wants)\b")
"""What our words say of the record itself ("our copy does not say") is not what they say of the reader."""
SAYS_THAT = re.compile(
    r"\W*(?:The|Our|This) (?:record|registry|copy)(?:\W+(?:also|only))?\W+(?:says|states|tells us|adds) that\b", re.IGNORECASE
)
EMPTY = frozenset(
    "a an the this that these those it its they them their there here he she his her who whom which what when where while how"
    " of in to at on by for from as with into onto about than then if so also too only such other another same own"
    " and or nor but not no none never neither either both all any each every one two some more most less least up"
    " is are was were be been being am do does did done have has had having can cannot could may might must shall should will"
    " would need needs you your yours child children patient patients participant participants subject subjects people person"
    " adult adults study studies trial last past first before after prior previous previously during within since until"
    " day days week weeks month months year years hour hours time old age aged"
    " received receive receiving take taken taking took use used using get got history known evidence presence present".split()
)
"""Words too common to say what a sentence is about."""
NEAR = 4
"""How many words that name something, on one side of a "no" or an "or", say what it governs."""


@lru_cache(maxsize=1 << 14)
def _of_the_record(text: str) -> bool:
    return OF_THE_RECORD.search(text) is not None and not ASKS.search(text)


@lru_cache(maxsize=1 << 14)
def _outside_brackets(text: str) -> str:
    return BRACKETS.sub(lambda match: " " * len(match.group()), text)


@lru_cache(maxsize=1 << 14)
def _claim(text: str) -> str:
    said = SAYS_THAT.match(text)
    if said and not OF_THE_RECORD.search(text, said.end()):
        return " " * said.end() + _outside_brackets(text)[said.end() :]
    return "" if _of_the_record(text) else _outside_brackets(text)


class Word(NamedTuple):  # (a site has more words than anything else, and tuples are made three times as fast)
    """A word where it stands in its sentence; `keys` are the things that it may name."""

    text: str
    start: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence: `words` are those that name something, and `keys` all that they name.

    `lead` is the text of the line that opens its list ("You have none of these:").
    """

    text: str
    words: tuple[Word, ...]
    keys: frozenset[str]
    where: Where
    lead: str = ""

    def before(self, at: int) -> tuple[Word, ...]:
        """The few words that stand before a place."""
        index = bisect_left(self.words, at, key=lambda word: word.start)
        return self.words[max(0, index - NEAR) : index]

    def after(self, at: int) -> tuple[Word, ...]:
        """The few words that stand after a place."""
        index = bisect_left(self.words, at, key=lambda word: word.start)
        return self.words[index : index + NEAR]

    @property
    def of_the_record(self) -> bool:
        """Whether it says something of the record, not of the reader."""
        return not self.claim

    @property
    def claim(self) -> str:
        """What it says of the reader or the world, brackets apart, as it stands: of "the record says that" what follows."""
        return _claim(self.text)

    @property
    def outside_brackets(self) -> str:
        """The text, with blanks for what stands in brackets."""
        return _outside_brackets(self.text) if "(" in self.text else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A unit with plain words whose quotes are of the record; `record` is what those say, `plain` what ours say.

    Words that explain what an earlier record said stand in a study with that record.
    """

    trial: Trial
    section: Section
    unit: Unit
    record: tuple[Statement, ...]
    plain: tuple[Statement, ...]

    @property
    def conflicts(self) -> bool:
        """Whether the record says two things of this, so that its plain words state neither."""
        return any(notice.kind == "CONFLICT" for notice in self.unit.notices)


@kept()
def explained(site: Site) -> tuple[Explained, ...]:
    """The units that can be compared. A broken quote has a finding of its own; what follows from it is noise."""
    return tuple(_explained(site))


def _explained(site: Site) -> Iterator[Explained]:
    terms = {term.id: keys(_names(term)) for term in site.glossary}
    for trial in site.trials:
        for section in (section for document in trial.documents for section in document.sections):
            for unit in section.units:
                source = holding(trial, unit.quotes) if unit.explained else None
                if source is not None:
                    texts = ((as_read(quote.text, unit.notices), quote.where) for quote in unit.quotes)
                    record = tuple(s for text, where in texts for s in quoted(text, where))
                    plain = tuple(_said(unit.blocks, terms))
                    then = trial if source is trial.record else replace(trial, record=source)
                    yield Explained(trial=then, section=section, unit=unit, record=record, plain=plain)


def linked(site: Site, messages: tuple[Message, ...]) -> tuple[Term, ...]:
    """The glossary entries that words link to."""
    ids = linked_terms(messages)
    return tuple(term for term in site.glossary if term.id in ids)


def keys(text: str) -> frozenset[str]:
    """The keys of a text's words."""
    return frozenset[str]().union(*map(_named, WORD.findall(text)))


@lru_cache(maxsize=1 << 16)
def _named(word: str) -> frozenset[str]:
    """What a word may be found again by: its stem, cut to where its forms no longer differ; nothing for an empty word."""
    low = word.lower()
    if low in EMPTY or (low.isdigit() and len(low) < 3):
        return frozenset()
    stem = DOUBLED.sub(r"\1", ENDING.sub("", low)) if len(low) > 5 else low.removesuffix("s")
    return frozenset([(stem if len(stem) > 2 else low)[:6]])


def quoted(text: str, where: Where) -> Iterator[Statement]:
    """The sentences of a quote; the parts of a list that `;` divides are sentences too."""
    for segment in SEGMENT.split(text):
        yield _statement(segment, list(_words(segment)), where)


def _names(term: Term) -> str:
    return " ".join((term.name.plain, *term.also))


def _said(blocks: tuple[Block, ...], terms: Mapping[str, frozenset[str]]) -> Iterator[Statement]:
    lead = ""
    for block in blocks:
        for message in block.parts:
            yield from _sentences(message, terms, lead if block.kind != "paragraph" else "")
        if block.kind == "paragraph":
            last = END.split(block.parts[-1].plain)[-1]
            lead = last if last.rstrip().endswith(":") else ""


def _words(text: str, at: int = 0, more: frozenset[str] = frozenset()) -> Iterator[Word]:
    """The words of a text that begins at a place; `more` is what each of them names besides."""
    for match in WORD.finditer(text):
        word = match.group()
        if found := _named(word) | more if more else _named(word):
            yield Word(word, at + match.start(), found)


def _statement(text: str, words: list[Word], where: Where, lead: str = "") -> Statement:
    return Statement(text=text, words=tuple(words), keys=all_keys(words), where=where, lead=lead)


def all_keys(found: Iterable[Word] | Iterable[Statement]) -> frozenset[str]:
    """All that words or sentences name."""
    return frozenset[str]().union(*[each.keys for each in found])


def _sentences(message: Message, terms: Mapping[str, frozenset[str]], lead: str) -> Iterator[Statement]:
    found: list[Word] = []
    at = 0
    for text, target in runs(message.spans):
        found += _words(text, at, terms.get(target, frozenset()))
        at += len(text)
    plain = message.plain
    position = 0
    for start, end in pairwise([0, *(match.end() for match in END.finditer(plain)), len(plain)]):
        words = []
        while position < len(found) and found[position].start < end:
            word = found[position]
            words.append(Word(word.text, word.start - start, word.keys) if start else word)
            position += 1
        if plain[start:end].strip():
            yield _statement(plain[start:end], words, message.where, lead)
