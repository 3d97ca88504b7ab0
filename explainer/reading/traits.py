"""What a record's own words say about the kind of study, so that the question sets which its readers need join by themselves.

Each trait is a closed rule over fields and text. A trait only adds questions to ask; it never states anything on a page.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from explainer.record import Passage

ADULT = 18
"""Age in years below which somebody else takes part in the decision; questions for children join under it."""
AGE = re.compile(r"(\d{1,4})\s*(year|month|week|day)", re.IGNORECASE)
CELL_OR_GENE = re.compile(
    r"\bCAR[ -]?T\b|chimeric antigen|gene (?:therapy|transfer|editing)|cell (?:therapy|transplant|infusion)|stem cell"
    r"|\bAAV|lentivir",
    re.IGNORECASE,
)
WASHOUT = re.compile(
    r"wash-?out|discontinu|\b(?:stop|withdraw|withh[oe]ld|taper|off)\w*\b.{0,60}\b(?:medic|drug|therap|treat|agent|inhibitor|dose)",
    re.IGNORECASE,
)


class Fields:
    """The parts of a record that traits look at."""

    def __init__(self, protocol: Mapping[str, Any], passages: tuple[Passage, ...]) -> None:
        self.values: dict[str, list[str]] = {}
        for passage in passages:
            self.values.setdefault(passage.label or passage.part, []).append(passage.text)
        self.text = "\n".join(passage.text for passage in passages)
        self.criteria = "\n".join(p.text for p in passages if p.part in ("inclusion", "exclusion", "criteria"))
        eligibility = protocol.get("eligibilityModule")
        ages = eligibility.get("stdAges") if isinstance(eligibility, dict) else None
        self.ages = ages if isinstance(ages, list) else [ages]

    def has(self, label: str, *values: str) -> bool:
        """Whether a field has one of the values."""
        return any(text in values for text in self.values.get(label, []))


def _children(record: Fields) -> bool:
    for age in record.values.get("Minimum age", []):
        if (match := AGE.match(age)) and (match[2].lower() != "year" or int(match[1]) < ADULT):
            return True
    return "CHILD" in record.ages


TRAITS: Mapping[str, Callable[[Fields], bool]] = {
    "children": _children,
    "early-phase": lambda r: r.has("Phase", "EARLY_PHASE1", "PHASE1"),
    "phase-not-in-copy": lambda r: not r.values.get("Phase") and not r.has("Study type", "OBSERVATIONAL", "EXPANDED_ACCESS"),
    "gene-or-cell-therapy": lambda r: CELL_OR_GENE.search(r.text) is not None,
    "washout": lambda r: WASHOUT.search(r.criteria) is not None,
    "one-arm": lambda r: r.has("Model", "SINGLE_GROUP") or re.search(r"single[ -]arm", r.text, re.IGNORECASE) is not None,
    "randomized": lambda r: r.has("Allocation", "RANDOMIZED"),
    "placebo": lambda r: re.search(r"\bplacebo|\bsham\b", r.text, re.IGNORECASE) is not None,
    "healthy-volunteers": lambda r: r.has("Healthy volunteers", "yes"),
}
"""Each trait that a question set may name in its `when:`, and its rule."""


def traits_of(protocol: Mapping[str, Any], passages: tuple[Passage, ...]) -> frozenset[str]:
    """The traits that a record has."""
    record = Fields(protocol, passages)
    return frozenset(name for name, holds in TRAITS.items() if holds(record))
