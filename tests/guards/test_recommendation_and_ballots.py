"""Democratic recommendation: forms, order, list, figures, participants, secrecy."""

from typing import Any

import pytest
from candidacy import DECIDED, ITEMS, candidacy
from hypothesis import given
from hypothesis import strategies as st
from scene import ABSENT, changed
from test_scope_quota_and_motion import CHANGE, SPECIAL, approvals

from workflow.guards import GUARDS

COMPETE = {"work_plan.method": "competition"}
SKIPPING = {"work_plan.skip_meeting": True, "meeting_recommendation": ABSENT}
REVERSED = {
    "work_plan.order": "meeting_first", "reference_list": ABSENT,
    "meeting_recommendation.held_on": "2026-02-02",
    "work_plan.order_reason": "人数较多，先集中推荐",
}  # fmt: skip
FULL = {"work_plan.mode": "full_directed"}
BALLOTS = {"made": "conclude_recommendation", "state": "recommendation"}
TALK, MEETING = "talk_recommendation", "meeting_recommendation"
TWO_THIRDS = {"settings": {"recommendation_quorum": "two_thirds"}}
ADOPT = {"made": "adopt", "state": "discussion"}


def voted(**values: Any) -> dict[str, Any]:
    decision = changed("committee_decision", values)
    return {**ADOPT, "items": {**ITEMS, "committee_decision": decision}}


