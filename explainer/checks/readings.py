"""How we read what is broken in a record: a notice of damage says it ("We read “moth” as “month”")."""

import re
import unicodedata
from collections.abc import Iterable

from explainer.checks.denials import NEGATIVE
from explainer.checks.inflection import one_letter_apart
from explainer.model import Message, Notice
from explainer.walk import walk

READ = re.compile(r"[“\"]([^“”\"]{3,30})[”\"] as [“\"]([^“”\"]{3,30})[”\"]")
SLIP = re.compile(r"[^\W\d_]{4,30}")
FIXED = re.compile(r"\d+(?:[.,]\d+)*|[<>≤≥=~±%-]")
"""What a reading of a measure has to leave as it is: its numbers and limits."""
TIMES = re.compile(r"[x×*·´^]")


def as_read(text: str, notices: Iterable[Notice]) -> str:
    """The words of a record, with those mended that a notice of damage reads otherwise.

    A notice mends a slip of one letter, or the signs and the end of a unit, and changes no rule: "ever" is not read as
    "never", nor one number as another. A unit with more letters than the record has stands beside the record's own.
    """
    damage = [notice.blocks for notice in notices if notice.kind == "DAMAGED"]
    for message in walk(damage, Message) if damage else ():
        for broken, meant in READ.findall(message.plain):
            slip = SLIP.fullmatch(broken) and SLIP.fullmatch(meant) and one_letter_apart(broken, meant)
            if slip and not NEGATIVE.search(f"{broken} {meant}"):
                text = re.sub(rf"\b{broken}\b", meant, text)
            elif FIXED.search(broken) and _same_measure(broken, meant):
                text = text.replace(broken, meant if _letters(broken) == _letters(meant) else f"{meant} ({broken})")
    return text


def _same_measure(broken: str, meant: str) -> bool:
    """Whether both have the same numbers and limits, and the letters of one begin those of the other."""
    same = FIXED.findall(_unraised(broken)) == FIXED.findall(_unraised(meant))
    return same and _letters(meant).startswith(_letters(broken))


def _unraised(measure: str) -> str:
    return unicodedata.normalize("NFKC", TIMES.sub("", measure))


def _letters(measure: str) -> str:
    return "".join(filter(str.isalpha, TIMES.sub("", measure))).lower()
