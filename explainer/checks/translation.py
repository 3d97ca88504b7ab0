"""Holding a translation against its original: what must survive in any language. A message with a finding is not shown."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.checks.rule import Problem
from explainer.finding import Finding, Severity
from explainer.language.editions import Key, Translation
from explainer.language.locales import Locale
from explainer.model import Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


class Pair(NamedTuple):
    """An original and its translation into a language."""

    locale: Locale
    role: str
    original: Message
    translation: Message


PairCheck = Callable[[Pair], Iterator[Problem]]
PAIR_RULES: dict[str, tuple[Severity, PairCheck]] = {}


def pair_rule(severity: Severity) -> Callable[[PairCheck], PairCheck]:
    """Register a function over pairs as the rule of its name."""

    def register(check: PairCheck) -> PairCheck:
        PAIR_RULES[check.__name__.replace("_", "-")] = (severity, check)
        return check

    return register


def findings_of(translation: Translation) -> tuple[frozenset[Key], list[Finding]]:
    """The messages that must not be shown, and all that is wrong."""
    refused: set[Key] = set()
    found: list[Finding] = []
    for key, original, target in translation.pairs():
        pair = Pair(locale=translation.locale, role=key[1], original=original, translation=target)
        for name, (severity, check) in PAIR_RULES.items():
            for where, message, fix in check(pair):
                refused.add(key)
                found.append(Finding(rule=name, severity=severity, where=where, message=message, fix=fix))
    return frozenset(refused), found
