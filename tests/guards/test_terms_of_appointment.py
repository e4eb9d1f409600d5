"""Start of tenure, the year on trial, signatures on the present text, outcomes under a veto."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import GUARDS, gaps, months_later, recorded, rules
from recorded import RECORDED
from scene import (
    ABSENT,
    AUDITED,
    BRANCH,
    HELD_ON,
    PARTY,
    act,
    by,
    dossier,
    fact,
    person,
)

from workflow.dossier import Round, Veto

# 任职时间、试用


@pytest.mark.parametrize(
    ("track", "code", "met"),
    [
        ("party_appointed", "party_decision", True),
        ("party_appointed", "congress_result", False),
        ("elected", "congress_result", True),
        ("elected", "standing_committee", True),
        ("elected", "party_decision", False),
        ("state_appointed", "government", True),
        ("state_appointed", "congress_result", False),
        ("", "party_decision", False),
    ],
)
def test_tenure_starts_with_the_act_that_the_track_names(track: str, code: str, met: bool) -> None:
    seen = recorded("appointment_notice", {"tenure_code": code}, profile={"track": track})
    assert rules("tenure_start_set", seen) == ([] if met else ["R-APT-12"])


@pytest.mark.parametrize(
    ("track", "code", "starts"),
    [("party_appointed", "party_decision", HELD_ON),
     ("elected", "congress_result", date(2026, 4, 8))],
)  # fmt: skip
def test_the_start_of_tenure_is_the_day_of_that_act(track: str, code: str, starts: date) -> None:
    seen = recorded("appointment_notice", {"tenure_code": code}, profile={"track": track})
    assert GUARDS["tenure_start_set"].judge(seen).inputs["starts"] == starts


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
    seen = dossier({
        **RECORDED, "appointment_notice": {"notice_on": started.isoformat()},
        "probation_assessment": {"held_on": today.isoformat()},
    }, today=today)  # fmt: skip
    assert (rules("probation_over", seen) == []) is (today >= later)


def test_an_edition_without_a_trial_or_a_recheck_has_none_to_show() -> None:
    seen = dossier({})
    bare = seen.edition.process.model_copy(update={"activities": {}})
    seen = replace(seen, edition=seen.edition.model_copy(update={"process": bare}))
    assert rules("probation_over", seen) == ["R-APT-09"]
    assert rules("notice_ready", seen) == ["R-APT-13"]
    assert rules("file_clear", seen) == ["R-FTSB-01"]


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


@pytest.mark.parametrize(("closed", "found"), [("2026-04-02", []), (None, ["R-FTSB-04"])])
def test_a_concrete_complaint_of_the_publicity_waits_until_it_is_closed(
    closed: str | None, found: list[str]
) -> None:
    told = {"no": "9", "concrete": True, "closed_on": closed}
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
