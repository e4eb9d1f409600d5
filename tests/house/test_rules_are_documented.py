"""docs/rules.md says for every rule where it is enforced and tested, and says it truly."""

import runpy
from pathlib import Path

from workflow.definition import read_all

ROOT = Path(__file__).parent.parent.parent
PAGE = runpy.run_path(str(ROOT / "docs" / "make_rules.py"))


def test_the_page_is_what_the_editions_and_tests_say_now() -> None:
    editions = read_all(ROOT / "definitions")
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == "\n".join(PAGE["lines"](editions)) + "\n", "run `make docs`"


def test_every_blocking_rule_is_enforced_and_tested_or_has_a_reason() -> None:
    editions = read_all(ROOT / "definitions")
    where, tests = PAGE["enforced"](editions.values()), PAGE["tested"]()
    rules = next(iter(editions.values())).rules
    missing = [
        rule
        for rule, spec in rules.items()
        if rule.split("-")[1] in PAGE["GROUPS"] and spec.severity == "block"
        and rule not in PAGE["REASONS"] and not (where.get(rule) and tests.get(rule))
    ]  # fmt: skip
    assert missing == []


def test_every_rule_of_the_groups_has_a_place_or_a_reason() -> None:
    editions = read_all(ROOT / "definitions")
    where = PAGE["enforced"](editions.values())
    rules = next(iter(editions.values())).rules
    assert [
        rule
        for rule in rules
        if rule.split("-")[1] in PAGE["GROUPS"] and rule not in where
        and rule not in PAGE["REASONS"]
    ] == []  # fmt: skip
