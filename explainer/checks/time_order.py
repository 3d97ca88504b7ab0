"""What comes before an event of the record comes before it in plain words, and what comes after it comes after it."""

import re
from collections import defaultdict
from collections.abc import Iterator

from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Statement, explained
from explainer.model import Site

ORDER = re.compile(
    r"\b(?:(?P<before>before|prior to|preceding|until|till|ahead of|pre(?=-[a-z]{4}))"
    r"|(?P<after>after|since|post(?=[- ][a-z]{4})|(?<!the )(?<!of )following|subsequent to)"
    r"|(?P<at>at(?! least| most| all| any| risk)|during))\b",
    re.IGNORECASE,
)
ASIDE = re.compile(r"[,;:]")
"""Where what is said of a time ends."""
NAMING = 4
"""How many words that name something, after "before" or "after", say which event is meant."""


def _ordered(statement: Statement) -> Iterator[tuple[str, str, str]]:
    """What stands before, after or at an event: the direction, one of the event's keys, and the words."""
    for match in ORDER.finditer(statement.text):
        aside = ASIDE.search(statement.text, match.end())
        event = [w for w in statement.after(match.end())[:NAMING] if not aside or w.start < aside.start()]
        for word in event:
            text = statement.text[match.start() : word.start + len(word.text)]
            yield from ((match.lastgroup or "", key, text) for key in word.keys)


@rule("error")
def time_order_changed(site: Site) -> Iterator[Problem]:
    """Before an event stays before it, and after it stays after it.

    Bad: "before the last dose" where the quote says "6 months after the last dose".
    Good: "after the last dose"; "following" may become "after", and "prior to" may become "before".
    """
    for each in explained(site):
        recorded: dict[str, dict[str, str]] = defaultdict(dict)
        for statement in each.record:
            for direction, key, text in _ordered(statement):
                recorded[key].setdefault(direction, text)
        for statement in each.plain if recorded and not each.conflicts else ():
            found = [] if statement.of_the_record else list(_ordered(statement))
            for direction, key, text in found:
                theirs = recorded.get(key, {})
                if direction != "at" and theirs and direction not in theirs:
                    what = f"“{text}”: the record says “{next(iter(theirs.values()))}”"
                    yield Problem(statement.where, what, "keep the order of time: before, at or after")
                    break
