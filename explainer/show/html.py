"""Our own text to HTML. With templates' autoescape the only way by which text becomes markup; record text never comes here.

Within this module a `str` that a function returns is HTML: `escaped` is the one way in from text, and `Markup` the one way
out. A test with hostile texts in every language holds that none gets through as it is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]

from explainer.language.locales import Locale
from explainer.model import Block, Message, Span
from explainer.settings import SOURCE_LOCALE

TAGS = {"strong": "strong", "emphasis": "em"}
LATIN_RUN = re.compile(
    r"(?:[≥≤<>±~][ \u00a0\u202f]?)?[0-9A-Za-zÀ-ʯḀ-ỿµ]"
    r"(?:[0-9A-Za-zÀ-ʯḀ-ỿµ%°²³⁹+./:,–×^’' \u00a0\u202f-]*[0-9A-Za-zÀ-ʯḀ-ỿµ%°²³⁹+])?"
)
"""A number with its sign and unit, or words in Latin letters: in text from right to left it would turn round."""
LATIN_WORDS = re.compile(r"[A-Za-zÀ-ÿ’']{3,}[ -][A-Za-z]{2,}")
QUOTE_OPENS = "«“「『"
QUOTED = re.compile(f"(?<=[{QUOTE_OPENS}])" + r"([ \u00a0\u202f]?)([^«»“”「」『』]{2,300}?)(?=[ \u00a0\u202f]?[»”」』])")
NUMBER_BEFORE = re.compile(r"(?:(?:[≥≤<>±~] ?)?[0-9][0-9.,:]*[ \u00a0\u202f]?)?$")
OPENING = "([“‘«¿¡（「"
CLOSING = re.compile(r"[)\].,;:?!”’»）」。，、；：？！]*")
"""Punctuation that must not be parted from the button beside it: to a browser, a line may break around a button."""


@dataclass(slots=True, kw_only=True)
class Links:
    """Where links lead on one page while it is rendered.

    With `in_place` a term is a button that opens its meaning on the page itself (HTML's popover: no script, closed by Escape,
    focus goes back to the word); `used` then holds the ids of those terms, in order. Without it a term is a link.
    `record`: the text of the record, in small letters, where the page is not in its language: what our words quote of it is
    marked. `foreign`: the text at hand is not in the page's language.
    """

    locale: Locale
    in_place: bool
    record: str = ""
    foreign: bool = False
    used: dict[str, None] = field(default_factory=dict)

    def address(self, path: str) -> str:
        """A path inside the site (`/glossary/`) with its locale."""
        return f"/{self.locale.tag}{path}"

    def term(self, id: str, label: Markup) -> Markup:
        """A word of the glossary."""
        return markup(self._term(id, label))

    def text(self, text: str) -> Markup:
        """Plain characters: the record's words among ours marked, numbers with their units kept in their direction."""
        return markup(self._text(text))

    def _term(self, id: str, label: str) -> str:
        if not self.in_place:
            return f'<a class="term" href="{escaped(self.address("/glossary/"))}#{escaped(id)}">{label}</a>'
        self.used[id] = None
        return f'<button class="term" popovertarget="page-term-{escaped(id)}">{label}</button>'

    def _text(self, text: str) -> str:
        # (To look for a quote in each text took a tenth of the time of a page.)
        if self.foreign or not self.record or not any(mark in text for mark in QUOTE_OPENS):
            return self._kept(text)
        found, end = "", 0
        for match in QUOTED.finditer(text):
            if _is_said(match[2], self.record):
                found += f"{self._kept(text[end : match.start(2)])}<span{LANG_OF_RECORD}>{escaped(match[2])}</span>"
                end = match.end(2)
        return found + self._kept(text[end:])

    def _kept(self, text: str) -> str:
        if self.foreign or self.locale.script == "Latn":
            return escaped(text)
        found, end = "", 0
        for match in LATIN_RUN.finditer(text):
            # English names stand among the words of other scripts: a voice has to know where to change.
            english = LATIN_WORDS.search(match.group()) is not None
            turns = self.locale.dir == "rtl" and not match.group().isdigit()
            if english or turns:
                attributes = LANG_OF_RECORD if english else ' dir="ltr"'
                found += f"{escaped(text[end : match.start()])}<span{attributes}>{escaped(match.group())}</span>"
                end = match.end()
        return found + escaped(text[end:])


@lru_cache(maxsize=256)
def _is_said(words: str, record: str) -> bool:
    return words.lower() in record


