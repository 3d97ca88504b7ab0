"""`explainer check --list`: what each rule holds, with a bad and a good example, from the rules' own manuals."""

import json
import shutil
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches

import click

from explainer.checks import RULES
from explainer.checks.editions import RULES_OF_EDITIONS
from explainer.checks.record_problems import RULES_OF_RECORDS
from explainer.checks.translation import PAIR_RULES
from explainer.cli.forms import COLOURS
from explainer.finding import Severity
from explainer.reading.rules import RULES_OF_READING

WIDEST = 100
"""Columns: longer lines are hard to follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """A rule as it is explained."""

    name: str
    severity: Severity
    holds: str
    bad: str
    good: str


def manuals() -> dict[str, Manual]:
    """Every rule by its name: those of reading, of the checks, of records, and of translations."""
    found = [_manual(name, "error", text) for name, text in RULES_OF_READING.items()]
    found += [_manual(rule.name, rule.severity, rule.manual) for rule in RULES.values()]
    found += [_manual(rule.name, rule.severity, rule.manual) for rule in PAIR_RULES.values()]
    found += [_manual(name, "warning", text) for name, text in RULES_OF_EDITIONS.items()]
    found += [_manual(name, "warning", text) for name, text in RULES_OF_RECORDS.items()]
    return {manual.name: manual for manual in sorted(found, key=lambda manual: manual.name)}


def _manual(name: str, severity: Severity, text: str) -> Manual:
    """A docstring: what the rule holds, then `Bad:` and `Good:`, each to the next or to the end."""
    holds, _, examples = text.partition("Bad: ")
    bad, _, good = examples.partition("Good: ")
    holds, bad, good = (" ".join(part.split()) for part in (holds, bad, good))
    return Manual(name=name, severity=severity, holds=holds, bad=bad, good=good)


def known_rules(context: click.Context, parameter: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each of a rule (a callback of an option).

    Raises:
        click.BadParameter: one is not; the message says the nearest that is.
    """
    known = manuals()
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            fix = f"Did you mean {near[0]}?" if near else "`explainer check --list` explains them all."
            raise click.BadParameter(f"there is no rule {name!r}. {fix}", context, parameter)
    return names


def as_text(found: Iterable[Manual]) -> str:
    """For a terminal."""
    return "\n\n".join(map(_explained, found))


def as_json(found: Iterable[Manual]) -> str:
    """`{"rules": [{"name", "severity", "holds", "bad", "good"}]}`."""
    return json.dumps({"rules": [asdict(manual) for manual in found]}, ensure_ascii=False, indent=2)


def _explained(manual: Manual) -> str:
    severity = click.style(manual.severity, fg=COLOURS[manual.severity])
    lines = (("  ", manual.holds), ("  bad:  ", manual.bad), ("  good: ", manual.good))
    return "\n".join([f"{click.style(manual.name, bold=True)} ({severity})", *(_wrapped(*line) for line in lines)])


def _wrapped(label: str, text: str) -> str:
    return textwrap.fill(
        text,
        min(shutil.get_terminal_size().columns, WIDEST) - 1,
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
        break_long_words=False,
    )
