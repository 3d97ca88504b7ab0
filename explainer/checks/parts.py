"""Nothing that the record lists is left out: each item of a list in a quote has a place of its own in the plain words.

Items and places are paired. A place may be an item's where they share a word in any form, or a meaning by a linked term or
`content/health-words.md`; and where it has nothing of the record, it may be any item in other words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from explainer.checks.items import (
    AMOUNT,
    BETWEEN,
    FEWEST_BULLETS,
    LEAST,
    LIMIT,
    Piece,
    blank,
    items_of,
    keys_of,
    piece_of,
    undivided,
    words_of,
)
from explainer.checks.meanings import NONE, Meanings, meanings
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained
from explainer.model import Message, Site
from explainer.walk import walk

GLOSS = re.compile(r"\((?!including|such as|for example|e\.g)[^()]*\)", re.IGNORECASE)
MOST = 40
"""A longer list is a text."""
ASIDE = re.compile(r",(?= (?:with|without|that|which|who|whose|but|if|when|where|as|like|so|even)\b)")
"""The comma before what is added to an item of a list of ours: no new item begins there."""
OF_THE_READER = re.compile(r"\W*(?:you|your|they|we|doctors?|the (?:team|doctors?|staff|nurses?))\b", re.IGNORECASE)
"""An item of ours that is a sentence may say more than one thing."""
ASKED = re.compile(r"\bdoes not (?:say|tell|name|explain|define)\b", re.IGNORECASE)
"""What the record leaves open of an item does not say that there is one."""
SELF_REPORT = re.compile(r"\bself[- ]?report", re.IGNORECASE)
SAY_THEMSELVES = re.compile(
    r"\b(?:you|your child|they|people|patients?|persons?)(?: (?:or your child|yourself|themselves|would|may|can|must))*"
    r" (?:says?|said|tells?|told|reports?|answers?|writes?|wrote)\b|\b(?:your|their)(?: own)? (?:answers?|words?|reports?)\b",
    re.IGNORECASE,
)
"""What a "self-report" is in plain words."""
SAYS_NO, PREFIXES = re.compile(r"\b(?:not|no|without|cannot)\b|n[’']t\b", re.IGNORECASE), ("un", "in", "non", "dis")
"""With a no, "control" says what "uncontrolled" does."""


def _places(each: Explained, items: Sequence[Piece], known: Meanings) -> Iterator[Piece]:
    """The pieces of the sentences, without those that open a list; brackets go with what stands before them.

    In a list a word of the record stands for itself alone: "stable angina" is no other illness of the heart.
    """
    recorded = frozenset[str]().union(*(item.keys for item in items))
    for statement in each.plain:
        if not statement.text.rstrip().endswith(":"):
            whole = LIMIT.sub(blank, statement.text)
            whole = GLOSS.sub(_as_a_gloss(items), ASIDE.sub(" ", whole) if statement.lead else whole)
            found = []
            for text in BETWEEN.split(whole):
                # What says whom a rule is for, or speaks of the record, is no item in other words.
                if words := words_of(text):
                    aside = statement.of_the_record or AMOUNT.search(text)
                    own = [word for word in words if not statement.lead or keys_of([word]).isdisjoint(recorded)]
                    piece = piece_of("" if aside else text, own, known)
                    denied = (
                        keys_of(f"{no}{word}" for word in words for no in PREFIXES) if SAYS_NO.search(text) else frozenset()
                    )
                    found.append(replace(piece, keys=keys_of(words) | denied, bullet=bool(statement.lead)))
            one_thing = statement.lead and not OF_THE_READER.match(whole)
            glosses = (word for gloss in GLOSS.findall(statement.text) for word in words_of(gloss))
            yield from _of_one_thing(found, items, keys_of(glosses)) if one_thing else found


def _of_one_thing(pieces: list[Piece], items: Sequence[Piece], glosses: frozenset[str]) -> list[Piece]:
    """The pieces of a bullet, without those that say in our words what the piece beside them says in the record's.

    `glosses`: what its brackets name. A word of the record's own there stands for all that is said before it.
    """
    named = [(piece, item) for item in items for piece in pieces if piece.keys & _own(item, items)]
    said, lines = [piece for piece, _ in named], frozenset[int]().union(*(item.lines for _, item in named))
    if any(piece.keys & glosses & _own(item, items) for piece, item in named):
        keys = frozenset[str]().union(*(item.keys for item in items))
        known = frozenset[int]().union(*(item.lines for item in items))
        pieces = [piece for piece in pieces if piece in said or piece.keys & keys or piece.lines & known]
    left = [piece for piece in pieces if piece in said or not piece.lines & lines]
    return [_alone(piece, glosses, items) for piece in left]


def _as_a_gloss(items: Sequence[Piece]) -> Callable[[re.Match[str]], str]:
    """Brackets as one piece with what stands before them, unless they name several items: "(QFR or FFR)"."""

    def gloss(brackets: re.Match[str]) -> str:
        named = [keys_of(words_of(text)) for text in BETWEEN.split(brackets.group()) if text]
        each = [next((n for n, item in enumerate(items) if item.keys & keys), None) for keys in named]
        return brackets.group() if len(set(each)) == len(each) > 1 and None not in each else undivided(brackets)

    return gloss


def _alone(piece: Piece, glosses: frozenset[str], items: Sequence[Piece]) -> Piece:
    """A piece that its brackets name by no more than common words of one item ("locally advanced") stands for no other one."""
    if piece.keys & frozenset[str]().union(*(item.keys for item in items)):
        return piece
    own = (item.words - frozenset[str]().union(*(other.words for other in items if other is not item)) for item in items)
    return replace(piece, text="", lines=NONE) if any(piece.keys & glosses & words for words in own) else piece


def _unpaired(items: Sequence[Piece], places: Sequence[Piece]) -> list[Piece]:
    """The items without a place of their own, by augmenting paths: an item may move to let another in.

    Where our words are a list, a sentence after it tells no item but by a word of the item's own.
    """
    keys, lines = (frozenset[str]().union(*(i.keys for i in items)), frozenset[int]().union(*(i.lines for i in items)))
    bullets = [place for place in places if place.bullet and (place.keys & keys or place.lines & lines)]
    first = places.index(bullets[0]) if len(bullets) >= FEWEST_BULLETS else 0
    if len(bullets) >= FEWEST_BULLETS:
        told = frozenset[str]().union(*(place.keys for place in places[:first]))
        named = frozenset[str]().union(*(_own(item, items) for item in items if item.needed)) - told
        after = (p if p.bullet else replace(p, text="", keys=p.keys & named, lines=NONE) for p in places[first:])
        places = [*places[:first], *after]
    anything = {n for n, place in enumerate(places) if place.text and not place.keys & keys and not place.lines & lines}
    fitting = [[n for n, place in enumerate(places) if n in anything or item.may_be(place)] for item in items]
    for m, item in enumerate(items):
        if item.listed:
            fitting[m] = [n for n in fitting[m] if n >= first or places[n].keys & _own(item, items)]
    taken: dict[int, int] = {}

    def placed(item: int, tried: set[int]) -> bool:
        for place in fitting[item]:
            if place not in tried:
                tried.add(place)
                if place not in taken or placed(taken[place], tried):
                    taken[place] = item
                    return True
        return False

    # Those first that are said by a word of their own: what is left over is then the one that is not said. What may be said
    # in any words takes a place in other words before those.
    said = frozenset[str]().union(*(place.keys for place in places))
    own = {n for n, item in enumerate(items) if _own(item, items) & said}
    for n, item in enumerate(items):
        if not item.needed:
            fitting[n] = [place for place in fitting[n] if n in own or place in anything]
    order = sorted(range(len(items)), key=lambda n: (items[n].needed, n not in own))
    return [items[n] for n in order if not placed(n, set()) and items[n].needed]


def _own(item: Piece, items: Sequence[Piece]) -> frozenset[str]:
    return item.keys - frozenset[str]().union(*(other.keys for other in items if other is not item))


FIX = "say it; where your words say it already, put the record’s word in brackets behind them; or quote only what is said"


@rule("warning")
def part_dropped(site: Site) -> Iterator[Problem]:
    """Each item of a list in the quote is said in the plain words, in a place of its own.

    Bad: "You have stable or unstable angina" where the quote says "Silent angina, stable angina or unstable angina".
    Good: "You have silent, stable or unstable angina."
    """
    known = meanings(site)
    for each in explained(site):
        items = items_of(each, known)
        least = LEAST[each.section.part == "summary"]
        if not least <= sum(bool(item.keys) for item in items) <= len(items) <= MOST:
            continue
        left = _unpaired(items, [*_places(each, items, known)])
        left = [item for item in left if not _self_reported(each, item)]
        if left and not _said_beside(each, left[0], items):
            what = f"“{' '.join(left[0].text.split())}” of the record is not in the plain words, which say the rest"
            yield Problem(each.unit.where, what, FIX)


def _self_reported(each: Explained, item: Piece) -> bool:
    """Whether an item is what people report of themselves, and our words say that they say it."""
    return SELF_REPORT.search(item.text) is not None and any(SAY_THEMSELVES.search(s.text) for s in each.plain)


def _said_beside(each: Explained, item: Piece, items: Sequence[Piece]) -> bool:
    """Whether a notice has all words of an item that no other item has."""
    notices = [notice.blocks for notice in each.unit.notices if notice.kind != "MEDICINE"]
    own = _own(item, items)
    told = (text for message in walk(tuple(notices), Message) for text in sentences(message.plain) if not ASKED.search(text))
    said = keys_of(word for text in told for word in words_of(text))
    return bool(own) and own <= said
