"""Odd input: whatever is sent by hand gets a Chinese answer, never a fault, and changes nothing."""

import re
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import Visitor, everything, rows

from web.forms.rows import MOST_ROWS
from web.forms.texts import LONG
from workflow.journal import House

Enter = Callable[[str], Visitor]
TALKS = "/cases/shen/activities/investigation_talks/record"
TALKED = {
    "s0_rows-0-c_group": "unit_leaders", "s0_rows-0-c_number": "6", "s0_rows-0-c_on": "2026-02-26",
    "s0_summary": "谈话六人。",
}  # fmt: skip
HEALTH = "/cases/shen/activities/health_statement/record"
STATED = {"s0_class": "able", "s0_issued_by": "市第一人民医院"}


@pytest.mark.parametrize("wanted", ["/\t/evil.example", "/\n/evil.example", "/a\r\nX: y", "/\\e", "//e"])
def test_what_a_browser_would_read_as_another_site_is_no_path_of_this_one(
    app: Flask, wanted: str
) -> None:
    guest = Visitor(app.test_client())
    answer = guest.client.post(
        "/login", query_string={"next": wanted},
        data={**guest.hidden("/login"), "login": "zhou_lan", "password": PASSWORD},
    )  # fmt: skip
    assert (answer.status_code, answer.location) == (303, "/")


def test_the_way_back_never_leads_to_another_site(enter: Enter) -> None:
    guest = enter("zhou_lan")
    page = guest.client.get("/cases/nobody", headers={"Referer": "http://localhost//evil.example"})
    assert "evil.example" not in page.get_data(as_text=True)
    page = guest.client.get("/cases/nobody", headers={"Referer": "http://localhost/people/"})
    assert 'href="/people/">返回上一页' in page.get_data(as_text=True)


def test_who_is_not_logged_in_switches_no_duty(app: Flask) -> None:
    guest = Visitor(app.test_client())
    told = {**guest.hidden("/login"), "duty": "cadre_chief@zuzhibu"}
    answer = guest.client.post("/duty", data=told)
    assert (answer.status_code, answer.location) == (303, "/login")


@pytest.mark.parametrize("number", ["²", "٣", "9" * 30, "9" * 5000, "-1", "x"])
def test_a_row_of_no_number_is_no_row(enter: Enter, house: House, number: str) -> None:
    member = enter("bai_lu")
    before = len(rows(house, "entries"))
    answer = member.submit(TALKS, {**TALKED, f"s0_rows-{number}-c_number": "7"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert len(rows(house, "entries")) == before + 1


def test_more_rows_than_a_page_shows_are_refused_and_none_is_dropped(
    enter: Enter, house: House
) -> None:
    member = enter("bai_lu")
    before = everything(house)
    many = {f"s0_rows-{place}-c_number": "1" for place in range(MOST_ROWS + 1)}
    answer = member.submit(TALKS, {**many, **TALKED})
    assert answer.status_code == 422
    assert f"不超过{MOST_ROWS}行" in answer.get_data(as_text=True)
    assert everything(house) == before


def test_a_text_longer_than_anybody_reads_is_refused_with_its_length(enter: Enter) -> None:
    member = enter("bai_lu")
    answer = member.submit(TALKS, {**TALKED, "s0_summary": "长" * (LONG + 1)})
    assert answer.status_code == 422
    assert f"现有{LONG + 1}字" in answer.get_data(as_text=True)
    assert member.submit(TALKS, {**TALKED, "s0_summary": "长" * LONG}).status_code == 303


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\x00", "\x1b", "\n"])
def test_no_name_or_reason_holds_what_cannot_be_seen(
    enter: Enter, house: House, mark: str
) -> None:
    clerk = enter("chen_xiao")
    before = everything(house)
    forms = {
        "/people/new": {"name": f"王{mark}五", "organization": "zuzhibu"},
        "/selections/new": {"title": f"甲{mark}乙"},
        HEALTH: {**STATED, "occurred_on": "2026-02-20", "late_reason": f"补{mark}录"},
    }
    for path, filled in forms.items():
        answer = clerk.submit(path, filled)
        assert answer.status_code == 422, path
        assert f"U+{ord(mark):04X}" in answer.get_data(as_text=True), path
    assert everything(house) == before


@pytest.mark.parametrize("spelled", [
    "urn:uuid:{}", "{{{}}}", "{} ", "\u3000{}",
])  # fmt: skip
def test_a_command_id_in_another_spelling_is_none(
    enter: Enter, house: House, spelled: str
) -> None:
    clerk = enter("chen_xiao")
    before = len(rows(house, "entries"))
    told = spelled.format(uuid.uuid4())
    filled = {"name": "王五", "organization": "zuzhibu"}
    assert clerk.submit("/people/new", filled, command=told).status_code == 422
    assert len(rows(house, "entries")) == before


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "2026-01-11", "9999-12-31", "２０２６-０２-２８", "昨天"])
@pytest.mark.parametrize("path", [HEALTH, "/cases/shen/moves/conclude_investigation"])
def test_a_business_day_that_cannot_be_is_refused(
    enter: Enter, house: House, path: str, day: str
) -> None:
    who = enter("chen_xiao" if path == HEALTH else "lu_ping")
    before = len(rows(house, "entries"))
    answer = who.submit(path, {**STATED, "occurred_on": day, "late_reason": "补录"})
    assert answer.status_code == 422
    assert len(rows(house, "entries")) == before


@pytest.mark.parametrize("number", ["-1", "1e9", "1.5", "9" * 30, "9" * 5000, "NaN"])
def test_a_figure_that_is_none_is_refused_beside_its_field(enter: Enter, number: str) -> None:
    answer = enter("bai_lu").submit(TALKS, {**TALKED, "s0_rows-0-c_number": number})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="s0_rows-0-c_number-fault"' in page
    assert "Not a valid" not in page


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/cases/shen", "/duty", "/login", "/people/", HEALTH])
def test_other_methods_are_answered_with_those_that_may_be_used(
    enter: Enter, house: House, method: str, path: str
) -> None:
    guest = enter("chen_xiao")
    before = everything(house)
    answer = guest.client.open(path, method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"] or path == "/duty"
    assert "不能这样办理" in answer.get_data(as_text=True)
    assert everything(house) == before


@pytest.mark.parametrize("body, kind", [
    (b"login=%ff%fe&password=\xff", "application/x-www-form-urlencoded"),
    (b'{"login": {"a": [1]}}', "application/json"),
    (b"--x\r\ngarbage", "multipart/form-data; boundary=x"),
    (b"x", "multipart/form-data"),
])
def test_a_body_that_is_no_form_is_refused_in_chinese(app: Flask, body: bytes, kind: str) -> None:
    answer = app.test_client().post("/login", data=body, content_type=kind)
    assert answer.status_code == 400
    assert "请求有误" in answer.get_data(as_text=True)


def test_only_who_has_a_file_is_named_for_a_post(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    path = "/selections/dongyi/cases/new"
    filed = {one.person for one in rows(house, "names")}
    shown = clerk.text(path).partition('name="person"')[2].partition("</select>")[0]
    offered = set(re.findall(r'value="([^"]+)"', shown))
    assert offered == filed
    before = len(rows(house, "entries"))
    answer = clerk.submit(path, {"number": "9", "person": "song_yu", "post": "gongwei_deputy"})
    assert answer.status_code == 422
    assert len(rows(house, "entries")) == before
