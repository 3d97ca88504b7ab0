"""English words and their regular forms: what the plain words say in one form, a list or a quote may hold in another."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

VOWELS = frozenset("aeiou")
ENDINGS = re.compile(
    r"(?<=\w{5})(?:i[sz](?:ations?|ing|e[ds]?)|at(?:ion(?:s|al)?|ing|e[ds]?|ory)|ion(?:s|al)?|ical(?:ly)?|ics?|ally|ives?"
    r"|ous(?:ly)?|ments?|eutics?|ity|[ae]nc(?:y|ies|es?)|[ae]nts?|ia)$|(?<=\w{3})(?:ings?|ie[ds]|ed|[eo]rs?|est|ly|als?|us|um|is|es|[aesy])$"
)
"""Endings that make a word of another, and those of its forms. Too short a rest tells nothing: a titre is no titration."""

LONGEST_ENDING = len("isations")
LAST_OF_ENDINGS = frozenset("acdeglmnrsty")
NESS = re.compile(r"(?<=\w{4})ness$")
"""Taken away before the others: "effectiveness" is of the family of "effective"."""
SHORTEST = 9
"""Letters of a word from which "anti" may be taken away: an antigen is against no gene."""

LAST_LETTERS = frozenset("sydgrt")
"""Of the endings that `bases` takes away."""

IRREGULAR = {"suspic": "suspect"}
"""Families whose words differ before their endings: "suspicion", "suspected"."""
SHORTEST_BRITISH = 6
"""Letters of a word from which its spelling may be told: a toe is no "te"."""
BRITISH = re.compile(r"tre(?=s?$)")
"""The end of "centre"."""


@lru_cache(maxsize=1 << 16)
def bases(word: str) -> tuple[str, ...]:
    """The word, and each word of which it may be a regular form: plural, past, `un-`, `-ing`, `-er`, `-est`, `-ly`, `-ness`."""
    return tuple(dict.fromkeys(_bases(word))) if word[-1:] in LAST_LETTERS or word[:2] == "un" else (word,)


def _bases(word: str) -> Iterator[str]:
    yield word
    if word.endswith("s") and not word.endswith("ss"):
        yield from bases(word[:-1])
        if word.endswith("es"):
            yield word[:-2]
    if word.startswith("un") and not word.startswith("unun"):
        yield from bases(word[2:])
    if word.endswith("ness"):
        yield from (word[:-4], word[:-5] + "y")
    if word.endswith("ly"):
        yield from (word[:-2], word[:-1], word[:-1] + "e")
    for ending in ("ed", "ing", "er", "est"):
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            yield from _undone(word.removesuffix(ending))
    if word.endswith(("ies", "ied", "ier", "ily")):
        yield word[:-3] + "y"
    if word.endswith("iest"):
        yield word[:-4] + "y"


def _undone(rest: str) -> Iterator[str]:
    """What stood before an ending that may have doubled a letter (stopp-ed) or taken an "e" away (mak-ing)."""
    yield rest
    yield f"{rest}e"
    if rest[-1] == rest[-2] and rest[-1] not in VOWELS:
        yield rest[:-1]


def without_anti(word: str) -> str:
    """The word without what makes it one against an illness: "antileukemic" is of the family of "leukemia"."""
    return word[4:] if len(word) >= SHORTEST and word[:4].lower() == "anti" and word[4:].isalpha() else word


def one_letter_apart(first: str, second: str) -> bool:
    """Whether one word is the other with a letter more: a slip of the pen."""
    short, long = sorted((first, second), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def american(word: str) -> str:
    """A long word as it is spelled in America: "anaesthetic", "oedema", "tumour", "centre"."""
    if len(word) < SHORTEST_BRITISH:
        return word
    return BRITISH.sub("ter", word).replace("ae", "e").replace("oe", "e").replace("our", "or")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What words of one family share: "screened" and "screening", "diagnosis" and "diagnosed", "anaemia" and "anemia".

    For comparing two texts only: a stem is seldom a word. A word with a digit is a name, and has no forms.
    """
    plain = word.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    plain = plain.removesuffix("'s")
    if not plain.isalpha():
        return plain
    if plain.endswith(("tre", "tres")):
        plain = BRITISH.sub("ter", plain)
    if plain.endswith("ness"):
        plain = NESS.sub("", plain)
    plain = plain.replace("ae", "e").replace("oe", "e").replace("our", "or")
    ending = ENDINGS.search(plain, max(0, len(plain) - LONGEST_ENDING)) if plain[-1:] in LAST_OF_ENDINGS else None
    plain = plain[: ending.start()] if ending else plain
    doubled = len(plain) > 3 and plain[-1] == plain[-2]
    return IRREGULAR.get(plain, plain[:-1] if doubled else plain)
