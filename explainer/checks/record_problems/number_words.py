"""Numbers that a record writes in words, from one to ninety-nine."""

import re

ONES = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: number for number, word in enumerate((*ONES, *TEENS), start=1)} | {
    word: 10 * number for number, word in enumerate(TENS, start=2)
}
IN_WORDS = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(ONES)}))?|{'|'.join((*TEENS, *ONES))})"


def number_of(text: str) -> float:
    """The value of digits, or of words that `IN_WORDS` finds."""
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    return float(sum(VALUES[word] for word in re.split(r"[ -]", text.lower())))
