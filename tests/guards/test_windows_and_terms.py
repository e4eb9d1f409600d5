"""Working days, calendar months and windows against calendars counted out by hand or by brute force."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded import RECORDED
from scene import (
    ABSENT,
    BRANCH,
    HELD_ON,
    OUTSIDE,
    PARTY,
    STEPS,
    TODAY,
    act,
    asks,
    by,
    calendar,
    dossier,
    fact,
    patched,
    person,
)

from workflow.dossier import Dossier, OrganizationFile, Round, SelectionFile, Veto
from workflow.guards import adjustment, appointment, branch, checks, deliberation, investigation
from workflow.guards.verdict import Gap, Guard
from workflow.workdays import Calendar

GUARDS: Mapping[str, Guard] = {
    **adjustment.TABLE, **appointment.TABLE, **branch.TABLE, **checks.TABLE, **deliberation.TABLE,
    **investigation.TABLE,
}  # fmt: skip
ONE_DAY = timedelta(days=1)


def gaps(guard: str, seen: Dossier) -> tuple[Gap, ...]:
    return GUARDS[guard].judge(seen).gaps


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in gaps(guard, seen)]


def recorded(activity: str, change: Mapping[str, Any], **more: Any) -> Dossier:
    return dossier({**RECORDED, activity: patched(RECORDED[activity], change)}, **more)


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month, found by walking."""
    month, later = (day.month + months - 1) % 12 + 1, day + timedelta(days=28 * months)
    while later.month != month:
        later += ONE_DAY
    while later.day < day.day and (later + ONE_DAY).month == month:
        later += ONE_DAY
    return later


# 公示期


def posted(on: date, today: date, **edition: Any) -> Dossier:
    return recorded("publicity_notice", {"posted_on": on.isoformat()}, today=today,
                    settings=edition)  # fmt: skip


@pytest.mark.parametrize(
    ("posting_day", "today", "met"),
    [
        ("exclusive", date(2026, 4, 2), False),
        ("exclusive", date(2026, 4, 3), True),
        ("inclusive", date(2026, 4, 1), False),
        ("inclusive", date(2026, 4, 2), True),
    ],
)
def test_posted_on_thursday_26_march_five_working_days_end_on_2_april_or_on_1_april(
    posting_day: str, today: date, met: bool
) -> None:
    seen = posted(date(2026, 3, 26), today, publicity_posting_day=posting_day)
    assert rules("publicity_days", seen) == ([] if met else ["R-APT-03"])


def test_a_refusal_says_how_many_days_are_done_and_when_one_may_go_on() -> None:
    gap = gaps("publicity_days", posted(date(2026, 3, 26), date(2026, 4, 2)))[0]
    assert "已满4个工作日" in gap.found and "2026-04-03" in gap.needed


@settings(max_examples=60)
@given(
    on=st.dates(date(2024, 1, 1), date(2026, 10, 1)),
    days=st.integers(5, 12),
    inclusive=st.booleans(),
    after=st.integers(0, 30),
)
def test_the_window_is_over_when_as_many_working_days_lie_wholly_behind(
    on: date, days: int, inclusive: bool, after: int
) -> None:
    today = on + timedelta(days=after)
    first = on if inclusive else on + ONE_DAY
    behind = sum(calendar().is_workday(first + timedelta(days=n))
                 for n in range((today - first).days))  # fmt: skip
    seen = posted(on, today, publicity_workdays=days,
                  publicity_posting_day="inclusive" if inclusive else "exclusive")  # fmt: skip
    assert (rules("publicity_days", seen) == []) is (behind >= days)


def test_no_setting_makes_the_window_shorter_than_five_working_days() -> None:
    seen = posted(date(2026, 3, 26), date(2026, 4, 2), publicity_workdays=1)
    assert rules("publicity_days", seen) == ["R-APT-03"]


def test_a_year_without_arrangement_is_refused_and_named() -> None:
    found = gaps("publicity_days", posted(date(2031, 3, 3), date(2031, 4, 3)))
    assert [gap.rule for gap in found] == ["R-APT-03"]
    assert "2031" in found[0].found and found[0].part == ""


