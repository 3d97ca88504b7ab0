"""Numbers as a reader has to be able to rely on them: value, unit, and what is said of it ("at least", "within", "about").

Only what is written is read: nothing is converted or rounded. A number glued to letters (CD19, Hep-2) is a name, not a
quantity. Number words count before a unit or as a limit; "one centre" and "three diseases" do not. A Roman numeral counts
after "class", "stage" and the like; a date is one quantity.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from explainer.checks.dates import dates
from explainer.checks.limits import BEFORE_DATE, LONGEST_BEFORE, Comparison, comparison_of
from explainer.checks.measures import TIMES, unit_at

WORDS = {
    name: str(n)
    for n, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
}
TENS = {name: str(n) for n, name in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)} | {
    "twenty": "2"
}
INITIALS = "".join(sorted({name[0] for name in WORDS}))
"""Where none of these begins, no number word is tried."""
ANY_WORD = rf"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(list(WORDS)[1:10])}))?|{'|'.join(WORDS)}"
MOST_OF_A_FEW = 20
"""A number word above this is a number wherever it stands: "fifty two people"."""
DECIMAL_COMMA = r"\d+,\d{1,2}(?= ?(?:%|[cmkµ]?[mgl]|kg/m²?|mmol(?:/l)?|mg/dl|g/dl)(?!\w))"
"""In many languages a comma begins the fraction: "1,2m"."""
NUMBER = re.compile(
    rf"(?=[\d.{INITIALS}])(?<!\w)"
    r"(?:(?<![./^])|(?<=[a-z]{3}\.))"
    r"(?<!\d:)(?<![A-Za-z]-)(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]000)+(?!\d)"
    rf"|{DECIMAL_COMMA}|\d+(?:\.\d+)?(?:[:^/]\d+)?|\.\d+)"
    rf"|(?P<word>{ANY_WORD})(?: ?\(\d+\))?(?!\w|-(?!(?:year|month|week|day|hour|minute)))|(?P<fold>{ANY_WORD})(?=-?fold))",
    re.IGNORECASE,
)
MINUS = re.compile(r"(?:^|[^\d\s%])\s*(?P<sign>[-−])$|\b(?P<word>minus )$")
OFTEN = re.compile(
    rf"(?=[\dbq{INITIALS}])(?<!\w)(?P<times>once|twice|thrice|(?:{ANY_WORD}|\d+)[ -]times"
    r"|bid|tid|qid|b\.i\.d|t\.i\.d|q\.i\.d|qd|q\.d\.|qhs|[oq]w)"
    r"(?:[ -]?(?:(?:a|per|each|every) |/ ?)?(?P<span>day|dai|week|month|year|annual)(?:ly)?)?(?!\w)",
    re.IGNORECASE,
)
"""How often something is done: "twice a day". Without a span of time "once" and "twice" are no quantity."""
DATE = "date"
OFTEN_WORDS = dict(zip("once twice thrice bid tid qid qd qhs ow qw".split(), "1232341111", strict=True))
OF_NUMBERS = frozenset([*WORDS, *TENS, *OFTEN_WORDS, *"btq"])
"""Without any of these words, a digit, a rank or a "fold" a text has no number: the letters are those of "b.i.d."."""
TOKEN, DIGIT = re.compile(r"\w+"), re.compile(r"\d")
ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()
RANK = rf"(?:{'|'.join(sorted(ROMAN, key=len, reverse=True))}|[ⅰ-ⅻⅠ-Ⅻ]|[0-9])[abc]?"
RANKED = re.compile(
    r"\b(?:class|stage|grade|type|phase|level|nyha|category|fc|asa|ccs|killip)(?:es|s)?\)?\s?(?:\([A-Z]{1,6}\)\s?|(?:is|are|was)\s)?(?:≥|>=?|<=?|≤)?\s?"
    rf"(?P<ranks>{RANK}(?:\s?(?:-|–|/|,\s?(?:or|and)|,|or|and|to|through)\s?{RANK}(?!\w|\.\w))*)(?![\w.]\w|\w)",
    re.IGNORECASE,
)
"""Ranks ("NYHA class III or IV", "stage 3b", "class (FC) II"): their numerals are read as numbers."""
OF_RANKS = "class stage grade type phase level nyha category fc asa ccs killip".split()
BACK_FROM_A_DAY = re.compile(
    r"(?:(?<!\d )(?<!\d-)\b(?P<unit>day|week|month)s? ?|(?<![\w-])(?<!vitamin )(?<!dopamine )(?P<d>D) ?)[-−–] ?$", re.IGNORECASE
)
"""How a record counts back from a day: "day -14", "D-14"."""
LONGEST_BACK = 20
BACK_TO = re.compile(r"\s*(?:to|through|and|or|until|,|-|–)\s*[-−–]\s?", re.IGNORECASE)
BACK_IN_A_RANGE = re.compile(
    r"\b(?:day|week|month)s? ?[-−–] ?\d{1,3}(?: ?(?:to|through|and|or|until|,|-|–) ?)[-−–] ?$", re.IGNORECASE
)
"""What stands between two such days: "days -5 to -3"."""
DAY_BACK = re.compile(r"(?<![\w-])(?<!vitamin )(?<!dopamine )D[-−–] ?(\d{1,3})(?![\w.-])")
TO = re.compile(r"\s*(?:-|–|—|~|±|(?:,\s*)?(?:to|and|or)|,)\s*", re.IGNORECASE)
OPENED = re.compile(r"\s*\(=?\s*|[^\d()]{0,20}\((?:=|equal to|that is,)?\s*")
"""The same in another unit, in brackets, is limited alike: "at least 6.5 % (48 mmol/mol)"."""
FROM_TO = re.compile(r"\s*(?:-|–|—|~|to)\s*", re.IGNORECASE)
WIDEST_LIST = 12
"""A range of whole numbers this wide at most may be written out ("0-2" as "0, 1 or 2")."""
ENUMERATOR = re.compile(
    r"(?:^|(?<=[;:.,\]] )|(?<=\band )|(?<=\bor ))\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)(?=\s)"
    r"|(?:^|(?<=[;:.\]] ))(?:\d{1,2}|[ivx]{1,4}|[a-h])(?:\)(?=\s)|）)"
    r"|(?:^|(?<=\[\.\.\.\] )|(?<=description: )|(?<=outcome: )|(?<=[a-z)\]][.;] ))\d{1,2}\.(?=\s+[A-Z]|$)",
    re.IGNORECASE,
)
"""What numbers an item inside of a text ("(2) pain"): it is no number to keep."""
LIST_NUMBER = re.compile(r"[)）]|^(?:\[\.\.\.\] )?\d|(?:[\].;]|description:|outcome:) \d{1,2}\. ")
NUMBER_WORD = re.compile(rf"(?=[{INITIALS}])(?<![\w-])(?:{ANY_WORD})(?!\w)", re.IGNORECASE)
COUNTED = re.compile(r"\b(year|month|week|day|hour)s? $", re.IGNORECASE)
"""Time that is counted from a start: "week 12"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number where it stands: `value` as digits without thousands separators, `unit` by its first name in `UNITS`."""

    value: str
    unit: str
    comparison: Comparison
    start: int
    end: int

    @property
    def bare(self) -> bool:
        """Whether it is a number and nothing more."""
        return not self.unit and not self.comparison

    def __str__(self) -> str:
        return " ".join(part for part in (self.comparison, self.value, self.unit) if part and part != DATE)


@lru_cache(maxsize=1 << 14)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order. The unit at the end of a range or list holds for all of it."""
    if not may_have_numbers(text):
        return ()
    found: list[Quantity] = []
    end = 0
    for quantity in sorted(
        (*_dates(text), *_frequencies(text), *_ranks(text), *_numbers(text), *_days_back(text)), key=lambda q: q.start
    ):
        if quantity.start >= end:
            found.append(quantity)
            end = quantity.end
    for index in range(len(found) - 1, 0, -1):
        first, second = found[index - 1], found[index]
        if second.unit and not first.unit and second.unit != DATE and TO.fullmatch(text, first.end, second.start):
            found[index - 1] = replace(first, unit=second.unit)
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        if second.value[:1] == "-" and counted_back(text, first) and BACK_TO.fullmatch(text, first.end, second.start):
            found[index] = replace(second, value=second.value[1:], unit=first.unit)
    for index, (first, second) in enumerate(pairwise(found), start=1):
        if first.unit and second.unit and not second.comparison and OPENED.fullmatch(text, first.end, second.start):
            found[index] = replace(second, comparison=first.comparison)
    return tuple(found)


