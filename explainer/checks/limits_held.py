"""What is said of a number stays as the record says it: at least, more than, at most, less than, within."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from explainer.checks.around import around, recorded_words
from explainer.checks.fidelity import both, licenses, several
from explainer.checks.held import Held, Said, numbers_held
from explainer.checks.kept import kept
from explainer.checks.measures import TIMES
from explainer.checks.number_sets import choices, up_to_a_score
from explainer.checks.other_words import DOWNWARD, UPWARD, ages_turned, allowed_by_words, before_lost, rising
from explainer.checks.phrases import Phrases
from explainer.checks.quantities import FROM_TO, Quantity, quantities
from explainer.checks.rule import Problem, rule
from explainer.model import Site

NO_LIMIT = (
    "no limit is found beside {0} in the quote: say {0} without “at least”, “more than”, “about” or the like,"
    " or quote the words that set the limit"
)
SEVERAL = Phrases(r"\b(?:multi|inter(?=nation))\w*|\b(?:several|various|many)\b")
LISTED = re.compile(r"\s*(?:\([^()]{0,80}\))?\s*,?\s*(?:and/or|or|and|,)\s*", re.IGNORECASE)
"""What stands between two numbers of which the limit before the first may hold for both: "within 14 days or 28 days"."""
IS_IT_MEANT = re.compile(
    r"\b(?:(?:not|un)\s?(?:clear|known|sure|say|tell)|may|might|could|perhaps|maybe|whether|if)\b[^.;?]{0,60}$", re.IGNORECASE
)
"""How a notice asks whether the record means another limit than it says."""
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
    for held, value, own, told, recorded in both(site):
        said, needed, changed = _folded(q for _, q in told), _folded(recorded), False
        counted_out = any(_counted_out(q, held) for q in recorded)
        if held.whole and before_lost(held, value, told):
            what = f"“{recorded_words(held.record.texts, value)}” of the record counts back, and the plain words do not"
            yield Problem(held.where, what, f"say it: “{value} days before …”, and before what")
            continue
        for message, quantity in own:
            if _sets_no_limit((message, quantity), needed, held):
                continue
            may_be = needed | {"", *_of_age_fields(held), *_carried_on(held).get(value, ())}
            if not _folded([quantity]) <= may_be and not licenses(held, quantity):
                what = f"“{around(message.plain, quantity)}” is said otherwise in the record: “{_words(held, value, needed)}”"
                changed = True
                limits = " or ".join(sorted(needed - {""}))
                fix = f"say it as the record does, in words such as: {limits} {value}" if limits else NO_LIMIT.format(value)
                yield Problem(message.where, what, fix)
        lost = sorted(needed - said - {""})
        if lost and held.whole and told and not changed and not counted_out:
            what = f"“{_words(held, value, {lost[0]})}” of the record is no longer said: the plain words give {value} otherwise"
            yield Problem(held.where, what, f"say it as the record does, in words such as: {lost[0]} {value}")


def _sets_no_limit(said: Said, needed: set[str], held: Held) -> bool:
    """Whether words that compare say "more than one", how far something rises, or what a notice asks about."""
    message, quantity = said
    many = needed == {""} and several(quantity) and any(SEVERAL.search(text) for text in held.record.texts)
    risen = quantity.comparison == "at most" and rising(message.plain, quantity)
    return many or risen or (id(message) in held.left_open and IS_IT_MEANT.search(message.plain, 0, quantity.start) is not None)


def _of_age_fields(held: Held) -> set[str]:
    """What a field of the record lets plain words say, and does not ask them to: "18 to 65" says both."""
    labels = {"Minimum age": "at least", "Maximum age": "at most", "Enrollment": "about"}
    return {comparison for label, comparison in labels.items() if any(t.startswith(f"{label}: ") for t in held.record.texts)}


@kept()
def _carried_on(held: Held) -> Mapping[str, set[str]]:
    """What a limit before another number says of one that follows it in a list, by its value: it may be said of both."""
    found: dict[str, set[str]] = {}
    for text in held.record.texts:
        for first, second in pairwise(quantities(text)):
            if FROM_TO.fullmatch(text, first.end, second.start):
                found.setdefault(first.value, set()).add("at least")
                found.setdefault(second.value, set()).add("at most")
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


def _folded(found: Iterable[Quantity]) -> set[str]:
    """Comparisons, where "within 6 months" and "up to 6 months" are one."""
    return {"at most" if q.comparison == "within" and q.unit in TIMES else q.comparison for q in found}
