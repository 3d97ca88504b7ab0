"""What can be found: a study, a word or a guide as an entry of short texts; the same as JSON for a site without a server."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from explainer.model import Article, Block, Document, Site, Term, Trial
from explainer.packed import PackedTrial, unpack
from explainer.record import Record
from explainer.show.pages import trial_path

Kind = Literal["study", "term", "guide"]
Part = Literal["title", "condition", "also", "place", "summary", "rules", "meaning", "text", "record"]
WEIGHTS: dict[Part, int] = {
    "title": 8,
    "condition": 7,
    "also": 6,
    "place": 5,
    "summary": 5,
    "rules": 4,
    "meaning": 3,
    "text": 3,
    "record": 2,
}
"""The parts of an entry, and how much a word found there counts."""
OF_RECORD: frozenset[str] = frozenset({"condition", "place", "age", "record"})
"""Parts that are the record's own words, and so in its language."""
SOURCES = "sources"
"""The section of a guide that is no reading matter."""
LEADS: frozenset[str] = frozenset({"summary", "meaning", "text"})
OPEN = frozenset({"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
CLOSED = frozenset(
    "ACTIVE_NOT_RECRUITING COMPLETED TERMINATED WITHDRAWN SUSPENDED NO_LONGER_AVAILABLE APPROVED_FOR_MARKETING".split()
)
"""A status outside both, such as UNKNOWN, says neither."""
VERSION = 1
"""The shape of `index.json`; `search.js` reads this one only."""

LONGEST = 180
"""Letters that one text of an entry may have: it is shown whole where a word of it is found."""
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])")
AGE_WORD = re.compile(r"\b(?:aged?|ages|years?[- ]old)\b", re.IGNORECASE)
TWO_AGES = re.compile(
    r"(\d{1,3})\s*(?:years?|yrs?)?\s*(?:old)?\s*(?:-|–|—|−|~|to|and|through)\s*(\d{1,3})\s*(?:years?|yrs?|y)\b"
    r"|\bage[ds]?:? (?:of |from |between )*(\d{1,3})\s*(?:-|–|—|−|~|to|and|through)\s*(\d{1,3})\b",
    re.IGNORECASE,
)
FROM_AGE = re.compile(
    r"(?:≥|>=?|＞|at least|older than|over|above|minimum(?: age)?(?: of)?|from)\s*(\d{1,3})\s*-?(?:years?|yrs?|y)\b"
    r"|(\d{1,3})\s*(?:years?|yrs?)(?: old| of age)?,? (?:or|and) (?:older|above|over|more)",
    re.IGNORECASE,
)
TO_AGE = re.compile(
    r"(?:≤|<=?|＜|up to|younger than|under|below|less than|maximum(?: age)?(?: of)?)\s*(\d{1,3})\s*-?(?:years?|yrs?|y)\b"
    r"|(\d{1,3})\s*(?:years?|yrs?)(?: old| of age)?,? (?:or|and) (?:younger|under|below|less)",
    re.IGNORECASE,
)
AGE_FIELD = re.compile(r"(\d{1,5}) (year|month|week|day|hour|minute)s?", re.IGNORECASE)
IN_A_YEAR = {"year": 1, "month": 12, "week": 52, "day": 365, "hour": 8760, "minute": 525600}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """Ages in years that one place of a record allows, and that place's words. No `high` means no highest age."""

    low: float
    high: float | None
    words: str

    def allow(self, age: int) -> bool:
        """Whether somebody of this age in whole years may fall into it: from their birthday to the day before the next."""
        return self.low < age + 1 and (self.high is None or age <= self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something to find. `path` is its address after the locale; `unsaid` are the filters that its record leaves open."""

    kind: Kind
    path: str
    texts: tuple[tuple[Part, str], ...]
    ages: tuple[Ages, ...] = ()
    open: str = ""
    unsaid: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name, the first of its texts."""
        return self.texts[0][1]

    @property
    def lead(self) -> str:
        """The first sentence of what it says."""
        return next((text for part, text in self.texts if part in LEADS), "")


def entries_of(site: Site) -> tuple[Entry, ...]:
    """All that a site has to find. Words and guides come first: where all else is equal, they explain the studies."""
    return (*map(_term, site.glossary), *map(_guide, site.guides), *map(entry_of, site.trials))


def _sentences(part: Part, texts: Iterable[str]) -> Iterator[tuple[Part, str]]:
    for text in texts:
        for sentence in SENTENCE_END.split(" ".join(text.split())):
            cut = wrap(sentence, LONGEST, break_on_hyphens=False) if len(sentence) > LONGEST else [sentence]
            for number, piece in enumerate(cut, 1):
                yield part, ("… " if number > 1 else "") + piece + (" …" if number < len(cut) else "")


def _plain(blocks: Iterable[Block]) -> Iterator[str]:
    return (message.plain for block in blocks for message in block.parts)


def _term(term: Term) -> Entry:
    also: tuple[tuple[Part, str], ...] = tuple(("also", name) for name in term.also)
    meaning = _sentences("meaning", _plain(term.blocks))
    return Entry(kind="term", path=f"/glossary/#{term.id}", texts=(("title", term.name.plain), *also, *meaning))


def _guide(guide: Article) -> Entry:
    texts = [*_plain(guide.blocks)]
    for section in guide.sections:
        if section.id != SOURCES:
            texts += [section.heading.plain, *_plain(section.blocks)]
    return Entry(kind="guide", path=f"/guides/{guide.id}/", texts=(("title", guide.title.plain), *_sentences("text", texts)))


def entry_of(trial: Trial) -> Entry:
    """What can be found of a study; of a packed one it was made before."""
    if isinstance(trial, PackedTrial):
        kept: Entry = unpack(trial.packed.entry)
        return kept
    record = trial.record
    conditions: tuple[tuple[Part, str], ...] = tuple(("condition", text) for text in record.conditions)
    places: tuple[tuple[Part, str], ...] = tuple(("place", text) for text in record.places)
    field_ages = _field_ages(record)
    is_open = "yes" if record.status in OPEN else "no" if record.status in CLOSED else ""
    given = {"condition": conditions, "age": field_ages, "place": places, "open": is_open}
    own = (passage.quotable for passage in record.passages if passage.label not in ("Condition", "Location"))
    return Entry(
        kind="study",
        path=trial_path(trial.id),
        texts=(
            ("title", trial.title.plain),
            *conditions,
            *places,
            *_sentences("summary", _of_document(trial.summary)),
            *_sentences("rules", _of_document(trial.eligibility)),
            *_sentences("record", own),
        ),
        ages=(*((field_ages,) if field_ages else ()), *_text_ages(record, field_ages)),
        open=is_open,
        unsaid=tuple(name for name, found in given.items() if not found),
    )


def _of_document(document: Document) -> Iterator[str]:
    for section in document.sections:
        if section.heading:
            yield section.heading.plain
        for unit in section.units:
            if unit.heading:
                yield unit.heading.plain
            yield from _plain(unit.blocks)


def _field_ages(record: Record) -> Ages | None:
    low, high = _in_years(record.minimum_age), _in_years(record.maximum_age)
    if low is None and high is None:
        return None
    fields = [passage.quotable for passage in record.of_part("field") if passage.label in ("Minimum age", "Maximum age")]
    return Ages(low=low or 0, high=high, words="; ".join(fields))


def _in_years(age: str) -> float | None:
    found = AGE_FIELD.fullmatch(age.strip())
    return int(found[1]) / IN_A_YEAR[found[2].lower()] if found else None


def _text_ages(record: Record, fields: Ages | None) -> Iterator[Ages]:
    """The ages that the record's texts allow, where the fields say otherwise. They only ever let more people in."""
    for passage in (passage for part in ("summary", "inclusion", "criteria") for passage in record.of_part(part)):
        if AGE_WORD.search(passage.text):
            lows, highs = _numbers(passage.text)
            low = min(lows, default=fields.low if fields else 0)
            high = max(highs, default=fields.high if fields else None)
            if (lows or highs) and (fields is None or (low, high) != (fields.low, fields.high)):
                shown = (piece for _, piece in _sentences("record", [passage.quotable]) if AGE_WORD.search(piece))
                yield Ages(low=low, high=high, words=next(shown, passage.quotable[:LONGEST]))


def _numbers(text: str) -> tuple[list[int], list[int]]:
    """The lowest and the highest ages that a text names."""
    both = [[int(number) for number in found if number] for found in TWO_AGES.findall(text)]
    lows = [int(number) for found in FROM_AGE.findall(text) for number in found if number]
    highs = [int(number) for found in TO_AGE.findall(text) for number in found if number]
    return [pair[0] for pair in both] + lows, [pair[1] for pair in both] + highs


def index_json(entries: Iterable[Entry], *, banner: str, locale: str) -> str:
    """The entries for `search.js`, which makes the same index of them as the server does."""
    listed = [
        {"kind": entry.kind, "path": entry.path, "texts": entry.texts}
        | ({"ages": [[each.low, each.high, each.words] for each in entry.ages]} if entry.ages else {})
        | ({"open": entry.open} if entry.open else {})
        | ({"unsaid": entry.unsaid} if entry.unsaid else {})
        for entry in entries
    ]
    data = {"version": VERSION, "locale": locale, "banner": banner, "parts": WEIGHTS, "entries": listed}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
