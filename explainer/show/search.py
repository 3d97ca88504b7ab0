"""Search and filters over a site's entries: a pure function from an index and a query to what is found, and why.

`static/search.js` is the same in JavaScript, for a site without a server. Whole numbers only, so that both rank alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import ClassVar

from explainer.headers import Kind
from explainer.show.pages import SearchPage
from explainer.show.search_entries import Entry, Part
from explainer.show.search_index import ALL, BITS, Index, Meant
from explainer.show.search_query import Query, asked_keys
from explainer.show.search_words import pieces

SHOWN = 10
"""Results on one page of them."""
MOST_REASONS = 3
OF_CONDITION = BITS["condition"] | BITS["title"] | BITS["summary"]
OF_PLACE = BITS["place"]

Words = Sequence[Mapping[str, int]]
"""For each word that was asked for, the known keys that it stands for."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a shown text, and whether it is one of the words looked for."""

    text: str
    marked: bool = False


Phrase = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an entry was found: the part of it, and what stands there (nothing for its title). `age` and `open` are filters."""

    part: str
    phrase: Phrase = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """An entry that was found. `unsaid` are filters of which its record says nothing."""

    entry: Entry
    title: Phrase
    lead: str
    reasons: tuple[Reason, ...]
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of results: those that match, and apart those whose record does not say.

    `meant` is the words again with known ones for those that we do not know; empty where we know them all.
    """

    results: tuple[Result, ...] = ()
    unsure: tuple[Result, ...] = ()
    total: int = 0
    total_unsure: int = 0
    meant: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage(SearchPage):
    """The same form with what a query found. Its address names what somebody looks for, so it is nobody else's."""

    query: Query
    found: Found
    headers: ClassVar[Kind] = "found"

    @property
    def says(self) -> dict[str, bool]:
        """Which sentences and links of the template this page has (`search.js` decides by the same names)."""
        query, found = self.query, self.found
        some, unsure = found.total > 0, found.total_unsure > 0
        return {
            "empty": query.empty,
            "some": some,
            "perhaps": unsure and not some,
            "nothing": not (query.empty or some or unsure),
            "odd_age": bool(query.odd_age),
            "cut": query.cut,
            "meant": bool(found.meant),
            "studies_only": bool(query.filtered and query.words),
            "no_promise": some or unsure,
            "unsure": unsure,
            "before": query.page > 1,
            "more": found.more,
            "turn": query.page > 1 or found.more,
            "tips": not (some or query.empty),
        }


