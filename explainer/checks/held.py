"""What plain words say of numbers, and the record's words that they are held against: unit by unit, notice by notice."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from explainer.checks.dates import dates
from explainer.checks.earlier import holding, known_passages
from explainer.checks.kept import kept
from explainer.checks.mentions import mentioned
from explainer.checks.names import numbered
from explainer.checks.number_sets import up_to_a_score
from explainer.checks.phrases import Phrases
from explainer.checks.quantities import DATE, Quantity, quantities, written_out
from explainer.checks.readings import as_read
from explainer.checks.spans import linked_terms
from explainer.finding import Where
from explainer.model import Message, Notice, Quote, Section, Site, Trial, Unit
from explainer.walk import walk

WORD_BEFORE = re.compile(r"\b([^\W\d_]{2,})[ -]$")
LABEL = Phrases(r"\b(arm|group|cohort|part|period|cycle) (\d{1,2})\b")
"""A name of the record that has a number; any unit may call it so."""
WORD_AFTER = re.compile(r"[ -]([^\W\d_])")
LONGEST_WORD = 20
OF_YEAR, OF_MONTH = len("2020"), len("2020-01")
"""How much of a date tells the year, or the month."""
PHASE = Phrases(r"\bphases?[ -][\dIVab/]{0,5}(?: ?(?:and|or|to|-|/) ?)?$")
NUMBERED_NAME = re.compile(r"\b[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*-?(\d+)\b")
"""A name of which a number is part, as are 123 in "CD123" and 2 in "SARS-CoV-2": who says the name says the number."""
ELSEWHERE = re.compile(r"\b(?:in|at) (?:an)?other (?:places?|parts?|points?)\b|\belsewhere\b", re.IGNORECASE)
Said = tuple[Message, Quantity]
Label = tuple[str, ...]
Meanings = Mapping[str, list[Quantity]]
"""The quantities of the glossary's entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The record's words, their quantities, the whole numbers `inside` of its ranges, and those `mentioned` as words.

    `needed`: the quantities that plain words have to say. A phase is shown from its field.
    """

    texts: tuple[str, ...]
    quantities: list[Quantity]
    needed: list[Quantity]
    inside: set[str]
    mentioned: set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What plain words and questions say, and the record's words and linked entries that they are held against.

    `own`: those of `plain` that nothing but this record may give; how a damaged text was read is none. `told`: those that
    sentences and notices tell, as a heading is not enough. `whole`: nothing quoted may be missing. `left_open`: the messages of
    notices on what is unclear or at odds.
    """

    where: Where
    plain: list[Said]
    own: list[Said]
    told: list[Said]
    said_in_words: set[str]
    asked: list[Said]
    record: Recorded
    licensed: list[Quantity]
    whole: bool
    left_open: frozenset[int] = frozenset()


@kept()
def numbers_held(site: Site) -> tuple[Held, ...]:
    """All that is held against the record, study by study."""
    meanings = {term.id: [quantity for _, quantity in _said(term.blocks)] for term in site.glossary}
    return tuple(held for trial in site.trials for held in _of_trial(trial, meanings))


def _of_trial(trial: Trial, meanings: Meanings) -> Iterator[Held]:
    known = [passage.quotable for passage in known_passages(trial)]
    everything = _recorded(known)
    labels: set[Label] = {(match[1].lower(), match[2]) for text in known for match in LABEL.finditer(text)}
    for document in trial.documents:
        yield _above(document.title, everything, labels)
        yield from (_of_notice(notice, everything, meanings) for notice in document.notices)
        for section in document.sections:
            yield from (_of_notice(notice, everything, meanings) for notice in section.notices)
            yield from _of_section(section, trial, meanings, labels)
    for fact in trial.copy.facts:
        yield from _of_section(fact, trial, meanings, labels)
    yield from _of_whole(trial, everything, meanings, labels)


def _of_section(section: Section, trial: Trial, meanings: Meanings, labels: set[Label]) -> Iterator[Held]:
    """The units of a section, and the heading above them, held against all that they quote."""
    units = tuple(_sound(section.units, trial))
    if section.heading and units:
        texts = (as_read(quote.text, unit.notices) for unit in units for quote in walk(unit, Quote))
        yield _above(section.heading, _recorded(texts), labels)
    yield from (_of_unit(unit, section.group, meanings, labels) for unit in units)


def _above(title: Message, record: Recorded, labels: set[Label]) -> Held:
    """A title or a heading above units, held against the record's words for all that stands under it."""
    said = _unspelled(title, labels)
    return Held(
        where=title.where,
        plain=said,
        own=said,
        told=said,
        said_in_words=set(),
        asked=[],
        record=record,
        licensed=[],
        whole=False,
    )


def _of_whole(trial: Trial, everything: Recorded, meanings: Meanings, labels: set[Label]) -> Iterator[Held]:
    """Our words on the copy, and the questions on the study, held against all that the record has, with the days it tells."""
    said, asked = _unspelled(trial.copy.blocks, labels), _unspelled(trial.questions, labels)
    if said or asked:
        texts = (*everything.texts, trial.record.whole, trial.record.updated, trial.copy.read_on)
        days = {day[:length] for text in texts for day, _, _ in dates(text) for length in (OF_YEAR, OF_MONTH, len(day))}
        yield Held(
            where=trial.summary.title.where,
            plain=[],
            own=said,
            told=[],
            said_in_words=set(),
            asked=asked,
            record=replace(everything, inside=everything.inside | days),
            licensed=_licensed((trial.copy.blocks, trial.questions), meanings),
            whole=False,
        )


