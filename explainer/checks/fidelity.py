"""Every number of the record is accounted for in the plain words, and no plain word brings a number of its own.

Both directions, unit by unit: value, unit and comparison. A linked glossary entry licenses its own numbers; a notice may use
those that it quotes; a notice on a whole list or study, those of the record. A question may bring the record's number into
another comparison ("more than 4 weeks after?"), but no number of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from explainer.checks.around import around, recorded_words
from explainer.checks.held import Held, Said, numbers_held
from explainer.checks.measures import TIMES
from explainer.checks.other_words import (
    age_before,
    any_of_a_list,
    of_a_share,
    spans_told,
)
from explainer.checks.phrases import Phrases
from explainer.checks.quantities import Quantity, quantities
from explainer.checks.rule import Problem, rule
from explainer.model import Site

AGE = Phrases(r"\b(?:age[ds]?|old|older|younger|(?:were|turn\w*) (?=\d))\b")
IN_WORDS = Phrases(r"\b([a-z]{3,20} per [a-z]{3,20}(?: [a-z]{3,20})?) ?[(\[]")
NO_UNIT = "say {0} alone, or quote the words that say what is counted"
OF_A_TYPE = re.compile(r"\btypes? (?:\d(?:, | or | and | and type | or type ))?$")
"""What a question may name that the record leaves open: "Is it for type 1 and type 2?"."""
OF_THE_LIMIT = re.compile(r"\)? (?:\([^()]{1,20}\) )?(?:that|this|the)(?: same)?(?: upper| lower)? limit\b")
FOLLOWING = re.compile(r"\b(?:and|or|,) (?=\d)")
LONGEST_SPELLED = 60
"""How many characters after a number what its unit divides by may stand."""


def several(quantity: Quantity) -> bool:
    """Whether it is "more than one", of which a record says "multicenter" or "international"."""
    return quantity.value == "1" and quantity.comparison == "more than" and not quantity.unit


@rule("error")
def number_not_in_record(site: Site) -> Iterator[Problem]:
    """A number in the plain words stands in the quote, or in a glossary entry that they link to.

    Bad: "60 mL/min or higher" where the quote says 50.
    Good: "50 mL/min or higher".
    """
    for held in numbers_held(site):
        known = {q.value for q in (*held.record.quantities, *held.licensed)} | held.record.inside
        asked = ((message, q) for message, q in held.asked if not (q.bare and OF_A_TYPE.search(message.plain, 0, q.start)))
        for message, quantity in (*held.own, *asked):
            words = held.record.mentioned
            if (
                not several(quantity)
                and not (quantity.value == "1" and quantity.comparison == "at least" and not quantity.unit)
                and quantity.value not in (known if quantity.unit else known | words)
                and str(quantity) not in words
                and not any_of_a_list((message, quantity), held)
                and known.isdisjoint(((age := age_before(message.plain, quantity)), f"{age}.99"))
                and not of_a_share((message, quantity), held)
            ):
                says = ", ".join(dict.fromkeys(q.value for q in held.record.quantities)) or "no number"
                what = f"“{quantity}” is not in the quoted record, which says {says}"
                yield Problem(message.where, what, "use the record’s number, or quote the sentence that it comes from")


@rule("error")
def number_lost(site: Site) -> Iterator[Problem]:
    """A number of the quote stands in the plain words: in a sentence, not only in the heading.

    Bad: "You had a blood test lately" where the quote says "within 14 days".
    Good: "You had a blood test in the last 14 days".
    """
    for held in numbers_held(site):
        said = {quantity.value for _, quantity in held.told}
        said |= spans_told(held) | {age_before(message.plain, quantity) for message, quantity in held.told}
        needed = [q for q in held.record.needed if (q.value if q.bare else str(q)) not in held.said_in_words]
        for value in dict.fromkeys(q.value for q in needed) if held.whole else ():
            if value not in said:
                yield Problem(
                    held.where,
                    f"the record says “{recorded_words(held.record.texts, value)}”, and the plain words do not say {value}",
                    "say the number",
                )


@rule("error")
def unit_changed(site: Site) -> Iterator[Problem]:
    """A number keeps its unit.

    Bad: "28 weeks" where the quote says "28 days".
    Good: "28 days".
    """
    for held, value, own, told, recorded in both(site):
        units, needed, changed = {q.unit for _, q in told}, {q.unit for q in recorded}, False
        for said in own:
            message, quantity = said
            of_age = quantity.unit == "year" and needed == {""} and any(AGE.search(text) for text in held.record.texts)
            of_each = str(quantity) in held.record.mentioned
            # "Three times: at the start, after 3 months"; "4 times" for "4 inhalations".
            occasions = quantity.unit == "times" and (needed <= units or needed == {""})
            if occasions or not quantity.unit or quantity.unit in needed or of_age or of_each or licenses(held, quantity):
                continue
            if not _spelled(said, needed):
                changed = True
                what = f"“{around(message.plain, quantity)}”: the record says “{recorded_words(held.record.texts, value)}”"
                fix = " or ".join(f"say {_counted(value, unit)}" for unit in sorted(needed) if unit) or NO_UNIT.format(value)
                yield Problem(message.where, what, fix)
        kept = {
            unit for unit in needed for said in told if _spelled(said, {unit}) or _carried(said, unit) or _worded(said, held)
        }
        lost = sorted(needed - units - kept - {""})
        if lost and held.whole and told and not changed:
            what = f"“{_counted(value, lost[0])}” of the record has lost its unit"
            yield Problem(held.where, what, f"say {_counted(value, lost[0])}")


def _counted(value: str, unit: str) -> str:
    """A number with its unit, as one says it."""
    return f"{value} {unit}{'s' if unit in TIMES and value != '1' else ''}"


Pairs = tuple[Held, str, list[Said], list[Said], list[Quantity]]


def both(site: Site) -> Iterator[Pairs]:
    """Each number that stands in plain words and in the record's: where it is said, where in a sentence, and the record's."""
    for held in numbers_held(site):
        own, told = _by_value(held.plain), _by_value(held.told)
        recorded: dict[str, list[Quantity]] = defaultdict(list)
        for quantity in held.record.quantities:
            recorded[quantity.value].append(quantity)
        yield from ((held, value, own[value], told[value], each) for value, each in recorded.items() if value in own)


def _by_value(said: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for message, quantity in said:
        found[quantity.value].append((message, quantity))
    return found


def _carried(said: Said, unit: str) -> bool:
    """Whether other words give the unit: "at least 18 years old, and at most 65", "older than 65"."""
    message, quantity = said
    if quantity.unit:
        return False
    low = message.plain.lower().replace("m2", "m²")
    spelled = "/" in unit and unit.split(maxsplit=1)[0].lower() in low
    return (
        spelled
        or any(q.unit == unit for q in quantities(message.plain))
        or (unit == "year" and AGE.search(message.plain) is not None)
    )


def _worded(said: Said, held: Held) -> bool:
    """Whether a unit is said in the record's own words, to which the record adds its sign: "millimoles per mole"."""
    message, quantity = said
    words = {match[1].lower() for text in held.record.texts for match in IN_WORDS.finditer(text)}
    return not quantity.unit and any(each in message.plain.lower() for each in words)


