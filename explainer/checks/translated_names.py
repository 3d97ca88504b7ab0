"""Months, medicines and words of the wrong language in a translation, held against its original.

A name that is written by its sound is compared by its sounds: in Latin letters and in Arabic, not in Chinese.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from explainer.checks.aligned import sentences_of
from explainer.checks.lexicon import LETTER
from explainer.checks.medicine_names import SHORTEST, by_name
from explainer.checks.rule import Problem
from explainer.checks.translation import Pair, pair_rule
from explainer.language.locales import Locale
from explainer.language.messages import OTHER_NAMES

ENGLISH = Locale("en")
NAMES = "|".join(sorted(ENGLISH.months, key=len, reverse=True))
MONTH = re.compile(rf"\b(?:{NAMES})\b(?: \d|,)|\d (?:{NAMES})\b|\b(?!may|march)(?:{NAMES})\b|\b\d{{4}}-(\d\d?)\b")
"""A month of a folded original; "may" and "march" are months beside a number."""
NUMBERED = re.compile(r"(?<!\d)(\d{1,2}) ?月")
"""Chinese numbers the months: 6 月; "6 个月" is six months."""
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 0.7
"""How much of its sounds two names of one medicine have in common, at least: venlafaxine and varenicline have less."""
SOUNDS = (
    *((old, new) for old, new in zip("ph th rh ch qu ck ce ci cy".split(), "f t r k k k se si si".split(), strict=True)),
    *zip("cyzxhœævpgqw", ["k", "i", "s", "ks", "", "e", "e", "f", "b", "j", "k", "u"], strict=True),
)
"""Letters of one sound in Latin script, the longer first."""
ARABIC_SOUNDS = str.maketrans(dict(zip("بتثجخدذرزسشصضطظغفقكلمن", "btsjkddrssssdtsjfkklmn", strict=True)))
ARABIC = re.compile(r"[\u0600-\u06ff]")
ARTICLE = re.compile("^(?:[وف]?(?:[بلك]?ال|لل))")
VOWEL = re.compile(r"[^b-df-hj-np-tv-xz]")
TWICE = re.compile(r"(.)\1+")
SMALL_WORD = re.compile(
    r"\b(?:the|an?|of|you|your|my|is|are|what|how|who|when|where|why|to|for|in|and|or|this|with|under|that|not|has|on|at|from)\b",
    re.IGNORECASE,
)
"""A word that no name is made of without others: what holds it is a text, however short."""
LETTERS = re.compile(r"[a-z]{3}")
"""Names in capitals (ELISA) are the same in every script; words are not."""
SEVERAL = 3
"""From so many words on, what is the same in both languages is a text."""
PHRASE = re.compile(r"(?<![^\W_])[a-z]{2,}(?: [a-z]{2,})+(?![^\W_])")
IN_MARKS = re.compile(r"[«“\"「『][^»”\"」』]*[»”\"」』]|\([^()]*\)|（[^（）]*）")


@pair_rule
def translation_month_changed(pair: Pair) -> Iterator[Problem]:
    """A translation names the months of its original.

    Bad: "en mayo de 2027" for "in March 2027".
    Good: "en marzo de 2027".
    """
    named = {_number(match.group(), match[1]) for match in MONTH.finditer(pair.source)}
    said = {pair.locale.months[word] for word in _months(pair.locale).findall(pair.target)}
    said |= {int(number) for number in NUMBERED.findall(pair.target)} if pair.locale.script.startswith("Han") else set()
    names = {number: name.capitalize() for name, number in ENGLISH.months.items()}
    for number in sorted(said - named) if named else ():
        what = f"the original does not name {names.get(number, number)}"
        yield Problem(
            pair.translation.where, what, f"it names {', '.join(names[each] for each in sorted(named))}: name no other"
        )


@lru_cache(maxsize=16)
def _months(locale: Locale) -> re.Pattern[str]:
    """The names of the months: between other letters they are none, but in Chinese nothing stands between words."""
    names = "|".join(map(re.escape, sorted(locale.months, key=len, reverse=True)))
    return re.compile(names if locale.script.startswith("Han") else rf"(?<!{LETTER})(?:{names})(?!{LETTER})")


def _number(month: str, iso: str | None) -> int:
    return int(iso) if iso else ENGLISH.months[WORD.findall(month)[0]]


@pair_rule
def translation_medicine_changed(pair: Pair) -> Iterator[Problem]:
    """A medicine has the name of its original, as the language writes it: `content/senses.md` has the endings of these names.

    Bad: "venlafaxina" for "varenicline".
    Good: "vareniclina".
    """
    if pair.locale.script not in ("Latn", "Arab"):
        return
    sounds = [_sounds(word) for word in WORD.findall(pair.target) if len(word) >= SHORTEST]
    for name in by_name(pair.senses).named(pair.source):
        wanted = _sounds(name)
        if not any(SequenceMatcher(None, wanted, each).ratio() >= ENOUGH for each in sounds):
            yield Problem(pair.translation.where, f"the medicine “{name}” is not named", "name it as this language writes it")


def _sounds(word: str) -> str:
    """The consonants of a word, one letter a sound, in Latin letters."""
    if ARABIC.search(word):
        word = ARTICLE.sub("", word).translate(ARABIC_SOUNDS)
    else:
        word = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
        for old, new in SOUNDS:
            word = word.replace(old, new)
    return TWICE.sub(r"\1", VOWEL.sub("", word))


@pair_rule
def left_as_it_was(pair: Pair) -> Iterator[Problem]:
    """A translation is in its own language: each sentence of it, and each phrase that is not in quotation marks or brackets.

    Bad: "Ask the study team." in a Spanish catalog; "una infección que no esté under control".
    Good: "Pregunte al equipo del estudio."; "una infección que no esté controlada".
    """
    left = [*_sentences_left(pair), *_phrases_left(pair)] if pair.role != OTHER_NAMES else []
    for text in left[:1]:
        what = f"this is left as it was: “{text[:60]}”"
        yield Problem(pair.translation.where, what, "translate it, or leave the whole message empty")


def _sentences_left(pair: Pair) -> Iterator[str]:
    for sentence in sentences_of(pair.original.plain):
        text = len(WORD.findall(sentence)) >= SEVERAL or SMALL_WORD.search(sentence)
        foreign = pair.locale.script != "Latn" and LETTERS.search(sentence)
        if (text and sentence in pair.translation.plain) or (foreign and sentence == pair.translation.plain):
            yield sentence


def _phrases_left(pair: Pair) -> Iterator[str]:
    own = f" {' '.join(WORD.findall(pair.source))} "
    # Names have capital letters, and may stay; so may words that are the same in both languages.
    for match in PHRASE.finditer(IN_MARKS.sub(".", pair.translation.plain)):
        for first, second in pairwise(match.group().split()):
            phrase = f"{first} {second}"
            if f" {phrase} " in own and (pair.locale.script != "Latn" or SMALL_WORD.search(phrase)):
                yield phrase
