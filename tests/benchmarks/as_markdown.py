"""HTML as Markdown, as far as that goes: what has no mark of its own there is left out, or becomes a paragraph."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*"}
INLINE = {*AROUND, "a", "bdi", "br", "code", "q", "span", "-text"}
NOTHING = {"script", "style", "svg", "template", "input", "textarea", "iframe", "-comment"}


def blocks(parent: LexborNode) -> Iterator[str]:
    """The blocks inside an element; words that stand beside them are paragraphs."""
    words = ""
    for node in parent.iter(include_text=True):
        tag = str(node.tag)
        if tag in INLINE or (tag == "button" and "term" in (node.attributes.get("class") or "")):
            words += _inline(node)
            continue
        if words.strip():
            yield " ".join(words.split())
        words = ""
        yield from _block(node, tag)
    if words.strip():
        yield " ".join(words.split())


def _block(node: LexborNode, tag: str) -> Iterator[str]:
    if tag in NOTHING:
        return
    if tag in HEADINGS:
        name = node.attributes.get("id")
        yield f"{HEADINGS[tag]} {_words(node)}{f' {{#{name}}}' if name else ''}"
    elif tag in ("ul", "ol"):
        mark = "- " if tag == "ul" else "1. "
        items = ("\n\n".join(blocks(item)) for item in node.iter() if item.tag == "li")
        yield "\n".join(mark + item.replace("\n", "\n" + " " * len(mark)) for item in items if item)
    elif tag == "blockquote":
        yield "> " + "\n\n".join(blocks(node)).replace("\n", "\n> ")
    elif tag == "dt":
        yield f"**{_words(node)}**"
    else:
        yield from blocks(node)


def _words(node: LexborNode) -> str:
    return " ".join("".join(map(_inline, node.iter(include_text=True))).split())


def _inline(node: LexborNode) -> str:
    tag = str(node.tag)
    if tag == "-text":
        return MARKS.sub(r"\\\1", node.text_content or "")
    if tag in NOTHING:
        return ""
    inside = "".join(map(_inline, node.iter(include_text=True)))
    if tag == "a":
        return f"[{inside}]({node.attributes.get('href') or ''})"
    if tag == "button":
        return f"[{inside}](#{node.attributes.get('popovertarget') or ''})"
    mark = AROUND.get(tag, "") if inside.strip() else ""
    return f"{mark}{inside}{mark}"
