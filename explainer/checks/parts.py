"""Nothing that the record lists is left out: each item of a list in a quote has a place of its own in the plain words.

Items and places are paired. A place may be an item's where they share a word in any form, or a meaning by a linked term or
`content/health-words.md`; and where it has nothing of the record, it may be any item in other words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from explainer.checks.inflection import stem, without_anti
from explainer.checks.joining import OF_A_LIMIT
from explainer.checks.match import matches
from explainer.checks.meanings import NONE, PART, WORD, Lines, Meanings, meanings
from explainer.checks.names import expansions
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import EMPTY, Explained, explained
from explainer.model import Message, Site
from explainer.walk import walk

BETWEEN = re.compile(
    r"\s*(?:[,;:()]|\.\s|(?<=[a-z]{3})(?<!\d[a-z]{3})(?<!\d [a-z]{3})/(?=[a-z]{3})(?!absence|presence)|\band/or\b|\band\b"
    r"|\bor\b(?! without)|\be\.g\.|\betc\b\.?|\bsuch as\b|\bincluding\b"
    r"|\[\.\.\.\])\s*",
    re.IGNORECASE,
)
"""What divides the items of a list, in a quote and in plain words."""
BRACKETS = re.compile(r"\([^()]*\)")
LIMIT = re.compile(OF_A_LIMIT, re.IGNORECASE)
GLOSS = re.compile(r"\((?!including|such as|for example|e\.g)[^()]*\)", re.IGNORECASE)
LISTED = re.compile(r"(?!.*\b(?:such as|e\.g|for example)\b).*?(?:,|\b(?:or|and)\b)", re.IGNORECASE | re.DOTALL)
"""Other brackets name the item before them once more, or give examples."""
POINTS_TO = re.compile(
    r"\(?\b(?:see|refer to)\b[^.;()]*|\b(?:appendix|appendices|annex|section|table)\s+(?:\d[\d.]*|[IVX]+|[A-Z])\b"
    r"|\b(?:https?://|www\.)?[\w-]{1,60}\.(?:gov|com|org|net)\b\S*",
    re.IGNORECASE,
)
"""Where the record says to look: another section, a paper, a web address. That is nothing that it asks for."""
HEAD = re.compile(r"[^,;.:]*:\s*$")
"""What opens a list that other quotes go on with is no item of it."""
LEAST, MOST = (2, 4), 40
"""So many items make a list of which one can be missed, in a rule and in a summary; a longer one is a text."""
LONGEST = 12
"""Words: a longer item may be said in words of our own."""
ROMAN = re.compile(r"\d+|[IVX]+")
AMOUNT = re.compile(r"x?\d", re.IGNORECASE)
KEY = 6
"""Letters of a stem that are compared."""
ASIDE = re.compile(r",(?= (?:with|without|that|which|who|whose|but|if|when|where|as|like|so|even)\b)")
"""The comma before what is added to an item of a list of ours: no new item begins there."""
CLAUSE = re.compile(
    r"\b(?:have|has|had|who|that|which|is|are|was|were|be|been|for|will|must|need|needs|during|note)\b|\bor without\b"
    r"|^\W*(?:unless|except\w*|excluding|other than|without)\b",
    re.IGNORECASE,
)
"""What says more than the name of a thing may be said in any words; an exception has a rule of its own."""
OF_THE_READER = re.compile(r"\W*(?:you|your|they|we|doctors?|the (?:team|doctors?|staff|nurses?))\b", re.IGNORECASE)
"""An item of ours that is a sentence may say more than one thing."""
FEWEST_OF_A_PLACE = 3
FEWEST_BULLETS = 2
SELF_REPORT = re.compile(r"\bself[- ]?report", re.IGNORECASE)
SAY_THEMSELVES = re.compile(
    r"\b(?:you|your child|they|people|patients?|persons?)(?: (?:or your child|yourself|themselves|would|may|can|must))*"
    r" (?:says?|said|tells?|told|reports?|answers?|writes?|wrote)\b|\b(?:your|their)(?: own)? (?:answers?|words|reports?)\b",
    re.IGNORECASE,
)
"""What a "self-report" is in plain words."""
SAYS_NO, PREFIXES = re.compile(r"\b(?:not|no|without|cannot)\b|n[’']t\b", re.IGNORECASE), ("un", "in", "non", "dis")
"""With a no, "control" says what "uncontrolled" does."""
ANY_ILLNESS = re.compile(r"(?:disease|disorder|condition|illness)(?:e?s)?", re.IGNORECASE)
"""Of an illness that has no name, as in "uncontrolled disease", ours may be "one"."""
SAYS_NOTHING: Lines = frozenset([-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An item of a quote or a place in plain words: the keys of the words that name something, and their lines in the table.

    `words`: the keys of all its words.
    `needed`: it is the name of a thing. What is more, or less, may be said in any words, or with another item.
    `bullet`: it is of a list of ours.
    """

    text: str
    keys: frozenset[str]
    lines: Lines
    words: frozenset[str] = frozenset()
    needed: bool = True
    bullet: bool = False

    def may_be(self, other: "Piece") -> bool:
        """Whether both may say the same."""
        return bool(self.keys & other.keys or self.lines & other.lines)


def _words(text: str) -> list[str]:
    """The words that name something, those with hyphens whole and in parts."""
    found = [part for word in WORD.findall(text) for part in dict.fromkeys((word, *PART.findall(word)))]
    return [
        word
        for word in found
        if word.lower() not in EMPTY and word.lower() != "i.e" and not ROMAN.fullmatch(word) and (len(word) > 1 or word in "BC")
    ]


def _forms(word: str) -> tuple[str, ...]:
    return stem(word), word.lower(), stem(without_anti(word)), stem(word.replace("-", ""))


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key[:KEY] for word in words for key in _forms(word))


