"""The only Markdown parser: content files to chunks (headings, paragraphs, lists, raw quotes) with their lines.

A subset of CommonMark, so that what a nurse types is what a reader gets: no HTML, images, code, tables or rules; setext
headings and reference definitions are off. Glossary terms are handed to the parser as references beforehand, so `[term]` is a
link and an unknown one stays visible text. Quotes are taken from the raw lines: record text is data, never Markdown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from explainer.model import Block, Message, Span, unmarked
from explainer.reading.source import Problems, Source

HEADING_ID = re.compile(r"\{#([^{}]*)\}\s*$")
GOOD_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
IMAGE = re.compile(r"!\[[^\[\]]*+\]\([^()]*+\)?")
OF_A_LIST = re.compile(r"(?:inclusion|exclusion|rules)\s*:", re.IGNORECASE)
"""An H2 that goes on with the record's own heading, which is data as a quote is."""
UNDERLINE = re.compile(r"^[ \t]*(?:=+|-+)[ \t]*$", re.MULTILINE)
MARKS = re.compile(r"[\[\]*_\\<>&`!{}~]")
"""A text without any of these characters means the same to the parser as to a reader."""
DEEPEST_MARKS = 8
"""Marks within marks; nobody writes more, and a tree deeper than Python's stack cannot be walked."""
NOT_PROSE = (
    (
        re.compile(r"</?[a-zA-Z][^<>]*>|<!--"),
        "raw-html",
        "HTML is not allowed here",
        "write the words only, with Markdown marks",
    ),
    (re.compile(r"`"), "code", "code marks are not allowed here", "take the ` out, or use quotation marks"),
    (
        re.compile(r"\]\([^)]*\)?"),
        "link-not-allowed",
        "this link leads nowhere that we link to",
        "link to https:// or /a-page/",
    ),
    (re.compile(r"\{#[^{}]*\}?"), "id", "an id stands among the words", "put it at the end of a heading or a question"),
)
"""What is wrong in text that the parser left as it was: (pattern, rule, message, fix)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`id` is the one that was written after the text, or empty."""

    level: int
    message: Message
    id: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph or a list."""

    block: Block
    ids: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawQuote:
    """A blockquote's raw lines without their `>`, each with its number in the file."""

    lines: tuple[tuple[int, str], ...]

    @property
    def line(self) -> int:
        """Where it starts."""
        return self.lines[0][0]


Chunk = Heading | Prose | RawQuote


