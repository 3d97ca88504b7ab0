"""Months, medicines and words of the wrong language in a translation, held against its original.

A name that is written by its sound is compared by its sounds: in Latin letters and in Arabic, not in Chinese.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

from explainer.checks.aligned import sentences_of
from explainer.checks.kept import kept
from explainer.checks.lexicon import LETTER
from explainer.checks.medicine_names import SHORTEST, by_name
from explainer.checks.rule import Problem
from explainer.checks.senses import Dictionary
from explainer.checks.translation import Pair, pair_rule
from explainer.language.locales import Locale
from explainer.language.messages import OTHER_NAMES
from explainer.language.words import Words
from explainer.senses import Senses

ENGLISH = Locale("en")
NAMES = "|".join(sorted(ENGLISH.months, key=len, reverse=True))
MONTH = re.compile(rf"\b(?:{NAMES})\b(?: \d|,)|\d (?:{NAMES})\b|\b(?!may|march)(?:{NAMES})\b|\b\d{{4}}-(\d\d?)\b")
"""A month of a folded original; "may" and "march" are months beside a number."""
NUMBERED = re.compile(r"(?<!\d)(\d{1,2}) ?月")
"""Chinese numbers the months: 6 月; "6 个月" is six months."""
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 0.7
"""How much of its sounds two names of one medicine have in common, at least: venlafaxine and varenicline have less."""
ENOUGH_TO_STAY = 0.76
"""And of a medicine that may be of no one: aciclovir and score have less."""
MOST_NAMES = 20
"""Medicines of one text that are compared: each is held against all words of the other."""
SOUNDED = ("Latn", "Arab")
"""Scripts that write the sounds of a name."""
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
TEXT = re.compile(rf"\b(?!of\b|and\b|or\b|in\b){SMALL_WORD.pattern[2:]}")
LETTERS = re.compile(r"[a-z]{3}")
"""Names in capitals (ELISA) are the same in every script; words are not."""
SEVERAL = 3
"""From so many words on, what is the same in both languages is a text."""
OF_NAMES = frozenset("and of for the in at on".split())
"""Small words inside of names."""
PHRASE = re.compile(r"(?<![^\W_])[a-z]{2,}(?: [a-z]{2,})+(?![^\W_])")
ENGLISH_WORD = re.compile(rf"{SMALL_WORD.pattern}|th|sh|wh|gh|ck|k|w|ee|oo|\w{{3}}(?:ing|ed|ness|ful|ly)\b")
"""A word with letters that words of small letters have in no other of our languages in Latin script."""
GLOSS = re.compile(r"(?<![»”\"」』] )[(（]([^()（）]+)[)）]|[«“\"「『]([^»”\"」』]+)[»”\"」』](?! ?[(（])")
"""What stands in brackets, but not behind a quote; and what is quoted and not said again in brackets."""
QUOTES = re.compile('[«“"「『]')
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
    language = _written(pair.senses, pair.language.words)
    sounded, written = pair.locale.script in SOUNDED, language.said(pair.target)
    heard = _heard(pair.target) if sounded else []
    for kind, name in islice(by_name(pair.senses).named(pair.source), MOST_NAMES):
        # Where no sounds are written, a name is told by its kind, or stands as it is.
        told = _alike(name, heard) if sounded else kind not in language.kinds or kind in written or name in pair.target
        if not told:
            yield Problem(pair.translation.where, f"the medicine “{name}” is not named", "name it as this language writes it")


@pair_rule
def translation_medicine_added(pair: Pair) -> Iterator[Problem]:
    """A translation names no medicine that its original does not: `words.toml` has the endings of these names.

    Bad: "un medicamento, como la amitriptilina" for "a medicine".
    Good: "un medicamento".
    """
    written = _written(pair.senses, pair.language.words).said(pair.target)
    sounded = pair.locale.script in SOUNDED
    heard, kinds = (_heard(pair.source), by_name(pair.senses).spoken(pair.source)) if written else ([], set())
    names = dict.fromkeys(name for kind, each in written.items() if sounded or kind not in kinds for name in each)
    for name in islice(names, MOST_NAMES):
        if not sounded or not _alike(name, heard, ENOUGH_TO_STAY):
            what = f"“{name}” is a medicine that the original does not name"
            yield Problem(pair.translation.where, what, "leave it out, or name the medicine of the original")


class Written:
    """The endings by which a language knows the names of medicines."""

    def __init__(self, table: tuple[Senses, ...], words: Words) -> None:
        every = [sense.name for line in table if line.held == "renamed" for sense in line.senses]
        self.kinds = {name for name in every if name in words.senses}
        self.said = Dictionary((kind, words.senses[kind]) for kind in self.kinds).said
        """The medicines that a folded translation names, by their kinds."""


@kept(most=16)
def _written(table: tuple[Senses, ...], words: Words) -> Written:
    return Written(table, words)


def _heard(text: str) -> list[str]:
    """The sounds of the longer words of a folded text, each once."""
    return list(dict.fromkeys(_sounds(word) for word in WORD.findall(text) if len(word) >= SHORTEST))


def _alike(name: str, heard: list[str], enough: float = ENOUGH) -> bool:
    return bool(get_close_matches(_sounds(name), heard, n=1, cutoff=enough))


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

    Bad: "Ask the study team." in a Spanish catalog; "una infección que no esté under control"; "un substance use disorder".
    Good: "Pregunte al equipo del estudio."; "una infección que no esté controlada".
    """
    left = [*_sentences_left(pair), *_phrases_left(pair)] if pair.role != OTHER_NAMES else []
    for text in left[:1]:
        what = f"this is left as it was: “{text[:60]}”"
        yield Problem(pair.translation.where, what, "translate it, or leave the whole message empty")


def _sentences_left(pair: Pair) -> Iterator[str]:
    for sentence in sentences_of(pair.original.plain):
        words = WORD.findall(sentence)
        if sentence != pair.translation.plain and all(word[:1].isupper() or word in OF_NAMES for word in words):
            continue  # (behind an initial: "H. Lee Moffitt Cancer Center and Research Institute")
        text = len(words) >= SEVERAL or SMALL_WORD.search(sentence)
        foreign = pair.locale.script != "Latn" and LETTERS.search(sentence)
        if (text and sentence in pair.translation.plain) or (foreign and sentence == pair.translation.plain):
            yield sentence


def _phrases_left(pair: Pair) -> Iterator[str]:
    own = f" {' '.join(WORD.findall(pair.source))} "
    # Names have capital letters, and may stay; so may words that are the same in both languages.
    for match in GLOSS.finditer(pair.translation.plain):
        # A name has capitals; and what is quoted may be one without.
        for words in PHRASE.findall(match[1] or match[2]) if not QUOTES.search(match[1] or "") else ():
            # A name of the record may stay in quotes; what has more small words than these is a text.
            text = len(words.split()) >= SEVERAL if match[1] else len(words.split()) > SEVERAL and TEXT.search(words)
            if text and f" {words} " in own:
                yield words
    for match in PHRASE.finditer(IN_MARKS.sub(".", pair.translation.plain)):
        words = match.group().split()
        for at in range(len(words) - 1):
            two, three = (" ".join(words[at : at + count]) for count in (2, SEVERAL))
            if f" {two} " in own and (pair.locale.script != "Latn" or ENGLISH_WORD.search(two)):
                yield two
            elif at + SEVERAL <= len(words) and f" {three} " in own:
                yield three
