"""Words that promise, hope, frighten or shut out. The list is the writers' own: `content/wording.md`."""

import re
from collections.abc import Iterable, Iterator

from explainer.checks.plain import of_guides
from explainer.checks.rule import Problem, rule
from explainer.model import Message, Site, Wording, walk

GRAVE = ("promise", "hope", "fear")
"""Kinds of wording that can hurt; the rest only makes reading harder."""


def _messages(site: Site) -> Iterator[Message]:
    """Everything that a reader may take as said about a study."""
    yield from walk((site.banner, site.home, of_guides(site), site.glossary, site.question_lists, site.trials), Message)


def avoided(wordings: Iterable[Wording]) -> re.Pattern[str]:
    """What finds each wording in a text with straight apostrophes, as the group of its place."""
    # A group each, because folding the match would not always give the wording back: to `re`, "ſ" is an "s".
    each = "|".join(f"({re.escape(straight(wording.avoid))})" for wording in wordings)
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)", re.IGNORECASE)


def _found(site: Site, wordings: list[Wording]) -> Iterator[Problem]:
    if not wordings:
        return
    longest_first = sorted(wordings, key=lambda wording: len(wording.avoid), reverse=True)
    pattern = avoided(longest_first)
    for message in _messages(site):
        for match in pattern.finditer(straight(message.plain)):
            wording = longest_first[(match.lastindex or 1) - 1]
            yield Problem(
                message.where,
                f"“{match.group()}” is a wording to avoid ({wording.kind}): {wording.why}",
                f"write: {wording.instead}",
            )


def straight(text: str) -> str:
    """The text with typewriter apostrophes, each in its place."""
    return text.replace("’", "'")


@rule("error", waivable=False)
def promise(site: Site) -> Iterator[Problem]:
    """Nothing promises that somebody may take part or will be helped; nothing hopes or frightens.

    Bad: "You qualify if you are 18 or older."
    Good: "You are 18 or older." in the list headed "You may be able to take part if..."
    """
    yield from _found(site, [w for w in site.wording if w.kind in GRAVE])


@rule("warning")
def plainer_word(site: Site) -> Iterator[Problem]:
    """Where there is a plainer word, it stands.

    Bad: "The intervention is given once."
    Good: "The treatment is given once."
    """
    yield from _found(site, [w for w in site.wording if w.kind not in GRAVE])
