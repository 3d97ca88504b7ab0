"""University wording: a smoke alarm over the prose of a page, never a goal."""

from playwright.sync_api import Page

from explainer.checks.plain import reading, sentences, syllables, words

HARDEST_PAGE = 9.0
ENOUGH_SENTENCES = 30
LONG_WORD = 4
"""Syllables."""
MOST_LONG_WORDS = 4
"""Words of that length in one sentence."""
LONGEST_SENTENCE = 32
"""Words; the writers' own limit is lower, and held by `explainer check`."""


def too_hard(page: Page) -> list[str]:
    """Sentences that only somebody who studied would read with ease, and pages full of them."""
    if page.evaluate("document.documentElement.lang") != "en":
        return []  # These formulas were made for English; `explainer check` holds the others.
    paragraphs = page.evaluate("access.prose()")
    found = [fault for paragraph in paragraphs for sentence in sentences(paragraph) if (fault := _hard(sentence))]
    measured = reading(paragraphs)
    if measured.sentences >= ENOUGH_SENTENCES and measured.flesch_kincaid > HARDEST_PAGE:
        found.append(f"the page reads at grade {measured.flesch_kincaid:.1f}")
    return found


def _hard(sentence: str) -> str:
    each = words(sentence)
    long_words = [word for word in each if syllables(word) >= LONG_WORD]
    if len(long_words) >= MOST_LONG_WORDS or len(each) > LONGEST_SENTENCE:
        return f"“{sentence[:80]}” has {len(each)} words, and long ones: {', '.join(long_words)}"
    return ""
