"""Our own text to HTML. With templates' autoescape the only way by which text becomes markup; record text never comes here."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from explainer.model import Block, Message, Span

Address = Callable[[str], str]
"""Gives a path inside the site (`/glossary/`) its locale."""

TAGS = {"strong": "strong", "emphasis": "em"}


def inline(message: Message, address: Address) -> Markup:
    """A message's inline HTML."""
    return Markup("").join(_span(span, address) for span in message.spans)


def _span(span: Span, address: Address) -> Markup:
    if span.kind == "text":
        return escape(span.text)
    inner = Markup("").join(_span(child, address) for child in span.children)
    if span.kind == "term":
        return Markup('<a class="term" href="{}">{}</a>').format(f"{address('/glossary/')}#{span.target}", inner)
    if span.kind == "link":
        href = address(span.target) if span.target.startswith("/") else span.target
        return Markup('<a href="{}">{}</a>').format(href, inner)
    return Markup("<{0}>{1}</{0}>").format(Markup(TAGS[span.kind]), inner)  # noqa: S704 (a closed table of tags)


def blocks(found: Iterable[Block], address: Address) -> Markup:
    """Paragraphs and lists."""
    return Markup("\n").join(_block(block, address) for block in found)


def _block(block: Block, address: Address) -> Markup:
    if block.kind == "paragraph":
        return Markup("<p>{}</p>").format(inline(block.parts[0], address))
    items = Markup("").join(Markup("<li>{}</li>").format(inline(part, address)) for part in block.parts)
    whole = Markup("<ul>{}</ul>") if block.kind == "bullets" else Markup("<ol>{}</ol>")
    return whole.format(items)