def _piece(text: str, words: list[str], known: Meanings) -> Piece:
    lines = frozenset[int]().union(*map(known.of_record, words)) - SAYS_NOTHING
    return Piece(text=text, keys=_keys(words), lines=lines)


def _items(each: Explained, known: Meanings) -> list[Piece]:
    """The items of the quotes that name something; words that the table says to name nothing ("unwilling", "prior") do not."""
    wholes = (HEAD.sub("", POINTS_TO.sub(" ", LIMIT.sub(_blank, quote))) for quote in listed(each))
    undivided = (BRACKETS.sub(lambda m: m.group() if LISTED.match(m.group()) else _undivided(m), whole) for whole in wholes)
    texts = [text for whole in undivided for text in BETWEEN.split(whole)]
    if len(texts) < LEAST[each.section.part == "summary"]:
        return []
    spelled = expansions(each.trial.record)
    found = []
    for text in texts:
        words = [key for word in _words(text) for key in (word, *spelled.get(word.lower(), ()))]
        named = [word for word in words if not SAYS_NOTHING & known.of_record(word) and not AMOUNT.match(word)]
        if words:
            # A name of capitals and digits has a rule of its own.
            telling = any(_tells(word, known) for word in named) or _is_place(text)
            needed = telling and len(words) <= LONGEST and not CLAUSE.search(text)
            found.append(replace(_piece(text.strip(), named, known), words=_keys(words), needed=needed))
    return [replace(item, needed=item.needed and not _repeated(item, found)) for item in found]


def _tells(word: str, known: Meanings) -> bool:
    return word.islower() and not ANY_ILLNESS.fullmatch(word) and not known.is_everyday(word)


def _is_place(text: str) -> bool:
    """Whether an item is a name of several words with capitals, such as a hospital's or a town's."""
    words = PART.findall(text)
    named = [word for word in words if word[:1].isupper() and word[1:].islower()]
    return len(named) >= FEWEST_OF_A_PLACE and len(named) > len(words) // 2


def _repeated(item: Piece, items: Sequence[Piece]) -> bool:
    """Whether another item has all its words: "stage III or stage IV"."""
    return any(item.words <= other.words for other in items if other is not item)


def _places(each: Explained, items: Sequence[Piece], known: Meanings) -> Iterator[Piece]:
    """The pieces of the sentences, without those that open a list; brackets go with what stands before them.

    In a list a word of the record stands for itself alone: "stable angina" is no other illness of the heart.
    """
    recorded = frozenset[str]().union(*(item.keys for item in items))
    for statement in each.plain:
        if not statement.text.rstrip().endswith(":"):
            whole = LIMIT.sub(_blank, statement.text)
            whole = GLOSS.sub(_undivided, ASIDE.sub(" ", whole) if statement.lead else whole)
            found = []
            for text in BETWEEN.split(whole):
                # What says whom a rule is for, or speaks of the record, is no item in other words.
                if words := _words(text):
                    aside = statement.of_the_record or AMOUNT.search(text)
                    own = [word for word in words if not statement.lead or _keys([word]).isdisjoint(recorded)]
                    piece = _piece("" if aside else text, own, known)
                    denied = _keys(f"{no}{word}" for word in words for no in PREFIXES) if SAYS_NO.search(text) else frozenset()
                    found.append(replace(piece, keys=_keys(words) | denied, bullet=bool(statement.lead)))
            one_thing = statement.lead and not OF_THE_READER.match(whole)
            yield from _of_one_thing(found, items) if one_thing else found


def _of_one_thing(pieces: list[Piece], items: Sequence[Piece]) -> list[Piece]:
    """The pieces of a bullet, without those that say in our words what the piece beside them says in the record's."""
    named = [(piece, item) for item in items for piece in pieces if piece.keys & _own(item, items)]
    said, lines = [piece for piece, _ in named], frozenset[int]().union(*(item.lines for _, item in named))
    return [piece for piece in pieces if piece in said or not piece.lines & lines]


def _undivided(brackets: re.Match[str]) -> str:
    """What stands in brackets, as one piece with what stands before."""
    return f" {BETWEEN.sub(' ', brackets.group())} "


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _unpaired(items: Sequence[Piece], places: Sequence[Piece]) -> list[Piece]:
    """The items without a place of their own, by augmenting paths: an item may move to let another in.

    Where our words are a list, a sentence after it tells no item but by a word of the item's own.
    """
    keys, lines = (frozenset[str]().union(*(i.keys for i in items)), frozenset[int]().union(*(i.lines for i in items)))
    bullets = [place for place in places if place.bullet and (place.keys & keys or place.lines & lines)]
    if len(bullets) >= FEWEST_BULLETS:
        first = places.index(bullets[0])
        told = frozenset[str]().union(*(place.keys for place in places[:first]))
        named = frozenset[str]().union(*(_own(item, items) for item in items if item.needed)) - told
        after = (p if p.bullet else replace(p, text="", keys=p.keys & named, lines=NONE) for p in places[first:])
        places = [*places[:first], *after]
    anything = {n for n, place in enumerate(places) if place.text and not place.keys & keys and not place.lines & lines}
    fitting = [[n for n, place in enumerate(places) if n in anything or item.may_be(place)] for item in items]
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
        items = _items(each, known)
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
    said = _keys(word for message in walk(tuple(notices), Message) for word in _words(message.plain))
    return bool(own) and own <= said


def listed(each: Explained) -> Iterator[str]:
    """The quotes that are no fields: a field's label is not the record's own word."""
    for quote in each.unit.quotes:
        if all(passage.part != "field" for passage in matches(quote, each.trial.record.passages)):
            yield quote.text
