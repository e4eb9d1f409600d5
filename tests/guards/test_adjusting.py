"""Adjustment (调整不适宜担任现职): who hears, what is tolerated, how long the outcome tells."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from recorded import RECORDED
from scene import act, by, dossier, person
from scene_edition import move

from workflow.dossier import Dossier, Round, Veto
from workflow.guards.adjustment import TABLE

VETO = Veto("v1", "清单第一项", by("head"), by("secretary"), date(2026, 3, 2), date(2026, 3, 3))
TOLERABLE = {"result": "tolerable", "reason": "先行先试中的失误"}


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in TABLE[guard].judge(seen).gaps]


def recorded(**changes: dict[str, Any]) -> Dossier:
    told = {name: {**RECORDED.get(name, {}), **change} for name, change in changes.items()}
    return dossier({**RECORDED, **told})


def tolerated(seen: Dossier, *acts: str) -> Dossier:
    """With a note of tolerance after those acts, one after the other."""
    done = tuple(act(name, 30 + number) for number, name in enumerate(acts))
    return replace(seen, rounds={**seen.rounds, "tolerance_note": (Round(1, done, TOLERABLE),)})


def test_two_hear_the_person_and_one_alone_or_twice_the_same_does_not_do() -> None:
    assert rules("person_was_heard", recorded(person_heard={"heard_by": ["a", "b"]})) == []
    for alone in (["a"], ["a", "a"], []):
        assert rules("person_was_heard", recorded(person_heard={"heard_by": alone})) == ["R-DOWN-02"]


def test_confirmed_facts_that_were_found_tolerable_lead_to_no_adjustment() -> None:
    plain = dossier(RECORDED)
    assert rules("not_tolerable", plain) == []
    assert rules("facts_not_confirmed", plain) == ["R-DOWN-02"]
    spared = tolerated(plain, "record", "approve")
    assert rules("not_tolerable", spared) == ["R-OUT-06"]
    assert rules("facts_not_confirmed", spared) == []


@pytest.mark.parametrize("acts", [("record",), ("record", "approve", "record")])
def test_nobody_tolerates_alone(acts: tuple[str, ...]) -> None:
    alone = tolerated(dossier(RECORDED), *acts)
    assert rules("facts_not_confirmed", alone) == ["R-DOWN-02"]
    assert rules("not_tolerable", alone) == []


def test_what_is_tolerable_does_not_keep_a_vetoed_person_in_office() -> None:
    vetoed = tolerated(dossier(RECORDED, person=person(veto=VETO)), "record", "approve")
    assert rules("not_tolerable", vetoed) == []
    assert rules("facts_not_confirmed", vetoed) == ["R-DOWN-02"]


def planned(*acts: tuple[str, int, str]) -> Dossier:
    """With plans (their outcome) and department meetings, each at its place in the journal."""
    seen = dossier(RECORDED)
    plans = tuple(act("record", seq, {"outcome": said}) for name, seq, said in acts if name == "plan")
    met = tuple(act("item", seq) for name, seq, _ in acts if name == "met")
    rounds = {"adjustment_plan": (Round(1, plans, plans[-1].values if plans else {}),),
              "department_decision": (Round(1, met),)}  # fmt: skip
    return replace(seen, rounds={**seen.rounds, **rounds})


def test_the_department_decides_on_the_outcome_that_goes_up() -> None:
    lateral, removal = ("plan", 5, "lateral"), ("plan", 7, "removal")
    assert rules("plan_decided", planned(lateral, ("met", 6, ""))) == []
    assert rules("plan_decided", planned(lateral, ("met", 6, ""), removal)) == ["R-INV-08"]
    assert rules("plan_decided", planned(lateral, removal, ("met", 8, ""))) == []
    assert rules("plan_decided", planned(("met", 6, ""), removal)) == ["R-INV-08"]


@pytest.mark.parametrize(
    ("codes", "outcome", "until", "rule"),
    [
        (["ability"], "removal", "2027-03-29", None),  # 通知 2026-03-30，满十二个月的末日
        (["ability"], "removal", "2027-03-28", "R-OUT-06"),
        (["ability"], "lateral", "2027-03-28", "R-OUT-06"),
        (["ability"], "demotion", "2028-03-29", None),
        (["ability"], "demotion", "2028-03-28", "R-DOWN-03"),
        (["accountability"], "removal", "2028-03-29", None),
        (["accountability"], "removal", "2028-03-28", "R-OUT-04"),
        (["accountability"], "lateral", "2027-03-29", None),
    ],
)
def test_the_impact_lasts_as_long_as_ground_and_outcome_ask(
    codes: list[str], outcome: str, until: str, rule: str | None
) -> None:
    seen = recorded(
        adjustment_ground={"codes": codes}, adjustment_plan={"outcome": outcome},
        adjustment_notice={"impact_kind": "no_leading_post", "impact_until": until},
    )  # fmt: skip
    assert rules("impact_recorded", seen) == ([rule] if rule else [])


def test_who_is_removed_under_accountability_may_hold_no_leading_post_either() -> None:
    seen = recorded(
        adjustment_ground={"codes": ["accountability"]},
        adjustment_notice={"impact_kind": "no_promotion", "impact_until": "2028-03-29"},
    )
    assert rules("impact_recorded", seen) == ["R-OUT-04"]


def test_what_was_put_off_may_be_nominated_again_but_was_not_refused() -> None:
    put_off = recorded(legal_result={"result": "postponed"})
    assert rules("legally_refused", put_off) == ["R-GEN-03"]
    again = replace(put_off, move=move("renominate", "nomination", "pre_appointment", "back"))
    assert rules("legally_refused", again) == []


@pytest.mark.parametrize("track", ["elected", "state_appointed"])
def test_a_post_filled_by_law_is_left_by_law(track: str) -> None:
    bare = {name: told for name, told in RECORDED.items() if name != "removal_result"}
    assert rules("legal_result_given", dossier(bare, profile={"track": track})) == ["R-GEN-03"]
    assert rules("legal_result_given", dossier(bare)) == []
