"""What is signed, what nobody has signed, and what changed since: for pages, and as rules for whoever keeps a study."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from explainer.checks.rule import Problem, rule
from explainer.checks.signable import Signable, Words, signables
from explainer.finding import Finding, Where
from explainer.language.editions import Edition
from explainer.model import Site, Trial
from explainer.sign_off import ROLES, SIGN_OFFS, SignOff

State = Literal["signed", "not-checked", "out-of-date"]
TEXTS = {"record": "the record’s words", "original": "our words", "translation": "the translation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a unit stands in one language. `sign_off` is the newest one that holds or, out of date, that held, if there is one.

    A doctor's or nurse's sign-off counts before any other: what one of them checked is out of date until one of them checks it
    again, whoever else has read it. `moved` names the texts that changed since. `translated_well`: a medical translator has
    signed the words as they are now.
    """

    signable: Signable
    state: State
    sign_off: SignOff | None = None
    moved: tuple[str, ...] = ()
    translated_well: bool = False

    @property
    def checked(self) -> bool:
        """Whether a doctor or a nurse has signed the words as they are now."""
        return self.state == "signed" and self.sign_off is not None and self.sign_off.clinical


def standings(trial: Trial, language: str, translated: Trial | None = None) -> dict[str, Standing]:
    """Every unit of a study by its id, in the order of the files.

    `translated` is the study in the `language`; without it, a translation is held against its original and its record only.
    """
    signed: dict[str, list[SignOff]] = {}
    for sign_off in sorted(trial.sign_offs, key=lambda each: (each.clinical, each.on)):
        if sign_off.language == language:
            signed.setdefault(sign_off.unit, []).append(sign_off)
    words = {each.id: each.words for each in signables(translated)} if translated and signed else {}
    return {
        signable.id: _standing(signable, signed.get(signable.id, []), words.get(signable.id)) for signable in signables(trial)
    }


def _standing(signable: Signable, sign_offs: list[SignOff], words: Words | None) -> Standing:
    """One unit, with its sign-offs from the least to the one that counts most."""
    if not sign_offs:
        return Standing(signable=signable, state="out-of-date" if signable.late else "not-checked")
    now = signable.fingerprints(words or ())
    gone = {
        each: tuple(name for name in each.fingerprints.moved(now) if words is not None or name != "translation")
        for each in sign_offs
    }
    weighty = [each for each in sign_offs if each.clinical] or sign_offs
    well = any(each.role == "medical-translator" and not gone[each] for each in sign_offs)
    if not signable.late and (holding := [each for each in weighty if not gone[each]]):
        return Standing(signable=signable, state="signed", sign_off=holding[-1], translated_well=well)
    last = weighty[-1]
    moved = gone[last] or ("record",)
    return Standing(signable=signable, state="out-of-date", sign_off=last, moved=moved, translated_well=well)


@rule("warning")
def sign_off_out_of_date(site: Site) -> Iterator[Problem]:
    """What somebody signed still reads as it did, and so does what it quotes.

    Bad: "65 years" changed to "60 years" after a nurse signed the unit.
    Good: the same, read again and signed again with `explainer sign`.
    """
    for trial in site.trials:
        for language in dict.fromkeys(each.language for each in trial.sign_offs):
            for standing in standings(trial, language).values():
                if standing.sign_off and standing.state == "out-of-date":
                    yield _out_of_date(trial, standing, standing.sign_off)


def translations_out_of_date(site: Site, editions: Iterable[Edition]) -> Iterator[Finding]:
    """What somebody signed of a translation that reads otherwise now. What moved in its original a rule has told."""
    for edition in editions:
        translated = {trial.id: trial for trial in edition.site.trials}
        for trial in (trial for trial in site.trials if any(s.language == edition.locale.tag for s in trial.sign_offs)):
            for standing in standings(trial, edition.locale.tag, translated[trial.id]).values():
                if standing.sign_off and standing.moved == ("translation",):
                    where, message, fix, _ = _out_of_date(trial, standing, standing.sign_off)
                    yield Finding(rule="sign-off-out-of-date", severity="warning", where=where, message=message, fix=fix)


def _out_of_date(trial: Trial, standing: Standing, sign_off: SignOff) -> Problem:
    moved = " and ".join(TEXTS[name] for name in standing.moved)
    what = f"{moved} changed after {ROLES[sign_off.role]} signed “{sign_off.unit}” ({sign_off.language}) on {sign_off.on}"
    again = f"explainer sign {trial.id} --unit {sign_off.unit} --language {sign_off.language} --role {sign_off.role}"
    return Problem(standing.signable.where, what, f"see what changed: explainer diff {trial.id}; then sign again: {again}")


@rule("warning")
def sign_off_unknown(site: Site) -> Iterator[Problem]:
    """A sign-off names a unit that the study has.

    Bad: `{#kidneys}` renamed to `{#kidney}` after it was signed.
    Good: a name that stays, or the unit signed again under its new name.
    """
    for trial in site.trials:
        where = Where(path=f"content/trials/{trial.id}/{SIGN_OFFS}")
        known = [signable.id for signable in signables(trial)] if trial.sign_offs else []
        for unit in dict.fromkeys(each.unit for each in trial.sign_offs if each.unit not in known):
            near = get_close_matches(unit, known, n=1)
            fix = f"if it is “{near[0]}” now, give it its name back" if near else "if it has another name now, give it back"
            fix += "; or sign anything of this study again, which forgets it"
            yield Problem(where, f"a sign-off is of “{unit}”, which is not there any more", fix)
