"""Nothing that the record lists is left out: each item of a list in a quote has a trace in the plain words.

An item's trace is a word of its own, in any form, or a plain word that may stand for it: of a linked term, or of
`content/health-words.md`. Where a sentence or bullet of ours has nothing of the record, it may be the item in other words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from explainer.checks.inflection import stem, without_anti
from explainer.checks.match import matches
from explainer.checks.meanings import PART, WORD, Lines, Meanings, meanings
from explainer.checks.names import spelled_out, squeezed
from explainer.checks.quantities import quantities
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import EMPTY, Explained, explained, linked
from explainer.model import Message, Site, Term
from explainer.record import Record
from explainer.walk import walk

BETWEEN = re.compile(
    r"\s*(?:[,;:()]|(?<!\b[A-Z])/(?![A-Z]\b)"
    r"|\band/or\b|\band\b|\bor\b(?! without)|\be\.g\.|\betc\b\.?|\bsuch as\b|\bincluding\b|\[\.\.\.\])\s*",
    re.IGNORECASE,
)
"""What divides the items of a list."""
POINTS_TO = re.compile(
    r"\(?\b(?:see|refer to)\b[^.;()]*|\b(?:appendix|appendices|annex|section|table)\s+(?:\d[\d.]*|[IVX]+|[A-Z])\b"
    r"|\b(?:https?://|www\.)?[\w-]{1,60}\.(?:gov|com|org|net)\b\S*",
    re.IGNORECASE,
)
POINTING = ("see ", "refer to ", "append", "annex", "section", "table ", ".gov", ".com", ".org", ".net")
"""Where the record says to look: another section, a paper, a web address. That is nothing that it asks for."""
LEAST = 3
"""So many items make a list of which one can be missed."""
MOST_MISSING = 3
"""One in this many items may be called missing: where more have no trace, the whole list is said in other words."""
ROMAN = re.compile(r"\d+|[IVX]+")
AMOUNT = re.compile(r"x?\d", re.IGNORECASE)
MOST_LINES = 2
"""A word that stands on more of them ("disease") may mean too much to be looked for."""
KEY = 6
"""Letters of a stem that are compared."""
LONGEST = (6, 3)
"""An item of more words may be said in words of our own: in a list of rules, and in a summary."""
CLAUSE = re.compile(r"\b(?:to|have|has|had|who|that|which|is|are|was|were|be|been)\b", re.IGNORECASE)
SAYS_NOTHING: Lines = frozenset([-1])
EITHER = re.compile(r"\bor without\b|^\W*(?:unless|except\w*|excluding|other than)\b", re.IGNORECASE)
"""What may be there or not asks for nothing; an exception has a rule of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A piece of a quote between two dividers: the keys of its words, and by which of them and lines it may be found again.

    `bare`: those keys that stand on no line, so that only the word itself says the same.
    """

    text: str
    keys: frozenset[str]
    telling: frozenset[str]
    bare: frozenset[str]
    lines: Lines


def _words(text: str) -> list[str]:
    """The words that name something, those with hyphens whole and in parts."""
    found = [part for word in WORD.findall(text) for part in dict.fromkeys((word, *PART.findall(word)))]
    return [
        word for word in found if word.lower() not in EMPTY and not ROMAN.fullmatch(word) and (len(word) > 1 or word in "BC")
    ]


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key[:KEY] for word in words for key in (stem(word), word.lower(), stem(without_anti(word))))


def _items(each: Explained, known: Meanings) -> list[Item]:
    spelled = spelled_out(each.trial.record)
    as_list = any(block.kind != "paragraph" for block in each.unit.blocks)
    pieces = [piece for quote in listed(each) for piece in _pieces(quote, each.trial.record)]
    if len(pieces) < LEAST:
        return []
    longest = LONGEST[each.section.part == "summary"]
    return [item for piece in pieces if (item := _item(piece, known, spelled, longest, as_list=as_list)).keys]


def _pieces(quote: str, record: Record) -> Iterator[str]:
    """What a quote lists; numbers with their units have rules of their own, and a heading opens a list."""
    if quote.endswith(":"):
        return
    low = quote.lower()
    text = POINTS_TO.sub(" ", quote) if any(word in low for word in POINTING) else quote
    numbers = quantities(text)
    ends = zip([0, *(n.end for n in numbers)], [*(n.start for n in numbers), len(text)], strict=True)
    text = " ".join(text[start:end] for start, end in ends)
    spelled, last = spelled_out(record), ""
    for piece in BETWEEN.split(text):
        # An abbreviation in brackets after its own words is one item with them.
        if last and last.endswith(spelled.get(squeezed(piece), " ")):
            last = f"{last} {piece}"
            continue
        if last:
            yield last
        last = piece
    yield last


def _item(text: str, known: Meanings, spelled: Mapping[str, str], longest: int, *, as_list: bool) -> Item:
    short = {word: _words(full) for word in _words(text) if (full := spelled.get(word.lower()))}
    words = [each for word in _words(text) for each in (word, *short.get(word, ()))]
    keys = _keys(words)
    clause = len(words) > longest or CLAUSE.search(text) is not None
    # Words that the table says to name nothing ("unwilling", "prior") are often said in others; everyday ones too, but
    # where a thing is named in a list, and ours is one as well.
    free = as_list and not clause
    empty = {
        part for word in WORD.findall(text) if SAYS_NOTHING & known.of_record(word) for part in (word, *PART.findall(word))
    }
    empty |= {
        each
        for each, full in short.items()
        if all(SAYS_NOTHING & known.of_record(word) or known.is_everyday(word) for word in full)
    }
    named = [w for w in words if w not in empty and not SAYS_NOTHING & known.of_record(w) and not AMOUNT.match(w)]
    loose = len(words) > longest or EITHER.search(text) is not None
    telling = [] if loose else [w for w in named if free or not known.is_everyday(w)]
    found = [known.of_record(word) for word in telling]
    return Item(
        text=text,
        keys=keys,
        telling=_keys(telling),
        bare=_keys(word for word, lines in zip(telling, found, strict=True) if not lines),
        lines=frozenset[int]().union(*(lines for lines in found if len(lines) <= MOST_LINES)) - SAYS_NOTHING,
    )


def _missing(items: list[Item], keys: frozenset[str], lines: Lines) -> list[Item]:
    """Those of whose own words none is said."""
    shared = Counter(key for item in items for key in item.keys)
    alike = Counter(line for item in items for line in item.lines)
    missing = []
    for item in items:
        own = {key for key in item.telling if shared[key] <= 1}
        by_meaning = {line for line in item.lines if alike[line] == 1}
        # What only lines tell that other items share cannot be found again where it is said in plain words.
        if own and (own & item.bare or by_meaning) and not own & keys and not by_meaning & lines:
            missing.append(item)
    return missing


FIX = "say it; where your words say it already, put the record’s word in brackets behind them; or quote only what is said"


@rule("warning")
def part_dropped(site: Site) -> Iterator[Problem]:
    """Each item of a list in the quote is said in the plain words.

    Bad: "You have stable or unstable angina" where the quote says "Silent angina, stable angina or unstable angina".
    Good: "You have silent, stable or unstable angina."
    """
    known = meanings(site)
    for each in explained(site):
        items = _items(each, known)
        if len(items) < LEAST:
            continue
        terms = linked(site, tuple(walk(each.unit, Message)))
        named = map(_names, terms)
        parts = (each.unit.heading, each.unit.blocks, [n for n in each.unit.notices if n.kind != "MEDICINE"])
        said = [word for text in (*(m.plain for m in walk(parts, Message)), *named) for word in _words(text)]
        missing = _missing(items, _keys(said), frozenset[int]().union(*map(known.of_plain, said)))
        if missing and len(missing) * MOST_MISSING <= len(items) and not _in_other_words(each, items, known):
            what = f"“{missing[0].text}” of the record is not in the plain words, which say the rest"
            yield Problem(each.unit.where, what, FIX)


def _names(term: Term) -> str:
    return " ".join((term.name.plain, *term.also))


def listed(each: Explained) -> Iterator[str]:
    """The quotes that are no fields: a field's label is not the record's own word."""
    for quote in each.unit.quotes:
        if all(passage.part != "field" for passage in matches(quote, each.trial.record.passages)):
            yield quote.text


def _in_other_words(each: Explained, items: list[Item], known: Meanings) -> bool:
    """Whether a sentence or bullet has nothing of the record."""
    keys = frozenset[str]().union(*(item.keys for item in items))
    lines = frozenset[int]().union(*(item.lines for item in items))
    for statement in each.plain:
        if statement.text.rstrip().endswith(":"):
            continue  # What opens a list says nothing itself.
        words = _words(statement.text)
        own = _keys(words)
        if words and not own & keys and not known.of_text(statement.text) & lines and not statement.of_the_record:
            return True
    return False
