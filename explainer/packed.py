"""A study as bytes until somebody looks into it: a site of thousands fits into memory, and most runs look into a few."""

import pickle
import zlib
from functools import lru_cache
from typing import Any, cast

from explainer.model import Trial

MOST_OPEN = 512
"""Studies in one language that stay open (100 kB each); those looked into longest ago are closed first."""


class PackedTrial(Trial):
    """A `Trial` of which only the number is at hand; to ask for anything else opens it."""

    __slots__ = ("packed",)
    packed: bytes

    @classmethod
    def of(cls, id: str, packed: bytes) -> "PackedTrial":
        """The study of a number from what `pack` made of it."""
        made = object.__new__(cls)
        object.__setattr__(made, "id", id)
        object.__setattr__(made, "packed", packed)
        return made

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a `Trial` has of that name)
        # Only what this does not have itself is asked for here.
        if name.startswith("__") or name == "packed":
            raise AttributeError(name)
        return getattr(_opened(self.packed), name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Packed it travels, too."""
        return PackedTrial.of, (self.id, self.packed)


def pack(trial: Trial) -> bytes:
    """A study for `PackedTrial`."""
    return zlib.compress(pickle.dumps(trial, pickle.HIGHEST_PROTOCOL), 1)


@lru_cache(maxsize=MOST_OPEN)
def _opened(packed: bytes) -> Trial:
    return cast("Trial", pickle.loads(zlib.decompress(packed)))  # noqa: S301 (made by `pack`, or kept by a `Store`)
