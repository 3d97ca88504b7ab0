"""Which plain words for the body, illness, tests and care stand for which of a record's words: `content/health-words.md`."""

import re
from collections.abc import Iterable

from explainer.checks.inflection import bases
from explainer.checks.kept import kept
from explainer.checks.statements import keys
from explainer.health_words import HealthKind, HealthWords
from explainer.model import Site

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
FEW = 6
Lines = frozenset[int]
NONE: Lines = frozenset()


class Meanings:
    """The lines of one section of the table that a word stands on, by number."""

    def __init__(self, table: Iterable[HealthWords], everyday: frozenset[str], things: frozenset[str] = frozenset()) -> None:
        self.lines = tuple(table)
        self._everyday = everyday
        self._things = things
        self._plain: dict[str, set[int]] = {}
        self._patterns: dict[tuple[bool, bool], dict[str, set[int]]] = {}
        for number, line in enumerate(self.lines):
            for word in line.plain:
                self._plain.setdefault(word.lower(), set()).add(number)
            for pattern in line.record:
                of_kind = self._patterns.setdefault((pattern[0] == "*", pattern[-1] == "*"), {})
                of_kind.setdefault(pattern.strip("*"), set()).add(number if line.plain else -1)
        self._found: dict[str, Lines] = {}
        self._named: dict[str, Lines] = {}
        self._said: dict[str, Lines] = {}
        self._thing: dict[str, bool] = {}
        self._lengths = {kind: sorted({*map(len, of_kind)}) for kind, of_kind in self._patterns.items()}
        self._edges = {
            kind: {_edge(pattern, self._lengths[kind][0], at_end=kind[0]) for pattern in of_kind}
            for kind, of_kind in self._patterns.items()
        }
        """The first letters of patterns that only end openly, and the last ones of those that only begin so."""
        self._texts: dict[str, Lines] = {}

    def of_plain(self, word: str) -> Lines:
        """Those on which it stands as a plain word."""
        if word not in self._said:
            low = word.lower().replace("’", "'").removesuffix("'s")
            # "Number" is no form of "numb", because it is a word of its own, and so are "numbers".
            own = next((word for word in (low, low.removesuffix("s")) if word in self._everyday), "")
            forms = [low, own] if own else bases(low)
            self._said[word] = frozenset(number for form in forms for number in self._plain.get(form, ()))
        return self._said[word]

    def of_record(self, word: str) -> Lines:
        """Those on which it stands at all. One that names nothing of the kind stands on line -1."""
        if word not in self._found:
            self._found[word] = self.of_plain(word) | self.named_by(word)
        return self._found[word]

    def named_by(self, word: str) -> Lines:
        """Those among whose record's words it is."""
        if word not in self._named:
            self._named[word] = NONE.union(*(self._matched(part) for part in _parts(word.lower())))
        return self._named[word]

    def _matched(self, word: str) -> set[int]:
        found: set[int] = set()
        for form in bases(word):
            # What a form has that only lacks the word's ending, the word itself has, but for where a pattern ends with it.
            shortened = len(form) < len(word) and word.startswith(form)
            for (open_start, open_end), of_kind in self._patterns.items():
                if not open_start and not open_end:
                    found.update(of_kind.get(form, ()))
                    continue
                if shortened and open_end:
                    continue
                size, lengths = len(form), self._lengths[open_start, open_end]
                edge = _edge(form, lengths[0], at_end=open_start)
                if open_start != open_end and edge not in self._edges[open_start, open_end]:
                    continue
                # No piece of another length than a pattern's: a word may be as long as a text.
                for length in lengths:
                    last = size - length
                    if last < 0:
                        break
                    for start in range(last + 1) if open_start and open_end else (last,) if open_start else (0,):
                        found.update(of_kind.get(form[start : start + length], ()))
        return found

    def keys_of(self, word: str) -> frozenset[str]:
        """The keys of the plain words that it may stand for, where it is so much of a name that few words can."""
        lines = self.of_record(word) - {-1}
        return keys(" ".join(plain for line in lines for plain in self.lines[line].plain)) if len(lines) <= FEW else frozenset()

    def narrowest(self, word: str) -> frozenset[str]:
        """The keys of the plain words of that of its lines which stands for the fewest words of a record."""
        lines = self.named_by(word) - {-1}
        line = min((self.lines[line] for line in lines), key=lambda line: len(line.record), default=None)
        return keys(" ".join(line.plain)) if line else frozenset()

    def of_text(self, text: str) -> Lines:
        """Those on which any word of a text stands."""
        if text not in self._texts:
            self._texts[text] = NONE.union(*map(self.of_record, WORD.findall(text)))
        return self._texts[text]

    def knows(self, word: str) -> bool:
        """Whether it is told what a word of a record means: an everyday one, or one of the table."""
        low = word.lower()
        return len(low) == 1 or not low.isalpha() or bool(self.of_record(word)) or self.is_everyday(word)

    def is_thing(self, word: str) -> bool:
        """Whether it is an everyday word for a thing, and in no form another one: "being" is no bee, and "Bath" a name."""
        if word not in self._thing:
            found = [base for base in bases(word) if base in self._everyday] if word.islower() else []
            self._thing[word] = bool(found) and all(base in self._things for base in found)
        return self._thing[word]

    def may_be_fact(self, word: str) -> bool:
        """Whether it is a plain word of a line, or for a thing."""
        return bool(self.of_plain(word)) or self.is_thing(word)

    def is_everyday(self, word: str) -> bool:
        """Whether it is an everyday word in any form, and on no line."""
        return not self.of_record(word) and any(base in self._everyday for base in bases(word.lower()))


def _edge(word: str, length: int, *, at_end: bool) -> str:
    return word[-length:] if at_end else word[:length]


def _parts(word: str) -> Iterable[str]:
    return dict.fromkeys((word, *PART.findall(word)))


# Known by the tables, and not by the site: one with another study in it, as a draft is held again and again, has the same.
@kept(4)
def _of_kind(table: tuple[HealthWords, ...], everyday: frozenset[str], things: frozenset[str], kind: HealthKind) -> Meanings:
    return Meanings([line for line in table if line.kind == kind], everyday, things)


def meanings(site: Site) -> Meanings:
    """The facts of a site's table, ready to be asked."""
    return _of_kind(site.health, site.everyday, site.things, "facts")


def qualifiers(site: Site) -> Meanings:
    """The words that have to be kept."""
    return _of_kind(site.health, site.everyday, site.things, "kept")


def events(site: Site) -> Meanings:
    """The events from which time is counted."""
    return _of_kind(site.health, site.everyday, site.things, "events")


def of_headings(site: Site) -> Meanings:
    """The words of headings that have to stand under them."""
    return _of_kind(site.health, site.everyday, site.things, "headings")


def scales(site: Site) -> Meanings:
    """Which end of which score is the better one, and what it is good to have."""
    return _of_kind(site.health, site.everyday, site.things, "scales")
