"""L1: no way to a goal around a gate; what the proof says agrees with trying every way."""

import pytest
from hypothesis import given, settings
from proof_drafts import NAMES, Draft, form, gate, move
from random_drafts import drafts, ways

from workflow.definition import text_of, thaw
from workflow.proof import GateProof, prove


def test_a_gate_that_every_way_passes_holds_and_names_its_moves() -> None:
    assert Draft().prove().gates == (
        GateProof("papers", "PAPERS", ("PAPER",), moves=("AB",)),
    )
    assert Draft().told() == []


def test_a_shortcut_is_shown_as_the_way_around_by_the_titles_of_its_moves() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.moves += [move("ax", "a", "x"), move("xb", "x", "b"), move("ex", "x", "closed", "end")]
    proof = draft.prove()
    assert proof.gates[0].around == ("AX", "XB", "BC")
    assert "关口不可绕过：关口“PAPERS”可以绕过：AX → XB → BC" in draft.told()
    assert not proof.ok


def test_the_way_around_is_a_shortest_one() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.moves += [move("ax", "a", "x"), move("xb", "x", "b"), move("jump", "a", "c"),
                    move("ex", "x", "closed", "end")]  # fmt: skip
    assert draft.prove().gates[0].around == ("JUMP",)


def test_a_gate_that_no_move_carries_does_not_hold() -> None:
    draft = Draft()
    draft.moves[0]["needs"] = ()
    assert any("没有流转把守" in one for one in draft.told())


def test_a_backward_way_into_a_goal_is_a_way_around_too() -> None:
    draft = Draft()
    draft.moves.append(move("slip", "a", "c", "back"))
    assert draft.prove().gates[0].around == ("SLIP",)


def pair(first: str | None, second: str | None, needs: tuple[str, ...]) -> Draft:
    draft = Draft(gates={"heard": gate("branch", "route")})
    draft.activities = {"branch": form("a", applies=first), "route": form("a", applies=second)}
    draft.moves[0]["needs"] = needs
    return draft


def test_a_pair_is_carried_only_by_moves_that_need_both() -> None:
    assert pair("is_member", "not_member", ("branch", "route")).told() == []
    lone = pair("is_member", "not_member", ("branch",))
    assert lone.prove().gates[0].around == ("AB", "BC")


def test_a_pair_names_the_promise_of_the_engine() -> None:
    proof = pair("is_member", "not_member", ("branch", "route")).prove()
    assert any("由引擎保证" in line for line in proof.lines())
    assert not any("由引擎保证" in line for line in Draft().prove().lines())


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        ("is_member", "not_member", True),
        ("not_member", "is_member", True),
        ("is_member", "is_other", False),
        ("is_member", "is_member", False),
        ("is_member", None, False),
        (None, None, False),
    ],
)
def test_the_conditions_of_a_pair_exclude_each_other_and_leave_no_third(
    first: str | None, second: str | None, holds: bool
) -> None:
    told = pair(first, second, ("branch", "route")).told()
    assert bool([one for one in told if "互为否定" in one]) == (not holds)


def test_a_gate_of_three_or_of_none_is_refused() -> None:
    assert any("没有写明办理内容" in one for one in Draft(gates={"none": gate()}).told())
    draft = pair("is_member", "not_member", ("branch", "route", "third"))
    draft.activities["third"] = form("a")
    draft.gates = {"heard": gate("branch", "route", "third")}
    assert any("至多两项" in one for one in draft.told())


def test_a_single_conditional_activity_is_said_to_rest_on_an_entry() -> None:
    draft = Draft(activities={"paper": form("a", applies="is_member")})
    proof = draft.prove()
    assert proof.ok
    assert "附条件" in proof.gates[0].promised


def test_an_edition_that_protects_nothing_is_refused() -> None:
    assert any("没有写明任何关口" in one for one in Draft(gates={}).told())
    assert any("没有写明目标步骤" in one for one in Draft(goals=()).told())


