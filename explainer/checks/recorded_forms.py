"""In which other form the quotes of a record may have a word of ours: what it means, what it is short for, or a slip."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from explainer.checks.inflection import one_letter_apart, stem, without_anti
from explainer.checks.meanings import Meanings
from explainer.checks.names import spelled_out, squeezed
from explainer.checks.quantities import quantities
from explainer.checks.wording import straight
from explainer.model import Message
from explainer.record import Record

LETTER = r"[^\W_¹²³⁰⁴-⁹]"
WORD = re.compile(rf"{LETTER}+(?:['.-]{LETTER}+)*")
PART = re.compile(f"{LETTER}+")
GLUED = re.compile(r"\d+([^\W\d_]{2,})|([A-Z]{3,})\d+\.\d+")
"""A number that a record writes in one word with its unit ("100MBq"), or a version with its name ("RECIST1.1")."""
IN_BRACKETS = re.compile(r"\(([A-Z]{2,6})s?\)")
SAFE = 10
"""From so many letters on, a word that lacks one letter of another is a slip of the pen."""
LONGEST = 40
OF_A_RANK = re.compile(r"\d[A-Ca-c]")
LETTERED = r"\b({})[a-z]+ (?:[A-E](?:,|/| or| and) ?)*{}\b"
CLIPPED = re.compile(r"(?<![\w-])([A-Za-z]{3,}o)-[a-z]")
SHORT = re.compile(r"[A-Z]{3,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Messages, the stems of the words that may stand in them, and the record's texts that they are about."""

    record: Record
    messages: tuple[Message, ...]
    given: frozenset[str]
    texts: tuple[str, ...]


@lru_cache(maxsize=1 << 14)
def forms_of(text: str) -> frozenset[str]:
    """The stems of the words of a text, and of the parts of those with hyphens."""
    text = straight(text)
    words = {*WORD.findall(text), *PART.findall(text)}
    words |= {word.replace("-", "") for word in words if "-" in word}
    words |= {match[1] or match[2] for word in words if (match := GLUED.fullmatch(word))}
    return frozenset(map(stem, {*words, *(without_anti(word) for word in words if len(word) >= SAFE)}))


def recorded_in_another_form(
    word: str, said: str, held: Held, known: Mapping[str, bool], health: Meanings, *, is_name: bool
) -> bool:
    """Whether the texts have a word in another form. `said`: where it stands; `known`: whether a word is an everyday one."""
    texts, low = held.texts, word.lower()
    return (
        (is_name and _initials(word, texts))
        or _means(low, texts, health)
        or _spelled(word, said, held)
        or _of_number_or_letter(word, said, texts)
        or _of_a_slip(low, texts)
        or _clipped(low, texts, known)
    )


def _means(word: str, texts: tuple[str, ...], health: Meanings) -> bool:
    """Whether the table of health words says that it stands for a word of the texts."""
    lines = health.of_plain(word)
    return bool(lines) and any(lines & health.of_text(text) for text in texts)


def _initials(word: str, texts: tuple[str, ...]) -> bool:
    """Whether an abbreviation is made of the first letters of words that a text has one after the other: BMI."""
    if not SHORT.fullmatch(word):
        return False
    pattern = re.compile(r"\b" + r"\w+[ -]".join(word), re.IGNORECASE)
    return any(pattern.search(text) for text in texts)


def _of_number_or_letter(word: str, said: str, texts: tuple[str, ...]) -> bool:
    """Whether a stage is one of the texts in other numerals ("3B" for IIIB), or a letter that of an abbreviation (HBV)."""
    if OF_A_RANK.fullmatch(word):
        return any(quantity.value == word.lower() for text in texts for quantity in quantities(text))
    if not (len(word) == 1 and word.isupper()):
        return False
    firsts = [match[1] for match in re.finditer(LETTERED.format("[Hh](?=epatitis)|[Vv](?=itamin)", word), said)]
    return any(re.search(rf"\b{first.upper()}{word}[A-Zs]", text) for first in firsts for text in texts)


def _spelled(word: str, said: str, held: Held) -> bool:
    """Whether a word is of the full name of an abbreviation of the texts, or short for their words: as the record spells it."""
    own = spelled_out(held.record).get(squeezed(word))
    if own and word.isupper() and forms_of(own) <= held.given:
        return True
    spelled = [short for short, full in spelled_out(held.record).items() if stem(word) in forms_of(full)]
    texts = " ".join(held.texts) if spelled or "(" in said else ""
    if spelled and not {squeezed(token) for token in texts.split()}.isdisjoint(spelled):
        return True
    for match in IN_BRACKETS.finditer(said):
        full = PART.findall(said[: match.start()])[-len(match[1]) :]
        if word in {*full, "-".join(full[:2])} and match[1] in texts and "".join(w[0] for w in full).upper() == match[1]:
            return True
    return False


@lru_cache(maxsize=1 << 14)
def _long_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in PART.findall(text) if len(word) >= SAFE - 1)


def _of_a_slip(word: str, texts: tuple[str, ...]) -> bool:
    """Whether a text has a long word with one letter more or less: "chemnotherapy"."""
    if not SAFE <= len(word) <= LONGEST:
        return False
    return any(one_letter_apart(word, near) for near in frozenset[str]().union(*map(_long_words, texts)))


def _clipped(word: str, texts: tuple[str, ...], known: Mapping[str, bool]) -> bool:
    """Whether a text has the head of a word for the whole of it: "angio-guided" for angiography."""
    heads = (match[1].lower() for text in texts for match in CLIPPED.finditer(text))
    return any(word.startswith(head) and not known[head] for head in heads)
