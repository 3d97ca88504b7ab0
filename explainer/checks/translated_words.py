"""What a translation says, held against what its original says: numbers, units, limits, noes, choices, guesses and claims.

A rule whose words a language lacks is silent; numbers in digits are compared always. Noes and choices are compared sentence by
sentence. Other names of a term are as many as a language has, and are not compared.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from explainer.checks.denials import NEGATIVE
from explainer.checks.quantities import WORDS
from explainer.checks.rule import Problem
from explainer.checks.translation import Pair, pair_rule
from explainer.language.words import LIMITS

DIGITS = re.compile(r"\d+(?:\.\d+)?(?::\d+)?")
"""Numbers of folded text, those in names (CD19) too."""
WORD = re.compile(r"[a-z]+")
LICENSES = (
    ("1", "an?|once|single|each|every|first|other|any"),
    ("2", r"twice|second|both|either|pairs?|double\w*|couple"),
    *(
        (str(n), names)
        for n, names in enumerate("third|thrice|march fourth|april fifth|may sixth|june seventh|july".split(), 3)
    ),
    *((str(n), names) for n, names in enumerate("eighth|august ninth|september tenth|tens|october".split(), 8)),
    ("11", "eleventh|november"),
    ("12", "twelfth|dozens?|december"),
)
"""Words of an original that are no number, and may be one in another language: Chinese numbers its months."""
LICENSED = tuple((value, re.compile(rf"\b(?:{words})\b")) for value, words in LICENSES)
NO_UNIT = re.compile("times(?: a|$)|date")
"""What the reader of originals takes for a unit, and what languages say in many ways: "twice a year"."""
SURE = 3
"""A smaller number is an article, a pair or an ending in one language or another: its word is not taken for one too many."""
SAYS_NONE = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|older|younger|lower|higher|later|earlier|longer|greater) than\b"
    r"|\bnot (?:exceeding|only)\b|\b(?:or|may or may) not\b|\b(?:unless|except|negative|refus|unwilling|inability)\w*"
)
"""Limits, and what other languages say without a no."""
MAY_SAY_NO = re.compile(
    r"\bun(?!it|der|til|ion|iver|ique|less\b)\w{3,}|\bin(?:complet|correct|activ|eligib|sufficien|adequa|capab|abilit)\w*"
    r"|\b(?:(?:im|ir)(?:possib|regular)|except|miss|refus|stop|fail|avoid)\w*|\bnon-\w+|\bkeeps? [\w ]{2,20} from\b"
    r"|\b(?:only some|whether|hardly|rarely|off|out|unless|wrong|refractory|instead|in place of|rather|lost|lose|free|negative"
    r"|nsaids?)\b",
)
"""Words of an original that another language may say with a no."""
OR = re.compile(r"\bor\b")
NO_CHOICE = re.compile(
    r"\bor (?:more|higher|above|older|greater|over|longer|less|lower|below|fewer|younger|under|shorter|later|not)\b"
    "|(?<=”) or (?=“)"
)
"""An "or" that another language may do without: that of a limit ("3 or more"), and one between words (“I” or “me”)."""
MAY_CHOOSE = re.compile(r"\bwhether\b|\bor your child\b")
"""What another language may say with one "or" more: "whether or not", and "you" said twice."""
ITEM = re.compile(r", (?=\w+ or\b)")
"""Before the last but one of a list."""
MAY = re.compile(r"(?<!in )\b(?:may|might|could|perhaps)\b(?! not\b)")
CLAIMS: Mapping[str, re.Pattern[str]] = {
    key: re.compile(rf"\b(?:{words})")
    for key, words in {
        "safe": r"safe|harm|danger|risk",
        "cures": r"cure|heal(?:s|ed|ing)?\b|well\b|recover|disappear|gone\b",
        "works": r"work|run|effect|benefit|help|succe",
        "better": r"better|best|fit|improv|worse|worst|prefer|well\b|refractory",
        "sure": r"sure|certain|guarant|promis|always|ensur|secur|insur",
        "qualifies": r"qualif|eligib|suit|fit|accept|criteria|meet|inclusion",
    }.items()
}
"""How an original says what the words of a language claim, or speaks of it."""
ADD_WORD = "if the translation says it, its words are missing in"


@pair_rule
def translation_number_lost(pair: Pair) -> Iterator[Problem]:
    """Each number of the original stands in the translation, in digits or in words.

    Bad: "dentro de los primeros días" for "within 28 days".
    Good: "dentro de los 28 días".
    """
    digits, words, translated, in_words = _numbers(pair)
    lost = [value for value, count in digits.items() if translated[value] + in_words[value] < count]
    if pair.language.words.numbers:
        two = {"2"} if in_words["dual"] else set()
        said = two | in_words.keys() | translated.keys() | set(lost)
        lost += [value for value in words if value not in {"0", "1"} and value not in said]
    for value in lost:
        yield Problem(pair.translation.where, f"the number {value} of the original is lost", f"say {value} where it does")


@pair_rule
def translation_number_added(pair: Pair) -> Iterator[Problem]:
    """Each number of the translation is one of the original's.

    Bad: "dentro de los 82 días" for "within 28 days".
    Good: "dentro de los 28 días".
    """
    digits, words, translated, in_words = _numbers(pair)
    sure = {value for value in in_words if value.isdigit() and int(value) >= SURE}
    added = (translated.keys() | sure) - digits.keys() - words.keys()
    licensed = {value for value, pattern in LICENSED if value in added and pattern.search(pair.source)}
    for value in sorted(added - licensed):
        yield Problem(pair.translation.where, f"the original has no number {value}", "say its numbers, and no others")


def _numbers(pair: Pair) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """The values of the original in digits and in words, and those of the translation."""
    words = Counter(WORDS[word] for word in WORD.findall(pair.source) if word in WORDS)
    digits, translated = (Counter(DIGITS.findall(text)) for text in (pair.source, pair.target))
    in_words = Counter(said.value for said in pair.said if not said.in_digits and (said.value != "1" or said.unit))
    return digits, words, translated, in_words


@pair_rule
def translation_unit_changed(pair: Pair) -> Iterator[Problem]:
    """A number keeps its unit, each time.

    Bad: "28 semanas" for "28 days".
    Good: "28 días".
    """
    units = Counter((q.value, q.unit) for q in pair.quantities if q.unit and not NO_UNIT.match(q.unit))
    translated = Counter((said.value, said.unit) for said in pair.said)
    values = {said.value for said in pair.said}
    other = {said.value for said in pair.said if said.in_digits and said.unit and (said.value, said.unit) not in units}
    for (value, unit), count in units.items() if pair.language.words.units else ():
        if value in values and (translated[value, unit] < count or value in other):
            what = f"the original says “{value} {unit}”{_times(count)}, and the translation does not"
            fix = f"give the number the unit that it has; {ADD_WORD} {pair.words_path}"
            yield Problem(pair.translation.where, what, fix)


@pair_rule
def translation_limit_changed(pair: Pair) -> Iterator[Problem]:
    """What is said of a number stays, each time: at least, more than, at most, less than, within, about.

    Bad: "menos de 1 semana" for "more than 1 week".
    Good: "más de 1 semana".
    """
    words = pair.language.words
    limits = Counter((q.value, str(q.comparison) if q.comparison in LIMITS else "") for q in pair.quantities)
    translated = Counter((said.value, limit) for said in pair.said for limit in said.limits)
    values = {said.value for said in pair.said}
    fix = f"say of the number what the original says; {ADD_WORD} {pair.words_path}"
    for (value, limit), count in limits.items() if words.before or words.after else ():
        if limit and value in values and translated[value, limit] < count:
            what = f"the original says “{limit} {value}”{_times(count)}, and the translation does not"
            yield Problem(pair.translation.where, what, fix)
    originals = {value for value, _ in limits}
    for value, limit in translated:
        # "In 6 minutes" is "within" in one language, and a plain duration in another.
        if limit != "within" and value in originals and not limits[value, limit]:
            yield Problem(pair.translation.where, f"the translation says “{limit} {value}”, and the original does not", fix)


@pair_rule
def translation_negation_lost(pair: Pair) -> Iterator[Problem]:
    """A "no" of the original is a "no" of the translation.

    Bad: "Usted debe tener alergia grave" for "You must not have a severe allergy".
    Good: "Usted no debe tener alergia grave".
    """
    for sides in pair.sentences if pair.language.words.negations.get("no") else ():
        noes = NEGATIVE.findall(SAYS_NONE.sub(" ", sides.source))
        if sum(sides.noes) < len(noes):
            what = f"the original says no ({', '.join(noes)}), and this does not: “{_start(sides.target)}”"
            yield Problem(pair.translation.where, what, f"say the no; {ADD_WORD} {pair.words_path}")


@pair_rule
def translation_negation_added(pair: Pair) -> Iterator[Problem]:
    """A "no" of the translation is one of the original's.

    Bad: "Usted no debe tener 18 años o más" for "You must be 18 or older".
    Good: "Usted debe tener 18 años o más".
    """
    for sides in pair.sentences:
        if sides.noes[0] and not NEGATIVE.search(sides.source) and not MAY_SAY_NO.search(sides.source):
            what = f"this says no, and the original does not: “{_start(sides.target)}”"
            yield Problem(pair.translation.where, what, "say what the original says, without a no")


@pair_rule
def translation_choice_lost(pair: Pair) -> Iterator[Problem]:
    """An "or" of the original is an "or" of the translation.

    Bad: "0, 1 y 2" for "0, 1 or 2".
    Good: "0, 1 o 2".
    """
    for sides in pair.sentences if pair.language.words.choices.get("or") else ():
        ors = [match.start() for match in OR.finditer(NO_CHOICE.sub(_blank, sides.source))]
        offered = sum(sides.choices)
        denied = NEGATIVE.search(sides.source)
        if ors and not offered and denied and denied.start() < ors[0]:
            # "Do not stop, start or change" may be a no for each.
            offered = sides.noes[0] - len(NEGATIVE.findall(sides.source)) - len(ITEM.findall(sides.source))
        if offered < len(ors):
            what = f"the original says “or”{_times(len(ors))}, and this less often: “{_start(sides.target)}”"
            yield Problem(pair.translation.where, what, f"say each “or”; {ADD_WORD} {pair.words_path}")


@pair_rule
def translation_choice_added(pair: Pair) -> Iterator[Problem]:
    """An "and" of the original is no "or" in the translation.

    Bad: "fiebre o dolor" for "fever and pain".
    Good: "fiebre y dolor".
    """
    for sides in pair.sentences:
        ors = len(OR.findall(sides.source))
        # A list has one "or" in some languages, and one before each of its items in others.
        room = ors + len(MAY_CHOOSE.findall(sides.source)) + (sides.source.count(",") if ors else 0)
        if sides.choices[0] > room:
            what = f"this offers a choice that the original does not: “{_start(sides.target)}”"
            yield Problem(pair.translation.where, what, "join with an “and” what the original joins so")


@pair_rule
def translation_may_lost(pair: Pair) -> Iterator[Problem]:
    """What may be so in the original may be so in the translation.

    Bad: "La crema alivia el picor" for "The cream may ease the itch".
    Good: "La crema puede aliviar el picor".
    """
    for sides in pair.sentences if pair.language.words.guesses.get("may") else ():
        may = MAY.search(sides.source)
        if may and not pair.language.guesses(sides.target):
            what = f"the original says “{may.group()}”, and this says it as certain: “{_start(sides.target)}”"
            yield Problem(pair.translation.where, what, f"leave it open; {ADD_WORD} {pair.words_path}")


@pair_rule
def translation_claim_added(pair: Pair) -> Iterator[Problem]:
    """A translation does not claim what its original does not: that a thing is safe, cures, works, is better or sure.

    Bad: "Es una crema sin riesgos" for "It is a cream".
    Good: "Es una crema".
    """
    for sides in pair.sentences:
        for key, words in pair.language.claims(sides.target):
            if not CLAIMS[key].search(sides.source):
                yield Problem(pair.translation.where, f"“{words}” is a claim that the original does not make", "leave it out")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _times(count: int) -> str:
    return f" {count} times" if count > 1 else ""


def _start(sentence: str) -> str:
    return sentence if len(sentence) <= 50 else f"{sentence[:50]}…"
