"""What comes before an event of the record comes before it in plain words, and time is counted from the same event.

`content/health-words.md` says by which words an event is known; other events are compared by their own words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.checks.meanings import Lines, Meanings, events
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, explained, linked, quoted
from explainer.model import Message, Quote, Site
from explainer.walk import walk

ORDER = Phrases(
    r"\b(?:(?P<before>before|prior to|preceding|until|till|ahead of|pre(?=-[a-z]{4}))"
    r"|(?P<after>after|since|post(?=[- ][a-z]{4})|(?<!the )(?<!of )following|subsequent to)"
    r"|(?P<at>(?<!look )(?<!looks )(?<!looked )(?<!looking )at(?! least| most| all| any| risk| how| which| what| whether)"
    r"|during(?! (?:the )?(?:last|past|previous) )|within(?= [\w ]{1,20} of\b)"
    r"|from(?= (?:the|your|sign\w*|first|last|enrol\w*|birth)\b)))\b"
)
STUDY = re.compile(r"\W*(?:(?:the|this|our|entire|whole|course of) ){1,4}(?:study|trial)\W*$", re.IGNORECASE)
"""The study itself as an event: "during the study"."""
DURING = re.compile(r"during\b", re.IGNORECASE)
IN_A_TIME = re.compile(
    r"\b(?:in|on|at|during) (?:the )?([^.;:()]{3,60}?)(?=$|[.;:()]|\b(?:prior|before|after|within|from)\b)", re.IGNORECASE
)
"""The times at which a record says that a thing is done: "in the screening, visit 1 and prior to the first dose"."""
NOW_IN_RECORD = Phrases(
    r"\b(?:current(?:ly)?|present(?:ly)?|now|ongoing|concurrent(?:ly)?|concomitant(?:ly)?)\b"
    r"(?! (?:approved|available|marketed|licensed))"
)
EVER_IN_RECORD = Phrases(
    r"\b(?:history|histories|prior|previous(?:ly)?|past|former(?:ly)?|ever|earlier|had|was|were|been|before|within|last|recent(?:ly)?"
    r"|since|after|following|post)\b|\bpost-"
)
EVER_SAID = Phrases(
    r"\b(?:at some (?:time|point)|at any time|in the past|some day|used to|(?:have|has|had) (?:ever |once |at some time )?"
    r"(?:taken|used|smoked|had|drunk|been)|(?:you|they|who) (?:once )?(?:had|took|smoked))\b"
)
NOW_SAID = Phrases(r"\b(?:right now|now|at present|currently|at the moment|these days)\b")
"""Only now, only once: what one of both says is not what the other says."""
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
TIMES = "year month week day hour minute".split()
TIME_WORDS = (
    ("year", r"years?|yrs?|y/o|yearly|annual\w*|ag(?:e|ed|es)|old|adults?|elderly|child\w*|decades?|seasonal"),
    ("month", r"months?|mos?|monthly"),
    ("week", r"weeks?|wks?|weekly|[oq]w"),
    ("day", r"days?|daily|[bt]\.?i\.?d\.?|q\.?d\.?|q\.?i\.?d\.?|qhs|bedtime|nightly|overnight|d"),
    ("hour", r"hours?|hrs?|h|hourly"),
    ("minute", r"minutes?|mins?"),
    ("morning", r"mornings?|a\.?m\.?|q\.?a\.?m|wak\w+|breakfast|fast(?:ing|ed)"),
    ("afternoon", r"afternoons?|p\.?m\.?|noon"),
    ("night", r"evenings?|nights?|bedtime|qhs|h\.?s|p\.?m\.?|q\.?p\.?m|overnight|nightly|nocturn\w*|sleep\w*"),
)
RECORDED_TIMES = tuple((name, re.compile(rf"(?<![A-Za-z])(?:{words})(?![a-z])", re.IGNORECASE)) for name, words in TIME_WORDS)
SAID_TIME = Phrases(
    r"\b(?:(?:in|for|over|within|during|of) the (?:last|next|past|coming)|(?:last|next|past|each|every|per|an?"
    r"|one(?= (?:morning|afternoon|evening|night))|some|many"
    r"|several|(?:a )?few|(?:a )?couple of|half an?)) (?P<unit>years?|months?|weeks?|days?|hours?|minutes?|mornings?"
    r"|afternoons?|evenings?|nights?)\b(?! old)|\b(?:in the (?P<part>morning|afternoon|evening)s?|at (?P<late>night|bedtime))\b"
    r"|\b(?P<often>daily|weekly|monthly|yearly)\b(?! (?:life|lives|tasks?|things|chores|routines?|needs|living|activit))"
)
"""A time of ours without a numeral."""
AT = re.compile(r"(?:at|during)\b", re.IGNORECASE)
DEFINES = re.compile(r"^\W*(?:An?|The) [\w -]{3,40} (?:is|means)\b")
"""What explains a word gives the word's own times."""


