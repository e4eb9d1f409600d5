"""Opinions asked and their silence, freshness and signers; the four checks (凡提四必)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ONE_DAY, months_later, recorded, rules
from recorded import RECORDED
from scene import (
    ABSENT,
    AUDITED,
    BRANCH,
    PARTY,
    TODAY,
    asks,
    dossier,
    patched,
    person,
)

from workflow.dossier import OrganizationFile

# 协管方：一个月未复视为同意

PROOF = {"digest": "r", "name": "回执.pdf", "size": 1}


@given(received=st.dates(date(2024, 1, 1), date(2027, 12, 31)), after=st.integers(0, 40))
def test_silence_consents_from_the_day_after_one_calendar_month(
    received: date, after: int
) -> None:
    today = received + timedelta(days=after)
    asked = {"answers": [], "asked": [{"received_on": received.isoformat(), "proof": PROOF}]}
    seen = recorded("joint_manager_opinion", asked, today=today,
                    profile={"joint_manager": "jm"})  # fmt: skip
    assert (rules("joint_manager_heard", seen) == []) is (today > months_later(received, 1))


@pytest.mark.parametrize(
    ("received", "last"),
    [(date(2026, 1, 31), date(2026, 2, 28)), (date(2024, 1, 31), date(2024, 2, 29)),
     (date(2026, 2, 26), date(2026, 3, 26))],
)  # fmt: skip
def test_a_month_ends_on_the_last_day_of_a_shorter_one(received: date, last: date) -> None:
    asked = {"answers": [], "asked": [{"received_on": received.isoformat(), "proof": PROOF}]}
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
