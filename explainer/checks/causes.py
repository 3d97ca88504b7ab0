"""No plain word gives a cause or a purpose that the record does not give."""

import re
from collections.abc import Iterator

from explainer.checks.denials import CONTRAINDICATED
from explainer.checks.frames import OPEN_IN_RECORD, Told, told
from explainer.checks.kept import kept
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Word, all_keys, keys
from explainer.model import Site

BECAUSE = Phrases(
    r"\bbecause\b(?! of this page)|\bso that\b|\bdue to\b|\bas a result of\b|\bthanks to\b|\bowing to\b|\b(?:this|that"
    r"|which) is why\b"
    r"|\bsince (?=(?:it|this|these|they|you are|your|the \w+ (?:is|are|can|does)|smok|people)\b)|\bthe reason (?:is|for)\b"
    r"|(?:\b(?:is|are|was|were|be|been) ?|\b ?)caused by\b|\bcomes? from\b|\bcauses?\b|\bleads? to\b|\bbrought on by\b"
    r"|\btriggered by\b"
    r"|\bfrom (?:too (?:much|many|little|few)|not enough|lack of|a lack of|drinking|smoking|eating|stress|work(?:ing)?|bad"
    r"|poor|old age"
    r"|alcohol|your (?:work|job|food|weight|parents|family)|(?!(?:com|be|hav|spread|grow|gett|tak|join|work|start|bleed"
    r"|screen)ing)[a-z]+ing\b|an? (?:accident|injury|virus|fall|bite|medicine|infection))\b"
)
"""What tells a cause or a purpose. What comes before time ("since 2019") is none."""
FIRM = re.compile(
    r"\b(?:because|due to|caus\w*|as a result|owing|result\w* (?:in|from)|secondary to|contribut\w*|why"
    r"|reasons?|attribut\w*)\b|induced\b",
    re.IGNORECASE,
)
"""How a record gives a cause in so many words, which ours may put into others: "poor accrual" is "too few people joined"."""
HELD_FROM = re.compile(
    r"\b(?:stop|keep|kept|prevent|protect|free|away|apart|differ|range)\w*\b[^.;:]*$|\bgo(?:es)?\b[^.;:]*$"
    r"|\b(?:facts|data|information|numbers|answers|pictures|images|samples)(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
"""What comes before a "from" that tells no cause: "keep a cell from growing", "the data come from"."""
LONGEST_HELD = 60
THOUGHT = re.compile(r"\b(?:think|thought|believ|expect|suppos|guess|idea|hypothes)[^.;:]{0,120}$")
"""What comes before a cause that the study only asks about."""
OF_THAT = re.compile(r" of (?:it|this|that|them|these)\b", re.IGNORECASE)
MAKES = Phrases(
    r"\blead(?:s|ing)? to\b"
    r"|\b(?:which|that)\b[^.;]{0,60}\b(?:mak(?:e|es|ing)|render\w*|preclud\w*|prevent\w*|interfer\w*|compromis\w*|jeopardi[sz]\w*)"
    r"|\b(?:result(?:ant|ing)|consequent\w*|thereby)\b"
)
"""How a record says that a thing leads to another: "disease that would make the patient unfit" is "because of it"."""
SHOWN_BY = Phrases(r"\b(?:demonstrat|evidenc|show|measur|determin|document|confirm|assess|defin)\w* (?:by|from|through|as)\b")
FROM_WHAT = re.compile(r" what (?:you|your child|the|a)\b[\w ]{0,30}\b(?:says?|sees?|saw|finds?|found|tells?|writes?|knows?)\b")
"""Where a finding comes from is no cause of it."""
COMES = re.compile(r"comes? from")
STRONG = re.compile(
    r"because|due to|as a result of|thanks to|owing to|(?:\w+ )?caused by|brought on by|triggered by", re.IGNORECASE
)
CAUSAL = Phrases(
    rf"{FIRM.pattern}|\b(?:from|by|to|for|through|since|as|given|after|following|of|lead\w*|produc\w*|trigger\w*|provok\w*|if|when)\b"
)
"""What may tell a cause in a record; "while on", "with" and "associated with" do not."""
STOP = re.compile(r"[.;:!?)]|, (?:and|but|or)\b")
ENOUGH = 0.5
"""The share of the words of a cause that the quote has to give, where it names no cause as one. Of a purpose one word will do:
"unloading the spine" is "so that no weight rests on your spine"."""


@rule("warning")
def cause_invented(site: Site) -> Iterator[Problem]:
    """A cause or a purpose in the plain words is one that the quote gives, or a linked glossary entry.

    Bad: "You would have no food, because food weakens the medicine" where the quote says "fasting before the dose".
    Good: "You would have no food before the dose." Our own reasons stand under "Why it matters".
    """
    known = meanings(site)
    for unit in told(site):
        if not BECAUSE.search(unit.plain):
            continue
        firm = FIRM.search(unit.record)
        given = keys(f"{unit.record} {unit.meant}") | all_keys(unit.each.record)
        for statement in unit.each.plain:
            for because in BECAUSE.finditer(statement.text):
                if "from" in because.group().lower() and HELD_FROM.search(
                    statement.text[max(0, because.start() - LONGEST_HELD) : because.start()]
                ):
                    continue
                if THOUGHT.search(statement.text, 0, because.start()) and OPEN_IN_RECORD.search(unit.record):
                    continue
                if OF_THAT.match(statement.text, because.end()) and MAKES.search(unit.record):
                    continue
                from_what = FROM_WHAT.match(statement.text, because.end()) or COMES.fullmatch(because.group())
                if from_what and SHOWN_BY.search(unit.record):
                    continue
                stop = STOP.search(statement.text, because.end())
                end = stop.start() if stop else len(statement.text)
                start = because.start() if because.group().startswith("from") else because.end()
                cause = [word for word in statement.after(start) if word.start < end]
                warned = because.group().lower() == "so that" and CONTRAINDICATED.search(unit.record)
                named = "(" in statement.text[because.end() : end]  # (what a term of the record means)
                if (not named and _blamed(unit, because.group(), cause)) or (
                    not (firm and FIRM.match(because.group()))
                    and not warned
                    and not _given(unit, because.group(), cause, given, known)
                ):
                    said = statement.text[because.start() : end].strip()
                    what = f"“{said}” is a cause or a purpose that the quoted record does not give"
                    yield Problem(statement.where, what, "leave it out, or say it as ours under “Why it matters”")


def _blamed(unit: Told, because: str, cause: list[Word]) -> bool:
    """Whether a cause is named of which the record speaks, and of which it says only that it was there, or goes with it."""
    if not STRONG.fullmatch(because.strip()):
        return False
    merely, as_causes = _spoken_of(unit)
    named = all_keys(cause) - keys(unit.meant)
    return bool(named & merely) and not named & as_causes


@kept()
def _spoken_of(unit: Told) -> tuple[frozenset[str], frozenset[str]]:
    """What the sentences of the record name that give no cause, and what those that may."""
    causal = [CAUSAL.search(statement.text) is not None for statement in unit.each.record]
    both = [*zip(unit.each.record, causal, strict=True)]
    return all_keys(s for s, gives in both if not gives), all_keys(s for s, gives in both if gives)


def _given(unit: Told, because: str, cause: list[Word], given: frozenset[str], known: Meanings) -> bool:
    """Whether the quote, or a linked entry, gives the words of a cause."""
    if not cause:
        return True
    recorded = known.of_text(unit.record)
    shared = sum(1 for word in cause if word.keys & given or known.of_record(word.text) & recorded - {-1})
    return shared > 0 if because.lower() == "so that" else shared >= ENOUGH * len(cause)
