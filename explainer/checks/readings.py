"""How we read what is broken in a record: a notice of damage says it ("We read “moth” as “month”")."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from explainer.model import Message, Notice
from explainer.walk import walk

READ = re.compile(r"[“\"]([^\W\d_]{4,30})[”\"] as [“\"]([^\W\d_]{4,30})[”\"]")
ALIKE = 0.75
"""How much two words have to share for one to be a slip of the other: a notice mends spelling, and changes no rule."""


def as_read(text: str, notices: Iterable[Notice]) -> str:
    """The words of a record, with those words mended that a notice of damage reads otherwise."""
    damage = [notice.blocks for notice in notices if notice.kind == "DAMAGED"]
    for message in walk(damage, Message) if damage else ():
        for broken, meant in READ.findall(message.plain):
            if SequenceMatcher(None, broken, meant).ratio() >= ALIKE:
                text = re.sub(rf"\b{broken}\b", meant, text)
    return text
