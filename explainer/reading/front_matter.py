"""The `key: value` lines at the head of a content file.

YAML is parsed to nodes and every scalar kept as the text that was written: `no` must not become false, nor `010` eight.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from explainer.finding import Where
from explainer.model import Message, unmarked
from explainer.reading.source import Problems, Source

FENCE = "---"
HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
"""A surrogate, which YAML's `\\u` can write and no page can hold."""
COMMENT = re.compile(r"[ \t]+#")
PAIR = re.compile(r"[\w-]+:(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The values by key, the line of each, and the line on which the body starts (counted from 1)."""

    values: Mapping[str, str]
    lines: Mapping[str, int]
    body_line: int
    source: Source

    def where(self, key: str) -> Where:
        """The line of a key, or the head of the file where the key is not given."""
        return self.source.at(self.lines.get(key, 1))

    def message(self, key: str) -> Message:
        """A value as words to show; empty where the key is not given."""
        return unmarked(self.values.get(key, ""), self.where(key))

    @property
    def body(self) -> str:
        """The text after the header."""
        return "\n".join(self.source.text.split("\n")[self.body_line - 1 :])


def read_header(source: Source, problems: Problems, *, needed: Iterable[str] = (), known: Iterable[str] = ()) -> Header:
    """The file's header. Unknown, doubled, missing and nested keys are findings, each with its line."""
    lines = source.text.split("\n")
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    end = _end(lines, source, problems)
    pairs = _pairs("\n".join(lines[1:end]), source, problems)
    for key, value, line in pairs or ():
        places.setdefault(key, line)
        if value is not None:
            _keep(key, value, source.at(line), values, problems, known=(*needed, *known))
    unread = set(needed) if pairs is None else {key for key, value, _ in pairs if value is None}
    for key in needed:
        if not values.get(key) and key not in unread:
            problems.add("header", source.at(places.get(key, 1)), f"the header does not say {key!r}", f"add a line `{key}: …`")
    closed = end < len(lines) and lines[end].strip() == FENCE
    return Header(values=values, lines=places, body_line=end + (2 if closed else 1), source=source)


def _end(lines: list[str], source: Source, problems: Problems) -> int:
    """The index of the line after the header's last one; 0 where there is no header."""
    if lines[0].strip() != FENCE:
        return 0
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if closing is not None:
        return closing
    problems.add("header", source.at(1), "the header has no closing line", "end it with a line of three hyphens: ---")
    return next((i for i, line in enumerate(lines[1:], 1) if not PAIR.match(line)), len(lines))


def _pairs(text: str, source: Source, problems: Problems) -> list[tuple[str, str | None, int]] | None:
    """`(key, value, line)` of each, without a value where that is a finding; nothing where the header cannot be read."""
    fix = "write one `key: value` a line; put quotation marks around a value that has a colon in it"
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        what = " ".join(str(getattr(error, "problem", error)).split())
        problems.add("header", source.at(line), f"the header cannot be read: {what}", fix)
        return None
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        problems.add("header", source.at(2), "the header is not a list of `key: value` lines", fix)
        return None
    found: list[tuple[str, str | None, int]] = []
    for key, value in node.value:
        line, name = key.start_mark.line + 2, str(key.value)
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            problems.add("header", source.at(line), "a header value must be a single text", fix)
            found.append((name, None, line))
        elif HALF_CHARACTER.search(name + value.value):
            problems.add("header", source.at(line), "a header value holds half a character", "write the character itself")
            found.append((name, None, line))
        else:
            if COMMENT.match(text, value.end_mark.index):
                message = "what stands after # is not read"
                problems.add("header", source.at(line), message, "put quotation marks around the whole value")
            found.append((name, str(value.value).strip(), line))
    return found


def _keep(key: str, value: str, where: Where, values: dict[str, str], problems: Problems, *, known: tuple[str, ...]) -> None:
    if key in values:
        problems.add("header", where, f"{key!r} is given twice", "keep one of the two lines")
    elif key not in known:
        near = get_close_matches(key, known, n=1)
        fix = f"did you mean {near[0]!r}?" if near else f"take it out, or use one of: {', '.join(known) or 'no key at all'}"
        problems.add("header", where, f"nobody knows the header key {key!r}", fix)
    else:
        values[key] = value
