"""The Party branch: every present one, the former one, and the route of who is outside."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from judging import gaps, recorded, rules
from recorded import RECORDED
from scene import (
    BRANCH,
    OUTSIDE,
    PARTY,
    STEPS,
    act,
    asks,
    dossier,
    fact,
    person,
)

from workflow.dossier import Dossier, Round


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
    begun = STEPS[2]._replace(seq=31, move="begin_probation", target="probation")
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