def test_an_estimated_year_asks_for_a_reason_under_its_own_part() -> None:
    found = gaps("publicity_days", posted(date(2027, 3, 1), date(2027, 4, 1)))
    assert [(gap.rule, gap.part) for gap in found] == [("R-APT-03", "estimated")]
    early = gaps("publicity_days", posted(date(2027, 3, 1), date(2027, 3, 2)))
    assert [gap.part for gap in early] == ["estimated", ""]


def test_days_done_are_left_out_where_the_present_year_is_unknown() -> None:
    known = Calendar(tuple(year for year in calendar().years if year.year <= 2026))
    seen = replace(posted(date(2026, 12, 1), date(2027, 2, 1)), calendar=known)
    assert rules("publicity_days", seen) == []
    assert GUARDS["publicity_days"].judge(seen).inputs["done"] is None


EXEMPT = {"special_post": True}


@pytest.mark.parametrize(
    "guard",
    ["publicity_after_decision", "publicity_days", "publicity_text", "exceptional_shown",
     "complaints_closed", "publicity_concluded", "notice_after_publicity"],
)  # fmt: skip
def test_an_exempt_post_needs_no_window(guard: str) -> None:
    assert rules(guard, dossier({}, profile=EXEMPT)) == []


CHANGE = SelectionFile("s1", "换届", "dept", "body", "leadership_change")


@pytest.mark.parametrize(
    ("basis", "more", "met"),
    [
        ("special_post", {"profile": EXEMPT}, True),
        ("publicised_in_change", {"profile": EXEMPT}, False),
        ("", {"profile": EXEMPT}, False),
        ("publicised_in_change", {"selection": CHANGE}, True),
        ("special_post", {"selection": CHANGE}, False),
    ],
)
def test_an_exemption_names_the_ground_that_is_true(
    basis: str, more: dict[str, Any], met: bool
) -> None:
    seen = recorded("publicity_exemption", {"basis": basis}, **more)
    assert rules("publicity_held", seen) == ([] if met else ["R-APT-01"])


def test_publicity_before_any_decision_is_found() -> None:
    assert rules("publicity_after_decision", dossier(RECORDED, items={})) == ["R-APT-02"]
    on_the_day = recorded("publicity_notice", {"posted_on": HELD_ON.isoformat()})
    assert rules("publicity_after_decision", on_the_day) == []


def test_the_conclusions_are_judged_where_the_window_is_unknown() -> None:
    seen = recorded("publicity_notice", {"posted_on": "2031-03-03"})
    assert rules("publicity_concluded", seen) == ["R-APT-06"] * 3
    bare = seen.edition.process.model_copy(update={"activities": {}})
    seen = replace(dossier(RECORDED), edition=seen.edition.model_copy(update={"process": bare}))
    assert rules("publicity_concluded", seen) == []  # the two duties of the Regulation


# 举报


def complaint(**told: Any) -> Dossier:
    usual = {"no": "1", "received_on": "2026-03-27", "signed": True, "concrete": True,
             "finding": "查核情况", "outcome": "unfounded", "closed_on": "2026-04-02"}  # fmt: skip
    return recorded("publicity_notice", {"complaints": [patched(usual, told)]})


@pytest.mark.parametrize(
    ("told", "met"),
    [
        ({}, True),
        ({"outcome": "minor"}, True),
        ({"outcome": "disqualifying"}, False),
        ({"outcome": ABSENT}, False),
        ({"closed_on": ABSENT}, True),
        ({"closed_on": "2026-04-10"}, False),
        ({"outcome": "delayed", "delayed_until": "2026-06-27"}, False),
        ({"outcome": "delayed"}, False),
        ({"outcome": ABSENT, "signed": False}, False),
        ({"outcome": ABSENT, "signed": False, "concrete": False}, True),
        ({"outcome": ABSENT, "signed": False, "concrete": False, "finding": ""}, False),
    ],
)
def test_every_complaint_is_closed_with_an_outcome(told: dict[str, Any], met: bool) -> None:
    assert rules("complaints_closed", complaint(**told)) == ([] if met else ["R-APT-05"])


