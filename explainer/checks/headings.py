"""What a heading says, the words under it say too: a reader looks for a rule, or passes it by, for its heading alone."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from explainer.checks.denials import EXCEPTION, UNSPOKEN, denials, hiding
from explainer.checks.facts import quoted_by, stems_of
from explainer.checks.frames import Told, before, denied, told
from explainer.checks.inflection import stem
from explainer.checks.kept import kept
from explainer.checks.meanings import WORD, Meanings, meanings, of_headings
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import keys, linked
from explainer.model import Message, Site
from explainer.record import Record
from explainer.walk import walk

FIX = (
    "say in the heading only what the words under it say, or say it there too; if a word there means it, add that to"
    " content/health-words.md"
)

WIDE = re.compile(
    r"\b(?:any|every|all|most)\b(?! (?:people|patients|persons?|women|men|child|adults|members|through|over|around|along))",
    re.IGNORECASE,
)
OF_ALL = re.compile(r"\b(?:any\w*|every\w*|all|most\w*|each|both|no)\b", re.IGNORECASE)
OF_ANY = re.compile(
    r"\b(?:any\w*|every\w*|all|most\w*|each|majority|major|either|other|another|whatever|regardless|no|not|both|other than)\b"
    r"|\bor more\b|\bat least\b|≥|%",
    re.IGNORECASE,
)
"""How a record says that something is so of any thing, or of most."""
AT_ANY_TIME = re.compile(r"\bat any time\b|\bever\b", re.IGNORECASE)
EVER = re.compile(r"\b(?:any time|ever|never|histor\w*|prior|previous\w*|past|before|once|already|lifetime)\b", re.IGNORECASE)
ONE_OF = re.compile(r"\bany one of (?:these|them)\b", re.IGNORECASE)
NO_TIME = re.compile(r"\bnot (?:long|only|yet|all|too|so|more|less|older|younger|later)\b", re.IGNORECASE)
NOTHING_IN_IT = re.compile(r"\b(?:placebo|sham|dummy)\b", re.IGNORECASE)
SAYING = re.compile(r"(?<=\w )(?:that|who)\b", re.IGNORECASE)
"""What makes a heading say something of a thing, beyond its name."""


@rule("warning")
def heading_changed(site: Site) -> Iterator[Problem]:
    """What a heading names stands under it: an illness, a part of the body, a test, a group, a dose, a time, a degree.

    Bad: "### Your liver, with cancer" or "### For the group with the higher dose: your liver" over words on the liver alone.
    Good: "### Your liver". `content/health-words.md` says which words are held, and by which others they may be said.
    """
    facts, words = meanings(site), of_headings(site)
    for heading, above, units in _headed(site):
        given = " ".join((above, *(text for unit in units for text in _texts(site, unit))))
        trial, part = units[0].each.trial, units[0].each.section.part
        # A heading of the summary tells one group or time from the others, of which the units beside it speak.
        wider = f"{given} {quoted_by(trial.summary)}" if part == "summary" else given
        word = _strange(heading.plain, f"{given} {_of_medicines(trial.record)}", facts) or _strange(
            heading.plain, wider, words, things=True
        )
        recorded = " ".join((above, *(unit.record for unit in units)))
        word = word or _too_wide(heading.plain, recorded, given)
        if heading is not units[0].each.unit.heading:  # (what a unit's own heading denies has a rule of its own)
            word = word or _no_of_its_own(heading.plain, given)
        word = word or _undenied(heading.plain, units)
        if word:
            yield Problem(heading.where, f"“{word}” of this heading is not said under it", FIX)
    for trial in site.trials:
        for document in trial.documents:
            given = f"{trial.record.title} {quoted_by(document)} {_of_study(trial.record)}" if trial.record else ""
            title, of_summary = document.title.plain, document is trial.summary
            word = _strange(title, given, facts) or (_strange(title, given, words) if of_summary else "")
            if given and word:
                yield Problem(document.title.where, f"“{word}” of this title is in nothing that is quoted under it", FIX)


Headed = tuple[Message, str, list[Told]]
"""A heading, the heading above it, and the units under it."""


def _headed(site: Site) -> Iterator[Headed]:
    """The headings of units and of sections; of those only where all of their units can be compared."""
    under: dict[int, list[Told]] = defaultdict(list)
    for unit in told(site):
        section, heading = unit.each.section, unit.each.unit.heading
        above = section.heading.plain if section.heading else ""
        if heading:
            yield heading, f"{above} {section.group}", [unit]
        under[id(section)].append(unit)
    for units in under.values():
        section = units[0].each.section
        if section.heading and len(units) == len(section.units):
            yield section.heading, section.group, units


def _texts(site: Site, unit: Told) -> Iterator[str]:
    """All that a unit says and quotes, with the names of what it links."""
    yield from (unit.plain, unit.record, *(text for _, text in unit.added))
    yield from (quote.text for notice in unit.each.unit.notices for quote in notice.quotes)
    for term in linked(site, tuple(walk((unit.each.unit.heading, unit.each.unit.blocks), Message))):
        yield from (term.name.plain, *term.also)


def _of_study(record: Record) -> str:
    return " ".join(p.text for p in record.passages if p.label in ("Official title", "Condition", "Intervention", "Arm"))


@kept(most=64)
def _of_medicines(record: Record) -> str:
    """What a study gives: "the vaccine" may be called so under any heading."""
    return " ".join(passage.text for passage in record.passages if passage.label == "Intervention")


def _too_wide(heading: str, recorded: str, given: str) -> str:
    """A word for any or most of a thing in a heading, where nothing under it says so but "any one of these"."""
    wide = WIDE.search(heading)
    said = wide and (OF_ANY.search(recorded) or OF_ALL.search(ONE_OF.sub(" ", given)))
    ever = AT_ANY_TIME.search(heading)
    if ever and not EVER.search(given):
        return ever.group()
    return wide.group() if wide and not said else ""


def _no_of_its_own(heading: str, given: str) -> str:
    """A no in a heading, where nothing under it says no."""
    no = next(iter(denials(NO_TIME.sub(" ", heading))), None)
    said = NOTHING_IN_IT.search(given) or denials(given) or hiding(given) or EXCEPTION.search(given) or UNSPOKEN.search(given)
    return no.group() if no and not said else ""


def _undenied(heading: str, units: Sequence[Told]) -> str:
    """A word that a clause of a heading says without a no ("that medicine controls"), and all under it only with one."""
    clause = SAYING.search(heading)
    if not clause or denials(heading) or hiding(heading):
        return ""
    statements = [statement for unit in units for statement in unit.each.plain if not statement.of_the_record]
    words: list[str] = WORD.findall(heading[clause.end() :])
    for word in words:
        named = [(s.text, w.start) for s in statements for w in s.words if w.keys & keys(word)]
        if named and all(denied(before(text, at)) for text, at in named):
            return word
    return ""


def _strange(heading: str, given: str, known: Meanings, *, things: bool = False) -> str:
    """The first word of a heading that a table holds, and for which no word under it may stand."""
    held = [word for word in WORD.findall(heading) if known.of_plain(word) or (things and known.is_thing(word))]
    if not held:
        return ""
    stems, lines = stems_of(given), known.of_text(given)
    return next((word for word in held if stem(word) not in stems and not known.of_plain(word) & lines), "")
