"""A translation turns no sense of its original round, brings none in and leaves none out: `content/senses.md` says which.

Each language has the words for these senses in its tables `[senses]` and `[needed]`; one for which it has none is not compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from explainer.checks.denials import NEGATIVE
from explainer.checks.kept import kept
from explainer.checks.lexicon import HAN, ON_FRONT, folded
from explainer.checks.rule import Problem
from explainer.checks.said import ASKED, Sides
from explainer.checks.translation import ADD_WORD, Pair, pair_rule
from explainer.language.words import Words
from explainer.reading.senses import PATH
from explainer.senses import Senses

TOKEN = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
"""A word of a folded text, or a Chinese character: of "l'insuline" and "double-blind", each part is one."""
JOINT = re.compile(r"\s*|['.-]")
"""What may stand between the parts of a longer word: "l'un des", "long-term", "1.5"."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
FRONT = re.compile(ON_FRONT)
LONGEST_FRONT = 4
NEAR = 24
"""How many letters before a word the no of it may begin."""
LONGEST_WORD = 40
FEW_PIECES = 20
"""Of more than these it takes longer to ask than to look a word up in all its ways."""
MOST_TEXTS = 1 << 14
"""Originals of which is kept what they say: those of a site of many studies are compared study by study."""
Said = dict[str, list[str]]
"""What a text says: the words, by the name of their sense."""


