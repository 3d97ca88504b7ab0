"""What somebody signs as one, and its fingerprints: each unit, and what each file of a study holds around its units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from explainer.checks.earlier import outdated
from explainer.checks.kept import kept
from explainer.checks.match import CUT, quotable, spans
from explainer.finding import Where
from explainer.model import Block, Document, Message, Notice, Question, QuestionGroup, Section, Trial, Unit
from explainer.record import Passage, Record
from explainer.sign_off import Fingerprints, fingerprint

QUOTE = "quote"
NOTICE_QUOTE = "quote in a notice"


Words = tuple[tuple[str, str], ...]


class Line(NamedTuple):
    """A text of a unit. `kind` is what it is there: a heading, a quote, words…, for the fingerprint and for people."""

    kind: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Signable:
    """A unit by its id, or what a file holds around its units, by the file's name (no id has a full stop in it).

    `record`: the whole passages that it quotes, each under the record's own heading. `lines`: the quotes and our words.
    `late`: the ISO date on which the record changed, where the words explain what it said before.
    """

    id: str
    where: Where
    record: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    late: str = ""

    @property
    def words(self) -> Words:
        """Our words, without what they quote."""
        return tuple((line.kind, line.text) for line in self.lines if line.kind not in (QUOTE, NOTICE_QUOTE, "list", "notice"))

    def fingerprints(self, translation: Iterable[tuple[str, str]] = ()) -> Fingerprints:
        """Those of the record's words, of our words, and of our words in another language."""
        translated = tuple(translation)
        return Fingerprints(
            record=fingerprint(self.record),
            original=fingerprint((line.kind, line.text) for line in self.lines),
            translation=fingerprint(translated) if translated else "",
        )


@kept(most=64)
def signables(trial: Trial) -> tuple[Signable, ...]:
    """All that can be signed of a study, each under an id of its own, file by file. What holds no words is left out."""
    record = _Record(trial.record)
    late = {holder.id: day for holder, day in outdated(trial).items()}
    found = []
    for id, where, lines, section in texts(trial):
        quoted = record.quoted(lines, _allowed(trial.record, section) if section else frozenset())
        found.append(Signable(id=id, where=where, record=quoted, lines=lines, late=late.get(id, "")))
    return tuple(found)


def texts(trial: Trial) -> Iterator[tuple[str, Where, tuple[Line, ...], Section | None]]:
    """The same, each by its id, its place, its texts, and for a unit its section."""
    folder = f"content/trials/{trial.id}"
    for name, own, sections in (
        ("trial.md", _of_blocks("words", trial.copy.blocks), trial.copy.facts),
        ("summary.md", _of_document(trial.summary), trial.summary.sections),
        ("eligibility.md", _of_document(trial.eligibility), trial.eligibility.sections),
        ("questions.md", _of_groups(trial.questions), ()),
    ):
        if lines := (*own, *chain.from_iterable(_of_section(section) for section in sections)):
            yield name, Where(path=f"{folder}/{name}"), lines, None
        for section in sections:
            for unit in section.units:
                yield unit.id, unit.where, tuple(_of_unit(unit, section)), section


@kept()
def _allowed(record: Record, section: Section) -> frozenset[Passage]:
    return frozenset(quotable(record, section))


def placed(passage: Passage) -> tuple[str, str]:
    """A passage, whole, under the list and the heading that say for whom it holds."""
    return f"{passage.part} {passage.group}".strip(), passage.quotable


class _Record:
    """The record, in which what a quote is of is found by its text."""

    def __init__(self, record: Record) -> None:
        self.by_text: dict[str, list[Passage]] = {}
        for passage in record.passages:
            self.by_text.setdefault(passage.quotable, []).append(passage)

    def quoted(self, lines: Iterable[Line], allowed: frozenset[Passage] = frozenset()) -> tuple[tuple[str, str], ...]:
        """What is quoted, once each, with its list and heading: by a notice any passage, by a unit one of the `allowed`."""
        found = [p for line in lines if line.kind == QUOTE for p in self._of(line) if p in allowed]
        found += [p for line in lines if line.kind == NOTICE_QUOTE for p in self._of(line)]
        return tuple(dict.fromkeys(map(placed, found)))

    def _of(self, line: Line) -> list[Passage]:
        if CUT not in line.text:
            return self.by_text.get(line.text, [])
        first, *_, last = (piece.strip() for piece in line.text.split(CUT))
        near = (text for text in self.by_text if text.startswith(first) and text.endswith(last))
        return [passage for text in near if spans(line.text, text) is not None for passage in self.by_text[text]]


def _of_document(document: Document) -> Iterator[Line]:
    if document.title.text:
        yield _line("heading", document.title)
    yield from _of_notices(document.notices)


def _of_section(section: Section) -> Iterator[Line]:
    """What stands between a section's heading and its units. The heading of a unit without one is that unit's."""
    if section.heading and all(unit.heading for unit in section.units):
        yield _line("heading", section.heading)
    yield from _of_notices(section.notices)


def _of_unit(unit: Unit, section: Section) -> Iterator[Line]:
    """A unit's texts, with the list that it stands in: that is the label which the page gives it."""
    if section.part != "summary":
        yield Line("list", f"{section.part} {section.group}".strip(), unit.where)
    if heading := unit.heading or section.heading:
        yield _line("heading", heading)
    yield from (Line(QUOTE, quote.text, quote.where) for quote in unit.quotes)
    yield from _of_blocks("words", unit.blocks)
    yield from _of_blocks("why", unit.why)
    yield from _of_notices(unit.notices)
    yield from _of_questions(unit.questions)


def _of_notices(notices: Iterable[Notice]) -> Iterator[Line]:
    for notice in notices:
        yield Line("notice", notice.kind, notice.where)
        yield from (Line(NOTICE_QUOTE, quote.text, quote.where) for quote in notice.quotes)
        yield from _of_blocks("words", notice.blocks)
        yield from _of_questions(notice.questions)


def _of_blocks(kind: str, blocks: Iterable[Block]) -> Iterator[Line]:
    return (_line(kind, part) for block in blocks for part in block.parts)


def _of_questions(questions: Iterable[Question]) -> Iterator[Line]:
    return (_line(f"question for the {question.audience}", question.message) for question in questions)


def _of_groups(groups: Iterable[QuestionGroup]) -> Iterator[Line]:
    for group in groups:
        yield _line("heading", group.title)
        yield from _of_questions(group.questions)


def _line(kind: str, message: Message) -> Line:
    return Line(kind, message.text, message.where)
