"""The index of a search: where each key stands, and which known keys a typed one may mean."""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, takewhile

from explainer.show.search_entries import WEIGHTS, Entry, Part
from explainer.show.search_words import ANY_JOINED, SHORT, Keys, distance, pieces, slips, threes

EXACT, LONGER, SLIP = 4, 2, 1
"""How much a match counts: the word itself, a longer one that begins with it, one that is a slip of the pen away."""
LONG = 5
"""From this length on a known word finds longer ones too: "child" finds "children", but "car" does not find "care"."""
MOST_LONGER = 200

PARTS: tuple[Part, ...] = tuple(WEIGHTS)
BITS: Mapping[Part, int] = {part: 1 << number for number, part in enumerate(PARTS)}
SHIFT = len(PARTS)
ALL = (1 << SHIFT) - 1
BEST = [max((WEIGHTS[part] for part in PARTS if mask & BITS[part]), default=0) for mask in range(ALL + 1)]
"""For each set of parts the weight of the one that counts most."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The known keys that a typed one stands for, each with how much it counts; and the one to ask "Did you mean" for."""

    keys: Mapping[str, int]
    likely: str = ""


class Index:
    """Made once of a site's entries; holds nothing of who searches for what."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.keys = Keys()
        self.postings: dict[str, array[int]] = defaultdict(lambda: array("Q"))
        """For each key the entries that hold it: number and bits of the parts, in one."""
        for number, entry in enumerate(entries):
            masks: dict[str, int] = {}
            for part, text in entry.texts:
                bit = BITS[part]
                for key in self.keys.of(text):
                    masks[key] = masks.get(key, 0) | bit
            for key, mask in masks.items():
                self.postings[key].append(number << SHIFT | mask)
        self.vocabulary = sorted(self.postings)

    @cached_property
    def _by_three(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self.vocabulary:
            for three in threes(key):
                found[three].append(key)
        return dict(found)

    def meant(self, key: str) -> Meant:
        """What a typed key stands for: itself and longer ones; else those that are a slip away; else only what to ask about."""
        if known := self._known(key):
            return Meant(known)
        if near := self._near(key):
            return Meant(dict.fromkeys(near, SLIP), min(near, key=lambda other: (-len(self.postings[other]), other)))
        return Meant({}, self._beginning_alike(key))

    def _known(self, key: str) -> dict[str, int]:
        """The key itself, and longer ones that begin with it."""
        exact = {key: EXACT} if key in self.postings else {}
        if not ANY_JOINED.match(key) and (len(key) < LONG if exact else len(key) < SHORT - 1):
            return exact
        at = bisect_left(self.vocabulary, key)
        return {other: LONGER for other in self.vocabulary[at : at + MOST_LONGER] if other.startswith(key)} | exact

    def _near(self, key: str) -> list[str]:
        """The known keys that are fewest slips away, if these are few enough."""
        most = slips(key)
        if not most:
            return []
        # One slip changes four of the key's threes and two of its letters at most: what differs in more need not be compared.
        need, letters = len(key) + 2 - 4 * most, set(key)
        sharing = Counter(chain.from_iterable(self._by_three.get(three, ()) for three in threes(key)))
        near = (other for other, shared in sharing.items() if shared >= need and abs(len(other) - len(key)) <= most)
        far = {other: distance(key, other, most) for other in near if len(letters.symmetric_difference(other)) <= 2 * most}
        least = min(far.values(), default=most + 1)
        return [other for other, slips in far.items() if slips == least <= most]

    def _beginning_alike(self, key: str) -> str:
        """The known key that begins most like this one, if half of it does."""
        at = bisect_left(self.vocabulary, key)
        neighbours = self.vocabulary[max(at - 1, 0) : at + 1]
        alike = [
            (sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(key, other, strict=False))), other)
            for other in neighbours
        ]
        common, likely = max(alike, default=(0, ""))
        return likely if common >= SHORT and common * 2 >= len(key) else ""

    def holding(self, keys: Mapping[str, int], parts: int = ALL) -> dict[int, int]:
        """The entries that hold any of these keys in these parts: by number, with what the best of them counts."""
        (first, best), *others = keys.items() or (("", 0),)
        # One key has an entry once.
        found = {each >> SHIFT: BEST[mask] * best for each in self.postings.get(first, ()) if (mask := each & parts)}
        for key, quality in others:
            for packed in self.postings[key]:
                if mask := packed & parts:
                    counts = BEST[mask] * quality
                    number = packed >> SHIFT
                    if counts > found.get(number, 0):
                        found[number] = counts
        return found

    def written(self, key: str) -> str:
        """A known key as the first text that holds it writes it."""
        texts = self.entries[self.postings[key][0] >> SHIFT].texts
        text = next(text for _, text in texts if key in self.keys.of(text))
        return next(text[piece.start : piece.end] for piece in pieces(text) if piece.key == key)
