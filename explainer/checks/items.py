"""The items of a list in a quote, and the pieces of plain words, as what they name: by words, and by lines of the table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from explainer.checks.inflection import stem, without_anti
from explainer.checks.joining import OF_A_LIMIT
from explainer.checks.match import matches
from explainer.checks.meanings import PART, WORD, Lines, Meanings
from explainer.checks.names import expansions
from explainer.checks.statements import EMPTY, Explained

BETWEEN = re.compile(
    r"\s*(?:[,;:()]|\.\s|(?<=[a-z]{3})(?<!\d[a-z]{3})(?<!\d [a-z]{3})/(?=[a-z]{3})(?!absence|presence)|\band/or\b|\band\b"
    r"|\bor\b(?! without)|\be\.g\.|\betc\b\.?|\bsuch as\b|\bincluding\b"
    r"|(?<=\ws) like\b|\[\.\.\.\])\s*",
    re.IGNORECASE,
)
"""What divides the items of a list, in a quote and in plain words."""
OPENS_LIST = re.compile(r"\bincluding\b|\bsuch as\b|\blike\b|\be\.g\.|:", re.IGNORECASE)
MAY_DIVIDE = re.compile(r"[,;:()\[]|\.(?!$)|[a-z]{3}/[a-z]{3}|\b(?:and|or|like|e\.g|etc|such|including)\b", re.IGNORECASE)
"""Of this every quote has some that could be divided."""
BRACKETS = re.compile(r"\([^()]*\)")
LIMIT = re.compile(OF_A_LIMIT, re.IGNORECASE)
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
LONGEST = 12
"""Words: a longer item may be said in words of our own."""
ROMAN = re.compile(r"\d+|[IVX]+")
AMOUNT = re.compile(r"x?\d", re.IGNORECASE)
KEY = 6
"""Letters of a stem that are compared."""
CLAUSE = re.compile(
    r"\b(?:have|has|had|having|who|that|which|is|are|was|were|be|been|for|will|must|need|needs|during|note)\b|\bor without\b"
    r"|^\W*(?:unless|except\w*|excluding|other than|without)\b",
    re.IGNORECASE,
)
"""What says more than the name of a thing may be said in any words; an exception has a rule of its own."""
WHO = re.compile(
    r"^\W*(?:(?:all|any|those|the|if|and|or)\W+){0,2}(?:patients?|subjects?|participants?|individuals?|people|persons?|women|men"
    r"|they|those)\b(?:[\w ]{0,60}\bwho)? (?:with|who (?:have|has|had|are)|having|have|has|had|are)\b",
    re.IGNORECASE,
)
"""Of whom an item is told that is the name of a thing all the same."""
FEWEST_OF_A_PLACE = 3
FEWEST_BULLETS = 2
LEAST = (2, 4)
"""So many items make a list of which one can be missed, in a rule and in a summary."""
ANY_ILLNESS = re.compile(r"(?:disease|disorder|condition|illness)(?:e?s)?", re.IGNORECASE)
"""Of an illness that has no name, as in "uncontrolled disease", ours may be "one"."""
SAYS_NOTHING: Lines = frozenset([-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An item of a quote or a place in plain words: the keys of the words that name something, and their lines in the table.

    `words`: the keys of all its words.
    `listed`: it stands behind the words that open a list ("including"), and so in no sentence before that list.
    `needed`: it is the name of a thing. What is more, or less, may be said in any words, or with another item.
    `bullet`: it is of a list of ours.
    """

    text: str
    keys: frozenset[str]
    lines: Lines
    words: frozenset[str] = frozenset()
    needed: bool = True
    listed: bool = False
    bullet: bool = False

    def may_be(self, other: "Piece") -> bool:
        """Whether both may say the same."""
        return bool(self.keys & other.keys or self.lines & other.lines)


def words_of(text: str) -> list[str]:
    """The words that name something, those with hyphens whole and in parts."""
    found = [part for word in WORD.findall(text) for part in dict.fromkeys((word, *PART.findall(word)))]
    return [
        word
        for word in found
        if word.lower() not in EMPTY and word.lower() != "i.e" and not ROMAN.fullmatch(word) and (len(word) > 1 or word in "BC")
    ]


