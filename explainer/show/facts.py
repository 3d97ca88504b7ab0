"""The facts at a glance, from the record's fields at display time. What the record does not hold is said, never guessed."""

from dataclasses import dataclass

from markupsafe import Markup

from explainer.checks.kept import kept
from explainer.language.editions import Interface
from explainer.language.locales import Locale
from explainer.model import Block, Notice, Trial
from explainer.record import Record
from explainer.show.own_words import found_by_program
from explainer.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A row. `value` is text of ours or of a field; `blocks` are a writer's words instead; empty both: not in our copy.

    `about` is the anchor of the part of the page that says more, `guide` the id of a guide that does. `ages`: the record gives
    one age range, which can be drawn. `of_record`: the value is the record's own words.
    """

    label: str
    value: str | Markup = ""
    blocks: tuple[Block, ...] = ()
    about: str = ""
    guide: str = ""
    ages: bool = False
    of_record: bool = False


AGE_LABELS = ("Minimum age", "Maximum age")
FIELD_LABELS = {"age": AGE_LABELS, "sex": ("Sex",), "people": ("Enrollment",), "status": ("Status",)}


def facts(trial: Trial, locale: Locale, interface: Interface) -> tuple[Fact, ...]:
    """The rows in the order in which a reader asks for them."""
    record, _ = trial.record, interface.gettext
    rows = {
        "age": Fact(label=_("Age"), value=age_range(record.minimum_age, record.maximum_age, interface), ages=True),
        "sex": Fact(label=_("Sex"), value=_sex(record.sex, interface)),
        "where": _places(record, interface),
        "people": Fact(label=_("How many people"), value=record.enrollment),
        "status": Fact(label=_("Open to new people?"), value=_status(record.status, interface)),
        "phase": Fact(label=_("Phase"), value=locale.list(_phase(phase, interface) for phase in record.phases), guide="phases"),
        "sponsor": Fact(label=_("Who runs it (sponsor)"), value=record.sponsor, of_record=True),
    }
    for fact in trial.copy.facts:
        if not rows["people"].value and fact.units:
            rows["people"] = Fact(label=rows["people"].label, blocks=fact.units[0].blocks, about="")
    for name, labels in FIELD_LABELS.items():
        if conflict := conflict_on(trial, labels):
            # Both sides or neither: a single number at a glance would choose one.
            notice, about = conflict
            rows[name] = Fact(label=rows[name].label, blocks=notice.blocks[:1], about=about)
        elif conflict_found(trial, labels):
            rows[name] = Fact(label=rows[name].label, value=_("The record says two things"), about="page-found")
    return tuple(rows.values())


def conflict_found(trial: Trial, labels: tuple[str, ...]) -> bool:
    """Whether a program finds that the record contradicts one of these fields, and no notice of ours tells of it."""
    return any(found.kind == "CONFLICT" and found.labels & {*labels} for found in found_by_program(trial))


def conflict_on(trial: Trial, labels: tuple[str, ...]) -> tuple[Notice, str] | None:
    """The conflict that quotes one of these fields, and the anchor of its unit."""
    starts = tuple(f"{label}: " for label in labels)
    quoting = (each for each in _conflicts(trial) if any(quote.text.startswith(starts) for quote in each[0].quotes))
    return next(quoting, None)


@kept(most=64)
def _conflicts(trial: Trial) -> list[tuple[Notice, str]]:
    found: list[tuple[str, object]] = []
    for document in trial.documents:
        found += [("", document.notices), *((section.id, section.notices) for section in document.sections)]
        found += [(unit.id, unit.notices) for section in document.sections for unit in section.units]
    return [(notice, id) for id, held in found for notice in walk(held, Notice) if notice.kind == "CONFLICT"]


def age_range(minimum: str, maximum: str, interface: Interface) -> str:
    """Two ages as the registry writes them (`6 Years`) as one range in the reader's language; empty where neither is given."""
    _, ngettext = interface.gettext, interface.ngettext
    low, high = (_age(age, interface) for age in (minimum, maximum))
    (number, unit), (to, same) = (_number_and_unit(age) for age in (minimum, maximum))
    n = int(to) if unit and same else 0
    ranges = {
        "year": ngettext("%(low)s to %(high)s year", "%(low)s to %(high)s years", n),
        "month": ngettext("%(low)s to %(high)s month", "%(low)s to %(high)s months", n),
        "week": ngettext("%(low)s to %(high)s week", "%(low)s to %(high)s weeks", n),
        "day": ngettext("%(low)s to %(high)s day", "%(low)s to %(high)s days", n),
    }
    if unit == same and unit in ranges:
        return ranges[unit] % {"low": number, "high": to}
    if low and high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    if low:
        return _("%(age)s or older") % {"age": low}
    return _("Up to %(age)s") % {"age": high} if high else ""


def _age(age: str, interface: Interface) -> str:
    """`6 Years` in the reader's language; other units likewise; anything else as it stands."""
    number, unit = _number_and_unit(age)
    n, ngettext = int(number) if unit else 0, interface.ngettext
    forms = {
        "year": ngettext("%(n)s year", "%(n)s years", n),
        "month": ngettext("%(n)s month", "%(n)s months", n),
        "week": ngettext("%(n)s week", "%(n)s weeks", n),
        "day": ngettext("%(n)s day", "%(n)s days", n),
    }
    return forms[unit] % {"n": number} if unit in forms else age


def _number_and_unit(age: str) -> tuple[str, str]:
    """`6 Years` is `6` and `year`. Text of another form has no unit."""
    number, _space, unit = age.partition(" ")
    return (number, unit.lower().rstrip("s")) if number.isdigit() else (age, "")


def _sex(sex: str, interface: Interface) -> str:
    _ = interface.gettext
    return {"ALL": _("People of any sex"), "FEMALE": _("Female"), "MALE": _("Male")}.get(sex, sex)


def _places(record: Record, interface: Interface) -> Fact:
    _, ngettext, n = interface.gettext, interface.ngettext, len(record.places)
    if n <= 3:
        return Fact(label=_("Where"), value="; ".join(record.places), of_record=True)
    many = ngettext("%(n)s place, see the study's own words", "%(n)s places, see the study's own words", n)
    return Fact(label=_("Where"), value=many % {"n": n})


def _status(status: str, interface: Interface) -> str:
    _ = interface.gettext
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


def _phase(phase: str, interface: Interface) -> str:
    _ = interface.gettext
    return {
        "EARLY_PHASE1": _("Early phase 1"),
        "PHASE1": _("Phase 1"),
        "PHASE2": _("Phase 2"),
        "PHASE3": _("Phase 3"),
        "PHASE4": _("Phase 4"),
        "NA": _("Does not apply to this kind of study"),
    }.get(phase, phase)
