"""`content/glossary.md`: each hard word explained once for all pages."""

from collections.abc import Iterable

from explainer.model import Message, Term
from explainer.reading.outline import Node, labelled, outline, prose_blocks
from explainer.reading.prose import Chunk, Prose, ProseReader
from explainer.reading.source import Folder, Source

ENTRY = frozenset({"also", "said", "example", "source"})
"""How the lines of the list under a term's meaning begin."""


def read_glossary(folder: Folder, prose: ProseReader) -> tuple[Term, ...]:
    """`content/glossary.md`: an H2 a term."""
    path = "content/glossary.md"
    source = folder.read(path, fix="write `# Words explained`, then a heading a term")
    root = outline(prose, source, source.text, 1) if source else None
    if source is None or root is None:
        return ()
    return tuple(_term(prose, source, node) for node in root.children)


def _term(prose: ProseReader, source: Source, node: Node) -> Term:
    given: dict[str, list[Message]] = {}
    words: list[Chunk] = []
    for chunk in node.chunks:
        if not isinstance(chunk, Prose) or chunk.block.kind == "paragraph":
            words.append(chunk)
            continue
        for label, message, _ in labelled(prose, source, chunk):
            if label not in ENTRY:
                fix = f"begin each line of the list with one of: {', '.join(sorted(ENTRY))}"
                prose.problems.add("term-line", message.where, f"a term has no line {label or message.text!r}", fix)
            given.setdefault(label, []).append(message)
    if not words:
        prose.problems.add("term-empty", source.at(node.line), "this term is not explained", "write what it means")
    if not given.get("source"):
        fix = "add `- source: [Title](https://…), opened 2026-03-10`, or `- source: our wording, no source yet`"
        prose.problems.add("term-source", source.at(node.line), "this term does not say where its meaning comes from", fix)
    also = ", ".join(message.text for message in given.get("also", []))
    return Term(
        id=node.id,
        name=node.heading.message,
        also=tuple(name.strip() for name in also.split(",") if name.strip()),
        said=" ".join(message.text for message in given.get("said", [])),
        blocks=prose_blocks(prose, source, words),
        examples=tuple(given.get("example", [])),
        sources=tuple(given.get("source", [])),
    )


def term_names(terms: Iterable[Term], folder: Folder) -> dict[str, str]:
    """Each name by which a text may link a term, in small letters, and the term's id. A doubled name is a finding."""
    names: dict[str, str] = {}
    for term in terms:
        for name in dict.fromkeys(n.lower() for n in (term.id, term.name.plain, *term.also)):
            if names.setdefault(name, term.id) != term.id or (name == term.id and name in [*names][:-1]):
                fix = "keep the name in one of the two"
                folder.problems.add("term-doubled", term.name.where, f"{name!r} already names the term {names[name]!r}", fix)
    return names
