"""Who does not know which treatment somebody has, and that chance decides it: told as the record says."""

import re
from collections.abc import Iterator

from explainer.checks.deciders import CHOICE_IN_RECORD
from explainer.checks.facts import whole_record
from explainer.checks.frames import ENDS_ASKING, Told, before, denied, told
from explainer.checks.kept import kept
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.model import Message, Site, Trial
from explainer.record import Record
from explainer.walk import walk

BLIND = Phrases(r"\b(?:double|triple|quadruple)[- _]*(?:blind|mask)\w*|\bmasking: (?:double|triple|quadruple)\b")
OPENED = Phrases(r"\bopen[- ]label|\bunblind|\bunmask")
KNOWS = Phrases(
    r"\b(?:only the (?:study )?(?:doctors?|team)|(?:doctors?|team|staff|investigators?)\b(?: who [\w ]{1,30})?"
    r" (?:would|will|can|may|does|do)) know\w*|\b(?:doctors?|team|staff)(?: who [\w ]{1,30})? (?:would|will)[.,;]"
    r"|\b(?:doctors?|team) knows?\b"
)
DRAWN = Phrases(r"(?<!non-)(?<!non)\brandom\w*")
PUTS = Phrases(
    r"\b(?:doctors?|team|staff|nurses?|investigators?) (?:would |will |can )?(?:decides?|chooses?|picks?|selects?)"
    r"(?= (?:who|which|what|the group|your group))"
)
WHICH = r"(?:\w+ )?(?:which|what (?:you|they)|who (?:is|has))\b"
KNOWING = (
    r"(?:(?:would|will|can|could|may|do|does|also|always|then|all|both|each) ){0,3}"
    rf"(?:knows?|be told|is told|are told|learns?|sees?|be aware of|finds? out) {WHICH}"
)
YOU = r"(?:you|your child|(?:you|they) (?:and|or) [\w ]{1,40})"
READER = (
    rf"(?:{YOU}|everybody|everyone|people|patients|(?:each|every|both|all|the)"
    r" (?:sides?(?: in the study)?|person|people|women|woman|men|man|children|child|patients?))"
)
READER_KNOWS = Phrases(rf"\b{READER} {KNOWING}")
NOT_KNOWING = r"(?:(?:would|will|can|could|may|do|does|should|must) not|cannot) (?:know|be told|learn|see|find out)"
READER_DOES_NOT = Phrases(
    rf"\b{YOU} {NOT_KNOWING} {WHICH}"
    rf"|\bneither you\b[^.;]{{1,80}}\bknows? {WHICH}|\bnobody knows (?:which|who)\b"
)
LATER = Phrases(r"\b(?:later|after|afterwards|end|ends|once|until)\b")
SAYS_WHO = Phrases(r"\b\w*(?:blind|unaware|aware|conceal)\w*|\bnot (?:be )?(?:know|told)")
"""How a text of a record says itself who does not know."""
NOT_BLIND = Phrases(r"\bopen[- ]label\b|\bunblind\w*|\bunmask\w*|\bmasking: none\b|\bnot (?:be |been )?(?:blind|mask)\w*")
BLINDED = Phrases(r"blind|mask")
KNOWS_NOT = Phrases(
    r"\b(?:you|team|staff|doctors?|nurses?|investigators?|everybody|everyone|people)\b(?: [\w-]+){0,4}?"
    r" (?:(?:do|does|would|will) not|cannot) know\b(?! (?:yet|how|if|whether|why))"
)
"""How a sentence says of people that they do not know what somebody has."""
BY_CHANCE = Phrases(
    r"\bby lot\b|\bby chance\b|\bdraw\w* lots?\b|\blottery\b"
    r"|\bchance (?:(?:would|will|then) )*(?:decides?|puts?|picks?|chooses?)\b"
)
BY_CHANCE_IN_RECORD = Phrases(r"\b\w*random|\bchance\b|\blot(?:s|tery)?\b|\balloc|\bassign")
ASKED_OPENLY = re.compile(r"\b(?:whether|if)\b|^\W*(?:does|do|would|will|is|are|can)\b", re.IGNORECASE)
FIX = "say who does not know, and that chance decides"


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
                    yield Problem(where, what, FIX)
        yield from _reader(unit)
        yield from _of_nobody(unit)
    for trial in site.trials:
        if not BY_CHANCE_IN_RECORD.search(whole_record(trial)):
            yield from _by_chance(trial)


def _of_nobody(unit: Told) -> Iterator[Problem]:
    """Somebody who does not know, where the record blinds nobody."""
    opened = NOT_BLIND.search(unit.record)
    if opened and not BLINDED.search(NOT_BLIND.sub(" ", unit.record)):
        for where, sentence in unit.sentences():
            said = KNOWS_NOT.search(sentence)
            if said and not ENDS_ASKING.search(sentence):
                yield Problem(where, f"“{said.group()}”: the record says “{opened.group()}”", "say who knows")


def _by_chance(trial: Trial) -> Iterator[Problem]:
    """A draw by lot, where the record has none."""
    for message in walk((trial.copy.blocks, trial.documents, trial.questions), Message):
        said = BY_CHANCE.search(message.plain)
        if said and not denied(before(message.plain, said.start())) and not ASKED_OPENLY.search(message.plain, 0, said.end()):
            what = f"“{said.group()}”: the record of this study does not say that chance decides anything"
            yield Problem(message.where, what, "leave it out, or ask openly: “Does chance decide …?”")


@kept(most=64)
def _says_nobody(record: Record) -> bool:
    """Whether the field on masking says that nobody is masked."""
    return any(passage.quotable == "Masking: NONE" for passage in record.passages)


def _reader(unit: Told) -> Iterator[Problem]:
    """What is said of the reader, held against whom the record's fields name as masked."""
    record = unit.each.trial.record
    masked = "PARTICIPANT" in record.masked
    known = bool(record.masked) or _says_nobody(record)
    if not known or unit.each.section.part != "summary" or OPENED.search(unit.record):
        return
    who = ", ".join(record.masked) or "nobody"
    for where, sentence in unit.sentences():
        if ENDS_ASKING.search(sentence):
            continue
        said = READER_KNOWS.search(sentence) if masked else READER_DOES_NOT.search(sentence)
        if not said or LATER.search(sentence) or (masked and denied(before(sentence, said.end()))):
            continue
        if masked or not SAYS_WHO.search(unit.record):
            yield Problem(where, f"“{said.group()}”: the record names as masked {who}", FIX)
