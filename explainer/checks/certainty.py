"""What may be stays what may be, and nothing good or bad is said to come of it that the record does not say."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from explainer.checks.meanings import WORD, Lines, Meanings, outcomes
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained, linked
from explainer.finding import Where
from explainer.model import Message, Quote, Site
from explainer.walk import walk

WILL = re.compile(r"\b(?:will|shall|(?:is|are) (?:going|sure|certain) to)\b|['’]ll\b", re.IGNORECASE)
OPEN = re.compile("may|might|could|possibl|potential|susp|presum|probabl", re.IGNORECASE)
SURE = re.compile("will|shall|going|sure|certain|['’]ll|clear|known|proven|because|thanks|why")
"""Letters that are in what this rule looks for: most sentences have none of them."""
MAY_BE_SAID = re.compile(
    r"\b(?:will|shall|would|to be|going to|plan\w*|intend\w*|intent\w*|schedul\w*|expect\w*|upcoming|anticipat\w*|willing\w*"
    r"|future)\b",
    re.IGNORECASE,
)
"""What of a record lets plain words say "will"."""
MAY = re.compile(
    r"\b(?:might|could|possibl[ey]|potential(?:ly)?|suspected|suspicion|presumed|probabl[ey]"
    r"|may(?! (?:be )?(?:includ|enrol|participat|enter|eligib|continu|receiv|allow|not\b)))\b",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile(
    r"\b(?:may|maybe|might|could|can|possib\w*|perhaps|chance|think|thinks|thought|likely|seem\w*|if|whether|sign|signs|suspect\w*"
    r"|hope\w*|risk\w*|expect\w*|allowed|any|would|try|tries|wants?|probabl\w*|believe\w*|potential\w*|able)\b",
    re.IGNORECASE,
)
CLEAR = re.compile(r"\bit is (?:now )?(?:clear|certain|known|sure|proven)\b", re.IGNORECASE)
UNCLEAR = re.compile(r"\b(?:un\w+|not|whether|if|question\w*|lack\w*|limited|no)\b", re.IGNORECASE)
KNOWN = re.compile(r"\b(?:clear|certain|known|shown|proven|demonstrat\w*|establish\w*)", re.IGNORECASE)
CAUSE = re.compile(r"\b(?:because(?! of\b)|thanks to|that is why)\b", re.IGNORECASE)
CAUSED = re.compile(
    r"\b(?:because|due|caus\w*|induc\w*|secondary|owing|result\w*|relat\w*|associat\w*|since|therefore|thus|reason\w*|attribut\w*|lead\w*"
    r"|from|by|so that|as|mediat\w*|depend\w*)\b|-induced",
    re.IGNORECASE,
)
NEUTRAL = re.compile(r"\b(?:score|scale|number|result|points?|worse|if|whether|not)\b|^\W*\d", re.IGNORECASE)
"""Which end of a scale is better is said of the scale, and "for better or for worse" leaves it open."""


def _recorded(each: Explained) -> str:
    return " ".join(quote.text for quote in walk(each.unit, Quote))


@rule("error")
def possibility_turned(site: Site) -> Iterator[Problem]:
    """What the record calls possible is not said to happen, and no sentence tells a reader what will be.

    Bad: "The vaccine will make the cancer respond" where the quote says that it could.
    Good: "The vaccine could make the cancer respond"; of what the study does: "You would have a blood test".
    """
    for each in explained(site):
        record = _recorded(each)
        may = MAY.search(record) if OPEN.search(record) else None
        turned = False
        for statement in each.plain:
            if not SURE.search(statement.text):
                continue
            will = None if statement.of_the_record else WILL.search(statement.text)
            if will and not MAY_BE_SAID.search(record):
                turned = True
                what = f"“{will.group()}”: the record does not say that this will be"
                yield Problem(statement.where, what, "say what it says: “could”, “may”; or of what the study does: “would”")
            if (clear := CLEAR.search(statement.text)) and (UNCLEAR.search(record) or not KNOWN.search(record)):
                fix = "leave open what the record leaves open: “It is not clear if …”"
                yield Problem(statement.where, f"“{clear.group()}”: the record does not say so", fix)
            if (cause := CAUSE.search(statement.text)) and not statement.of_the_record and not CAUSED.search(record):
                what = f"“{cause.group()}” gives a cause that the record does not give"
                yield Problem(statement.where, what, "leave it out, or quote what says so")
        if may and not turned and not any(LEFT_OPEN.search(text) for text in _said(each)):
            what = f"the record says “{may.group()}”, and the plain words are sure of it"
            yield Problem(each.unit.where, what, "say that it may be so: “may”, “could”")


def _said(each: Explained) -> Iterator[str]:
    yield from (f"{statement.lead} {statement.text}" for statement in each.plain)


def _promised(text: str, known: Meanings, given: Callable[[], Lines]) -> str:
    """The first word of a text for something good or bad that nothing gives."""
    words = [word for word in WORD.findall(text) if known.of_plain(word)]
    for sentence in sentences(text) if words else ():
        for word in WORD.findall(sentence):
            if (own := known.of_plain(word)) and not NEUTRAL.search(sentence) and not own & given():
                return str(word)
    return ""


@rule("error")
def outcome_not_in_record(site: Site) -> Iterator[Problem]:
    """Nothing is called better, safe or a cure, and nobody is said to live, die or get well, unless the record says so.

    Bad: "A better treatment for lung cancer" where the record names two medicines.
    Good: "Two medicines for lung cancer".
    """
    known = outcomes(site)
    for trial in site.trials if known.lines else ():
        titles = " ".join(p.text for p in trial.record.passages if "title" in p.label.lower())
        for document in trial.documents:
            yield from _told(document.title.where, _promised(document.title.plain, known, partial(known.of_text, titles)))
    for each in explained(site) if known.lines else ():
        given = partial(_given, site, each, known)
        if heading := each.unit.heading:
            yield from _told(heading.where, _promised(heading.plain, known, given))
        for statement in each.plain:
            yield from _told(statement.where, "" if statement.of_the_record else _promised(statement.text, known, given))


def _given(site: Site, each: Explained, known: Meanings) -> Lines:
    """What the quotes, in a summary all of them, and linked terms give."""
    quotes = walk((each.unit, each.trial.summary if each.section.part == "summary" else ()), Quote)
    terms = linked(site, tuple(walk((each.unit.heading, each.unit.blocks), Message)))
    meant = (message.plain for message in walk(tuple(term.blocks for term in terms), Message))
    texts = (*(quote.text for quote in quotes), each.section.group, *meant)
    return frozenset[int]().union(*map(known.of_text, texts))


def _told(where: Where, word: str) -> Iterator[Problem]:
    if word:
        what = f"“{word}” is good or bad news that the record does not give"
        yield Problem(where, what, "leave it out: say what the study tests, measures or asks")
