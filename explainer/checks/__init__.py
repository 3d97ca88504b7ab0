"""What must hold for a site. One function is one rule; `check` runs them all."""

from explainer.checks import fidelity, links, plain, polarity, quotes, structure, wording  # noqa: F401  (importing a module registers its rules)
from explainer.checks.rule import RULES, check

__all__ = ["RULES", "check"]
