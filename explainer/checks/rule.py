"""How a rule is written: a generator over the site, whose name is the rule's and whose docstring is its manual."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from explainer.finding import Finding, Severity, Where, in_reading_order
from explainer.model import Site


class Problem(NamedTuple):
    """What a rule yields: the place, what is wrong there, and how to mend it."""

    where: Where
    message: str
    fix: str


Check = Callable[[Site], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A registered rule. `manual` says what it holds, with a bad and a good example."""

    name: str
    severity: Severity
    manual: str
    check: Check

    def findings(self, site: Site) -> list[Finding]:
        """What the rule has to say of a site."""
        return [
            Finding(rule=self.name, severity=self.severity, where=where, message=message, fix=fix)
            for where, message, fix in self.check(site)
        ]


RULES: dict[str, Rule] = {}


def rule(severity: Severity) -> Callable[[Check], Check]:
    """Register a function as the rule of its name, hyphens for underscores."""

    def register(check: Check) -> Check:
        name = check.__name__.replace("_", "-")
        RULES[name] = Rule(name=name, severity=severity, manual=(check.__doc__ or "").strip(), check=check)
        return check

    return register


def check(site: Site) -> tuple[Finding, ...]:
    """Every finding of every rule, in reading order."""
    return in_reading_order([finding for each in RULES.values() for finding in each.findings(site)])
