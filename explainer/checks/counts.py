"""How many there are of a thing: "one dose", "two groups". Number words that are no measure, and so no quantity."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from explainer.checks.quantities import INITIALS, NUMBER_WORD, number_of
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Statement, explained, keys
from explainer.model import Site

PAIR = re.compile(r"\b(?:both|pairs?|twice|second|either)\b|\beach of\b", re.IGNORECASE)
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


def _counts(statements: Iterable[Statement]) -> Iterator[tuple[str, str, str, Statement]]:
    """The number, a key of what it counts, the words, and where. A limit or a list is compared by others."""
    for statement in statements:
        for match in COUNT.finditer(statement.text):
            if not LIMIT.search(statement.text[max(0, match.start() - LONGEST_LIMIT) : match.start()]):
                number = number_of(match["number"])
                yield from ((number, key, match.group(), statement) for key in keys(match["thing"]))


@rule("error")
def count_changed(site: Site) -> Iterator[Problem]:
    """As many of a thing as the quote counts.

    Bad: "two doses" where the quote says "one dose".
    Good: "one dose".
    """
    for each in explained(site):
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
