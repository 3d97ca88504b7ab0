"""Data for pictures: what is drawn, where, and in whose words. Only what the record or the glossary says is drawn.

A picture is a list of real text with a shape beside each line, never text inside a scaled drawing: so it stays large enough on
a phone, is read aloud in order, is translated with the words that it shows, and is mirrored with the page.
"""

from dataclasses import dataclass
from typing import Literal

from explainer.language.editions import Interface
from explainer.model import Block, Message, Notice, Site, Term, Trial
from explainer.record import Record
from explainer.show.ages import AgeLine, age_line, conflict_line

Moment = Literal["start", "results", "end", "changed"]
MOMENTS: tuple[tuple[Moment, str], ...] = (("start", "Start"), ("results", "Main results by"), ("end", "End"))
"""The moments of a study in their order, and the label of the record's field that dates each."""
CHANGED = "Last update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A moment of a study's course. `day` is as the record has it; empty: not in our copy."""

    moment: Moment
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A study's course. `plans`: a date lies after the record's last change, so nobody could know it yet."""

    events: tuple[Event, ...]
    plans: bool

    @property
    def known(self) -> bool:
        """Whether the record gives any date at all."""
        return any(event.day for event in self.events)


def course(record: Record) -> Course:
    """The course as far as the record tells it. The record's last change stands after what had happened by then."""
    days = {passage.label: passage.text for passage in record.passages if passage.part == "field"}
    events = [Event(moment=moment, day=days.get(label, "")) for moment, label in MOMENTS]
    changed = Event(moment="changed", day=days.get(CHANGED, ""))
    past = [place for place, event in enumerate(events, 1) if event.day and event.day <= changed.day]
    plans = bool(changed.day) and any(event.day > changed.day for event in events)
    events.insert(max(past, default=0) if changed.day else len(events), changed)
    return Course(events=tuple(events), plans=plans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A drawing that we made for a term. Each paragraph in `words` has its own shape; `before` and `after` have none."""

    name: str
    term: Term
    before: tuple[Block, ...]
    words: tuple[Message, ...]
    after: tuple[Block, ...]


SKETCHES: dict[str, tuple[str, ...]] = {
    "ecog": ("0", "1", "2", "3", "4", "5"),
    "car-t-cell": ("", "", "", ""),
    "titre": ("1:40", "1:80", "1:160"),
}
"""Each term with a drawing, and what its second paragraph holds, its third, and so on, in any language."""
GUIDES = {"cell-and-gene-therapy": "car-t-cell"}
"""The guides that show a term's drawing."""


def picture_of(site: Site, id: str) -> Sketch | None:
    """The drawing for a term or a guide. None without one, or where the entry's paragraphs are not those that we drew."""
    name = GUIDES.get(id, id)
    marks = SKETCHES.get(name, ())
    term = next((term for term in site.glossary if term.id == name), None)
    if not marks or term is None:
        return None
    before, drawn, after = term.blocks[:1], term.blocks[1 : len(marks) + 1], term.blocks[len(marks) + 1 :]
    if len(drawn) < len(marks) or any(block.kind != "paragraph" for block in drawn):
        return None
    words = tuple(block.parts[0] for block in drawn)
    if any(mark not in message.plain for mark, message in zip(marks, words, strict=True)):
        return None
    return Sketch(name=name, term=term, before=before, words=words, after=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The pictures of a site in one language, as templates ask for them."""

    site: Site
    interface: Interface

    def of(self, id: str) -> Sketch | None:
        """The drawing of a term or guide."""
        return picture_of(self.site, id)

    def ages(self, trial: Trial, notice: Notice | None = None) -> AgeLine | None:
        """The record's ages on a line: all those of a conflict's notice, or, without one, those on which it agrees."""
        return conflict_line(trial, notice, self.interface) if notice else age_line(trial, self.interface)

    def course(self, trial: Trial) -> Course:
        """The study's course."""
        return course(trial.record)
