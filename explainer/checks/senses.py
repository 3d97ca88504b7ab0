"""A translation says nothing that is the opposite of its original, and brings in no thing: `content/senses.md` says what.

Each language has the words for these senses in its table `[senses]`; a sense for which it has none is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping

from explainer.checks.kept import kept
from explainer.checks.rule import Problem
from explainer.checks.said import Lexicon
from explainer.checks.translated_words import ADD_WORD
from explainer.checks.translation import Pair, pair_rule
from explainer.language.words import Words
from explainer.model import Senses
from explainer.reading.senses import PATH

Said = dict[str, list[str]]
"""What a text says: the words, by the name of their sense."""


class Dictionary:
    """The words for some senses, ready to be looked for in folded texts. A word may have several senses."""

    def __init__(self, table: Iterable[tuple[str, Iterable[str]]]) -> None:
        by_word: dict[str, list[str]] = {}
        for name, words in table:
            for word in words:
                by_word.setdefault(word, []).append(name)
        self._words = Lexicon((" ".join(names), [word]) for word, names in by_word.items())

    def said(self, text: str) -> Said:
        """What a folded text says."""
        found: Said = {}
        for match in self._words.pattern.finditer(text):
            for name in self._words.key(match).split():
                found.setdefault(name, []).append(match.group())
        return found


class Bilingual:
    """The senses that a site names, with the English words for them and those of a language."""

    def __init__(self, table: tuple[Senses, ...], words: Mapping[str, tuple[str, ...]]) -> None:
        every = [sense for line in table for sense in line.senses]
        self._original = Dictionary((sense.name, sense.words) for sense in every)
        self._translated = Dictionary((sense.name, words[sense.name]) for sense in every if sense.name in words)
        comparable = [([sense.name for sense in line.senses if sense.name in words], line.alone) for line in table]
        self.opposites = [names for names, _ in comparable if len(names) > 1]
        self.alone = [name for names, alone in comparable if alone for name in names]

    def said(self, source: str, target: str) -> tuple[Said, Said]:
        """What a folded original says, and what its folded translation."""
        return self._original.said(source), self._translated.said(target)


@kept(most=16)
def _bilingual(table: tuple[Senses, ...], words: Words) -> Bilingual:
    return Bilingual(table, words.senses)


def _more(first: Said, second: Said, name: str) -> bool:
    return len(first.get(name, ())) > len(second.get(name, ()))


@pair_rule
def translation_sense_turned(pair: Pair) -> Iterator[Problem]:
    """A translation does not say the opposite of a word of its original: `content/senses.md` names the opposites.

    Bad: "después de la vacuna" for "before the vaccine".
    Good: "antes de la vacuna".
    """
    both = _bilingual(pair.senses, pair.language.words)
    source, target = both.said(pair.source, pair.target)
    for names in both.opposites:
        gained = [name for name in names if _more(target, source, name)]
        missed = [name for name in names if _more(source, target, name)]
        for sides in pair.sentences if gained and missed else ():
            said, translated = both.said(sides.source, sides.target)
            added = next((name for name in gained if name in translated and name not in said), "")
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
    source, target = both.said(pair.source, pair.target)
    for name in both.alone:
        if name in target and name not in source:
            what = f"the original has nothing for “{target[name][0]}” ({name})"
            fix = f"leave it out; if a word of the original means it, that is missing at “{name}” in {PATH}"
            yield Problem(pair.translation.where, what, fix)
