"""Notices on the site: the text comes from the data, the window is shown day by day, the register is kept."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from site_stage import Visitor, everything, rows
from test_asked_on_the_site import content

from web.months import months
from workflow.guards.window import Window
from workflow.journal import House
from workflow.workdays import Calendar, Year

Enter = Callable[[str], Visitor]
PREVIEW = "/cases/shen/notices/investigation_preview"
ACTS = "/cases/shen/activities/investigation_preview"
POST = "/cases/shen/activities/publicity_notice/post"
COMPLAINT = {
    "s0_no": "信1", "s0_received_on": "2026-02-27", "s0_signed": "yes", "s0_concrete": "yes",
    "s0_content": "反映其在评审中打招呼。",
}  # fmt: skip


def test_the_text_is_drafted_from_the_data_and_anew_for_what_was_typed(
    enter: Enter, house: House
) -> None:
    chief, before = enter("zhou_lan"), len(rows(house, "entries"))
    page = chief.text(POST)
    for words in ("沈砚青，女，汉族，1990年3月生", "现任市直机关工委组织部部长", "拟任市直机关工委副书记",
                  "自2026年2月28日发布之日起至2026年3月6日止（5个工作日）", "市委组织部"):  # fmt: skip
        assert words in page, words
    typed = {"draft": "1", "s0_posted_on": "2026-03-26", "s0_term": "试用期一年",
             "s0_phone": "0000-12380", "s0_range": "全市", "s0_text": "旧稿"}  # fmt: skip
    answer = chief.submit(POST, typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "旧稿" not in page
    for words in ("拟任市直机关工委副书记（试用期一年）", "至2026年4月2日止", "受理电话：0000-12380"):
        assert words in page, words
    assert chief.submit(POST, {**typed, "s0_posted_on": "不是日期"}).status_code == 200
    assert len(rows(house, "entries")) == before


def test_a_notice_shows_its_window_day_by_day(enter: Enter) -> None:
    page = enter("lu_ping").text(PREVIEW)
    assert "公示期日历" in page and "1 个工作日" in page
    assert len(re.findall("第1个工作日", page)) == 1
    for mark in ("发布", "首日", "末日"):
        assert f"<small>{mark}</small>" in page
    assert "沈砚青" in enter("lu_ping").text("/publicity/?stage=all")
    assert enter("lu_ping").get("/publicity/?stage=none").status_code == 404
    assert enter("lu_ping").get(f"{PREVIEW}?round=9").status_code == 404
    assert enter("lu_ping").get("/cases/shen/notices/publicity_notice").status_code == 404


def test_what_was_reported_is_read_by_who_keeps_the_register_and_by_auditors(enter: Enter) -> None:
    leader = enter("lu_ping")
    answer = leader.submit(f"{ACTS}/complain?back={PREVIEW}", COMPLAINT)
    assert answer.status_code == 303, content(answer.get_data(as_text=True))
    assert answer.headers["Location"] == PREVIEW
    pages = (PREVIEW, "/cases/shen", "/cases/shen/history")
    said = COMPLAINT["s0_content"]
    for login in ("lu_ping", "shenji"):
        assert said in enter(login).text(PREVIEW), login
    assert "卢平 登记" in leader.text(PREVIEW) and "署名" in leader.text(PREVIEW)
    assert said in leader.text("/cases/shen/history")
    for login in ("chen_xiao", "bai_lu", "song_yu"):
        guest = enter(login)
        assert [path for path in pages if said in guest.text(path)] == [], login
        assert "收到反映 1 件，已了结 0 件" in content(guest.text(PREVIEW))
    resolved = {"s0_no": "信1", "s0_finding": "查无实据。", "s0_outcome": "unfounded",
                "s0_closed_on": "2026-02-28"}  # fmt: skip
    assert leader.submit(f"{ACTS}/resolve", resolved).status_code == 303
    clerk = enter("chen_xiao")
    assert [path for path in pages if "查无实据" in clerk.text(path)] == []
    assert "查无实据" in leader.text(PREVIEW)


@pytest.mark.parametrize("path", ["/publicity/", PREVIEW, f"{PREVIEW}/sheet"])
def test_looking_at_notices_writes_nothing(enter: Enter, house: House, path: str) -> None:
    chief = enter("zhou_lan")
    before = everything(house)
    chief.text(path)
    assert everything(house) == before


def year(number: int, status: str, off: str = "", work: str = "") -> Year:
    days = [frozenset(map(date.fromisoformat, text.split())) for text in (off, work)]
    return Year(number, status, "虚构", *days)  # type: ignore[arg-type]


CALENDAR = Calendar((
    year(2026, "official", "2026-12-31", "2026-12-26"), year(2027, "estimated", "2027-01-01"),
))  # fmt: skip


def test_the_days_of_a_window_are_counted_over_holidays_and_years() -> None:
    span = Window(date(2026, 12, 25), 5, "exclusive", date(2027, 1, 4), estimated=True)
    told = list(months(CALENDAR, span, date(2026, 12, 28)))
    assert [(one.year, one.month, one.estimated) for one in told] == [
        (2026, 12, False), (2027, 1, True),
    ]  # fmt: skip
    cells = {one.day: one for month in told for week in month.weeks for one in week if one}
    counted = {day: one.counted for day, one in cells.items() if one.counted}
    assert list(counted.values()) == [1, 2, 3, 4, 5]
    kinds = {(12, 26): "made_up", (12, 27): "weekend", (12, 31): "holiday", (12, 28): "work"}
    assert {key: cells[date(2026, *key)].kind for key in kinds} == kinds
    assert cells[date(2026, 12, 25)].marks == ("发布",) and not cells[date(2026, 12, 25)].counted
    assert cells[date(2026, 12, 26)].marks == ("首日",) and cells[date(2027, 1, 4)].marks == ("末日",)
    assert cells[date(2026, 12, 28)].today and "第2个工作日" in cells[date(2026, 12, 28)].told


def test_a_year_without_arrangement_is_shown_as_unknown() -> None:
    span = Window(date(2028, 2, 28), 5, "inclusive", missing=2028)
    (month,) = months(CALENDAR, span, date(2028, 2, 28))
    assert {one.kind for week in month.weeks for one in week if one} == {"unknown"}
    assert not month.estimated
