"""The rules file: every rule of the Regulation's groups, as heavy as it is meant."""

import re
from collections.abc import Mapping

import pytest

from workflow.edition import Edition, Rule

# How many rules a group has, from 01 on without a gap.
COMPLETE = {
    "GEN": 7, "QUAL": 15, "EXC": 13, "MOT": 10, "PRE": 12, "REC": 15, "CAND": 11, "INV": 17,
    "FTSB": 9, "PI": 7, "POL": 15, "BRANCH": 6, "DEC": 22, "APT": 14, "LAW": 4, "EXCH": 6,
    "AVO": 4, "DOWN": 5,
}  # fmt: skip
SINGLE = {"R-OUT-01", "R-OUT-04", "R-OUT-06", "R-TRACE-01", "R-TRACE-02", "R-TRACE-05",
          "R-TRACE-06", "R-TRACE-09", "R-SUP-02", "R-SUP-03", "R-SUP-05",
          "R-SEP-01", "R-DUTY-01"}  # fmt: skip
WARNED = {
    "R-QUAL-04", "R-QUAL-07", "R-QUAL-08", "R-QUAL-09", "R-QUAL-15", "R-EXC-09", "R-MOT-06",
    "R-MOT-08", "R-REC-06", "R-REC-09", "R-INV-06", "R-INV-10", "R-INV-11", "R-INV-17",
    "R-FTSB-08", "R-FTSB-09", "R-PI-02", "R-POL-13", "R-BRANCH-02", "R-BRANCH-04", "R-DEC-20",
    "R-APT-10", "R-EXCH-01", "R-EXCH-03", "R-EXCH-04", "R-EXCH-05", "R-EXCH-06",
}  # fmt: skip


@pytest.fixture
def rules(editions: Mapping[str, Edition]) -> Mapping[str, Rule]:
    return editions["promotion/1"].rules


def test_no_rule_of_a_group_is_missing(rules: Mapping[str, Rule]) -> None:
    wanted = {f"R-{group}-{n:02}" for group, count in COMPLETE.items() for n in range(1, count + 1)}
    assert set(rules) == wanted | SINGLE


def test_what_is_only_generally_asked_takes_a_written_reason(rules: Mapping[str, Rule]) -> None:
    assert {name for name, rule in rules.items() if rule.severity == "warn"} == WARNED


@pytest.mark.parametrize(
    ("rule", "part", "severity"),
    [
        ("R-AVO-02", "prefecture", "warn"), ("R-AVO-02", "", "block"),
        ("R-CAND-03", "undetermined", "warn"), ("R-CAND-03", "", "block"),
        ("R-CAND-10", "ratio", "warn"), ("R-CAND-10", "", "block"),
        ("R-INV-14", "examples", "warn"), ("R-INV-14", "", "block"),
        ("R-INV-10", "kept", "block"), ("R-INV-10", "", "warn"),
        ("R-REC-08", "reversed", "warn"), ("R-REC-08", "", "block"),
        ("R-BRANCH-01", "answer", "warn"), ("R-BRANCH-01", "", "block"),
        ("R-FTSB-03", "effect", "block"), ("R-APT-03", "estimated", "warn"),
        ("R-INV-05", "estimated", "warn"), ("R-POL-08", "", "block"), ("R-POL-04", "", "record"),
    ],
)  # fmt: skip
def test_parts_of_a_rule_weigh_differently(
    editions: Mapping[str, Edition], rule: str, part: str, severity: str
) -> None:
    assert editions["promotion/1"].severity(rule, part) == severity


def test_a_rule_is_told_in_chinese_with_its_article(rules: Mapping[str, Rule]) -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for name, rule in rules.items():
        assert all(chinese.search(told) for told in (rule.title, rule.article, rule.text)), name
        assert "。" not in rule.text, name


def test_duties_that_must_stay_apart_do_so_from_both_sides(
    editions: Mapping[str, Edition],
) -> None:
    duties = editions["promotion/1"].duties
    pairs = {frozenset((one, other)) for one, duty in duties.items() for other in duty.apart}
    for one, other in (
        ("unit_secretary", "discipline_secretary"), ("cadre_clerk", "cadre_chief"),
        ("organization_head", "political_assessor"), ("meeting_secretary", "committee_secretary"),
        ("discipline_officer", "discipline_secretary"), ("system_admin", "security_admin"),
        ("system_admin", "audit_admin"), ("security_admin", "audit_admin"),
    ):  # fmt: skip
        assert frozenset((one, other)) in pairs