def escaped(text: str) -> str:
    """Text as HTML shows it."""
    return _escape_inner(text)  # (`escape` first asks what it was given, and this is most of what a page costs.)


def markup(html: str) -> Markup:
    """HTML of this module, or of a template. `Markup` itself would first ask what it was given."""
    return str.__new__(Markup, html)


def filled(form: str, **texts: object) -> Markup:
    """HTML that we wrote, with texts in its places: each is escaped, but for markup."""
    return Markup(form).format(**texts)  # noqa: S704 (a form is a constant of ours: a test holds where they stand)


def lang_attributes(tag: str) -> Markup:
    """What an element carries whose text is in a language of its own."""
    return filled(' lang="{tag}" dir="{dir}"', tag=tag, dir=Locale(tag).dir)


LANG_OF_RECORD = lang_attributes(SOURCE_LOCALE)


def inline(message: Message, links: Links) -> Markup:
    """A message's inline HTML, in an element of its own where it is not in the page's language."""
    return markup(_inline(message, links))


def words(message: Message, links: Links) -> Markup:
    """The words of a message without its links and marks."""
    if message.lang:
        html = replace(links, foreign=True)._text(message.plain)  # noqa: SLF001 (its HTML, within this module)
        return markup(f"<span{lang_attributes(message.lang)}>{html}</span>")
    return links.text(message.plain)


def blocks(found: Iterable[Block], links: Links) -> Markup:
    """Paragraphs and lists."""
    return markup("\n".join([_block(block, links) for block in found]))


def _block(block: Block, links: Links) -> str:
    if block.kind == "paragraph":
        return f"<p>{_inline(block.parts[0], links)}</p>"
    items = "".join([f"<li>{_inline(part, links)}</li>" for part in block.parts])
    return f"<ul>{items}</ul>" if block.kind == "bullets" else f"<ol>{items}</ol>"


def _inline(message: Message, links: Links) -> str:
    """A link that is all of a message is marked, so that it can be as large a target as a button."""
    if message.lang:
        links = replace(links, foreign=True)
    alone = len(message.spans) == 1 and message.spans[0].kind == "link"
    html = _link(message.spans[0], links, ' class="alone"') if alone else _run(message.spans, links)
    return f"<span{lang_attributes(message.lang)}>{html}</span>" if message.lang else html


def _run(spans: tuple[Span, ...], links: Links) -> str:
    if len(spans) == 1 and spans[0].kind == "text":
        return links._text(spans[0].text)  # noqa: SLF001 (its HTML, within this module)
    found = ""
    around = (None, *spans, None)
    for before, span, after in zip(around, spans, around[2:], strict=False):
        if span.kind == "text":
            start = _closing(span) if before and before.kind == "term" else ""
            end = _opening(span, after, links) if after and after.kind == "term" else ""
            found += links._text(span.text[len(start) : len(span.text) - len(end)])  # noqa: SLF001
        elif span.kind == "term":
            kept = escaped(_opening(before, span, links)) + _span(span, links)
            if _turns(span, links):
                kept = f'<span dir="ltr">{kept}</span>'
            kept += escaped(_closing(after))
            found += f'<span class="keep">{kept}</span>' if links.in_place else kept
        else:
            found += _span(span, links)
    return found


def _opening(span: Span | None, term: Span, links: Links) -> str:
    if not span or span.kind != "text":
        return ""
    if _turns(term, links):
        match = NUMBER_BEFORE.search(span.text)
        return match.group() if match else ""
    return span.text[len(span.text.rstrip(OPENING)) :]


def _turns(term: Span, links: Links) -> bool:
    """Whether a term is in Latin letters on a page from right to left: a unit, which has to stay behind its number."""
    rtl = not links.foreign and links.locale.dir == "rtl"
    return rtl and LATIN_RUN.fullmatch("".join(child.text for child in term.children)) is not None


def _closing(span: Span | None) -> str:
    match = CLOSING.match(span.text) if span and span.kind == "text" else None
    return match.group() if match else ""


def _span(span: Span, links: Links) -> str:
    inner = _run(span.children, links)
    if span.kind == "term":
        return links._term(span.target, inner)  # noqa: SLF001
    if span.kind == "link":
        return _link(span, links)
    tag = TAGS[span.kind]
    return f"<{tag}>{inner}</{tag}>"


def _link(span: Span, links: Links, mark: str = "") -> str:
    href = links.address(span.target) if span.target.startswith("/") else span.target
    return f'<a{mark} href="{escaped(href)}">{_run(span.children, links)}</a>'
