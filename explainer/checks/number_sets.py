"""The numbers that a criterion lets a reader choose from: "0 or 1", "0, 1 or 2", "18 to 30".

A linked glossary entry explains a scale, and so brings numbers of its own. They explain; they are not the criterion's.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from explainer.checks.quantities import DATE, Quantity, quantities
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Statement, explained, linked
from explainer.model import Message, Site
from explainer.walk import walk

TO = re.compile(r"\s*(?:-|–|—|~|to|through)\s*(?:(?:day|week|month|cycle|grade|stage)s? )?", re.IGNORECASE)
AND = re.compile(r"\s*and\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
OR = re.compile(r"\s*(?:,\s*)?or\s*", re.IGNORECASE)
COMMA = re.compile(r"\s*,\s*")
SCALE = re.compile(r"\b(?:goes|go|runs?|ranges?|scales?|scored|lowest|highest)\b", re.IGNORECASE)
"""A sentence that tells how far a scale goes says nothing of what the criterion asks for."""
WIDEST = 200
"""A range of whole numbers up to this wide is compared number by number."""
MOST_DIGITS = 10
HIGHEST_SCORE = 10
"""A score up to this may be said number by number."""
LONGEST_BETWEEN = 12


class Choice(NamedTuple):
    """Numbers of one unit to choose from: all of them, those of each range or single number, and how it is written."""

    values: frozenset[str]
    parts: tuple[frozenset[str], ...]
    unit: str
    text: str


def choices(text: str) -> Iterator[Choice]:
    """The ranges of a text, and its lists that end in an "or"."""
    if len(found := quantities(text)) < 2:
        return
    run = [found[0]]
    joints: list[str] = []
    for first, second in pairwise(found):
        joint = _joint(text, first, second)
        if joint:
            joints.append(joint)
            run.append(second)
            continue
        yield from _choice(text, run, joints)
        run, joints = [second], []
    yield from _choice(text, run, joints)


def _joint(text: str, first: Quantity, second: Quantity) -> str:
    if DATE in (first.unit, second.unit) or (first.unit and second.unit and first.unit != second.unit) or second.comparison:
        return ""
    between = BETWEEN.search(text[max(0, first.start - LONGEST_BETWEEN) : first.start])
    if TO.fullmatch(text, first.end, second.start) or (between and AND.fullmatch(text, first.end, second.start)):
        return "to"
    return (
        "or" if OR.fullmatch(text, first.end, second.start) else "," if COMMA.fullmatch(text, first.end, second.start) else ""
    )


def _choice(text: str, run: list[Quantity], joints: list[str]) -> Iterator[Choice]:
    """The choice that a run of numbers offers; none if only commas join them, or if one of them is a limit."""
    if not {"to", "or"} & set(joints) or joints[-1] == "," or run[0].comparison:
        return
    parts: list[frozenset[str]] = []
    ends = [run[0].value]
    for joint, quantity in zip([*joints, ""], [*run[1:], run[0]], strict=True):
        if joint == "to":
            ends.append(quantity.value)
        else:
            parts.append(_part(ends))
            ends = [quantity.value]
    unit = next((quantity.unit for quantity in reversed(run) if quantity.unit), "")
    yield Choice(frozenset[str]().union(*parts), tuple(parts), unit, text[run[0].start : run[-1].end])


def up_to_a_score(quantity: Quantity) -> bool:
    """Whether it is "2 or less", of a score that may be said number by number."""
    bare = not quantity.unit and quantity.comparison == "at most"
    return bare and _is_short(quantity.value) and int(quantity.value) <= HIGHEST_SCORE


def _is_short(value: str) -> bool:
    """Whether it is a whole number that Python reads: it refuses one of thousands of digits."""
    return len(value) < MOST_DIGITS and value.isdigit()


def _up_to(text: str) -> Iterator[Choice]:
    """The choices that "2 or less" of a score offers: a scale may begin at 0 or at 1."""
    for quantity in quantities(text):
        if up_to_a_score(quantity):
            for first in (0, 1):
                values = frozenset(str(number) for number in range(first, int(quantity.value) + 1))
                yield Choice(values, (values,), "", str(quantity))


def _part(ends: list[str]) -> frozenset[str]:
    low, high = ends[0], ends[-1]
    if _is_short(low) and _is_short(high) and int(low) < int(high) <= int(low) + WIDEST:
        return frozenset(str(n) for n in range(int(low), int(high) + 1))
    return frozenset(ends) | ({f"{low} to {high}"} if len(ends) > 1 else set())


def _replaces(own: Choice, recorded: Iterable[Choice]) -> Choice | None:
    """The choice of the record in whose place another one stands."""
    near = [each for each in recorded if own.values & each.values and (own.unit == each.unit or not (own.unit and each.unit))]
    known = {values for each in near for values in (each.values, *each.parts)}
    return near[0] if near and own.values not in known and not set(own.parts) <= known else None


def _scales(statement: Statement) -> bool:
    return SCALE.search(statement.text) is not None


@rule("error")
def choice_of_numbers_changed(site: Site) -> Iterator[Problem]:
    """The numbers to choose from are the quote's, even where a linked glossary entry names more of them.

    Bad: "Your score is 0, 1 or 2" where the quote says "0 or 1".
    Good: "Your score is 0 or 1".
    """
    for each in explained(site):
        recorded = [choice for statement in each.record for choice in (*choices(statement.text), *_up_to(statement.text))]
        if not recorded or each.conflicts:
            continue
        meanings = {c.values for term in linked(site, tuple(walk(each.unit.blocks, Message))) for c in _of_meaning(term.blocks)}
        for statement in each.plain:
            for own in choices(statement.text) if not statement.of_the_record else ():
                scale = own.values in meanings and _scales(statement)
                if not scale and (theirs := _replaces(own, recorded)):
                    what = f"“{own.text}”: the record says “{theirs.text}”"
                    yield Problem(statement.where, what, "give the record’s own numbers, neither more nor fewer")


def _of_meaning(blocks: object) -> Iterator[Choice]:
    for message in walk(blocks, Message):
        yield from choices(message.plain)
