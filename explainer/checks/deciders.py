"""Who decides, and that everyone may leave: what is true of every study is told so, unless the record says otherwise."""

import re
from collections.abc import Iterator

from explainer.checks.frames import ENDS_ASKING, Told, before, denied, told
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.model import Message, Notice, Site
from explainer.walk import walk

CHOICE_IN_RECORD = re.compile(
    r"\b(?:discretion|opinion|judge?ment|preferen\w*|willing\w*|option\w*|elect(?:s|ed|ing|ive)?|wish\w*|want\w*|decid\w*"
    r"|decision|choos\w*|chose\w*|choice|select\w*|voluntar\w*|consent\w*|agree\w*|assent\w*|refus\w*|declin\w*)\b",
    re.IGNORECASE,
)
DECIDER = re.compile(
    r"\b(?:you|your (?:own |family )?(?:doctors?|physician|family|parents?|child|partner|answers?|nurse)"
    r"|(?:the|a|an|his|her|their|its) (?:own )?(?!study |chance|computer|lot)(?:\w+ )?(?:family|nurse|answers?|parents?"
    r"|relatives?|sponsor|company|woman|man|person|patient|people))"
    r" (?:(?:and|or) [\w ]{1,30} )?(?:(?:can|could|may|will|would|then|also|alone|always|freely) ){0,2}"
    r"(?:decides?|decided|choose|chooses|chose|picks?)\b",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile(r"\b(?:if|when|help\w*|before|until|after|so that) $")
"""Before somebody who may decide: it is not said that they do."""
STAYS_IN_RECORD = re.compile(
    r"\b(?:stay|remain|continu|complet|finish|compl[yi]|adher|return|availab|attend|withdr|discontin)\w*", re.IGNORECASE
)
MUST_STAY = re.compile(
    r"\b(?:must|have to|has to|need to|needs to|(?:are|is|would be|be) (?:expected|supposed|required|obliged) to"
    r"|(?:agreed?|promised?|undertake|undertakes) to) (?:\w+ ){0,2}?"
    r"(?:(?:stay|remain)(?: in)?(?= (?:the|this|until|till|to (?:the|its)|for the))|finish (?:the|this)|change\b)"
    r"|\b(?:cannot|can not|can[’']t|must not|may not|are not (?:free|allowed|able) to|is not (?:free|allowed|able) to) "
    r"(?:then |later |simply |just )?(?:leave|withdraw|drop out|get out|change your mind|stop taking part)\b"
    r"|\b(?:own )?wish to (?:stop|leave) is (?:not|no)\b",
    re.IGNORECASE,
)
NOT_SAID = re.compile(
    r"\b(?:not|none|no|nobody|nothing|neither|unclear|cannot|without|missing|lacks?|unknown|nowhere|blank|empty|left out"
    r"|another|elsewhere|different|differs|(?:can|may|could) (?:be|mean)|two|three|seems?)\b|\?|n[’']t\b",
    re.IGNORECASE,
)
BLIND = re.compile(
    r"\b(?:double|triple|quadruple)[- _]*(?:blind|mask)\w*|\bmasking: (?:double|triple|quadruple)\b", re.IGNORECASE
)
OPENED = re.compile(r"\bopen[- ]label|\bunblind|\bunmask", re.IGNORECASE)
KNOWS = re.compile(
    r"\b(?:only the (?:study )?(?:doctors?|team)|(?:doctors?|team|staff|investigators?)\b(?: who [\w ]{1,30})?"
    r" (?:would|will|can|may|does|do)) know\w*|\b(?:doctors?|team|staff)(?: who [\w ]{1,30})? (?:would|will)[.,;]"
    r"|\b(?:doctors?|team) knows?\b",
    re.IGNORECASE,
)
DRAWN = re.compile(r"(?<!non-)(?<!non)\brandom\w*", re.IGNORECASE)
PUTS = re.compile(
    r"\b(?:doctors?|team|staff|nurses?|investigators?) (?:would |will |can )?(?:decides?|chooses?|picks?|selects?)"
    r"(?= (?:who|which|what|the group|your group))",
    re.IGNORECASE,
)
OPEN_KINDS = ("MISSING", "UNCLEAR", "NOT-PUBLIC")


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


@rule("error")
def notice_settled(site: Site) -> Iterator[Problem]:
    """A notice of what is missing, unclear or not public says that the record leaves it open, and fills no gap.

    Bad: `[!MISSING]` "You have to pay for the app."
    Good: `[!MISSING]` "The record does not say who pays for the app."
    """
    for notice in walk(tuple(trial.documents for trial in site.trials), Notice):
        if notice.kind in OPEN_KINDS and (messages := tuple(walk(notice.blocks, Message))):
            texts = [sentence for message in messages for sentence in sentences(message.plain)]
            if not any(NOT_SAID.search(text) for text in texts):
                what = f"this notice ({notice.kind}) does not say that anything is left open"
                yield Problem(notice.where, what, "say what the record does not say: “The record does not say …”")


@rule("error")
def blinding_told_wrongly(site: Site) -> Iterator[Problem]:
    """Who does not know which treatment somebody has, and that chance decides it, is told as the record says.

    Bad: "Only the study doctors would know which one you have" where the quote says "double-blind"; "The study doctor decides
    who is in which group" where it says "randomized".
    Good: "Neither you nor the study doctors would know"; "Chance decides who is in which group."
    """
    for unit in told(site):
        blind = None if OPENED.search(unit.record) else BLIND.search(unit.record)
        drawn = None if CHOICE_IN_RECORD.search(unit.record) else DRAWN.search(unit.record)
        for where, sentence in unit.sentences() if blind or drawn else ():
            for word, said in ((blind, KNOWS.search(sentence)), (drawn, PUTS.search(sentence))):
                if word and said and not ENDS_ASKING.search(sentence) and not denied(before(sentence, said.end())):
                    what = f"“{said.group()}”: the record says “{word.group()}”"
                    yield Problem(where, what, "say who does not know, and that chance decides")
