"""What a reader of content or a check has to say to the writer: a place, what is wrong, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Where:
    """A place in the site folder: `path` relative to it with forward slashes, `line` counted from 1 (0: the whole file)."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem. An `error` keeps a site from being served; a `note` asks for nothing to be done.

    `about`: where it is of a problem of the record, the rule that found that, and its passages.
    """

    rule: str
    severity: Severity
    where: Where
    message: str
    fix: str
    about: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message} ({self.rule})\n    fix: {self.fix}"


WHOLE_STUDY = "."
"""The `file` of a waiver for what is found of a study as a whole: the study's folder itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that a study's writers accept: its rule, where it is, words of its message, and the reason."""

    rule: str
    reason: str
    where: Where
    unit: str = ""
    passage: str = ""
    file: str = ""
    words: str = ""


def in_reading_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """By file, then line, then gravity, without repeats: the order in which a writer works through them."""

    def place(found: Finding) -> tuple[str, int, int, str, str]:
        return found.where.path, found.where.line, SEVERITIES.index(found.severity), found.rule, found.message

    return tuple(sorted(dict.fromkeys(findings), key=place))


def counted(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning`, or `no findings`."""
    found = list(findings)
    counts = [(severity, sum(1 for f in found if f.severity == severity)) for severity in SEVERITIES]
    return ", ".join(f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in counts if n) or "no findings"
