"""What a heading says, the words under it say too: a reader looks for a rule, or passes it by, for its heading alone."""

from collections import defaultdict
from collections.abc import Iterator

from explainer.checks.facts import quoted_by, stems_of
from explainer.checks.frames import Told, told
from explainer.checks.inflection import stem
from explainer.checks.kept import kept
from explainer.checks.meanings import WORD, Meanings, meanings, of_headings
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import linked
from explainer.model import Message, Site
from explainer.record import Record
from explainer.walk import walk

FIX = (
    "say in the heading only what the words under it say, or say it there too; if a word there means it, add that to"
    " content/health-words.md"
)


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


def _strange(heading: str, given: str, known: Meanings, *, things: bool = False) -> str:
    """The first word of a heading that a table holds, and for which no word under it may stand."""
    held = [word for word in WORD.findall(heading) if known.of_plain(word) or (things and known.is_thing(word))]
    if not held:
        return ""
    stems, lines = stems_of(given), known.of_text(given)
    return next((word for word in held if stem(word) not in stems and not known.of_plain(word) & lines), "")