def may_have_numbers(text: str) -> bool:
    """Whether it is worth while to look for them."""
    low = text.lower()
    words = TOKEN.findall(low)
    return DIGIT.search(low) is not None or not OF_NUMBERS.isdisjoint(words) or "fold" in low or _has_ranks(low)


def _has_ranks(low: str) -> bool:
    return any(word in low for word in OF_RANKS)


def counted_back(text: str, quantity: Quantity) -> bool:
    """Whether a number of days counts back from a day, as in "day -14" and "days -5 to -3"."""
    lead = text[max(0, quantity.start - LONGEST_BACK) : quantity.start]
    return quantity.unit in TIMES and (BACK_FROM_A_DAY.search(lead) or BACK_IN_A_RANGE.search(lead)) is not None


def _days_back(text: str) -> Iterator[Quantity]:
    for match in DAY_BACK.finditer(text):
        yield Quantity(value=plain_number(match[1]), unit="day", comparison="", start=match.start(1), end=match.end(1))


def _dates(text: str) -> Iterator[Quantity]:
    for value, start, end in dates(text):
        before = text[max(0, start - LONGEST_BEFORE) : start]
        comparison: Comparison = next((name for name, pattern in BEFORE_DATE if pattern.search(before)), "")
        yield Quantity(value=value, unit=DATE, comparison=comparison, start=start, end=end)


