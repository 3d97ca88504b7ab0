"""The `key: value` lines at the head of a content file.

YAML is parsed to nodes and every scalar kept as the text that was written: `no` must not become false, nor `010` eight.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import yaml

from explainer.finding import Where
from explainer.reading.source import Problems, Source

FENCE = "---"


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

    @property
    def body(self) -> str:
        """The text after the header."""
        return "".join(self.source.text.splitlines(keepends=True)[self.body_line - 1 :])


def read_header(source: Source, problems: Problems, *, needed: Iterable[str] = (), known: Iterable[str] = ()) -> Header:
    """The file's header. Unknown, doubled, missing and nested keys are findings, each with its line."""
    lines = source.text.splitlines()
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    body_line = 1
    if lines[0].strip() == FENCE:
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
        if end is None:
            problems.add("header", source.at(1), "the header has no closing line", "end it with a line of three hyphens: ---")
            end = 0
        body_line = end + 2
        for key, value, line in _pairs("\n".join(lines[1:end]), source, problems):
            _keep(key, value, source.at(line), values, problems, known=(*needed, *known))
            places.setdefault(key, line)
    for key in needed:
        if not values.get(key):
            problems.add("header", source.at(places.get(key, 1)), f"the header does not say {key!r}", f"add a line `{key}: …`")
    return Header(values=values, lines=places, body_line=body_line, source=source)


def _pairs(text: str, source: Source, problems: Problems) -> Iterable[tuple[str, str, int]]:
    fix = "write one `key: value` a line; put quotation marks around a value that has a colon in it"
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 2
        problems.add("header", source.at(line), f"the header cannot be read: {getattr(error, 'problem', error)}", fix)
        return
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        problems.add("header", source.at(2), "the header is not a list of `key: value` lines", fix)
        return
    for key, value in node.value:
        line = key.start_mark.line + 2
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            yield str(key.value), str(value.value).strip(), line
        else:
            problems.add("header", source.at(line), "a header value must be a single text", fix)


def _keep(key: str, value: str, where: Where, values: dict[str, str], problems: Problems, *, known: tuple[str, ...]) -> None:
    if key in values:
        problems.add("header", where, f"{key!r} is given twice", "keep one of the two lines")
    elif key not in known:
        near = get_close_matches(key, known, n=1)
        fix = f"did you mean {near[0]!r}?" if near else f"take it out, or use one of: {', '.join(known) or 'no key at all'}"
        problems.add("header", where, f"nobody knows the header key {key!r}", fix)
    else:
        values[key] = value
