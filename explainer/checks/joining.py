"""What the record joins with "or" stays a choice, and what it joins with "and" stays a demand for both.

Compared, not counted: plain words may say an "and" in two sentences or in bullets. An "or" leaves a trace of choice; and where
the record and the plain words join the same two things, they join them alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from explainer.checks.denials import EXCEPTION
from explainer.checks.joined_lists import choices_added, joined_lists
from explainer.checks.joints import AT_PLACES, LONGEST_THING, OF_PEOPLE, joints, of_a_case, of_the_act
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import NEAR, Explained, Statement, Word, all_keys, explained
from explainer.finding import Where
from explainer.model import Site

OF_A_LIMIT = (
    r"\byou(?:r)? or (?:your|the) child\b(?:['’]s)?|\b(?:or|and) (?:more|less|higher|lower|above|below|older|younger|greater"
    r"|over|under|up(?! to\b)|equal|fewer|longer|shorter|later|earlier|better|worse|not(?= *(?:$|[.,;:)]))|so|beyond|bigger"
    r"|smaller)\b(?! than)"
)
NO_CHOICE = Phrases(
    rf"{OF_A_LIMIT}|\b(?:equal to|more|less|greater|lower|fewer) or\b|, either(?=[.!?])|\bmay or may\b|\bwith or without\b"
    r"|(?:\d|\b[IVX]{1,4})[abc]?,?\s+or\s+(?:(?:class|stage|grade|type|phase|level)\s+)?(?:\d|[IVX]{1,4}\b)"
    r"|\((?:i\.?e|also|or|aka)\b[^()]*\)|\([^()]*\b(?:e\.?g|such as|including|for example|allowed)\b[^()]*\)"
)
"""An "or" that offers no choice between rules: a limit, the reader or a child, values, examples in brackets."""
ANYBODY = frozenset("male males female females man men woman women boy boys girl girls gender genders sex sexes".split())
AND_OR = Phrases(r"\band\s?/\s?or\b")
OR = Phrases(r"\bor\b")
OR_OF_RECORD = Phrases(r"\bor\b|(?<=[a-z]{3})\s?/\s?(?=[a-z]{4})(?![^.;]{0,50}\b(?:combination|mix)s?\b)")
"""A stroke between two words is an "or"."""
AND = Phrases(r"\band\b")
CHOICE = Phrases(
    r"\b(?:or|nor|neither|either|any|anyone|anything|something|whichever|whatever|whether|each|every|one of|alternatives?"
    r"|which of|the other (?:one|way|half|part)|instead|like|such as|for example|including|not matter"
    r"|if (?:you|they|your child) (?:do|does|have|has|are|is) not"
    r"|kinds? (?:are|is) named|both [\w ,-]{0,40}(?:counts?|allowed|fine)|and also)\b|[a-z]{3,}/[a-z]{3,}"
)
"""What is left of an "or" in plain words."""
ALL_OF = Phrases(
    r"(?<!either or )(?<!one or )(?<!, or )\b(?:all|both|each|every one) (?:of )?(?:these|them|the following|those)\b"
    r"|(?<!may also )(?<!can also )(?<!may )(?<!can )\b(?:have|meet|need) both\b"
    r"|\ball (?:two|three|four|five|six) (?:of )?(?:these|them)\b"
    r"|(?<!or )\b(?:both|all(?: (?:two|three|four|five|six))?|every one)(?: of (?:these|them|the \w+))?"
    r" (?:is|are|must be) (?:needed|required)\b"
)
ANY_OF = Phrases(
    r"\b(?:any(?: one)?|one(?: or more)?|either|at least one) of (?:these|them|the following|those)\b|\beither\b"
    r"|\b(?:any(?: one)?|one(?: or more)?|at least one) of (?:the )?(?:two|three|four|five|six)\b"
    r"|\b(?:any|one)(?: one)?(?: of [a-z]+(?: [a-z]+){0,2})? (?:is|would be) enough\b"
)
MAY_CHOOSE = Phrases(r"\b(?:or|nor|either|neither|any|one|whichever|whether|alternat\w*|at least)\b|[a-z]{2,}/[a-z]{3,}")
MUST_JOIN = Phrases(r"\b(?:and|both|all|each|every|plus|together|combined)\b|\bas well as\b")
BOTH = Phrases(r"\b(?:both|all|each) of\b|\bboth\b")
NO = re.compile(r"\b(?:no|not|none|never|neither|nor|without|nobody|cannot|free of)\b|n['’]t\b", re.IGNORECASE)
ALLOWS = Phrases(r"\b(?:allowed|permitted|accepted|may|can|counts?)\b")
"""Of what is allowed, "this and that" and "this or that" are one."""
VALUES = r"(?<!between )(?<![\w.])(\d+(?:\.\d+)?|[IVX]{{1,4}}) {} (\d+(?:\.\d+)?|[IVX]{{1,4}})(?!\w|\.\d)"
OR_VALUES, AND_VALUES = (re.compile(VALUES.format(joint)) for joint in ("or", "and"))
"""Two values ("0 or 1"): one of them is enough, or both are asked for."""
END_OF_THING = re.compile(r"[,;:]")
VALUE = re.compile(r"[<>≤≥]\s?\d|\d\s?%")
RATIO = re.compile(r"(?<=\d)\s?[a-zµ]{1,10}/[^\s,;.]{1,12}", re.IGNORECASE)
"""The stroke of a unit offers no choice."""
HOLDS = Phrases(r"\d|[<>≤≥]|\b(?:is|are|was|were|has|have|had|must)\b")

FOR_WHOM = re.compile(
    r"\b(?:for|in) (?:\w+ ){0,2}(?:patients|subjects|participants|people|persons|children|adults|those|women|men)\b|\(aged?\b"
    r"|\((?:[<>≤≥] ?)?\d+(?: ?[-–] ?\d+)? ?years?\b",
    re.IGNORECASE,
)
WHO = re.compile(
    r"^\W*(?:(?:for|in) )?(?:\w+ )?(?:people|patients|children|adults|women|men|those|teenagers)\b|^\W*if you"
    r"|^\W*(?:(?:at|under|over|above|below|from|up to|aged?|younger than|older than) )?\d+ (?:to \d+ )?years"
    r"|^\W*(?:younger|older) than \d",
    re.IGNORECASE,
)
"""How a record, and how a sentence of ours, says for whom a choice is."""
AT_THE_END = re.compile(r"\bor\W*$", re.IGNORECASE)
BY_A_CUT = re.compile(rf"\bor (?=\[\.\.\.\]$)|(?<=\[\.\.\.\] )or\b|{AT_THE_END.pattern}", re.IGNORECASE)
"""It joins what this unit does not quote."""
EXAMPLES = re.compile(r"\b(?:such as|includ\w+|for example|e\.g|like)\b", re.IGNORECASE)
NAMES_EXAMPLES = re.compile(r"\b(?:names|named|lists|examples?|such as|includ\w+|e\.g|like)\b", re.IGNORECASE)
"""Of examples "A, B or C" and "A, B and C" are one."""
NEXT = 2
"""How many words that name something, on each side of an "or" of the record, say what it joins; ours may be further off."""
EXPLAINS = re.compile(r"\W*That (?:is|means)\b")
"""How a sentence begins that only tells what a word means."""
MOST = 50
"""How many pairs that share a word are compared: no text makes the reading slow."""
HALF = 40
"""How many characters on each side of an "and" are looked at for a number or a verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that an "and" or an "or" joins: the keys before and after it, and those of plain words for each word."""

    before: frozenset[str]
    after: frozenset[str]
    where: Where
    text: str
    denied: bool
    rules: bool
    meant: tuple[frozenset[str], ...] = ()

    def is_of_one_word(self, other: "Pair") -> bool:
        """Whether both of its things say one word of the other's: "the heart and blood vessels" for "cardiovascular"."""
        return any(self.before & word and self.after & word for word in other.meant)

    def joins_what(self, other: "Pair") -> bool:
        """Whether both join the same two things, in either order."""
        straight = self.before & other.before and self.after & other.after
        crossed = self.before & other.after and self.after & other.before
        return bool(straight or crossed)


