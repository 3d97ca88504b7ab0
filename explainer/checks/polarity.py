"""What a record denies, the plain words deny.

Polarity is compared, not counted: "nobody is put in a group by chance" says what "non-randomized" says. What is negated in the
quote has to be negated where the plain words speak of it. What they deny of their own is held in `added_noes.py`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from explainer.checks.denials import (
    CONTRAINDICATED,
    DEFINES,
    EXCEPTION,
    RULED_OUT,
    UN,
    denials,
    hiding,
)
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, all_keys, explained, keys
from explainer.model import Site

AGAINST = Phrases(r"\b(?:against|(?:must|should|may) not|harm\w*|danger\w*|unsafe|risk\w*|contraindic\w*)\b")
"""How plain words may say "contraindicated" without a no."""
SAYS = Phrases(
    r"\b(?:record|registry)(?: (?:also )?(?:says|explains|defines|states|tells|calls|writes|names|lists|gives"
    r"|(?:does not )?counts?)"
    r"|['’]s (?:own )?(?:examples?|words?|list))\b"
    r"|\brule (?:is|counts|applies) (?:only )?(?:for|to)\b"
)
"""What gives the record's own words, and so says what they say."""
OPEN_LABEL = re.compile(r"Masking: NONE\b")
OF_A_MASK = re.compile(r"\W*(?:be |been )?(?:blind|mask)", re.IGNORECASE)
KNOWS = re.compile(r"\b(?:knows?|told|open|openly|hidden|secret|kept)\b", re.IGNORECASE)
"""How plain words may say that nothing is masked."""
PREDICATE = re.compile(r"\b(?:be|been|is|are|was|were) $")
"""What is "negative" then stands before it."""
OF_A_PREFIX = re.compile(r"^[-\w]*")
IF_NOT = re.compile(r"\bif (?:you|your child|they) (?:do|does|did|have|has|are|is) not\b", re.IGNORECASE)
REST = re.compile(r"-?([a-z]{3,})", re.IGNORECASE)
OF_A_VERB = re.compile(r"not|cannot|never|unable|inability|unwilling\w*|n['’]t", re.IGNORECASE)
NEXT_WORDS = re.compile(r"^[-\w’']*(?: [\w’'-]+){0,3}")
LONGEST_NEXT = 60
SAY_NO = "say it with a word such as “no”, “not” or “without”"
NOT_COUNTED = Phrases(r"\b(?:do|does) not (?:count|apply|matter)\b")
INSIDE, OF_NOR = re.compile(r"[^()]{0,120}\)|[\"”]"), re.compile(r"[^,]{0,120},")
"""What a no inside of brackets governs, and a "nor"; one that is an answer (“No”) governs nothing."""
NOT_YET = re.compile(r"not (?:yet )?(?:fully |completely )?(?:recover|resol|return|heal)", re.IGNORECASE)
STILL = Phrases(r"\bstill\b")
ELSEWHERE = Phrases(
    r"\b(?:outside|beyond|elsewhere|(?:healthy|good|sound|better|other|opposite) (?:\w+ )?side|other (?:than|parts?|places?"
    r"|organs?|kinds?|causes?))\b"
)
"""How plain words may say "non-": "outside of the blood" for "nonhaematological", "the healthy side" for "non-affected"."""
"""What is "stable" does not change, and what has "not yet recovered" is still there."""


def _negated(statement: Statement, *, excepting: bool) -> int:
    """How often the sentence, or the line that opens its list, says no; "These do not count:" only says an exception."""
    text = statement.outside_brackets
    lead = "" if excepting and NOT_COUNTED.search(statement.lead) else statement.lead
    return len(denials(lead)) + (len(denials(text)) or min(1, len(hiding(text)) + len(IF_NOT.findall(text))))


def conditions(each: Explained) -> tuple[Statement, ...]:
    """What the record says, without the words by which an exclusion says that it is one."""
    if each.section.part != "exclusion":
        return each.record
    return tuple(
        replace(s, text=RULED_OUT.sub(lambda m: " " * len(m.group()), s.text)) if "not" in s.text else s for s in each.record
    )


def with_next(no: re.Match[str]) -> str:
    """A no with the few words after it: what it denies."""
    return (no.group() + "".join(NEXT_WORDS.findall(no.string[no.end() :][:LONGEST_NEXT])[:1])).strip()


Denied = tuple[str, frozenset[str], frozenset[str]]


def _unsaid_elsewhere(each: Explained, noes: tuple[re.Match[str], ...], health: Meanings) -> tuple[re.Match[str], ...]:
    """The noes of the record but for a "non-" told as "outside of", and for no masking told as what people know."""
    if noes and any(KNOWS.search(statement.text) and not denials(statement.text) for statement in each.plain):
        masks = OPEN_LABEL.match(noes[0].string)
        noes = () if masks else tuple(no for no in noes if not OF_A_MASK.match(no.string, no.end()))
    prefixes = [no for no in noes if no.group().lower() == "non"]
    noes = tuple(no for no in noes if no not in prefixes or not _only_named(each, no, health))
    if not prefixes or not any(ELSEWHERE.search(statement.text) for statement in each.plain):
        return noes
    return tuple(no for no in noes if no not in prefixes)