@pytest.mark.parametrize(("until", "late"), [("2026-06-27", False), ("2026-06-28", True)])
def test_a_delay_is_three_months_at_most(until: str, late: bool) -> None:
    gap = gaps("complaints_closed", complaint(outcome="delayed", delayed_until=until))[0]
    assert ("超过3个月" in gap.found) is late
    undated = complaint(outcome="delayed", delayed_until=until, received_on=ABSENT)
    assert "没有期限" in gaps("complaints_closed", undated)[0].found


# 预告、考察时间


def test_the_preview_of_an_estimated_year_asks_for_a_reason() -> None:
    values = {
        **RECORDED,
        "investigation_preview": patched(
            RECORDED["investigation_preview"], {"posted_on": "2027-03-01"}
        ),
        "investigation_talks": {"rows": [{"number": 1, "on": "2027-03-09"}]},
    }
    seen = dossier(values, today=date(2027, 3, 9))
    assert [gap.part for gap in gaps("preview_first", seen)] == ["estimated"]


@pytest.mark.parametrize(
    ("workdays", "today", "met"),
    [(0, date(2026, 2, 24), False), (0, date(2026, 2, 25), True), (1, date(2026, 2, 25), False),
     (1, date(2026, 2, 26), True), (3, date(2026, 2, 27), False), (3, date(2026, 2, 28), True)],
)  # fmt: skip
def test_the_preview_is_out_for_the_set_working_days(
    workdays: int, today: date, met: bool
) -> None:
    values = {**RECORDED, "investigation_talks": {"rows": []}}
    seen = dossier(values, today=today, settings={"preview_workdays": workdays})
    assert rules("preview_first", seen) == ([] if met else ["R-INV-05"])


@settings(max_examples=40)
@given(began=st.dates(date(2024, 1, 2), date(2026, 9, 1)), days=st.integers(0, 20),
       least=st.integers(1, 10))  # fmt: skip
def test_investigation_days_are_working_days_from_first_to_last(
    began: date, days: int, least: int
) -> None:
    today = began + timedelta(days=days)
    worked = sum(calendar().is_workday(began + timedelta(days=n)) for n in range(days + 1))
    steps = (*STEPS[:2], replace(STEPS[2], on=began))
    seen = dossier({}, steps=steps, today=today, settings={"investigation_min_days": least})
    assert (rules("investigation_days", seen) == []) is (worked >= least)


def test_a_return_does_not_begin_the_investigation_anew() -> None:
    back = replace(STEPS[2], seq=20, move="return_to_investigation", on=TODAY)
    assert rules("investigation_days", dossier({}, steps=(*STEPS, back))) == []
    again = replace(STEPS[2], seq=20, on=TODAY)
    assert rules("investigation_days", dossier({}, steps=(*STEPS, again))) == ["R-INV-17"]
    assert rules("investigation_days", dossier({}, steps=())) == ["R-INV-17"]
    unknown = (*STEPS[:2], replace(STEPS[2], on=date(2019, 3, 1)))
    assert rules("investigation_days", dossier({}, steps=unknown)) == ["R-INV-17"]


# 协管方：一个月未复视为同意


@given(received=st.dates(date(2024, 1, 1), date(2027, 12, 31)), after=st.integers(0, 40))
def test_silence_consents_from_the_day_after_one_calendar_month(
    received: date, after: int
) -> None:
    today = received + timedelta(days=after)
    asked = {"answers": [], "asked": [{"received_on": received.isoformat()}]}
    seen = recorded("joint_manager_opinion", asked, today=today,
                    profile={"joint_manager": "jm"})  # fmt: skip
    assert (rules("joint_manager_heard", seen) == []) is (today > months_later(received, 1))


@pytest.mark.parametrize(
    ("received", "last"),
    [(date(2026, 1, 31), date(2026, 2, 28)), (date(2024, 1, 31), date(2024, 2, 29)),
     (date(2026, 2, 26), date(2026, 3, 26))],
)  # fmt: skip
def test_a_month_ends_on_the_last_day_of_a_shorter_one(received: date, last: date) -> None:
    asked = {"answers": [], "asked": [{"received_on": received.isoformat()}]}
    for today, met in ((last, False), (last + ONE_DAY, True)):
        seen = recorded("joint_manager_opinion", asked, today=today,
                        profile={"joint_manager": "jm"})  # fmt: skip
        assert (rules("joint_manager_heard", seen) == []) is met


