"""At what stage a study is (looking for people, ended, withdrawn) is told as the record's own field has it."""

import re
from collections.abc import Iterator

from explainer.checks.frames import ENDS_ASKING, before, denied
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.model import Block, Message, Site, Trial
from explainer.walk import walk

STUDY = r"\b(?:the|this|our) (?:whole )?(?:study|trial|study team|team)"
NOW = "(?:now |still |currently |already |at present |also )?"
SEEKING = (
    "(?:(?:looking for|seeking|recruiting|enrol[a-z]+|inviting|taking in|signing up|waiting for) (?:more |new )?"
    r"(?:people|patients|women|men|children|adults|volunteers)|open (?:to|for) new\b)"
)
SEEKS = rf"{STUDY} (?:is|are) {NOW}{SEEKING}"
AT_PRESENT = "(?:now|currently|at present|at the moment)"
SEEKS_NOW = rf"{STUDY} (?:is|are) {AT_PRESENT} {SEEKING}|{SEEKS}[^.;]{{0,80}}\b{AT_PRESENT}\b|\bcan now (?:join|take part)\b"
IS_OVER = (
    rf"{STUDY} (?:has |is |was )(?:now |already )?(?:ended|over|finished|completed?)\b"
    r"(?! (?:of|for|in|an?|\d|[a-z]+ (?:weeks|months|years)))"
)
IS_BROKEN_OFF = (
    rf"{STUDY} (?:has been |is |was )(?:now |already )?(?:stopped|called off|withdrawn|cancell?ed|halted|broken off)\b"
)
HAS_NOT_BEGUN = rf"{STUDY} (?:has not (?:yet )?(?:started|begun)|(?:has )?never (?:started|began|begun))\b"
OPEN = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})
BROKEN_OFF = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED", "NO_LONGER_AVAILABLE"})
STAGES = tuple(
    (re.compile(pattern, re.IGNORECASE), statuses)
    for pattern, statuses in (
        (SEEKS_NOW, OPEN),
        (SEEKS, OPEN | {"NOT_YET_RECRUITING", "UNKNOWN"}),
        (IS_OVER, BROKEN_OFF | {"COMPLETED"}),
        (IS_BROKEN_OFF, BROKEN_OFF),
        (HAS_NOT_BEGUN, frozenset({"NOT_YET_RECRUITING", "WITHDRAWN"})),
    )
)
"""How our words may name a stage, and at what statuses of the registry it is so."""
LEFT_OPEN = re.compile(
    r"\b(?:if|when|once|until|after|before|whether|unless|while|as long as|in case)\b[^,.;:]*$", re.IGNORECASE
)
"""What leaves open whether it is so, or says that it will be."""


@rule("error")
def stage_contradicted(site: Site) -> Iterator[Problem]:
    """Our words on the stage of a study do not contradict the record's field "Status".

    Bad: "The study is looking for people now" where the field says "WITHDRAWN".
    Good: "The study was withdrawn."
    """
    for trial in site.trials:
        for message in _said(trial) if trial.record.status else ():
            for sentence in sentences(message.plain):
                for pattern, statuses in STAGES:
                    match = pattern.search(sentence)
                    if match and trial.record.status not in statuses and not _open(sentence, match):
                        what = f"“{match.group()}”: the record’s field says “Status: {trial.record.status}”"
                        yield Problem(message.where, what, "say what the field says, or nothing: the page shows the field")
                        break


def _said(trial: Trial) -> Iterator[Message]:
    """Our words on a study, but for questions."""
    return (message for block in walk((trial.copy, trial.documents), Block) for message in block.parts)


def _open(sentence: str, match: re.Match[str]) -> bool:
    lead = before(sentence, match.start())
    return bool(ENDS_ASKING.search(sentence)) or denied(lead) or bool(LEFT_OPEN.search(lead))
