"""Numbers of plain words that are said in other words than the record's, and are none of our own all the same.

A share may be told as people of ten or a hundred, an "or" as "at least one of these", and a day that the record counts back
("day -14") as a time before.
"""

import re
from collections.abc import Iterator

from explainer.checks.held import Held, Said
from explainer.checks.kept import kept
from explainer.checks.limits import rises_to
from explainer.checks.phrases import Phrases
from explainer.checks.quantities import DATE, Quantity, counted_back, quantities, written_out
from explainer.model import Message

SHARE = re.compile(r"(?<![\w.,])(\d{1,4}) (?:(?:out )?of|in)(?: every| each)? (10|100|1,?000)(?![\d.,]\d|\w|%| %)")
LONGEST_SHARE = 24
OF_THESE = re.compile(r"(?: or more)? of (?:these|them|those|the following)\b", re.IGNORECASE)
OFFERS = Phrases(r"\b(?:or|either|any|one of|includ\w+|such as|e\.g)\b|[a-z]{3}/[a-z]{3}")
EXTREME = Phrases(
    r"\b(?:(?P<most>max(?:im(?:um|al))?|highest|upper limit)|min(?:im(?:um|al))?|lowest|lower limit)\b"
    r"[^.;\d]*(?:\d[^.;\d]{0,12}\band )?$"
)
LONGEST_LEAD = 100
MARK, LONGEST_TO = "\0", 8
SPAN_OF_DATES = (
    ("until", re.compile(r"\d\s*(?:-|–|to|and|through)\s*\0")),
    ("since", re.compile(r"\0\s*(?:-|–|to|and|through)\s")),
)
"""What a date says that ends or begins a span: "August 2020 to November 2021"."""
TURNING = re.compile(r"\b(?:before|until|not)\b[^.;]{0,40}\bturn(?:s|ed)? $", re.IGNORECASE)
COUNTED_OUT = re.compile(r"#\d{1,2}\W{1,3}#\d{1,2}\W{1,3}#\d|(?<![\d.])\b\d, \d, \d\b")
UPWARD, DOWNWARD = frozenset({"at least", "more than"}), frozenset({"at most", "less than", "within"})
END_OF_AGES = re.compile(
    r"\b(?:(?P<high>highest|oldest|maximum|upper)|lowest|youngest|minimum|lower) age(?: limit)?(?: (?:of|for|in) the study)? is"
    r" (?P<age>\d{1,3})\b|\b(?P<first>\d{1,3})(?: years)? is the (?:(?P<highest>highest|oldest|maximum|upper)|lowest|youngest"
    r"|minimum|lower) age\b",
    re.IGNORECASE,
)
BACK = Phrases(r"\b(?:before|earlier|prior|ahead)\b")


def of_a_share(said: Said, held: Held) -> bool:
    """Whether it is part of "8 in 10" or "80 of 100", where the record says 80%."""
    message, quantity = said
    near = SHARE.finditer(message.plain, max(0, quantity.start - LONGEST_SHARE), quantity.end + LONGEST_SHARE)
    share = next((each for each in near if each.start() <= quantity.start < each.end()), None)
    return share is not None and _percent(int(share[1]), int(share[2].replace(",", ""))) in _percents(held)


@kept()
def _percents(held: Held) -> frozenset[str]:
    return frozenset(q.value for q in (*held.record.quantities, *held.licensed) if q.unit == "%")


def _percent(part: int, whole: int) -> str:
    return str(part * 100 // whole) if part * 100 % whole == 0 else ""


def any_of_a_list(said: Said, held: Held) -> bool:
    """Whether it is the "at least one" above a list whose items the record joins with "or"."""
    message, quantity = said
    one = quantity.value == "1" and quantity.comparison == "at least" and not quantity.unit
    return one and OF_THESE.match(message.plain, quantity.end) is not None and _offers(held)


@kept()
def _offers(held: Held) -> bool:
    return any(OFFERS.search(text) for text in held.record.texts)


def allowed_by_words(text: str, quantity: Quantity) -> Iterator[str]:
    """What words further off say of a number: "the maximum dose is 15 Gy", and "day -14" of 14 days before."""
    lead = text[max(0, quantity.start - LONGEST_LEAD) : quantity.start]
    if extreme := EXTREME.search(lead):
        yield "at most" if extreme["most"] else "at least"
    if counted_back(text, quantity):
        yield "at most"
    if quantity.unit == DATE:
        yield from (limit for limit, said in SPAN_OF_DATES if said.search(lead + MARK + text[quantity.end :][:LONGEST_TO]))


def age_before(text: str, quantity: Quantity) -> str:
    """The age up to which somebody is who has still to turn that old: 17 of "the day before you turn 18"."""
    turning = TURNING.search(text[max(0, quantity.start - LONGEST_LEAD) : quantity.start])
    return str(int(quantity.value) - 1) if turning and quantity.value.isdigit() else ""


def spans_told(held: Held) -> set[str]:
    """The numbers inside of the ranges of our words, where the record counts each of them out: "#1, #2, #3" is "1 to 3"."""
    if not any(COUNTED_OUT.search(text) for text in held.record.texts):
        return set()
    messages = {id(message): message.plain for message, _ in held.told}
    return set[str]().union(*(written_out(text, quantities(text)) for text in messages.values()))


def rising(text: str, quantity: Quantity) -> bool:
    """Whether an "up to" before a number may only say how far something rises: "goes up to 1.5 times the first value"."""
    lead, up, _ = text[max(0, quantity.start - LONGEST_LEAD) : quantity.start].rpartition("up to")
    return rises_to(lead.lower(), up)


def before_lost(held: Held, value: str, told: list[Said]) -> bool:
    """Whether the record counts back from a day ("day -14"), and no sentence with that number says "before"."""
    if not told or value not in _counting_back(held):
        return False
    return not any(BACK.search(message.plain) or counted_back(message.plain, quantity) for message, quantity in told)


@kept()
def _counting_back(held: Held) -> frozenset[str]:
    """The numbers of the record that only count back."""
    both = [(q.value, counted_back(text, q)) for text in held.record.texts for q in quantities(text)]
    return frozenset(value for value, back in both if back) - {value for value, back in both if not back}


def ages_turned(held: Held) -> Iterator[tuple[Message, str, str]]:
    """Ages that are told as the highest, and that the record has as the lowest alone, or the other way round; the words."""
    for message in {id(message): message for message, _ in held.plain}.values():
        for said in END_OF_AGES.finditer(message.plain):
            age, high = said["age"] or said["first"], bool(said["high"] or said["highest"])
            limits: set[str] = {quantity.comparison for quantity in held.record.quantities if quantity.value == age}
            for label, limit in (("Minimum", "at least"), ("Maximum", "at most")):
                limits |= {limit} if any(text.startswith(f"{label} age: {age} ") for text in held.record.texts) else set()
            if limits & (UPWARD if high else DOWNWARD) and not limits & (DOWNWARD if high else UPWARD):
                yield message, said.group(), age
