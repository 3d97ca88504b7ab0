"""A study's own files: units of quotes and plain words, the notices between them, and the questions that they carry."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import TypeGuard

from explainer.finding import Where
from explainer.model import AUDIENCES, Block, Copy, Document, Message, Notice, Question, QuestionGroup, Quote, Section, Unit
from explainer.reading.drafts import LIST_NAMES, NOBODY_YET, NOT_YET, PASSAGE_NAME, eligibility_draft, summary_draft
from explainer.reading.front_matter import Header, read_header
from explainer.reading.groups import fold_heading
from explainer.reading.notices import OPENS, read_notice, read_quotes
from explainer.reading.outline import PART, Node, is_question_list, outline, prose_blocks, questions, untitled_outline
from explainer.reading.prose import Chunk, ProseReader, RawQuote, slug
from explainer.reading.source import Folder, Source
from explainer.record import Part, Record

WHY = "Why it matters"
QUESTIONS = "Questions"
LISTS = {name.lower(): part for name, part in LIST_NAMES.items()}
LEAD = "lead"
NOT_KNOWN = "not known"
COPIES = {"whole": True, "part": False}


@dataclass(slots=True)
class UnitReader:
    """Reads the files of one study, whose record is none where that could not be read."""

    folder: Folder
    prose: ProseReader
    record: Record | None
    _like_notices: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Made once: of what in the record begins as a notice does."""
        passages = self.record.passages if self.record else ()
        self._like_notices = frozenset(passage.quotable for passage in passages if passage.text.startswith(OPENS))

    def document(self, path: str, *, lists: bool) -> Document | None:
        """`summary.md`, or with `lists` `eligibility.md`, whose H2 name the record's lists. Without the file, its draft."""
        source = self.folder.read(path, fix="write it, or take it away", needed=False) or self._drafted(path, lists=lists)
        if source is None:
            return None
        header = read_header(source, self.folder.problems, needed=("written-by", "written-on"))
        self._date(header, "written-on", unless=NOT_YET)
        root = outline(self.prose, source, header.body, header.body_line, deepest=PART)
        if root is None:
            return None
        lead = self._unit(source, root, id=LEAD, children=[c for c in root.children if _is_part(c)])
        has_lead = _holds_words(lead)
        nodes = [node for node in root.children if not _is_part(node)]
        sections = [self._listed(source, node) if lists else self._free(source, node) for node in nodes]
        if has_lead and lists:
            fix = "put them under ## Inclusion, with a heading: ### …"
            self._add("unit-without-heading", source, root.line, "words stand above the first list", fix)
        elif has_lead:
            sections.insert(0, self._section(source, root, part="summary", id=LEAD, notices=(), units=(lead,)))
        return Document(
            title=_unless(self.record.id if self.record else "", root.heading.message),
            written_by=_unless(NOBODY_YET, header.message("written-by")),
            written_on=header.values.get("written-on", "").replace(NOT_YET, ""),
            notices=() if has_lead else lead.notices,
            sections=tuple(section for section in sections if section.units or section.notices),
        )

    def _drafted(self, path: str, *, lists: bool) -> Source | None:
        """What stands in for a file that is not there. One that is there and cannot be read has a finding of its own."""
        if os.path.lexists(self.folder.root / path):
            return None
        message, fix = "this file is missing: nobody has explained this part of the study", "`explainer import` makes a draft"
        self.folder.problems.add("file-missing", Where(path=path), message, fix, "warning")
        if self.record is None:
            return None
        return Source(path=path, text=(eligibility_draft if lists else summary_draft)(self.record))

    def copy(self, path: str) -> Copy | None:
        """`trial.md`: where the record came from, and facts that it gives only in words."""
        source = self.folder.read(path, fix="write it: where and when the record was read, and how complete the copy is")
        if source is None:
            return None
        problems = self.folder.problems
        header = read_header(source, problems, needed=("record-from", "record-read-on", "copy"))
        read_on = header.values.get("record-read-on", "")
        self._date(header, "record-read-on", unless=NOT_KNOWN)
        if (header.values.get("copy") or "whole") not in COPIES:
            problems.add(
                "header", header.where("copy"), "nobody knows this kind of copy", "write `copy: whole` or `copy: part`"
            )
        root = untitled_outline(self.prose, source, header.body, header.body_line)
        if root is None:
            return None
        return Copy(
            record_from=header.values.get("record-from", ""),
            read_on="" if read_on == NOT_KNOWN else read_on,
            whole=COPIES.get(header.values.get("copy", ""), False),
            blocks=prose_blocks(self.prose, source, root.chunks),
            facts=tuple(self._free(source, node) for node in root.children),
        )

    def questions(self, path: str) -> tuple[QuestionGroup, ...]:
        """`questions.md`: the questions that only this study asks for. The file may be missing."""
        source = self.folder.read(path, fix="write a title and questions, or take the file away", needed=False)
        root = outline(self.prose, source, source.text, 1) if source else None
        if source is None or root is None:
            return ()
        for chunk in root.chunks:
            self._add(
                "words-among-questions", source, chunk.line, "only questions can stand here", "put it under a heading: ## …"
            )
        return tuple(question_groups(self.prose, source, root))

    def _date(self, header: Header, key: str, *, unless: str) -> None:
        value = header.values.get(key)
        if value and value != unless and not _is_day(value):
            fix = "write year-month-day: 2026-03-10"
            self.folder.problems.add("header", header.where(key), f"{value!r} is not a date", fix)

    def _free(self, source: Source, node: Node) -> Section:
        """An H2 of a summary: units under H3, and perhaps one right under the H2 itself."""
        own = self._unit(source, node, id=node.id, children=[c for c in node.children if _is_part(c)])
        units = [self._unit(source, child) for child in node.children if not _is_part(child)]
        notices = own.notices
        if _holds_words(own):
            units.insert(0, own)
            notices = ()
        return self._section(source, node, part="summary", id=node.id, notices=notices, units=tuple(units))

    def _listed(self, source: Source, node: Node) -> Section:
        """An H2 of an eligibility file: a list of the record, or `Rules` in neither, perhaps with the record's own heading."""
        name, _, group = node.heading.message.text.partition(":")
        part = LISTS.get(name.strip().lower())
        if part is None:
            fix = "write `## Inclusion`, `## Exclusion` or `## Rules`, then perhaps a colon and the record's own heading"
            self._add("list-unknown", source, node.line, f"{name!r} is not one of the record's lists", fix)
        units = [self._unit(source, child) for child in node.children]
        own = self._unit(source, node, id="", children=[])
        if own.quotes or own.blocks:
            fix = "put a heading of its own above it: ### …"
            self._add("unit-without-heading", source, node.line, "a criterion stands right under the list's heading", fix)
        group = fold_heading(group)
        id = node.heading.id or slug(f"{part} {group}")
        return self._section(source, node, part=part or "criteria", group=group, id=id, notices=own.notices, units=tuple(units))

    def _section(
        self,
        source: Source,
        node: Node,
        *,
        part: Part,
        id: str,
        notices: tuple[Notice, ...],
        units: tuple[Unit, ...],
        group: str = "",
    ) -> Section:
        return Section(
            id=id,
            heading=_heading(node) if node.heading.level > 1 and part == "summary" else None,
            part=part,
            group=group,
            notices=notices,
            units=units,
            where=source.at(node.line),
        )

    def _unit(self, source: Source, node: Node, *, id: str = "", children: list[Node] | None = None) -> Unit:
        """One unit. With an `id` it stands under another heading and has none of its own."""
        parts = node.children if children is None else children
        quotes: list[Quote] = []
        found = (chunk for each in (node, *parts) for chunk in each.chunks if self._is_notice(chunk))
        notices = [read_notice(self.prose, source, chunk) for chunk in found]
        words: list[Chunk] = []
        for chunk in self._words(node):
            if isinstance(chunk, RawQuote):
                quotes.extend(read_quotes(source, chunk))
            else:
                if is_question_list(chunk):
                    self._add("not-under-questions", source, chunk.line, "these are questions", f"put #### {QUESTIONS} above")
                words.append(chunk)
        why, asked = self._parts(source, parts)
        return Unit(
            id=id or node.id,
            heading=None if children is not None else _heading(node),
            quotes=tuple(quotes),
            blocks=prose_blocks(self.prose, source, words),
            why=why,
            notices=tuple(notices),
            questions=asked,
            where=source.at(node.line),
        )

    def _parts(self, source: Source, children: list[Node]) -> tuple[tuple[Block, ...], tuple[Question, ...]]:
        why: list[Block] = []
        asked: list[Question] = []
        for child in children:
            name = child.heading.message.text
            if name == WHY:
                why.extend(prose_blocks(self.prose, source, self._words(child)))
            elif name == QUESTIONS:
                asked.extend(q for chunk in self._words(child) for q in questions(self.prose, source, chunk))
            elif child.heading.level <= PART:
                near = get_close_matches(name, (WHY, QUESTIONS), n=1, cutoff=0.4)
                fix = f"write `#### {near[0]}`" if near else f"use `#### {WHY}` or `#### {QUESTIONS}`"
                self._add("unit-part", source, child.line, f"a unit has no part {name!r}", fix)
        return tuple(why), tuple(asked)

    def _is_notice(self, chunk: Chunk) -> TypeGuard[RawQuote]:
        """Whether a blockquote is a notice; a passage of the record may begin as one."""
        if not isinstance(chunk, RawQuote) or not chunk.lines[0][1].lstrip().startswith(OPENS):
            return False
        return " ".join(" ".join(words for _, words in chunk.lines).split()) not in self._like_notices

    def _words(self, node: Node) -> list[Chunk]:
        """A notice belongs to its unit wherever in it it stands, also below the heading of a part."""
        return [chunk for chunk in node.chunks if not self._is_notice(chunk)]

    def _add(self, rule: str, source: Source, line: int, message: str, fix: str) -> None:
        self.folder.problems.add(rule, source.at(line), message, fix)


def question_groups(prose: ProseReader, source: Source, root: Node) -> Iterator[QuestionGroup]:
    """The H2 of a question file. `doctor.md` and `coordinator.md` need not say who is asked."""
    name = source.path.rpartition("/")[2].removesuffix(".md")
    audience = next((known for known in AUDIENCES if known == name), None)
    for node in root.children:
        asked = tuple(q for chunk in node.chunks for q in questions(prose, source, chunk, audience))
        yield QuestionGroup(id=node.id, title=node.heading.message, questions=asked)


def _is_part(node: Node) -> bool:
    return node.heading.message.text in (WHY, QUESTIONS)


def _holds_words(unit: Unit) -> bool:
    """Whether there is more to a unit under another heading than notices, which are then that heading's."""
    return bool(unit.quotes or unit.blocks or unit.why or unit.questions)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _heading(node: Node) -> Message | None:
    """The words of a heading; none where it only names a passage, as in a draft."""
    message = node.heading.message
    return None if PASSAGE_NAME.fullmatch(message.text) else message


def _unless(stand_in: str, message: Message) -> Message:
    return replace(message, text="", spans=()) if message.text == stand_in else message
