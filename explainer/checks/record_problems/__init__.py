"""Problems of a record that can be told from the record alone: what a reader would trip over, and which notice answers it."""

from explainer.checks.record_problems.acronyms import acronym_problems
from explainer.checks.record_problems.ages import age_problems
from explainer.checks.record_problems.damage import damage_problems
from explainer.checks.record_problems.fields import date_problems, enrollment_problems, healthy_problems, sex_problems
from explainer.checks.record_problems.gaps import announced_problems, list_problems, reference_problems
from explainer.checks.record_problems.manual import RULES_OF_RECORDS
from explainer.checks.record_problems.problem import Finder, RecordProblem
from explainer.record import Record

__all__ = ["OF_MEANING", "RULES_OF_RECORDS", "RecordProblem", "acronym_problems", "damage_problems", "record_problems"]

OF_MEANING: tuple[Finder, ...] = (
    age_problems,
    sex_problems,
    enrollment_problems,
    healthy_problems,
    date_problems,
    list_problems,
    reference_problems,
    announced_problems,
)
"""What may lead a reader astray; damage and acronyms only make reading harder."""


def record_problems(record: Record) -> tuple[RecordProblem, ...]:
    """Every problem of a record, by kind, in the record's order."""
    return tuple(problem for find in (*OF_MEANING, damage_problems, acronym_problems) for problem in find(record))
