"""The sentences of a translation, held against those of its original: their number, length, ends, questions and quotes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from explainer.checks.aligned import sentences_of, side_by_side
from explainer.checks.rule import Problem
from explainer.checks.senses import comparison
from explainer.checks.translation import ENGLISH, Pair, pair_rule
from explainer.language.messages import OTHER_NAMES

JOINS, COMMAS, OTHER_COMMAS = (
    re.compile(rf"(?<=.{{6}}){mark}(?=.{{6}})")
    for mark in (
        "[;:；：؛]",
        r"[,，،](?!\d)",
        r",(?= (?:or|if|and|such|for|but|because|either|too)\b|(?: [\w-]+){1,3}(?:,| and\b| or\b))",
    )
)
"""What joins sentences to one, behind the first word; and commas of an original that other languages may do without."""
JOINED, JOINED_LATIN = 0.72, 1.05
"""How long a sentence is at least for the English ones that it joins: in Latin letters a little longer than they are."""
SHOWN, TELLING = 1 / 3, 3
"""How much of what only one of the joined sentences names its translation names, at least, to show that it is there; and how
much a sentence names of which nothing can be there by mere chance of wording."""
QUESTION = re.compile(r"[?？؟]")
MORE_TO_ASK = re.compile(r"\band\b|\bor\b|[,;]", re.IGNORECASE)
HAN = re.compile(r"[\u3400-\u9fff]")
LETTERS_A_HAN = 3
"""A Chinese character says about as much as three letters."""
ENDS = re.compile(r"[.!?:;…。！？：；؟؛][\"'”»’」』)\]）】\s]*$")
LONG_ENOUGH = 30
"""Letters of an original from which on its translation has a length to compare."""
LONGEST, LONGEST_FROM = 2.5, 40
QUOTED = re.compile(r"“[^“”]+”|«[^«»]+»|「[^「」]+」|『[^『』]+』|《[^《》]+》|\"[^\"]+\"|‘[^‘’]{2,}’")
BRACKETS = re.compile(r"[(（]([^()（）]+)[)）]")
GLOSS_WORDS = 2
SHORT_QUOTE = len("“me”")
"""What is quoted as a word, as “I” and “me” are, a language may say in another way."""


class Lengths(NamedTuple):
    """How short a translation may be: a share of its original, less some letters; and a share of sentences that it joins."""

    share: float
    spare: int
    joined: float


LENGTHS: Mapping[str, Lengths] = {
    "Latn": Lengths(0.8, 12, 0.8),
    "Arab": Lengths(0.7, 20, 0.65),
    "Hans": Lengths(0.7, 28, 0.65),
}
"""By the script. Of 3,600 sound translations of plain words into four languages, none of 30 letters or more is shorter."""
ANY_LENGTH = Lengths(0.4, 0, 0.8)


@pair_rule
def question_turned(pair: Pair) -> Iterator[Problem]:
    """A question stays a question, and nothing else becomes one; a question of two parts may be two.

    Bad: "Quién paga el viaje." for "Who pays for my travel?"
    Good: "¿Quién paga el viaje?"
    """
    asks, asked = (len(QUESTION.findall(m.plain)) for m in (pair.original, pair.translation))
    apart = len(MORE_TO_ASK.findall(pair.original.plain)) if asks else 0
    if not asks <= asked <= asks + apart:
        what = f"the original asks {asks} questions, and this asks {asked}"
        yield Problem(pair.translation.where, what, "ask where the original asks, and nowhere else")


@pair_rule
def sentence_lost(pair: Pair) -> Iterator[Problem]:
    """A translation says each of the original's sentences; it may split one, or join some.

    Bad: "Pregunte." for "Ask the study team. Ask your doctor too."
    Good: "Pregunte al equipo del estudio, y también a su médico."
    """
    before, after = (sentences_of(m.plain) for m in (pair.original, pair.translation))
    for original, translation in side_by_side(before, after) if len(after) < len(before) else ():
        sentences = sentences_of(original)
        if len(sentences) > 1 and not (_joins(pair, original, translation) or _holds(pair, sentences, translation)):
            what = f"the original has {len(sentences)} sentences, and this has one for them: “{translation[:60]}”"
            yield Problem(pair.translation.where, what, "see that each sentence is there; keep them apart")


def _joins(pair: Pair, original: str, translation: str) -> bool:
    """Whether a sentence has marks for the ends of those that it joins, and is long enough."""
    joined, commas = (len(mark.findall(translation)) - len(mark.findall(original)) for mark in (JOINS, COMMAS))
    commas += len(OTHER_COMMAS.findall(original))
    count = len(sentences_of(original)) - 1
    shortest = JOINED_LATIN if joined < count and pair.locale.script == "Latn" else JOINED
    return joined + commas >= count and _length(translation) >= shortest * _length(original)


def _holds(pair: Pair, sentences: list[str], translation: str) -> bool:
    """Whether a sentence names much of what each of the original's alone names; or is long enough, and names some of it."""
    both = comparison(pair.senses, pair.language.words)
    named = [both.named(ENGLISH.fold(sentence)) for sentence in sentences]
    often = Counter(name for names in named for name in names)
    own = [{name for name in names if often[name] == 1} for names in named]
    said = both.names(pair.language.fold(translation))
    if all(names and len(names & said) >= SHOWN * len(names) for names in own):
        return True
    long_enough = _length(translation) >= _of_script(pair).joined * _length(" ".join(sentences))
    return long_enough and all(len(names) < TELLING or names & said for names in own)


