"""Yes stays yes and no stays no.

Polarity is compared, not counted: "nobody is put in a group by chance" says what "non-randomized" says. What is negated in the
quote has to be negated where the plain words speak of it, and the other way round.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from explainer.checks.denials import (
    CONTRAINDICATED,
    EXCEPTION,
    IN,
    NO_CARE,
    OBSERVED,
    UN,
    UNSPOKEN,
    denials,
    denials_or_exceptions,
    explains,
    hiding,
)
from explainer.checks.kept import kept
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, all_keys, explained, keys, linked, quoted
from explainer.model import Message, Site, Term
from explainer.walk import walk

AGAINST = Phrases(r"\b(?:against|(?:must|should|may) not|harm\w*|danger\w*|unsafe|risk\w*|contraindic\w*)\b")
"""How plain words may say "contraindicated" without a no."""
SAYS = Phrases(
    r"\b(?:record|registry)(?: (?:also )?(?:says|states|tells|calls|writes|names|lists|gives|(?:does not )?counts?)"
    r"|['’]s (?:own )?(?:examples?|words?|list))\b"
    r"|\brule (?:is|counts|applies) (?:only )?(?:for|to)\b"
)
"""What gives the record's own words, and so says what they say."""
RULED_OUT = Phrases(
    r"\b(?:can ?not|(?:may|must|will|should|are|is) not) (?:be )?(?:(?:eligible|allowed|permitted)\b"
    r"|take part|participate|enrol\w*|join|include\w*|enter\w*)"
    r"|\b(?:should|must|may) not (?:be|have been) (?:used|taken|given|received|administered)"
    r" (?:within|during|until|before|after|for|in the|less than|at least)\b"
)
"""How an exclusion of the record says that it is one: its plain words state the condition itself. So does "should not be used
within 2 weeks"."""
AS_IT_SHOULD = Phrases(
    r"\b(?:do|does|did|is|are|can|may|might|could) ?not (?:\w+ ){0,4}"
    r"(?:as (?:it|they|you) should|well enough|properly|normally|enough)\b"
    r"|\bnot (?:yet )?an? (?:result|proof|finding|fact|promise|guarantee)\b"
    r"|\bnot long (?:ago|before)\b|\bdo(?:es)? not matter\b|\bno difference\b"
    r"|\bno longer be (?:seen|found|felt|measured)\b|^\W*\d\W"
)
"""What says how an illness is, or when something was, and no rule; and what a score's value means."""
IN_SITU = Phrases(r"\bin situ\b|\bnon-?invasive\b|\bprimary (?:cancer|tumou?r|malignan|neoplasm)")
NO_CHANCE = Phrases(r"\b(?:nobody|no one|not|no)\b[^.;:,]{0,40}\b(?:chance|random\w*|lots?)\b")
ONE_GROUP = Phrases(r"\bsingle[-_ ](?:arm|group)\b|Allocation: (?:NA|NON_RANDOMIZED)\b")
"""Where there is one group, chance puts nobody into it."""
OPEN_LABEL = re.compile(r"Masking: NONE\b")
KNOWS = re.compile(r"\b(?:knows?|told|open|openly|hidden|secret|kept)\b", re.IGNORECASE)
"""How plain words may say that nothing is masked."""
MASKED = re.compile(r"Masking: (?!NONE)\w")
PREDICATE = re.compile(r"\b(?:be|been|is|are|was|were) $")
"""What is "negative" then stands before it."""
NOT_SPREAD = Phrases(r"\b(?:has|have|did|does) not spread\b")
HEALTHY = Phrases(r"\b(?:adequate|normal|appropriate|sufficient|acceptable|good)\b")
"""What asks for organs that work; where a record names ill ones, "do not work as they should" says so."""
REST = re.compile(r"-?([a-z]{3,})", re.IGNORECASE)
OF_A_VERB = re.compile(r"not|cannot|never|unable|inability|unwilling\w*|n['’]t", re.IGNORECASE)
REGARDLESS = Phrases(r"\b(?:regardless|irrespective) of\b")
OR_WITHOUT = Phrases(r"\b(?:with or without|whether or not|wash(?:ing)?[- ]?out\w*|prevent\w*)\b")
"""What comes after it may be said to be absent: one is without what is washed out, and has not what is prevented."""
NEXT_WORDS = re.compile(r"^[-\w’']*(?: [\w’'-]+){0,3}")
LONGEST_NEXT = 60
SAY_NO = "say it with a word such as “no”, “not” or “without”"
NOT_COUNTED = Phrases(r"\b(?:do|does) not (?:count|apply|matter)\b")
STABLE = Phrases(r"\b(?:stable|unchanged|fast(?:ing|ed))\b")
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
FORWARD = re.compile(r"no|without|free of|absence|lack\w*|non", re.IGNORECASE)
"""Words that deny only what comes after them."""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _negated(statement: Statement, *, excepting: bool) -> int:
    """How often the sentence, or the line that opens its list, says no; "These do not count:" only says an exception."""
    text = statement.outside_brackets
    lead = "" if excepting and NOT_COUNTED.search(statement.lead) else statement.lead
    return len(denials(lead)) + (len(denials(text)) or min(1, len(hiding(text))))


