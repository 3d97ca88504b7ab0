"""`sign-offs.toml` to sign-offs: all of them, or none where the file is not as `explainer sign` left it."""

import tomllib
from datetime import date

from explainer.finding import Where
from explainer.reading.source import Folder, Problems
from explainer.sign_off import ROLES, Fingerprints, SignOff, written

NEEDED = ("unit", "language", "role", "on", "record", "original")
KEYS = {*NEEDED, "name", "translation"}
FIX = "put back the last whole file (from a backup or from git), or take it away and sign again: explainer sign --help"


def read_sign_offs(folder: Folder, path: str) -> tuple[SignOff, ...]:
    """The sign-offs of a study. A broken file is a finding and is worth nothing: what it may have said is not shown."""
    aside = Folder(folder.root, Problems())
    source = aside.read(path, fix=FIX, needed=False)
    if source is None:
        # Nobody can mend such a file as they would mend a text.
        for told in aside.problems.found:
            folder.problems.add("sign-off-broken", told.where, f"no sign-off in this file counts: {told.message}", FIX)
        return ()
    try:
        return _entries(source.text)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "an entry is not whole"
        folder.problems.add("sign-off-broken", Where(path=path), f"no sign-off in this file counts: {reason}", FIX)
        return ()


def _entries(text: str) -> tuple[SignOff, ...]:
    found = tuple(_sign_off(entry) for entry in tomllib.loads(text)["sign-off"])
    if written(found) != text:
        raise ValueError("it was cut short, or changed by hand")
    return found


def _sign_off(entry: object) -> SignOff:
    """An entry as it stands.

    Raises:
        ValueError: it holds what no sign-off holds.
        KeyError: something of it is missing.
    """
    if not isinstance(entry, dict):
        raise TypeError
    odd = [key for key, value in entry.items() if key not in KEYS or not isinstance(value, str)]
    if odd:
        raise ValueError(f"nobody knows what {odd[0]!r} says")
    unit, language, role, on, record, original = (entry[key] for key in NEEDED)
    if role not in ROLES:
        raise ValueError(f"nobody knows the role {role!r}")
    date.fromisoformat(on)
    return SignOff(
        unit=unit,
        language=language,
        role=role,
        name=entry.get("name", ""),
        on=on,
        fingerprints=Fingerprints(record=record, original=original, translation=entry.get("translation", "")),
    )
