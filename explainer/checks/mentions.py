"""Numbers that a text says and that are no quantities: in words, in a version, and as what is once in each time."""

import re

from explainer.checks.measures import TIMES
from explainer.checks.quantities import DIGIT, NUMBER_WORD, OF_NUMBERS, ROMAN, TOKEN, number_of, plain_number, quantities

EACH = re.compile(r"\b(?:every|each) (day|week|month|year)\b|(?<!twice[ -])(?<!times )(dai|week|month|year)ly")
"""Once in each: "every week" and "weekly" are "once a week"."""
VERSION = re.compile(r"(?:\b[Vv](?:ersion)?\.? ?|(?<=[A-Z]{3})(?=\d+\.))(\d{1,3}(?:\.\d{1,3})?)(?!\w)")
"""Also one that is glued to its name: "RECIST1.1"."""
ARTICLES = frozenset(("a", "an", "the"))
SPANS = ("year", "month", "week", "day", "hour")
OF_TIME = rf"(?:full |whole )?(?:{'|'.join(SPANS)})"
ONE_OF_TIME = re.compile(
    rf"\b(?:(?:(?<=for )|(?<=of )|(?<=in )|(?<=than )|(?<=least )|(?<=most )|(?<=within )|(?<=up to )|(?<=over )|(?<=about ))"
    rf"(?:an? |(?P<the>the (?:first |last |past |previous )?))(?={OF_TIME}\b)"
    rf"|an? (?={OF_TIME} (?:at (?:the )?(?:most|least)|or (?:less|more|longer|shorter)|before|ago)\b))",
    re.IGNORECASE,
)
"""A span of time whose one is not written."""
FIRST_OF_TIME = re.compile(rf"\bin the first ({'|'.join(SPANS)})\b")
"""How plain words may say "at one year": what is seen until then."""
NUMERAL = re.compile(r"\b(?:I{2,3}|IV|VI{1,3}|IX)\b")
NTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
"""Plain words may count what a record numbers: "10th to 6th ribs"."""
IN_ONE_SECOND = re.compile(r"\bFEV[- ]?1\b|\bexpiratory volume(?: in)?(?: the)? (?:1|one|first)\b", re.IGNORECASE)
TIMES_IN_WORDS = (("twice", "2"), ("thrice", "3"), ("first second", "1"))
HOURS_OF_A_NAME = re.compile(r"(?<![\w.])(\d{1,2})-?hr?-?[A-Z]{2,6}\b")
"""The hours that stand before the name of a value: "2hPG", "24h-UFC"."""


def mentioned(text: str) -> set[str]:
    """Numbers that may be said as digits elsewhere: number words, and versions ("v.1.1"); and what is once in each time."""
    low = text.lower()
    tokens = TOKEN.findall(low)
    each = EACH.finditer(low) if "ly" in low or "every" in low or "each" in low else ()
    once = {f"1 times a {m[1] or m[2]}".replace("dai", "day") for m in each}
    in_words = NUMBER_WORD.finditer(text) if not OF_NUMBERS.isdisjoint(tokens) else ()
    versions = VERSION.finditer(text) if DIGIT.search(text) else ()
    words = {number_of(match.group()) for match in in_words} | {plain_number(match[1]) for match in versions}
    words |= {str(ROMAN.index(numeral.lower()) + 1) for numeral in NUMERAL.findall(text)}
    words |= {f"{plain_number(m[1])} hour" for m in HOURS_OF_A_NAME.finditer(text)}
    words |= {m[1] for m in NTH.finditer(text)} | {value for word, value in TIMES_IN_WORDS if word in low}
    words |= {"1 second"} if IN_ONE_SECOND.search(text) else set()
    return words | once | (set() if ARTICLES.isdisjoint(tokens) else _ones_of_time(text))


def _ones_of_time(text: str) -> set[str]:
    """Each "in the month before" and "for a week at most" as a number would say it, whichever limit a time has."""
    if not any(unit in text for unit in SPANS) or not ONE_OF_TIME.search(text):
        return set()
    found = {str(q) for q in quantities(ONE_OF_TIME.sub(r"\g<the>1 ", text)) if q.value == "1" and q.unit in TIMES}
    found |= {f"1 {unit}" for unit in FIRST_OF_TIME.findall(text)}
    return found | {q.replace("within", "at most") for q in found} | {q.replace("at most", "within") for q in found}
