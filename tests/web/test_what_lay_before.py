"""A decision is made on what its page showed: nothing made up, nothing stale; told again when looked back at."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from site_stage import NOW, Visitor, everything, rows

from workflow.commands.standing import hold
from workflow.journal import Actor, House, Order
from workflow.journal.before import before, drawn_now
from workflow.journal.read import Record, history
from workflow.queries.replay import replay

Enter = Callable[[str], Visitor]
RECORD = "/cases/shen/activities/health_statement/record"
APPROVE = "/cases/shen/activities/health_statement/approve"
BACK = "/cases/shen/moves/return_to_preparation"
HEALTH = {"s0_class": "able", "s0_issued_by": "市第一人民医院"}
OPINION = {"s0_opinion": "情况属实，同意。"}
WATCH = Actor("he_jing", "何静", "supervision_officer", "zuzhibu")
HOLD = {"reason": "有反映", "source": "来信", "to_verify": "是否属实", "due_on": "2026-03-20"}


@pytest.fixture
def chief(enter: Enter) -> Visitor:
    """Who approves the statement on health that lies there, and may return the case."""
    assert enter("chen_xiao").submit(RECORD, HEALTH).status_code == 303
    return enter("zhou_lan")


def last(house: House) -> Record:
    with house.reading() as desk:
        return history(desk, "case:shen")[-1]


def held(house: House) -> None:
    """A hold arrives, of which the page of an approval knows no seq."""
    with house.reading() as desk:
        person = str(history(desk, "case:shen")[0].data["set"]["person"])
    with house.desk() as desk:
        hold(desk, Order("hold-1", WATCH, NOW), person, HOLD)


def test_the_picture_is_drawn_by_looking_and_kept_by_deciding(
    chief: Visitor, house: House
) -> None:
    kept = everything(house)
    for path in (APPROVE, BACK):
        chief.text(path)
    assert everything(house) == kept
    with house.reading() as desk:
        looked = drawn_now(desk, "case:shen", NOW).digest
    assert chief.submit(APPROVE, OPINION).status_code == 303
    told = last(house)
    assert (told.data["act"], told.body["view"]) == ("approve", looked)
    with house.reading() as desk:
        assert before(desk, told).digest == looked
        again = replay(desk)
    assert (again.differs, again.erased) == ((), 0) and again.views > again.moves


def test_a_record_is_no_decision(chief: Visitor, house: House) -> None:
    assert last(house).data["act"] == "record" and last(house).body["view"] is None


@pytest.mark.parametrize("path", [APPROVE, BACK])
def test_a_decision_with_a_made_up_picture_or_none_is_refused_in_words(
    chief: Visitor, enter: Enter, house: House, path: str
) -> None:
    written = rows(house, "entries")
    mark = chief.hidden(path)["seen"]
    forged = mark[:9] + ("a" if mark[9] != "a" else "b") + mark[10:]
    values: dict[str, Any] = OPINION if path == APPROVE else {"s0_reason": "材料不足，退回补充。"}
    for seen in (forged, ""):
        answer = chief.submit(path, values, seen=seen)
        assert answer.status_code == 422
        assert "页面标记缺失或有误，请刷新后再提交" in answer.get_data(as_text=True)
    other = chief.hidden("/people/new")["seen"]  # of a page that shows nothing to decide on
    answer = chief.submit(path, values, seen=other)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "没有看过卷宗" in page and "R-TRACE-02" in page
    assert rows(house, "entries") == written
    assert chief.submit(path, values).status_code == 303


def test_who_was_too_late_is_told_what_of_the_dossier_is_otherwise(
    chief: Visitor, house: House
) -> None:
    shown = {**chief.hidden(APPROVE), **OPINION}
    held(house)
    written = rows(house, "entries")
    answer = chief.client.post(APPROVE, data=shown)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "您看到的卷宗之后又有变化" in page and "情况属实，同意。" in page
    told = page.partition("与您所见的卷宗相比")[2].partition("</ul>")[0]
    assert "<b>何静</b>" in page.partition("您打开本页以后")[2].partition("与您所见")[0]
    assert "<b>暂缓</b>" in told and "满足 → 未满足" in told
    assert rows(house, "entries") == written
    assert chief.submit(APPROVE, OPINION).status_code == 303


def test_looking_back_tells_what_lay_before_and_what_came_only_later(
    chief: Visitor, enter: Enter, house: House
) -> None:
    assert chief.submit(APPROVE, OPINION).status_code == 303
    entry = enter("shenji").text(f"/records/case/shen/{last(house).seq}")
    assert "决定时的所见" in entry and "✓ 与纪实中的摘要一致" in entry
    assert "决定时的所见" not in enter("shenji").text(f"/records/case/shen/{last(house).seq - 1}")
    page = enter("shenji").text("/cases/shen/trace")
    assert "当时所见" in page and "✓ 与纪实中的摘要一致" in page
    assert "不一致" not in page and "此后才登记" not in page
    late = {**HEALTH, "occurred_on": "2026-02-10", "late_reason": "医院补寄"}
    assert enter("chen_xiao").submit(RECORD, late).status_code == 303
    assert "此后才登记" in enter("shenji").text("/cases/shen/trace")


def test_a_picture_that_was_not_looked_at_shows_when_looking_back(
    enter: Enter, house: House
) -> None:
    with house.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER entries_refuse_update")
        where = "WHERE subject = 'case:shen' AND kind = 'move'"
        for id, body in db.exec_driver_sql(f"SELECT id, body FROM entries {where}").all():
            told = {**json.loads(body), "view": "0" * 64}
            db.exec_driver_sql(
                "UPDATE entries SET body = ? WHERE id = ?", (json.dumps(told).encode(), id)
            )
        seq = db.exec_driver_sql(f"SELECT MAX(seq) FROM entries {where}").scalar()
    auditor = enter("shenji")
    for path in ("/cases/shen/trace", f"/records/case/shen/{seq}"):
        assert "✗ 与纪实中的摘要不一致" in auditor.text(path)