def _plainly(text: str) -> str:
    """A text with blanks for each "or" that offers no choice."""
    return NO_CHOICE.sub(lambda match: " " * len(match.group()), text)


def _pairs(
    statements: tuple[Statement, ...],
    joint: Phrases,
    near: int = NEAR,
    known: Meanings | None = None,
    *,
    own: Meanings | None = None,
) -> list[Pair]:
    """`known`: the plain words that may stand for those of a record count as its own. `own`: what ours may stand for."""
    found = []
    for statement in statements:
        if not joint.search(statement.text):
            continue
        noes = [no.start() for no in NO.finditer(statement.text)]
        unless = EXCEPTION.search(statement.text)
        text = AND_OR.sub(lambda m: ("" if joint is AND else "or").rjust(len(m.group())), statement.text)
        for match in joints(joint, _plainly(text), own):
            stop = END_OF_THING.search(text, match.end() + 1, match.end() + LONGEST_THING)
            after = [w for w in statement.after(match.end()) if not stop or w.start < stop.start()]
            sides = (of_the_act(statement, match)[-near:], tuple(after[:near]))
            first, second = (all_keys(side) | _meant(side, known) for side in sides)
            persons = any({w.text.lower() for w in side} & ANYBODY for side in (sides[0][-1:], sides[1][:1]))
            if first - second and second - first and not persons:
                halves = (statement.text[sides[0][0].start : match.start()], statement.text[match.end() :][:HALF])
                pair = Pair(
                    before=first - second,
                    after=second - first,
                    where=statement.where,
                    text=_around(statement.text, match),
                    denied=bool(NO.search(statement.lead)) or any(not unless or no < unless.start() for no in noes),
                    rules=all(HOLDS.search(half) for half in halves),
                    meant=tuple(_meant([word], known) for side in sides for word in side) if known else (),
                )
                found.append(pair)
    return found