def _sound(units: Iterable[Unit], trial: Trial) -> Iterator[Unit]:
    """The units whose quotes are of a record. A broken quote has a finding of its own; what follows from it is noise."""
    return (unit for unit in units if holding(trial, walk(unit, Quote)) is not None)


def _of_notice(notice: Notice, record: Recorded, meanings: Meanings) -> Held:
    said = _said(notice.blocks)
    return Held(
        where=notice.where,
        plain=said,
        own=[] if notice.kind == "DAMAGED" else said,
        told=said,
        said_in_words=set(),
        asked=_said(notice.questions),
        record=record,
        licensed=_licensed(notice.blocks, meanings),
        whole=False,
    )


def _of_the_quotes(notice: Notice) -> bool:
    """Whether a notice of a unit tells of what the unit quotes: not of how damage is read, nor of the record's other places."""
    elsewhere = any(ELSEWHERE.search(message.plain) for message in walk(notice.blocks, Message))
    return notice.kind != "DAMAGED" and not (elsewhere and not notice.quotes)


def _of_unit(unit: Unit, group: str, meanings: Meanings, labels: set[Label]) -> Held:
    """A unit with its notices."""
    notices = unit.notices
    damaged = [notice.blocks for notice in notices if notice.kind == "DAMAGED"]
    own = (unit.heading, unit.blocks, unit.why, *(notice.blocks for notice in notices if _of_the_quotes(notice)))
    messages = tuple(walk((own, damaged), Message))
    sentences = tuple(walk((unit.blocks, [notice.blocks for notice in notices]), Message))
    unclear, at_odds = (
        frozenset(id(m) for m in walk([notice.blocks for notice in notices if notice.kind == kind], Message))
        for kind in ("UNCLEAR", "CONFLICT")
    )
    quotes = (*unit.quotes, *(quote for notice in notices for quote in notice.quotes))
    texts = [as_read(quote.text, notices) for quote in quotes]
    short = numbered(" ".join((group, *texts))) | labels
    spelled = (quantity for message, quantity in _said(sentences) if _spells((message, quantity), short))
    words = (mentioned(message.plain) for message in sentences)
    names = {match for text in texts for match in NUMBERED_NAME.finditer(text)}
    named = {name[1] for name in names if any(name.group() in message.plain for message in sentences)}
    return Held(
        where=unit.where,
        plain=_unspelled(messages, short),
        own=_unspelled(own, short),
        # What a notice leaves open of a measure, it does not tell.
        told=[said for said in _unspelled(sentences, short) if id(said[0]) not in unclear or not said[1].unit],
        said_in_words=set[str]().union(named, *words, *({quantity.value, str(quantity)} for quantity in spelled)),
        asked=_said((unit.questions, *(notice.questions for notice in notices))),
        record=_recorded(texts, _dates_in_conflict(unit)),
        licensed=[*_licensed(messages, meanings), *quantities(group)],
        whole=unit.explained,
        left_open=unclear | at_odds,
    )


def _unspelled(part: object, short: set[Label]) -> list[Said]:
    return [said for said in _said(part) if not _spells(said, short)]


def _said(part: object) -> list[Said]:
    return [(message, quantity) for message in walk(part, Message) for quantity in quantities(message.plain)]


def _spells(said: Said, short: set[Label]) -> bool:
    """Whether a number stands in words that a name of the record is short for: "type 2 diabetes" for "T2D"."""
    if not short:
        return False
    message, quantity = said
    before = WORD_BEFORE.search(message.plain[max(0, quantity.start - LONGEST_WORD) : quantity.start])
    after = WORD_AFTER.match(message.plain, quantity.end)
    word, last = (match[1] if match else "" for match in (before, after))
    first = word[:1].upper()
    return bool({(first, quantity.value, ""), (first, quantity.value, last.upper()), (word.lower(), quantity.value)} & short)


def _without_phases(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    phases = "hase" in text  # (looked for once: a text may hold as many numbers as words)
    return (q for q in found if not phases or not PHASE.search(text, max(0, q.start - LONGEST_WORD), q.start))


def _licensed(part: object, meanings: Meanings) -> list[Quantity]:
    """The quantities of the glossary entries that words link to."""
    return [quantity for target in linked_terms(walk(part, Message)) for quantity in meanings.get(target, ())]


def _dates_in_conflict(unit: Unit) -> frozenset[str]:
    """The dates of which only a notice of a conflict quotes the record: its quotes show them, and its words need not."""
    shown = {quote.text for notice in unit.notices if notice.kind == "CONFLICT" for quote in notice.quotes}
    own = {q.value for quote in unit.quotes for q in quantities(quote.text)}
    return frozenset(q.value for text in shown for q in quantities(text) if q.unit == DATE) - own


def _recorded(texts: Iterable[str], spared: frozenset[str] = frozenset()) -> Recorded:
    """`spared`: values that plain words need not say."""
    found = [(text, quantities(text)) for text in texts]
    words = set[str]().union(*(mentioned(text) for text, _ in found))
    inside = set[str]().union(*(written_out(text, each) for text, each in found))
    inside |= {str(n) for _, each in found for q in each if up_to_a_score(q) for n in range(int(q.value))}
    return Recorded(
        texts=tuple(text for text, _ in found),
        quantities=[quantity for _, each in found for quantity in each],
        needed=[q for text, each in found for q in _without_phases(text, each) if q.value not in spared],
        inside=inside,
        mentioned=words,
    )
