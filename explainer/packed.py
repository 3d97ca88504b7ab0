"""A study as bytes until somebody looks into it: a site of thousands fits into memory, and most runs look into a few."""

import pickle
import zlib
from functools import lru_cache
from typing import Any, NamedTuple

from explainer.model import Trial
from explainer.pickled import pickled

MOST_OPEN = 64
"""Studies in one language that stay open (100 kB each); those looked into longest ago are closed first. An export makes all
pages of one study together, so that more would only fill its memory."""


class Packed(NamedTuple):
    """A study, and what was worked out of it when it was read. Each is from `pack`.

    `listed`, `entry`: the little that lists and the search show: to make those, no study is opened. `found`: what a program
    finds in its record.
    """

    trial: bytes
    listed: bytes
    entry: bytes
    found: bytes


class PackedTrial(Trial):
    """A `Trial` of which only the number is at hand; to ask for anything else opens it."""

    __slots__ = ("packed",)
    packed: Packed

    @classmethod
    def of(cls, id: str, packed: Packed) -> "PackedTrial":
        """The study of a number from what `pack` made of it."""
        made = object.__new__(cls)
        object.__setattr__(made, "id", id)
        object.__setattr__(made, "packed", packed)
        return made

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a `Trial` has of that name)
        # Only what this does not have itself is asked for here.
        if name.startswith("__") or name == "packed":
            raise AttributeError(name)
        return getattr(_opened(self.packed.trial), name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Packed it travels, too."""
        return PackedTrial.of, (self.id, self.packed)


def pack(value: object) -> bytes:
    """A value for `Packed`."""
    return zlib.compress(pickled(value), 1)


def unpack(packed: bytes) -> Any:  # noqa: ANN401 (what it was)
    """What `pack` was given."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 (made by `pack`, or kept by a `Store`)


_opened = lru_cache(maxsize=MOST_OPEN)(unpack)
