"""Text of any language with one way to write it, and the words of a table as patterns over it."""

import re
from collections.abc import Iterable
from itertools import pairwise

HAN, ARABIC = "\u3400-\u9fff", "\u0600-\u06ff"
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOREIGN = {first + n: str(n) for first in (0x0660, 0x06F0) for n in range(10)} | {ord("٪"): "%", ord("٫"): ".", ord("٬"): ""}
UNSEEN = dict.fromkeys([*range(0x064B, 0x0653), 0x0670, 0x0640, 0x200E, 0x200F, *range(0x2066, 0x206A), 0x00AD])
"""Vowel marks, the stroke that lengthens an Arabic word, and signs of direction."""
RANGE = {ord("～"): "–"}
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u3000"), " ")
FOLDED = FULL_WIDTH | FOREIGN | UNSEEN | SPACES | RANGE | {ord("’"): "'"}
SEAM = re.compile(rf"(?<=[{HAN}{ARABIC}])(?=[a-z\d])|(?<=[a-z\d%])(?=[{HAN}{ARABIC}])")
LETTER = rf"[^\W\d_{HAN}]"
IN_A_WORD = r"[^\W\d_]"
"""A letter behind others of its word. (Each place of a pattern that leaves a range of 27,000 characters out takes a millisecond
to compile, and the tables have hundreds; between letters and Chinese stands a seam.)"""
ANY_ENDING = rf"{IN_A_WORD}{{0,20}}"
ON_FRONT = "(?:[وف]?(?:[بلك]?ال|لل|[بلك])?)??"
"""What Arabic writes on to the front of a word; a word that begins so by itself is read first."""
WORDS_BETWEEN = rf"(?:\s+{IN_A_WORD}(?:{IN_A_WORD}|['-]){{0,20}}){{0,3}}?"
BETWEEN_HAN = r"[^\d。；;！!？?，,]{0,24}?"
AFTER_HAN = rf"(?:(?![一二两三四五六七八九十半])[{HAN}]){{0,10}}?"
"""What … stands for: in Chinese a few characters, and more of them where a word follows that ends them."""
APART = re.compile("الـ ?(?=[\\dA-Za-z])")
"""The Arabic article before digits and letters of another script."""


class Lexicon:
    """Words of a table as one pattern, the longest first, and what each of them means."""

    def __init__(self, table: Iterable[tuple[str, Iterable[str]]], *, end: str = "") -> None:
        groups: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
        for key, words in table:
            for word in map(folded, words):
                group = groups.setdefault(_edges(word), {})
                group[word] = (*group.get(word, ()), key)
        parts = []
        self.keys: list[tuple[str, ...]] = []
        for (before, after), group in groups.items():
            flat = sorted(group.items(), key=lambda pair: -len(pair[0]))
            self.keys += [keys for _, keys in flat]
            # Most letters begin no word: to look at one first takes a third of the time.
            first = r"[^\W\d_]" if ON_FRONT in before else f"[{re.escape(''.join(sorted({word[0] for word in group})))}]"
            parts.append(f"(?={first}){before}(?:{'|'.join(f'({_spaced(word)})' for word, _ in flat)}){after}")
        self.pattern = re.compile(f"(?:{'|'.join(parts) or '(?!)'}){end}")

    def key(self, match: re.Match[str]) -> str:
        """What the word that was found means first of all."""
        return self.keys_of(match)[0]

    def keys_of(self, match: re.Match[str]) -> tuple[str, ...]:
        """All that it may mean: a word may stand under two keys."""
        return self.keys[(match.lastindex or 1) - 1]


def folded(text: str) -> str:
    """A text with one way to write a digit, a space and a letter."""
    # Most are asked about in English, where capitals are all that there is to fold.
    return text.lower() if text.isascii() else APART.sub("", with_halves(text)).translate(FOLDED).lower()


def with_halves(text: str) -> str:
    """A text with decimals for the sign of a half: 1½ is 1.5."""
    return text if "½" not in text else re.sub(r"(?<!\d)½", "0.5", re.sub(r"(?<=\d) ?½", ".5", text))


def _spaced(word: str) -> str:
    """A word of a table as a pattern: * is any ending or beginning, and … a few words more."""
    parts = [re.escape(part).replace(r"\*", ANY_ENDING) for part in word.replace("…", " … ").split()]
    han = re.match(f"[{HAN}]", word)
    found = parts[0]
    for before, part in pairwise(parts):
        if part == "…":
            found += (BETWEEN_HAN if part is not parts[-1] else AFTER_HAN) if han else WORDS_BETWEEN
        else:
            found += part if han and before == "…" else rf"\s+{part}"
    return found


def _edges(word: str) -> tuple[str, str]:
    """What has to stand around a word: letters end where others begin, a word in Chinese may stand anywhere."""
    if re.match(f"[{HAN}]", word):
        return "", ""
    front = ON_FRONT if re.match(f"[*{ARABIC}]", word) else ""
    return rf"(?:(?<!{LETTER})|(?!{LETTER})){front}", rf"(?:(?!{LETTER})|(?<!{LETTER}))"