@pytest.mark.parametrize(
    ("position", "resolution", "met"),
    [
        ("deputy", {}, True),
        ("deputy", {"way": "upper_coordination"}, False),
        ("chief", {}, False),
        ("chief", {"way": "upper_coordination"}, True),
        ("deputy", {"outcome": "stop"}, False),
    ],
)
def test_an_objection_of_the_joint_manager_is_resolved_by_position(
    position: str, resolution: dict[str, Any], met: bool
) -> None:
    values = {
        **RECORDED,
        "joint_manager_opinion": asks(("joint_manager", "jm"), stance="object"),
        "joint_resolution": patched(RECORDED["joint_resolution"], resolution),
    }
    seen = dossier(values, profile={"joint_manager": "jm", "position": position})
    assert rules("joint_manager_heard", seen) == ([] if met else ["R-DEC-14"])


@pytest.mark.parametrize("guard", ["joint_manager_heard", "joint_manager_joined"])
def test_a_post_of_one_manager_asks_no_other(guard: str) -> None:
    assert rules(guard, dossier({})) == []


def test_deliberation_reaches_the_leaders_of_the_organ_of_the_post() -> None:
    for organ, met in (("government", True), ("congress", False), ("court", True)):
        seen = dossier(RECORDED, profile={"organ": organ}, items={})
        assert (rules("deliberation_finished", seen) == []) is met


# 意见时效


@given(asked=st.dates(date(2025, 9, 1), date(2026, 4, 9)), months=st.integers(3, 12))
def test_an_opinion_is_fresh_through_the_same_day_so_many_months_on(
    asked: date, months: int
) -> None:
    later = months_later(asked, months)
    answer = {"answers": [{"organization": "jw", "on": asked.isoformat()}]}
    seen = dossier({"discipline_opinion": answer}, settings={"opinion_freshness_months": months})
    assert (rules("opinions_fresh", seen) == []) is (later >= TODAY)


def test_the_newest_answer_of_each_organization_counts() -> None:
    answers = [{"organization": "jw", "on": "2025-01-01"}, {"organization": "jw", "on": "2026-03-06"},
               {"organization": "jw", "on": "2025-06-01"}, {"organization": "jw"}]  # fmt: skip
    assert rules("opinions_fresh", dossier({"discipline_opinion": {"answers": answers}})) == []


# 个人事项


@pytest.mark.parametrize(
    ("result", "until", "found"),
    [
        ("omission_minor", None, []),
        ("omission_serious", "2026-04-08", []),
        ("omission_serious", "2026-04-09", ["R-PI-05"]),
        ("omission_serious", None, ["R-PI-05"]),
        ("concealment", "2026-04-08", []),
        ("concealment", "2027-04-09", ["R-PI-06"]),
        ("concealment", None, ["R-PI-06"]),
    ],
)
def test_omission_and_concealment_are_handled_and_outlast_their_impact(
    result: str, until: str | None, found: list[str]
) -> None:
    change = {"items.matters.result": result, "items.matters.handling": "诫勉",
              "items.matters.handled_on": "2025-09-01"}  # fmt: skip
    if until:
        change["items.matters.impact_until"] = until
    assert rules("matters_clear", recorded("four_checks", change)) == found


def test_who_does_not_report_personal_matters_is_not_checked_for_them() -> None:
    low = {"profile": {"target_level": "township_deputy"}}
    seen = dossier({}, **low)
    seen = replace(seen, post=replace(seen.post, level="township_deputy"))
    assert rules("matters_clear", seen) == rules("property_explained", seen) == []


def test_a_petition_without_concrete_clue_does_not_wait() -> None:
    seen = recorded("four_checks", {"items.petitions.rows.0.concrete": False,
                                    "items.petitions.rows.0.closed_on": ABSENT})  # fmt: skip
    assert rules("petitions_closed", seen) == []


# 党支部


def branches(*facts: Mapping[str, str], answered: tuple[str, ...] = ("branch",)) -> Dossier:
    known = (PARTY, *(fact("branch_membership", **one) for one in facts))
    return dossier({"branch_opinion": asks(*(("person_branches", one) for one in answered))},
                   person=person(*known))  # fmt: skip


