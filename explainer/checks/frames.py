"""What a unit says and quotes, ready for the rules on claims; and how a sentence leaves a thing open, or says no to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.checks.kept import kept
from explainer.checks.phrases import Phrases
from explainer.checks.plain import sentences
from explainer.checks.statements import Explained, explained, linked
from explainer.finding import Where
from explainer.model import Message, Site
from explainer.walk import walk

ASKED = Phrases(
    r"\b(?:whether|if|how (?:well|safe|often|likely|far|long|many|good)|how much (?!better|safer|more|less|longer|$)"
    r"|(?:no ?body|no one) knows?|not (?:known|clear|sure|yet known)|which (?:of|one|way|treatment|medicine|dose)\b"
    r"|(?:looks? at|find out|tests?|see|asks?|shows?|learn|checks?) (?:which|what)"
    r"|look(?:s|ing)? for (?:\w+ ){1,6}(?:that|which))"
)
"""What asks, and so leaves the answer open."""
AIMED = Phrases(
    r"\b(?:wants? to|aims?|goal|purpose|(?:meant|designed|made|built|intended|developed) to"
    r"|tr(?:y|ies|ying) to|in order to|hopes?|may|might|could"
    r"|think\w*|thought|believ\w*|expect\w*|ideas?|guess\w*|suppos\w*)\b"
    r"|\bto (?=[a-z]+\b)|\bcan\b"
)
"""What tells of an aim, or of what only could be."""
DENIED = re.compile(
    r"\b(?:not|no|never|nobody|nothing|neither|nor|none|without|cannot|unless|less|hardly|fail\w*|stopped|instead of"
    r"|rather than)\b|n['’]t\b",
    re.IGNORECASE,
)
OPEN_IN_RECORD = Phrases(
    r"\b(?:whether|if|evaluat\w*|assess\w*|estimat\w*|determin\w*|investigat\w*|examin\w*|explor\w*|tests?|testing"
    r"|study (?:the|how|if)"
    r"|compar\w*|aim\w*|purpose|objectives?|goal|hypothes\w*|hope\w*|in order to|designed to|try|seek\w*|validate"
    r"|find out|learn|see|show (?:what|which|how|whether|if)|ability|identif\w*)\b"
)
"""How a record says that it asks, and does not know."""
PEOPLE = "people|persons|women|men|children|adults|patients|girls|boys|mothers|families|volunteers"
"""Of whom a study speaks."""
LONGEST_LEAD = 200
"""Characters: a sentence may be as long as a text."""
CLAUSE = re.compile(r"[,;:]| (?:and|but|or|so|because) ")
ENDS_ASKING = re.compile(r"\?[\"”’)]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A unit with all that it says: its heading, its plain words, and what we add ("Why it matters", notices).

    `record` is the text of its quotes, `meant` what the glossary says of the terms that it links.
    """

    each: Explained
    heading: Message
    plain: str
    record: str
    meant: str
    added: tuple[tuple[Where, str], ...]

    def sentences(self) -> Iterator[tuple[Where, str]]:
        """Each sentence, with where it stands."""
        yield self.heading.where, self.heading.plain
        yield from ((statement.where, statement.text) for statement in self.each.plain)
        yield from self.added


@kept()
def told(site: Site) -> tuple[Told, ...]:
    """All units that can be compared, with what they say."""
    return tuple(_told(site))


def _told(site: Site) -> Iterator[Told]:
    meanings = {term.id: " ".join(message.plain for message in walk(term.blocks, Message)) for term in site.glossary}
    for each in explained(site):
        unit, trial = each.unit, each.trial
        title = (trial.summary if each.section.part == "summary" else trial.eligibility).title
        ours = tuple(walk((unit.why, *(notice.blocks for notice in unit.notices)), Message))
        yield Told(
            each=each,
            heading=unit.heading or each.section.heading or title,
            plain=" ".join(statement.text for statement in each.plain),
            record=" ".join(statement.text for statement in each.record),
            meant=" ".join(meanings[term.id] for term in linked(site, tuple(walk((unit.heading, unit.blocks), Message)))),
            added=tuple((m.where, sentence) for m in ours for sentence in sentences(m.plain)),
        )


def before(sentence: str, at: int) -> str:
    """The words before a place that may leave open, or deny, what stands there."""
    return sentence[max(0, at - LONGEST_LEAD) : at]


def denied(lead: str) -> bool:
    """Whether a no stands in the last clause of what leads to a word."""
    return DENIED.search(CLAUSE.split(lead)[-1]) is not None
