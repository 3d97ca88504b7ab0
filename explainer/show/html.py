"""Our own text to HTML. With templates' autoescape the only way by which text becomes markup; record text never comes here.

Every `Markup` below is a literal of ours, and `Markup.format` escapes what is put into it: no text gets through as it is. The
linter (S704) holds the first, and a test with hostile texts in every language the second.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from markupsafe import Markup, escape

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
QUOTED = re.compile(r"(?<=[«“「『])([ \u00a0\u202f]?)([^«»“”「」『』]{2,300}?)(?=[ \u00a0\u202f]?[»”」』])")
NUMBER_BEFORE = re.compile(r"(?:(?:[≥≤<>±~] ?)?[0-9][0-9.,:]*[ \u00a0\u202f]?)?$")
OPENING = re.compile(r"[(\[“‘«¿¡（「]*$")
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
        if not self.in_place:
            return Markup('<a class="term" href="{}">{}</a>').format(f"{self.address('/glossary/')}#{id}", label)
        self.used[id] = None
        return Markup('<button class="term" popovertarget="page-term-{}">{}</button>').format(id, label)

    def text(self, text: str) -> Markup:
        """Plain characters: the record's words among ours marked, numbers with their units kept in their direction."""
        if self.foreign or not self.record:
            return self._kept(text)
        found, end = Markup(""), 0
        for match in QUOTED.finditer(text):
            if match[2].lower() in self.record:
                found += self._kept(text[end : match.start(2)]) + Markup("<span{}>{}</span>").format(LANG_OF_RECORD, match[2])
                end = match.end(2)
        return found + self._kept(text[end:])

    def _kept(self, text: str) -> Markup:
        if self.foreign or self.locale.script == "Latn":
            return escape(text)
        found, end = Markup(""), 0
        for match in LATIN_RUN.finditer(text):
            # English names stand among the words of other scripts: a voice has to know where to change.
            english = LATIN_WORDS.search(match.group()) is not None
            turns = self.locale.dir == "rtl" and not match.group().isdigit()
            if english or turns:
                attributes = LANG_OF_RECORD if english else Markup(' dir="ltr"')
                found += escape(text[end : match.start()]) + Markup("<span{}>{}</span>").format(attributes, match.group())
                end = match.end()
        return found + escape(text[end:])


def lang_attributes(tag: str) -> Markup:
    """What an element carries whose text is in a language of its own."""
    return Markup(' lang="{}" dir="{}"').format(tag, Locale(tag).dir)


LANG_OF_RECORD = lang_attributes(SOURCE_LOCALE)


def inline(message: Message, links: Links) -> Markup:
    """A message's inline HTML, in an element of its own where it is not in the page's language."""
    if message.lang:
        return Markup("<span{}>{}</span>").format(lang_attributes(message.lang), _inline(message, replace(links, foreign=True)))
    return _inline(message, links)


def words(message: Message, links: Links) -> Markup:
    """The words of a message without its links and marks."""
    whole = Message(text=message.text, spans=(Span(kind="text", text=message.plain),), where=message.where, lang=message.lang)
    return inline(whole, links)


def _inline(message: Message, links: Links) -> Markup:
    """A link that is all of a message is marked, so that it can be as large a target as a button."""
    if [span.kind for span in message.spans] == ["link"]:
        return _link(message.spans[0], links, Markup(' class="alone"'))
    return _run(message.spans, links)


def _run(spans: tuple[Span, ...], links: Links) -> Markup:
    found = Markup("")
    around = (None, *spans, None)
    for before, span, after in zip(around, spans, around[2:], strict=False):
        if span.kind == "text":
            start = _closing(span) if before and before.kind == "term" else ""
            end = _opening(span, after, links) if after and after.kind == "term" else ""
            found += links.text(span.text[len(start) : len(span.text) - len(end)])
        elif span.kind == "term":
            kept = Markup("{}{}").format(_opening(before, span, links), _span(span, links))
            if _turns(span, links):
                kept = Markup('<span dir="ltr">{}</span>').format(kept)
            kept += escape(_closing(after))
            found += Markup('<span class="keep">{}</span>').format(kept) if links.in_place else kept
        else:
            found += _span(span, links)
    return found


def _opening(span: Span | None, term: Span, links: Links) -> str:
    pattern = NUMBER_BEFORE if _turns(term, links) else OPENING
    match = pattern.search(span.text) if span and span.kind == "text" else None
    return match.group() if match else ""


def _turns(term: Span, links: Links) -> bool:
    """Whether a term is in Latin letters on a page from right to left: a unit, which has to stay behind its number."""
    rtl = not links.foreign and links.locale.dir == "rtl"
    return rtl and LATIN_RUN.fullmatch("".join(child.text for child in term.children)) is not None


def _closing(span: Span | None) -> str:
    match = CLOSING.match(span.text) if span and span.kind == "text" else None
    return match.group() if match else ""


def _span(span: Span, links: Links) -> Markup:
    inner = _run(span.children, links)
    if span.kind == "term":
        return links.term(span.target, inner)
    if span.kind == "link":
        return _link(span, links, Markup(""))
    return Markup("<{0}>{1}</{0}>").format(Markup(TAGS[span.kind]), inner)  # noqa: S704 (a closed table of tags)


def _link(span: Span, links: Links, mark: Markup) -> Markup:
    href = links.address(span.target) if span.target.startswith("/") else span.target
    return Markup('<a{} href="{}">{}</a>').format(mark, href, _run(span.children, links))


def blocks(found: Iterable[Block], links: Links) -> Markup:
    """Paragraphs and lists."""
    return Markup("\n").join(_block(block, links) for block in found)


def _block(block: Block, links: Links) -> Markup:
    if block.kind == "paragraph":
        return Markup("<p>{}</p>").format(inline(block.parts[0], links))
    items = Markup("").join(Markup("<li>{}</li>").format(inline(part, links)) for part in block.parts)
    whole = Markup("<ul>{}</ul>") if block.kind == "bullets" else Markup("<ol>{}</ol>")
    return whole.format(items)