def test_every_present_branch_is_asked() -> None:
    both = ({"branch": "branch", "from": "2020-01-01"}, {"branch": "flow", "from": "2026-01-01"})
    assert rules("branch_heard", branches(*both)) == ["R-BRANCH-01"]
    assert rules("branch_heard", branches(*both, answered=("branch", "flow"))) == []
    assert rules("branch_heard", branches()) == ["R-BRANCH-01"]


@pytest.mark.parametrize(("severity", "part"), [("B", ""), ("W", "answer")])
def test_a_missing_answer_may_weigh_less_but_never_a_missing_request(
    severity: str, part: str
) -> None:
    told = {"settings": {"branch_opinion_severity": severity}}
    unanswered = recorded("branch_opinion", {"answers": []}, **told)
    assert [gap.part for gap in gaps("branch_heard", unanswered)] == [part]
    unasked = recorded("branch_opinion", {"asked": []}, **told)
    assert [gap.part for gap in gaps("branch_heard", unasked)] == [""]


def test_an_opinion_of_the_investigation_is_not_heard_again_a_year_later() -> None:
    begun = replace(STEPS[2], seq=31, move="begin_probation", target="probation")
    seen = dossier(RECORDED, state="probation", steps=(*STEPS, begun))
    assert rules("branch_heard", seen) == ["R-BRANCH-01"]
    asked = Round(2, (act("ask", 40),), RECORDED["branch_opinion"])
    seen = replace(seen, rounds={**seen.rounds, "branch_opinion": (asked,)})
    assert rules("branch_heard", seen) == []


def test_where_no_opinion_is_asked_the_one_given_stands() -> None:
    assert rules("branch_heard", dossier(RECORDED, state="discussion")) == []
    bare = dossier({}, state="discussion")
    assert rules("branch_heard", bare) == ["R-BRANCH-01"]


@pytest.mark.parametrize(
    ("left", "found"),
    [("2025-02-26", []), ("2025-02-27", ["R-BRANCH-04"]), ("2026-02-26", ["R-BRANCH-04"]),
     ("2026-02-27", [])],
)  # fmt: skip
def test_the_former_branch_is_asked_for_twelve_months_before_the_request(
    left: str, found: list[str]
) -> None:
    old = {"branch": "old", "from": "2015-01-01", "to": left}
    new = {"branch": "branch", "from": left}
    assert rules("former_branch_asked", branches(old, new)) == found
    assert rules("former_branch_asked", branches(old, new, answered=("branch", "old"))) == []


@pytest.mark.parametrize("guard", ["branch_heard", "branch_signer", "former_branch_asked"])
def test_who_is_outside_the_party_has_no_branch(guard: str) -> None:
    assert rules(guard, dossier({}, person=person(OUTSIDE, BRANCH))) == []


def test_a_party_member_takes_no_other_route() -> None:
    assert rules("branch_route_stated", dossier({})) == []


# 所在单位、双签字、审计


def test_an_organ_that_does_not_exist_is_named_as_absent() -> None:
    small = {"unit": OrganizationFile("unit", "工委", "organ", "unit/", {"organization": "u-org"})}
    answers = asks(("unit_organization", "u-org"))
    seen = dossier({"unit_opinions": answers}, organizations=small)
    assert rules("unit_asked", seen) == ["R-INV-12"] * 2
    for told in ({"absent_reason": "未设"}, {"answers.0.absent_reason": "未设"}):
        seen = dossier({"unit_opinions": patched(answers, told)}, organizations=small)
        assert rules("unit_asked", seen) == []


def test_the_reason_for_an_absent_organ_does_not_excuse_one_that_exists() -> None:
    seen = recorded("unit_opinions", {"answers": [], "absent_reason": "未设"})
    assert rules("unit_asked", seen) == ["R-INV-12"] * 3


def test_the_unit_pair_does_not_sign_for_an_internal_post() -> None:
    values = {"integrity_opinion": {"signed": RECORDED["integrity_opinion"]["signed"][:2]}}
    assert rules("double_signature", dossier(values)) == []
    internal = dossier(values, profile={"body_kind": "internal_organ"})
    assert rules("double_signature", internal) == ["R-FTSB-05"] * 2
    assert rules("internal_signers", dossier({})) == []


