"""Ways around a rule that somebody who wants an unlawful appointment would try (绕行): each is found."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from any_guard import found
from candidacy import DECIDED, candidacy
from recorded import RECORDED
from scene import (
    BODY,
    DEPARTMENT,
    HELD_ON,
    ITEMS,
    PLENUM,
    STEPS,
    act,
    by,
    dossier,
    item,
    views,
)

from workflow.dossier import Dossier, Round, Step


def decided(**more: Any) -> Dossier:
    return dossier(RECORDED, items={**ITEMS, "committee_decision": item(**more)})


# 别的班子、别的日子


def test_a_smaller_circle_that_is_called_the_committee_decides_nothing() -> None:
    circle = replace(BODY, id="circle", name="书记专题会", kind="talk")
    assert found("collective_meeting", decided(body=circle, kind="standing_committee")) == [
        "R-GEN-07"
    ]
    assert found("collective_meeting", decided(body=PLENUM, kind="standing_committee")) == [
        "R-DEC-01"
    ]


def test_another_body_of_the_same_organization_does_not_decide_for_the_one_of_the_selection() -> None:
    other = replace(BODY, id="other")
    seen = candidacy(items={**DECIDED, "committee_decision": item(body=other)})
    assert found("authority_set", seen) == ["R-GEN-02"]
    whole = candidacy(items={**DECIDED, "committee_decision": item(body=PLENUM)})
    assert found("authority_set", whole) == []


@pytest.mark.parametrize(
    ("guard", "rule", "activity", "state"),
    [
        ("collective_meeting", "R-DEC-01", "committee_decision", "discussion"),
        ("department_decided", "R-INV-08", "department_decision", "department_meeting"),
    ],
)
def test_a_meeting_before_the_case_came_to_it_decides_nothing(
    guard: str, rule: str, activity: str, state: str
) -> None:
    for came, rules in ((date(2026, 3, 13), []), (date(2026, 3, 14), [rule])):
        body = DEPARTMENT if activity == "department_decision" else BODY
        steps = (*STEPS, Step(38, "came", "deliberation", state, came, by("head")))
        seen = dossier(RECORDED, steps=steps, state=state,
                       items={activity: item(activity, body, held_on=date(2026, 3, 13))})  # fmt: skip
        assert found(guard, seen) == rules


def test_the_department_meeting_of_another_department_is_none() -> None:
    other = replace(DEPARTMENT, organization="elsewhere")
    seen = dossier(RECORDED, items={"department_decision": item("department_decision", other)})
    assert "R-INV-08" in found("department_decided", seen)


def test_the_end_of_a_trial_is_not_decided_by_the_department() -> None:
    seen = dossier(RECORDED, items={
        "probation_decision": item("probation_decision", DEPARTMENT, held_on=date(2026, 4, 9))
    })  # fmt: skip
    assert found("probation_decided", seen) == ["R-APT-08"]


def test_the_full_committee_of_another_place_does_not_vote() -> None:
    away = replace(PLENUM, id="away", organization="elsewhere")
    chief = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
    for body, rules in ((PLENUM, []), (away, ["R-DEC-15"])):
        seen = dossier(RECORDED, items={**ITEMS, "plenary_ballot": item("plenary_ballot", body)},
                       profile=chief)  # fmt: skip
        assert found("plenary_voted", seen) == rules


def test_who_is_asked_after_the_decision_was_not_asked() -> None:
    chief = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
    for on, rules in ((HELD_ON, []), (date(2026, 3, 26), ["R-DEC-15"] * 11)):
        asked = [{"member": one.person, "asked_on": on.isoformat(), "view": "agree"}
                 for one in PLENUM.members]  # fmt: skip
        ballot = item("plenary_ballot", PLENUM, asked_members=asked)
        seen = dossier(RECORDED, items={**ITEMS, "plenary_ballot": ballot}, profile=chief)
        assert found("plenary_voted", seen) == rules


# 再表决一次


def voted_twice(first: dict[str, Any], second: dict[str, Any]) -> Dossier:
    items = (item(meeting="first", **first), item(meeting="second", **second))
    items = tuple(replace(one, act=act("item", 40 + n, digest=f"e{n}"))
                  for n, one in enumerate(items))  # fmt: skip
    seen = dossier(RECORDED, steps=STEPS)
    acts = tuple(act("item", 50 + n, {"item_entry": f"e{n}"}) for n in range(2))
    rounds = {**seen.rounds, "committee_decision": (Round(1, acts, {"item_entry": "e1"}),)}
    return replace(seen, items={**seen.items, "committee_decision": items}, rounds=rounds)


def test_a_lost_vote_is_not_taken_again_until_it_is_won() -> None:
    assert found("reconsideration_allowed", voted_twice({"agree": 5}, {"agree": 8})) == ["R-DEC-11"]
    assert found("reconsideration_allowed", voted_twice({"postponed": True}, {"agree": 8})) == []


def test_a_vote_that_was_put_off_is_not_taken_in_the_same_meeting_also_without_a_move() -> None:
    seen = voted_twice({"postponed": True}, {"agree": 8})
    assert found("no_vote_after_deferral", seen) == []
    once = tuple(replace(one, meeting=replace(one.meeting, id="one"))
                 for one in seen.items["committee_decision"])  # fmt: skip
    assert found("no_vote_after_deferral", replace(seen, items={"committee_decision": once})) == [
        "R-DEC-10"
    ]


def test_openly_nobody_agrees_more_than_said_so() -> None:
    for form, rules in (("hands", ["R-REC-02"]), ("secret", [])):
        few = views(m2={"view": "disagree"}, m3={"view": "disagree"})
        seen = dossier(RECORDED, items={**ITEMS, "committee_decision": item(
            seen=few, vote_form=form, agree=9, postpone=0)}, made="adopt")  # fmt: skip
        assert found("figures_add_up", seen) == rules


def test_the_principal_leader_speaks_last_whoever_was_put_in_the_chair() -> None:
    first = views(m1={"order": 1}, m2={"order": 9})
    for chair in ("m1", "m2"):
        one = item(seen=first)
        seen = dossier(RECORDED, items={**ITEMS, "committee_decision": replace(
            one, meeting=replace(one.meeting, chair=chair))})  # fmt: skip
        assert found("chair_last", seen) == ["R-DEC-06"]
