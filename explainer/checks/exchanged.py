"""What belongs to a number in the record belongs to it in the plain words: of two numbers, neither has what is the other's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import combinations

from explainer.checks.groups import MEN, WOMEN
from explainer.checks.meanings import WORD, Meanings, meanings
from explainer.checks.quantities import quantities
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, explained, keys
from explainer.model import Site

PARTED = re.compile(
    r"(?:[,;:]|\.(?=\s))\s*|\s(?:and|plus|but|while|versus|vs\.?|/|or(?! (?:more|less|over|under|above|below|[a-z]+er)\b))\s",
    re.IGNORECASE,
)
"""What stands between what is said of two numbers."""
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
THINGS = re.compile(r"\b([^\W\d]\w*) and (?:the |an? )?([^\W\d]\w*)\b")
OF_ANY_NUMBER = frozenset[str | int](keys("dose doses times value result level number score total first second third each"))
"""What may be said of any number tells none from another."""
SEXES = frozenset[str | int]({MEN.name, WOMEN.name})
MOST = 12
"""Numbers: more of them are a table, and no two of it are told apart by a few words."""
SHARE = re.compile(
    r"(?P<share>\d[\d.]*) ?(?:%|percent\b|per cent\b) of (?P<base>[^.;:]{3,80}?)"
    r" (?:(?:is|are|was|were|has|have|had|gets?|got|will|would|may|can|do|does|did"
    r"|develop\w*|suffer\w*|show\w*|experience\w*|need\w*|also) )+(?P<rest>[^.;]{3,120})"
)
"""A share of some people, and what is so of it."""
Named = AbstractSet[str | int]
"""Words by their keys, and lines of the table of health words."""


@rule("error")
def number_exchanged(site: Site) -> Iterator[Problem]:
    """Of two numbers, each is said of what the record says it of: of men or women, of one organ, medicine or score.

    Bad: "450 ms for women, and 470 ms for men" where the quote says "male ≥ 450 ms, female ≥ 470 ms".
    Good: "450 ms for men, and 470 ms for women".
    """
    known = meanings(site)
    for each in explained(site):
        if each.conflicts:
            continue
        recorded = _of_numbers(each.record, known) if any(quantities(s.text) for s in each.record) else {}
        own = _of_numbers((s for s in each.plain if not s.of_the_record), known) if recorded else {}
        both = [value for value in recorded if value in own]
        for first, second in combinations(both[:MOST], 2):
            if _exchanged((recorded[first], recorded[second]), (own[first], own[second])):
                what = f"what the record says of {first} is said of {second}, and the other way round"
                yield Problem(each.unit.where, what, "say each number of what the record says it of")
        yield from _shares(each, known)


def _of_numbers(statements: Iterable[Statement], known: Meanings) -> Mapping[str, Named]:
    """What stands beside each number, in its own part of a sentence; parts without a number go with those on both sides."""
    found: dict[str, set[str | int]] = defaultdict(set)
    for statement in statements:
        in_order = RESPECTIVELY.search(statement.text)
        for values, text in _respectively(statement.text) if in_order else _joined(PARTED.split(statement.text)):
            for value in values:
                found[value].update(_named(text, known))
    return found


Piece = tuple[frozenset[str], str]
"""The numbers of a part of a sentence, and its words."""


def _joined(parts: Iterable[str]) -> Iterator[Piece]:
    pending, last = "", None
    for part in parts:
        found = quantities(part)
        ends = [0, *(quantity.end for quantity in found)]
        starts = [*(quantity.start for quantity in found), len(part)]
        words = " ".join(part[start:end] for start, end in zip(ends, starts, strict=True))
        if not found:
            pending += f" {part}"
            continue
        if last:
            yield last[0], f"{last[1]} {pending}"
        last, pending = (frozenset(str(replace(each, comparison="")) for each in found), f"{pending} {words}"), ""
    if last:
        yield last[0], f"{last[1]} {pending}"


def _respectively(text: str) -> list[Piece]:
    """Of two things and two numbers ("the liver and the kidneys: 15 Gy and 10 Gy, respectively") the first go together."""
    found = [str(replace(quantity, comparison="")) for quantity in quantities(text)]
    things = THINGS.search(text)
    if not things or len(found) != len(things.groups()):
        return []
    return [(frozenset([number]), thing) for number, thing in zip(found, things.groups(), strict=True)]


def _named(text: str, known: Meanings) -> Named:
    words = [word for word in WORD.findall(text) if not word[0].isdigit()]
    lines = frozenset[int]().union(*map(known.of_record, words)) - {-1}
    sexes = (group.name for group in (MEN, WOMEN) if group.said.search(text) or group.recorded.search(text))
    return frozenset[str | int]([*keys(" ".join(words)), *lines, *sexes]) - OF_ANY_NUMBER


def _exchanged(recorded: tuple[Named, Named], own: tuple[Named, Named]) -> bool:
    """Whether each of two has something of the other's alone, and nothing that is its own alone."""
    first, second = recorded[0] - recorded[1], recorded[1] - recorded[0]
    if all(SEXES & each for each in (first, second, *own)) and own[0] & SEXES == second & SEXES != first & SEXES:
        return bool(own[1] & SEXES == first & SEXES)
    return bool(own[0] & second and own[1] & first and not own[0] & first and not own[1] & second)


def _shares(each: Explained, known: Meanings) -> Iterator[Problem]:
    """A share of some people that is told as one of others: "50% of people with A have B" is not "of people with B have A"."""
    recorded = {share["share"]: share for s in each.record if "%" in s.text for share in SHARE.finditer(s.text)}
    for statement in each.plain if recorded else ():
        for own in SHARE.finditer(statement.text):
            theirs = recorded.get(own["share"])
            if theirs and _exchanged(*((_named(m["base"], known), _named(m["rest"], known)) for m in (theirs, own))):
                what = f"“{own.group()}”: the record says it the other way round: “{theirs.group()}”"
                yield Problem(statement.where, what, "say of whom it is a share, as the record does")
