"""What pages say of who checked the words: a line for a unit, a sum for a study. What nobody signed never shows as checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.checks.sign_offs import Standing, standings
from explainer.language.editions import Edition, Interface
from explainer.language.locales import Locale
from explainer.model import Trial
from explainer.settings import SOURCE_LOCALE


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """What stands in a unit; `name` is the signer's, or empty. `late`: out of date, which is said before the words."""

    text: str
    name: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A line for each unit, by its id, and the sum. Where nobody signed anything the sum says it, and no unit repeats it.

    `translated_well`: a medical translator has signed all of these words.
    """

    lines: dict[str, CheckedLine]
    sum: str
    translated_well: bool = False


def checked(trial: Trial, edition: Edition) -> Checked:
    """How a study's words stand in a language; `trial` is the study as it was written."""
    locale, interface = edition.locale, edition.interface
    if not trial.earlier and all(each.language != locale.tag for each in trial.sign_offs):
        return _nobody(interface)
    translated = next((each for each in edition.site.trials if each.id == trial.id), None)
    found = standings(trial, locale.tag, translated if locale.tag != SOURCE_LOCALE else None)
    if all(standing.state == "not-checked" for standing in found.values()):
        return _nobody(interface)
    signed_any = any(standing.sign_off for standing in found.values())
    said = {id: standing for id, standing in found.items() if signed_any or _late(standing)}
    lines = {id: _line(standing, trial, locale, interface) for id, standing in said.items()}
    well = all(standing.translated_well for standing in found.values())
    return Checked(lines=lines, sum=" ".join(_sum([*found.values()], interface)), translated_well=well)


def _nobody(interface: Interface) -> Checked:
    _ = interface.gettext
    return Checked(lines={}, sum=_("No doctor or nurse and nobody from the study team has checked these words yet."))


def _sum(found: list[Standing], interface: Interface) -> Iterator[str]:
    _ = interface.gettext
    count = sum(standing.checked for standing in found)
    if all(standing.sign_off is None for standing in found):
        yield _nobody(interface).sum
    elif count == len(found):
        yield _("A doctor or nurse has checked all of these words.")
    elif count:
        told = _("A doctor or nurse has checked %(num)s of the %(all)s parts of these words.")
        yield told % {"num": count, "all": len(found)}
    else:
        yield _("No doctor or nurse has checked these words as they are now.")
    if late := sum(_late(standing) for standing in found):
        out_of_date = interface.ngettext("%(num)s part is out of date.", "%(num)s parts are out of date.", late)
        yield out_of_date % {"num": late}
    if count:
        yield _("What all studies share (questions, guides, meanings of words) is not among them.")


def _late(standing: Standing) -> bool:
    """Whether the record changed, or what a doctor or a nurse checked. What others had read before a change is not checked."""
    clinical = standing.sign_off is not None and standing.sign_off.clinical
    return standing.state == "out-of-date" and (clinical or bool(standing.signable.late))


def _line(standing: Standing, trial: Trial, locale: Locale, interface: Interface) -> CheckedLine:
    sign_off, _ = standing.sign_off, interface.gettext
    if late := standing.signable.late:
        text = _("The study’s record changed on %(day)s. These plain words explain the earlier text.")
        return CheckedLine(text=text % {"day": locale.date(late)}, late=True)
    if sign_off is None or (standing.state == "out-of-date" and not sign_off.clinical):
        return CheckedLine(text=_("Not checked yet"))
    day = locale.date(sign_off.on)
    if standing.state == "signed":
        return CheckedLine(text=signed(sign_off.role, interface) % {"day": day}, name=sign_off.name)
    if standing.moved != ("record",):
        text = _("These words were changed after they were checked on %(day)s. No doctor or nurse has checked the new words.")
    elif trial.record.updated > sign_off.on:
        day = locale.date(trial.record.updated)
        text = _("The study’s record changed on %(day)s. These plain words explain the earlier text.")
    else:
        text = _("The study’s record changed after %(day)s. These plain words explain the earlier text.")
    return CheckedLine(text=text % {"day": day}, late=True)


def signed(role: str, interface: Interface) -> str:
    """Who checked or read something, in words with a place for the `day`."""
    _ = interface.gettext
    return {
        "study-doctor": _("Checked on %(day)s by a study doctor"),
        "study-nurse": _("Checked on %(day)s by a study nurse"),
        "doctor": _("Checked on %(day)s by a doctor"),
        "nurse": _("Checked on %(day)s by a nurse"),
        "study-coordinator": _("No doctor or nurse has checked this yet. Read on %(day)s by a study coordinator"),
        "medical-translator": _("No doctor or nurse has checked this yet. Read on %(day)s by a medical translator"),
        "patient": _("No doctor or nurse has checked this yet. Read on %(day)s by a patient"),
        "editor": _("No doctor or nurse has checked this yet. Read on %(day)s by an editor"),
    }[role]