def _meant(words: Iterable[Word], known: Meanings | None) -> frozenset[str]:
    return frozenset(key for word in words for key in known.keys_of(word.text)) if known else frozenset()


def _around(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - HALF), match.end() + HALF
    return " ".join([*text[start : match.start()].split()[-3:], match.group(), *text[match.end() : end].split()[:4]])


def _choices(each: Explained) -> list[str]:
    """What offers a choice in the record: "and/or" before a mere "or"."""
    texts = [(BY_A_CUT if each.section.part == "exclusion" else AT_THE_END).sub("", s.text) for s in each.record]
    both = [m.group() for text in texts for m in AND_OR.finditer(text)]
    return both + [m.group() for text in texts for m in OR.finditer(_plainly(AND_OR.sub(" ", text)))]


def _as_examples(each: Explained) -> bool:
    """Whether each "or" of the record joins examples, and our words name examples."""
    choosing = (statement for statement in each.record if OR.search(_plainly(statement.text)))
    named = any(NAMES_EXAMPLES.search(statement.text) for statement in each.plain)
    return named and all(EXAMPLES.search(statement.text) for statement in choosing)


def _said_apart(each: Explained) -> bool:
    """Whether "no rash or itch" became two sentences or clauses that each say no, or are each for some, or mere examples."""
    choosing = [statement for statement in each.record if OR.search(_plainly(statement.text))]
    denied = all(NO.search(statement.text) for statement in choosing)
    return (
        _of_each_group(each)
        or of_a_case(sum(len(OR.findall(_plainly(s.text))) for s in choosing), choosing, each.plain)
        or _as_examples(each)
        or (denied and sum(len(NO.findall(statement.text)) for statement in each.plain) > 1)
    )


def _of_each_group(each: Explained) -> bool:
    """Whether the record says for whom each side of its "or" is, and the plain words say as many groups of people."""
    groups = max((len(FOR_WHOM.findall(statement.text)) for statement in each.record), default=0)
    return groups > 1 and sum(1 for statement in each.plain if WHO.search(statement.text)) >= groups


def _of_persons(each: Explained) -> bool:
    """Whether the words on one side of each "or" are "male", "women": "both men and women" is as good."""
    return not _pairs(each.record, OR) and any(w.text.lower() in ANYBODY for s in each.record for w in s.words)


def _by_key(pairs: list[Pair]) -> dict[str, dict[Pair, None]]:
    """Pairs by all the keys that they join."""
    found: dict[str, dict[Pair, None]] = defaultdict(dict)
    for pair in pairs:
        for key in pair.before | pair.after:
            found[key][pair] = None
    return found


