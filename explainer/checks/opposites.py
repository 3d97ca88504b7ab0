"""What the record says is not turned into its opposite, or into another thing of its kind, by a few words of ours.

`content/health-words.md` says which words are opposites ("longer", "shorter"), and between which things one has to choose.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from explainer.checks.compared import WORD, of_a_scale
from explainer.checks.frames import before, denied
from explainer.checks.kept import kept
from explainer.checks.names import spelled_out
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained, linked
from explainer.finding import Where
from explainer.health_words import HealthKind
from explainer.model import Message, Site
from explainer.walk import walk

MOST = 40
"""Words of one side that are looked at in a text."""
Side = tuple[int, bool]
"""The number of a line, and whether a word stands before its colon, or among the words of its own choice."""
Rest = tuple[str, ...]
"""The words of a phrase behind its first one."""
NOT_YET = re.compile(r"\bbefore (?:\w+ ){0,2}$", re.IGNORECASE)
"""What comes later is not so yet: "your blood sugar before you eat" is a fasting one."""
NOT_NOW = re.compile(
    r"\b(?:(?:before|until|last|since|after|than)\W+(?:\w+ ){0,2}|(?:instead|in place) of [^,;:]{0,40})$", re.IGNORECASE
)
"""What something is told apart from, or comes before or after, is not what it is."""
COUNTS_NOT = re.compile(r"\b(?:do|does|did|is|are|would) not (?:count|apply|matter|enough)\b", re.IGNORECASE)


class Heard(NamedTuple):
    """A word or phrase of a table where it stands in a text."""

    word: str
    text: str
    start: int


Said = dict[Side, list[Heard]]
"""The words of each side that a text has."""


class Sides:
    """The words and phrases on each side of the lines of a table."""

    def __init__(self, lines: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        self._whole: dict[str, list[tuple[Side, Rest]]] = {}
        self._starred: list[tuple[str, tuple[Side, Rest]]] = []
        for number, line in enumerate(lines):
            for first, patterns in zip((True, False), line, strict=True):
                for pattern in patterns:
                    word, *rest = pattern.split()
                    meant = (number, first), tuple(rest)
                    if "*" in word:
                        self._starred.append((word, meant))
                    else:
                        self._whole.setdefault(word, []).append(meant)
        self._known: dict[str, list[tuple[Side, Rest]]] = {}
        self._starts = tuple(pattern[:-1] for pattern, _ in self._starred if pattern[-1] == "*")
        self._ends = tuple(pattern[1:] for pattern, _ in self._starred if pattern[0] == "*")

    def _of(self, word: str) -> list[tuple[Side, Rest]]:
        """The sides on which a word in small letters stands, with the words that have to follow it."""
        if word in self._known:
            return self._known[word]
        found = self._whole.get(word, [])
        if word.startswith(self._starts) or word.endswith(self._ends):
            found = found + [meant for pattern, meant in self._starred if fnmatchcase(word, pattern)]
        self._known[word] = found
        return found

    def said(self, text: str) -> Said:
        """The sides of which a text has words."""
        found: Said = {}
        words = [(match.group().lower(), match) for match in WORD.finditer(text)]
        for number, (word, match) in enumerate(words):
            for side, rest in self._of(word):
                following = words[number + 1 : number + 1 + len(rest)]
                if len(following) == len(rest) and all(map(fnmatchcase, (each for each, _ in following), rest)):
                    end = following[-1][1].end() if rest else match.end()
                    heard = found.setdefault(side, [])
                    if len(heard) < MOST:
                        heard.append(Heard(text[match.start() : end], text, match.start()))
        return found


@kept()
def _opposites(site: Site) -> Sides:
    return _sides(site, "opposites")


@kept()
def _choices(site: Site) -> Sides:
    return _sides(site, "apart")


def _sides(site: Site, kind: HealthKind) -> Sides:
    return Sides([(line.plain, line.record) for line in site.health if line.kind == kind])


@rule("error")
def opposite_said(site: Site) -> Iterator[Problem]:
    """Where the quote has a word, and nothing says its opposite, the plain words do not say the opposite either.

    Bad: "whichever is longer" where the quote says "whichever is shorter".
    Good: "whichever is shorter"; or a no: "whichever is not longer". The opposites stand in `content/health-words.md`.
    """
    opposites = _opposites(site)
    for each in explained(site):
        record = " ".join(statement.text for statement in each.record)
        recorded = opposites.said(record)
        words = frozenset(WORD.findall(record.lower()))
        full = opposites.said(" ".join(meant for short, meant in spelled_out(each.trial.record).items() if short in words))
        turned: dict[Side, tuple[str, bool]] = {}
        for (number, first), matches in recorded.items():
            noes = {denied(before(record, match.start)) for match in matches}
            # What is said with a no and without one ("fasting, or not fasting") has no opposite.
            if (number, not first) not in recorded and (number, not first) not in full and len(noes) == 1:
                turned[number, not first] = matches[0].word, noes.pop()
        if turned:
            yield from _turned(site, each, opposites, turned)


def _turned(site: Site, each: Explained, opposites: Sides, turned: dict[Side, tuple[str, bool]]) -> Iterator[Problem]:
    """The words of our own that stand on one of some sides, where ours have no word of the other side.

    `turned` has the record's word, and whether the record says no to it, by the side that is its opposite.
    """
    sentences = [(s.where, opposites.said(s.claim)) for s in each.plain if not of_a_scale(s.text)]
    headings = [(heading.where, opposites.said(heading.plain)) for heading in (each.unit.heading,) if heading]
    if not any(side in said for _, said in (*sentences, *headings) for side in turned):
        return
    terms = linked(site, tuple(walk((each.unit.heading, each.unit.blocks), Message)))
    # What a term is not ("does not get better"), its meaning does not give.
    meant = {
        (n, first == denied(before(match.text, match.start)))
        for message in walk([term.blocks for term in terms], Message)
        for (n, first), matches in opposites.said(message.plain).items()
        for match in matches
    }
    for own in (sentences, headings):
        known = meant.union(*(said for _, said in own))
        for where, (number, first), (match, *_) in ((where, *each) for where, said in own for each in said.items()):
            word, no = turned.get((number, first), ("", False))
            lead = before(match.text, match.start)
            # "Not stable" is "unstable"; "no severe allergy" is not "no mild allergy".
            if word and (number, not first) not in known and denied(lead) == no and not NOT_YET.search(lead):
                what = f"the record says “{word}”, and “{match.word}” says the opposite"
                yield Problem(where, what, "say what the record says, or say no to the opposite: “not …”")


@rule("error")
def choice_exchanged(site: Site) -> Iterator[Problem]:
    """Where things exclude one another, and the quote names one or some of them, the plain words name no other.

    Bad: "cells of the same person" where the quote says "allogeneic"; "mild or moderate" where it says "moderate".
    Good: "cells of another person". The things stand in `content/health-words.md`, those of one kind in a line.
    """
    choices = _choices(site)
    for each in explained(site):
        record = " ".join((each.section.group, *(statement.text for statement in each.record)))
        recorded = choices.said(record)
        others = {number: heard[0].word for (number, own), heard in recorded.items() if not own and not _denied(heard)}
        others = {number: word for number, word in others.items() if (number, True) not in recorded}
        for statement in each.plain if others else ():
            said = {n: heard for (n, own), heard in choices.said(statement.claim).items() if own and n in others}
            if said and not COUNTS_NOT.search(statement.text):
                terms = linked(site, tuple(walk((each.unit.heading, each.unit.blocks), Message)))
                given = (record, *(message.plain for message in walk([term.blocks for term in terms], Message)))
                found = [(others[number], heard) for number, heard in said.items()]
                yield from _exchanged(found, " ".join(given).lower(), statement.where)


def _exchanged(found: list[tuple[str, list[Heard]]], given: str, where: Where) -> Iterator[Problem]:
    """What is said of some words of the record in place of them, neither denied nor given, be it as a piece of a word."""
    for word, heard in found:
        for one in heard:
            lead = before(one.text, one.start)
            if not denied(lead) and not NOT_NOW.search(lead) and one.word.lower() not in given:
                what = f"the record says “{word}”, and “{one.word}” is another thing"
                yield Problem(where, what, "say what the record says; or quote the words that say this too")
                break


def _denied(heard: list[Heard]) -> bool:
    return any(denied(before(each.text, each.start)) for each in heard)
