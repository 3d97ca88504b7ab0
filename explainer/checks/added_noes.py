"""Plain words deny nothing that the record does not deny.

A word that hides a no ("uncontrolled", "failure") may be told with an open one; and some things are told with a no of which
the record says none: they stand in pairs, those on how a study is made apart, for no rule of who may join is told by them.
"""

import re
from collections.abc import Iterable, Iterator

from explainer.checks.denials import (
    DESIGN_WITH_A_NO,
    DISOWNS,
    EXCEPTION,
    IN,
    RULED_OUT,
    SAID_WITH_A_NO,
    UN,
    UNSPOKEN,
    denials,
    denials_or_exceptions,
    explains,
    hiding,
)
from explainer.checks.kept import kept
from explainer.checks.phrases import Phrases
from explainer.checks.polarity import conditions, with_next
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, all_keys, explained, keys, linked, quoted
from explainer.model import Message, Site, Term
from explainer.walk import walk

AS_IT_SHOULD = Phrases(
    r"\b(?:do|does|did|is|are|can|may|might|could) ?not (?:\w+ ){0,4}"
    r"(?:as (?:it|they|you) should|well enough|properly|normally|enough)\b"
    r"|\bnot (?:yet )?an? (?:result|proof|finding|fact|promise|guarantee)\b"
    r"|\bnot long (?:ago|before)\b|\bdo(?:es)? not matter\b|\bno difference\b"
    r"|^\W*not (?:\w+ ){1,3}enough\b|\bno longer be (?:seen|found|felt|measured)\b|^\W*\d\W"
)
"""What says how an illness is, or when something was, and no rule; and what a score's value means."""
MASKED = re.compile(r"Masking: (?!NONE)\w")
HEALTHY = Phrases(r"\b(?:adequate|normal|appropriate|sufficient|acceptable|good)\b")
"""What asks for organs that work; where a record names ill ones, "do not work as they should" says so."""
REGARDLESS = Phrases(r"\b(?:regardless|irrespective) of\b")
OR_WITHOUT = Phrases(r"\b(?:with or without|whether or not|wash(?:ing)?[- ]?out\w*|prevent\w*)\b")
"""What comes after it may be said to be absent: one is without what is washed out, and has not what is prevented."""
LEAVE_NO = "say it without the no, as the record does; or quote the words that say no"
STABLE = Phrases(r"\b(?:stable|unchanged|fast(?:ing|ed))\b")
FORWARD = re.compile(r"no|without|free of|absence|lack\w*|non", re.IGNORECASE)
"""Words that deny only what comes after them."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _deniable(statements: Iterable[Statement]) -> frozenset[str]:
    """What sentences deny, or name close to a word that hides a no."""
    found: set[str] = set()
    for statement in statements:
        noes = denials(statement.text)
        if (
            EXCEPTION.search(statement.text)
            or REGARDLESS.search(statement.text)
            or not all(FORWARD.fullmatch(no.group()) for no in noes)
        ):
            found |= statement.keys
        elif noes:
            found |= all_keys(word for word in statement.words if word.start >= noes[0].start())
        for either in OR_WITHOUT.finditer(statement.text):
            found |= all_keys(statement.after(either.end()))
        for hidden in (*hiding(statement.text), *STABLE.finditer(statement.text)):
            found |= all_keys(
                (*statement.before(hidden.start()), *statement.after(hidden.start())[:1], *statement.after(hidden.end()))
            )
    return frozenset(found)


@kept(most=1 << 12)
def _denied_in(term: Term) -> frozenset[str]:
    """What the meaning of a term denies: the few words after each no."""
    statements = (statement for message in walk(term.blocks, Message) for statement in quoted(message.plain, message.where))
    return frozenset(key for s in statements for no in denials(s.text) for key in all_keys(s.after(no.end())))


@rule("error")
def negation_added(site: Site) -> Iterator[Problem]:
    """A "no" of the plain words is one of the quote, or of a glossary entry that they link to.

    Bad: "You are not 18 or older" where the quote says "18 years or older".
    Good: "You are 18 or older."
    """
    for each in explained(site):
        heading = each.unit.heading
        messages = (*([heading] if heading else []), *walk(each.unit.blocks, Message))
        licensed = frozenset[str]().union(*map(_denied_in, linked(site, messages)))
        record = " ".join(statement.text for statement in conditions(each))
        open_no = any((denials(record), EXCEPTION.search(record), UNSPOKEN.search(record)))
        quiet = not (open_no or hiding(record))
        if (
            quiet
            and heading
            and (noes := denials_or_exceptions(AS_IT_SHOULD.sub(" ", heading.plain)))
            and not keys(heading.plain) & licensed
        ):
            yield Problem(heading.where, f"“{with_next(noes[0])}” turns round what the record says", LEAVE_NO)
        healthy = quiet and each.section.part == "inclusion" and HEALTHY.search(record) is not None
        pairs = SAID_WITH_A_NO + (DESIGN_WITH_A_NO if each.section.part == "summary" else ())
        no_rule = (*(() if healthy else (AS_IT_SHOULD,)), *(said for recorded, said in pairs if recorded.search(record)))
        deniable = _deniable(conditions(each)) | licensed | (keys("mask blind") if MASKED.search(record) else frozenset())
        named = all_keys(each.record) | deniable
        for statement in each.plain:
            text = _as_a_rule(statement, no_rule)
            for no in denials_or_exceptions(text)[:1]:
                denied = next((word.keys for word in statement.after(no.end()) if word.keys & named), frozenset())
                disowned = not open_no and denied and DISOWNS.match(text) is not None
                if not disowned and (explains(statement.text, text, record) or _rules_out(each, no)):
                    continue
                if disowned or (not denied & deniable and (quiet or denied)):
                    yield Problem(statement.where, f"“{with_next(no)}” turns round what the record says", LEAVE_NO)
            yield from (
                Problem(statement.where, f"“{word}” turns round what the record says", LEAVE_NO)
                for word in _turned_words(statement)
                if not keys(word) & named and not statement.of_the_record
                if (rest := keys(word[2:])) & named and not rest & deniable
            )


def _as_a_rule(statement: Statement, no_rule: tuple[Phrases, ...]) -> str:
    """What a sentence says as a rule: nothing where it speaks of the record, or of what the value of a score means."""
    text = said = statement.claim
    for pattern in no_rule:
        text = pattern.sub(_blank, text)
    scored = text != said and text.startswith("  ") and not said[0].isalpha()
    return "" if scored else text


def _rules_out(each: Explained, no: re.Match[str]) -> bool:
    """Whether a no of ours says, as the record does, that the condition rules out."""
    ours = any(match.start() <= no.start() < match.end() for match in RULED_OUT.finditer(no.string))
    return ours and any(RULED_OUT.search(statement.text) for statement in each.record)


def _turned_words(statement: Statement) -> Iterator[str]:
    """Words that say the opposite of what is left of them without their first letters."""
    yield from (match.group() for pattern in (UN, IN) for match in pattern.finditer(statement.outside_brackets))
