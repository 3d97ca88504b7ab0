"""What a reader of content or a check has to say to the writer: a place, what is wrong, and how to mend it."""

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
    """One problem. An `error` keeps a site from being served; a `note` asks for nothing to be done."""

    rule: str
    severity: Severity
    where: Where
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message} ({self.rule})\n    fix: {self.fix}"


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
    ordered = sorted(set(findings), key=lambda f: (f.where, SEVERITIES.index(f.severity), f.rule, f.message))
    return tuple(ordered)
