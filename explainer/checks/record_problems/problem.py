"""What a problem of a record is: found by a rule, in the record alone, before anybody has written a word about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from explainer.model import NoticeKind
from explainer.record import Part, Passage, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProblem:
    """`notice` is the kind that answers it, `words` those of the record that it is about.

    What concerns no passage concerns a whole list (`part`).
    """

    rule: str
    notice: NoticeKind
    message: str
    fix: str
    passages: tuple[Passage, ...] = ()
    part: Part = "field"
    words: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """What a finding that asks for an answer is about."""
        return (self.rule, *(passage.id for passage in self.passages))


Finder = Callable[[Record], Iterator[RecordProblem]]


def read(record: Record) -> tuple[Passage, ...]:
    """The passages that a reader reads: the brief summary and the rules."""
    return tuple(passage for passage in record.passages if passage.part != "field")


def field(record: Record, label: str) -> Passage | None:
    """The first passage with a label."""
    return next((passage for passage in record.passages if passage.label == label), None)


def conflict(rule: str, message: str, *passages: Passage, words: str = "") -> RecordProblem:
    """Two places of the record that cannot both be right."""
    fix = "quote both in a [!CONFLICT] notice, choose neither, and give the question to ask"
    return RecordProblem(rule=rule, notice="CONFLICT", message=message, fix=fix, passages=passages, words=words)
