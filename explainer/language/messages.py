"""Every message of a site, in one walk: extraction reads it, translation answers it, so that neither forgets one.

A *whole* is what is shown in one language or not at all: a unit, a notice, a question, a term, a section of an article, the
banner. A message outside one stands for itself.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from explainer.model import (
    ArticleSection,
    Banner,
    Block,
    Message,
    Notice,
    Question,
    Quote,
    Site,
    Span,
    Term,
    Trial,
    Unit,
    Wording,
    unmarked,
)
from explainer.record import Record
from explainer.walk import first, leading_to, walk

Whole = Unit | Notice | Question | Term | ArticleSection | Banner
WHOLE = (Unit, Notice, Question, Term, ArticleSection, Banner)
OF_THE_RECORD = (Record, Quote, Wording)
"""Values without a message of ours: the record's own words, and what is only said of one language."""
SOURCES = "sources"
"""The id of the section of an article that lists other people's pages."""
CITED = "source"
"""The role of a message that names somebody else's page, whose title stays as it is."""
ROLES = {"message": "question", "line": "short line", "name": "name", "examples": "example", "sources": CITED}
"""What a message is, where its field's name does not say it. It is the `msgctxt` of its entry in a catalog."""
BLOCKS = {"paragraph": "paragraph", "bullets": "list item", "steps": "step"}
OTHER_NAMES = "other names"
CITING = (Term, ArticleSection)
"""The values in which some messages have that role."""
SITE_PARTS = ("settings", "banner", "home", "about", "guides", "glossary", "question_lists")
CONTENT = "content"
"""The domain of what all studies share. Each study is a domain of its own, by its id; `ui` is the interface."""

Answer = Callable[[Message, str, Whole | None], Message]
"""From a message, its role, and the whole that it belongs to, to the message in its place."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A message to translate, with what a translator has to know: its role, and the record's words that it explains."""

    message: Message
    role: str
    quotes: tuple[str, ...] = ()


def exchanged(node: T, answer: Answer, role: str = "", whole: Whole | None = None) -> T:
    """The same value with each message answered. What has none comes back as it is."""
    return cast("T", _exchanged(node, answer, role, whole))


def _exchanged(node: object, answer: Answer, role: str, whole: Whole | None) -> object:
    if isinstance(node, Message):
        return answer(node, role, whole) if node.text else node
    if isinstance(node, tuple):
        items = tuple(_exchanged(item, answer, role, whole) for item in node)
        return items if any(new is not old for new, old in zip(items, node, strict=True)) else node
    if not is_dataclass(node) or isinstance(node, (*OF_THE_RECORD, Span)):
        return node
    if whole is None and isinstance(node, WHOLE):
        whole = node
    changed: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        new = _exchanged(value, answer, _role(node, field.name, role), whole)
        if new is not value:
            changed[field.name] = new
    if isinstance(node, Term):
        changed |= _other_names(node, answer)
    return replace(cast("Any", node), **changed) if changed else node


def _role(node: object, field: str, role: str) -> str:
    if isinstance(node, Block):
        return role if role == CITED else BLOCKS[node.kind]
    if isinstance(node, ArticleSection) and node.id == SOURCES and field == "blocks":
        return CITED
    return ROLES.get(field, field.replace("_", " "))


def _other_names(term: Term, answer: Answer) -> dict[str, Any]:
    """The names of a term are one message: another language has more of them, or fewer."""
    if not term.also:
        return {}
    text = ", ".join(term.also)
    message = unmarked(text, term.name.where)
    new = answer(message, OTHER_NAMES, term)
    names = new.text.replace("،", ",").replace("、", ",").replace("，", ",").split(",")
    return {"also": tuple(name.strip() for name in names if name.strip())} if new is not message else {}


def domains(site: Site) -> dict[str, tuple[object, ...]]:
    """What each domain of catalogs holds."""
    shared = tuple(getattr(site, name) for name in SITE_PARTS)
    return {CONTENT: shared, **{trial.id: (trial,) for trial in site.trials}}


def is_cited(message: Message, role: str) -> bool:
    """Whether a message is a link to somebody else's page, which no translator touches."""
    return role == CITED and any(span.kind == "link" for span in message.spans)


def extract(parts: tuple[object, ...]) -> Iterator[Extracted]:
    """The messages of a domain, in reading order, repeats included."""
    found: list[Extracted] = []

    def note(message: Message, role: str, whole: Whole | None) -> Message:
        if not is_cited(message, role):
            quotes = tuple(quote.text for quote in walk(whole, Quote)) if isinstance(whole, Unit | Notice) else ()
            found.append(Extracted(message=message, role=role, quotes=quotes))
        return message

    exchanged(parts, note)
    yield from found


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranslated:
    """Of how many parts of a text how many are shown in the original language."""

    lacking: int
    total: int


def untranslated(parts: tuple[object, ...]) -> Untranslated:
    """Counts wholes, and messages outside of any."""
    found: dict[int, bool] = {}
    _count(parts, None, found, cited=False)
    return Untranslated(lacking=sum(found.values()), total=len(found))


def _count(node: object, whole: Whole | None, found: dict[int, bool], *, cited: bool) -> None:
    if isinstance(node, Message):
        if node.text and not (cited and is_cited(node, CITED)):
            part = id(node if whole is None else whole)
            found[part] = found.get(part, False) or bool(node.lang)
    elif isinstance(node, tuple):
        for item in node:
            _count(item, whole, found, cited=cited)
    else:
        if whole is None and isinstance(node, WHOLE):
            whole = node
        kind = type(node)
        for name in leading_to(kind, Message):  # type: ignore[arg-type]  # (as in `walk`)
            # To ask for the role of each took most of the time.
            within = cited if kind is Block else _role(node, name, "") == CITED if kind in CITING else False
            _count(getattr(node, name), whole, found, cited=within)


def lang_of(part: object) -> str:
    """The language of a whole where that is not the page's; empty where it is."""
    message = first(part, Message)
    return message.lang if message else ""


def translate(
    site: Site, find: Callable[[str, str, Message], Message | None], lang: str, of: Collection[str] | None = None
) -> Site:
    """The site with each message that `find(domain, role, message)` knows, whole by whole; or only what is `of` some domains.

    What it does not know stays in the source language, `lang`, and is marked so; a whole that lacks one message stays whole.
    """
    changed: dict[str, Any] = {}
    for name in SITE_PARTS if of is None or CONTENT in of else ():
        changed[name] = _translated(getattr(site, name), CONTENT, find, lang)
    changed["trials"] = tuple(cast("Trial", _translated(trial, trial.id, find, lang)) for trial in site.trials)
    return replace(site, **changed)


def _translated(part: object, domain: str, find: Callable[[str, str, Message], Message | None], lang: str) -> object:
    lacking: set[int] = set()

    def look(message: Message, role: str, whole: Whole | None) -> Message:
        if whole is not None and not is_cited(message, role) and find(domain, role, message) is None:
            lacking.add(id(whole))
        return message

    def put(message: Message, role: str, whole: Whole | None) -> Message:
        found = None if is_cited(message, role) or id(whole) in lacking else find(domain, role, message)
        return found or replace(message, lang=lang)

    exchanged(part, look)
    return exchanged(part, put)
