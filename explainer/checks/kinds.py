"""What may rule a reader out stays that, and what may let one in too: no phrase turns the kind of a criterion round."""

from collections.abc import Iterator

from explainer.checks.denials import COMPARES, CONTRAINDICATED, EXCEPTION, NEGATIVE, hiding
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained
from explainer.finding import Where
from explainer.model import Message, Site

FORBIDS = Phrases(r"\b(?:must|should|may|can) ?not\b|\bcannot\b|\bcan['’]t\b|\bmustn['’]t\b")
READER = r"\b(?:you or your child|your child|you|he|she|they|people|patients|children|women|men|everybody|everyone)"
DEMANDS = Phrases(
    rf"(?<!because ){READER} (?:also |both )?"
    rf"(?:must|(?:needs? to|ha(?:ve|s) to|ought to|should) (?:be|have)\b(?! able| in bed))"
    r"|\byour (?:[\w’-]+ ){1,5}(?:must|(?:needs?|ha(?:s|ve)) to|should) (?:be|have)\b"
)
"""What asks for the condition. "You need to use a wheelchair" only describes one."""
REQUIRES = Phrases(r"\b(?:requir|need|must|necess|oblig|depend|should|ha(?:s|ve) to)")
JOIN = r"(?:take part|join|be in (?:the|this) study)\b"
WELCOMES = Phrases(
    rf"(?<!if )(?<!whether )\b(?:you|your child|people|patients|children|women|men)\b[^,.;?]{{0,80}} (?:may|can|could)"
    rf" (?:still |also )?{JOIN}"
    rf"|\b(?:is|are|was|were) (?:very |also |still |most )?(?:welcome|invited|wanted)\b"
    r"|\b(?:it is|it's|that is|this is) (?:also |still )?(?:fine|ok|okay|all right|alright|no problem|allowed)\b"
    r"|\b(?:does|do) not matter\b|\bno matter (?:if|whether)\b|\b(?:study|trial) (?:is|was) (?:also |only )?(?:for|open to)\b"
)
ALLOWS = Phrases(
    r"\b(?:allow|permit|accept|eligib|includ|may\b|can\b|could\b|regardless|irrespective|unless|provided|if\b|any\b"
    r"|either\b|with or without)"
)
WHATEVER = Phrases(r"\b(?:any|regardless|irrespective|either|whether or not|whatever)\b")
"""Of what the record leaves open, plain words may say that it does not matter."""
MAY_JOIN = Phrases(r"\b(?:allow|permit|accept|eligib|may\b|can\b|unless|provided)")
RULES_OUT = Phrases(
    rf"\brul(?:es?|ed|ing) (?:you|your child|him|her|them|people|somebody|someone|anyone|anybody) out\b"
    rf"|\brul(?:es?|ing) out (?:you|your child|people|anyone|anybody)\b|\b(?:study|trial) is not (?:for|open to)\b"
    rf"|{READER}\b[^,.;?]{{0,80}} (?:cannot|can ?not|may not|must not|could not) {JOIN}"
    r"|\b(?:is|are) not met (?:if|when)\b|\brules? (?:is|are) broken\b"
    r"|\bkeeps? (?:you|your child|people) (?:out|from)\b|\b(?:does|do) not matter\b|\bno matter (?:if|whether)\b"
)
UNFIT = Phrases(
    r"\b(?:inappropriate|unsuitable|unsuited|ineligible|unfit|inadvisable|unwise|poor candidates?"
    r"|not (?:be )?(?:an? )?(?:\w+ )?(?:suitable|appropriate|eligible|fit|advisable|candidates?))\b"
)
JUDGED_NOT_TO_JOIN = Phrases(
    rf"\b(?:judg|think|decid|believ|consider|find|opinion|view|say)\w*\b[^.;?]{{0,80}} (?:should|must|may|can) ?not {JOIN}"
)
"""How plain words say that somebody is judged unfit for a study; of the condition itself that turns nothing round."""
WEAKER = Phrases(rf"{READER} (?:may|might|can|could) (?:have|be)\b")
FIRM = Phrases(r"\b(?:must|requir|needs?\b|ha(?:s|ve) to\b)")


def _texts(each: Explained) -> Iterator[tuple[Where, str]]:
    """The heading of a unit, and its sentences."""
    heading = each.unit.heading
    if isinstance(heading, Message):
        yield heading.where, heading.plain
    for statement in each.plain:
        yield statement.where, statement.outside_brackets


def _recorded(each: Explained) -> str:
    return " ".join(statement.text for statement in each.record)


def _says_no(text: str) -> bool:
    return bool(NEGATIVE.search(COMPARES.sub(" ", text)) or hiding(text))


@rule("error")
def exclusion_turned(site: Site) -> Iterator[Problem]:
    """In the exclusion list the condition itself stands; its label says that it may rule somebody out.

    Bad: "You must not have had a stroke", "You must be pregnant" or "People with lupus are wanted": under "May rule you out"
    they say the opposite.
    Good: "You had a stroke in the last 6 months."
    """
    for each in explained(site):
        if each.section.part != "exclusion":
            continue
        record = _recorded(each)
        unable, allows = _says_no(record), MAY_JOIN.search(record) or EXCEPTION.search(record)
        firm = any((NEGATIVE.search(COMPARES.sub(" ", record)), REQUIRES.search(record), CONTRAINDICATED.search(record)))
        forbidden = {s.where: FORBIDS.search(s.outside_brackets) for s in each.plain if not s.of_the_record}
        for where, text in _texts(each):
            match = forbidden.pop(where, None)
            if match and UNFIT.search(record) and JUDGED_NOT_TO_JOIN.search(match.string):
                match = None
            if match and (CONTRAINDICATED.search(record) or (unable and match.group().lower().startswith("can"))):
                match = None
            welcomes = None if allows else WELCOMES.search(text)
            if welcomes and "matter" in welcomes.group().lower() and WHATEVER.search(record):
                welcomes = None
            match = match or (None if firm else DEMANDS.search(text)) or welcomes
            if match:
                what = f"“{match.group()}” turns an exclusion round"
                yield Problem(where, what, "state the condition itself: “You had …”, “You have …”")


@rule("error")
def inclusion_turned(site: Site) -> Iterator[Problem]:
    """In the inclusion list nothing says that the condition rules somebody out, or that it only may be met.

    Bad: "You have lupus, and that would rule you out", or "You may have lupus" where the quote says "Must have lupus".
    Good: "You have lupus."
    """
    for each in explained(site):
        if each.section.part != "inclusion":
            continue
        record = _recorded(each)
        turned, allowed = _says_no(record), ALLOWS.search(record)
        weak = FIRM.search(record) and not allowed and not any(FIRM.search(text) for _, text in _texts(each))
        for where, text in _texts(each):
            # "If you do not agree, you cannot take part" says no twice, and so what the rule says.
            twice = turned or len(NEGATIVE.findall(text)) > 1 or EXCEPTION.search(text)
            match = (None if twice or allowed else RULES_OUT.search(text)) or (WEAKER.search(text) if weak else None)
            if match:
                what = f"“{match.group()}” turns an inclusion round"
                yield Problem(
                    where, what, "state the condition itself, as firmly as the record: “You have …”, “You must have …”"
                )