PAST = Phrases(
    r"\b(?:histor\w*|prior|previous\w*|past|before|had|have|has|received|been|ever|former\w*|treated|under(?:went|gone)"
    r"|diagnos\w*|after|recent\w*|within|last|since|lifetime|post|relaps\w*|recur\w*|progress\w*|fail\w*|refractory"
    r"|complet\w*|persist\w*|resect\w*)\b"
)
SAID_PAST = Phrases(
    r"\b(?:or|and) (?:have )?(?:once |ever )?had\b|\bhave had or (?:are|have|is|has)\b"
    r"|\bin the past\b|\bever\b|\bat any time\b|\bin your (?:whole )?life\b"
)


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


@rule("error")
def time_not_in_record(site: Site) -> Iterator[Problem]:
    """No time is given that the record does not give, in days, weeks, months or years, or as a part of the day.

    Bad: "in the last year" where the quote gives no time, or "each morning" where it says "at bedtime".
    Good: "before", as the quote says.
    """
    for each in explained(site):
        plain = [s for s in each.plain if not s.of_the_record and not DEFINES.search(s.text)]
        past = next(((s, match) for s in plain if (match := SAID_PAST.search(s.text))), None)
        if past and not any(PAST.search(s.text) for s in each.record):
            what = f"“{past[1].group()}” is a time that the quoted record does not give"
            yield Problem(past[0].where, what, "leave it out, or say the time as the record does")
        said = [(s, match) for s in plain for match in SAID_TIME.finditer(s.text)]
        if not said:
            continue
        terms = linked(site, tuple(walk(each.unit, Message)))
        meant = [message.plain for message in walk([term.blocks for term in terms], Message)]
        given = _times([*(s.text for s in each.record), *(quote.text for quote in walk(each.unit, Quote)), *meant])
        if each.section.part == "summary":
            given |= _times(quote.text for quote in walk(each.trial.summary, Quote)) & {*TIMES}
        for statement, match in said:
            if _unit(match) not in given:
                what = f"“{match.group()}” is a time that the quoted record does not give"
                yield Problem(statement.where, what, "leave it out, or say the time as the record does")


def _unit(said: re.Match[str]) -> str:
    word = (said["unit"] or said["often"] or said["part"] or said["late"]).lower().removesuffix("s")
    if said["often"]:
        return "day" if word == "daily" else word.removesuffix("ly")
    return word if word in (*TIMES, "morning", "afternoon") else "night"


def _times(texts: Iterable[str]) -> set[str]:
    text = " ".join(texts)
    return {name for name, pattern in RECORDED_TIMES if pattern.search(text)}


@rule("error")
def now_and_ever_swapped(site: Site) -> Iterator[Problem]:
    """What is so now is not told as what once was, and what once was not as what is so now.

    Bad: "At some time you used nicotine" where the quote says "current use"; "a fracture now" for "history of fracture".
    Good: "You use nicotine now"; "You had a fracture at some time".
    """
    for each in explained(site):
        record = " ".join(statement.text for statement in each.record)
        now, ever = NOW_IN_RECORD.search(record), EVER_IN_RECORD.search(record)
        if each.section.part == "summary" or bool(now) == bool(ever):
            continue
        own, others = (NOW_SAID, EVER_SAID) if now else (EVER_SAID, NOW_SAID)
        if any(own.search(statement.text) for statement in each.plain):
            continue
        for statement in each.plain:
            other = others.search(statement.text)
            if other and not statement.of_the_record:
                word = (now or ever or other).group()
                what = f"the record says “{word}”, and “{other.group()}” says another time"
                yield Problem(statement.where, what, "say it of the time of which the record says it: now, or once")
