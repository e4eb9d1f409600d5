"""What a move needs can be supplied on every way to it; what is sent back says what becomes of all."""

import pytest
from proof_drafts import Draft, form, move


def returning(**more: object) -> Draft:
    draft = Draft()
    draft.activities["note"] = form("b")
    draft.moves[1]["needs"] = ("note",)
    draft.moves.append(move("ba", "b", "a", "back", **more))
    return draft


def test_a_need_recorded_before_or_where_the_move_leaves_is_supplied() -> None:
    draft = Draft()
    draft.moves[1]["needs"] = ("paper",)
    assert draft.told() == []


def test_a_need_that_is_recorded_only_later_is_named() -> None:
    draft = Draft(activities={"paper": form("b")})
    assert draft.told() == ["所需内容可以办理：“AB”需要“PAPER”，但可以不经其办理步骤就到“A”"]


def test_a_need_recorded_on_one_of_two_ways_only_is_named() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.activities["extra"] = form("x")
    draft.moves += [move("ax", "a", "x", needs=("paper",)), move("xb", "x", "b"),
                    move("ex", "x", "closed", "end")]  # fmt: skip
    draft.moves[1]["needs"] = ("extra",)
    assert draft.told() == ["所需内容可以办理：“BC”需要“EXTRA”，但可以不经其办理步骤就到“B”"]


def test_under_a_condition_one_of_several_sources_is_enough_but_not_none() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.activities["result"] = form("x", applies="is_member")
    draft.moves += [move("bx", "b", "x"), move("ex", "x", "closed", "end")]
    draft.moves[1] = move("bc", ("b", "x"), "c", needs=("result",))
    assert draft.told() == []
    draft.activities["result"] = form("x")
    assert len(draft.told()) == 1
    draft.activities["result"] = form("c", applies="is_member")
    assert len(draft.told()) == 1


def test_what_a_return_reopens_can_be_recorded_again_before_it_is_needed() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.activities["note"] = form("a")
    draft.moves += [move("bx", "b", "x"), move("xc", "x", "c", needs=("note",)),
                    move("ex", "x", "closed", "end")]  # fmt: skip
    draft.moves[1]["needs"] = ("note",)
    assert draft.told() == []
    draft.activities["note"] = form("a", "x")
    draft.moves.append(move("xb", "x", "b", "back", reopens=("note",)))
    assert draft.told() == [
        "所需内容可以办理：“BC”需要“NOTE”，但可以不经其办理步骤就到“B”"
    ]


def test_what_people_may_choose_to_reopen_is_looked_at_too() -> None:
    draft = Draft()
    draft.states["x"] = {"stage": "one"}
    draft.activities["note"] = form("a", "x")
    draft.moves[1]["needs"] = ("note",)
    draft.moves += [move("bx", "b", "x"), move("xc", "x", "c"), move("ex", "x", "closed", "end"),
                    move("xb", "x", "b", "back", keeps=("note",))]  # fmt: skip
    assert draft.told() == []
    draft.moves[-1]["reopens_chosen"] = "redo"
    assert draft.told() == [
        "所需内容可以办理：“BC”需要“NOTE”，但可以不经其办理步骤就到“B”"
    ]


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ({}, "paper、note"),
        ({"reopens": ("note",)}, "paper"),
        ({"keeps": ("paper",)}, "note"),
    ],
)
def test_what_a_return_neither_reopens_nor_keeps_is_named(
    said: dict[str, object], silent: str
) -> None:
    assert returning(**said).told() == [f"退回说明全部去留：“BA”没有说明去留：{silent}"]


def test_a_return_that_says_everything_is_complete() -> None:
    assert returning(reopens=("note",), keeps=("paper",)).told() == []


def test_what_is_both_reopened_and_kept_is_named() -> None:
    told = returning(reopens=("note", "paper"), keeps=("paper",)).told()
    assert told == ["退回说明全部去留：“BA”既重办又保留：“PAPER”"]


def test_what_cannot_have_been_recorded_on_the_way_is_neither_reopened_nor_kept() -> None:
    draft = returning(reopens=("note",), keeps=("paper", "late"))
    draft.activities["late"] = form("c")
    assert draft.told() == ["重办均有所指：“BA”所列内容此前无从办理：late"]


def test_what_was_recorded_before_a_side_state_counts_for_the_way_back_from_it() -> None:
    draft = Draft()
    draft.states["deferred"] = {"stage": "one"}
    draft.activities["task"] = form("deferred")
    draft.moves += [move("defer", "b", "deferred", "back", keeps=("task",)),
                    move("resume", "deferred", "a", "back"),
                    move("stop", "deferred", "closed", "end")]  # fmt: skip
    assert "退回说明全部去留：“RESUME”没有说明去留：paper、task" in draft.told()


def test_deferring_may_reopen_what_was_recorded_before_it() -> None:
    draft = Draft()
    draft.states["deferred"] = {"stage": "one"}
    draft.moves += [move("defer", "b", "deferred", "back", reopens=("paper",)),
                    move("resume", "deferred", "a", "back", keeps=("paper",)),
                    move("stop", "deferred", "closed", "end")]  # fmt: skip
    assert draft.told() == []
