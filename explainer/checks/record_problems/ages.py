"""The age fields against the ages that the record's own sentences give.

Only what is said of who may enter counts: not an age at diagnosis, of a partner, or one that a score or a dose hangs on. Where
groups have ages of their own, a field is right if it is that of one of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from explainer.checks.record_problems.number_words import IN_WORDS, number_of
from explainer.checks.record_problems.problem import RecordProblem, conflict, field
from explainer.record import Passage, Record

End = Literal["lowest", "highest"]
FIELDS: Mapping[End, str] = {"lowest": "Minimum age", "highest": "Maximum age"}
DAYS = {"y": 365.25, "m": 30.4375, "w": 7.0, "d": 1.0}

DIGITS = r"\d{1,3}(?:\.\d{1,2})?(?![\d/%])(?!\s?(?:kg|lbs?|cm|m|mg|ml|points?|times)\b)"
NUMBER = rf"(?:{DIGITS}|{IN_WORDS}(?=[ -](?:years?|months?|weeks?)\b))"
UNIT = r"[ -]?(?:years?|yrs?|y/?o|months?|weeks?|days?)\b"
OF_AGE = r"(?:[ -](?:of age|olds?|in age)\b)?"
FROM = (
    r"≥|⩾|>\s?/?\s?=|=\s?>|>|\bat least|\b(?:no|not) (?:less|younger) than"
    r"|\b(?:equals? (?:to )?or )?(?:older|greater|more) than(?:,? or equal(?: to)?)?"
    r"|\bover|\babove|\bfrom|\bminimum(?: of| is)?"
)
UP_TO = (
    r"≤|⩽|<\s?/?\s?=|=\s?<|<|\bat most|\b(?:no|not) (?:more|older) than"
    r"|\b(?:equals? (?:to )?or )?(?:younger|less) than(?:,? or equal(?: to)?)?|\bup to"
    r"|\bunder|\bbelow|\bmaximum(?: of| is)?"
)
LIMITS = re.compile(
    rf"(?:(?P<up_to>{UP_TO})|(?P<least>{FROM}))?\s{{0,3}}(?<![\w.])(?P<a>{NUMBER})(?P<a_unit>{UNIT})?(?P<a_age>{OF_AGE})"
    rf"(?:\s{{0,3}}(?:[-–—~]|to\b|and\b|through\b|until\b)\s{{0,3}}(?P<second>{UP_TO})?\s{{0,3}}"
    rf"(?P<b>{NUMBER})(?P<b_unit>{UNIT})?(?P<b_age>{OF_AGE}))?"
    r"(?:,?\s(?:or|and)\s(?:(?P<older>older|over|above|greater|more|up(?:wards?)?)|(?P<younger>younger|under|below|less))\b)?",
    re.IGNORECASE,
)
STRICT = re.compile(r"^(?:[<>]|(?:older|younger|more|less|greater) than|over|above|under|below)$", re.IGNORECASE)
AGE_BEFORE = re.compile(r"(?<!of )\bage[sd]?\b[^\d.;]{0,30}$", re.IGNORECASE)
AGED = "age old young man men male adult child adolescent patient subject participant volunteer".split()
"""Of these words, or longer ones, a text has one that says who may enter by age."""
OLDER = re.compile(r"\b(?:older|younger)\b", re.IGNORECASE)
PEOPLE_BEFORE = re.compile(
    r"\b(?:adults?|m[ae]n|wom[ae]n|(?:fe)?males?|children|adolescents|patients?|subjects?|participants?|volunteers?),?"
    r"(?: who are| between)?\s{0,2}\(?$",
    re.IGNORECASE,
)
FIELD = re.compile(r"(\d{1,3})\s*(year|month|week|day)", re.IGNORECASE)
SAME = 0.015
"""How far two ages may lie apart, by rounding of months to days, and be one."""
LEAST_PART = 0.05
ALONE = 40
"""How much may stand beside an age in an exclusion: a longer one rules out by more than the age."""
NEAR = 50
"""How far before an age the word that makes it one may stand."""
CLAUSE = re.compile(r"[;；。]|\.\s|\n")
OTHERWISE = re.compile(
    r"\b(?:(?:of|at)(?: \w{1,20})? diagnos|diagnosed (?:at|before|after|by|when)|onset|gestation|menarche|birth|first|corrected"
    r"|mental|bone|karnofsky|lansky|ecog|performance|partner|mother|father|sibling|relative|donor|normal|creatinine|vaccin|prior"
    r"|ago\b|history|life|fertil|child-?bearing|contracept|dose|(?:if|when)\b|who are age|except|menopaus|incidence|prevalence"
    r"|for (?:adults|patients|participants|subjects|women|men|children|those)|percent|million|affect|population|average|mean"
    r"|median|tissue|specimen|sample|scan|biops|imag|radiogra|x-ray)|%",
    re.IGNORECASE,
)
"""Words of a clause whose ages are not, or not simply, those of who may enter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One end of an age, in days, as a passage gives it. `strict`: the age itself is outside."""

    days: float
    strict: bool
    words: str
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """What one place says of the ages."""

    lowest: Limit | None
    highest: Limit | None


def age_problems(record: Record) -> Iterator[RecordProblem]:
    """Ages of the rules, and ages of the summary and the titles, each held against the fields."""
    rules = [passage for passage in record.passages if passage.part not in ("field", "summary")]
    told = [*record.of_part("summary"), *(p for p in record.passages if p.label in ("Title", "Official title"))]
    for passages in (rules, told):
        said = [ages for passage in passages for ages in _ages(passage, passage.text)]
        headed = {p.group: p for p in passages}.values() if said else ()
        stated = {limit.passage.group for ages in said for limit in (ages.lowest, ages.highest) if limit}
        headings = [ages for p in headed if p.group not in stated for ages in _ages(p, p.group)]
        for end in FIELDS:
            yield from _of_one_end(record, end, said, headings)


def _of_one_end(record: Record, end: End, said: list[Ages], headings: list[Ages]) -> Iterator[RecordProblem]:
    limits = [limit for ages in said if (limit := _end(ages, end))]
    given = field(record, FIELDS[end])
    value = FIELD.match(given.text) if given else None
    if end == "highest" and limits:
        beyond = [*_below_lowest(record, limits)]
        yield from beyond or ([] if given else _of_no_field(limits))
    if not limits or given is None or value is None:
        return
    in_headings = [limit for ages in headings if (limit := _end(ages, end))]
    if not any(_same(limit, end, value[1], value[2]) for limit in (*limits, *in_headings)):
        outermost = (min if end == "lowest" else max)(limits, key=lambda limit: limit.days)
        beside = " ".join(outermost.passage.text.split()).replace(outermost.words, "")
        if re.search(rf"(?<![\d.]){value[1]}(?![\d.]*\d)", beside):
            # The field's number stands in the same passage, in words that are not understood here.
            return
        told = f"passage {outermost.passage.id} says “{outermost.words}”"
        what = f"the {end} age is {given.text} in the record’s field, and {told}"
        yield conflict("age-conflict", what, given, outermost.passage, words=outermost.words)


def _of_no_field(limits: list[Limit]) -> Iterator[RecordProblem]:
    """An age that is ruled out and that no field gives: a reader of the fields alone would miss it."""
    limit = next((limit for limit in limits if limit.passage.part == "exclusion"), None)
    if limit is None:
        return
    told = f"the record’s field gives no highest age, and passage {limit.passage.id} says “{limit.words}”"
    fix = "say in an [!UNCLEAR] notice that the record gives this age in one place only, with the question to ask"
    yield RecordProblem(
        rule="age-conflict", notice="UNCLEAR", message=told, fix=fix, passages=(limit.passage,), words=limit.words
    )


def _below_lowest(record: Record, limits: list[Limit]) -> Iterator[RecordProblem]:
    """Ages of the rules that all lie at or below the lowest age of the field, so that nobody could enter."""
    given = field(record, FIELDS["lowest"])
    value = FIELD.match(given.text) if given else None
    highest = max(limits, key=lambda limit: limit.days)
    if given and value and highest.days <= _days(value[1], value[2]):
        told = f"passage {highest.passage.id} says “{highest.words}”"
        what = f"the lowest age is {given.text} in the record’s field, and {told}"
        yield conflict("age-conflict", what, given, highest.passage, words=highest.words)


def _end(ages: Ages, end: End) -> Limit | None:
    return ages.lowest if end == "lowest" else ages.highest


def _same(limit: Limit, end: End, number: str, unit: str) -> bool:
    """Whether a limit and a field say one age. "Under 18" is 17 years, and "over 17" is 18."""
    value, step = _days(number, unit), DAYS[unit[0].lower()]
    beyond = (limit.days - value) * (1 if end == "highest" else -1)
    loose = limit.strict or (end == "highest" and limit.days / step % 1 > LEAST_PART)
    return (abs(beyond) <= SAME * value and not limit.strict) or (loose and 0 < beyond <= step * (1 + SAME))


def _days(number: str, unit: str | None) -> float:
    return number_of(number) * DAYS[(unit or "y").strip(" -").lower()[0]]


def speaks_of_age(text: str) -> bool:
    """Whether it is worth while to look for ages."""
    low = text.lower()
    return any(word in low for word in AGED)


def _ages(passage: Passage, text: str) -> Iterator[Ages]:
    """Who may enter by age, as a text says it."""
    for clause in CLAUSE.split(text) if speaks_of_age(text) else ():
        limits = [*LIMITS.finditer(clause)]
        if not limits or OTHERWISE.search(clause):
            continue
        for match in limits:
            before = clause[max(0, match.start() - NEAR) : match.start()]
            unit = match["b_unit"] or match["a_unit"]
            of_people = unit and PEOPLE_BEFORE.search(before)
            said = match["a_age"] or match["b_age"] or AGE_BEFORE.search(before) or OLDER.search(match.group()) or of_people
            bracketed = "(" in before.rpartition(")")[2]
            aside = bracketed and not of_people and not AGE_BEFORE.search(before.rpartition("(")[2])
            beside = len(clause) - len(match.group()) > ALONE and passage.part == "exclusion"
            if said and not aside and not beside and (found := _between(passage, match)):
                yield found


def _between(passage: Passage, match: re.Match[str]) -> Ages | None:
    unit = match["a_unit"] or match["b_unit"]
    words = " ".join(match.group().split())
    strict = STRICT.match((match["up_to"] or match["least"] or "").strip()) is not None
    first = Limit(days=_days(match["a"], unit), strict=strict, words=words, passage=passage)
    low: Limit | None = None
    high: Limit | None = None
    if match["b"]:
        strict = STRICT.match((match["second"] or "").strip()) is not None
        last = Limit(days=_days(match["b"], match["b_unit"] or unit), strict=strict, words=words, passage=passage)
        if first.days < last.days and not match["up_to"] and passage.part != "exclusion":
            low, high = first, last
    elif match["least"] or match["older"]:
        low = first
    elif match["up_to"] or match["younger"]:
        high = first
    if passage.part == "exclusion":
        # The ages that an exclusion names are those outside.
        low, high = _opposite(high), _opposite(low)
    return Ages(lowest=low, highest=high) if low or high else None


def _opposite(limit: Limit | None) -> Limit | None:
    """An end of the ages outside as that of the ages inside: an age that the one takes in, the other shuts out."""
    return replace(limit, strict=not limit.strict) if limit else None
