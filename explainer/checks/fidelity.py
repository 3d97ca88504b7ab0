"""Every number of the record is accounted for in the plain words, and no plain word brings a number of its own.

Both directions, unit by unit: value, unit and comparison. A linked glossary entry licenses its own numbers; a notice may use
those that it quotes; a notice on a whole list or study, those of the record. A question may bring the record's number into
another comparison ("more than 4 weeks after?"), but no number of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from explainer.checks.around import around, recorded_words
from explainer.checks.held import Held, Said, numbers_held
from explainer.checks.kept import kept
from explainer.checks.measures import TIMES
from explainer.checks.number_sets import choices, up_to_a_score
from explainer.checks.other_words import (
    DOWNWARD,
    UPWARD,
    ages_turned,
    allowed_by_words,
    any_of_a_list,
    before_lost,
    of_a_share,
    rising,
)
from explainer.checks.phrases import Phrases
from explainer.checks.quantities import Quantity, quantities
from explainer.checks.rule import Problem, rule
from explainer.model import Site

AGE = Phrases(r"\b(?:age[ds]?|old|older|younger)\b")
IN_WORDS = Phrases(r"\b([a-z]{3,20} per [a-z]{3,20}(?: [a-z]{3,20})?) ?[(\[]")
NO_UNIT = "say {0} alone, or quote the words that say what is counted"
NO_LIMIT = (
    "no limit is found beside {0} in the quote: say {0} without “at least”, “more than”, “about” or the like,"
    " or quote the words that set the limit"
)
SEVERAL = Phrases(r"\b(?:multi|inter(?=nation))\w*|\b(?:several|various|many)\b")
FOLLOWING = re.compile(r"\b(?:and|or|,) (?=\d)")
LISTED = re.compile(r"\s*(?:\([^()]{0,80}\))?\s*,?\s*(?:and/or|or|and|,)\s*", re.IGNORECASE)
"""What stands between two numbers of which the limit before the first may hold for both: "within 14 days or 28 days"."""
LONGEST_SPELLED = 60
"""How many characters after a number what its unit divides by may stand."""


def _several(quantity: Quantity) -> bool:
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
        for message, quantity in (*held.own, *held.asked):
            words = held.record.mentioned
            if (
                not _several(quantity)
                and quantity.value not in (known | words if quantity.bare else known)
                and str(quantity) not in words
                and not any_of_a_list((message, quantity), held)
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
    for held, value, own, told, recorded in _both(site):
        units, needed, changed = {q.unit for _, q in told}, {q.unit for q in recorded}, False
        for said in own:
            message, quantity = said
            of_age = quantity.unit == "year" and needed == {""} and any(AGE.search(text) for text in held.record.texts)
            of_each = str(quantity) in held.record.mentioned
            if not quantity.unit or quantity.unit in needed or of_age or of_each or _licenses(held, quantity):
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


ENOUGH = re.compile(r"\b(?:(?P<low>low|small|little|few|short|young|light)|high|large|big|much|many|long|old|heavy) enough\b")


def _enough(held: Held) -> Iterator[Problem]:
    """What is said to be low enough where the record sets only lower limits, and the other way round."""
    limits = {quantity.comparison for quantity in held.record.quantities if quantity.comparison and quantity.unit not in TIMES}
    for message in {id(message): message for message, _ in held.plain}.values() if limits else ():
        for said in ENOUGH.finditer(message.plain):
            if limits <= (UPWARD if said["low"] else DOWNWARD):
                what = f"“{said.group()}”: the limits of the quoted record are: {', '.join(sorted(limits))}"
                yield Problem(message.where, what, "say it the other way round, as the record does")


@rule("error")
def comparison_changed(site: Site) -> Iterator[Problem]:
    """What is said of a number stays: at least, more than, at most, less than, within.

    Bad: "at least 7 days" where the quote says "more than 1 week"; "about 50" where it says 50.
    Good: "more than 1 week".
    """
    for held in numbers_held(site):
        yield from _enough(held)
        for message, words, age in ages_turned(held):
            what = f"“{words}” is said otherwise in the record: “{recorded_words(held.record.texts, age)}”"
            yield Problem(message.where, what, "say it the other way round, as the record does")
    for held, value, own, told, recorded in _both(site):
        said, needed, changed = _folded(q for _, q in told), _folded(recorded), False
        counted_out = any(_counted_out(q, held) for q in recorded)
        if held.whole and before_lost(held, value, told):
            what = f"“{recorded_words(held.record.texts, value)}” of the record counts back, and the plain words do not"
            yield Problem(held.where, what, f"say it: “{value} days before …”, and before what")
            continue
        for message, quantity in own:
            if needed == {""} and _several(quantity) and any(SEVERAL.search(text) for text in held.record.texts):
                continue
            if quantity.comparison == "at most" and rising(message.plain, quantity):
                continue
            may_be = needed | {"", *_of_age_fields(held), *_carried_on(held).get(value, ())}
            if not _folded([quantity]) <= may_be and not _licenses(held, quantity):
                what = f"“{around(message.plain, quantity)}” is said otherwise in the record: “{_words(held, value, needed)}”"
                changed = True
                limits = " or ".join(sorted(needed - {""}))
                fix = f"say it as the record does, in words such as: {limits} {value}" if limits else NO_LIMIT.format(value)
                yield Problem(message.where, what, fix)
        lost = sorted(needed - said - {""})
        if lost and held.whole and told and not changed and not counted_out:
            what = f"“{_words(held, value, {lost[0]})}” of the record is no longer said: the plain words give {value} otherwise"
            yield Problem(held.where, what, f"say it as the record does, in words such as: {lost[0]} {value}")


def _counted(value: str, unit: str) -> str:
    """A number with its unit, as one says it."""
    return f"{value} {unit}{'s' if unit in TIMES and value != '1' else ''}"


def _of_age_fields(held: Held) -> set[str]:
    """What a field of the record lets plain words say of an age, and does not ask them to: "18 to 65" says both."""
    labels = {"Minimum age": "at least", "Maximum age": "at most"}
    return {comparison for label, comparison in labels.items() if any(t.startswith(f"{label}: ") for t in held.record.texts)}


@kept()
def _carried_on(held: Held) -> Mapping[str, set[str]]:
    """What a limit before another number says of one that follows it in a list, by its value: it may be said of both."""
    found: dict[str, set[str]] = {}
    for text in held.record.texts:
        for first, second in pairwise(quantities(text)):
            if first.unit == second.unit and LISTED.fullmatch(text, first.end, second.start):
                found.setdefault(second.value, set()).update(_folded([first]))
        for quantity in quantities(text):
            found.setdefault(quantity.value, set()).update(allowed_by_words(text, quantity))
    return found


def _counted_out(quantity: Quantity, held: Held) -> bool:
    """Whether "2 or less" of a score is said by all its numbers: "0, 1 or 2"."""
    if not up_to_a_score(quantity):
        return False
    numbers = {str(number) for number in range(int(quantity.value) + 1)}
    return any(numbers - {"0"} <= choice.values <= numbers for message, _ in held.plain for choice in choices(message.plain))


def _words(held: Held, value: str, comparisons: set[str]) -> str:
    """The record's own words around a number with one of some comparisons, as `_folded` names them."""
    return recorded_words(held.record.texts, value, comparisons | ({"within"} if "at most" in comparisons else set()))


Pairs = tuple[Held, str, list[Said], list[Said], list[Quantity]]


def _both(site: Site) -> Iterator[Pairs]:
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
    spelled = "/" in unit and unit.split(maxsplit=1)[0].lower() in message.plain.lower()
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
    if quantity.unit == "times" and re.match(r" (?:that|this|the)(?: same)?(?: upper| lower)? limit\b", rest):
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
    return re.compile(rf"\b(?:per|an?|each|every|/) ?(?:{name}|{re.escape(unit)})(?!\w)", re.IGNORECASE)


def _licenses(held: Held, quantity: Quantity) -> bool:
    """Whether a linked entry says just this: the same number, unit and comparison."""
    return any((q.value, q.unit, q.comparison) == (quantity.value, quantity.unit, quantity.comparison) for q in held.licensed)


def _folded(found: Iterable[Quantity]) -> set[str]:
    """Comparisons, where "within 6 months" and "up to 6 months" are one."""
    return {"at most" if q.comparison == "within" and q.unit in TIMES else q.comparison for q in found}
