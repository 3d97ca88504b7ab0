"""The numbers of a translation, with their units and limits, held against those of its original.

A rule whose words a language lacks is silent; numbers in digits are compared always.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from explainer.checks.measures import TIMES
from explainer.checks.mentions import mentioned
from explainer.checks.numbers_said import OFTEN, TURNED, Said
from explainer.checks.quantities import WORDS, Quantity
from explainer.checks.rule import Problem
from explainer.checks.said import extremes
from explainer.checks.translation import ADD_WORD, COUNTS, PLACEHOLDER, Pair, only, pair_rule, times
from explainer.language.words import LIMITS

DIGITS = re.compile(r"\d+(?:\.\d+)?(?::\d+)?")
"""Numbers of folded text, those in names (CD19) too."""
NAMED = re.compile(r"\b(?:fev ?|covid-)(\d+)\b")
"""Numbers of names that other languages write without one: FEV1 is VEMS, and Covid-19 新冠."""
WORD = re.compile(r"[a-z]+")
LICENSES = (
    ("1", "an?|once|single|each|every|first|other|any"),
    ("2", r"twice|second|next|both|either|pairs?|double\w*|couple|every other|fortnight\w*|bi-?(?:week|month|annual)\w*"),
    ("2", "neither|between|which (?:is|one)|twins?"),
    ("0.5", r"half|halves|halfway|semi\w*|mid\w*"),
    *(
        (str(n), names)
        for n, names in enumerate(
            "third|thrice|march fourth|april fifth|may sixth|june seventh|july".split(),
            3,
        )
    ),
    *((str(n), names) for n, names in enumerate("eighth|august ninth|september tenth|tens|october".split(), 8)),
    ("3", "trivalent|triple|trimester|(?:must|should|they|who|which) all|all (?:must|need|work|apply)"),
    ("4", "quadrivalent|quadruple|quarter"),
    ("11", "eleventh|november"),
    ("12", "twelfth|dozens?|december"),
    ("21", "down(?:'s)? syndrome"),
)
"""Words of an original that are no number, and may be one in another language: Chinese numbers its months."""
LICENSED = tuple((value, re.compile(rf"\b(?:{words})\b")) for value, words in LICENSES)
AS_GOOD = {"within": ("at most", "less than"), "at most": ("within",)}
"""What says the same of a time: "within 1 month" is "1 month ago or less"."""
UNTIL = re.compile(
    r"\b(?:until|till|through|before|up to|to(?= (?:day|week|month|year) \d)"
    r"|for(?= [\d.]+ \w+ (?:after|from|following)\b))\b(?: \w+){0,4}? (\d+(?:\.\d+)?)"
)
"""In some languages one word is "until" and "at most"."""
ONLY_TO = re.compile(
    r"\b(?:only|up|down|(?:grow|increase|rise|raise|climb|drop|fall|lower|reduce)[sd]?)(?: \w+){0,2}? to (\d+(?:\.\d+)?)"
)
REACHED = re.compile(r"\breach\w*(?: \w+){0,2}? (\d+(?:\.\d+)?)|\b(\d+(?:\.\d+)?) is already\b")
FROM = re.compile(r"\b(?:from|starting at)(?: the)?(?: ages? of| age)? (\d+(?:\.\d+)?)")
EITHER_SIDE = re.compile(r"\b(\d+(?:\.\d+)?) \w+ (?:(?:earlier|later|before|after|more|less|sooner) or \w+)\b")
"""No limit: "7 days earlier or later"."""
AFTERWARDS = re.compile(r"\b(?:after|once|when|for)(?: the| these| all)? (\d+(?:\.\d+)?)")
"""In some languages a time is full: 满 8 周后."""
TO = re.compile(r"\s*(?:-|–|—|~|to|until|through)\s*(?:(?:day|week|month|year|age)s?\s)?\s*", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:(?:not|never)(?: be| been| last| weigh| take)?|no \w+(?: \w+)?(?: for| of)?) "
    r"(?:(more|greater|higher|longer|older|over|above)|less|fewer|lower|under|below)"
    r"(?: than)? (\d+(?:\.\d+)?)"
)
"""A limit after a no: "must not be more than 3" is "at most 3", and so is "no oxygen for more than 3"."""
COUNTED = re.compile(
    r"\b(\d+(?:\.\d+)?)(?: [a-z-]+){1,3} (?:or|and) "
    r"(?:(more|longer|higher|greater|above|older)|less|fewer|lower|below|shorter|younger)\b"
)
"""A limit after what is counted: "10 points or more"."""
YOUNGER = re.compile(r"\b(?:younger|older) than (\d+)(?! (?:year|month|week|day))")
"""An age that the original gives without a unit: it is in years."""
NO_UNIT = re.compile("times(?: a|$)|date")
"""What the reader of originals takes for a unit, and what languages say in many ways: "twice a year"."""
LONGEST_ARTICLE = len("una")
MONTHS = {"year": 12, "month": 1}
HOURS = {"week": 168, "day": 24, "hour": 1}
LENGTH = re.compile(r"\d+(?:\.\d+)?")
FORTNIGHT = ("15", "day")
MINUS = "[-−–‑] ?"
SURE, SURE_LATIN = 3, 2
"""A smaller number is an article, an ending or a part of a word, in one language or another: none too many is told of it."""
SURE_OF_TIME = {"0.5", "1.5", "2", "2.5"}
"""Of a time it is: "half a year", "two weeks"."""


@pair_rule
def translation_number_lost(pair: Pair) -> Iterator[Problem]:
    """Each number of the original stands in the translation, in digits or in words.

    Bad: "dentro de los primeros días" for "within 28 days".
    Good: "dentro de los 28 días".
    """
    digits, words, translated, in_words = _numbers(pair)
    unnamed = Counter(NAMED.findall(pair.source))
    lost = [value for value, count in digits.items() if translated[value] + in_words[value] < count - unnamed[value]]
    if pair.language.words.numbers:
        two = {"2"} if in_words["dual"] else set()
        said = two | in_words.keys() | translated.keys() | set(lost)
        lost += [value for value in words if value not in {"0", "1"} and value not in said]
    lost += [
        quantity.value for quantity in pair.quantities if quantity.value[:1] == "-" and not _negative(pair, quantity.value[1:])
    ]
    same = _as_long_as(pair) if lost else set()
    for value in (each for each in lost if each not in same):
        yield Problem(pair.translation.where, f"the number {value} of the original is lost", f"say {value} where it does")


def _negative(pair: Pair, value: str) -> bool:
    """Whether the translation says of a number that it is less than nothing."""
    words = "".join(rf"|{re.escape(word)} ?" for word in pair.language.words.numbers.get("minus", ()))
    return re.search(rf"(?:{MINUS}{words}){re.escape(value)}(?!\d|\.\d)", pair.target) is not None


@pair_rule
def translation_number_added(pair: Pair) -> Iterator[Problem]:
    """Each number of the translation is one of the original's.

    Bad: "dentro de los 82 días" for "within 28 days".
    Good: "dentro de los 28 días".
    """
    digits, words, translated, in_words = _numbers(pair)
    least = SURE_LATIN if pair.locale.script == "Latn" else SURE
    sure = {value for value in in_words if value.isdigit() and int(value) >= least}
    if not COUNTS & set(PLACEHOLDER.findall(pair.original.text)):
        # A form of a plural may be for two, and say so.
        sure |= {said.value for said in pair.said if said.value in SURE_OF_TIME and not said.in_digits and _of_time(said.unit)}
    added = (translated.keys() | sure) - digits.keys() - words.keys()
    licensed = {value for value, pattern in LICENSED if value in added and pattern.search(pair.source)}
    for value in sorted(added - licensed - (_as_long_as(pair) if added - licensed else set())):
        yield Problem(pair.translation.where, f"the original has no number {value}", "say its numbers, and no others")


def _of_time(unit: str) -> bool:
    return unit in TIMES or unit.startswith(OFTEN)


def _as_long_as(pair: Pair) -> set[str]:
    """The numbers of both sides that say the same time in another unit: half a year is six months."""
    own, said = ({(each.value, length) for each in of if (length := _length(each.value, each.unit))} for of in _both(pair))
    same = {length for _, length in own} & {length for _, length in said}
    return {value for value, length in own ^ said if length in same}


def _both(pair: Pair) -> tuple[tuple[Quantity, ...], tuple[Said, ...]]:
    return pair.quantities, pair.said


def _kept_lengths(pair: Pair) -> set[tuple[str, float]]:
    """The times that a translation says as often as its original, in whatever unit."""
    own, said = (Counter(length for each in of if (length := _length(each.value, each.unit))) for of in _both(pair))
    return {length for length, count in own.items() if said[length] >= count}


def _length(value: str, unit: str) -> tuple[str, float] | None:
    """A time in months, or in hours: a month has no fixed number of days. In some languages two weeks are fifteen days."""
    if (value, unit) == FORTNIGHT:
        return "hour", 2 * HOURS["week"]
    for name, table in (("month", MONTHS), ("hour", HOURS)):
        if unit in table and LENGTH.fullmatch(value):
            return name, float(value) * table[unit]
    return None


def _numbers(pair: Pair) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """The values of the original in digits and in words, and those of the translation."""
    words = Counter(WORDS[word] for word in WORD.findall(pair.source) if word in WORDS)
    digits, translated = (Counter(DIGITS.findall(text)) for text in (pair.source, pair.target))
    in_words = Counter(said.value for said in pair.said if not said.in_digits and (said.value != "1" or _counts(said)))
    if in_words["dual"] and any(q.value == "2" and not q.unit for q in pair.quantities):
        # "2 cycles": the word for a thing has an ending that says two.
        in_words["2"] += 1
    return digits, words, translated, in_words


def _counts(one: Said) -> bool:
    """Whether a word for 1 is a number, and no article."""
    return bool(
        one.limits or one.ranged or (one.unit and not NO_UNIT.match(one.unit)) or one.until - one.start > LONGEST_ARTICLE
    )


@pair_rule
def translation_unit_changed(pair: Pair) -> Iterator[Problem]:
    """A number keeps its unit, each time.

    Bad: "28 semanas" for "28 days".
    Good: "28 días".
    """
    units = Counter((q.value, q.unit) for q in pair.quantities if q.unit and not NO_UNIT.match(q.unit))
    translated = Counter((said.value, said.unit) for said in pair.said)
    values = {said.value for said in pair.said}
    told = [said for said in pair.said if said.unit and not NO_UNIT.match(said.unit)]
    other = {said.value for said in told if said.in_digits and (said.value, said.unit) not in units}
    changed = [
        (value, unit, count)
        for (value, unit), count in (units.items() if pair.language.words.units else ())
        if value in values and (translated[value, unit] < count or value in other)
    ]
    kept = _kept_lengths(pair) if changed else set()
    for value, unit, count in changed:
        if value in other or _length(value, unit) not in kept:
            less = only(translated[value, unit]) if translated[value, unit] < count else "another unit too"
            what = f"the original says “{value} {unit}”{times(count)}, and the translation {less}"
            fix = f"give the number the unit that it has; {ADD_WORD} {pair.words_path}"
            yield Problem(pair.translation.where, what, fix)
    for what in _turned(pair):
        yield Problem(pair.translation.where, what, "say how often, or what age, as the original does")


def _turned(pair: Pair) -> Iterator[str]:
    """How often something is done, and ages that the original gives without a unit."""
    often = {f"{q.value} {q.unit}" for q in pair.quantities if q.unit.startswith(OFTEN)}
    often |= {each for each in mentioned(pair.source) if OFTEN in each}
    ages = set(YOUNGER.findall(pair.source))
    for said in pair.said:
        told = f"{said.value} {said.unit}"
        if often and said.unit.startswith(OFTEN) and told not in often:
            yield f"the translation says “{told}”, and the original “{'” and “'.join(sorted(often))}”"
        elif said.value in ages and said.in_digits and said.unit in TIMES - {"year"}:
            yield f"the translation says “{told}”, and the original means years"


@pair_rule
def translation_limit_changed(pair: Pair) -> Iterator[Problem]:
    """What is said of a number stays, each time: at least, more than, at most, less than, within, about.

    Bad: "menos de 1 semana" for "more than 1 week".
    Good: "más de 1 semana".
    """
    words = pair.language.words
    limits = Counter((q.value, str(q.comparison) if q.comparison in LIMITS else "") for q in pair.quantities)
    translated = Counter((said.value, limit) for said in pair.said for limit in said.limits)
    # What may mean another limit too: 以上 is "or more", and "more than".
    either = Counter((said.value, limit) for said in pair.said for limit in said.other)
    values = {said.value for said in pair.said}
    fix = f"say of the number what the original says; {ADD_WORD} {pair.words_path}"
    room = _room_of(pair)
    for (value, limit), count in limits.items() if words.before or words.after else ():
        as_good = sum(
            translated[value, other] for other in (*AS_GOOD.get(limit, ()), TURNED.get(limit, "")) if (value, other) in room
        )
        told = translated[value, limit] + as_good + either[value, limit]
        if limit and (value in values or value == "1") and told < count and not _told_apart(pair, value, limit):
            what = f"the original says “{limit} {value}”{times(count)}, and the translation {only(told)}"
            yield Problem(pair.translation.where, what, fix)
    originals = {value for value, _ in limits}
    meant = {
        (said.value, limit) for said in pair.said for limit in said.limits if any(limits[said.value, o] for o in said.other)
    }
    for value, limit in sorted(translated.keys() - meant):
        # "In 6 minutes" is "within" in one language, and a plain duration in another.
        if limit != "within" and value in originals and not limits[value, limit] and (value, limit) not in room:
            yield Problem(pair.translation.where, f"the translation says “{limit} {value}”, and the original does not", fix)


def _told_apart(pair: Pair, value: str, limit: str) -> bool:
    """Whether the sentence of a number says its limit further off: "cumple una de las dos como mínimo"."""
    number = re.compile(rf"(?<![\d.]){re.escape(value)}(?!\d|\.\d)")
    own = {(q.value, q.comparison) for q in pair.quantities}
    return any(
        limit in pair.language.limits(sides) or any(limit in s.limits and (s.value, limit) not in own for s in sides.said)
        for sides in pair.sentences
        if number.search(sides.source) or any(WORDS.get(word) == value for word in WORD.findall(sides.source))
    )


def _room_of(pair: Pair) -> set[tuple[str, str]]:
    """Limits that a translation may say where the original has another word for them."""
    room = {(value, limit) for value in UNTIL.findall(pair.source) for limit in ("at most", "less than")}
    room |= {(value, "at most" if more else "at least") for more, value in DENIED.findall(pair.source)}
    room |= {(value, "at least" if more else "at most") for value, more in COUNTED.findall(pair.source)}
    room |= {(value, "at least") for value in FROM.findall(pair.source)}
    room |= {(first or second, "at least") for first, second in REACHED.findall(pair.source)}
    room |= {(value, "at most") for value in ONLY_TO.findall(pair.source)}
    room |= {(value, "at least") for value in AFTERWARDS.findall(pair.source)} | extremes(pair.source)
    room |= {(value, limit) for value in EITHER_SIDE.findall(pair.source) for limit in LIMITS}
    room |= {(q.value, limit) for q in pair.quantities for limit in AS_GOOD.get(q.comparison, ())}
    limited = {(length, q.comparison) for q in pair.quantities if q.comparison and (length := _length(q.value, q.unit))}
    room |= {(s.value, limit) for s in pair.said for limit in s.limits if (_length(s.value, s.unit), limit) in limited}
    for low, high in pairwise(pair.quantities):
        if TO.fullmatch(pair.original.plain, low.end, high.start):
            room |= {(low.value, "at least"), (high.value, "at most")}
    return room