def _frequencies(text: str) -> Iterator[Quantity]:
    for match in OFTEN.finditer(text):
        word = match["times"].lower().replace(".", "").removesuffix("times").strip(" -")
        short = word in OFTEN_WORDS and not word.endswith("ce")
        if match["span"] or short:
            span = ("week" if word in ("ow", "qw") else "day") if short else match["span"].lower()
            unit = "times a " + {"dai": "day", "annual": "year"}.get(span, span)
            comparison = comparison_of(text, match.start(), match.end(), unit)
            value = OFTEN_WORDS.get(word) or plain_number(number_of(word))
            yield Quantity(value=value, unit=unit, comparison=comparison, start=match.start(), end=match.end())


def _ranks(text: str) -> Iterator[Quantity]:
    """Ranks with a Roman numeral or a letter; those in digits alone are numbers like others."""
    for match in RANKED.finditer(text) if _has_ranks(text.lower()) else ():
        for each in re.finditer(RANK, match["ranks"], re.IGNORECASE):
            start, end = match.start("ranks") + each.start(), match.start("ranks") + each.end()
            rank = each.group().lower()
            letter = rank[-1] if rank[-1] in "abc" else ""
            numeral = rank.removesuffix(letter)
            value = str(ROMAN.index(numeral) + 1) if numeral in ROMAN else str(int(unicodedata.numeric(numeral)))
            if not rank.isdigit() or "/" in match["ranks"]:
                yield Quantity(
                    value=value + letter, unit="", comparison=comparison_of(text, start, end, ""), start=start, end=end
                )


def _numbers(text: str) -> Iterator[Quantity]:
    enumerators = [match.span() for match in ENUMERATOR.finditer(text)] if LIST_NUMBER.search(text) else []
    for match in NUMBER.finditer(text):
        while enumerators and enumerators[0][1] <= match.start():
            enumerators.pop(0)
        if enumerators and enumerators[0][0] <= match.start():
            continue
        first, slash, second = (match["digits"] or "").partition("/")
        if slash and not _is_fraction(first, second):
            unit, _ = unit_at(text, match.end())
            start, end = match.span()
            comparison = comparison_of(text, start, end, unit)
            yield Quantity(value=first, unit=unit, comparison=comparison, start=start, end=start + len(first))
            yield Quantity(value=second, unit=unit, comparison=comparison, start=end - len(second), end=end)
        elif quantity := _quantity(text, match):
            yield quantity


def _is_fraction(first: str, second: str) -> bool:
    """Whether one number is meant, as in "1/2": "140/90" is two."""
    return first.isdigit() and int(first) < int(second) < 10


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    unit, end = unit_at(text, match.end())
    year = match["digits"] and re.fullmatch(r"(?:19|20)\d\d", match["digits"])
    if not (unit or year) and (counted := COUNTED.search(text[max(0, match.start() - LONGEST_BEFORE) : match.start()])):
        unit = counted[1].lower()
    plus = text.startswith("+", match.end()) and unit_at(text, match.end() + 1)[0] in TIMES
    if plus:
        unit, end = unit_at(text, match.end() + 1)
    before = text[max(0, match.start() - LONGEST_BACK) : match.start()]
    back = None if unit else BACK_FROM_A_DAY.search(before)
    if back:
        unit = (back["unit"] or "day").lower()
    minus = None if unit in TIMES else MINUS.search(text[max(0, match.start() - len(" minus ")) : match.start()])
    start = match.start() - len(minus["sign"] or minus["word"]) if minus else match.start()
    comparison: Comparison = "at least" if plus else "" if back else comparison_of(text, start, end, unit)
    word = match["word"] or match["fold"]
    if word and unit == "times" and text.endswith(("the ", "these ", "both "), 0, match.start()):
        unit = ""  # Two points or spans of time.
    if word and not unit and comparison in ("", "about") and int(number_of(word)) <= MOST_OF_A_FEW:
        return None
    if not unit and re.match(r"(?!(?:or|to) )-?[A-Za-z]", text[match.end() : match.end() + 3]):
        return None
    digits = re.sub(r",(?=\d{1,2}$)", ".", match["digits"] or "")
    value = plain_number(number_of(word) if word else re.sub(r"[, \u00a0\u202f]", "", digits))
    if minus:
        value = f"-{value}"
    return Quantity(value=value, unit=unit, comparison=comparison, start=match.start(), end=end)


def plain_number(value: str) -> str:
    """`1.50` is 1.5, and `07` is 7; a ratio stays as it stands."""
    if re.search("[:^/]", value):
        return value
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def number_of(word: str) -> str:
    """The number that a word of at most 99 names, or digits."""
    if word.isdigit():
        return word
    first, _, second = word.lower().replace("-", " ").partition(" ")
    return f"{TENS[first]}{WORDS[second] if second else 0}" if first in TENS else WORDS[first]


def written_out(text: str, found: tuple[Quantity, ...]) -> set[str]:
    """The whole numbers inside the ranges of a text: those that a list may add to its ends."""
    inside: set[str] = set()
    for first, second in pairwise(found):
        if FROM_TO.fullmatch(text, first.end, second.start) and (first.value + second.value).isdigit():
            low, high = int(first.value), int(second.value)
            if low < high <= low + WIDEST_LIST:
                inside |= {str(n) for n in range(low, high + 1)}
    return inside
