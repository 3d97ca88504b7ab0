"""What must hold for a site. One function is one rule; `check` runs them all."""

from explainer.checks import (  # noqa: F401  (importing a module registers its rules)
    answers,
    causes,
    counts,
    earlier,
    everyday,
    exceptions,
    facts,
    fidelity,
    groups,
    joining,
    kinds,
    links,
    medicines,
    mood,
    names,
    narrowing,
    number_sets,
    opposites,
    orders,
    parts,
    plain,
    polarity,
    promises,
    quotes,
    senses,
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
