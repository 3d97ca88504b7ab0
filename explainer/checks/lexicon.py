"""Text of any language with one way to write it, and the words of a table as patterns over it."""

import re
from collections.abc import Iterable

HAN, ARABIC = "\u3400-\u9fff", "\u0600-\u06ff"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOREIGN = {first + n: str(n) for first in (0x0660, 0x06F0) for n in range(10)} | {ord("٪"): "%", ord("٫"): ".", ord("٬"): ""}
UNSEEN = dict.fromkeys([*range(0x064B, 0x0653), 0x0670, 0x0640, 0x200E, 0x200F, *range(0x2066, 0x206A), 0x00AD])
"""Vowel marks, the stroke that lengthens an Arabic word, and signs of direction."""
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u3000"), " ")
FOLDED = FULL_WIDTH | FOREIGN | UNSEEN | SPACES | {ord("’"): "'"}
SEAM = re.compile(rf"(?<=[{HAN}{ARABIC}])(?=[a-z\d])|(?<=[a-z\d%])(?=[{HAN}{ARABIC}])")
LETTER = rf"[^\W\d_{HAN}]"
ANY_ENDING = rf"{LETTER}{{0,20}}"
ON_FRONT = "(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)??"
"""What Arabic writes on to the front of a word; a word that begins so by itself is read first."""
APART = re.compile("الـ ?(?=[\\dA-Za-z])")
"""The Arabic article before digits and letters of another script."""


class Lexicon:
    """Words of a table as one pattern, the longest first, and what each of them means."""

    def __init__(self, table: Iterable[tuple[str, Iterable[str]]], *, end: str = "") -> None:
        groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for key, words in table:
            for word in map(folded, words):
                groups.setdefault(_edges(word), []).append((word, key))
        parts = []
        self.keys = []
        for (before, after), flat in groups.items():
            flat.sort(key=lambda pair: -len(pair[0]))
            self.keys += [key for _, key in flat]
            parts.append(f"{before}(?:{'|'.join(f'({_spaced(word)})' for word, _ in flat)}){after}")
        self.pattern = re.compile(f"(?:{'|'.join(parts) or '(?!)'}){end}")

    def key(self, match: re.Match[str]) -> str:
        """What the word that was found means."""
        return self.keys[(match.lastindex or 1) - 1]


def folded(text: str) -> str:
    """A text with one way to write a digit, a space and a letter."""
    return APART.sub("", text).translate(FOLDED).lower()


def _spaced(word: str) -> str:
    return r"\s+".join(re.escape(part).replace(r"\*", ANY_ENDING) for part in word.split())


def _edges(word: str) -> tuple[str, str]:
    """What has to stand around a word: letters end where others begin, a word in Chinese may stand anywhere."""
    if re.match(f"[{HAN}]", word):
        return "", ""
    front = ON_FRONT if re.match(f"[*{ARABIC}]", word) else ""
    return rf"(?:(?<!{LETTER})|(?!{LETTER})){front}", rf"(?:(?!{LETTER})|(?<!{LETTER}))"