AUDITED = fact("tenure", organization="o", post="p", level="township_chief", position="chief",
               audited=True, leading=True, **{"from": "2022-05-20"})  # fmt: skip


@pytest.mark.parametrize("finished", [ABSENT, "2026-04-10"])
def test_who_must_be_audited_is_audited_first(finished: Any) -> None:
    change = {"answers.0.finished_on": finished}
    audited = {"person": person(PARTY, BRANCH, AUDITED)}
    assert rules("audit_done", recorded("economic_audit", change, **audited)) == ["R-FTSB-07"]
    assert rules("audit_done", dossier({}, **audited)) == ["R-FTSB-07"]
    assert rules("audit_done", dossier(RECORDED, **audited)) == []
    today = recorded("economic_audit", {"answers.0.finished_on": "2026-04-09"}, **audited)
    assert rules("audit_done", today) == []
    assert rules("audit_done", dossier({})) == []


# 任职时间、试用


@pytest.mark.parametrize(
    ("track", "code", "start", "met"),
    [
        ("party_appointed", "party_decision", "2026-03-25", True),
        ("party_appointed", "congress_result", "2026-04-08", False),
        ("elected", "congress_result", "2026-04-08", True),
        ("elected", "party_decision", "2026-03-25", False),
        ("state_appointed", "government", "2026-04-08", True),
        ("state_appointed", "standing_committee", ABSENT, True),
        ("", "party_decision", "2026-03-25", False),
    ],
)
def test_tenure_starts_with_the_act_that_the_track_names(
    track: str, code: str, start: Any, met: bool
) -> None:
    change = {"tenure_code": code, "tenure_start": start}
    seen = recorded("appointment_notice", change, profile={"track": track})
    assert rules("tenure_start_set", seen) == ([] if met else ["R-APT-12"])


def test_without_a_decision_no_tenure_starts() -> None:
    assert rules("tenure_start_set", dossier(RECORDED, items={})) == ["R-APT-12"]


def test_an_upper_organ_and_nobody_else_declares_void() -> None:
    assert rules("void_order_given", dossier(RECORDED)) == []
    seen = dossier(RECORDED)
    own = Round(1, (act("record", 30),), RECORDED["void_order"])
    seen = replace(seen, rounds={**seen.rounds, "void_order": (own,)})
    assert rules("void_order_given", seen) == ["R-EXC-11"]
    assert rules("void_order_given", dossier({})) == ["R-EXC-11"] * 2


def test_a_post_with_trial_is_not_filled_at_once_nor_one_without_on_trial() -> None:
    formal = recorded("appointment_notice", {"kind": "formal"})
    assert rules("probation_not_due", formal) == ["R-APT-07"]
    elected = dossier(RECORDED, profile={"track": "elected"})
    assert rules("probation_due", elected) == ["R-APT-07"]


RANK = fact("rank", title="一级主任科员", **{"from": "2020-01-01"})


@pytest.mark.parametrize(("kind", "found"), [("trial", ["R-APT-10"]), ("formal", [])])
def test_a_trial_of_who_came_from_a_rank_is_explained(kind: str, found: list[str]) -> None:
    seen = recorded("appointment_notice", {"kind": kind}, person=person(PARTY, RANK))
    assert rules("rank_probation", seen) == found
    assert rules("rank_probation", replace(seen, person=person(PARTY, AUDITED))) == []


@given(started=st.dates(date(2023, 1, 1), date(2026, 4, 9)), after=st.integers(355, 375))
def test_the_trial_runs_to_the_day_before_the_same_date_next_year(
    started: date, after: int
) -> None:
    today, later = started + timedelta(days=after), months_later(started, 12)
    seen = recorded("appointment_notice", {"notice_on": started.isoformat()}, today=today)
    assert (rules("probation_over", seen) == []) is (today >= later)


def test_an_edition_without_a_trial_or_a_recheck_has_none_to_show() -> None:
    seen = dossier({})
    bare = seen.edition.process.model_copy(update={"activities": {}})
    seen = replace(seen, edition=seen.edition.model_copy(update={"process": bare}))
    assert rules("probation_over", seen) == ["R-APT-09"]
    assert rules("notice_ready", seen) == ["R-APT-13"]


