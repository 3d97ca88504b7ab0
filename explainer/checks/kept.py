"""Answers that several rules and pages need of one thing, worked out once."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar, TypeVarTuple

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def kept(most: int = 1) -> Callable[[Callable[[*Asked], Answer]], Callable[[*Asked], Answer]]:
    """Keep the last answers of a function, each by the very values that it was asked about: no more of those stay alive.

    Values are known by their place in memory: to compare two sites would cost as much as to look through them.
    """

    def keep(find: Callable[[*Asked], Answer]) -> Callable[[*Asked], Answer]:
        known: dict[tuple[int, ...], tuple[object, Answer]] = {}
        lock = Lock()

        @wraps(find)
        def found(*asked: *Asked) -> Answer:
            key = tuple(map(id, asked))
            kept = known.get(key)
            if kept is None:
                # With the answer stays what was asked about, so that nothing else can take its place.
                kept = asked, find(*asked)
                with lock:
                    if len(known) >= most:
                        known.pop(next(iter(known)))
                    known[key] = kept
            return kept[1]

        return found

    return keep
