"""Who decides, and that everyone may leave: what is true of every study is told so, unless the record says otherwise."""

import re
from collections.abc import Iterator

from explainer.checks.frames import ENDS_ASKING, Told, before, denied, told
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.model import Site

CHOICE_IN_RECORD = Phrases(
    r"\b(?:discretion|opinion|judge?ment|preferen\w*|willing\w*|option\w*|elect(?:s|ed|ing|ive)?|wish\w*|want\w*|decid\w*"
    r"|decision|choos\w*|chose\w*|choice|select\w*|voluntar\w*|consent\w*|agree\w*|assent\w*|refus\w*|declin\w*)\b"
)
DECIDER = Phrases(
    r"\b(?:you|your (?:own |family )?(?:doctors?|physician|family|parents?|child|partner|answers?|nurse)"
    r"|(?:the|a|an|each|every|his|her|their|its) (?:own )?(?!study |chance|computer|lot)(?:\w+ )?(?:family|nurse|answers?"
    r"|parents?|relatives?|sponsor|company|woman|man|person|patient|people))"
    r" (?:(?:and|or) [\w ]{1,30} )?(?:(?:can|could|may|will|would|then|also|alone|always|freely) ){0,2}"
    r"(?:decides?|decided|choose|chooses|chose|picks?)\b"
)
LEFT_OPEN = re.compile(r"\b(?:if|when|help\w*|before|until|after|so that) $")
"""Before somebody who may decide: it is not said that they do."""
STAYS_IN_RECORD = Phrases(r"\b(?:stay|remain|continu|complet|finish|compl[yi]|adher|return|availab|attend|withdr|discontin)\w*")
MUST_STAY = Phrases(
    r"\b(?:must|have to|has to|need to|needs to|(?:are|is|would be|be) (?:expected|supposed|required|obliged) to"
    r"|(?:agreed?|promised?|undertake|undertakes) to) (?:\w+ ){0,2}?"
    r"(?:(?:stay|remain)(?: in)?(?= (?:the(?! same\b)|this|until|till|to (?:the|its)|for the))|finish (?:the|this)"
    r"|(?<! a )change\b)"
    r"|\b(?:cannot|can not|can[’']t|must not|may not|are not (?:free|allowed|able) to|is not (?:free|allowed|able) to) "
    r"(?:then |later |simply |just )?(?:leave|withdraw|drop out|get out|change your mind|stop taking part)\b"
    r"|\b(?:own )?wish to (?:stop|leave) is (?:not|no)\b"
)


@rule("error")
def decider_added(site: Site) -> Iterator[Problem]:
    """Nobody is said to decide or choose of whom the record does not say it.

    Bad: "Your own doctor decides if it counts", or "Her answers decide which group", where the quote speaks of no choice.
    Good: "The study doctor decides", "Chance decides which group."
    """
    for unit in told(site):
        if not CHOICE_IN_RECORD.search(unit.record):
            yield from _deciding(unit)


def _deciding(unit: Told) -> Iterator[Problem]:
    for where, sentence in unit.sentences():
        for match in DECIDER.finditer(sentence):
            left_open = ENDS_ASKING.search(sentence) or LEFT_OPEN.search(sentence[: match.start()])
            if not left_open and not denied(before(sentence, match.end())):
                what = f"“{match.group()}”: the quoted record does not say who decides"
                yield Problem(where, what, "say only what the record says of it; in a study chance or the study team decides")


@rule("error", waivable=False)
def leaving_denied(site: Site) -> Iterator[Problem]:
    """Nobody is told that they have to stay: everyone may leave a study at any time, and need not say why.

    Source: World Medical Association, Declaration of Helsinki (2024), 26: the right to withdraw consent at any time.

    Bad: "You agree to stay until its end", "You cannot leave".
    Good: "The second part lasts 52 weeks. You may leave at any time."
    """
    for unit in told(site):
        for where, sentence in unit.sentences() if not STAYS_IN_RECORD.search(unit.record) else ():
            match = MUST_STAY.search(sentence)
            if match and not ENDS_ASKING.search(sentence) and not denied(sentence[: match.start()]):
                what = f"“{match.group()}” sounds as if somebody had to stay in the study"
                yield Problem(where, what, "leave it out: everyone may leave at any time")
