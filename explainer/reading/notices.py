"""Quotes and notices: the blockquotes of a study's files."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from explainer.model import NOTICE_KINDS, Notice, NoticeKind, Question, Quote
from explainer.reading.outline import is_question_list, prose_blocks, questions
from explainer.reading.prose import Chunk, Heading, ProseReader, RawQuote
from explainer.reading.source import Source

OPENS = "[!"
"""What the first line of a notice begins with."""
NOTICE = re.compile(r"\s*\[!([^\]\s]*)\]\s*(.*)")


def read_notice(prose: ProseReader, source: Source, chunk: RawQuote) -> Notice:
    """A blockquote as the notice that its first line names; what is wrong with it is found."""
    problems = prose.problems
    line, text = chunk.lines[0]
    match = NOTICE.fullmatch(text)
    name, rest = (match[1], match[2]) if match else ("", "")
    kind = next((known for known in NOTICE_KINDS if known == name), None)
    if kind is None:
        near = get_close_matches(name.upper(), NOTICE_KINDS, n=1, cutoff=0.4)
        fix = f"write [!{near[0]}]" if near else f"use one of: {', '.join(NOTICE_KINDS)}"
        problems.add("notice-unknown", source.at(line), f"nobody knows a notice [!{name}]", fix)
    if rest:
        fix = "put them on the next line"
        problems.add("notice-first-line", source.at(line), "words stand beside the kind of the notice", fix)
    for later, words in chunk.lines[1:]:
        if NOTICE.fullmatch(words):
            fix = "put an empty line, without >, between the two"
            problems.add("notice-doubled", source.at(later), "two notices stand in one block", fix)
    return _filled(prose, source, kind or "UNCLEAR", chunk, rest)


def _filled(prose: ProseReader, source: Source, kind: NoticeKind, chunk: RawQuote, first: str) -> Notice:
    lines = {number: "" if NOTICE.fullmatch(text) else text for number, text in chunk.lines} | {chunk.line: first}
    body = "\n".join(lines.get(number, "") for number in range(chunk.line, max(lines) + 1))
    quotes: list[Quote] = []
    words: list[Chunk] = []
    asked: list[Question] = []
    for inner in prose.chunks(source, body, chunk.line):
        if isinstance(inner, RawQuote):
            quotes.extend(read_quotes(source, inner))
        elif isinstance(inner, Heading):
            prose.problems.add("notice-heading", source.at(inner.line), "a notice has no headings", "take it out")
        elif is_question_list(inner):
            asked.extend(questions(prose, source, inner))
        else:
            words.append(inner)
    if not words:
        fix = "write in plain words what is wrong"
        prose.problems.add("notice-empty", source.at(chunk.line), "this notice says nothing", fix)
    return Notice(
        kind=kind,
        quotes=tuple(quotes),
        blocks=prose_blocks(prose, source, words),
        questions=tuple(asked),
        where=source.at(chunk.line),
    )


def read_quotes(source: Source, chunk: RawQuote) -> Iterator[Quote]:
    """A blockquote's paragraphs, each a quote of its own."""
    line, words = 0, ""
    for number, text in (*chunk.lines, (0, "")):
        if text.strip():
            line = line or number
            words += f" {text}"
        elif words:
            yield Quote(text=" ".join(words.split()), where=source.at(line))
            line, words = 0, ""
