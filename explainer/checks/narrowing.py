"""A word that makes a rule narrower ("severe", "early", "major") is kept, and none is added.

`content/health-words.md` says which words do so, and which plain words say the same. A heading is not enough: who reads the
sentence alone would read a wider rule.
"""

import re
from collections.abc import Iterator

from explainer.checks.inflection import bases
from explainer.checks.items import listed
from explainer.checks.meanings import WORD, Meanings, qualifiers
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained, linked
from explainer.model import Message, Site
from explainer.walk import walk

JOINED = re.compile(r"\s*(?:,?\s*(?:and/or|or|and|to|and to)\s*|/|,\s*)", re.IGNORECASE)
OF_A_PAPER = re.compile(r"(?:[’']s)? brochure\b", re.IGNORECASE)
"""The investigator's brochure is a paper, and nobody's judgement."""
ABBREVIATED = re.compile(r"(?P<full>(?:[\w-]+ ){2,9})\((?P<short>[A-Z][\w-]{2,11})(?=[),;])")
WORD_BEFORE = re.compile(r"[\w-]+ ")
PART = re.compile(r"[^\W_]+")


def _needed(text: str, known: Meanings) -> list[re.Match[str]]:
    """The narrowing words of a text. "Earlier" compares times, and makes nothing early."""
    found = WORD.finditer(text)
    needed = [match for match in found if known.named_by(match.group()) and not match.group().lower().endswith("ier")]
    return [match for match in needed if not OF_A_PAPER.match(text, match.end())]


def _without_full_names(text: str, said: frozenset[str]) -> str:
    """A text with blanks for the words that an abbreviation behind them is short for, where plain words say that one."""

    def blank(match: re.Match[str]) -> str:
        short = match["short"]
        if short.lower() not in said:
            return match.group()
        words = WORD_BEFORE.findall(match["full"])
        kept = "".join(words[: max(0, len(words) - sum(map(str.isupper, short)))])
        return kept + " " * (len(match.group()) - len(kept))

    return ABBREVIATED.sub(blank, text) if "(" in text else text


def _open(text: str, word: re.Match[str], others: list[re.Match[str]]) -> bool:
    """Whether another such word is joined to it: "male or female" and "mild to severe" leave open which."""
    pairs = ((word, other) if word.end() <= other.start() else (other, word) for other in others if other is not word)
    return any(JOINED.fullmatch(text, first.end(), second.start()) for first, second in pairs)


def _said(site: Site, each: Explained) -> frozenset[str]:
    """The words of the sentences of a unit and of the terms that they link, in any form."""
    terms = linked(site, tuple(walk(each.unit.blocks, Message)))
    texts = (*(s.text for s in each.plain), *(name for term in terms for name in (term.name.plain, *term.also)))
    words = {part.lower() for text in texts for word in WORD.findall(text) for part in (word, *PART.findall(word))}
    return frozenset(base for word in words for base in bases(word))


@rule("warning")
def qualifier_lost(site: Site) -> Iterator[Problem]:
    """A word that makes a rule narrower ("severe", "active", "major") is kept in a sentence, in words of its line in the table.

    Bad: "You had surgery" where the quote says "Major surgery", even under the heading "A big operation".
    Good: "You had a big (major) operation."
    """
    known = qualifiers(site)
    for each in explained(site) if known.lines else ():
        if each.section.part == "summary" or not any(_needed(text, known) for text in listed(each)):
            continue
        said = _said(site, each)
        texts = (_without_full_names(text, said) for text in listed(each))
        needed = [(text, found) for text in texts if (found := _needed(text, known))]
        told: set[int] = set()
        for text, found in needed:
            left = [m for m in found if not said & {m.group().lower(), *_plain(known, m.group())}]
            for match in left:
                lines = known.named_by(match.group())
                if not lines <= told and not _open(text, match, left):
                    told |= lines
                    what = f"the record says “{match.group()}”, and the sentences do not"
                    plain = [word for line in sorted(lines) for word in known.lines[line].plain]
                    yield Problem(
                        each.unit.where, what, f"say it in a sentence, not only in the heading: {', '.join(plain[:3])}"
                    )


def _plain(known: Meanings, word: str) -> set[str]:
    return {plain for line in known.named_by(word) for plain in known.lines[line].plain}