def test_steps_are_simplified_for_internal_posts_only() -> None:
    change = {"simplified": ["site_visit"], "simplified_reason": "人数少"}
    internal = recorded("investigation_plan", change, profile={"body_kind": "internal_organ"})
    assert rules("simplification_allowed", internal) == []
    assert rules("simplification_allowed", recorded("investigation_plan", change)) == ["R-INV-10"]


@pytest.mark.parametrize(
    ("over", "assessed", "given_fault", "found"),
    [
        (False, {"result": "incompetent"}, "", ["R-APT-09"]),
        (False, {"serious_fault": "严重问题"}, "", []),
        (False, {}, "严重问题", []),
        (True, {"serious_fault": "严重问题"}, "", []),
        (True, {}, "", ["R-APT-08"]),
        (True, {"result": "incompetent"}, "", []),
    ],
)
def test_a_trial_ends_early_only_for_a_serious_fault(
    over: bool, assessed: dict[str, Any], given_fault: str, found: list[str]
) -> None:
    values = {
        **RECORDED,
        "appointment_notice": {"notice_on": "2025-04-09" if over else "2025-04-10"},
        "probation_assessment": {**RECORDED["probation_assessment"], **assessed},
    }
    seen = dossier(values, given={"serious_fault": given_fault})
    assert rules("trial_end_grounds", seen) == found


# 签字、举报、否决下的调整


def test_who_signed_before_the_material_was_changed_signs_again() -> None:
    seen = dossier(RECORDED)
    material = Round(1, (act("record", 30), act("record", 40)), RECORDED["investigation_material"])
    changed = {**seen.rounds, "investigation_material": (material,)}
    found = gaps("team_signed", replace(seen, rounds=changed))
    assert [gap.rule for gap in found] == ["R-INV-03"] * 3
    assert all("材料已改动" in gap.found for gap in found)
    gone = {name: one for name, one in seen.rounds.items() if name != "investigation_material"}
    assert rules("team_signed", replace(seen, rounds=gone)) == ["R-INV-03"] * 3


@pytest.mark.parametrize(("outcome", "found"), [("unfounded", []), ("delayed", ["R-FTSB-04"])])
def test_a_concrete_complaint_of_the_publicity_waits_for_its_outcome(
    outcome: str, found: list[str]
) -> None:
    told = {"no": "9", "concrete": True, "outcome": outcome}
    seen = recorded("publicity_notice", {"complaints": [told]})
    assert rules("petitions_closed", seen) == found


def test_talk_groups_wait_for_the_kind_of_body() -> None:
    seen = dossier(RECORDED, profile={"body_kind": ABSENT})
    assert rules("talk_groups", seen) == ["R-INV-11"]


EXPERT = fact("tenure", organization="o", post="p", level="township_chief", position="chief",
              leading=True, **{"from": "2026-01-20"})  # fmt: skip


def test_an_exceptional_promotion_shows_its_reason_to_the_public() -> None:
    """A chief of the lower level since January is promoted before the 36 months of R-QUAL-06."""
    told = {"person": person(PARTY, BRANCH, EXPERT)}
    assert rules("exceptional_shown", dossier(RECORDED, **told)) == []
    silent = recorded("publicity_notice", {"exceptional_reason": " "}, **told)
    assert rules("exceptional_shown", silent) == ["R-EXC-12"]


VETO = Veto("v1", "第一项", by("head"), by("secretary"), date(2026, 3, 2))


def test_under_a_veto_nobody_is_spared_or_moved_sideways() -> None:
    vetoed = person(PARTY, veto=VETO)
    unfounded = {"fact_verification": {"items": {"one": {"result": "not_confirmed"}}}}
    assert rules("facts_not_confirmed", dossier(unfounded)) == []
    assert rules("facts_not_confirmed", dossier(unfounded, person=vetoed)) == ["R-DOWN-02"]
    sideways = {"adjustment_plan": {"outcome": "lateral"}}
    assert rules("outcome_allowed", dossier(sideways)) == []
    assert rules("outcome_allowed", dossier(sideways, person=vetoed)) == ["R-POL-05"]


def test_only_elected_posts_need_the_legal_act() -> None:
    assert rules("legal_result_given", dossier({})) == []