UNMET: tuple[tuple[str, dict[str, Any], tuple[str, ...]], ...] = (
    ("recommendation_mode", {"changes": FULL}, ("R-REC-04",)),
    ("recommendation_mode", {"selection": CHANGE}, ("R-REC-04",)),
    ("recommendation_mode", {"changes": {"work_plan.mode": ABSENT}}, ("R-REC-04",)),
    ("recommended", {"changes": {f"{MEETING}.figures.0.person": "another"}}, ("R-REC-01",)),
    ("recommended", {"changes": {f"{MEETING}.figures.0.votes": 0}}, ("R-REC-01",)),
    ("recommended", {"changes": {f"{MEETING}.figures.0.post": "another"}}, ("R-REC-01",)),
    ("recommended", {"changes": {MEETING: ABSENT, TALK: ABSENT}}, ("R-REC-01",)),
    ("recommended", {"changes": COMPETE}, ("R-REC-01",)),
    ("both_forms", {"changes": {MEETING: ABSENT}}, ("R-REC-02",)),
    ("both_forms", {"changes": {TALK: ABSENT}}, ("R-REC-02",)),
    ("both_forms", {"changes": {MEETING: ABSENT, TALK: ABSENT}}, ("R-REC-02",)),
    ("both_forms", {"changes": {**SKIPPING, "meeting_skip": ABSENT}}, ("R-REC-02",)),
    ("order_of_steps", {"changes": {"reference_list.issued_on": "2026-02-02"}}, ("R-REC-08",)),
    ("order_of_steps", {"changes": {"recommendation_report.reported_on": ABSENT}}, ("R-REC-08",)),
    ("order_of_steps", {"changes": {"recommendation_report.reported_on": "2026-02-03"}},
     ("R-REC-08",)),
    ("order_of_steps", {"changes": {**REVERSED, "work_plan.order_reason": ""}}, ("R-REC-08",)),
    ("order_of_steps", {"changes": {**REVERSED, f"{MEETING}.held_on": "2026-02-04"}},
     ("R-REC-08",)),
    ("order_of_steps", {"selection": CHANGE, "changes": {"upward_report": ABSENT}},
     ("R-REC-05",)),
    ("order_of_steps", {"selection": CHANGE, "changes": {f"{TALK}.outline_given_on":
                                                         "2026-02-03"}}, ("R-REC-05",)),
    ("order_of_steps", {"selection": CHANGE, "changes": {"work_plan.order": "meeting_first"}},
     ("R-REC-05",)),
    ("list_differential", {"changes": {"reference_list.seats": 2}}, ("R-REC-08",)),
    ("list_differential", {"changes": {"reference_list.seats": ABSENT}}, ("R-REC-08",)),
    ("list_differential", {"changes": {"reference_list.names": ["candidate", "candidate"]}},
     ("R-REC-08",)),
    *(("meeting_skip_grounds", {"changes": {**SKIPPING, f"meeting_skip.{key}": False}},
       ("R-REC-10",)) for key in ("small_unit", "same_range", "concentrated", "figures")),
    ("special_need_agreed", {"changes": SPECIAL}, ("R-REC-11",)),
    ("special_need_agreed", {"changes": {**SPECIAL, "prior_report_reply": approvals(
        {"item": "t05"})}}, ("R-REC-11",)),
    ("no_canvassing", {"changes": {"recommendation_conduct": ABSENT}}, ("R-REC-14",)),
    ("no_canvassing", {"changes": {"recommendation_conduct.finding": "canvassing"}},
     ("R-REC-14",)),
    ("no_canvassing", {"changes": {"recommendation_conduct.finding": "suspected",
                                   "recommendation_conduct.rows": [{"person": "candidate"}]}},
     ("R-REC-14",)),
    ("no_canvassing", {"changes": {"recommendation_conduct.set_aside": True}}, ("R-REC-14",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.returned": 34}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.issued": 34}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.present": 37}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.expected": ABSENT,
                                               f"{MEETING}.valid": 34}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.figures.1.votes": 11}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{TALK}.figures.0.votes": 29,
                                               "reference_list.seats": 2}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{TALK}.talked": ABSENT}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{TALK}.groups.0.present": 11}},
     ("R-REC-02", "R-REC-02")),
    ("figures_add_up", {**BALLOTS, "changes": {f"{TALK}.groups.0.present": 8}}, ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.figures.1.person": "candidate"}},
     ("R-REC-02",)),
    ("figures_add_up", {**BALLOTS, "changes": {f"{MEETING}.valid": -1, f"{MEETING}.figures": []}},
     ("R-REC-02",)),
    ("figures_add_up", {"state": "discussion", "changes": {"democratic_evaluation.basic": 2}},
     ("R-REC-02",)),
    ("figures_add_up", {"state": "discussion", "changes": {"democratic_evaluation.basic":
                                                           ABSENT}}, ("R-REC-02",)),
    ("figures_add_up", voted(agree=9), ("R-REC-02",)),
    ("figures_add_up", voted(issued=8), ("R-REC-02",)),
    ("figures_add_up", voted(agree=10, disagree=-2), ("R-REC-02",)),
    ("figures_add_up", voted(vote_form="hands", agree=7), ("R-REC-02",)),
    ("recommendation_groups", {"changes": {f"{TALK}.groups.1.present": 0}}, ("R-REC-09",)),
    ("recommendation_groups", {"profile": {"body_kind": "local_team"}}, ("R-REC-06",)),
    ("recommendation_groups", {"profile": {"body_kind": ABSENT}}, ("R-REC-09",)),
    ("parties_took_part", {"profile": {"organ": "government"}}, ("R-REC-07",)),
    ("recommendation_attendance", {**TWO_THIRDS, "changes": {f"{MEETING}.present": 23}},
     ("R-REC-12",)),
    ("recommendation_attendance", {**TWO_THIRDS, "changes": {f"{MEETING}.expected": ABSENT}},
     ("R-REC-12",)),
    ("ballots_sealed", {"changes": {f"{TALK}.sealed": False}}, ("R-REC-15",)),
    ("ballots_sealed", {"changes": {f"{MEETING}.figures.0.talker": "某某"}}, ("R-REC-15",)),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture", "rules"), UNMET)
def test_one_spoilt_place_is_found_under_its_rule(
    name: str, picture: dict[str, Any], rules: tuple[str, ...]
) -> None:
    assert tuple(gap.rule for gap in GUARDS[name].judge(candidacy(**picture)).gaps) == rules


NOT_ASKED = ("recommendation_mode", "recommended", "both_forms", "order_of_steps",
             "recommendation_groups")  # fmt: skip