def _conditions(each: Explained) -> tuple[Statement, ...]:
    """What the record says, without the words by which an exclusion says that it is one."""
    if each.section.part != "exclusion":
        return each.record
    return tuple(
        replace(s, text=RULED_OUT.sub(lambda m: " " * len(m.group()), s.text)) if "not" in s.text else s for s in each.record
    )


def _with_next(no: re.Match[str]) -> str:
    """A no with the few words after it: what it denies."""
    return (no.group() + "".join(NEXT_WORDS.findall(no.string[no.end() :][:LONGEST_NEXT])[:1])).strip()


Denied = tuple[str, frozenset[str], frozenset[str]]


def _unsaid_elsewhere(each: Explained, noes: tuple[re.Match[str], ...]) -> tuple[re.Match[str], ...]:
    """The noes of the record but for a "non-" told as "outside of", and a masking of none told as what people know."""
    if noes and OPEN_LABEL.match(noes[0].string) and any(KNOWS.search(statement.text) for statement in each.plain):
        return ()
    prefixes = [no for no in noes if no.group().lower() == "non"]
    if not prefixes or not any(ELSEWHERE.search(statement.text) for statement in each.plain):
        return noes
    return tuple(no for no in noes if no not in prefixes)


def _of_what_stands_before(no: re.Match[str]) -> bool:
    """Whether a "negative" tells what the thing before it is, and denies nothing that comes after."""
    return no.group().lower() == "negative" and PREDICATE.search(no.string, max(0, no.start() - 8), no.start()) is not None


def _denied(each: Explained, health: Meanings) -> Iterator[Denied]:
    """Each no of the record: the keys of the first word it denies of which the plain words speak too, and all that are near."""
    known = all_keys(each.plain)
    affirmed = all_keys(each.record)
    still = any(STILL.search(statement.text) for statement in each.plain)
    for statement in _conditions(each):
        said: set[frozenset[str]] = set()
        for no in _unsaid_elsewhere(each, denials(statement.text)):
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
                    yield _with_next(no), thing, thing
                continue
            if near and near[0] is not after[0] and OF_A_VERB.fullmatch(no.group()):
                near = []  # "Cannot tolerate a dose" denies no dose, where "bear" says what is denied.
            yield _with_next(no), near[0].keys if near else frozenset(), all_keys(near)
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
            yes = [statement for statement in others if not noes[id(statement)] and not statement.of_the_record]
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
    fix = "say it without the no, as the record does; or quote the words that say no"
    for each in explained(site):
        heading = each.unit.heading
        messages = (*([heading] if heading else []), *walk(each.unit.blocks, Message))
        licensed = frozenset[str]().union(*map(_denied_in, linked(site, messages)))
        record = " ".join(statement.text for statement in _conditions(each))
        quiet = not any((denials(record), hiding(record), EXCEPTION.search(record), UNSPOKEN.search(record)))
        if (
            quiet
            and heading
            and (noes := denials_or_exceptions(AS_IT_SHOULD.sub(" ", heading.plain)))
            and not keys(heading.plain) & licensed
        ):
            yield Problem(heading.where, f"“{_with_next(noes[0])}” turns round what the record says", fix)
        healthy = quiet and each.section.part == "inclusion" and HEALTHY.search(record) is not None
        no_rule = (() if healthy else (AS_IT_SHOULD,)) + ((NOT_SPREAD,) if IN_SITU.search(record) else ())
        no_rule += (NO_CARE,) if OBSERVED.search(record) else ()
        no_rule += (NO_CHANCE,) if ONE_GROUP.search(record) else ()
        deniable = _deniable(_conditions(each)) | licensed | (keys("mask blind") if MASKED.search(record) else frozenset())
        named = all_keys(each.record) | deniable
        for statement in each.plain:
            text = _as_a_rule(statement, no_rule)
            for no in denials_or_exceptions(text)[:1]:
                if explains(statement.text, text, record) or _rules_out(each, no):
                    continue
                denied = next((word.keys for word in statement.after(no.end()) if word.keys & named), frozenset())
                if not denied & deniable and (quiet or denied):
                    yield Problem(statement.where, f"“{_with_next(no)}” turns round what the record says", fix)
            yield from (
                Problem(statement.where, f"“{word}” turns round what the record says", fix)
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