def find(index: Index, query: Query) -> Found:
    """What a query finds."""
    meant = {key: index.meant(key) for text in query.texts for key in asked_keys(text)}
    words, condition, place = ([meant[key].keys for key in asked_keys(text)] for text in query.texts)
    telling = _telling(index, words)
    everything = range(len(index.entries) if query.filtered else 0)
    ranked = _ranked(telling, len(index.entries)) if words else everything
    sure, unsure = _filtered(index, query, ranked, condition, place)
    start = (query.page - 1) * SHOWN
    shown = slice(start, start + SHOWN)
    looked_for = ([word.keys for word in telling], ALL, MOST_REASONS), (condition, OF_CONDITION, 1), (place, OF_PLACE, 1)
    return Found(
        results=tuple(_result(index, query, number, (), looked_for) for number in sure[shown]),
        unsure=tuple(_result(index, query, number, unsaid, looked_for) for number, unsaid in unsure[shown]),
        total=len(sure),
        total_unsure=len(unsure),
        meant=_meant(index, query.words, meant),
        more=max(len(sure), len(unsure)) > start + SHOWN,
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """A word, the entries that hold it with what it counts there, and how rare it is."""

    keys: Mapping[str, int]
    held: Mapping[int, int]
    rare: int


def _telling(index: Index, words: Words) -> list[Telling]:
    """The words that tell entries apart: "for" and "with" stand in most of them, and say nothing beside "lupus"."""
    half = len(index.entries) / 2
    # What one key alone holds in more than half of them need not be looked at where another word tells more.
    rarer = [keys for keys in words if max((len(index.postings[key]) for key in keys), default=0) <= half]
    telling = [word for word in _weighed(index, rarer) if word.held and word.rare > 1]
    return telling or list(_weighed(index, words))


def _weighed(index: Index, words: Words) -> Iterator[Telling]:
    for keys in words:
        held = index.holding(keys)
        yield Telling(keys, held, (len(index.entries) // max(len(held), 1)).bit_length() ** 2)


def _ranked(telling: Sequence[Telling], entries: int) -> list[int]:
    """The entries that hold the words, best first. A rare word counts more than a common one."""
    scores, covered = [0] * entries, [0] * entries
    for word in telling:
        rare = word.rare
        for number, counts in word.held.items():
            scores[number] += counts * rare
            covered[number] += rare
    # What holds less than half of what the best one holds is about something else.
    least = max(covered, default=0)
    held = [number for number in range(entries) if covered[number] and covered[number] * 2 >= least]
    return sorted(held, key=scores.__getitem__, reverse=True)


def _filtered(
    index: Index, query: Query, ranked: Iterable[int], condition: Words, place: Words
) -> tuple[list[int], list[tuple[int, tuple[str, ...]]]]:
    """Those that pass each filter; and those that fail only where their record says nothing, with what that is."""
    if not query.filtered:
        return list(ranked), []
    of_condition, of_place = _holding_all(index, condition, OF_CONDITION), _holding_all(index, place, OF_PLACE)
    sure: list[int] = []
    unsure: list[tuple[int, tuple[str, ...]]] = []
    for number in ranked:
        entry = index.entries[number]
        if entry.kind != "study":
            continue
        failed = []
        if query.condition and number not in of_condition:
            failed.append("condition")
        if query.age is not None and not any(ages.allow(query.age) for ages in entry.ages):
            failed.append("age")
        if query.place and number not in of_place:
            failed.append("place")
        if query.open and entry.open != query.open:
            failed.append("open")
        if not failed:
            sure.append(number)
        elif all(name in entry.unsaid for name in failed):
            unsure.append((number, tuple(failed)))
    return sure, unsure


def _holding_all(index: Index, words: Words, parts: int) -> set[int]:
    """The entries that hold all the words in these parts. A filter without a word in it finds nothing."""
    held = [index.holding(word, parts).keys() for word in words]
    return set[int]().union(*held[:1]).intersection(*held[1:])


def _result(
    index: Index, query: Query, number: int, unsaid: tuple[str, ...], looked_for: Sequence[tuple[Words, int, int]]
) -> Result:
    entry = index.entries[number]
    chosen: dict[tuple[Part, str], Reason] = {}
    for words, parts, most in looked_for:
        marked = _numbered(words)
        for part, text in () if not marked else _best_texts(index, entry, marked, parts, most):
            phrase = () if part == "title" else _phrase(text, marked)
            chosen.setdefault((part, text), Reason(part=part, phrase=phrase))
    reasons = list(chosen.values())
    if query.age is not None and "age" not in unsaid:
        reasons += [Reason(part="age", phrase=(Run(ages.words),)) for ages in entry.ages[:MOST_REASONS]]
    if query.open and "open" not in unsaid:
        reasons.append(Reason(part="open"))
    (words, *_), (condition, *_), _ = looked_for
    return Result(
        entry=entry,
        title=_phrase(entry.title, _numbered([*words, *condition])),
        lead="" if any(text == entry.lead for _, text in chosen) else entry.lead,
        reasons=tuple(reasons),
        unsaid=unsaid,
    )


def _numbered(words: Words) -> dict[str, int]:
    """For each known key, bits of the words that it stands for."""
    found: dict[str, int] = {}
    for number, word in enumerate(words):
        for key in word:
            found[key] = found.get(key, 0) | 1 << number
    return found


def _best_texts(index: Index, entry: Entry, marked: Mapping[str, int], parts: int, most: int) -> Iterator[tuple[Part, str]]:
    """The fewest texts that show the words: those with the most first, and only what adds one."""
    held = []
    for part, text in entry.texts:
        if BITS[part] & parts and (keys := marked.keys() & index.keys.of(text)):
            held.append((reduce(or_, map(marked.__getitem__, keys)), part, text))
    shown = 0
    for words, part, text in sorted(held, key=lambda each: -each[0].bit_count()):
        if words & ~shown and most:
            yield part, text
            shown, most = shown | words, most - 1


def _phrase(text: str, marked: Mapping[str, int]) -> Phrase:
    """A text with the words marked."""
    runs: list[Run] = []
    at = 0
    for piece in pieces(text):
        if piece.key in marked and piece.end > at:
            # In scripts without spaces pieces overlap.
            start = max(at, piece.start)
            runs += [Run(text[at:start]), Run(text[start : piece.end], marked=True)]
            at = piece.end
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)


def _meant(index: Index, words: str, meant: Mapping[str, Meant]) -> str:
    """The words, with the likely ones instead of those that we do not know; empty where we know them all."""
    said, at = [], 0
    for piece in pieces(words):
        if piece.key in meant and (likely := meant[piece.key].likely):
            said += [words[at : piece.start], index.written(likely)]
            at = piece.end
    return "".join([*said, words[at:]]) if said else ""
