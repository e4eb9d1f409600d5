"""统计 of a large scope: as of when it speaks, counted anew by who asks; a small one is as it is now."""

import re
import time
from collections.abc import Callable
from html import unescape
from threading import Event

import pytest
from site_stage import NOW, Visitor, rows
from sqlalchemy.exc import OperationalError

from web.counting import Counting
from workflow.commands import figures, refusals
from workflow.errors import Reason, Refused
from workflow.journal import Actor, House, Order
from workflow.queries.statistics import scope

Enter = Callable[[str], Visitor]
CLERK = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu", "chen_xiao")
AS_OF = "数据截至2026-02-28 12:00"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single case is much already."""
    for room in (figures, scope):
        monkeypatch.setattr(room, "MOST", 0)


def refuse(house: House) -> None:
    told = Refused(reasons=[Reason("R-GEN-05", "超过职数", "职数以内", ("某岗位",), "条例第59条")])
    with house.desk() as desk:
        refusals.keep(desk, Order("o", CLERK, NOW), "case:shen", "move m", told)


def count_anew(guest: Visitor, query: str = "") -> int:
    token = guest.hidden("/password")["csrf_token"]
    sent = guest.client.post(f"/statistics/count{query}", data={"csrf_token": token})
    return sent.status_code


def test_a_large_scope_speaks_as_of_its_last_count(enter: Enter, house: House, large: None) -> None:
    head = enter("gu_mingcheng")
    first = head.text("/statistics/")
    assert "本页数字为刚刚统计" in first and "重新统计" in first and "数据截至" not in first
    entries = len(rows(house, "entries"))
    assert count_anew(head) == 303
    assert AS_OF in head.text("/statistics/")
    refuse(house)
    assert "R-GEN-05" not in head.text("/statistics/").partition("<main")[2]
    assert "R-GEN-05" not in export(head).partition("\n")[2]
    assert "R-GEN-05" in head.text("/statistics/refused")  # a list is as it is now
    count_anew(head)
    assert "R-GEN-05" in head.text("/statistics/").partition("<main")[2]
    assert AS_OF in export(head) and "R-GEN-05" in export(head)
    assert len(rows(house, "entries")) == entries


def export(guest: Visitor) -> str:
    token = guest.hidden("/password")["csrf_token"]
    sent = guest.client.post("/statistics/refused/export", data={"form": "csv", "csrf_token": token})
    assert sent.status_code == 200
    return sent.data.decode("utf-8-sig")


def test_any_period_of_a_large_scope_is_told_from_one_count_by_whole_months(
    enter: Enter, house: House, large: None
) -> None:
    head = enter("gu_mingcheng")
    assert count_anew(head, "?from=2020-01-17&to=2020-12-03") == 303
    narrowed = head.text("/statistics/?from=2020-01-17&to=2020-12-03")
    assert AS_OF in narrowed and narrowed.count('class="empty"') == 5
    assert "范围：<b>2020-01-01至2020-12-31</b>" in narrowed and "期间按整月" in narrowed
    whole = head.text("/statistics/")
    assert AS_OF in whole and 'class="empty"' in whole  # nobody was appointed
    assert {(one.below, one.part) for one in rows(house, "figures")} == {
        ("linjiang/zuzhibu/", "own"), ("linjiang/", "whole")
    }  # fmt: skip
    assert "from=2025-03-01&amp;to=2026-02-28" in whole  # the last twelve months, this one too


def test_a_figure_of_some_months_leads_to_as_long_a_list(
    enter: Enter, house: House, large: None
) -> None:
    head = enter("gu_mingcheng")
    count_anew(head)
    page = head.text("/statistics/?from=2026-01-10&to=2026-01-10").partition("<main")[2]
    found = re.findall(r'<a href="(/statistics/opened[^"]+)">(\d+)</a>', page)
    assert found
    for path, count in found:
        assert f"共 {count} 条" in head.text(unescape(path))


def test_a_selection_is_counted_by_itself(enter: Enter, house: House, large: None) -> None:
    head = enter("gu_mingcheng")
    count_anew(head)
    page = head.text("/statistics/?selection=dongyi&from=2026-02-10")
    assert AS_OF not in page and "重新统计" not in page and "2026-02-10至" in page


def test_a_small_scope_is_always_as_it_is_now(enter: Enter, house: House) -> None:
    head = enter("gu_mingcheng")
    assert count_anew(head) == 303
    assert rows(house, "figures") == []
    page = head.text("/statistics/")
    assert "重新统计" not in page and "数据截至" not in page
    refuse(house)
    assert "R-GEN-05" in head.text("/statistics/").partition("<main")[2]


def test_who_sees_no_cases_has_nothing_counted(enter: Enter, house: House, large: None) -> None:
    for login in ("zhibu_shuji", "jiwei", "xitong"):
        guest = enter(login)
        assert count_anew(guest) == 404
    assert rows(house, "figures") == []
    count_anew(enter("gu_mingcheng"))
    assert {one.below for one in rows(house, "figures")} == {"linjiang/", "linjiang/zuzhibu/"}
    auditor = enter("shenji").text("/statistics/")
    assert "数据截至" not in auditor  # who looks over the country gets no city's figures
    forged = enter("gu_mingcheng").client.post("/statistics/count")
    assert forged.status_code == 400


def test_not_all_selections_are_offered_but_the_chosen_one_is(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scope, "LATEST", 0)
    head = enter("gu_mingcheng")
    assert '<option value="dongyi"' not in head.text("/statistics/")
    assert '<option value="dongyi" selected>' in head.text("/statistics/?selection=dongyi")


def test_large_scopes_are_counted_beside_the_work(
    house: House, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failed = House.reading, Event()

    def away(self: House) -> object:
        if not failed.is_set():
            failed.set()
            raise OperationalError("select", {}, Exception("the database is away"))
        return real(self)

    monkeypatch.setattr(House, "reading", away)
    counting = Counting(house, lambda: NOW, 0.01)
    counting.start()
    for _ in range(3000):
        if rows(house, "figures"):
            break
        time.sleep(0.01)
    counting.stop()
    assert failed.is_set() and "" in {one.below for one in rows(house, "figures")}
