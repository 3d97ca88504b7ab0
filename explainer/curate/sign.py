"""Signing: who has checked which units is written beside the study, by fingerprint, and no two signings lose one."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import IO

from explainer.checks import check
from explainer.checks.editions import edition_in
from explainer.checks.signable import Signable, Words, signables
from explainer.errors import ExplainerError
from explainer.finding import Finding
from explainer.language.locales import Locale, read_locales
from explainer.model import Trial
from explainer.reading.loader import Loaded, load_site
from explainer.settings import SOURCE_LOCALE
from explainer.sign_off import ROLES, SIGN_OFFS, SignOff, written

LONGEST_NAME = 80
PATIENCE = 10.0
"""Seconds to wait for somebody else's signing to end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signs: a role of `ROLES`, the name as the person wants it shown (or empty), and the ISO date."""

    role: str
    name: str
    on: str


def sign(root: Path, trial_id: str, *, signer: Signer, language: str, units: Iterable[str] = ()) -> tuple[SignOff, ...]:
    """Sign `units` of a study, all of them where none is named, and return what was signed.

    Raises:
        ExplainerError: a name is unknown, a unit has an error, or the file of sign-offs cannot be trusted or written.
    """
    named(signer.role, ROLES, "role")
    locales = {locale.tag: locale for locale in (*read_locales(root), *read_locales(root, "draft"))}
    named(language, (SOURCE_LOCALE, *locales), "language")
    _sound(signer)
    path = root / "content" / "trials" / trial_id / SIGN_OFFS
    find_trial(load_site(root), trial_id)
    with _replacing(path) as put:
        # What counts is what is there now that nobody else writes.
        loaded = load_site(root)
        trial = find_trial(loaded, trial_id)
        known = {signable.id: signable for signable in signables(trial)}
        wanted = [known[named(unit, known, "unit")] for unit in dict.fromkeys(units)] or [*known.values()]
        _refuse_late(wanted)
        _refuse_errors(trial, [*loaded.findings, *check(loaded.site)], wanted)
        words = _translated(root, loaded, trial_id, locales[language], wanted) if language in locales else {}
        new = tuple(_signed(each, signer, language, words.get(each.id, ())) for each in wanted)
        kept = [old for old in trial.sign_offs if old.unit in known and not any(each.replaces(old) for each in new)]
        put(written([*kept, *new]))
    return new


def _translated(root: Path, loaded: Loaded, trial_id: str, locale: Locale, wanted: list[Signable]) -> dict[str, Words]:
    """The words of each unit in a language. What is shown in the original there cannot be signed."""
    trial = next(each for each in edition_in(root, loaded.site, locale).site.trials if each.id == trial_id)
    found = {each.id: each for each in signables(trial)}
    for each in wanted:
        if found[each.id].words == each.words:
            text = (
                f"nothing is signed: {each.id!r} is shown in the original. `explainer translate check {locale.tag}` says why."
            )
            raise ExplainerError(text)
    return {id: each.words for id, each in found.items()}


def _signed(signable: Signable, signer: Signer, language: str, words: Words) -> SignOff:
    return SignOff(
        unit=signable.id,
        language=language,
        role=signer.role,
        name=signer.name,
        on=signer.on,
        fingerprints=signable.fingerprints(words),
    )


def find_trial(loaded: Loaded, trial_id: str) -> Trial:
    """A study of a site.

    Raises:
        ExplainerError: there is no such study, or it cannot be read.
    """
    trials = {trial.id: trial for trial in loaded.site.trials}
    folder = f"content/trials/{trial_id}/"
    if trial_id not in trials and any(finding.where.path.startswith(folder) for finding in loaded.findings):
        raise ExplainerError(f"{trial_id} cannot be read. `explainer check` says why.")
    return trials[named(trial_id, trials, "study")]


def named(given: str, known: Iterable[str], what: str) -> str:
    """The name that was given, which has to be known.

    Raises:
        ExplainerError: it is not; the text says the nearest that is, or all.
    """
    names = [*known]
    if given in names:
        return given
    near = get_close_matches(given, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there is: {', '.join(names) or 'none'}"
    raise ExplainerError(f"nobody knows the {what} {given!r}: {hint}")


def _sound(signer: Signer) -> None:
    if not signer.name.isprintable() or len(signer.name) > LONGEST_NAME:
        raise ExplainerError(f"a name is one line of text of at most {LONGEST_NAME} characters")
    if date.fromisoformat(signer.on) > date.today():  # noqa: DTZ011 (the day on the wall where somebody signs)
        raise ExplainerError(f"{signer.on} is still to come: nobody has signed on that day")


def _refuse_late(wanted: list[Signable]) -> None:
    """Nobody signs words for a text that the record no longer has."""
    if late := next((each for each in wanted if each.late), None):
        changed = f"{late.id!r} explains what the record said before {late.late}"
        raise ExplainerError(f"nothing is signed: {changed}. Mend it, or name other units.")


def _refuse_errors(trial: Trial, findings: Iterable[Finding], wanted: list[Signable]) -> None:
    """Nobody signs broken words, nor over a file of sign-offs that is not whole."""
    ids = {each.id for each in wanted}
    path = f"content/trials/{trial.id}/"
    owners = _Owners(trial)
    for finding in findings:
        if finding.severity == "error" and finding.where.path.startswith(path):
            if finding.where.path == path + SIGN_OFFS:
                raise ExplainerError(f"nothing is signed: the file of sign-offs is not whole, and stays as it is.\n{finding}")
            if (unit := owners.of(finding)) in ids:
                raise ExplainerError(f"nothing is signed: {unit!r} has an error. Mend it, or name other units.\n{finding}")


class _Owners:
    """To which unit a place in a file belongs: to the one whose line stands last above it."""

    def __init__(self, trial: Trial) -> None:
        self.places: dict[str, list[tuple[int, str]]] = {}
        for each in signables(trial):
            for where in (each.where, *(line.where for line in each.lines)):
                self.places.setdefault(where.path, []).append((where.line, each.id))

    def of(self, finding: Finding) -> str:
        above = [place for place in self.places.get(finding.where.path, []) if place[0] <= finding.where.line]
        return max(above, default=(0, ""))[1]


@contextmanager
def _replacing(path: Path) -> Iterator[Callable[[str], None]]:
    """A function that puts a text in the place of a file, whole or not at all.

    It is built beside, in a file that exists for one signing at a time, and so is the lock as well.
    """
    beside = path.with_name(f".{path.name}.building")
    building = _open_alone(beside)
    replaced = False

    def put(text: str) -> None:
        nonlocal replaced
        building.write(text.encode())
        building.flush()
        os.fsync(building.fileno())
        building.close()
        beside.replace(path)
        replaced = True

    try:
        yield put
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        building.close()
        if not replaced:  # Else the name may be the next signer's by now.
            beside.unlink(missing_ok=True)


def _open_alone(path: Path) -> IO[bytes]:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return path.open("xb")
        except FileExistsError:
            if time.monotonic() > end:
                message = f"somebody else is signing. If nobody is, a signing was broken off: take {path} away."
                raise ExplainerError(message) from None
            time.sleep(0.05)
        except OSError as error:
            raise _not_writable(path, error) from error


def _not_writable(path: Path, error: OSError) -> ExplainerError:
    return ExplainerError(f"{path} cannot be written: {error.strerror or error}")