def slug(text: str) -> str:
    """The id of a heading or question that names none: its letters and digits, lower case, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", text.lower().replace("’", "").replace("'", "")))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.enable(["heading", "blockquote", "list", "link", "emphasis", "escape", "newline", "balance_pairs", "fragments_join"])
    parser.validateLink = _links_somewhere  # type: ignore[method-assign, assignment]
    parser.core.ruler.at("inline", _inline)
    return parser


def _inline(state: StateCore) -> None:
    """What the parser does to the words of each block; those without a mark, and that is most, it need not look at."""
    for token in state.tokens:
        if token.type == "inline" and MARKS.search(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        elif token.type == "inline":
            token.children = [Token("text", "", 0, content=token.content)]


def _links_somewhere(address: str) -> bool:
    """Whether an address may be a link at all; which hosts we link to is for a check to say."""
    return address.startswith(("https://", "term:")) or (address.startswith("/") and not address.startswith(("//", "/\\")))


@dataclass(slots=True)
class ProseReader:
    """Parses text. `terms` gives the id of each known glossary name."""

    problems: Problems
    terms: Mapping[str, str] = field(default_factory=dict)
    _parser: MarkdownIt = field(default_factory=_parser)
    _references: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Made once: a glossary has hundreds of names, and a site thousands of messages."""
        self._references = {normalizeReference(name): {"href": f"term:{id}", "title": ""} for name, id in self.terms.items()}

    def chunks(self, source: Source, text: str, first_line: int = 1) -> list[Chunk]:
        """`text` (of `source`, starting at its line `first_line`) as chunks in reading order."""
        tokens = self._parser.parse(text, {"references": self._references})
        self._unnest(source, tokens, first_line)
        lines = text.split("\n")
        found: list[Chunk] = []
        for node in SyntaxTreeNode(tokens).children:
            start = first_line + (node.map[0] if node.map else 0)
            if node.type == "heading":
                found.append(self._heading(source, node, start))
            elif node.type == "blockquote":
                found.append(self._quote(source, node, lines, first_line))
            elif node.type == "paragraph":
                found.append(self._paragraph(source, node, start))
            else:
                found.append(self._list(source, node, first_line))
        return found

    def message(self, source: Source, text: str, line: int) -> Message:
        """A single run of inline text."""
        tokens = self._parser.parseInline(text, {"references": self._references})
        self._unnest(source, tokens, line)
        return self._message(source, tokens[0] if tokens else None, line)

    def _unnest(self, source: Source, tokens: list[Token], first_line: int) -> None:
        """Take the marks out of text in which they stand too deep in one another."""
        for token in tokens:
            if any(inner.level > DEEPEST_MARKS for inner in token.children or ()):
                line = first_line + (token.map[0] if token.map else 0)
                self.problems.add("marks-nested", source.at(line), "too many marks stand within marks", "take them out")
                token.children = [Token("text", "", 0, content=token.content)]

    def _heading(self, source: Source, node: SyntaxTreeNode, line: int) -> Heading:
        level = int(node.tag[1])
        content = node.children[0].content
        if level == 2 and OF_A_LIST.match(content):
            words, id = self._cut_id(source, content, line)
            message = unmarked(" ".join(words.split()), source.at(line))
        else:
            message, id = self._with_id(source, node.children[0], line)
        if not message.text or (level > 1 and not (id or slug(message.plain))):
            self.problems.add("heading-empty", source.at(line), "this heading has no words", "write what stands below it")
        return Heading(level=level, message=message, id=id, line=line)

    def _paragraph(self, source: Source, node: SyntaxTreeNode, line: int) -> Prose:
        token = node.children[0].token if node.children else None
        message = self._message(source, token, line)
        if token and (match := UNDERLINE.search(token.content)):
            fix = "write a heading as `## Heading`, and leave lines out"
            where = source.at(line + token.content.count("\n", 0, match.start()))
            self.problems.add("heading-underlined", where, "a line of = or - is not a heading here", fix)
        return Prose(block=Block(kind="paragraph", parts=(message,)), ids=("",), line=line)

    def _list(self, source: Source, node: SyntaxTreeNode, first_line: int) -> Prose:
        parts, ids = [], []
        for item in node.children:
            line = first_line + (item.map[0] if item.map else 0)
            if [child.type for child in item.children] != ["paragraph"]:
                fix = "make each item one plain sentence or two; no lists or quotes inside a list"
                self.problems.add("list-nested", source.at(line), "this list item is not a single plain paragraph", fix)
                continue
            message, id = self._with_id(source, item.children[0].children[0], line)
            parts.append(message)
            ids.append(id)
        kind = "bullets" if node.type == "bullet_list" else "steps"
        line = first_line + (node.map[0] if node.map else 0)
        return Prose(
            block=Block(kind="bullets" if kind == "bullets" else "steps", parts=tuple(parts)), ids=tuple(ids), line=line
        )

    def _quote(self, source: Source, node: SyntaxTreeNode, lines: list[str], first_line: int) -> RawQuote:
        start, end = node.map or (0, 1)
        raw = []
        for index in range(start, end):
            line = lines[index]
            if line.strip() and not line.lstrip().startswith(">"):
                fix = "put an empty line between the quote and the plain words"
                where = source.at(first_line + index)
                self.problems.add("words-in-quote", where, "these plain words are swallowed by the quote above them", fix)
                continue
            raw.append((first_line + index, re.sub(r"^\s*> ?", "", line)))
        return RawQuote(lines=tuple(raw))

    def _with_id(self, source: Source, node: SyntaxTreeNode, line: int) -> tuple[Message, str]:
        """A message that may end in `{#id}`."""
        token = node.token
        content = token.content if token else ""
        words, id = self._cut_id(source, content, line)
        return self._message(source, token, line) if words == content else self.message(source, words, line), id

    def _cut_id(self, source: Source, content: str, line: int) -> tuple[str, str]:
        """Words that may end in `{#id}`, and the id."""
        match = HEADING_ID.search(content)
        if match is None:
            return content, ""
        id = match.group(1)
        if not GOOD_ID.fullmatch(id):
            self.problems.add("id", source.at(line), f"{id!r} is not an id", "use small letters, digits and hyphens: {#my-age}")
        return content[: match.start()].rstrip(), id

    def _message(self, source: Source, token: Token | None, line: int) -> Message:
        content = token.content if token else ""
        spans = tuple(_spans(iter(token.children or []))) if token else ()
        if image := IMAGE.search(content):
            where = source.at(line + content.count("\n", 0, image.start()))
            self.problems.add("image", where, "pictures are not allowed here", "take the picture out")
            spans = (Span(kind="text", text=" ".join(IMAGE.sub("", content).split())),)
        for span in _texts(spans):
            for pattern, rule, text, fix in NOT_PROSE:
                if match := pattern.search(span):
                    where = source.at(line + content.count("\n", 0, max(0, content.find(match.group()))))
                    self.problems.add(rule, where, f"{text}: {match.group()!r}", fix)
        return Message(text=" ".join(content.split()), spans=spans, where=source.at(line))


def _texts(spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        if span.kind == "text":
            yield span.text
        yield from _texts(span.children)


OPENS: Mapping[str, Any] = {"strong_open": "strong", "em_open": "emphasis", "link_open": "link"}


def _spans(tokens: Iterator[Token]) -> Iterator[Span]:
    """Inline tokens to spans, up to the token that closes the enclosing one. White space is folded, as in HTML."""
    text = ""
    for token in tokens:
        if token.type == "text":
            text += token.content
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        else:
            if text:
                yield Span(kind="text", text=re.sub(r"\s+", " ", text))
                text = ""
            if token.nesting == -1:
                return
            yield _opened(token, tuple(_spans(tokens)))
    if text:
        yield Span(kind="text", text=re.sub(r"\s+", " ", text))


def _opened(token: Token, children: tuple[Span, ...]) -> Span:
    href = str(token.attrGet("href") or "")
    if href.startswith("term:"):
        return Span(kind="term", target=href.removeprefix("term:"), children=children)
    return Span(kind=OPENS[token.type], target=href, children=children)
