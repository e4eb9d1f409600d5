"""A Gap names a rule that its guard declares and that the rules hold, found by reading the source."""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest
from gap_rules import RULE, argument, cited, gap_calls
from ruamel.yaml import YAML

from workflow.guards import GUARDS

ROOT = Path(__file__).parents[2]
RULES: Mapping[str, Mapping[str, object]] = YAML(typ="safe", pure=True).load(
    (ROOT / "definitions" / "rules.yaml").read_text("utf-8")
)
# A guard that asks others and tells what they found under its own rule: guard → whom it asks.
TOLD_ANEW = {"exceptional_absolute": ("basic_conditions", "statutory_conditions", "party_years")}


def cited_by(guard: str) -> set[str]:
    judge = GUARDS[guard].judge
    return cited(judge.__module__.rsplit(".", 1)[-1], judge.__name__)


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_a_guard_declares_every_rule_that_its_gaps_name(guard: str) -> None:
    others = {rule for name in TOLD_ANEW.get(guard, ()) for rule in GUARDS[name].rules}
    assert cited_by(guard) - others - set(GUARDS[guard].rules) == set()


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_of_every_guard_some_rule_is_found_in_its_source(guard: str) -> None:
    assert cited_by(guard) & set(GUARDS[guard].rules)


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_every_declared_rule_is_among_the_rules(guard: str) -> None:
    assert set(GUARDS[guard].rules) - set(RULES) == set()


def test_a_rule_reached_through_another_function_and_a_variable_is_found() -> None:
    assert cited("decision", "quorum") == {"R-DEC-04"}
    assert {"R-PRE-04", "R-EXC-08"} == cited("exceptional", "approved_before_investigation")


def test_every_rule_that_the_engine_writes_out_is_among_the_rules() -> None:
    unknown = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.value}"
        for path in sorted((*ROOT.glob("workflow/**/*.py"), *ROOT.glob("web/**/*.py")))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and RULE.fullmatch(node.value) and node.value not in RULES
    ]  # fmt: skip
    assert unknown == []


def test_every_part_that_a_gap_names_weighs_something_in_its_rule() -> None:
    unweighed, weighed = [], 0
    for place, call in gap_calls():
        rule, part = argument(call, 0, "rule"), argument(call, 4, "part")
        if isinstance(rule, ast.Constant) and isinstance(part, ast.Constant) and part.value:
            weighed += 1
            if part.value not in (RULES[rule.value].get("parts") or {}):
                unweighed.append(f"{place} {rule.value} {part.value}")
    assert weighed and unweighed == []