MET: tuple[tuple[str, dict[str, Any]], ...] = (
    *((name, {"changes": {**SPECIAL, MEETING: ABSENT, TALK: ABSENT, "work_plan.mode": ABSENT}})
      for name in NOT_ASKED),
    ("recommendation_mode", {"selection": CHANGE, "changes": FULL}),
    ("recommended", {"changes": {**COMPETE, "competition_results": {
        "rows": [{"person": "candidate"}]}}}),
    ("recommended", {"changes": SKIPPING}),
    ("both_forms", {"changes": SKIPPING}),
    ("order_of_steps", {"changes": REVERSED}),
    ("order_of_steps", {"selection": CHANGE}),
    ("order_of_steps", {"changes": SKIPPING}),
    ("order_of_steps", {"changes": {"work_plan.use_reference_list": False,
                                    "reference_list": ABSENT}}),
    ("list_differential", {"changes": {"work_plan.use_reference_list": False}}),
    ("list_differential", {"changes": {"reference_list.names": ["candidate", "other"]}}),
    ("meeting_skip_grounds", {"changes": SKIPPING}),
    ("special_need_agreed", {"changes": {**SPECIAL, "prior_report_reply": approvals(
        {"item": "t04"})}}),
    ("no_canvassing", {"changes": {"recommendation_conduct.finding": "canvassing",
                                   "recommendation_conduct.rows": [{"person": "other"}]}}),
    ("figures_add_up", BALLOTS),
    ("figures_add_up", {"state": "discussion"}),
    ("figures_add_up", {**ADOPT, "items": DECIDED}),
    ("figures_add_up", voted(vote_form="hands")),
    ("figures_add_up", voted(postponed=True, agree=0)),
    ("figures_add_up", {**BALLOTS, "changes": {MEETING: ABSENT}}),
    ("parties_took_part", {"profile": {"organ": "government"}, "changes": {
        f"{MEETING}.groups": [{"group": one, "expected": 1, "present": 1}
                              for one in ("parties", "federation", "nonparty")]}}),
    ("parties_took_part", {"profile": {"organ": "government"}, "changes": SPECIAL}),
    ("recommendation_attendance", TWO_THIRDS),
    ("recommendation_attendance", {"changes": {f"{MEETING}.present": 1}}),
    ("recommendation_attendance", {**TWO_THIRDS, "changes": SKIPPING}),
    ("ballots_sealed", {"lacking": (TALK,), "changes": {f"{TALK}.sealed": False}}),
    ("ballots_sealed", {"changes": {TALK: ABSENT}}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture"), MET)
def test_another_lawful_way_meets(name: str, picture: dict[str, Any]) -> None:
    assert GUARDS[name].judge(candidacy(**picture)).gaps == ()


def test_only_the_missing_reason_for_the_reversed_order_is_the_lighter_part() -> None:
    told = GUARDS["order_of_steps"].judge(candidacy({**REVERSED, "work_plan.order_reason": ""}))
    assert [gap.part for gap in told.gaps] == ["reversed"]
    wrong = GUARDS["order_of_steps"].judge(
        candidacy({**REVERSED, f"{MEETING}.held_on": "2026-02-04"})
    )
    assert [gap.part for gap in wrong.gaps] == [""]


@given(expected=st.integers(1, 300), present=st.integers(0, 300))
def test_where_the_edition_asks_two_thirds_must_attend(expected: int, present: int) -> None:
    seen = candidacy({f"{MEETING}.expected": expected, f"{MEETING}.present": present},
                     **TWO_THIRDS)  # fmt: skip
    met = GUARDS["recommendation_attendance"].judge(seen).gaps == ()
    assert met is (present * 3 >= expected * 2)


@given(
    valid=st.integers(0, 40), first=st.integers(0, 40), second=st.integers(0, 40),
    seats=st.integers(1, 2),
)  # fmt: skip
def test_nobody_has_more_votes_than_ballots_nor_all_more_than_ballots_times_seats(
    valid: int, first: int, second: int, seats: int
) -> None:
    figures = [{"person": "candidate", "votes": first}, {"person": "other", "votes": second}]
    told = {"valid": valid, "returned": 40, "issued": 40, "present": 40, "expected": 40}
    seen = candidacy({MEETING: {**told, "figures": figures}, TALK: ABSENT,
                      "reference_list.seats": seats}, **BALLOTS)  # fmt: skip
    met = GUARDS["figures_add_up"].judge(seen).gaps == ()
    assert met is (first <= valid and second <= valid and first + second <= valid * seats)
