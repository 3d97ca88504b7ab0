"""What belongs to a number in the record belongs to it in the plain words: of two numbers, neither has what is the other's."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from explainer.checks.meanings import Meanings, meanings
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, Word, all_keys, explained, keys
from explainer.model import Site

PARTED = re.compile(
    r"(?:[,;:]|\.(?=\s))\s*|\s(?:and|plus|but|while|versus|vs\.?|/|or(?! (?:more|less|over|under|above|below|[a-z]+er)\b))\s",
    re.IGNORECASE,
)
"""What stands between what is said of two numbers."""
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?: ?%)?(?![.,]?\d)")
THINGS = re.compile(r"\b([^\W\d]\w*) and (?:the |an? )?([^\W\d]\w*)\b")
OF_ANY_NUMBER = keys(
    "dose doses times value result level number score total first second third each once twice three four five six"
)
"""What may be said of any number tells none from another."""
OF_MEN, OF_WOMEN = keys("men man male males boy boys"), keys("women woman female females girl girls")
SEXES = frozenset[str | int](["men", "women"])
MOST = 12
"""Numbers: more of them are a table, and no two of it are told apart by a few words."""
SHARE = re.compile(
    r"(?P<share>\d[\d.]*) ?(?:%|percent\b|per cent\b) of (?P<base>[^.;:]{3,80}?)"
    r" (?:(?:is|are|was|were|has|have|had|gets?|got|will|would|may|can|do|does|did"
    r"|develop\w*|suffer\w*|show\w*|experience\w*|need\w*|also) )+(?P<rest>[^.;]{3,120})"
)
"""A share of some people, and what is so of it."""
Named = frozenset[str | int]
"""Words by their keys, and lines of the table of health words."""
Piece = tuple[frozenset[str], list[Word]]
"""The numbers of a part of a sentence, and its words."""


@rule("error")
def number_exchanged(site: Site) -> Iterator[Problem]:
    """Of two numbers, each is said of what the record says it of: of men or women, of one organ, medicine or score.

    Bad: "450 ms for women, and 470 ms for men" where the quote says "male ≥ 450 ms, female ≥ 470 ms".
    Good: "450 ms for men, and 470 ms for women".
    """
    known = meanings(site)
    for each in explained(site):
        both = [] if each.conflicts else sorted(_numbers(each.record) & _numbers(each.plain))[:MOST]
        if len(both) > 1:
            recorded, own = _of_numbers(each.record), _of_numbers(s for s in each.plain if not s.of_the_record)
            for first, second in combinations(both, 2):
                theirs, ours = (recorded[first], recorded[second]), (own[first], own[second])
                if _exchanged(theirs, ours, known):
                    what = f"what the record says of {first} is said of {second}, and the other way round"
                    yield Problem(each.unit.where, what, "say each number of what the record says it of")
        yield from _shares(each, known)


def _numbers(statements: Iterable[Statement]) -> set[str]:
    return {number for statement in statements for number in NUMBER.findall(statement.text)}


def _of_numbers(statements: Iterable[Statement]) -> Mapping[str, list[Word]]:
    """What stands beside each number, in its own part of a sentence; parts without a number go with those on both sides."""
    found: dict[str, list[Word]] = defaultdict(list)
    for statement in statements:
        in_order = "respectively" in statement.text
        for numbers, words in _respectively(statement) if in_order else _joined(_parts(statement)):
            for number in numbers:
                found[number] += words
    return found


def _parts(statement: Statement) -> Iterator[Piece]:
    """The parts of a sentence."""
    words = deque(statement.words)
    start = 0
    for end in (*(match.end() for match in PARTED.finditer(statement.text)), len(statement.text)):
        own = []
        while words and words[0].start < end:
            word = words.popleft()
            if not word.text[0].isdigit():
                own.append(word)
        yield frozenset(NUMBER.findall(statement.text, start, end)), own
        start = end


def _joined(parts: Iterable[Piece]) -> Iterator[Piece]:
    pending: list[Word] = []
    last: Piece | None = None
    for numbers, words in parts:
        if not numbers:
            pending = pending + words
            continue
        if last:
            yield last[0], last[1] + pending
        last, pending = (numbers, pending + words), []
    if last:
        yield last[0], last[1] + pending


def _respectively(statement: Statement) -> Iterator[Piece]:
    """Of two things and two numbers ("the liver and the kidneys: 15 Gy and 10 Gy, respectively") the first go together."""
    found, things = NUMBER.findall(statement.text), THINGS.search(statement.text)
    if things and len(found) == len(things.groups()):
        for place, number in enumerate(found, start=1):
            yield frozenset([number]), [word for word in statement.words if word.start == things.start(place)]


def _named(words: Iterable[Word], known: Meanings | None = None) -> Named:
    """What words name; with the lines of a table, where there is one."""
    named = all_keys(words) - OF_ANY_NUMBER
    sexes = (sex for sex, of_sex in (("men", OF_MEN), ("women", OF_WOMEN)) if named & of_sex)
    lines = frozenset[int]().union(*(known.of_record(word.text) for word in words)) - {-1} if known else frozenset[int]()
    return frozenset[str | int]([*named, *lines, *sexes])


def _exchanged(recorded: tuple[list[Word], list[Word]], own: tuple[list[Word], list[Word]], known: Meanings) -> bool:
    """Whether each of two has something of the other's alone, and nothing that is its own alone: by words, or else by lines."""
    for table in (None, known):
        theirs, ours = ([_named(words, table) for words in each] for each in (recorded, own))
        first, second = theirs[0] - theirs[1], theirs[1] - theirs[0]
        sexes = [each & SEXES for each in (first, second, *ours)]
        if all(sexes):
            return sexes[0] == sexes[3] != sexes[1] == sexes[2]
        if not first or not second or ours[0] & first or ours[1] & second:
            return False
        if ours[0] & second and ours[1] & first:
            return True
    return False


def _shares(each: Explained, known: Meanings) -> Iterator[Problem]:
    """A share of some people that is told as one of others: "50% of people with A have B" is not "of people with B have A"."""
    recorded = {share["share"]: (s, share) for s in each.record if "%" in s.text for share in SHARE.finditer(s.text)}
    for statement in each.plain if recorded else ():
        for own in SHARE.finditer(statement.text):
            if own["share"] not in recorded:
                continue
            record, theirs = recorded[own["share"]]
            if _exchanged(_sides(record, theirs), _sides(statement, own), known):
                what = f"“{own.group()}”: the record says it the other way round: “{theirs.group()}”"
                yield Problem(statement.where, what, "say of whom it is a share, as the record does")


def _sides(statement: Statement, share: re.Match[str]) -> tuple[list[Word], list[Word]]:
    """Of whom it is a share, and what is so of it."""
    base, rest = (
        [word for word in statement.words if share.start(side) <= word.start < share.end(side)] for side in ("base", "rest")
    )
    return base, rest
