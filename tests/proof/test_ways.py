"""Every state is reached, nobody is trapped, an end is an end, and moves go where they say."""

import pytest
from proof_drafts import NAMES, Draft, move

from workflow.proof import CHECKS, prove_all


def test_a_state_that_nothing_leads_to_is_named() -> None:
    draft = Draft()
    draft.states["lost"] = {"stage": "one"}
    draft.moves.append(move("leave", "lost", "closed", "end"))
    assert draft.told() == ["步骤都能到达：“LOST”从起始步骤到不了"]


def test_a_state_without_a_way_to_an_end_is_named_also_when_it_has_exits() -> None:
    draft = Draft()
    draft.states |= {"x": {"stage": "one"}, "y": {"stage": "one"}}
    draft.moves += [move("ax", "a", "x"), move("xy", "x", "y"), move("yx", "y", "x", "back")]
    told = draft.told()
    assert [one for one in told if one.startswith("没有死路")] == [
        "没有死路：“X”到不了任何终结步骤", "没有死路：“Y”到不了任何终结步骤",
    ]  # fmt: skip


def test_a_final_state_with_an_exit_is_named() -> None:
    draft = Draft()
    draft.moves.append(move("undo", "c", "a", "back", keeps=("paper",)))
    assert "终结步骤没有出口：终结步骤“C”还能“UNDO”" in draft.told()


def test_a_goal_that_cannot_be_reached_proves_nothing() -> None:
    draft = Draft()
    draft.moves = [one for one in draft.moves if one["name"] != "bc"]
    assert any("目标“C”到不了" in one for one in draft.told())


def test_the_initial_state_is_no_goal() -> None:
    assert any("起始步骤“A”不能是目标" in one for one in Draft(goals=("a", "c")).told())


def test_a_state_that_cannot_be_closed_directly_is_named() -> None:
    draft = Draft()
    draft.moves[-1] = move("end", "a", "closed", "end")
    assert draft.told() == ["随时可以终止：“B”没有直接终止的流转"]


def test_reaching_the_goal_is_no_way_to_close_a_case() -> None:
    draft = Draft()
    draft.moves[-1] = move("end", "a", "closed", "end")
    draft.moves.append(move("finish", "b", "c", "end"))
    assert "随时可以终止：“B”没有直接终止的流转" in draft.told()


@pytest.mark.parametrize("direction", ["back", "end"])
def test_only_a_forward_move_enters_a_goal(direction: str) -> None:
    draft = Draft()
    draft.moves.append(move("slip", "b", "c", direction))
    assert any("“SLIP”进入目标“C”，却不是前行" in one for one in draft.told())


def test_forward_moves_that_go_round_are_named() -> None:
    draft = Draft()
    draft.moves.append(move("ba", "b", "a"))
    assert "流转方向属实：前行流转成环：“A”、“B”" in draft.told()


def test_a_backward_move_that_jumps_ahead_is_named() -> None:
    draft = Draft()
    draft.moves.append(move("jump", "a", "b", "back"))
    assert any("“JUMP”称为退回，“A”却不在“B”之后" in one for one in draft.told())


def test_an_end_that_neither_ends_nor_rests_is_named() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.moves += [move("fail", "b", "x", "end"), move("out", "x", "closed", "end")]
    assert any("“FAIL”称为终结" in one for one in draft.told())
    draft.states["x"]["rests"] = True
    assert draft.told() == []


def test_a_side_state_may_be_entered_and_left_backwards() -> None:
    draft = Draft()
    draft.states["deferred"] = {"stage": "one"}
    draft.moves += [move("defer", "b", "deferred", "back"),
                    move("resume", "deferred", "a", "back", reopens=("paper",)),
                    move("stop", "deferred", "closed", "end")]  # fmt: skip
    assert draft.told() == []


def test_only_a_backward_move_reopens() -> None:
    draft = Draft()
    draft.moves[1]["reopens"] = ("paper",)
    assert any("“BC”不是退回" in one for one in draft.told())


def test_a_downward_process_shares_no_goal_with_an_upward_one() -> None:
    up, down = Draft(), Draft(effect="downward", process="down")
    told = "下行流程不通向任用：目标“C”也是“草稿”的目标"
    assert told in down.told(up.edition())
    assert told in up.told(down.edition())
    assert up.told(Draft(effect="lateral").edition()) == []
    also = Draft(effect="downward", process="also").edition()
    assert told in down.told(also, up.edition())


def test_a_downward_process_proved_alone_says_that_it_was_not_compared() -> None:
    assert any("未能比较" in one for one in Draft(effect="downward").prove().notes)
    assert not any("未能比较" in one for one in
                   Draft(effect="downward").prove(Draft().edition()).notes)  # fmt: skip


def test_all_editions_together_are_compared_with_each_other() -> None:
    up, down = Draft().edition(), Draft(effect="downward", process="down").edition()
    proofs = prove_all({"draft/1": up, "down/1": down}, NAMES)
    assert not proofs["draft/1"].ok
    assert not proofs["down/1"].ok


def test_a_proof_says_of_every_check_whether_it_held() -> None:
    draft = Draft()
    draft.states["lost"] = {"stage": "one"}
    draft.moves.append(move("leave", "lost", "closed", "end"))
    lines = draft.prove().lines()
    assert lines[0] == "草稿 draft/1：证明不成立，共1处"
    assert "步骤都能到达：不成立" in lines
    assert [f"{title}：成立" in lines for title, _ in CHECKS].count(False) == 1
    assert "关口“PAPERS”守住：不经“PAPER”到不了目标步骤，由“AB”把守" in lines
