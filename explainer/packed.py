"""A study as bytes until somebody looks into it: a site of thousands fits into memory, and most runs look into a few."""

import io
import pickle
import zlib
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from explainer.model import Trial

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
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(value)
    return zlib.compress(packed.getvalue(), 1)


class _Pickler(pickle.Pickler):
    """Python's own way of filling a frozen dataclass asks for its fields each time, which takes twice as long."""

    def reducer_override(self, value: object) -> Any:  # noqa: ANN401 (as `pickle` wants it)
        if not is_dataclass(value) or isinstance(value, type | PackedTrial):
            return NotImplemented
        return _filled, (type(value), *(getattr(value, name) for name in _names(type(value))))


def _filled(kind: type, *values: object) -> object:
    made: object = object.__new__(kind)
    for fill, value in zip(_fillers(kind), values, strict=True):
        fill(made, value)
    return made


@cache
def _fillers(kind: type) -> tuple[Callable[[object, object], None], ...]:
    return tuple(kind.__dict__[name].__set__ for name in _names(kind))


def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (a dataclass with slots)
    names: tuple[str, ...] = kind.__slots__
    return names


def unpack(packed: bytes) -> Any:  # noqa: ANN401 (what it was)
    """What `pack` was given."""
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 (made by `pack`, or kept by a `Store`)


_opened = lru_cache(maxsize=MOST_OPEN)(unpack)
