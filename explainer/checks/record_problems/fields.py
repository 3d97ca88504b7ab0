"""The other fields against the record's own sentences, and its dates against its status. Nothing is held against today."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from explainer.checks.record_problems.number_words import IN_WORDS, number_of
from explainer.checks.record_problems.problem import RecordProblem, conflict, field
from explainer.record import Passage, Record

WHO = {
    "MALE": r"(?:m[ae]n|males?|boys)",
    "FEMALE": r"(?:wom[ae]n|females?|girls)",
}
OTHER = {"MALE": "FEMALE", "FEMALE": "MALE"}
ONE_SEX = {
    sex: re.compile(
        rf"^\W{{0,3}}(?:(?:healthy|adult|veteran|eligible)\s){{0,2}}{who}\b"
        rf"(?:\s(?:adults?|patients?|subjects?|participants?|volunteers?|veterans?))?"
        rf"(?=\W{{0,3}}$|,?\s(?:aged?\b|between|over|with\b|who (?:are|have)\b|[≥>]|\d)|\s?[≥>])",
        re.IGNORECASE,
    )
    for sex, who in WHO.items()
}
"""A rule that begins with the people of one sex, and says no more of them than an age or an illness."""
ANY_SEX = re.compile(
    r"\b(?:male (?:or|and|/) ?female|female (?:or|and) male|m[ae]n (?:or|and) wom[ae]n|wom[ae]n (?:or|and) m[ae]n)"
    r"|\b(?:either|both|any) (?:sex|gender)(?:e?s)?\b|\bmales?/females?\b",
    re.IGNORECASE,
)
MENTIONS = {sex: re.compile(rf"\b{who}\b", re.IGNORECASE) for sex, who in WHO.items()}
ON_BIRTH = re.compile(r"contracept|pregnan|child-?bearing|partner|menopaus|sperm|fertil|breast-?feed|condom", re.IGNORECASE)
PREGNANT = re.compile(
    r"\b(?:pregnant|lactating|breast-?feeding|nursing)\b(?:,? (?:or|and) \w{1,20})? (?:wom[ae]n|females?|patients|subjects)\b"
    r"|\b(?:wom[ae]n|females) (?:of child-?bearing|who are (?:pregnant|lactating|breast-?feeding))",
    re.IGNORECASE,
)
OF_PARTNERS = re.compile(r"partner|wife|wives|spouse|contracept|condom|intercourse|sexual|contact with|father", re.IGNORECASE)

PEOPLE = r"(?:[\w-]+ ){0,3}(?:participants|patients|subjects|volunteers|children|women|men|people|individuals|adults)\b"
COUNT = (
    r"(?P<about>(?:about|approximately|around|up to) )?"
    rf"(?P<low>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{IN_WORDS})"
    r"(?:\s?(?:-|–|to)\s?(?P<high>\d{1,6}))?"
)
TAKEN_IN = r"(?:enrolled|recruited|included|randomi[sz]ed)"
TOTALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\ba total of {COUNT} {PEOPLE}",
        rf"(?<![\w.,-]){COUNT} {PEOPLE} (?:will|are (?:expected|planned) to|are to|would) be {TAKEN_IN}\b",
        rf"(?<![\w.,-]){COUNT} {PEOPLE} were (?:randomly )?assigned\b",
        rf"\b(?:enroll?|recruit|include) (?:a total of )?{COUNT} {PEOPLE}",
    )
)
REACHED = re.compile(
    rf"(?<![\w.,-]){COUNT} {PEOPLE} were (?:randomly )?(?:assigned|{TAKEN_IN}) (?:at random |randomly )?to (?:either|one) of\b",
    re.IGNORECASE,
)
"""What says how many took part in the end."""
OF_A_GROUP = re.compile(
    r"\b(?:each|every|per|group|arm|cohort|phase|part (?:\d|[A-Z]\b)|stage|site|step|screened|additional|first|previous|prior"
    r"|earlier)s?\b",
    re.IGNORECASE,
)
NEARLY = 0.1
"""How far a number that is called "about" may lie from the field."""

HEALTHY = re.compile(
    r"(?<!otherwise )\bhealthy (?:(?:male|female|adult|human|elderly|young|normal|japanese|chinese)s?,? ){0,3}"
    r"(?:and \w{1,20} )?(?:(?:volunteer|subject|participant|control|individual|male|adult)s?|people|m[ae]n|wom[ae]n)\b"
    r"(?! with\b)",
    re.IGNORECASE,
)
ILL = re.compile(
    r"\b(?:(?:histologic|cytologic|pathologic)\w{0,4} (?:confirmed|proven)|diagnosis of|diagnosed with|confirmed diagnosis)"
    r"(?: [\w-]{1,30}){0,4}",
    re.IGNORECASE,
)
WELL = re.compile(r"\b(?:healthy|volunteers?|caregivers?|parents?|controls|family)\b", re.IGNORECASE)
COMPARED = re.compile(r"\b(?:mean|compared|T-score|unlike|than|young, healthy|data from|donor|no healthy|not)\b", re.IGNORECASE)


def sex_problems(record: Record) -> Iterator[RecordProblem]:
    """The sex field against the rules."""
    given = field(record, "Sex")
    rules = (*record.of_part("inclusion"), *record.of_part("criteria"))
    if given is None:
        return
    if given.text in OTHER:
        for passage in rules:
            if (any_sex := ANY_SEX.search(passage.text)) and not ON_BIRTH.search(passage.text):
                what = f"the sex is {given.text} in the record’s field, and passage {passage.id} says “{any_sex.group()}”"
                yield conflict("sex-conflict", what, given, passage, words=any_sex.group())
    if given.text == "MALE":
        for passage in (*rules, *record.of_part("exclusion")):
            if (women := PREGNANT.search(passage.text)) and not OF_PARTNERS.search(passage.text):
                what = f"the sex is MALE in the record’s field, and passage {passage.id} says “{women.group()}”"
                yield conflict("sex-conflict", what, given, passage, words=women.group())
    spoken = [passage for passage in rules if not ON_BIRTH.search(passage.text)]
    for sex, one in ONE_SEX.items():
        other = MENTIONS[OTHER[sex]]
        said = [(passage, match) for passage in spoken if (match := one.search(passage.text))]
        if said and given.text != sex and not any(other.search(p.text) for p in record.passages if p != given):
            passage, match = said[0]
            words = match.group().strip()
            what = f"the sex is {given.text} in the record’s field, and passage {passage.id} says “{words}”"
            yield conflict("sex-conflict", what, given, passage, words=words)


def enrollment_problems(record: Record) -> Iterator[RecordProblem]:
    """The number of people against the summary: the one that is planned, or the one that was reached."""
    given = field(record, "Enrollment")
    if given is None or not given.text.isdigit():
        return
    told = record.of_part("summary")
    if record.enrollment_type == "ACTUAL":
        said = [(p, m) for p in told for m in REACHED.finditer(p.text)]
    else:
        said = [(p, m) for p in told if not OF_A_GROUP.search(p.text) for t in TOTALS for m in t.finditer(p.text)]
    if said and not any(_counts(match, int(given.text)) for _, match in said):
        passage, match = said[0]
        words = " ".join(match.group().split())
        what = f"{given.text} people in the record’s field, and passage {passage.id} says “{words}”"
        yield conflict("enrollment-conflict", what, given, passage, words=match["low"])


def _counts(match: re.Match[str], count: int) -> bool:
    low = int(number_of(match["low"]))
    high = int(match["high"] or low)
    spare = count * NEARLY if match["about"] else 0
    return low - spare <= count <= high + spare


def healthy_problems(record: Record) -> Iterator[RecordProblem]:
    """Whether healthy people may take part, against the rules, the summary and the groups."""
    given = field(record, "Healthy volunteers")
    if given is None:
        return
    rules = (*record.of_part("inclusion"), *record.of_part("criteria"))
    if given.text == "no":
        told = (
            *rules,
            *record.of_part("summary"),
            *(p for p in record.passages if p.label in ("Title", "Official title", "Arm")),
        )
        said = _first(HEALTHY, [passage for passage in told if not COMPARED.search(passage.text)])
    else:
        said = _first(HEALTHY, [p for p in record.of_part("exclusion") if not COMPARED.search(p.text)])
        if said is None and not any(WELL.search(passage.quotable) for passage in record.passages if passage != given):
            said = _first(ILL, rules)
    if said:
        passage, words = said
        what = f"“{given.quotable}” stands in the record’s field, and passage {passage.id} says “{words}”"
        yield conflict("healthy-volunteers-conflict", what, given, passage, words=words)


def _first(pattern: re.Pattern[str], passages: Iterable[Passage]) -> tuple[Passage, str] | None:
    found = ((passage, match.group()) for passage in passages if (match := pattern.search(passage.text)))
    return next(found, None)


OPEN = frozenset({"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION"})
BEGUN = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "COMPLETED"})


def date_problems(record: Record) -> Iterator[RecordProblem]:
    """The dates against the status, as they stood on the day of the last update."""
    status, updated = field(record, "Status"), field(record, "Last update")
    start, main, end = (field(record, label) for label in ("Start", "Main results by", "End"))
    for first, second in ((start, main), (main, end), (start, end)):
        if first and second and _first_day(first) > _last_day(second):
            what = f"{first.quotable} is later than {second.quotable}"
            yield conflict("dates-conflict", what, first, second)
    if status is None or updated is None:
        return
    told = f"the record, last updated {updated.text}, says {status.text}"
    closing = next((p for p in (end, main) if p and status.text in OPEN and _last_day(p) < _first_day(updated)), None)
    if closing:
        yield conflict("status-conflict", f"{told}, and {closing.quotable} was past by then", status, closing)
    elif start and status.text == "NOT_YET_RECRUITING" and _last_day(start) < _first_day(updated):
        yield conflict("status-conflict", f"{told}, and {start.quotable} was past by then", status, start)
    elif start and status.text in BEGUN and _first_day(start) > _last_day(updated):
        yield conflict("status-conflict", f"{told}, and {start.quotable} was still to come", status, start)
    elif end and status.text == "COMPLETED" and _first_day(end) > _last_day(updated):
        yield conflict("status-conflict", f"{told}, and {end.quotable} was still to come", status, end)


def _first_day(passage: Passage) -> date:
    """The first day that a date may mean: it may have no day."""
    try:
        return date.fromisoformat(passage.text if len(passage.text) > len("2026-03") else f"{passage.text}-01")
    except ValueError:
        return date.min


def _last_day(passage: Passage) -> date:
    """The last day that it may mean; a date that is none is never past."""
    first = _first_day(passage)
    if first == date.min or first.year == date.max.year:
        return date.max
    if len(passage.text) > len("2026-03"):
        return first
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
