"""The registry's entry on a study, once read: plain characters, verbatim but for the registry's own backslash escapes."""

from dataclasses import dataclass
from typing import Literal

Part = Literal["summary", "inclusion", "exclusion", "criteria", "field"]
"""Where a passage stands in the record; `criteria` is a criterion under no heading that says which list it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A numbered piece of the record: a sentence, a criterion, or a field with its label.

    `id` lasts as long as the record does not change and is the anchor on the source page. `marker` is the bullet or number that
    stood before the text, `group` the record's own heading above it, `depth` how deep in a list it stood (0 outermost).
    """

    id: str
    part: Part
    text: str
    group: str = ""
    label: str = ""
    marker: str = ""
    depth: int = 0

    @property
    def quotable(self) -> str:
        """The text that a quote has to give, white space folded."""
        text = f"{self.label}: {self.text}" if self.label else self.text
        return " ".join(text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach the study team, as the record gives it; missing parts are empty."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A registry's entry. Texts have the registry's backslash escapes undone; what the record does not hold is empty.

    `whole` holds every text of the entry, a line each, also those that no passage shows; places and people excepted.
    """

    id: str
    passages: tuple[Passage, ...]
    title: str = ""
    status: str = ""
    phases: tuple[str, ...] = ()
    minimum_age: str = ""
    maximum_age: str = ""
    sex: str = ""
    enrollment: str = ""
    enrollment_type: str = ""
    sponsor: str = ""
    masked: tuple[str, ...] = ()
    own_number: str = ""
    conditions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    updated: str = ""
    traits: frozenset[str] = frozenset()
    whole: str = ""

    def of_part(self, part: Part) -> tuple[Passage, ...]:
        """The passages of one part, in the record's order."""
        return tuple(p for p in self.passages if p.part == part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A record that was read before, and the ISO date `until` which it was the study's."""

    record: Record
    until: str