def _forms(word: str) -> tuple[str, ...]:
    return stem(word), word.lower(), stem(without_anti(word)), stem(word.replace("-", ""))


def keys_of(words: Iterable[str]) -> frozenset[str]:
    """What words are found again by, in any form."""
    return frozenset(key[:KEY] for word in words for key in _forms(word))


def piece_of(text: str, words: list[str], known: Meanings) -> Piece:
    """A text as the piece that some words of it name."""
    lines = frozenset[int]().union(*map(known.of_record, words)) - SAYS_NOTHING
    return Piece(text=text, keys=keys_of(words), lines=lines)


def items_of(each: Explained, known: Meanings) -> list[Piece]:
    """The items of the quotes that name something; words that the table says to name nothing ("unwilling", "prior") do not."""
    quotes = [*listed(each)]
    least = LEAST[each.section.part == "summary"]
    if len(quotes) < least and not any(map(MAY_DIVIDE.search, quotes)):
        return []
    bullets = [keys_of(words_of(statement.text)) for statement in each.plain if statement.lead]
    wholes = (HEAD.sub("", POINTS_TO.sub(" ", LIMIT.sub(blank, quote))) for quote in quotes)
    bracketed = (BRACKETS.sub(lambda m: _in_brackets(m, bullets), whole) for whole in wholes)
    texts = [text for whole in bracketed for text in _divided(whole)]
    if len(texts) < least:
        return []
    spelled = expansions(each.trial.record)
    found = []
    for text, behind in texts:
        words = [key for word in words_of(text) for key in (word, *spelled.get(word.lower(), ()))]
        named = [word for word in words if not SAYS_NOTHING & known.of_record(word) and not AMOUNT.match(word)]
        if words:
            # A name of capitals and digits has a rule of its own.
            telling = any(_tells(word, known) for word in named) or _is_place(text)
            needed = telling and len(words) <= LONGEST and not CLAUSE.search(WHO.sub("", text))
            found.append(replace(piece_of(text.strip(), named, known), words=keys_of(words), needed=needed, listed=behind))
    return [replace(item, needed=item.needed and not _repeated(item, found)) for item in found]


def _tells(word: str, known: Meanings) -> bool:
    return word.islower() and not ANY_ILLNESS.fullmatch(word) and not known.is_everyday(word)


def _in_brackets(brackets: re.Match[str], bullets: Sequence[frozenset[str]]) -> str:
    """What stands in brackets, as it is where it is a list: one of examples too, where items of a list of ours are of it."""
    text = brackets.group()
    if LISTED.match(text):
        return text
    shared = ([len(bullet & keys_of(words_of(part))) for bullet in bullets] for part in BETWEEN.split(text))
    best = {each.index(max(each)) for each in shared if any(each)}
    return text if len(best) >= FEWEST_BULLETS else undivided(brackets)


def _divided(text: str) -> Iterator[tuple[str, bool]]:
    """The items of a text, and whether each stands behind words that open a list."""
    start, behind = 0, False
    for between in BETWEEN.finditer(text):
        yield text[start : between.start()], behind
        start, behind = between.end(), (behind and "." not in between.group()) or OPENS_LIST.search(between.group()) is not None
    yield text[start:], behind


def _is_place(text: str) -> bool:
    """Whether an item is a name of several words with capitals, such as a hospital's or a town's."""
    words = PART.findall(text)
    named = [word for word in words if word[:1].isupper() and word[1:].islower()]
    return len(named) >= FEWEST_OF_A_PLACE and len(named) > len(words) // 2


def _repeated(item: Piece, items: Sequence[Piece]) -> bool:
    """Whether another item has all its words: "stage III or stage IV"."""
    return any(item.words <= other.words for other in items if other is not item)


def undivided(brackets: re.Match[str]) -> str:
    """What stands in brackets, as one piece with what stands before."""
    return f" {BETWEEN.sub(' ', brackets.group())} "


def blank(match: re.Match[str]) -> str:
    """As many spaces."""
    return " " * len(match.group())


def listed(each: Explained) -> Iterator[str]:
    """The quotes that are no fields: a field's label is not the record's own word."""
    for quote in each.unit.quotes:
        if all(passage.part != "field" for passage in matches(quote, each.trial.record.passages)):
            yield quote.text
