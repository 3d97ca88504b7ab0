"""Text to the keys under which a search finds it: the same for accents, case, plurals, spellings and many slips, in any script.

`static/search.js` does the same for a site without a server, and one table of cases holds both (tests/test_search.py). So
nothing here may lean on a library's taste: Unicode's own tables, and rules that fit in a line.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

_PLANE = [chr(number) for number in range(0x10000) if not 0xD800 <= number <= 0xDFFF]
MARKS = "".join(sign for sign in _PLANE if unicodedata.category(sign)[0] == "M")
"""JavaScript's `\\p{M}`: signs that belong to the letter before them."""
JOINED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
WORD = re.compile(rf"\w[\w{MARKS}]*(?:['’]s\b)?")
"""A word where no joined sign is about; `PIECE` finds those too, one by one."""
PIECE = re.compile(rf"(?![{JOINED}])\w(?:(?![{JOINED}])[\w{MARKS}])*(?:['’]s\b)?|(?=[\w{MARKS}])[{JOINED}]")
NOT_WORD = re.compile(rf"['’]s$|[^\w{MARKS}]")
ANY_JOINED = re.compile(f"[{JOINED}]")
LATIN = re.compile("[a-z]+")

# Accents, Hebrew points, Arabic vowel signs. Not all marks: in Indic scripts the vowels are marks.
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0640]"
)
_LETTERS = {"ς": "σ", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"}
_DIGITS = {sign: str(unicodedata.digit(sign)) for sign in _PLANE if unicodedata.category(sign) == "Nd"}
_TABLE = str.maketrans(_LETTERS | _DIGITS)

# One sound written in two ways, by spelling or by slip: oedema and edema, leukaemia and leucemia, nephritis and nefritis.
_SOUNDS = (("ph", "f"), ("th", "t"), ("ch", "c"), ("ae", "e"), ("oe", "e"), ("ou", "o"), ("y", "i"), ("k", "c"), ("z", "s"))
# Arabic writes "the", with "and", "with", "for" before it, onto the word.
_ARTICLE = re.compile("^(?:[وبفك]?ال|لل)(?=.{3})")
_IES, _ONE_OF_MANY = re.compile("(?<=..)ies$"), re.compile("(?<=..[^sui])s$")
_TWICE = re.compile(r"(.)\1+")
SHORT = 4
"""Words up to this length keep their spelling: too many of them differ in a letter only."""


def clean(text: str) -> str:
    """What a reader typed, without control, bidi or half signs, white space folded."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def fold(text: str) -> str:
    """Without case, accents and letter forms."""
    # Up and down again is what JavaScript can do of full case folding: ß and SS meet.
    return _DROPPED.sub("", unicodedata.normalize("NFKD", text).upper().lower()).translate(_TABLE)


def key(word: str) -> str:
    """The key of one written word."""
    key = NOT_WORD.sub("", fold(word))
    if not LATIN.fullmatch(key):
        return _ARTICLE.sub("", key)
    key = _ONE_OF_MANY.sub("", _IES.sub("y", key))
    if len(key) <= SHORT:
        return key
    for written, sound in _SOUNDS:
        key = key.replace(written, sound)
    return _TWICE.sub(r"\1", key)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text and its key. In scripts without spaces pieces overlap: two signs each, and the last one alone."""

    start: int
    end: int
    key: str


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text, in order."""
    found = list(PIECE.finditer(text))
    for this, after in zip_longest(found, found[1:]):
        start, end = this.span()
        if not ANY_JOINED.match(this[0]):
            yield Piece(start, end, key(this[0]))
            continue
        if after and after.start() == end and ANY_JOINED.match(after[0]):
            end = after.end()
        yield Piece(start, end, fold(text[start:end]))


class Keys(dict[str, str]):
    """The key of each word met so far, which is what makes an index of many studies quick to build."""

    def __missing__(self, word: str) -> str:
        self[word] = found = key(word)
        return found

    def of(self, text: str) -> set[str]:
        """The keys of a text."""
        if not text.isascii() and ANY_JOINED.search(text):
            return {piece.key for piece in pieces(text)}
        return set(map(self.__getitem__, WORD.findall(text)))


def slips(key: str) -> int:
    """How many slips of the pen a word may hold and still be found: a small one none, one with a digit none (CD19, CD20)."""
    if not key.isalpha() or ANY_JOINED.search(key) or len(key) <= SHORT:
        return 0
    return 1 if len(key) < SHORT * 2 else 2


def threes(key: str) -> frozenset[str]:
    """Each three neighbouring letters of a word, its two ends included."""
    padded = f"^^{key}$$"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def distance(one: str, other: str, most: int) -> int:
    """How many letters are missing, added, changed or swapped with their neighbour; `most` + 1 stands for more than `most`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and its == one[i - 2]:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
