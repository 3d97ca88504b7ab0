"""`waivers.toml`: findings that a study's writers accept, each with its reason."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches

from explainer.finding import WHOLE_STUDY, Waiver
from explainer.reading.source import Folder, Source

NEEDED = ("rule", "reason")
PLACES = ("unit", "passage", "file")
KEYS = (*NEEDED, *PLACES, "words")
FIX = 'write [[waiver]] and below it lines such as rule = "number-lost", unit = "age", reason = "…"'
ENTRY = re.compile(r"^[ \t]*\[\[\s*[\"']?waiver[\"']?\s*\]\]", re.MULTILINE)
LINE = re.compile(r"at line (\d+)")


def read_waivers(folder: Folder, path: str) -> tuple[Waiver, ...]:
    """The waivers of a study. One that is not whole waives nothing and is a finding."""
    source = folder.read(path, fix="write a waiver, or take the file away", needed=False)
    if source is None:
        return ()
    try:
        data = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = LINE.search(str(error))
        where = source.at(int(line[1]) if line else 1)
        folder.problems.add("waivers", where, f"the waivers cannot be read: {error}", FIX)
        return ()
    for key in data:
        if key != "waiver":
            _wrong(folder, source, 1, f"nobody knows {key!r} here", FIX)
    entries = data.get("waiver", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        _wrong(folder, source, 1, "each waiver begins with [[waiver]], in two pairs of brackets", FIX)
        return ()
    lines = [source.text.count("\n", 0, match.start()) + 1 for match in ENTRY.finditer(source.text)]
    lines += [1] * (len(entries) - len(lines))
    found = (_waiver(folder, source, line, entry) for line, entry in zip(lines, entries, strict=False))
    return tuple(waiver for waiver in found if waiver)


def _waiver(folder: Folder, source: Source, line: int, entry: Mapping[str, object]) -> Waiver | None:
    texts = {key: value.strip() for key, value in entry.items() if isinstance(value, str) and value.strip()}
    faults = []
    for key in entry:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            faults.append(
                (f"nobody knows the key {key!r}", f"did you mean {near[0]!r}?" if near else f"use: {', '.join(KEYS)}")
            )
        elif key not in texts:
            faults.append((f"{key!r} is not a text", f'write {key} = "…"'))
    faults += [(f"this waiver has no {key!r}", f'add {key} = "…"') for key in NEEDED if key not in entry]
    if not any(key in entry for key in PLACES):
        faults.append(("this waiver names no place", 'add unit = "…", or passage = "…", or file = "…" and words = "…"'))
    elif not any(key in entry for key in ("unit", "passage", "words")) and entry.get("file") != WHOLE_STUDY:
        faults.append(("this waiver would hold for a whole file", 'add words = "…": some words of the finding'))
    for message, fix in faults:
        _wrong(folder, source, line, message, fix)
    return None if faults else Waiver(where=source.at(line), **texts)


def _wrong(folder: Folder, source: Source, line: int, message: str, fix: str) -> None:
    folder.problems.add("waivers", source.at(line), message, fix)
