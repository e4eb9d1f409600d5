"""A proof in words: what holds, by which moves, and the way around what does not."""

import pytest
from proof_drafts import Draft, gate, move

HELD = "关口“PAPERS”守住：不经“PAPER”到不了目标步骤，由“AB”把守"


def lines(draft: Draft) -> list[str]:
    return draft.prove().lines()


def test_a_proof_that_holds_says_so_of_every_gate_and_every_check() -> None:
    told = lines(Draft())
    assert told[0] == "草稿 draft/1：证明成立"
    assert told[1] == HELD
    assert not any("不成立" in one or one.startswith("×") for one in told)
    assert told[-1].startswith("注：")


def test_a_gate_that_does_not_hold_shows_the_way_around_and_who_guards_it_now() -> None:
    draft = Draft()
    draft.moves.append(move("past", "a", "c"))
    told = lines(draft)
    assert told[0].startswith("草稿 draft/1：证明不成立，共")
    assert "关口“PAPERS”可以绕过：PAST；现由“AB”把守" in told
    assert HELD not in told
    assert any(one.startswith("× ") for one in told)


def test_a_gate_that_no_move_guards_says_so() -> None:
    draft = Draft()
    draft.moves[0].pop("needs")
    assert "关口“PAPERS”可以绕过：AB → BC；现由（没有流转）把守" in lines(draft)


@pytest.mark.parametrize("count", [1, 2])
def test_the_head_counts_the_flaws(count: int) -> None:
    draft = Draft()
    draft.gates = {f"g{n}": gate("paper") for n in range(count)}
    draft.moves.append(move("past", "a", "c"))
    assert lines(draft)[0] == f"草稿 draft/1：证明不成立，共{count}处"
