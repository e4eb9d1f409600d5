"""docs/rules.md says for every rule where it is enforced and tested, and says it truly."""

import runpy
from pathlib import Path

from workflow.definition import read_all

ROOT = Path(__file__).parent.parent.parent
PAGE = runpy.run_path(str(ROOT / "docs" / "make_rules.py"))


def test_the_page_says_where_each_rule_is_enforced_now() -> None:
    now = PAGE["enforcement"]("\n".join(PAGE["lines"](read_all(ROOT / "definitions"))))
    written = PAGE["enforcement"]((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
    changed = {rule for rule in {*now, *written} if now.get(rule) != written.get(rule)}
    assert changed == set(), "run `make docs`"


def test_a_row_with_another_place_is_a_changed_row() -> None:
    row = "| R-EXAMPLE-01 不超职数 | 条例 | 拒绝 | promotion：`in_quota` @ 提交 | {} |"
    told = PAGE["enforcement"](row.format("有"))
    assert told == {
        "R-EXAMPLE-01": ("R-EXAMPLE-01 不超职数", "条例", "拒绝", "promotion：`in_quota` @ 提交")
    }
    assert PAGE["enforcement"](row.format("")) == told
    assert PAGE["enforcement"](row.replace("in_quota", "in_scope").format("有")) != told


def test_every_test_that_the_page_names_is_there_and_holds_the_rule() -> None:
    held = PAGE["tested"]()
    named = PAGE["named_tests"]((ROOT / "docs" / "rules.md").read_text(encoding="utf-8"))
    assert named
    assert [(rule, path) for rule, paths in named.items() for path in paths
            if path not in held[rule]] == []  # fmt: skip


def test_a_rule_named_in_a_docstring_a_comment_or_a_field_is_not_tested_there() -> None:
    named, refused = PAGE["_named_by"], PAGE["_refused_in"]
    assert named('"""R-GEN-01"""\n# R-GEN-02\nassert found == ["R-GEN-03"]\n') == {"R-GEN-03"}
    assert refused("note: R-GEN-01\nexpect: {refused: [R-GEN-02, R-GEN-03]}") == {
        "R-GEN-02", "R-GEN-03",
    }  # fmt: skip
    assert refused("expect:\n  refused:\n    - R-GEN-04\n    - R-GEN-05\n") == {
        "R-GEN-04", "R-GEN-05",
    }  # fmt: skip


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