def _joining(ours: Pair, others: dict[str, dict[Pair, None]]) -> list[Pair]:
    """The other pairs that join what ours does."""
    near = {other: None for key in ours.before for other in islice(others.get(key, ()), MOST)}
    return [other for other in near if other.joins_what(ours)]


def _turned(each: Explained, of_record: Phrases, of_ours: Phrases, known: Meanings) -> Iterator[Pair]:
    """Pairs of ours that join otherwise what the record joins, and nowhere as it does."""
    if not any(of_ours.search(statement.text) for statement in each.plain):
        return
    recorded = _by_key(_pairs(each.record, of_record, NEXT, known))
    if not recorded:
        return
    same = _by_key([*_pairs(each.record, of_ours), *_pairs(each.plain, of_record)])
    examples = of_record is not AND and _as_examples(each)
    own = (s for s in each.plain if not (EXPLAINS.match(s.text) or (examples and NAMES_EXAMPLES.search(s.text))))
    for ours in _pairs(tuple(own), of_ours, own=known):
        theirs, alike = _joining(ours, recorded), _joining(ours, same)
        if of_record is AND and ALLOWS.search(ours.text):
            continue
        theirs = [pair for pair in theirs if not ours.is_of_one_word(pair)]
        if theirs and not alike and not ours.denied and not any(pair.denied for pair in theirs):
            if of_record is AND and each.section.part == "exclusion" and not all(pair.rules for pair in theirs):
                continue  # "Pregnant and breastfeeding women" are two groups of people: either is ruled out.
            if of_record is AND and all(OF_PEOPLE.search(pair.text) or AT_PLACES.search(pair.text) for pair in theirs):
                continue
            yield ours


@rule("error")
def joining_changed(site: Site) -> Iterator[Problem]:
    """An "or" of the record stays a choice, and an "and" stays a demand for both.

    Bad: "You must have both of these" where the quote says "and/or".
    Good: "You must have either or both of these."
    """
    known = meanings(site)
    for each in explained(site):
        said = " ".join(s.text for s in each.plain) + " " + " ".join({s.lead for s in each.plain})
        choices = _choices(each)
        if choices and not CHOICE.search(_plainly(said)) and not _of_persons(each) and not _said_apart(each):
            what = f"the record says “{choices[0]}”, and the plain words offer no choice"
            yield Problem(each.unit.where, what, "say “or”, “either”, “any one of these”, “either or both”")
            continue
        yield from () if choices else choices_added(each)
        record = RATIO.sub(" ", " ".join(AND_OR.sub("or", s.text) for s in each.record))
        if any(statement.lead for statement in each.plain):
            yield from joined_lists(each, known, _plainly(" ".join(AND_OR.sub("or", quote.text) for quote in each.unit.quotes)))
        all_of = ALL_OF.search(said)
        if all_of and choices and not MUST_JOIN.search(record):
            what = f"“{all_of.group()}”, where the record says “{choices[0]}”"
            yield Problem(each.unit.where, what, "offer the record’s choice")
        elif (
            not all_of
            and (any_of := ANY_OF.search(_plainly(said)))
            and not MAY_CHOOSE.search(record)
            and _demands(each, record)
        ):
            what = f"“{any_of.group()}”, where the record asks for all"
            yield Problem(each.unit.where, what, "ask for all: “both of these”")
        offered = {match.groups() for s in each.record for match in OR_VALUES.finditer(s.text)}
        for statement in each.plain if offered else ():
            both = next((m for m in AND_VALUES.finditer(statement.text) if m.groups() in offered), None)
            if both:
                yield Problem(statement.where, f"“{both.group()}”: the record joins these with “or”", "say “or”")
        chosen = OR if each.section.part == "summary" else OR_OF_RECORD
        for joint, of_ours, word in ((chosen, AND, "or"), (AND, OR, "and")):
            for ours in _turned(each, joint, of_ours, known):
                yield Problem(ours.where, f"“{ours.text}”: the record joins these with “{word}”", f"say “{word}”")


def _demands(each: Explained, record: str) -> bool:
    """Whether the record asks for all. In an exclusion an "and" does so where it joins two values, not two groups of people."""
    if each.section.part != "exclusion" or BOTH.search(record):
        return MUST_JOIN.search(record) is not None
    return any(VALUE.search(record, 0, m.start()) and VALUE.search(record, m.end()) for m in AND.finditer(record))