@pair_rule
def length_off(pair: Pair) -> Iterator[Problem]:
    """A translation is neither much shorter nor much longer than its original: something may be lost, or added.

    Bad: one sentence for three.
    Good: three for three.
    """
    original, translation = (_length(m.plain) for m in (pair.original, pair.translation))
    share, spare, _ = _of_script(pair)
    shortest = share * original - spare if original >= LONG_ENOUGH else 0
    if pair.role != OTHER_NAMES and not shortest <= translation <= LONGEST * max(original, LONGEST_FROM):
        word = "short" if translation < original else "long"
        yield Problem(pair.translation.where, f"this is very {word} for its original", "see that all of it is there, once")


@pair_rule
def end_lost(pair: Pair) -> Iterator[Problem]:
    """Where the original ends a sentence, so does the translation: a text that was cut ends somewhere.

    Bad: "Pregunte al equipo del" for "Ask the study team."
    Good: "Pregunte al equipo del estudio."
    """
    if ENDS.search(pair.original.plain) and not ENDS.search(pair.translation.plain):
        end = pair.translation.plain[-20:]
        yield Problem(pair.translation.where, f"this ends within a sentence: “…{end}”", "end it as the original ends")


@pair_rule
def marks_lost(pair: Pair) -> Iterator[Problem]:
    """What the original quotes, or says in several words in brackets, the translation quotes or has in brackets.

    Bad: "con la bomba" for "with the pump (an insulin pump)".
    Good: "con la bomba (una bomba de insulina)".
    """
    if pair.role == OTHER_NAMES:
        return
    quotes = sum(1 for words in QUOTED.findall(pair.original.plain) if len(words) > SHORT_QUOTE)
    quoted = len(QUOTED.findall(pair.translation.plain))
    if quoted < quotes:
        yield Problem(pair.translation.where, f"the original quotes {quotes} things, and this {quoted}", "quote what it quotes")
    own, said = (BRACKETS.findall(m.text) for m in (pair.original, pair.translation))
    # A language whose own word says it does without a gloss of a word or two; and links have a rule of their own.
    if len(own) - len(said) > sum(1 for words in own if words.strip().count(" ") < GLOSS_WORDS or "][" in words):
        yield Problem(pair.translation.where, "words in brackets are lost", "say them, in brackets too")


def _of_script(pair: Pair) -> Lengths:
    return LENGTHS.get(pair.locale.script, ANY_LENGTH)


def _length(text: str) -> int:
    return len(text) + (LETTERS_A_HAN - 1) * len(HAN.findall(text))
