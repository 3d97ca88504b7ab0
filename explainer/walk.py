"""Every value of some type inside another. Knows nothing of what the classes mean."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import TypeVar, get_args, get_type_hints

T = TypeVar("T")
_LISTS = (tuple, list)


def walk(node: object, kind: type[T]) -> Iterator[T]:
    """Every value of `kind` inside `node`, in reading order; a list is as a tuple. Does not look inside one that it found."""
    found: list[T] = []
    _gather(node, kind, found)
    return iter(found)


def _gather(node: object, kind: type[T], found: list[T]) -> None:
    # One list for all: generators inside of one another hand each value up through every level.
    if isinstance(node, kind):
        found.append(node)
    elif isinstance(node, _LISTS):
        for item in node:
            if isinstance(item, kind):  # (most are, and a call for each would take as long as all the rest)
                found.append(item)
            else:
                _gather(item, kind, found)
    else:
        for name in leading_to(type(node), kind):  # type: ignore[arg-type]  # (mypy takes no class for hashable)
            held = getattr(node, name)
            if held:
                _gather(held, kind, found)


def first(node: object, kind: type[T]) -> T | None:
    """The first of them; what comes after it is not looked at."""
    if isinstance(node, kind):
        return node
    held = node if isinstance(node, _LISTS) else (getattr(node, name) for name in leading_to(type(node), kind))  # type: ignore[arg-type]
    return next((found for each in held if (found := first(each, kind)) is not None), None)


@cache
def leading_to(owner: type, kind: type) -> tuple[str, ...]:
    """The fields of `owner` inside which a value of `kind` may lie, however deep; any other need not be looked at."""
    fields = _held(owner) if is_dataclass(owner) else {}
    return tuple(name for name, types in fields.items() if any(kind in (each, *_inside(each)) for each in types))


@cache
def _inside(owner: type) -> frozenset[type]:
    """All types that lie inside a dataclass, however deep."""
    found: set[type] = set()
    waiting = [owner]
    while waiting:
        current = waiting.pop()
        new = {each for types in (_held(current) if is_dataclass(current) else {}).values() for each in types} - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


@cache
def _held(owner: type) -> dict[str, tuple[type, ...]]:
    """The types that each field may hold, those inside tuples and unions too."""
    return {name: tuple(_types_in(hint)) for name, hint in get_type_hints(owner).items()}


def _types_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and not get_args(hint):
        yield hint
    for inner in get_args(hint):
        yield from _types_in(inner)
