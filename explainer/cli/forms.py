"""Findings as a person, a program and GitHub read them."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from explainer.finding import Finding, Severity

COLOURS: Mapping[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
"""GitHub's name for each severity."""


def as_text(finding: Finding) -> str:
    """As a writer reads it, coloured; click takes the colours out where they do not belong."""
    severity = click.style(finding.severity, fg=COLOURS[finding.severity], bold=True)
    rule = click.style(f"({finding.rule})", dim=True)
    return f"{_printable(finding.where)}: {severity}: {_printable(finding.message)} {rule}\n    fix: {_printable(finding.fix)}"


def _printable(text: object) -> str:
    """Without characters that tell a terminal to do something, or begin a line: messages hold what was found in files."""
    return "".join(repr(c)[1:-1] if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in str(text))


def as_json(findings: Iterable[Finding]) -> str:
    """`{"findings": [{"rule", "severity", "path", "line", "message", "fix"}]}`; line 0 is the whole file."""
    data = [
        {
            "rule": finding.rule,
            "severity": finding.severity,
            "path": finding.where.path,
            "line": finding.where.line,
            "message": finding.message,
            "fix": finding.fix,
        }
        for finding in findings
    ]
    return json.dumps({"findings": data}, ensure_ascii=False, indent=2)


def as_github(finding: Finding, root: Path) -> str:
    """A workflow command (docs.github.com: "Workflow commands for GitHub Actions"), which shows the finding beside the line.

    Paths are those of the repository, in whose folder the command runs, where the site folder is in it.
    """
    here, site = Path.cwd(), root.resolve()
    path = (site.relative_to(here) if site.is_relative_to(here) else Path()) / finding.where.path
    line = {"line": finding.where.line} if finding.where.line else {}
    properties = {"file": path.as_posix(), **line, "title": finding.rule}
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = _data(f"{_printable(finding.message)}\nfix: {_printable(finding.fix)}")
    return f"::{COMMANDS[finding.severity]} {given}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
