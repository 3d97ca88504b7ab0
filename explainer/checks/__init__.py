"""What must hold for a site. One function is one rule; `check` runs them all."""

from explainer.checks import (  # noqa: F401  (importing a module registers its rules)
    answers,
    certainty,
    counts,
    earlier,
    everyday,
    facts,
    fidelity,
    joining,
    kinds,
    links,
    medicines,
    names,
    narrowing,
    number_sets,
    parts,
    plain,
    polarity,
    quotes,
    sign_offs,
    structure,
    style,
    time_order,
    translated_words,
    waivers,
    wording,
)
from explainer.checks.rule import RULES, check

__all__ = ["RULES", "check"]
