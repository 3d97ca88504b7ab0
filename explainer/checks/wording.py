"""Words that promise, hope, frighten or shut out. The list is the writers' own: `content/wording.md`."""

import re
from collections.abc import Iterable, Iterator

from explainer.checks.plain import of_guides
from explainer.checks.rule import Problem, rule
from explainer.model import Message, Site, Wording, walk

GRAVE = ("promise", "hope", "fear")
"""Kinds of wording that can hurt; the rest only makes reading harder."""
PARTICIPLE = "participle"
"""The kind that is no fault in itself: it only shows a passive."""
OWN_RULE = ("idiom", PARTICIPLE)
"""Kinds that have a rule of their own."""


def to_avoid(site: Site) -> tuple[Wording, ...]:
    """The wordings that are faults wherever they stand."""
    return tuple(wording for wording in site.wording if wording.kind != PARTICIPLE)


def _messages(site: Site) -> Iterator[Message]:
    """Everything that a reader may take as said about a study."""
    yield from walk((site.banner, site.home, of_guides(site), site.glossary, site.question_lists, site.trials), Message)


def avoided(wordings: Iterable[Wording]) -> re.Pattern[str]:
    """What finds any of the wordings in a folded text, the longest first."""
    # Folded first: a pattern that folds letters itself tries every wording at every word, and takes five times as long.
    each = sorted({re.escape(folded(wording.avoid)) for wording in wordings}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)")


def folded(text: str) -> str:
    """In small letters and with straight apostrophes, each letter in its place (“İ” would become two)."""
    small = text.lower()
    return straight(small if len(small) == len(text) else "".join(c.lower()[:1] for c in text))


def straight(text: str) -> str:
    """The text with typewriter apostrophes, each in its place."""
    return text.replace("’", "'")


def _found(site: Site, wordings: list[Wording]) -> Iterator[Problem]:
    if not wordings:
        return
    by_words = {folded(wording.avoid): wording for wording in reversed(wordings)}
    pattern = avoided(wordings)
    for message in _messages(site):
        for match in pattern.finditer(folded(message.plain)):
            wording = by_words[match.group()]
            said = message.plain[match.start() : match.end()]
            yield Problem(
                message.where,
                f"“{said}” is a wording to avoid ({wording.kind}): {wording.why}",
                f"write: {wording.instead}",
            )


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
    yield from _found(site, [w for w in site.wording if w.kind not in (*GRAVE, *OWN_RULE)])


@rule("warning")
def idiom(site: Site) -> Iterator[Problem]:
    """No wording means something else than its words say: it cannot be translated, nor read in a second language.

    Bad: "The medicine may kick in after some days."
    Good: "The medicine may start to work after some days."
    """
    yield from _found(site, [w for w in site.wording if w.kind == "idiom"])
