"""A translation says nothing that is the opposite of its original, and brings in no thing: `content/senses.md` says what.

Each language has the words for these senses in its table `[senses]`; a sense for which it has none is not compared.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from explainer.checks.kept import kept
from explainer.checks.lexicon import HAN, Lexicon
from explainer.checks.rule import Problem
from explainer.checks.translation import ADD_WORD, Pair, pair_rule
from explainer.language.words import Words
from explainer.reading.senses import PATH
from explainer.senses import Senses

TOKEN = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
"""A word of a folded text, or a Chinese character: of "l'insuline" and "double-blind", each part is one."""
Said = dict[str, list[str]]
"""What a text says: the words, by the name of their sense."""


class Dictionary:
    """The words for some senses, ready to be looked for in folded texts, where a word may have several senses.

    Each word of a text is looked up once for all texts; to search a text for hundreds of words takes a thousand times as long.
    """

    def __init__(self, table: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._single: list[tuple[str, re.Pattern[str]]] = []
        self._longer: list[tuple[str, re.Pattern[str], re.Pattern[str]]] = []
        self._known: dict[str, tuple[list[str], list[tuple[str, re.Pattern[str]]]]] = {}
        for name, words in table:
            firsts = {word: TOKEN.match(word.replace("*", "_")) for word in words}
            longer = {word: word[: first.end()] for word, first in firsts.items() if first and first.end() < len(word)}
            if single := [word for word in firsts if word not in longer]:
                self._single.append((name, Lexicon([(name, single)]).pattern))
            if longer:
                begins, whole = (Lexicon([(name, each)]).pattern for each in (longer.values(), longer))
                self._longer.append((name, begins, whole))

    def said(self, text: str) -> Said:
        """What a folded text says."""
        found: Said = {}
        for token in TOKEN.finditer(text):
            names, longer = self._looked_up(token.group())
            for name in names:
                found.setdefault(name, []).append(token.group())
            for name, whole in longer:
                if match := whole.match(text, token.start()):
                    found.setdefault(name, []).append(match.group())
        return found

    def _looked_up(self, word: str) -> tuple[list[str], list[tuple[str, re.Pattern[str]]]]:
        """The senses of a word, and those of longer words that may begin with it."""
        if word not in self._known:
            names = [name for name, pattern in self._single if pattern.fullmatch(word)]
            longer = [(name, whole) for name, begins, whole in self._longer if begins.fullmatch(word)]
            self._known[word] = names, longer
        return self._known[word]


class Bilingual:
    """The senses that a site names, with the English words for them and those of a language."""

    def __init__(self, table: tuple[Senses, ...], words: Mapping[str, tuple[str, ...]]) -> None:
        every = [sense for line in table for sense in line.senses]
        self._original = Dictionary((sense.name, sense.words) for sense in every)
        self._perhaps = Dictionary((sense.name, sense.perhaps) for sense in every)
        self._translated = Dictionary((sense.name, words[sense.name]) for sense in every if sense.name in words)
        comparable = [([sense.name for sense in line.senses if sense.name in words], line.alone) for line in table]
        self.opposites = [names for names, _ in comparable if len(names) > 1]
        self.alone = [name for names, alone in comparable if alone for name in names]

    def said(self, source: str, target: str) -> tuple[Said, Said, Said]:
        """What a folded original says, what it may say besides, and what its folded translation says."""
        return self._original.said(source), self._perhaps.said(source), self._translated.said(target)


@kept(most=16)
def _bilingual(table: tuple[Senses, ...], words: Words) -> Bilingual:
    return Bilingual(table, words.senses)


def _count(name: str, *said: Said) -> int:
    return sum(len(each.get(name, ())) for each in said)


@pair_rule
def translation_sense_turned(pair: Pair) -> Iterator[Problem]:
    """A translation does not say the opposite of a word of its original: `content/senses.md` names the opposites.

    Bad: "después de la vacuna" for "before the vaccine".
    Good: "antes de la vacuna".
    """
    both = _bilingual(pair.senses, pair.language.words)
    source, perhaps, target = both.said(pair.source, pair.target)
    for names in both.opposites:
        gained = [name for name in names if _count(name, target) > _count(name, source, perhaps)]
        missed = [name for name in names if _count(name, source) > _count(name, target)]
        for sides in pair.sentences if gained and missed else ():
            said, may_say, translated = both.said(sides.source, sides.target)
            added = next((name for name in gained if name in translated and name not in {*said, *may_say}), "")
            lost = next((name for name in missed if name in said and name not in translated), "")
            if added and lost:
                what = f"the original says “{said[lost][0]}”, and this says “{translated[added][0]}” ({added})"
                yield Problem(pair.translation.where, what, f"say what the original says; {ADD_WORD} {pair.words_path}")
                break


@pair_rule
def translation_thing_added(pair: Pair) -> Iterator[Problem]:
    """A translation brings in no thing, place, order or hope that its original does not have: `content/senses.md` names them.

    Bad: "una inyección de insulina" for "an injection".
    Good: "una inyección".
    """
    both = _bilingual(pair.senses, pair.language.words)
    source, perhaps, target = both.said(pair.source, pair.target)
    for name in both.alone:
        if name in target and name not in {*source, *perhaps}:
            what = f"the original has nothing for “{target[name][0]}” ({name})"
            fix = f"leave it out; if a word of the original means it, that is missing at “{name}” in {PATH}"
            yield Problem(pair.translation.where, what, fix)
