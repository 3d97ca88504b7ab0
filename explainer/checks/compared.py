"""Which of two things is more than the other, and which end of a score is the better one, stay as the record has them.

No number tells: "higher than the upper limit" is not "lower than the upper limit". `content/health-words.md` says of some
scores which end is the better one, and which things are good to have more of.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Literal, NamedTuple

from explainer.checks.frames import Told, told
from explainer.checks.meanings import Meanings, scales
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Statement, all_keys, explained
from explainer.model import Site

Way = Literal["more", "less"]
TURNED: dict[Way, Way] = {"more": "less", "less": "more"}
MORE = "(?:more|higher|greater|larger|bigger|longer|older|later|stronger|worse)"
LESS = "(?:less|lower|fewer|smaller|shorter|younger|earlier|weaker|milder)"
OF_NO_NUMBER = r"(?! ?(?:or equal to |about |the )?(?:\d|(?:one|two|three|four|five|six|seven|eight|ten|half|twice|once)\b))"
THAN = re.compile(
    rf"\b(?:{MORE}|(?P<less>{LESS}))(?: [a-z]{{1,20}})? than\b{OF_NO_NUMBER}"
    rf"|\b(?:above|over|exceed\w*|(?P<below>below|under))\b{OF_NO_NUMBER}|(?:[>≥]|(?P<smaller>[<≤]))=?{OF_NO_NUMBER}",
    re.IGNORECASE,
)
"""A comparison with no number behind it."""
PLACES = re.compile(r"above|over|below|under", re.IGNORECASE)
"""Words that compare where a limit follows, and else may say a place."""
DENIED = re.compile(r"(?:\b(?:not?|never|cannot)|n['’]t)(?: (?:be|been|have|has|go|rise|fall))? $", re.IGNORECASE)
"""A no right before a comparison turns it round."""
LONGEST_NO = 20
LIMIT = re.compile(
    r"\W{0,6}(?:(?:or equal to|the|an?|your|its|their|institutional|local|laboratory|lab|own|site)(?:['’]s)?[ -]){0,4}"
    r"(?:(?P<upper>uln\b|upper (?:normal )?(?:limit|end|bound))|(?P<lower>lln\b|lower (?:normal )?(?:limit|end|bound)))",
    re.IGNORECASE,
)
SCORED = re.compile(r"\b(?:scor\w+|scales?|index|ratings?|points?|grades?|class|status)\b", re.IGNORECASE)
END_MEANS = re.compile(
    r"\b(?:high(?:er|est)?|bigger|greater|larger|(?P<less>low(?:er|est)?|smaller))\b"
    r"(?:[^.;,:()]{0,30},? ?\b(?:is|are|means?|meaning|shows?|showing|stands? for|indicat\w+|reflect\w*|represent\w*|denot\w+"
    r"|suggest\w*|signif\w+|correspond\w* to|for)\b|[^.;,:()]{0,30}, (?=the\b)|\s*=)(?P<means>[^.;:()]{2,60})",
    re.IGNORECASE,
)
"""What an end of a score means: "a higher score means worse pain", "the higher the score, the worse the pain"."""
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
NO = frozenset("not no never without cannot".split())


class Compared(NamedTuple):
    """A comparison: which way, with what limit if any, and what stands on its two sides."""

    way: Way
    limit: str
    left: frozenset[str]
    right: frozenset[str]
    text: str


def _compared(statement: Statement, text: str) -> Iterator[Compared]:
    """The comparisons in the text of a statement, or in what is left of it."""
    for match in THAN.finditer(text):
        limit = LIMIT.match(text, match.end())
        if not limit and PLACES.fullmatch(match.group()):
            continue
        way: Way = "less" if match.lastgroup else "more"
        if DENIED.search(text, max(0, match.start() - LONGEST_NO), match.start()):
            way = TURNED[way]
        left, right = all_keys(statement.before(match.start())), all_keys(statement.after(match.end()))
        end = limit.end() if limit else match.end()
        yield Compared(way, (limit.lastgroup or "") if limit else "", left - right, right - left, text[match.start() : end])


@rule("error")
def comparison_swapped(site: Site) -> Iterator[Problem]:
    """What the record has more than another thing, or above a limit without a number, is so in the plain words.

    Bad: "lower than the upper limit" where the quote says "> ULN"; "your legs hurt more than your back" for "back pain greater
    than leg pain".
    Good: "higher than the upper limit"; "your back hurts more than your legs".
    """
    for each in explained(site):
        recorded = [found for statement in each.record for found in _compared(statement, statement.text)]
        limits, sides = _ways(recorded)
        for statement in each.plain if recorded else ():
            for ours in _compared(statement, statement.claim):
                theirs = limits.get(ours.limit, {}) if ours.limit else _of_sides(ours, sides)
                if theirs and ours.way not in theirs:
                    what = f"“{ours.text}”: the record has it the other way round: “{theirs[TURNED[ours.way]]}”"
                    yield Problem(statement.where, what, "say which of the two is more, as the record does")


Ways = dict[Way, str]


def _ways(recorded: Iterable[Compared]) -> tuple[dict[str, Ways], dict[tuple[str, str], Ways]]:
    """Which way things are compared with each limit, and with each other thing; the words by the way."""
    limits: dict[str, Ways] = defaultdict(dict)
    sides: dict[tuple[str, str], Ways] = defaultdict(dict)
    for each in recorded:
        if each.limit:
            limits[each.limit].setdefault(each.way, each.text)
        for left, right in product(each.left, each.right) if not each.limit else ():
            sides[left, right].setdefault(each.way, each.text)
            sides[left, ""].setdefault(each.way, each.text)
            sides["", right].setdefault(each.way, each.text)
    return limits, sides


def _of_sides(ours: Compared, sides: dict[tuple[str, str], Ways]) -> Ways:
    """Which way the record has two things that we compare; or one of both, where it calls the other otherwise."""
    pairs = list(product(ours.left, ours.right))
    alone = [*((left, "") for left in ours.left), *(("", right) for right in ours.right)]
    for some in (pairs, alone):
        found: Ways = {}
        for left, right in some:
            found |= sides.get((left, right), {})
            found |= {TURNED[way]: text for way, text in sides.get((right, left), {}).items()}
        if found:
            return found
    return {}


@rule("error")
def scale_turned(site: Site) -> Iterator[Problem]:
    """Which end of a score is the better one is said as the quote, a linked entry or `content/health-words.md` says it.

    Bad: "a higher score is fitter" of ECOG; "a higher score means milder pain" where the quote says that it means worse pain.
    Good: "a lower score is fitter"; "a higher score means worse pain".
    """
    known = scales(site)
    for unit in told(site):
        said = [(s, end) for s in unit.each.plain for end in _better_ends(s.claim, known)]
        if not said:
            continue
        recorded = {*_better_ends(unit.record, known), *_better_ends(unit.meant, known)} or _of_names(unit, known)
        for statement, end in said:
            if recorded and end not in recorded:
                what = f"the plain words make {_END[end]} the better end of the score, and the record {_END[TURNED[end]]}"
                yield Problem(statement.where, what, "turn it round: say which end of the score is the better one")


_END: dict[Way, str] = {"more": "the higher one", "less": "the lower one"}


def of_a_scale(text: str) -> bool:
    """Whether a sentence says what an end of a score means, and so may name either end."""
    return SCORED.search(text) is not None and END_MEANS.search(text) is not None


def _better_ends(text: str, known: Meanings) -> Iterator[Way]:
    """Which ends of scores a text makes the better ones."""
    for match in END_MEANS.finditer(text) if SCORED.search(text) else ():
        good = _is_good(match["means"], known)
        if good is not None:
            yield "less" if good == bool(match["less"]) else "more"


def _is_good(text: str, known: Meanings) -> bool | None:
    """Whether a few words tell of what is good to have ("less pain"); None where they do not tell."""
    more = True
    for word in map(str.lower, WORD.findall(text)):
        if word in NO:
            return None
        for line in known.named_by(word):
            (kind,) = known.lines[line].plain
            if kind in ("good", "bad"):
                return more == (kind == "good")
            if kind in ("better", "worse"):
                return kind == "better"
            if kind in ("more", "less"):
                more = kind == "more"
    return None


def _of_names(unit: Told, known: Meanings) -> set[Way]:
    """The better ends of the scores that a unit names."""
    lines = {line for text in (unit.record, unit.plain) for word in WORD.findall(text) for line in known.named_by(word)}
    kinds = {kind for line in lines for kind in known.lines[line].plain}
    ends: dict[str, Way] = {"higher": "more", "lower": "less"}
    return {end for kind, end in ends.items() if kind in kinds}
