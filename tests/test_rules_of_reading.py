"""Each rule that reading holds is explained, and each that is explained is held."""

import ast
import re

import pytest

from explainer.checks import RULES
from explainer.checks.editions import RULES_OF_EDITIONS
from explainer.checks.record_problems import RULES_OF_RECORDS
from explainer.checks.translation import PAIR_RULES
from explainer.cli.rule_list import manuals
from explainer.language.catalogs import RULE
from explainer.reading.prose import NOT_PROSE
from explainer.reading.rules import RULES_OF_READING
from explainer.settings import PACKAGE

READING = [path for room in ("reading", "language") for path in (PACKAGE / room).rglob("*.py")]
ELSEWHERE = {RULE, *(rule for _, rule, *_ in NOT_PROSE)}
PASSED_ON = {"rule", "RULE"}
"""Arguments that hand on a name which stands elsewhere as text."""


EXPLAINED = RULES_OF_READING | RULES_OF_EDITIONS | RULES_OF_RECORDS


def calls(name: str, paths) -> list[ast.Call]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    found = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in found if name in (getattr(call.func, "attr", ""), getattr(call.func, "id", ""))]


def added() -> set[str]:
    """The rules by which reading adds findings."""
    names = [call.args[0] for method in ("add", "_add") for call in calls(method, READING) if len(call.args) > 2]
    assert {name.id for name in names if isinstance(name, ast.Name)} <= PASSED_ON
    return ELSEWHERE | {name.value for name in names if isinstance(name, ast.Constant)}


def test_every_rule_of_reading_is_explained_and_every_explained_one_is_used():
    assert sorted(added()) == sorted(RULES_OF_READING)


def test_no_name_is_two_rules():
    tables = [RULES, RULES_OF_READING, PAIR_RULES, RULES_OF_EDITIONS, RULES_OF_RECORDS]
    assert len(manuals()) == sum(len(table) for table in tables)


def test_no_finding_is_made_behind_the_rules():
    """Only these, and the audit of pages, say a rule's name where they make a finding."""
    elsewhere = [path for path in PACKAGE.rglob("*.py") if path.name != "audit.py"]
    named = {key.value.value for c in calls("Finding", elsewhere) for key in c.keywords if isinstance(key.value, ast.Constant)}
    assert named <= {*manuals(), "error", "warning", "note"}


@pytest.mark.parametrize("rule", EXPLAINED)
def test_each_is_explained_with_a_bad_and_a_good_example(rule):
    assert re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)*", rule)
    first, *rest = (line.strip() for line in EXPLAINED[rule].strip().splitlines())
    assert first.endswith(".")
    assert [line.partition(":")[0] for line in rest if line] == ["Bad", "Good"]


def test_they_stand_in_order():
    assert [*RULES_OF_READING] == sorted(RULES_OF_READING)
    assert [*RULES_OF_RECORDS] == sorted(RULES_OF_RECORDS)