def _only_named(each: Explained, no: re.Match[str], health: Meanings) -> bool:
    """Whether brackets of ours have a "non-" with its word, and nothing else names what it denies: "(non-ST-elevation …)"."""
    name = no.group().lower() + OF_A_PREFIX.findall(no.string[no.end() :][:LONGEST_NEXT].lower())[0]
    if not any(name in s.text.lower() and name not in s.outside_brackets.lower() for s in each.plain):
        return False
    thing = keys(name) | frozenset(key for part in REST.findall(name) for key in (*keys(part), *health.narrowest(part)))
    return not any(keys(statement.outside_brackets) & thing for statement in each.plain)


def _of_what_stands_before(no: re.Match[str]) -> bool:
    """Whether a "negative" tells what the thing before it is, and denies nothing that comes after."""
    return no.group().lower() == "negative" and PREDICATE.search(no.string, max(0, no.start() - 8), no.start()) is not None


def _denied(each: Explained, health: Meanings) -> Iterator[Denied]:
    """Each no of the record: the keys of the first word it denies of which the plain words speak too, and all that are near."""
    known = all_keys(each.plain)
    affirmed = all_keys(each.record)
    still = any(STILL.search(statement.text) for statement in each.plain)
    for statement in conditions(each):
        said: set[frozenset[str]] = set()
        for no in _unsaid_elsewhere(each, denials(statement.text), health):
            if still and NOT_YET.match(statement.text, no.start()):
                continue
            after = () if _of_what_stands_before(no) else statement.after(no.end())
            closed = (OF_NOR if no.group().lower() in ("nor", "neither") else INSIDE).match(statement.text, no.end())
            near = [word for word in after if word.keys & known and not (closed and word.start > closed.end())]
            if no.group().lower() == "non" and (rest := REST.match(statement.text, no.end())):
                # "Non-lactating": the word itself is denied, or what it means by the narrowest of its lines in the table.
                thing = (keys(rest[1]) & known) or (health.narrowest(rest[1]) & known)
                if thing not in said:
                    said.add(thing)
                    yield with_next(no), thing, thing
                continue
            if near and near[0] is not after[0] and OF_A_VERB.fullmatch(no.group()):
                near = []  # "Cannot tolerate a dose" denies no dose, where "bear" says what is denied.
            yield with_next(no), near[0].keys if near else frozenset(), all_keys(near)
        if (against := CONTRAINDICATED.search(statement.text)) and not any(AGAINST.search(s.text) for s in each.plain):
            yield against.group(), frozenset(), frozenset()
        for un in UN.finditer(statement.text):
            if thing := keys(un[1]) & known - affirmed:  # "Stable and unstable angina" says both.
                yield un.group(), thing, thing


@rule("error")
def negation_lost(site: Site) -> Iterator[Problem]:
    """A "no" of the quote is a "no" of the plain words.

    Bad: "You have a severe tendency to allergy" where the quote says "No severe allergic constitution".
    Good: "You must not have a severe tendency to allergy."
    """
    for each in explained(site):
        denied = list(_denied(each, meanings(site)))
        excepting = bool(denied) and any(EXCEPTION.search(statement.text) for statement in each.record)
        noes = {id(statement): _negated(statement, excepting=excepting) for statement in each.plain} if denied else {}
        if denied and not any(noes[id(s)] for s in each.plain if not s.of_the_record or SAYS.search(s.text)):
            yield Problem(each.unit.where, f"the record says “{denied[0][0]}”, and the plain words say no “no”", SAY_NO)
            continue
        needed, speaking = Counter(thing for _, thing, _ in denied), _by_key(each.plain)
        for no, thing, near in {thing: (no, thing, near) for no, thing, near in denied}.values():
            about = _speaking(speaking, thing)
            others = _speaking(speaking, near) if needed[thing] > 1 else about
            yes = [s for s in others if not (noes[id(s)] or s.of_the_record or (about[0] is not s and DEFINES.match(s.text)))]
            if yes and sum(noes[id(statement)] for statement in about) < needed[thing]:
                what = f"the record says “{no}”, and “{_start(yes[0])}” says no “no” of it"
                yield Problem(yes[0].where, what, SAY_NO)


def _start(statement: Statement) -> str:
    words = statement.text.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")


def _by_key(statements: tuple[Statement, ...]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for key in statement.keys:
            found[key].append(statement)
    return found


def _speaking(statements: dict[str, list[Statement]], things: frozenset[str]) -> list[Statement]:
    """The sentences that name one of some things."""
    return list({id(statement): statement for key in things for statement in statements.get(key, ())}.values())
