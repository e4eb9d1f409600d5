"""Every error has a Chinese page with its number and the way out, and nothing typed is lost."""

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from playing import PASSWORD
from site_stage import ANSWER, BRANCH, NOW, TALK, TALKED, Visitor, rows
from werkzeug.test import TestResponse

from web.app import UPLOAD
from workflow.commands.logins import close_session
from workflow.journal import House
from workflow.journal.read import history

Enter = Callable[[str], Visitor]
TYPED = {**TALKED, "s0_summary": "认识清楚。\n第二段<b>。"}
HERE = {"Origin": "http://localhost"}
INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def kept(answer: TestResponse) -> dict[str, list[str]]:
    """What the form of an answer would send unseen."""
    found: dict[str, list[str]] = {}
    page = answer.get_data(as_text=True).partition("<main")[2]
    for name, value in INPUT.findall(page):
        found.setdefault(name, []).append(unescape(value))
    return found


def leave_open(leader: Visitor) -> dict[str, object]:
    """A form that is filled in, but not sent yet."""
    return {**leader.hidden(TALK), **TYPED}


def end_sessions(house: House) -> None:
    """What the end of a working day does."""
    with house.desk() as desk:
        for row in rows(house, "sessions"):
            close_session(desk, row.id, NOW)


def break_down() -> str:
    """A view with a fault."""
    raise ZeroDivisionError


