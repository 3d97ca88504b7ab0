"""Records as they arrive: from a file, a folder, a page of search results, standard input, or the registry itself."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from explainer.curate.registry import Registry, registry_number
from explainer.errors import ExplainerError
from explainer.reading.record import NotARecord, parse_json

MOST_BYTES = 50_000_000
"""Of one file. A page of a thousand studies has some 20 MB; reading takes ten times as much memory."""
STDIN = "-"
PAGE = "studies"
NO_RECORD = "give the registry's JSON (its API, version 2): a study, a list of them, or a page of search results"


class NotTaken(ExplainerError):
    """A record, or what should hold some, that is not taken in. The text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A study's entry: the bytes as they came, and where they came from. `fetched`: just now, from the registry."""

    name: str
    content: bytes
    fetched: bool = False


def found_sources(names: tuple[str, ...]) -> tuple[str, ...]:
    """The sources one by one: a folder is every `.json` file in it, at any depth.

    Raises:
        NotTaken: a folder holds none.
    """
    found: list[str] = []
    for name in names:
        if name != STDIN and Path(name).is_dir():
            files = sorted(str(path) for path in Path(name).rglob("*.json") if path.is_file())
            if not files:
                raise NotTaken(f"{name} holds no .json file")
            found += files
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def arrivals(source: str, registry: Registry) -> list[Arrival]:
    """The studies of a source.

    Raises:
        NotTaken: it cannot be read, or is no record nor a page of them.
    """
    if source != STDIN and not Path(source).exists() and (number := registry_number(source)):
        return [fetched(number, registry)]
    content = _read(source)
    return [*_studies("standard input" if source == STDIN else source, content)]


def fetched(number: str, registry: Registry) -> Arrival:
    """A study's entry as the registry has it now.

    Raises:
        NotFetched: it gave none.
    """
    return Arrival(name=number, content=registry.record(number), fetched=True)


def _read(source: str) -> bytes:
    if source == STDIN:
        content = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        path = Path(source)
        if not path.exists():
            raise NotTaken(f"{source}: no such file or folder, nor a number or address of the registry (NCT01234567)")
        if not path.is_file():
            raise NotTaken(f"{source} is not a file")
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise NotTaken(f"{source} cannot be read: {error.strerror or error}") from error
    if len(content) > MOST_BYTES:
        raise NotTaken(f"{source} has more than {MOST_BYTES // 1_000_000} MB: give it in pieces")
    return content


def _studies(name: str, content: bytes) -> Iterator[Arrival]:
    """A study as it came; the studies of a page one by one, each its own object."""
    try:
        data = parse_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotTaken(f"{name}: this is not UTF-8 text (byte {error.start + 1}); {NO_RECORD}") from error
    except NotARecord as error:
        line = f", line {error.line}" if error.line else ""
        raise NotTaken(f"{name}{line}: {error}; {NO_RECORD}") from error
    listed = data.get(PAGE) if isinstance(data, dict) and "protocolSection" not in data else data
    if isinstance(listed, dict) and "protocolSection" in listed:
        yield Arrival(name=name, content=content if listed is data else _written(listed))
    elif isinstance(listed, list) and listed:
        for number, study in enumerate(listed, 1):
            yield Arrival(name=f"{name}, study {number}", content=_written(study))
    else:
        raise NotTaken(f"{name}: this holds no study; {NO_RECORD}")


def _written(study: object) -> bytes:
    return f"{json.dumps(study, ensure_ascii=False, indent=2)}\n".encode()
