"""What words mean, for holding a translation against its original: by the name of each sense, its English words."""

from dataclasses import dataclass
from typing import Literal

Held = Literal["turned", "added", "lost", "renamed"]
"""What a translation must not do: take one sense for another, bring one in, leave one out, or name one in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What words mean, by a name, and the English words for it; a star is any letters, and words may have spaces.

    `perhaps`: words that may mean it: its translation may have it, and need not. Of a sense that must not be left out, longer
    words in which those of the sense do not mean it.
    """

    name: str
    words: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """Senses of one line, and how a translation is held to them."""

    senses: tuple[Sense, ...]
    held: Held = "turned"
