"""How hard a translation is to read: by a formula made for its language where there is one, by long sentences elsewhere."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from explainer.checks.plain import ENOUGH_SENTENCES, of_guides, prose, words
from explainer.finding import Finding, Where
from explainer.language.catalogs import catalog_path
from explainer.language.editions import Edition
from explainer.language.messages import CONTENT
from explainer.model import Message
from explainer.walk import walk

LONGEST_SENTENCE = 30
"""Words. Spanish, French and Arabic take about a fifth more of them than English, for which 25 is the most."""
LONGEST_RUN = 60
"""Characters of a sentence in a script without spaces."""
END = re.compile(r"(?<=[.!?؟])[»”\"')]*\s+|(?<=[。！？])")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
SPANISH_STRONG = re.compile(r"[aeoáéóíú]")
EASIEST_ENOUGH = 55


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, in any of our scripts."""
    return [sentence for sentence in END.split(text.strip()) if sentence]


def spanish_syllables(word: str) -> int:
    """A syllable a strong vowel (a, e, o, or an accented i or u); weak ones beside it belong to its own."""
    return max(1, sum(max(1, len(SPANISH_STRONG.findall(group))) for group in SPANISH_VOWELS.findall(word.lower())))


def flesch_szigriszt(paragraphs: list[str]) -> float:
    """Szigriszt Pazos 1993: 206.835 - 62.3 syllables a word - words a sentence; 55 is "normal" on the INFLESZ scale of 2008."""
    found = [sentence for paragraph in paragraphs for sentence in sentences(paragraph)]
    each = [word for sentence in found for word in words(sentence)]
    return 206.835 - 62.3 * sum(map(spanish_syllables, each)) / len(each) - len(each) / len(found)


EASE: dict[str, Callable[[list[str]], float]] = {"es": flesch_szigriszt}
"""The formulas that were made and tested for a language. Where there is none, none is made up."""


@dataclass(frozen=True, slots=True)
class _Part:
    domain: str
    content: object


def _parts(edition: Edition) -> Iterator[_Part]:
    site = edition.site
    yield from (_Part(CONTENT, part) for part in (site.glossary, site.about, of_guides(site)))
    yield from (_Part(trial.id, trial.documents) for trial in site.trials)


def hard_to_read(edition: Edition, of: Collection[str] = ()) -> Iterator[Finding]:
    """Long sentences of some domains of a translation, and parts of them that a formula for its language finds hard."""
    language = edition.locale.tag.split("-")[0]
    for part in (part for part in _parts(edition) if not of or part.domain in of):
        for message in walk(part.content, Message):
            if not message.lang:
                yield from (_long(message, sentence) for sentence in sentences(message.plain) if _too_long(sentence))
        paragraphs = prose(part.content)
        enough = sum(len(sentences(paragraph)) for paragraph in paragraphs) >= ENOUGH_SENTENCES
        ease = EASE[language](paragraphs) if language in EASE and enough else EASIEST_ENOUGH
        if ease < EASIEST_ENOUGH:
            where = Where(path=catalog_path(edition.locale, part.domain))
            what = f"this reads at {ease:.0f} of 100 (Flesch-Szigriszt; at least {EASIEST_ENOUGH})"
            yield _finding("translation-hard", where, what, "use shorter sentences and shorter words")


def _too_long(sentence: str) -> bool:
    unspaced = len(UNSPACED.findall(sentence))
    return unspaced > LONGEST_RUN if unspaced else len(words(sentence)) > LONGEST_SENTENCE


def _long(message: Message, sentence: str) -> Finding:
    start = sentence[:40]
    return _finding("translation-long", message.where, f"the sentence “{start}…” is long", "cut it in two")


def _finding(rule: str, where: Where, message: str, fix: str) -> Finding:
    return Finding(rule=rule, severity="warning", where=where, message=message, fix=fix)
