"""Patterns of English words, in which capitals and small letters are one. Most texts have none of what a rule looks for.

Python asks at each letter of a text whether a word begins there, and to fold letters takes it as long again. So a text is first
looked through in small letters, from one sign that is no letter to the next, which takes a quarter of the time; and only from
the first place that may do is it held against the pattern itself. What no text asks for is never compiled.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

PIECE = re.compile(r"\\.|.", re.DOTALL)
CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]", re.DOTALL)
AT_A_WORD = re.compile(r"((?:\(\?<?[!=][^()]*\))*)(?:\\b|\(\?<!\\w\))")
"""How a pattern begins that is found where a word begins only; what else has to stand there, or must not, may come first."""
NO_LETTER = r"[^a-z0-9_\w]"
"""No letter of any script: the plain ones are named because they are told apart faster so."""


class Phrases:
    r"""A pattern, for texts in which it is seldom found. Behind a `\b` that begins it, or an alternative, stands a letter."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def search(self, text: str, *window: int) -> re.Match[str] | None:
        """The first place, in a window of the text; this and the others are those of `re.Pattern`."""
        at = window[0] if window else self._first(text)
        return None if at is None else self.exact.search(text, at, *window[1:])

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth while to look for it."""
        return self._first(text) is not None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Each place."""
        at = self._first(text)
        return iter(()) if at is None else self.exact.finditer(text, at)

    def findall(self, text: str) -> list[str]:
        """What stands in each place, where the pattern has no group."""
        return [match.group() for match in self.finditer(text)]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else in each place."""
        return text if self._first(text) is None else self.exact.sub(by, text)

    @cached_property
    def exact(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern, re.IGNORECASE)

    @cached_property
    def _in_small(self) -> list[tuple[str, re.Pattern[str]]]:
        """What may be found behind a sign that is no letter, for which a text has to begin with one; and what anywhere."""
        small = _alternatives(CAPITAL.sub(_lowered, self.pattern))
        at_a_word = [AT_A_WORD.sub(r"\1", each, count=1) for each in small if AT_A_WORD.match(each)]
        anywhere = [each for each in small if not AT_A_WORD.match(each)]
        found = [(" ", f"{NO_LETTER}(?:{'|'.join(at_a_word)})")] if at_a_word else []
        found += [("", "|".join(anywhere))] if anywhere else []
        return [(lead, re.compile(pattern)) for lead, pattern in found]

    def _first(self, text: str) -> int | None:
        """The place of a text before which the pattern is not found; none where it is not found at all."""
        small = text.lower()
        first = None
        for lead, pattern in self._in_small:
            found = pattern.search(lead + small)
            if found and (first is None or found.start() < first):
                first = found.start()
        # (In small letters “İ” is two.)
        return first if first is None or len(small) == len(text) else 0


def _lowered(match: re.Match[str]) -> str:
    return match.group().lower() if len(match.group()) == 1 else match.group()


def _alternatives(pattern: str) -> list[str]:
    """What the strokes outside of all brackets divide."""
    found, depth, in_class = [""], 0, False
    for piece in PIECE.findall(pattern):
        if in_class:
            in_class = piece != "]"
        elif piece == "[":
            in_class = True
        else:
            depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth and not in_class:
            found.append("")
        else:
            found[-1] += piece
    return found
