"""Who changes what boards and desks show, past the engine, is found: lists say what the journals give."""

from datetime import timedelta
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import update

from workflow.commands.cases import move
from workflow.commands.selections import open_selection
from workflow.journal import House
from workflow.models import summaries
from workflow.queries.verify import verify

CASE, BATCH = "case:case0", "selection:sel0"
FRAUDS = {
    "UPDATE summaries SET blocked = 3": (CASE, "汇总与纪实不符：blocked"),
    "UPDATE summaries SET ended = (1 = 1), due_on = '2026-03-09'": (CASE, "汇总与纪实不符：due_on、ended"),
    "UPDATE summaries SET handler = 'nobody'": (CASE, "汇总与纪实不符：handler"),
    "UPDATE summaries SET evaluated_at = '2026-02-01T01:00:00+00:00'": (CASE, "汇总早于末条纪实"),
    "UPDATE summaries SET evaluated_at = 'soon'": (CASE, "卷宗不能折算，汇总和待办无从核对"),
    "DELETE FROM summaries": (CASE, "没有汇总"),
    "UPDATE summaries SET case_id = 'nix'": ("case:nix", "有汇总而没有此事项"),
    "DELETE FROM requests": (CASE, "缺少待办“第1次”"),
    "UPDATE requests SET duty = 'cadre_clerk'": (CASE, "待办“第1次”与纪实不符：duty"),
    "UPDATE requests SET opened_on = '2027-01-01'": (
        CASE, "待办“第1次”称由部长（organization_head）2027-01-01提起：没有此人当日以此岗位职责所作的登记"),
    "UPDATE requests SET id = 'x', title = '签字'": (CASE, "待办“签字”不是纪实所要求的"),
    "UPDATE requests SET id = 'x', title = '签字', subject = 'selection:sel0'": (
        BATCH, "待办“签字”不是纪实所要求的"),
    "UPDATE requests SET subject = 'prompt:nix'": ("prompt:nix", "有待办而没有此对象"),
}  # fmt: skip


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A case that was moved once, and a selection without a case."""
    house, _ = linear_house(url, tmp_path, linear_edition(3), 1)
    with house.desk() as desk:
        move(desk, order(OFFICE, at=AT), "case0", "m0")
        told = {"title": "空批次", "department": "dept", "body": "body"}
        open_selection(desk, order(CLERK, at=AT), "empty", told, next(iter(house.cache)))
    return house


def test_each_change_of_a_list_is_found_and_nothing_else(house: House) -> None:
    with house.reading() as desk:
        assert verify(desk, lists=True).broken == ()
        for statement, told in FRAUDS.items():
            with desk.db.begin_nested() as change:
                desk.db.exec_driver_sql(statement)
                found = verify(desk, lists=True).broken
                change.rollback()
            assert told in {(one.subject, one.what) for one in found}, statement
            assert {one.kind for one in found} == {"list"}, statement


def test_lists_are_left_out_where_only_the_record_is_asked_for(house: House) -> None:
    with house.reading() as desk:
        desk.db.exec_driver_sql("UPDATE summaries SET blocked = 3")
        assert verify(desk).broken == ()


def test_two_that_waited_for_each_other_leave_lists_that_agree(house: House) -> None:
    """The list was written last by the one whose time is earlier, and who had seen the other's entry."""
    with house.desk() as desk:
        move(desk, order(OFFICE, at=AT + timedelta(seconds=2)), "case0", "m1")
        desk.db.execute(update(summaries).values(evaluated_at=AT.isoformat()))
    with house.reading() as desk:
        assert verify(desk, lists=True).broken == ()
