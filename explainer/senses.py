"""What words mean, for holding a translation against its original: by the name of each sense, its English words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What words mean, by a name, and the English words for it; a star is any letters, and words may have spaces.

    `perhaps`: words that may mean it. Its translation may have it, and need not.
    """

    name: str
    words: tuple[str, ...]
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """Senses of which a translation must take none for another. `alone`: none may come in that the original does not have."""

    senses: tuple[Sense, ...]
    alone: bool = False
