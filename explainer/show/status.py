"""Whether a study is still open to new people: a notice that stands on every page, sheet and embed of one that is not."""

from dataclasses import dataclass

from explainer.language.editions import Interface
from explainer.record import Record

WHY = "Why stopped"
"""The label of the field in which a record gives its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """How a study stands that takes nobody new, in a sentence of ours. `why` is the record's own, `changed` its last day."""

    words: str
    why: str
    changed: str


def closed(record: Record, interface: Interface) -> Closed | None:
    """The notice on a study that is not open to new people (any more). None for one that is, or may be."""
    _ = interface.gettext
    words = {
        "ACTIVE_NOT_RECRUITING": _("This study takes no new people. It goes on with those who are in it."),
        "COMPLETED": _("This study has ended. It takes no new people."),
        "TERMINATED": _("This study was stopped early. It takes no new people."),
        "WITHDRAWN": _("This study was withdrawn before anyone joined. It takes no new people."),
        "SUSPENDED": _("This study is on hold. It takes no new people for now."),
    }.get(record.status)
    if words is None:
        return None
    why = next((passage.text for passage in record.passages if passage.label == WHY), "")
    return Closed(words=words, why=why, changed=record.updated)
