"""Answers that several rules need of one site, worked out once."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class _Itself(Generic[Asked]):
    """A key that is equal only to itself: to compare two sites would cost as much as to look through them."""

    def __init__(self, value: Asked) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.value is other.value


def kept(most: int = 1) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    """Keep the last answers of a function, each by the very value that it was asked about: no more of those stay alive."""

    def keep(find: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        known = lru_cache(maxsize=most)(lambda itself: find(itself.value))
        return wraps(find)(lambda asked: known(_Itself(asked)))

    return keep
