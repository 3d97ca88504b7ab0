"""What a site is made of, once read: frozen values that know nothing of files, languages or pages.

Two kinds of text never mix. `Message` is ours: Markdown that a writer wrote, parsed once, translatable. `Quote` (and a record's
`Passage`) is the record's: plain characters that no Markdown parser sees, because to one of those `1.5*10*9/L` is italics.
"""

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from explainer.finding import Waiver, Where
from explainer.health_words import HealthWords
from explainer.record import Earlier, Part, Record
from explainer.senses import Senses
from explainer.settings import SOURCE_LOCALE
from explainer.sign_off import SignOff

SpanKind = Literal["text", "strong", "emphasis", "link", "term"]
BlockKind = Literal["paragraph", "bullets", "steps"]
Audience = Literal["doctor", "coordinator"]
AUDIENCES: tuple[Audience, ...] = ("doctor", "coordinator")
NoticeKind = Literal["CONFLICT", "MISSING", "UNCLEAR", "NOT-PUBLIC", "MEDICINE", "DAMAGED", "NOT-EXPLAINED"]
NOTICE_KINDS: tuple[NoticeKind, ...] = get_args(NoticeKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of inline text. `target` is an address (link) or a term's id (term); only `text` spans hold `text`."""

    kind: SpanKind
    text: str = ""
    target: str = ""
    children: tuple["Span", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One translatable piece: the Markdown as written (white space folded), and parsed. `lang` where not the page's."""

    text: str
    spans: tuple[Span, ...]
    where: Where
    lang: str = ""
    plain: str = field(init=False, repr=False, compare=False)
    """The words alone, without marks: every rule and page asks for them, so they are put together once."""

    def __post_init__(self) -> None:
        """Put the plain words together."""
        object.__setattr__(self, "plain", "".join([_plain(span) for span in self.spans]))


def unmarked(text: str, where: Where) -> Message:
    """A message of plain characters: nothing in it is a mark."""
    return Message(text=text, spans=(Span(kind="text", text=text),), where=where)


def _plain(span: Span) -> str:
    return span.text + "".join([_plain(child) for child in span.children]) if span.children else span.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph (one part) or a flat list (a part an item)."""

    kind: BlockKind
    parts: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The record's own words as a writer quoted them, white space folded; `[...]` stands for a cut."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to ask, in the reader's own words."""

    id: str
    audience: Audience
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A typed problem of the record, or a warning that a criterion carries."""

    kind: NoticeKind
    quotes: tuple[Quote, ...]
    blocks: tuple[Block, ...]
    questions: tuple[Question, ...]
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Quotes of the record and the plain words that explain them. Without a `heading` it stands under its section's."""

    id: str
    heading: Message | None
    quotes: tuple[Quote, ...]
    blocks: tuple[Block, ...]
    why: tuple[Block, ...]
    notices: tuple[Notice, ...]
    questions: tuple[Question, ...]
    where: Where

    @property
    def explained(self) -> bool:
        """Whether plain words stand here."""
        return bool(self.blocks)

    @property
    def finished(self) -> bool:
        """Whether plain words stand here, or the reason for none: else it is "not explained yet"."""
        return self.explained or any(notice.kind == "NOT-EXPLAINED" for notice in self.notices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An H2 of a document. `part` and `group` say which of the record's lists it explains: then it has no heading of ours."""

    id: str
    heading: Message | None
    part: Part
    group: str
    notices: tuple[Notice, ...]
    units: tuple[Unit, ...]
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of units. The title and the writer's name have no words while nobody has written anything."""

    title: Message
    written_by: Message
    written_on: str
    notices: tuple[Notice, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Where our copy of the record came from. `read_on` is an ISO date, or empty where it is not known."""

    record_from: str
    read_on: str
    whole: bool
    blocks: tuple[Block, ...]
    facts: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """Questions under one heading. Those of different files that share an id are shown together."""

    id: str
    title: Message
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionList:
    """A file of shared questions. `when` is the trait that a record needs for the list to join (empty: always)."""

    title: Message
    blocks: tuple[Block, ...]
    when: str
    groups: tuple[QuestionGroup, ...]
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A study: its record, and our words on it. `earlier`: the records that it had before, the newest first."""

    id: str
    record: Record
    copy: Copy
    summary: Document
    eligibility: Document
    questions: tuple[QuestionGroup, ...]
    waivers: tuple[Waiver, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """Those whose units must together cover the record."""
        return (self.summary, self.eligibility)

    @property
    def title(self) -> Message:
        """Ours, or the record's while there is none: nothing of that is to be translated, or held against our rules."""
        ours = self.summary.title
        if ours.text:
            return ours
        words = " ".join(self.record.title.split()) or self.id
        return replace(ours, spans=(Span(kind="text", text=words),), lang=SOURCE_LOCALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word explained once for all pages. `said` is how it is said, where that is hard."""

    id: str
    name: Message
    also: tuple[str, ...]
    said: str
    blocks: tuple[Block, ...]
    examples: tuple[Message, ...]
    sources: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSection:
    """A heading with its text."""

    id: str
    heading: Message
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page of prose, or a guide, placed by `order`; `when`: the trait of the studies that name it (empty: all)."""

    id: str
    title: Message
    blocks: tuple[Block, ...]
    sections: tuple[ArticleSection, ...]
    order: int = 0
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The notice that every page carries: `title` and `blocks` are the full text, `line` the short one for what sticks."""

    title: Message
    blocks: tuple[Block, ...]
    line: Message

    @property
    def text(self) -> str:
        """The full text, white space folded, as the audit looks for it."""
        parts = [self.title.plain, *(part.plain for block in self.blocks for part in block.parts)]
        return " ".join(" ".join(parts).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A wording to avoid, what to write instead, and the kind of fault (`promise`, `hope`…) that it is."""

    kind: str
    avoid: str
    instead: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What whoever runs a site chooses in `content/site.md`. Addresses have no trailing slash; empty means not given.

    `may_embed`: the hosts whose pages may show a study in a frame; `*` is every host, and none at all nobody.
    """

    name: Message
    contact: str
    public_address: str
    may_embed: tuple[str, ...]
    links_to: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that pages are made from. The banner is not optional.

    `everyday`: words that need no explaining; `things`: those of them that name things.
    """

    settings: SiteSettings
    banner: Banner
    home: Article
    about: tuple[Article, ...]
    guides: tuple[Article, ...]
    glossary: tuple[Term, ...]
    question_lists: tuple[QuestionList, ...]
    wording: tuple[Wording, ...]
    everyday: frozenset[str]
    things: frozenset[str]
    health: tuple[HealthWords, ...]
    senses: tuple[Senses, ...]
    trials: tuple[Trial, ...]