class Dictionary:
    """The words for some senses, ready to be looked for in folded texts, where a word may have several senses.

    Each word of a text is looked up once for all texts, by the ways in which a table may write it: to make patterns of the
    tables takes seconds, and to search a text for hundreds of them a thousand times as long.
    """

    def __init__(self, table: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._single: dict[str, list[str]] = {}
        self._longer: dict[str, list[tuple[str, list[str]]]] = {}
        self._written: set[str] = set()
        self._known: dict[str, Meaning] = {}
        for name, words in table:
            for word in dict.fromkeys(map(folded, words)):
                first, *rest = _parts(word)
                self._written.update((first, *rest))
                if rest:
                    self._longer.setdefault(first, []).append((name, rest))
                else:
                    self._single.setdefault(first, []).append(name)
        stars: dict[tuple[bool, bool], set[int]] = defaultdict(set)
        for each in self._written:
            if "*" in each:
                stars[each[0] == "*", each[-1] == "*"].add(len(each.strip("*")))
        self._before, self._after, self._inside = (sorted(stars[ends]) for ends in ((True, False), (False, True), (True, True)))
        """How many letters stand beside a star, behind it or before it, or between two."""
        self._end, self._begin = min(self._before, default=0), min(self._after, default=0)
        self._ends = {each[-self._end :] for each in self._written if each[0] == "*" != each[-1]}
        self._begins = {each[: self._begin] for each in self._written if each[0] != "*" == each[-1]}
        self._pieces = tuple(each[1:-1] for each in self._written if each[0] == each[-1] == "*")
        """What a word ends with, begins with or has inside where a table may write it with a star: most have nothing of it."""

    def said(self, text: str) -> Said:
        """What a folded text says."""
        found: Said = {}
        tokens = [*TOKEN.finditer(text)]
        meanings = [self._looked_up(token.group()) for token in tokens]
        for at, meaning in enumerate(meanings):
            for name in meaning.names:
                found.setdefault(name, []).append(tokens[at].group())
            ends: dict[str, int] = {}
            for name, rest in meaning.begun:
                if name not in ends and self._follow(text, tokens, meanings, at, rest):
                    ends[name] = tokens[at + len(rest)].end()
            for name, end in ends.items():
                found.setdefault(name, []).append(text[tokens[at].start() : end])
        return found

    def _follow(self, text: str, tokens: list[re.Match[str]], meanings: list["Meaning"], at: int, rest: list[str]) -> bool:
        """Whether the other words of a longer word stand behind its first one, with no more than joints between."""
        if at + len(rest) >= len(tokens):
            return False
        for place, word in enumerate(rest, at + 1):
            if word not in meanings[place].ways:
                return False
            if not JOINT.fullmatch(text, tokens[place - 1].end(), tokens[place].start()):
                return False
        return True

    def _looked_up(self, word: str) -> "Meaning":
        """What the table knows of a word of a text."""
        if word not in self._known:
            # A text without spaces is no word, and has more pieces than could ever be looked up.
            ways = self._ways(word) if len(word) <= LONGEST_WORD else []
            self._known[word] = self._meaning(ways) if ways else NO_MEANING
        return self._known[word]

    def _meaning(self, ways: list[str]) -> "Meaning":
        names = dict.fromkeys(name for way in ways for name in self._single.get(way, ()))
        begun = [each for way in dict.fromkeys(ways) for each in self._longer.get(way, ())]
        return Meaning(frozenset(ways), tuple(names), tuple(begun))

    def _ways(self, word: str) -> list[str]:
        """How the table writes a word: whole, or with stars for all but so many letters as stand beside a star in it.

        Arabic also without what is written on to its front.
        """
        found: list[str] = []
        for rest in (word,) if word.isascii() else _without_front(word):
            found += [rest] if rest in self._written else []
            starred = rest[-self._end :] in self._ends or rest[: self._begin] in self._begins
            if starred or len(self._pieces) > FEW_PIECES or any(piece in rest for piece in self._pieces):
                found += self._starred(rest)
        return found

    def _starred(self, word: str) -> list[str]:
        size = len(word)
        ways = [(size - length + 1, 0, f"*{word[size - length :]}") for length in self._before if length <= size]
        ways += [(length, 1, f"{word[:length]}*") for length in self._after if length <= size]
        inside = [(start, length) for length in self._inside for start in range(size - length + 1)]
        ways += [(start + 1, 2, f"*{word[start : start + length]}*") for start, length in inside]
        return [way for *_, way in sorted(each for each in ways if each[2] in self._written)]


def _without_front(word: str) -> Iterator[str]:
    for front in range(min(LONGEST_FRONT + 1, len(word))):
        if not front or FRONT.fullmatch(word, 0, front):
            yield word[front:]


def _parts(word: str) -> list[str]:
    """The words of a table's word, most often one, with their stars."""
    if word.strip("*").isalpha() and max(word) < HAN[0]:
        return [word]
    return [each.replace("_", "*") for each in TOKEN.findall(word.replace("*", "_"))]


class Meaning(NamedTuple):
    """What a table knows of a word: how it writes it, the senses that it has, and the longer words that it begins."""

    ways: frozenset[str]
    names: tuple[str, ...]
    begun: tuple[tuple[str, list[str]], ...]


NO_MEANING = Meaning(frozenset(), (), ())


class Originals:
    """The senses that a site names, looked for in originals: of each text once for all languages."""

    def __init__(self, table: tuple[Senses, ...]) -> None:
        self.compared = [sense for line in table if line.held in ("turned", "added") for sense in line.senses]
        self.needed = [sense for line in table if line.held == "lost" for sense in line.senses]
        dictionaries = [
            Dictionary((sense.name, words(sense)) for sense in senses)
            for senses in (self.compared, self.needed)
            for words in (attrgetter("words"), attrgetter("perhaps"))
        ]
        self.said = lru_cache(MOST_TEXTS)(lambda text: tuple(each.said(text) for each in dictionaries))
        """What a folded text says, and may say besides; what of it is needed, and what of that is none."""


class Comparison:
    """Those senses with the words of a language."""

    def __init__(self, table: tuple[Senses, ...], words: Words) -> None:
        self._originals = _originals(table)
        known = words.senses
        self._known = {each.name for each in self._originals.compared if each.name in known}
        self._compared = Dictionary((each.name, known[each.name]) for each in self._originals.compared if each.name in known)
        needed = [sense for sense in self._originals.needed if sense.name in words.needed]
        self._needed = Dictionary((sense.name, words.needed[sense.name]) for sense in needed)
        self._held = {sense.name for sense in needed}
        comparable = [([sense.name for sense in line.senses if sense.name in known], line.held) for line in table]
        self.opposites = [names for names, held in comparable if held in ("turned", "added") and len(names) > 1]
        self.alone = [name for names, held in comparable if held == "added" for name in names]

    def said(self, source: str, target: str) -> tuple[Said, Said, Said]:
        """What a folded original says, what it may say besides, and what its folded translation says."""
        said, perhaps, _, _ = self._originals.said(source)
        return said, perhaps, self._compared.said(target)

    def named(self, source: str) -> set[str]:
        """What of a folded original its translation has to name, and the numbers of it."""
        said, _, needed, otherwise = self._originals.said(source)
        known = {name for name, words in needed.items() if name in self._held and len(words) > len(otherwise.get(name, ()))}
        return known | (said.keys() & self._known) | set(NUMBER.findall(source))

    def names(self, target: str) -> set[str]:
        """What a folded translation names, and the numbers of it."""
        return {*self._compared.said(target), *self._needed.said(target), *NUMBER.findall(target)}

    def lost(self, source: str, target: str) -> Iterator[tuple[str, str]]:
        """Each sense of a folded original that its folded translation does not have: its name, and the original's word."""
        _, _, needed, otherwise = self._originals.said(source)
        said = self._needed.said(target) if needed else {}
        for name, words in needed.items():
            if name in self._held and name not in said and len(words) > len(otherwise.get(name, ())):
                yield name, words[0]


@kept(most=4)
def _originals(table: tuple[Senses, ...]) -> Originals:
    return Originals(table)


@kept(most=16)
def comparison(table: tuple[Senses, ...], words: Words) -> Comparison:
    """Those senses with the words of a language, made once."""
    return Comparison(table, words)


def _count(name: str, *said: Said) -> int:
    return sum(len(each.get(name, ())) for each in said)


@pair_rule
def translation_sense_turned(pair: Pair) -> Iterator[Problem]:
    """A translation does not say the opposite of a word of its original: `content/senses.md` names the opposites.

    Bad: "después de la vacuna" for "before the vaccine".
    Good: "antes de la vacuna".
    """
    both = comparison(pair.senses, pair.language.words)
    source, perhaps, target = both.said(pair.source, pair.target)
    for names in both.opposites:
        if source.keys().isdisjoint(names) or target.keys().isdisjoint(names):
            continue
        gained = [name for name in names if _count(name, target) > _count(name, source, perhaps)]
        missed = [name for name in names if _count(name, source) > _count(name, target)]
        for sides in pair.sentences if gained and missed else ():
            said, may_say, translated = both.said(sides.source, sides.target)
            added = next((name for name in gained if name in translated and name not in {*said, *may_say}), "")
            lost = next((name for name in missed if name in said and name not in translated), "")
            if not (added and lost) or _says_a_limit(pair, both, sides, added):
                continue
            if not _denied_once(pair, sides, said[lost][0], translated[added][0]):
                what = f"the original says “{said[lost][0]}”, and this says “{translated[added][0]}” ({added})"
                yield Problem(pair.translation.where, what, f"say what the original says; {ADD_WORD} {pair.words_path}")
                break


def _says_a_limit(pair: Pair, both: Comparison, sides: Sides, added: str) -> bool:
    """Whether a sense is only that of a limit, which has a rule of its own: "at least 4" is "4 or more"."""
    limited = any(quantity.comparison for quantity in pair.quantities)
    target = pair.language.without_limits(sides) if limited else sides.target
    # "好不好" asks, and denies nothing.
    return added not in both.said("", ASKED.sub(" ", target))[2]


def _denied_once(pair: Pair, sides: Sides, lost: str, added: str) -> bool:
    """Whether one of two opposites is denied, and says the same as the other: "not usual" is "unusual"."""
    return (NEGATIVE.search(_before(sides.source, lost)) is not None) != pair.language.denies(_before(sides.target, added))


def _before(text: str, word: str) -> str:
    at = text.find(word)
    return text[max(0, at - NEAR) : at]


@pair_rule
def translation_thing_added(pair: Pair) -> Iterator[Problem]:
    """A translation brings in no thing, place, order or hope that its original does not have: `content/senses.md` names them.

    Bad: "una inyección de insulina" for "an injection".
    Good: "una inyección".
    """
    both = comparison(pair.senses, pair.language.words)
    source, perhaps, target = both.said(pair.source, pair.target)
    for name in both.alone:
        if name in target and name not in {*source, *perhaps}:
            what = f"the original has nothing for “{target[name][0]}” ({name})"
            fix = f"leave it out; if a word of the original means it, that is missing at “{name}” in {PATH}"
            yield Problem(pair.translation.where, what, fix)


@pair_rule
def translation_thing_lost(pair: Pair) -> Iterator[Problem]:
    """A translation leaves out no condition, degree, person or thing that `content/senses.md` names as needed.

    Bad: "Puede participar una mujer" for "Only a woman can take part".
    Good: "Solo puede participar una mujer".
    """
    for name, word in comparison(pair.senses, pair.language.words).lost(pair.source, pair.target):
        # In a name that stays as it is ("Hospital for Children").
        if all(word.capitalize() in message.plain for message in (pair.original, pair.translation)):
            continue
        what = f"the original says “{word}”, and this has no word for it"
        yield Problem(pair.translation.where, what, f"say it; {ADD_WORD} {pair.words_path}, at “{name}” of [needed]")
