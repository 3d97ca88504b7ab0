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

    `about` is the anchor of the part of the page that says more, `guide` the id of a guide that does. `ages`: the record gives
    one age range, which can be drawn.
    """

    label: str
    value: str | Markup = ""
    blocks: tuple[Block, ...] = ()
    about: str = ""
    guide: str = ""
    ages: bool = False


AGE_LABELS = ("Minimum age", "Maximum age")
FIELD_LABELS = {"age": AGE_LABELS, "sex": ("Sex",), "people": ("Enrollment",), "status": ("Status",)}


def facts(trial: Trial, locale: Locale, _: Gettext) -> tuple[Fact, ...]:
    """The rows in the order in which a reader asks for them."""
    record = trial.record
    rows = {
        "age": Fact(label=_("Age"), value=age_range(record.minimum_age, record.maximum_age, _), ages=True),
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
        if conflict := conflict_on(trial, labels):
            # Both sides or neither: a single number at a glance would choose one.
            notice, about = conflict
            rows[name] = Fact(label=rows[name].label, blocks=notice.blocks[:1], about=about)
    return tuple(rows.values())


def conflict_on(trial: Trial, labels: tuple[str, ...]) -> tuple[Notice, str] | None:
    """The conflict that quotes one of these fields, and the anchor of its unit."""
    starts = tuple(f"{label}: " for label in labels)
    for document in trial.documents:
        for id, holder in [("", document.notices), *((s.id, s.notices) for s in document.sections)] + [
            (u.id, u.notices) for s in document.sections for u in s.units
        ]:
            for notice in walk(holder, Notice):
                if notice.kind == "CONFLICT" and any(quote.text.startswith(starts) for quote in notice.quotes):
                    return notice, id
    return None


def age_range(minimum: str, maximum: str, _: Gettext) -> str:
    """Two ages as the registry writes them (`6 Years`) as one range in the reader's language; empty where neither is given."""
    low, high = (_age(age, _) for age in (minimum, maximum))
    (number, unit), (to, same) = (_number_and_unit(age) for age in (minimum, maximum))
    ranges = {
        "year": _("%(low)s to %(high)s years"),
        "month": _("%(low)s to %(high)s months"),
        "week": _("%(low)s to %(high)s weeks"),
        "day": _("%(low)s to %(high)s days"),
    }
    if unit == same and unit in ranges:
        return ranges[unit] % {"low": number, "high": to}
    if low and high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return _("%(age)s or older") % {"age": low}
    return _("Up to %(age)s") % {"age": high} if high else ""


def _age(age: str, _: Gettext) -> str:
    """`6 Years` in the reader's language; other units likewise; anything else as it stands."""
    number, unit = _number_and_unit(age)
    one = {"year": _("1 year"), "month": _("1 month"), "week": _("1 week"), "day": _("1 day")}
    many = {"year": _("%(n)s years"), "month": _("%(n)s months"), "week": _("%(n)s weeks"), "day": _("%(n)s days")}
    form = (one if number == "1" else many).get(unit)
    return form % {"n": number} if form else age


def _number_and_unit(age: str) -> tuple[str, str]:
    """`6 Years` is `6` and `year`. Text of another form has no unit."""
    number, _space, unit = age.partition(" ")
    return (number, unit.lower().rstrip("s")) if number.isdigit() else (age, "")


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
