"""How a rule is written: a generator over the site, whose name is the rule's and whose docstring is its manual."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from explainer.checks.waiving import waived
from explainer.finding import Finding, Severity, Where, in_reading_order
from explainer.model import Site


class Problem(NamedTuple):
    """What a rule yields: the place, what is wrong there, and how to mend it. `about` is a `Finding`'s."""

    where: Where
    message: str
    fix: str
    about: tuple[str, ...] = ()


Check = Callable[[Site], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A registered rule. `manual` says what it holds, with a bad and a good example; not every rule can be waived."""

    name: str
    severity: Severity
    manual: str
    check: Check
    waivable: bool

    def findings(self, site: Site) -> list[Finding]:
        """What the rule has to say of a site."""
        return [
            Finding(rule=self.name, severity=self.severity, where=where, message=message, fix=fix, about=about)
            for where, message, fix, about in self.check(site)
        ]


RULES: dict[str, Rule] = {}


def rule(severity: Severity, *, waivable: bool = True) -> Callable[[Check], Check]:
    """Register a function as the rule of its name, hyphens for underscores."""

    def register(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        manual = (check.__doc__ or "").strip()
        RULES[name] = Rule(name=name, severity=severity, manual=manual, check=check, waivable=waivable)
        return check

    return register


def check(site: Site, rules: Iterable[Rule] | None = None) -> tuple[Finding, ...]:
    """Every finding of every rule, or of those given, in reading order, but for the waived ones."""
    with _nothing_collected():
        found = [finding for each in rules or RULES.values() for finding in each.findings(site)]
    accepted = {finding for finding, _ in waived(site, found) if RULES[finding.rule].waivable}
    return in_reading_order([finding for finding in found if finding not in accepted])


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Let the collector of garbage rest: rules make no cycles, and it would walk the whole site again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
