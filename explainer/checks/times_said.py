"""Plain words give no time of their own, and do not tell as past what is so now, nor as now what once was."""

import re
from collections.abc import Iterable, Iterator

from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import explained, linked
from explainer.model import Message, Quote, Site
from explainer.walk import walk

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
