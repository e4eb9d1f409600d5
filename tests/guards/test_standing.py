"""Standing stops cases, every stage has its check, and nothing but people's findings counts."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import RECORDED
from scene import PARTY, TODAY, act, by, dossier, person
from scene_edition import MOVES, STATES, move

from workflow.dossier import Dossier, Hold, PersonFile, Round, Step, Veto
from workflow.edition import Move
from workflow.guards import standing
from workflow.guards.verdict import Verdict

HOLD = Hold("h1", date(2026, 3, 2), by("head"), "反映问题待核实")
VETO = Veto("v1", "清单第一项", by("head"), by("secretary"), date(2026, 3, 2), date(2026, 3, 3))
HELD, VETOED = person(PARTY, holds=(HOLD,)), person(PARTY, veto=VETO)


def judge(guard: str, seen: Dossier) -> Verdict:
    return standing.TABLE[guard].judge(seen)


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in judge(guard, seen).gaps]


def moving(made: Move | None, who: PersonFile, **more: Any) -> Dossier:
    return replace(dossier(RECORDED, person=who, **more), move=made)


FORWARD, BACK = MOVES[1], MOVES[2]
CLOSE, DECLINE = move("close_vetoed", "discussion", "closed", "end"), MOVES[6]
ENDS_AT_A_GOAL = move("sly", "discussion", "appointed", "end")


@pytest.mark.parametrize(
    ("who", "made", "found"),
    [
        (person(PARTY), FORWARD, []),
        (person(PARTY), None, []),
        (HELD, FORWARD, ["R-POL-08"]),
        (HELD, None, ["R-POL-08"]),
        (HELD, BACK, []),
        (HELD, CLOSE, []),
        (VETOED, FORWARD, ["R-POL-05", "R-POL-06"]),
        (VETOED, None, ["R-POL-05", "R-POL-06"]),
        (VETOED, BACK, ["R-POL-05", "R-POL-06"]),
        (VETOED, DECLINE, ["R-POL-05", "R-POL-06"]),
        (VETOED, ENDS_AT_A_GOAL, ["R-POL-05", "R-POL-06"]),
        (VETOED, CLOSE, []),
        (replace(VETOED, holds=(HOLD, HOLD)), FORWARD,
         ["R-POL-05", "R-POL-06", "R-POL-08", "R-POL-08"]),
    ],
)  # fmt: skip
def test_a_hold_stops_forward_moves_and_a_veto_every_move_but_the_end(
    who: PersonFile, made: Move | None, found: list[str]
) -> None:
    assert rules("standing_clear", moving(made, who)) == found


@given(score=st.integers(0, 100), agree=st.integers(0, 11))
def test_no_score_and_no_vote_weighs_against_a_veto(score: int, agree: int) -> None:
    values = {**RECORDED, "talk_recommendation": {"figures": [{"votes": agree}], "score": score}}
    seen = replace(dossier(values, person=VETOED), move=FORWARD)
    assert rules("standing_clear", seen) == ["R-POL-05", "R-POL-06"]


def test_the_refusal_of_a_veto_names_its_day_and_who_may_review() -> None:
    first = judge("standing_clear", moving(FORWARD, VETOED)).gaps[0]
    assert "2026-03-02" in first.found and first.who == ("复核机构",)


# stages_checked

LEAVE = move("submit_for_deliberation", "department_meeting", "deliberation")
ENTERED = Step(10, "begin", "planning", "recommendation", date(2026, 2, 1), by("head"))


def check(seq: int = 20, stage: str = "inspection", finding: str = "no_problem",
          **approval: Any) -> Round:  # fmt: skip
    acts = [act("record", seq, by=by("checker"))]
    if approval.get("approved", True):
        acts.append(act("approve", approval.get("at", seq + 1),
                        by=approval.get("by", by("other"))))  # fmt: skip
    return Round(1, tuple(acts), {"stage": stage, "finding": finding})


def leaving(*checks: Round, made: Move = LEAVE, state: str = "department_meeting",
            steps: tuple[Step, ...] = (ENTERED,), **more: Any) -> Dossier:  # fmt: skip
    seen = dossier({}, state=state, steps=steps, **more)
    return replace(seen, move=made, rounds={**seen.rounds, "political_check": checks})


@pytest.mark.parametrize(
    ("checks", "met"),
    [
        ((), False),
        ((check(),), True),
        ((check(stage="motion"),), False),
        ((check(5),), False),  # before the case entered the stage
        ((check(approved=False),), False),
        ((check(at=19),), False),  # approved before a correction
        ((check(by=by("checker")),), False),
        ((check(by=replace(by("other"), person="p-checker")),), False),
        ((check(by=replace(by("other"), person=None)),), True),
        ((check(finding="clue"),), False),
        ((check(), check(30, finding="clue")), False),
        ((check(finding="clue"), check(30)), True),
        ((check(), check(30, stage="decision")), True),
        ((Round(1, (act("not_applicable", 20),), {"stage": "inspection"}),), False),
    ],
)
def test_a_stage_is_left_with_its_own_check_by_two_people(
    checks: tuple[Round, ...], met: bool
) -> None:
    assert rules("stages_checked", leaving(*checks)) == ([] if met else ["R-POL-09"])


def test_a_check_that_a_return_reopened_has_to_be_made_anew() -> None:
    seen = leaving(check(), reopened=frozenset({"political_check"}))
    assert rules("stages_checked", seen) == ["R-POL-09"]


def test_a_check_of_another_journal_does_not_count() -> None:
    foreign = check()
    foreign = replace(foreign, acts=tuple(a._replace(subject="selection:s1") for a in foreign.acts))
    assert rules("stages_checked", leaving(foreign)) == ["R-POL-09"]


@pytest.mark.parametrize(
    ("made", "state"),
    [
        (move("within", "preparation", "investigation"), "preparation"),
        (move("back", "deliberation", "investigation", "back"), "deliberation"),
        (move("end", "discussion", "closed", "end"), "discussion"),
        (move("odd", "closed", "planning"), "closed"),
    ],
)
def test_only_forward_moves_out_of_a_stage_ask_for_its_check(made: Move, state: str) -> None:
    assert rules("stages_checked", leaving(made=made, state=state)) == []
    seen = replace(leaving(state=state), move=None)
    assert rules("stages_checked", seen) == []


def test_a_goal_in_the_same_stage_asks_too_and_the_year_on_trial_asks_again() -> None:
    decided = Step(10, "adopt", "discussion", "publicity", date(2026, 3, 25), by("head"))
    begun = Step(30, "begin_probation", "pre_appointment", "probation", TODAY, by("head"))
    checked = check(20, "appointment")
    begin = move("begin_probation", "pre_appointment", "probation")
    seen = leaving(checked, made=begin, state="pre_appointment", steps=(decided,))
    assert rules("stages_checked", seen) == []
    confirm = move("confirm_appointment", "probation", "appointed")
    seen = leaving(checked, made=confirm, state="probation", steps=(decided, begun))
    assert rules("stages_checked", seen) == ["R-POL-09"]
    seen = leaving(check(31, "appointment"), made=confirm, state="probation", steps=(begun,))
    assert rules("stages_checked", seen) == []


def test_the_opening_enters_the_first_stage() -> None:
    opened = Step(1, "", "", "planning", date(2026, 1, 12), by("head"))
    start = move("start_recommendation", "planning", "recommendation")
    seen = leaving(check(2, "motion"), made=start, state="planning", steps=(opened,))
    assert rules("stages_checked", seen) == []
    seen = leaving(check(2, "motion"), made=start, state="planning", steps=())
    assert rules("stages_checked", seen) == []


@given(st.permutations([name for name, stage in STATES.items() if stage]))
def test_a_check_counts_only_since_the_stage_was_last_entered(order: list[str]) -> None:
    """Against a plain reading of the path: walk it and remember when the stage changed."""
    path = ["planning", *order, "department_meeting"]
    steps = tuple(
        Step(10 * n, "", path[n - 1] if n else "", state, TODAY, by("head"))
        for n, state in enumerate(path)
    )
    last = max(n for n, state in enumerate(path)
               if STATES[state] == "inspection"
               and (n == 0 or STATES[path[n - 1]] != "inspection"))  # fmt: skip
    for seq in (10 * last - 5, 10 * last + 5):
        found = rules("stages_checked", leaving(check(seq), steps=steps))
        assert (found == []) is (seq > 10 * last)


# review_period_over


@given(days=st.integers(1, 90), past=st.integers(-5, 95))
def test_the_review_period_runs_in_whole_days_after_the_person_was_told(
    days: int, past: int
) -> None:
    told = TODAY - timedelta(days=past)
    seen = dossier({}, person=replace(VETOED, veto=replace(VETO, told_on=told)),
                   settings={"review_days": days})  # fmt: skip
    assert (rules("review_period_over", seen) == []) is (past > days)


@pytest.mark.parametrize(
    ("veto", "found"),
    [
        (None, ["R-POL-08"]),
        (replace(VETO, told_on=None), ["R-POL-08"]),
        (replace(VETO, review_open=True), ["R-POL-08"]),
        (replace(VETO, told_on=None, review_open=True), ["R-POL-08"] * 2),
        (VETO, []),
    ],
)
def test_a_case_is_closed_on_a_veto_only_after_telling_and_review(
    veto: Veto | None, found: list[str]
) -> None:
    assert rules("review_period_over", dossier({}, person=person(veto=veto))) == found
