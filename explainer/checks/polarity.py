"""Yes stays yes and no stays no; and a criterion that touches a medicine says not to change one.

Polarity is compared, not counted: "nobody is put in a group by chance" says what "non-randomized" says.
"""

import re
from collections.abc import Iterable, Iterator

from explainer.checks.match import matches
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.model import Message, Section, Site, Span, Trial, Unit, walk
from explainer.reading.traits import WASHOUT

NEGATIVE = re.compile(
    r"\b(?:no|not|none|nobody|nothing|never|neither|nor|without|cannot|unable|lack(?:s|ing)?|absen(?:t|ce)|except|unless)\b"
    r"|\bfree of\b|n['’]t\b|\bnon(?!-?(?:steroid|hodgkin|small|alcoholic))(?=-|[a-z]{4})",
    re.IGNORECASE,
)
"""Words that say no. "Non-steroidal", "non-Hodgkin", "non-small-cell" and "non-alcoholic" are names."""
COMPARES = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|older|younger|lower|higher|later|earlier|longer|greater) than\b|\bnot exceeding\b",
    re.IGNORECASE,
)
"""A limit ("no more than 3") is a comparison, and has a rule of its own."""
OF_THE_RECORD = re.compile(r"\b(?:record|copy|registry|page|rule)\b", re.IGNORECASE)
"""What our words say of the record itself ("our copy does not say") is not what they say of the reader."""
FORBIDS = re.compile(r"\b(?:must|should|may|can) ?not\b|\bcannot\b|\bcan['’]t\b|\bmustn['’]t\b", re.IGNORECASE)
USE_BEFORE = re.compile(r"\b(?:use|taking|receiving|receipt)\b.{0,80}\b(?:within|in the last)\b", re.IGNORECASE)


def _units(trial: Trial) -> Iterator[tuple[Section, Unit]]:
    for section in (section for document in trial.documents for section in document.sections):
        for unit in section.units:
            if unit.explained and all(matches(quote, trial.record.passages) for quote in unit.quotes):
                yield section, unit


def _negative(text: str) -> str:
    """The first negation of a text, or nothing."""
    match = NEGATIVE.search(COMPARES.sub(" ", text))
    return match.group() if match else ""


def _of_the_reader(message: Message) -> str:
    """What a message says of the reader: without what it says of the record, and without the medical term in its brackets."""
    plain = re.sub(r"\([^()]*\)", " ", message.plain)
    return " ".join(sentence for sentence in sentences(plain) if not OF_THE_RECORD.search(sentence))


def _linked(site: Site, messages: Iterable[Message]) -> str:
    """The text of the glossary entries that words link to."""
    ids = {span.target for message in messages for span in walk(message.spans, Span) if span.kind == "term"}
    meanings = tuple(term.blocks for term in site.glossary if term.id in ids)
    return " ".join(message.plain for message in walk(meanings, Message))


@rule("error")
def negation_lost(site: Site) -> Iterator[Problem]:
    """A "no" of the quote is a "no" of the plain words.

    Bad: "You have a severe tendency to allergy" where the quote says "No severe allergic constitution".
    Good: "You must not have a severe tendency to allergy."
    """
    for trial in site.trials:
        for _, unit in _units(trial):
            negative = next(filter(None, (_negative(quote.text) for quote in unit.quotes)), "")
            if negative and not any(_negative(_of_the_reader(message)) for message in walk(unit.blocks, Message)):
                yield Problem(
                    unit.where, f"the record says “{negative}”, and the plain words do not", "say the no in plain words"
                )


@rule("error")
def negation_added(site: Site) -> Iterator[Problem]:
    """A "no" of the plain words is one of the quote, or of a glossary entry that they link to.

    Bad: "You are not 18 or older" where the quote says "18 years or older".
    Good: "You are 18 or older."
    """
    for trial in site.trials:
        for _, unit in _units(trial):
            messages = [*([unit.heading] if unit.heading else []), *walk(unit.blocks, Message)]
            allowed = " ".join(quote.text for quote in unit.quotes) + " " + _linked(site, messages)
            for message in messages if not _negative(allowed) else ():
                if negative := _negative(_of_the_reader(message)):
                    what = f"“{negative}” turns round what the record says"
                    yield Problem(message.where, what, "say what the record says, or quote the words that say no")


@rule("error")
def exclusion_turned(site: Site) -> Iterator[Problem]:
    """In the exclusion list the condition itself stands; its label says that it may rule somebody out.

    Bad: "You must not have had a stroke": under "May rule you out" it says the opposite.
    Good: "You had a stroke in the last 6 months."
    """
    for trial in site.trials:
        for section, unit in _units(trial):
            for message in walk(unit.blocks, Message) if section.part == "exclusion" else ():
                if match := FORBIDS.search(_of_the_reader(message)):
                    what = f"“{match.group()}” turns an exclusion round"
                    yield Problem(message.where, what, "state the condition itself: “You had …”, “You have …”")


@rule("error", waivable=False)
def medicine_notice_missing(site: Site) -> Iterator[Problem]:
    """A criterion that touches a medicine tells the reader not to change one.

    Bad: a unit on "discontinuation of immunosuppressive agents" with plain words only.
    Good: the same with a `[!MEDICINE]` notice.
    """
    for trial in site.trials:
        for section, unit in _units(trial):
            touches = any(WASHOUT.search(quote.text) or USE_BEFORE.search(quote.text) for quote in unit.quotes)
            if section.part != "summary" and touches and not any(n.kind == "MEDICINE" for n in unit.notices):
                fix = "add a [!MEDICINE] notice: who plans this, and what the record does not say"
                yield Problem(unit.where, "this criterion touches a medicine, and no notice says not to change one", fix)
