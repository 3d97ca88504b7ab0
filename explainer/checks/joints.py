"""What an "and" or an "or" stands between: the commas of the list that it ends, and the words of an act on its left."""

import re
from collections.abc import Iterable, Iterator

from explainer.checks.meanings import Meanings
from explainer.checks.phrases import Phrases
from explainer.checks.statements import Statement, Word

COMMA = re.compile(",")
LONGEST_ITEM = 40
"""Characters between two commas of a list: what is longer is a clause."""
NO_ITEM = re.compile(r"\b(?:is|are|was|were|has|have|had|must|who|which|that|if|when|to)\b|[(\[]|^ (?:and|or)\b", re.IGNORECASE)
"""What no item of a list has: a verb, the beginning of brackets that the "or" stands in, or an "and" of its own."""
LONGEST_THING = 200
ADJECTIVES = re.compile(
    r"\w{0,3}?(?:ed|en|ive|al|ic|ous|able),\s*[a-z]+(?:ed|en|ive|al|ic|ous|able) (?:[a-z]+ )+(?:from|by|of|for|in|to) "
)
"""Two adjectives of one thing ("signed, written consent from a parent or guardian"): their comma is none of a list."""
LAST_WORD, IN_BRACKETS = re.compile(r"\w{1,40}(?= ?$)"), re.compile(r" (?:the )?(\w{1,40}) \(([^\W\d_]{1,40})\)")
OF_A_CASE = re.compile(
    r"\bor (?=[^.;,]{0,20}\d)(?:[^.;,]|\.\d){0,80}?"
    r"\b(?:in the presence of|if|in (?:the )?case of|when|in (?:patients|subjects|those))\b"
)
IN_A_CASE = re.compile(r"^\W*(?:If|When|In case|With|For) [^.;:]{3,80},? [^.;]*\d")
"""How a record, and how a sentence of ours, gives another value for a case: "or <5 times ULN in the presence of metastases"."""
LONGEST_ENDING = 4
HAS_TO = re.compile(r"\b(?:must|should|would|need to|needs to|have to|has to)\b", re.IGNORECASE)

OF_PEOPLE = Phrases(
    r"\b(?:veterans|members?|smokers|residents|students|workers|nurses|doctors|carers|caregivers|survivors|users|volunteers"
    r"|athletes|donors|recipients|parents|adults|children|adolescents|infants|(?:in|out)-?patients|patients|people"
    r"|subjects|participants|controls|individuals|(?:fe)?males|(?:wo)?men)\b,? and\b"
)
"""Groups of people, of which one person is in one: "veterans and service members"."""
AT_PLACES = re.compile(r"\b(?:at|in) (?:[A-Z][\w.’'-]* ){1,6}and [A-Z]")
"""Places of a study, of which one person comes to one: "treated at GOSH and UCLH"."""


def of_the_act(statement: Statement, joint: re.Match[str]) -> tuple[Word, ...]:
    """The words before an "and": where it joins what somebody has to do, without the words that say who."""
    before = statement.before(joint.start())
    must = (
        [*HAS_TO.finditer(statement.text, max(before[0].start, joint.start() - LONGEST_THING), joint.start())] if before else []
    )
    if not must or HAS_TO.search(statement.text, joint.end(), joint.end() + LONGEST_THING):
        return before
    return tuple(word for word in before if word.start > must[-1].start())


def of_a_case(choices: int, record: Iterable[Statement], plain: Iterable[Statement]) -> bool:
    """Whether each of some choices of a record gives another value for a case, and as many sentences of ours begin with one."""
    cases = sum(len(OF_A_CASE.findall(statement.text)) for statement in record)
    return cases == choices > 0 and sum(1 for statement in plain if IN_A_CASE.search(statement.text)) >= cases


def _of_one_word(text: str, joint: re.Match[str], known: Meanings) -> bool:
    """Whether both sides tell what a word in brackets after them says: "the stomach and gut (gastroenteritis)"."""
    first = LAST_WORD.search(text, max(0, joint.start() - LONGEST_ITEM), joint.start())
    rest = IN_BRACKETS.match(text, joint.end())
    if not first or not rest:
        return False
    lines = known.named_by(rest[2])
    return all(known.of_plain(word) & lines for word in (first[0], rest[1]))


def joints(joint: Phrases, text: str, known: Meanings | None = None) -> Iterator[re.Match[str]]:
    """Each "and" or "or", and the commas of the list that it ends: "A, B or C" says "or" twice.

    `known`: without those between two words of ours for one of the record.
    """
    for match in joint.finditer(text):
        if known and _of_one_word(text, match, known):
            continue
        yield match
        end = match.start()
        for comma in reversed([*COMMA.finditer(text, max(0, end - LONGEST_THING), end)]):
            adjectives = ADJECTIVES.match(text, max(0, comma.start() - LONGEST_ENDING), match.start())
            if adjectives or end - comma.end() > LONGEST_ITEM or NO_ITEM.search(text, comma.end(), end):
                break
            if text[comma.end() : end].strip():
                yield comma
            end = comma.start()