def _spelled(said: Said, needed: Iterable[str]) -> bool:
    """Whether words give what a unit divides by: "20 mg of it a day" is 20 mg/day."""
    message, quantity = said
    rest = message.plain[quantity.end :][:LONGEST_SPELLED]
    following = FOLLOWING.search(rest)
    if following and not rest.startswith("/"):
        rest = rest[: following.start()]
    if quantity.unit == "times" and OF_THE_LIMIT.match(rest):
        return any(unit.startswith("times the") for unit in needed)
    for unit in needed:
        first, *per = unit.lower().split("/")
        first = first.removesuffix("s") if quantity.unit in TIMES else first
        same = first == quantity.unit.lower() or (not quantity.unit and rest.lstrip().lower().startswith(first))
        if same and per and all(_per(each).search(rest) for each in per):
            return True
    return False


@cache
def _per(unit: str) -> re.Pattern[str]:
    name = {"h": "hour", "d": "day", "min": "minute", "m²": "square met(?:er|re)", "kg": "kilo(?:gram)?"}.get(
        unit, re.escape(unit)
    )
    return re.compile(rf"\b(?:per|an?|each|every|of the|/) ?(?:{name}|{re.escape(unit)})(?!\w)", re.IGNORECASE)


def licenses(held: Held, quantity: Quantity) -> bool:
    """Whether a linked entry says just this: the same number, unit and comparison."""
    return any((q.value, q.unit, q.comparison) == (quantity.value, quantity.unit, quantity.comparison) for q in held.licensed)
