"""The facts at a glance, from the record's fields at display time. What the record does not hold is said, never guessed."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from explainer.language.locales import Locale
from explainer.model import Block, Notice, Trial, walk
from explainer.record import Record

Gettext = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row. `value` is text of ours or of a field; `blocks` are a writer's words instead; empty both: not in our copy.

    `about` is the anchor of the part of the page that says more, `guide` the id of a guide that does.
    """

    label: str
    value: str | Markup = ""
    blocks: tuple[Block, ...] = ()
    about: str = ""
    guide: str = ""


FIELD_LABELS = {"age": ("Minimum age", "Maximum age"), "sex": ("Sex",), "people": ("Enrollment",), "status": ("Status",)}


def facts(trial: Trial, locale: Locale, _: Gettext) -> tuple[Fact, ...]:
    """The rows in the order in which a reader asks for them."""
    record = trial.record
    rows = {
        "age": Fact(label=_("Age"), value=_age(record, _)),
        "sex": Fact(label=_("Sex"), value=_sex(record.sex, _)),
        "where": Fact(label=_("Where"), value=_places(record, _)),
        "people": Fact(label=_("How many people"), value=record.enrollment),
        "status": Fact(label=_("Open to new people?"), value=_status(record.status, _)),
        "phase": Fact(label=_("Phase"), value=locale.list(_phase(phase, _) for phase in record.phases), guide="phases"),
        "sponsor": Fact(label=_("Who runs it (sponsor)"), value=record.sponsor),
    }
    for fact in trial.copy.facts:
        if not rows["people"].value and fact.units:
            rows["people"] = Fact(label=rows["people"].label, blocks=fact.units[0].blocks, about="")
    for name, labels in FIELD_LABELS.items():
        if conflict := _conflict(trial, labels):
            # Both sides or neither: a single number at a glance would choose one.
            notice, about = conflict
            rows[name] = Fact(label=rows[name].label, blocks=notice.blocks[:1], about=about)
    return tuple(rows.values())


def _conflict(trial: Trial, labels: tuple[str, ...]) -> tuple[Notice, str] | None:
    """The conflict that quotes one of these fields, and the anchor of its unit."""
    starts = tuple(f"{label}: " for label in labels)
    for document in trial.documents:
        for id, holder in [(s.id, s.notices) for s in document.sections] + [
            (u.id, u.notices) for s in document.sections for u in s.units
        ]:
            for notice in walk(holder, Notice):
                if notice.kind == "CONFLICT" and any(quote.text.startswith(starts) for quote in notice.quotes):
                    return notice, id
    return None


def _age(record: Record, _: Gettext) -> str:
    low, high = (_years(age, _) for age in (record.minimum_age, record.maximum_age))
    if low and high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return _("%(age)s or older") % {"age": low}
    return _("Up to %(age)s") % {"age": high} if high else ""


def _years(age: str, _: Gettext) -> str:
    """`6 Years` in the reader's language; other units likewise; anything else as it stands."""
    number, _space, unit = age.partition(" ")
    units = {
        "year": _("%(n)s years"),
        "month": _("%(n)s months"),
        "week": _("%(n)s weeks"),
        "day": _("%(n)s days"),
    }
    form = units.get(unit.lower().rstrip("s"))
    return form % {"n": number} if form and number.isdigit() else age


def _sex(sex: str, _: Gettext) -> str:
    return {"ALL": _("People of any sex"), "FEMALE": _("Female"), "MALE": _("Male")}.get(sex, sex)


def _places(record: Record, _: Gettext) -> str:
    if len(record.places) <= 3:
        return "; ".join(record.places)
    return _("%(n)s places, see the study's own words") % {"n": len(record.places)}


def _status(status: str, _: Gettext) -> str:
    return {
        "RECRUITING": _("Yes"),
        "NOT_YET_RECRUITING": _("Not yet"),
        "ENROLLING_BY_INVITATION": _("Only to people who are invited"),
        "ACTIVE_NOT_RECRUITING": _("No. The study goes on without new people."),
        "COMPLETED": _("No. The study has ended."),
        "TERMINATED": _("No. The study was stopped early."),
        "WITHDRAWN": _("No. The study was withdrawn before it began."),
        "SUSPENDED": _("No. The study is on hold."),
        "UNKNOWN": _("Not known. The record has not been brought up to date."),
    }.get(status, status)


def _phase(phase: str, _: Gettext) -> str:
    return {
        "EARLY_PHASE1": _("Early phase 1"),
        "PHASE1": _("Phase 1"),
        "PHASE2": _("Phase 2"),
        "PHASE3": _("Phase 3"),
        "PHASE4": _("Phase 4"),
        "NA": _("Does not apply to this kind of study"),
    }.get(phase, phase)