def test_every_error_says_its_number_in_chinese_and_leads_on(
    enter: Enter, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    app.view_functions["people.index"] = break_down
    clerk = enter("chen_xiao")
    told = clerk.hidden("/cases/shen/activities/health_statement/record")
    health = "/cases/shen/activities/health_statement/record"
    large = {**told, "s0_document": (io.BytesIO(b"%PDF-1" + b"x" * UPLOAD), "大.pdf")}
    found = {
        400: clerk.client.post(health, data={"s0_class": "able"}),
        403: clerk.get("/cases/shen/activities/political_assessment/record"),
        404: clerk.get("/nowhere"),
        405: clerk.client.put("/people/"),
        413: clerk.client.post(health, data=large, content_type="multipart/form-data"),
        422: clerk.client.post(health, data={**told, "s0_class": "able", "command": "1"}),
        500: clerk.get("/people/"),
    }  # fmt: skip
    for status, answer in found.items():
        page = answer.get_data(as_text=True)
        assert answer.status_code == status, page
        number = answer.headers["X-Request-ID"]
        assert f"编号 {number}" in page
        assert number in caplog.text
        assert 'lang="zh-CN"' in page and 'href="/' in page.partition("<main")[2]
    assert "s0_class" not in caplog.text and "/cases/shen" not in caplog.text.partition("Trace")[0]


def test_who_may_not_is_told_who_may(enter: Enter) -> None:
    page = enter("chen_xiao").get("/cases/shen/activities/political_assessment/record")
    words = page.get_data(as_text=True)
    assert "由谁提供：政治素质考察人员" in words and "R-DUTY-01" in words


def test_who_guesses_too_often_waits_and_is_told_the_number(app: Flask) -> None:
    guest = Visitor(app.test_client())
    for _ in range(5):
        guest.submit("/login", {"login": "chen_xiao", "password": "猜"})
    answer = guest.submit("/login", {"login": "chen_xiao", "password": PASSWORD})
    assert answer.status_code == 429
    assert f"编号 {answer.headers['X-Request-ID']}" in answer.get_data(as_text=True)


def test_who_is_too_late_is_told_who_moved_the_case_when_and_by_what(enter: Enter) -> None:
    leader = enter("lu_ping")
    told = leave_open(leader)
    assert enter("zhibu_shuji").submit(BRANCH, ANSWER).status_code == 303
    answer = leader.client.post(TALK, data=told)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    late = page.partition("您打开本页以后，新办理了 1 件")[2].partition("</ul>")[0]
    for words in ("石磊", "党支部书记", "2026-02-28 12:00", "所在党支部意见·书面答复", "现实表现好，敢于担当。"):
        assert words in late
    assert "认识清楚。" in page  # and what was typed stands in its field


def test_a_session_that_ends_in_a_long_form_loses_nothing_typed(
    enter: Enter, house: House
) -> None:
    leader = enter("lu_ping")
    told = leave_open(leader)
    end_sessions(house)
    before = len(rows(house, "entries"))
    asked = leader.client.post(TALK, data=told, headers=HERE)
    assert asked.status_code == 401
    assert "认识清楚。\n第二段&lt;b&gt;。" in asked.get_data(as_text=True)
    again = {**kept(asked), "again_login": "lu_ping", "again_password": "猜"}
    wrong = leader.client.post(TALK, data=again, headers=HERE)
    assert wrong.status_code == 401 and "登录名或者口令不对" in wrong.get_data(as_text=True)
    again = {**kept(wrong), "again_login": "lu_ping", "again_password": PASSWORD}
    assert "again_password" not in kept(wrong)
    assert len(rows(house, "entries")) == before
    done = leader.client.post(TALK, data=again, headers=HERE)
    assert done.status_code == 303, done.get_data(as_text=True)
    with house.reading() as desk:
        last = history(desk, "case:shen")[-1]
    assert last.values["summary"] == "认识清楚。\n第二段<b>。"
    assert last.values["talkers"] == ["lu_ping", "bai_lu"]
    assert leader.get("/cases/shen").status_code == 200


def test_what_another_site_sends_is_neither_kept_nor_sent_again(
    enter: Enter, house: House
) -> None:
    leader = enter("lu_ping")
    told = leave_open(leader)
    for headers in ({}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}):
        forged = leader.client.post(TALK, data={**told, "csrf_token": "x"}, headers=headers)
        assert forged.status_code == 400
        assert "认识清楚" not in forged.get_data(as_text=True)
    end_sessions(house)
    answer = leader.client.post(TALK, data=told, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login")


def test_a_form_from_before_logging_in_anew_is_kept_and_sent_again(
    enter: Enter, house: House
) -> None:
    leader = enter("lu_ping")
    told = leave_open(leader)
    leader.client.post("/logout", data={"csrf_token": told["csrf_token"]})
    asked = leader.client.post(TALK, data=told, headers=HERE)
    assert asked.status_code == 401  # neither the mark nor the session is there any more
    leader.submit("/login", {"login": "lu_ping", "password": PASSWORD})
    refused = leader.client.post(TALK, data=told, headers=HERE)
    assert refused.status_code == 400
    assert "认识清楚。" in refused.get_data(as_text=True)
    assert leader.client.post(TALK, data=kept(refused), headers=HERE).status_code == 303


def test_an_order_that_was_spent_is_sent_again_as_another_one(enter: Enter) -> None:
    leader = enter("lu_ping")
    told = leave_open(leader)
    assert leader.client.post(TALK, data=told, headers=HERE).status_code == 303
    spent = leader.client.post(TALK, data={**told, "s0_summary": "改写。"}, headers=HERE)
    assert spent.status_code == 409 and "卢平" in spent.get_data(as_text=True)
    again = leader.client.post(TALK, data=kept(spent), headers=HERE)
    page = again.get_data(as_text=True)
    assert again.status_code == 409 and "新办理了 1 件" in page and "改写。" in page


def test_no_password_is_tried_beside_a_form_without_its_mark(enter: Enter, house: House) -> None:
    leader = enter("lu_ping")
    told = leave_open(leader)
    end_sessions(house)
    before = rows(house, "login_attempts")
    forged = {**told, "csrf_token": "x", "again_login": "lu_ping", "again_password": PASSWORD}
    assert leader.client.post(TALK, data=forged, headers=HERE).status_code == 401
    assert rows(house, "login_attempts") == before


def test_files_are_not_kept_and_their_names_are_told(enter: Enter, house: House) -> None:
    auditor = enter("ding_wen")
    path = "/cases/shen/activities/four_checks/record"
    told = {**auditor.hidden(path), "s0_basis": "已补", "s0_document": (io.BytesIO(b"%PDF-1"), "函.pdf")}
    end_sessions(house)
    asked = auditor.client.post(path, data=told, headers=HERE, content_type="multipart/form-data")
    page = asked.get_data(as_text=True)
    assert asked.status_code == 401
    assert "附件没有保存" in page and "函.pdf" in page and "s0_document" not in kept(asked)


def test_a_page_asked_for_without_a_session_leads_to_the_login_and_back(
    enter: Enter, house: House
) -> None:
    guest = enter("lu_ping")
    end_sessions(house)
    assert guest.get("/cases/shen?day=1").headers["Location"] == "/login?next=/cases/shen?day%3D1"
