"""How we read what is broken in a record: a notice of damage says it ("We read “moth” as “month”")."""

import re
from collections.abc import Iterable

from explainer.checks.denials import NEGATIVE
from explainer.checks.inflection import one_letter_apart
from explainer.model import Message, Notice
from explainer.walk import walk

READ = re.compile(r"[“\"]([^\W\d_]{4,30})[”\"] as [“\"]([^\W\d_]{4,30})[”\"]")


def as_read(text: str, notices: Iterable[Notice]) -> str:
    """The words of a record, with those words mended that a notice of damage reads otherwise.

    A notice mends a slip of one letter, and changes no rule: "ever" is not read as "never".
    """
    damage = [notice.blocks for notice in notices if notice.kind == "DAMAGED"]
    for message in walk(damage, Message) if damage else ():
        for broken, meant in READ.findall(message.plain):
            if one_letter_apart(broken, meant) and not NEGATIVE.search(f"{broken} {meant}"):
                text = re.sub(rf"\b{broken}\b", meant, text)
    return text
