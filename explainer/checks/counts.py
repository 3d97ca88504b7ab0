"""How many there are of a thing: "one dose", "two groups". Number words that are no measure, and so no quantity."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from explainer.checks.phrases import Phrases
from explainer.checks.quantities import INITIALS, NUMBER_WORD, number_of
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, explained, keys, linked
from explainer.model import Message, Site
from explainer.walk import walk

PAIR = Phrases(r"\b(?:both|pairs?|twice|second|either)\b|\beach of\b")
COUNT = re.compile(
    rf"(?=[\d{INITIALS}])(?<![\w.,/-])(?P<number>{NUMBER_WORD.pattern}|\d{{1,3}})[ -]"
    r"(?P<thing>(?!of\b|or\b|and\b|to\b)[a-z]{3,}(?: [a-z]{3,})?)",
    re.IGNORECASE,
)
ANY_NUMBER = re.compile(rf"{NUMBER_WORD.pattern}|(?<![\w.])\d{{1,3}}(?![\w.]\d)", re.IGNORECASE)
LIMIT = re.compile(
    r"(?:at least|at most|more than|less than|fewer than|up to|about|or|and|to|between|[<>≤≥]) ?$", re.IGNORECASE
)
LONGEST_LIMIT = 12
OF_A_KIND = re.compile(
    r"\b(?:types?|stages?|grades?|class|phases?|levels?|groups?|arms?|cohorts?|cycles?|parts?|versions?|visits?) $",
    re.IGNORECASE,
)
"""What makes a number the name of a kind: "type 2 diabetes"."""
OF_A_SCORE = re.compile(r"\W*\d\W")
"""How a line begins that says what the value of a score means."""
SHARES = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), re.compile(rf"(?<![a-z])(?:{recorded})", re.IGNORECASE))
    for said, recorded in (
        (
            r"half(?! (?:an? )?(?:hour|minute|day|year|li(?:fe|ves)\b|[a-z]+(?:ed|en)\b|sitting\b|lying\b|way\b)|-)|halves",
            r"half|halv|semi|hemi|50|1:1|½|0\.5|1/2|equal|two\b|randomi[sz]",
        ),
        (r"twice", r"twice|two|2|double|doubl|b\.?i\.?d|second|bi-?[a-z]+ly|both|q12|every 12"),
        (r"thrice|three times", r"thrice|three|3|tripl|t\.?i\.?d|third|q8|every 8"),
        (
            r"(?:a|one|two) thirds?(?! (?:group|dose|time|visit|arm|person|part))",
            r"third|three|33|66|67|2:1|1:2|1/3|2/3|1:1:1|⅓|⅔",
        ),
        (r"(?:a|one|three) quarters?", r"quarter|four|25|75|3:1|1:3|1/4|3/4|¼|¾"),
    )
)
"""Shares and repeats without a numeral, and how a record gives them."""

EACH = re.compile(
    r"\b(?:every|each|(?:once|one|a)(?: [a-z]+)? (?:an?|per|in an?|in each)) (?P<step>second |other |third )?"
    r"(?P<span>day|week|month|year)\b"
    r"|\b(?P<lyspan>dai|week|month|year)ly\b"
    r"|\b(?:times|day|week|month|year|hour)s? ?(?:an?|per|each|every|/) ?(?P<of>day|week|month|year)\b",
    re.IGNORECASE,
)
"""How often something is done, by the time in which it is done once."""
STEPPED = re.compile(
    r"\b(?:every (?:other|second|third|2|two|3|three)|bi-?(?:week|month|annual)|alternat|fortnight|q\d)", re.IGNORECASE
)


def _counts(statements: Iterable[Statement]) -> Iterator[tuple[str, str, str, Statement]]:
    """The number, a key of what it counts, the words, and where. A limit or a list is compared by others."""
    for statement in statements:
        for match in COUNT.finditer(statement.text):
            before = statement.text[max(0, match.start() - LONGEST_LIMIT) : match.start()]
            if not LIMIT.search(before) and not OF_A_KIND.search(before):
                number = number_of(match["number"])
                yield from ((number, key, match.group(), statement) for key in keys(match["thing"]))


@rule("error")
def count_changed(site: Site) -> Iterator[Problem]:
    """As many of a thing as the quote counts.

    Bad: "two doses" where the quote says "one dose".
    Good: "one dose". Nor does "half" or "twice" stand where the quote gives no such share.
    """
    for each in explained(site):
        yield from _shares_added(site, each)
        yield from _often_changed(each)
        recorded: dict[str, dict[str, str]] = defaultdict(dict)
        for number, key, text, _ in _counts(each.record):
            recorded[key].setdefault(number, text)
        own = list(_counts(each.plain)) if recorded and not each.conflicts else []
        same = {key for number, key, _, _ in own if number in recorded.get(key, {})}
        told: set[str] = set()
        for number, key, text, statement in own:
            theirs = recorded.get(key, {})
            if theirs and key not in same and number != "1" and text not in told and not statement.of_the_record:
                told.add(text)
                what = f"“{text}”: the record says “{next(iter(theirs.values()))}”"
                yield Problem(statement.where, what, "count as the record does")


def _shares_added(site: Site, each: Explained) -> Iterator[Problem]:
    """A share, or how often, of ours that neither the quote gives nor a linked entry."""
    own = [s for s in each.plain if not s.of_the_record and not OF_A_SCORE.match(s.text)]
    for ours, theirs in SHARES:
        found = [(statement, said) for statement in own if (said := ours.search(statement.text))]
        if found and not any(theirs.search(text) for text in _sources(site, each)):
            statement, said = found[0]
            yield Problem(statement.where, f"“{said.group()}”: the quoted record does not say so", "count as the record does")


def _often_changed(each: Explained) -> Iterator[Problem]:
    """Once a month, where the quote says once a week and never a month; and every second week for every week."""
    recorded = {span for statement in each.record for span, _, _ in _often(statement.text)}
    own = [(statement, *said) for statement in each.plain for said in _often(statement.claim)] if recorded else []
    stepped = any(STEPPED.search(statement.text) for statement in each.record)
    same = any(span in recorded for _, span, _, _ in own)
    for statement, span, step, words in own:
        if (step and not stepped) or (not same and span not in recorded):
            yield Problem(statement.where, f"“{words}”: the quoted record does not say so", "count as the record does")
            return


def _often(text: str) -> Iterator[tuple[str, bool, str]]:
    """The times in which something is done once, whether only in every other one, and the words."""
    for match in EACH.finditer(text):
        span = (match["span"] or match["lyspan"] or match["of"]).lower()
        yield "day" if span == "dai" else span, bool(match["step"]), match.group()


def _sources(site: Site, each: Explained) -> Iterator[str]:
    yield from (statement.text for statement in each.record)
    terms = linked(site, tuple(walk((each.unit.heading, each.unit.blocks), Message)))
    yield from (message.plain for message in walk([term.blocks for term in terms], Message))


@rule("warning")
def count_lost(site: Site) -> Iterator[Problem]:
    """How many there have to be of a thing is said, where the quote says so in words.

    Bad: "You need results on paper" where the quote says "two documented results".
    Good: "You need two results on paper".
    """
    for each in explained(site) if site.everyday else ():
        if each.section.part == "summary":
            continue
        texts = [statement.text for statement in each.plain]
        said = {number_of(match.group()) for text in texts for match in ANY_NUMBER.finditer(text)}
        said |= {"2"} if any(PAIR.search(text) for text in texts) else set()
        own = {key for _, key, _, _ in _counts(each.plain)}
        for number, key, text, _ in _counts(each.record):
            if number not in said and number not in "01" and not text[0].isdigit() and key not in own:
                what = f"the record says “{text}”, and the plain words do not say how many"
                yield Problem(each.unit.where, what, "say how many there have to be")
                break
