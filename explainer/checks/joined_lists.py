"""Lists of ours hold what the record joins with "and" or "or" in the same way, and no choice is added to what it asks for."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from explainer.checks.meanings import Meanings
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem
from explainer.checks.statements import WORD, Explained, Statement, keys

ANY_LEAD = Phrases(
    r"\b(?:any(?: one)?|one(?: or more)?|either)\b(?! or both)(?! or more)(?! after (?:the other|another))|\bat least one\b"
)
ALL_LEAD = Phrases(r"(?<!or )\b(?:all|both|each)\b")
JOINT = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
PREDICATE = Phrases(r"\band (?:\w+ly )?(?:needs?|requir\w+|is|are|has|have|had|cannot|does|do|must|was|were)\b")
OR_ADDED = Phrases(
    r"\b(?:you|your child) (?:[a-z]+ ){1,4}or (?:have|has|are|is|had|was|were|take|took|takes|need|needs|plan|plans)\b"
)
"""One more thing that a reader may do, have or be."""
OFFERS = Phrases(r"[/,;]|\b(?:or|any|either|and|including|such as|history|prior|previous\w*|ever|current\w*|within)\b")
"""What may leave a record more than one thing."""
LONGEST_JOINT = 60
"""Characters between two items of a list in the record."""


def joined_lists(each: Explained, known: Meanings, record: str) -> Iterator[Problem]:
    """Lists of ours that offer a choice of what the record joins with "and", or ask for all of what it joins with "or"."""
    found = [(match.span(), keys(match.group()) | known.keys_of(match.group())) for match in WORD.finditer(record)]
    for lead, items in groupby(each.plain, lambda statement: statement.lead):
        any_of, all_of = ANY_LEAD.search(lead), ALL_LEAD.search(lead)
        if not lead or bool(any_of) == bool(all_of):
            continue
        joints = [joint for first, second in pairwise(items) if (joint := _between(first, second, record, found))]
        word = "and" if any_of else "or"
        demands = all_of or each.section.part != "exclusion" or any(PREDICATE.search(joint) for joint in joints)
        if joints and demands and all(re.search(rf"\b{word}\b", joint, re.IGNORECASE) for joint in joints):
            what = f"“{lead.strip()}”: the record joins these with “{word}”"
            yield Problem(each.unit.where, what, "ask for all: “both of these”" if any_of else "offer the record’s choice")


def choices_added(each: Explained) -> Iterator[Problem]:
    """An "or" between two things that a reader does or has, where the record has but one."""
    if any(OFFERS.search(statement.text) for statement in each.record):
        return
    for statement in each.plain:
        added = None if statement.of_the_record else OR_ADDED.search(statement.text)
        if added:
            what = f"“{added.group()}”: the record offers no choice here"
            yield Problem(statement.where, what, "say only what the record says")


def _between(first: Statement, second: Statement, record: str, found: list[tuple[tuple[int, int], frozenset[str]]]) -> str:
    """What the record says between two items of ours that stand one after the other, where that joins them."""
    own = (first.keys - second.keys, second.keys - first.keys)
    end = -1
    for (begins, ends), named in found:
        if named & own[0] and not named & own[1]:
            end = ends
        elif named & own[1] and not named & own[0] and 0 <= end < begins <= end + LONGEST_JOINT:
            joint = record[end:begins]
            if len({match.lower() for match in JOINT.findall(joint)}) == 1:
                # Up to the next word: "and needs" asks for more of the same person.
                return joint + record[begins:ends]
    return ""
