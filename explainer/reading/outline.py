"""Chunks to a tree of headings, and the list items that begin with a label (`- doctor: …`, `- source: …`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from explainer.model import AUDIENCES, Audience, Block, Message, Question
from explainer.reading.prose import Chunk, Heading, Prose, ProseReader, RawQuote, slug
from explainer.reading.source import Source

LABELLED = ": "
PART = 4
"""The level of the deepest heading that there is: a part of a unit."""


@dataclass(slots=True, kw_only=True)
class Node:
    """A heading, what stands under it before the next heading, and the headings one level down."""

    heading: Heading
    chunks: list[Chunk] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The written id, else the slug of the words."""
        return self.heading.id or slug(self.heading.message.plain)

    @property
    def line(self) -> int:
        """Where the heading stands."""
        return self.heading.line


def outline(reader: ProseReader, source: Source, text: str, first_line: int, *, deepest: int = 2) -> Node | None:
    """The tree below the file's one H1; nothing, with a finding, where the file does not begin with one.

    A heading below level `deepest` is a finding: nobody would read what stands under it.
    """
    chunks = reader.chunks(source, text, first_line)
    _not_below(deepest, reader, source, chunks)
    return _tree(reader, source, chunks, first_line)


def untitled_outline(reader: ProseReader, source: Source, text: str, first_line: int) -> Node | None:
    """The same for a file that has no title of its own: the root's heading has no words."""
    nameless = Heading(level=1, message=reader.message(source, "", first_line), id="", line=first_line)
    chunks = reader.chunks(source, text, first_line)
    _not_below(PART, reader, source, chunks)
    return _tree(reader, source, [nameless, *chunks], first_line)


def _not_below(deepest: int, reader: ProseReader, source: Source, chunks: list[Chunk]) -> None:
    for chunk in chunks:
        if isinstance(chunk, Heading) and chunk.level > deepest:
            message = f"this file has no headings below {'#' * deepest}"
            reader.problems.add("heading-level", source.at(chunk.line), message, f"write it with {'#' * deepest}")


def _tree(reader: ProseReader, source: Source, chunks: list[Chunk], first_line: int) -> Node | None:
    if not chunks or not isinstance(chunks[0], Heading) or chunks[0].level != 1:
        where = source.at(chunks[0].line if chunks else first_line)
        reader.problems.add("title-missing", where, "the text does not begin with a title", "begin with a line `# Title`")
        return None
    root = Node(heading=chunks[0])
    path = [root]
    for chunk in chunks[1:]:
        if not isinstance(chunk, Heading):
            path[-1].chunks.append(chunk)
            continue
        if chunk.level == 1:
            reader.problems.add("heading-level", source.at(chunk.line), "there are two titles", "write it with ##")
        while len(path) > 1 and path[-1].heading.level >= chunk.level:
            path.pop()
        # An H4 is a part of the unit above it, which may stand right under an H2.
        if chunk.level == 3 and len(path) == 1:
            reader.problems.add("heading-level", source.at(chunk.line), "this heading skips a level", "write it with ##")
        node = Node(heading=chunk)
        path[-1].children.append(node)
        path.append(node)
    return root


def prose_blocks(reader: ProseReader, source: Source, chunks: Iterable[Chunk]) -> tuple[Block, ...]:
    """Paragraphs and lists; a quote among them is a finding."""
    blocks = []
    for chunk in chunks:
        if isinstance(chunk, Prose):
            blocks.append(chunk.block)
        else:
            fix = "take it out, or put it in a unit of a study"
            reader.problems.add("quote-misplaced", source.at(chunk.line), "a quote or notice cannot stand here", fix)
    return tuple(blocks)


def labelled(reader: ProseReader, source: Source, chunk: Chunk) -> Iterator[tuple[str, Message, str]]:
    """`(label, message without it, id)` of each item of a list; the label is empty where there is none."""
    if isinstance(chunk, Prose):
        for part, id in zip(chunk.block.parts, chunk.ids, strict=True):
            label, colon, rest = part.text.partition(LABELLED)
            if colon and label.replace("-", "").isalpha() and label.islower():
                yield label, reader.message(source, rest, part.where.line), id
            else:
                yield "", part, id


def is_question_list(chunk: Chunk) -> bool:
    """Whether a list's items say who is asked."""
    return (
        isinstance(chunk, Prose)
        and chunk.block.kind != "paragraph"
        and any(part.text.partition(LABELLED)[0] in AUDIENCES for part in chunk.block.parts)
    )


def questions(reader: ProseReader, source: Source, chunk: Chunk, audience: Audience | None = None) -> Iterator[Question]:
    """The questions of a list. `audience` is who is asked in a file that is all theirs, whose items have no label."""
    if isinstance(chunk, RawQuote) or (isinstance(chunk, Prose) and chunk.block.kind == "paragraph"):
        fix = "write each question as a list item: - doctor: … or - coordinator: …"
        reader.problems.add("words-among-questions", source.at(chunk.line), "only questions can stand here", fix)
        return
    for label, message, id in labelled(reader, source, chunk):
        asked = _asked(label) if label else audience
        if asked is None:
            near = get_close_matches(label, AUDIENCES, n=1)
            fix = f"begin it with `{near[0] if near else 'coordinator'}: `"
            reader.problems.add("who-is-asked", message.where, "this question does not say who is asked", fix)
            continue
        yield Question(id=id or slug(message.plain), audience=asked, message=message)


def _asked(label: str) -> Audience | None:
    return next((audience for audience in AUDIENCES if audience == label), None)
