"""Who has checked which words of a study, by fingerprint, and the one way in which that is written down."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

SIGN_OFFS = "sign-offs.toml"
"""The file in a study's folder."""
HEAD = "# Who has checked which words of this study. Written by `explainer sign`. Changed by hand, it counts for nothing.\n"
ROLES = {
    "study-doctor": "a study doctor",
    "study-nurse": "a study nurse",
    "doctor": "a doctor",
    "nurse": "a nurse",
    "study-coordinator": "a study coordinator",
    "medical-translator": "a medical translator",
    "patient": "a patient",
    "editor": "an editor",
}
"""In what role somebody signs, and how that is said."""
CLINICAL = frozenset({"study-doctor", "study-nurse", "doctor", "nurse"})
"""The roles whose sign-off shows words as checked. The others have read them, which is said as that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """What was signed, each text by its fingerprint, so that it can be told which of them changed since.

    `record`: the passages that are quoted; `original`: our words in the source language; `translation`: empty for the original.
    """

    record: str
    original: str
    translation: str = ""

    def moved(self, now: "Fingerprints") -> tuple[str, ...]:
        """The names of the texts that are no longer the same."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(now, each.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One unit, checked by one person in one language. `on` is an ISO date, `name` what the person wants shown (or empty)."""

    unit: str
    language: str
    role: str
    name: str = ""
    on: str
    fingerprints: Fingerprints

    @property
    def clinical(self) -> bool:
        """Whether a doctor or a nurse signed."""
        return self.role in CLINICAL

    def replaces(self, other: "SignOff") -> bool:
        """Whether this is the same person's later word on the same unit."""
        return all(getattr(self, key) == getattr(other, key) for key in ("unit", "language", "role", "name"))


def fingerprint(texts: Iterable[tuple[str, str]]) -> str:
    """The fingerprint of texts, each with its kind: 64 bits, which no accident hits."""
    canonical = json.dumps([*texts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def written(sign_offs: Iterable[SignOff]) -> str:
    """The text of the file, the same for the same sign-offs: a file that reads otherwise was not written by us."""
    entries = "".join(f"\n[[sign-off]]\n{_lines(each)}" for each in sign_offs)
    return f"{HEAD}check = {json.dumps(fingerprint([(SIGN_OFFS, entries)]))}\n{entries}"


def _lines(sign_off: SignOff) -> str:
    """What is empty is left out. JSON's strings are TOML's, for text that can be printed."""
    values = asdict(sign_off)
    values |= values.pop("fingerprints")
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value)