# Random editions of up to eight states against trying every way.


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_a_gate_holds_exactly_when_no_way_avoids_the_moves_that_carry_it(draft: Draft) -> None:
    free = any(
        way[-1]["to"] in draft.goals and not any(one["needs"] for one in way)
        for way in ways(draft, "s0")
    )
    (proof,) = prove(draft.edition(), NAMES).gates
    assert bool(proof.around) == free


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_the_way_around_is_a_real_way_past_all_carrying_moves(draft: Draft) -> None:
    (proof,) = prove(draft.edition(), NAMES).gates
    known = {one["title"]: one for one in draft.moves}
    at = "s0"
    for title in proof.around:
        assert known[title]["from"] == (at,)
        assert not known[title]["needs"]
        at = known[title]["to"]
    assert not proof.around or at in draft.goals


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_a_stage_is_guarded_exactly_when_no_way_from_its_entrances_avoids_its_checks(
    draft: Draft,
) -> None:
    draft.gates = {"papers": gate("paper", each="stage")}
    proofs = {one.stage: one for one in prove(draft.edition(), NAMES).gates}
    stage = {name: one["stage"] for name, one in draft.states.items()}
    reached = {"s0"} | {way[-1]["to"] for way in ways(draft, "s0")}

    def leaves(one: dict[str, str]) -> bool:
        source, target = one["from"][0], one["to"]
        return target in draft.goals or stage[source] != stage[target]

    for name, title in (("one", "环节一"), ("two", "环节二")):
        here = [s for s in draft.states if stage[s] == name]
        out = any(one["direction"] == "forward" and one["from"][0] in here and leaves(one)
                  for one in draft.moves)  # fmt: skip
        entered = {"s0", *draft.goals} | {
            one["to"] for one in draft.moves
            if one["from"][0] in reached and one["from"][0] not in here
        }  # fmt: skip
        free = any(
            way[-1]["to"] in draft.goals
            and not any(one["needs"] and one["from"][0] in here for one in way)
            for start in entered & reached & set(here) if not draft.states[start]["final"]
            for way in ways(draft, start)
        )  # fmt: skip
        assert (title in proofs) == out
        assert not out or bool(proofs[title].around) == free


def staged() -> Draft:
    """a → b | c → d (goal): the check is asked on leaving each of the two stages."""
    return Draft(
        states={"a": {"stage": "one", "initial": True}, "b": {"stage": "one"},
                "c": {"stage": "two"}, "d": {"stage": "two", "final": True},
                "closed": {"final": True}},
        moves=[move("ab", "a", "b"), move("bc", "b", "c", needs=("check",)),
               move("cd", "c", "d", needs=("check",)),
               move("cb", "c", "b", "back", reopens=("check",)),
               move("end", ("a", "b", "c"), "closed", "end")],
        activities={"check": form("b", "c")},
        gates={"standard": gate("check", each="stage")},
        goals=("d",),
        guards=("stages_checked",),
    )  # fmt: skip


def test_a_check_on_leaving_every_stage_holds_stage_by_stage() -> None:
    proof = staged().prove()
    assert proof.ok, proof.lines()
    assert [(one.stage, one.moves) for one in proof.gates] == [
        ("环节一", ("BC",)), ("环节二", ("CD",)),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "stage"), [(1, "环节一"), (2, "环节二")])
def test_a_stage_left_without_the_check_fails_and_names_the_stage(number: int, stage: str) -> None:
    draft = staged()
    draft.moves[number]["needs"] = ()
    assert [one.stage for one in draft.prove().gates if one.around] == [stage]


def test_a_check_inside_a_stage_holds_unless_one_can_come_in_behind_it() -> None:
    draft = staged()
    draft.states["x"] = {"stage": "two"}
    draft.moves[2] = move("cx", "c", "x", needs=("check",))
    draft.moves += [move("xd", "x", "d"), move("ex", "x", "closed", "end")]
    assert [one.around for one in draft.prove().gates] == [(), ()]
    draft.moves.append(move("bx", "b", "x", needs=("check",)))
    assert [one.around for one in draft.prove().gates] == [(), ("XD",)]


def test_a_goal_that_is_left_for_another_goal_is_checked_once_more() -> None:
    draft = staged()
    draft.states["d"]["final"] = False
    draft.states["e"] = {"stage": "two", "final": True}
    draft.moves += [move("de", "d", "e"), move("fail", "d", "closed", "end")]
    draft.goals = ("d", "e")
    assert [(one.stage, one.around) for one in draft.prove().gates] == [
        ("环节一", ()), ("环节二", ("DE",)),
    ]  # fmt: skip
    draft.moves[-2]["needs"] = ("check",)
    assert draft.prove().ok


def test_the_round_of_an_earlier_stage_must_not_serve_for_a_later_one() -> None:
    draft = staged()
    draft.guards = ()
    assert any("stages_checked" in one for one in draft.told())


def test_a_stage_in_which_the_check_cannot_be_recorded_is_named() -> None:
    draft = staged()
    draft.activities["check"]["in"] = ("b",)
    assert any("“CHECK”在环节二环节没有可以办理的步骤" in one for one in draft.told())


def test_a_state_without_a_stage_on_the_way_is_named() -> None:
    draft = staged()
    del draft.states["a"]["stage"]
    assert any("“A”不属于任何环节" in one for one in draft.told())


def test_a_thawed_edition_has_the_same_proof() -> None:
    edition = staged().edition()
    assert prove(edition, NAMES) == prove(thaw(text_of(edition)), NAMES)
