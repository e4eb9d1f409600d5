"""What is not met is told apart from what is not recorded: the remedy is another one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from candidacy import TODAY, candidacy, fact
from judging import gaps, recorded
from scene import ABSENT

from workflow.guards import GUARDS


def found(guard: str, picture: Mapping[str, Any]) -> list[str]:
    return [gap.found for gap in GUARDS[guard].judge(candidacy(**picture)).gaps]


@pytest.mark.parametrize(
    ("guard", "activity", "key", "bad", "told"),
    [
        ("health_able", "health_statement", "class", "unable", "身体条件结论为不能正常履职"),
        ("probation_competent", "probation_assessment", "result", "incompetent",
         "试用期考核结论为不胜任"),
    ],
)  # fmt: skip
def test_a_conclusion_against_somebody_is_told_apart_from_none(
    guard: str, activity: str, key: str, bad: str, told: str
) -> None:
    (against,) = gaps(guard, recorded(activity, {key: bad}))
    (none,) = gaps(guard, recorded(activity, {key: ABSENT}))
    assert against.found == told
    assert none.found != told


def test_training_that_waits_to_be_verified_is_told_beside_what_counts() -> None:
    counted = fact("training", hours=549, to="2025-10-31", **{"from": "2025-10-01"})
    waiting = replace(counted, id="f-waiting", verified_by=None, verified_on=None)
    (told,) = found("training", {"facts": (counted, waiting)})
    assert "549学时" in told
    assert "1条培训记录尚未核实" in told
    (alone,) = found("training", {"facts": (counted,)})
    assert "尚未核实" not in alone


def test_a_report_received_today_was_received_and_one_of_tomorrow_was_not() -> None:
    hit = {"prior_report_triggers.items.t02.result": "hit"}
    today, later = {"prior_report.received_on": f"{TODAY}"}, {"prior_report.received_on": "2099-01-01"}
    assert "报告中没有此项" in found("prior_report_sent", {"changes": {**hit, **today}})[0]
    assert "尚未报上级组织部门" in found("prior_report_sent", {"changes": {**hit, **later}})[0]


def test_a_third_term_that_the_review_marks_is_found_though_the_facts_show_none() -> None:
    marked = {"changes": {"qualification_review.items.terms": {"result": "not_met"}}}
    picture = candidacy(marked["changes"], profile={"two_terms_post": True})
    activities = dict(picture.edition.process.activities)
    review = activities["qualification_review"]
    one = next(iter(review.items.values())).model_copy(update={"rule": "R-EXCH-02", "title": "连任"})
    activities["qualification_review"] = review.model_copy(
        update={"items": {**review.items, "terms": one}}
    )
    process = picture.edition.process.model_copy(update={"activities": activities})
    seen = replace(picture, edition=picture.edition.model_copy(update={"process": process}))
    assert [gap.rule for gap in GUARDS["third_term"].judge(seen).gaps] == ["R-EXCH-02"]


def test_who_has_replied_to_the_branch_is_told() -> None:
    answer = {"organization": "branch", "ask": "person_branches", "stance": "object"}
    said = {"organization": "branch", "text": "已说明"}
    seen = recorded("branch_opinion", {"answers": [answer], "responses": [said]})
    judged = GUARDS["branch_answered"].judge(seen)
    assert judged.inputs == {"objections": 1, "replied": ["branch"]}
    assert judged.gaps == ()
