"""Figures of an electronic ballot are recorded as the scrutineers checked them, and not before."""

from collections.abc import Mapping
from typing import Any

import pytest
from ballot_house import (
    MEETING,
    NOMINEES,
    ROLL,
    SELECTION,
    SHEN,
    checked,
    closed,
    everybody,
    found,
    opened,
    order,
    scrutiny,
    seen,
    tally,
)

from workflow.commands.activities import record
from workflow.commands.ballots import void_ballot
from workflow.errors import BadInput, NotAvailable
from workflow.journal import House

ON_PAPER: Mapping[str, Any] = {
    "held_on": "2026-02-04", "chair": "gu_mingcheng", "sealed": True, "expected": 16,
    "present": 15, "issued": 15, "returned": 15, "valid": 15, "tellers": ["xu_ke"],
    "figures": [{"person": SHEN, "votes": 9}],
    "groups": [{"group": "others", "expected": 16, "present": 15}],
}  # fmt: skip


def test_figures_recorded_while_a_ballot_runs_or_other_than_counted_are_refused(
    house: House,
) -> None:
    voting = opened(house)
    everybody(voting)
    known = closed(house, voting)
    values = {**tally(house, checked(house, voting, scrutiny(ROLL)))}
    assert known.state == "closed"
    for change, told in (
        ({"valid": 14}, "有效票数"),
        ({"figures": [{"person": one, "votes": 1} for one in NOMINEES]}, "推荐情况"),
        ({"groups": [{"group": "department_leaders", "expected": 16, "present": 15}]}, "参加人员"),
    ):
        with pytest.raises(BadInput) as refused, house.desk() as desk:
            record(desk, order(desk, "ma_chao"), SELECTION, MEETING, "record", {**values, **change})
        assert found(refused.value) == [f"与核对后的投票结果不符：{told}"]
    with house.desk() as desk:
        record(desk, order(desk, "ma_chao"), SELECTION, MEETING, "record", values)
    with pytest.raises(NotAvailable):
        opened(house)


def test_nothing_is_recorded_before_the_scrutineers_have_checked(house: House) -> None:
    voting = opened(house)
    everybody(voting)
    for state in ("open", "closed"):
        assert seen(house, voting).state == state
        with pytest.raises(NotAvailable, match="不能办理") as refused, house.desk() as desk:
            record(desk, order(desk, "ma_chao"), SELECTION, MEETING, "record", ON_PAPER)
        assert found(refused.value) == ["电子投票尚未截止并经监票人、计票人核对"]
        if state == "open":
            closed(house, voting)


def test_a_ballot_recorded_on_paper_is_not_voted_on_again(house: House) -> None:
    with house.desk() as desk:
        record(desk, order(desk, "ma_chao"), SELECTION, MEETING, "record", ON_PAPER)
    with pytest.raises(NotAvailable) as refused:
        opened(house)
    assert found(refused.value) == ["本轮票数已经登记"]


UNCHECKED: tuple[tuple[dict[str, Any], list[str]], ...] = (
    (scrutiny({**ROLL, "department_leaders": (6, 6, 5, 1)}), ["部门领导成员收回6多于发出5"]),
    (scrutiny({**ROLL, "department_leaders": (6, 5, 6, 0)}), ["部门领导成员发出6多于到会5"]),
    (scrutiny({**ROLL, "department_leaders": (5, 6, 6, 0)}), ["部门领导成员到会6多于应到5"]),
    (scrutiny({**ROLL, "department_leaders": (6, 6, 6, 1)}),
     ["部门领导成员发出6与剩余1之和多于制作6"]),
    (scrutiny({"department_leaders": ROLL["department_leaders"]}),
     ["内设机构主要负责人收回9多于发出0",
      "差异没有说明：内设机构主要负责人制作9张，发出和剩余合计0张"]),
    (scrutiny(ROLL, tellers=[{"person": "xu_ke"}] * 2), ["监票人、计票人须为两个不同的人"]),
    (scrutiny(ROLL, tellers=[{"person": "xu_ke"}, {"person": "yan_guibin"}]),
     ["yan_guibin在选票上，不得监票计票"]),
)  # fmt: skip


def test_a_check_that_does_not_agree_is_refused_with_every_contradiction(house: House) -> None:
    voting = opened(house)
    everybody(voting)
    closed(house, voting)
    for values, told in UNCHECKED:
        with pytest.raises(BadInput) as refused:
            checked(house, voting, values)
        assert found(refused.value) == told
    assert seen(house, voting).state == "closed"
    with house.desk() as desk:
        void_ballot(desk, order(desk, "ma_chao"), voting.id, "票码发出数核对不上。")


def test_a_checked_result_is_not_made_void(house: House) -> None:
    voting = opened(house)
    everybody(voting)
    closed(house, voting)
    checked(house, voting, scrutiny(ROLL))
    with pytest.raises(NotAvailable), house.desk() as desk:
        void_ballot(desk, order(desk, "ma_chao"), voting.id, "结果不理想。")
