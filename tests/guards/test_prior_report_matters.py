"""Prior reports matter by matter: each that is hit is reported under its own rule, and answered."""

import pytest
from candidacy import candidacy
from scene import ABSENT

from workflow.guards import GUARDS

# 任前事项报告的情形, in the order of the checklist.
MATTERS = {
    "t01": "R-PRE-01", "t02": "R-PRE-02", "t03": "R-PRE-03", "t04": "R-PRE-04",
    "t05": "R-PRE-05", "t06": "R-PRE-06", "t07": "R-PRE-07", "t08": "R-PRE-08",
    "t09": "R-PRE-09", "t10": "R-PRE-10", "t11": "R-PRE-11",
}  # fmt: skip
REPORTED = {"answers": [{"item": "t01", "ask": "upper_organization", "stance": "approve",
                         "reply_on": "2026-03-10"}]}  # fmt: skip


def hit(*matters: str) -> dict[str, object]:
    return {f"prior_report_triggers.items.{one}.result": "hit" for one in matters}


def rules(guard: str, changes: dict[str, object]) -> list[str]:
    return [gap.rule for gap in GUARDS[guard].judge(candidacy(changes)).gaps]


@pytest.mark.parametrize(("matter", "rule"), MATTERS.items())
def test_a_matter_that_is_hit_is_reported_under_its_own_rule(matter: str, rule: str) -> None:
    assert rules("prior_report_sent", hit(matter)) == [rule]
    assert rules("prior_report_sent", {**hit(matter), "prior_report.items": [matter]}) == []


@pytest.mark.parametrize(("matter", "rule"), MATTERS.items())
def test_a_report_that_was_not_received_reports_nothing(matter: str, rule: str) -> None:
    sent = {**hit(matter), "prior_report.items": [matter], "prior_report.received_on": ABSENT}
    assert rules("prior_report_sent", sent) == [rule]


@pytest.mark.parametrize("matter", [one for one in MATTERS if one != "t01"])
def test_the_answer_to_one_matter_does_not_approve_another(matter: str) -> None:
    told = {**hit("t01", matter), "prior_report_reply": REPORTED}
    assert rules("prior_report_approved", told) == ["R-PRE-12"]
    assert rules("prior_report_approved", {**hit("t01"), "prior_report_reply": REPORTED}) == []
