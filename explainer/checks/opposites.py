"""What the record says is not turned into its opposite by a single word: "longer" is not "shorter".

`content/health-words.md` says which words are opposites.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from explainer.checks.frames import before, denied
from explainer.checks.kept import kept
from explainer.checks.names import spelled_out
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained, linked
from explainer.model import Message, Site
from explainer.walk import walk

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
Side = tuple[int, bool]
"""The number of a line, and whether a word stands before its colon."""
Said = dict[Side, list[re.Match[str]]]
"""The words of each side that a text has."""
NOT_YET = re.compile(r"\bbefore (?:\w+ ){0,2}$", re.IGNORECASE)
"""What comes later is not so yet: "your blood sugar before you eat" is a fasting one."""


class Opposites:
    """The words on each side of the lines of a table."""

    def __init__(self, lines: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        self._whole: dict[str, tuple[Side, ...]] = {}
        self._starred: list[tuple[str, Side]] = []
        for number, line in enumerate(lines):
            for first, patterns in zip((True, False), line, strict=True):
                for pattern in patterns:
                    if "*" in pattern:
                        self._starred.append((pattern, (number, first)))
                    else:
                        self._whole[pattern] = (*self._whole.get(pattern, ()), (number, first))
        self._starts = tuple(pattern[:-1] for pattern, _ in self._starred if pattern[-1] == "*")
        self._ends = tuple(pattern[1:] for pattern, _ in self._starred if pattern[0] == "*")

    def of(self, word: str) -> tuple[Side, ...]:
        """The sides on which a word in small letters stands."""
        found = self._whole.get(word, ())
        if word.startswith(self._starts) or word.endswith(self._ends):
            found += tuple(side for pattern, side in self._starred if fnmatchcase(word, pattern))
        return found

    def said(self, text: str) -> Said:
        """The sides of which a text has words."""
        found: Said = {}
        for match in WORD.finditer(text):
            for side in self.of(match.group().lower()):
                found.setdefault(side, []).append(match)
        return found


@kept()
def _opposites(site: Site) -> Opposites:
    return Opposites([(line.plain, line.record) for line in site.health if line.kind == "opposites"])


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
        full = opposites.said(
            " ".join(words for short, words in spelled_out(each.trial.record).items() if short in _low(record))
        )
        turned: dict[Side, tuple[str, bool]] = {}
        for (number, first), matches in recorded.items():
            noes = {denied(before(record, match.start())) for match in matches}
            # What is said with a no and without one ("fasting, or not fasting") has no opposite.
            if (number, not first) not in recorded and (number, not first) not in full and len(noes) == 1:
                turned[number, not first] = matches[0].group(), noes.pop()
        if turned:
            yield from _turned(site, each, opposites, turned)


def _low(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text.lower()))


def _turned(site: Site, each: Explained, opposites: Opposites, turned: dict[Side, tuple[str, bool]]) -> Iterator[Problem]:
    """The words of our own that stand on one of some sides, where ours have no word of the other side.

    `turned` has the record's word, and whether the record says no to it, by the side that is its opposite.
    """
    sentences = [(s.where, opposites.said(s.outside_brackets)) for s in each.plain if not s.of_the_record]
    headings = [(heading.where, opposites.said(heading.plain)) for heading in (each.unit.heading,) if heading]
    if not any(side in said for _, said in (*sentences, *headings) for side in turned):
        return
    terms = linked(site, tuple(walk((each.unit.heading, each.unit.blocks), Message)))
    meant = {(n, not first) for m in walk([term.blocks for term in terms], Message) for n, first in opposites.said(m.plain)}
    for own in (sentences, headings):
        known = meant.union(*(said for _, said in own))
        for where, (number, first), (match, *_) in ((where, *each) for where, said in own for each in said.items()):
            word, no = turned.get((number, first), ("", False))
            lead = before(match.string, match.start())
            # "Not stable" is "unstable"; "no severe allergy" is not "no mild allergy".
            if word and (number, not first) not in known and denied(lead) == no and not NOT_YET.search(lead):
                what = f"the record says “{word}”, and “{match.group()}” says the opposite"
                yield Problem(where, what, "say what the record says, or say no to the opposite: “not …”")
