"""What comes before an event of the record comes before it in plain words, and time is counted from the same event.

`content/health-words.md` says by which words an event is known; other events are compared by their own words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.checks.meanings import Lines, Meanings, events
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, explained, quoted
from explainer.model import Site

ORDER = Phrases(
    r"\b(?:(?P<before>before|prior to|preceding|until|till|ahead of|pre(?=-[a-z]{4}))"
    r"|(?P<after>after|since|post(?=[- ][a-z]{4})|(?<!the )(?<!of )following|subsequent to)"
    r"|(?P<at>(?<!look )(?<!looks )(?<!looked )(?<!looking )at(?! least| most| all| any| risk| how| which| what| whether)"
    r"|during(?! (?:the )?(?:last|past|previous) )|within(?= [\w ]{1,20} of\b)"
    r"|from(?= (?:the|your|sign\w*|first|last|enrol\w*|birth)\b)))\b"
)
STUDY = re.compile(r"\W*(?:(?:the|this|our|entire|whole|course of) ){1,4}(?:study|trial)\W*$", re.IGNORECASE)
"""The study itself as an event: "during the study"."""
OF_ONE_WORD = re.compile(r"(?:pre|post)-\S", re.IGNORECASE)
"""What is joined to one word: a "post-stenting assessment" is after the stenting."""
DURING = re.compile(r"during\b", re.IGNORECASE)
IN_A_TIME = re.compile(
    r"\b(?:in|on|at|during) (?:the )?([^.;:()]{3,60}?)(?=$|[.;:()]|\b(?:prior|before|after|within|from)\b)", re.IGNORECASE
)
"""The times at which a record says that a thing is done: "in the screening, visit 1 and prior to the first dose"."""
ASIDE = re.compile(
    r"[,;:(]|\.\s|\b(?:and|or|with|who|that|which|because|until|till|to|before|after|since|prior|following)\b", re.IGNORECASE
)
"""Where what is said of a time ends."""
BY_ITSELF = re.compile(r",")
"""A "before" that ends its clause says of no event: "an operation before, on two levels"."""
BOTH_WAYS = re.compile(r"^\W*(?:and|or)\W+(?:before|after|during)\b", re.IGNORECASE)
OR_AFTER = re.compile(r"\W*(?:and|or)\W+(?:before|after|during)\b", re.IGNORECASE)
BEFORE_OR = re.compile(r"\b(?:before|after|during)\W+(?:and|or)\W+$", re.IGNORECASE)
"""What is left of "before and after" behind its first word."""
NAMING = 4
"""How many words that name something, after "before" or "after", say which event is meant."""
LONGEST_EVENT = 80
FIRST_OR_LAST = Phrases(r"\b(?:(?P<first>first|start(?:s|ed|ing)?|initial|begin\w*|initiat\w*)|(?P<last>last|final|end))\b")
AT = re.compile(r"(?:at|during)\b", re.IGNORECASE)


class Anchor(NamedTuple):
    """An event from which time is counted: its lines in the table, whether the first or last of its kind, and the words."""

    lines: Lines
    end: str
    text: str


@lru_cache(maxsize=1 << 14)
def _orders(text: str) -> tuple[tuple[re.Match[str], str], ...]:
    """Each "before", "after" and "at" of a text, with the words that name the event."""
    return tuple((order, _event(order)) for order in ORDER.finditer(text))


def _event(order: re.Match[str]) -> str:
    text = order.string[order.end() : order.end() + LONGEST_EVENT]
    if order["at"] and order.group().lower() == "within":
        text = text.partition(" of ")[2]
    if BY_ITSELF.match(text):
        return ""
    if OF_ONE_WORD.match(order.string, order.start()):
        return text.split()[0]
    text = BOTH_WAYS.sub("", text)
    stop = ASIDE.search(text, 1)
    return text[: stop.start()] if stop else text


def _anchors(statement: Statement, known: Meanings) -> Iterator[Anchor]:
    for order, text in _orders(statement.text):
        end = FIRST_OR_LAST.search(text)
        lines = known.of_text(text)
        if lines:
            yield Anchor(lines, (end.lastgroup or "") if end else "", f"{order.group()}{text}".strip())


def _ordered(statement: Statement, known: Meanings, *, either: bool) -> Iterator[tuple[str, str, str]]:
    """What stands before, after or at an event: the direction, one of the event's keys, and the words.

    `either`: what stands before and after it counts as both.
    """
    for match, event in _orders(statement.text):
        both = OR_AFTER.match(statement.text, match.end()) or BEFORE_OR.search(
            statement.text[max(0, match.start() - LONGEST_EVENT) : match.start()]
        )
        if (both and not either) or match.group().lower() in ("within", "from"):
            continue
        stop = statement.text.find(event, match.end()) + len(event)
        text = f"{match.group()}{event}".strip()
        for word in statement.after(match.end())[:NAMING]:
            if word.start < stop:
                yield from ((match.lastgroup or "", key, text) for key in word.keys)
        if STUDY.match(event):
            yield match.lastgroup or "", "the study", text
        yield from ((match.lastgroup or "", f"event {line}", text) for line in known.of_text(event))


@rule("error")
def time_order_changed(site: Site) -> Iterator[Problem]:
    """Before an event stays before it, and after it stays after it.

    Bad: "before the last dose" where the quote says "6 months after the last dose".
    Good: "after the last dose"; "following" may become "after", and "prior to" may become "before".
    """
    known = events(site)
    for each in explained(site):
        recorded: dict[str, dict[str, str]] = defaultdict(dict)
        for statement in each.record:
            for direction, key, text in _ordered(statement, known, either=True):
                recorded[key].setdefault(direction, text)
        if not each.conflicts:
            yield from _only_order(each)
        heading = each.unit.heading if recorded else None
        of_heading = quoted(heading.plain, heading.where) if heading and ORDER.search(heading.plain) else ()
        sentences = (*each.plain, *of_heading)
        for statement in sentences if recorded and not each.conflicts else ():
            said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
            for direction, key, text in () if statement.of_the_record else _ordered(statement, known, either=False):
                said[direction, text] |= recorded.get(key, {})
            for (direction, text), theirs in said.items():
                turnable = direction != "at" or DURING.match(text)
                if turnable and theirs and direction not in theirs:
                    what = f"“{text}”: the record says “{next(iter(theirs.values()))}”"
                    yield Problem(statement.where, what, "keep the order of time: before, at or after")
                    break


OF_THE_STUDY = re.compile(r"\b(?:study|trial)\b", re.IGNORECASE)
TELLS_LATER = re.compile(
    r"\b(?:after\w*|since|post\w*|follow\w*|then|later|until|till|subsequent\w*|thereafter|complet\w*|end\w*|discontinu\w*|once|when"
    r"|remain\w*|recover\w*|ago)\b|\bpost-|->|→",
    re.IGNORECASE,
)
TELLS_EARLIER = re.compile(
    r"\b(?:before\w*|prior|pre\w*|earlier|already|first|until|till|ago|histor\w*|past|last|within|ahead|advance|in the|had"
    r"|baseline|screening|to date)\b|\bpre-",
    re.IGNORECASE,
)
"""How a text may speak of what is later, or earlier, than something."""


def _only_order(each: Explained) -> Iterator[Problem]:
    """What the record has before the study alone, or after it alone, where the plain words only have the other."""
    record = " ".join(statement.text for statement in each.record)
    plain = " ".join(statement.text for statement in each.plain)
    for kind, other, speaks in (("before", "after", TELLS_LATER), ("after", "before", TELLS_EARLIER)):
        theirs, ours = _of_kind(record, kind), _of_kind(plain, other)
        if theirs and ours and not _of_kind(plain, kind) and not speaks.search(record):
            statement = next(s for s in each.plain if _of_kind(s.text, other))
            if not statement.of_the_record:
                what = f"“{ours}”: the record says “{theirs}”"
                yield Problem(statement.where, what, "keep the order of time: before, at or after")


def _of_kind(text: str, kind: str) -> str:
    found = (f"{order.group()}{event}".strip() for order, event in _orders(text) if order[kind] and OF_THE_STUDY.search(event))
    return next(found, "")


@rule("error")
def time_event_changed(site: Site) -> Iterator[Problem]:
    """Time is counted from the event that the record counts it from.

    Bad: "in the 28 days before your first dose" where the quote says "within 28 days before enrolment".
    Good: "in the 28 days before you join the study".
    """
    known = events(site)
    for each in explained(site) if known.lines else ():
        recorded = [anchor for statement in each.record for anchor in _anchors(statement, known)]
        texts = (m[1] for s in each.record for m in IN_A_TIME.finditer(s.text)) if recorded else ()
        then = frozenset[int]().union(*map(known.of_text, texts))
        for statement in each.plain if recorded and not each.conflicts else ():
            for ours in () if statement.of_the_record else _anchors(statement, known):
                same = [theirs for theirs in recorded if theirs.lines & ours.lines]
                turned = ours.end and same and all(theirs.end not in ("", ours.end) for theirs in same)
                if turned or (not same and not (ours.lines & then and AT.match(ours.text))):
                    what = f"“{ours.text}”: the record counts from another time: “{(same or recorded)[0].text}”"
                    yield Problem(statement.where, what, "count from the same event as the record")
                    break
