"""The sentences of a text in any script, and which sentence of a translation stands for which of its original."""

import re
from typing import NamedTuple

NO_END = r"(?<!\bSt\.)(?<!\bDr\.)(?<!\bvs\.)(?<!\b[A-Za-z]\.[A-Za-z]\.)"
SENTENCE_END = re.compile(rf"(?<=[.!?؟]){NO_END}[\"”»)\]*]*\s+|(?<=[。！？])[”）*]*(?=[^”）*])")
MOST_SPLIT = 8
"""Sentences that a translation may have more or fewer than its original, and still be paired with them."""


def sentences_of(text: str) -> list[str]:
    """The sentences of a text in any script, as it is written."""
    return [part for part in SENTENCE_END.split(text.strip()) if part.strip()]


class _Step(NamedTuple):
    cost: float
    took: int
    before: "_Step | None"


def side_by_side(originals: list[str], translations: list[str]) -> list[tuple[str, str]]:
    """Each original sentence with its translation; where one was split or some were joined, with those whose lengths fit best.

    Where one text has many sentences more than the other, or one has none, the whole texts stand side by side.
    """
    spare = len(translations) - len(originals)
    if spare < 0 and translations:
        return [(original, translation) for translation, original in side_by_side(translations, originals)]
    if not 0 <= spare <= MOST_SPLIT or not originals:
        return [(" ".join(originals), " ".join(translations))]
    share = sum(map(len, translations)) / max(1, sum(map(len, originals)))
    # By the number of translations that are used up: what it costs, how many the last original took, and what came before.
    best: dict[int, _Step] = {0: _Step(0.0, 0, None)}
    for count, original in enumerate(originals, start=1):
        found: dict[int, _Step] = {}
        for start, step in best.items():
            for end in range(start + 1, count + spare + 1):
                cost = step.cost + abs(sum(map(len, translations[start:end])) - share * len(original))
                if end not in found or cost < found[end].cost:
                    found[end] = _Step(cost, end - start, step)
        best = found
    pairs = []
    step = best[len(translations)]
    for original in reversed(originals):
        translations, said = translations[: -step.took], translations[-step.took :]
        pairs.append((original, " ".join(said)))
        step = step.before or step
    return pairs[::-1]
