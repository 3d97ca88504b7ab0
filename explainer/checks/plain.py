"""How hard the words are to read. Formulas are a smoke alarm, never a goal, and are not applied to single lines."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from explainer.checks.kept import kept
from explainer.checks.rule import Problem, rule
from explainer.finding import Where
from explainer.model import Block, Message, Site, Trial
from explainer.walk import walk

LONGEST_SENTENCE = 25
"""Words; see the writing guide in `content/README.md`."""
HARDEST_GRADE = 8.0
LONG_WORD = 3
"""Syllables of a word that SMOG counts."""
NAMED = 3
"""How many of the hardest sentences and words a finding names."""
ENOUGH_SENTENCES = 30
"""Below this number of sentences the formulas say nothing (SMOG was made for samples of 30)."""

END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]*[^\W_a-z])")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
APOSTROPHE = re.compile("['’]")
VOWELS = re.compile(r"[aeiouyáéíóúàèäöüëï]+")


@lru_cache(maxsize=1 << 14)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph."""
    return tuple(sentence for sentence in END.split(text.strip()) if sentence)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """The words of a text. A number is one; a sign is none."""
    return tuple(WORD.findall(text))


@lru_cache(maxsize=1 << 16)
def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels; a silent final e does not count."""
    word = APOSTROPHE.split(word.lower(), maxsplit=1)[0]
    count = len(VOWELS.findall(word))
    silent = word.endswith(("e", "es", "ed")) and not word.endswith(
        ("le", "les", "ted", "ded", "ses", "zes", "ces", "ges", "ee")
    )
    return max(1, count - (1 if silent and count > 1 else 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The size of a text, and its reading grades (US school years)."""

    sentences: int
    words: int
    syllables: int
    long_words: int

    @property
    def flesch_kincaid(self) -> float:
        """Kincaid and others 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog(self) -> float:
        """McLaughlin 1969: 1.043 times the root of (words of three syllables or more, a 30 sentences) + 3.1291."""
        return 1.043 * math.sqrt(self.long_words * 30 / self.sentences) + 3.1291


def reading(paragraphs: list[str], names: frozenset[str] = frozenset()) -> Reading:
    """Measure paragraphs together. `names`, in small letters, are no long words."""
    found = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    each = [word for sentence in found for word in words(sentence)]
    return Reading(
        sentences=len(found),
        words=len(each),
        syllables=sum(map(syllables, each)),
        long_words=sum(1 for word in each if _is_long(word, names)),
    )


def reading_of(trial: Trial) -> Reading:
    """How hard a study's plain words are to read."""
    return reading(prose((trial.summary, trial.eligibility)), names_of(trial))


def names_of(trial: Trial) -> frozenset[str]:
    """The words in the names of what the study gives. Nobody can shorten the name of a medicine, so SMOG leaves them out."""
    given = (passage.text for passage in trial.record.passages if passage.label == "Intervention")
    return frozenset(word.lower() for text in given for word in words(text))


def _is_long(word: str, names: frozenset[str]) -> bool:
    return syllables(word) >= LONG_WORD and word.lower() not in names


SOURCES = "sources"
"""The id of a guide's list of sources: the titles of other people's pages are their words, not ours."""


def of_guides(site: Site) -> tuple[object, ...]:
    """What the guides say in our own words."""
    return tuple((g.title, g.blocks, *(s for s in g.sections if s.id != SOURCES)) for g in site.guides)


@kept()
def of_pages(site: Site) -> tuple[Message, ...]:
    """All that the pages say in our own words."""
    parts = (site.home, site.about, of_guides(site), site.glossary, site.question_lists, site.trials)
    return tuple(walk(parts, Message))


def prose(part: object) -> list[str]:
    """The paragraphs and list items of part of a site: headings and questions are not prose."""
    return [message.plain for block in walk(part, Block) for message in block.parts]


@rule("warning")
def sentence_long(site: Site) -> Iterator[Problem]:
    """No sentence has more than 25 words.

    Bad: a sentence that goes on, and on, and takes the reader by the hand only to let go of it somewhere on the way.
    Good: A short one. Then another.
    """
    for message in of_pages(site):
        for sentence in sentences(message.plain):
            if (count := len(words(sentence))) > LONGEST_SENTENCE:
                start = " ".join(sentence.split()[:5])
                yield Problem(
                    message.where, f"the sentence “{start}…” has {count} words", f"cut it: at most {LONGEST_SENTENCE} words"
                )


@rule("warning")
def grade_high(site: Site) -> Iterator[Problem]:
    """The joined prose of a study, or of the glossary, reads at grade 8 or lower; the names of medicines are no long words.

    Bad: "Participants' eligibility is ascertained by venipuncture."
    Good: "A blood test shows whether you may take part."
    """
    parts: list[tuple[str, object, frozenset[str]]] = [
        (f"content/trials/{trial.id}", (trial.summary, trial.eligibility), names_of(trial)) for trial in site.trials
    ]
    parts += [
        (path, part, frozenset()) for path, part in (("content/glossary.md", site.glossary), ("content/about", site.about))
    ]
    parts.append(("content/guides", of_guides(site), frozenset()))
    for path, part, names in parts:
        measured = reading(prose(part), names)
        for name, grade in (("Flesch-Kincaid", measured.flesch_kincaid), ("SMOG", measured.smog)) if measured.words else ():
            if measured.sentences >= ENOUGH_SENTENCES and grade > HARDEST_GRADE:
                what = f"this reads at grade {grade:.1f} ({name}). {_hardest(part, names)}"
                yield Problem(Where(path=path), what, "make the hard sentences shorter, and say the long words in short ones")


def _hardest(part: object, names: frozenset[str]) -> str:
    """The sentences with the most long words, with where they stand, and the long words that stand most often."""
    found = [(m.where, s) for block in walk(part, Block) for m in block.parts for s in sentences(m.plain)]
    hard = [(where, sentence, [word for word in words(sentence) if _is_long(word, names)]) for where, sentence in found]
    often = Counter(word.lower() for _, _, long_words in hard for word in long_words).most_common(NAMED)
    hard.sort(key=lambda each: (len(each[2]), len(words(each[1]))), reverse=True)
    named = (
        f"“{' '.join(sentence.split()[:5])}…” ({where.path.rpartition('/')[2]}:{where.line})" for where, sentence, _ in hard
    )
    counted = (f"“{word}” ({count} times)" if count > 1 else f"“{word}”" for word, count in often)
    return f"Hardest: {', '.join([*named][:NAMED])}. Long words: {', '.join(counted)}"
