"""A disk that is full or broken: the page says so in Chinese, keeps what was typed, and nothing is doubled."""

import errno
import io
import sqlite3
from collections.abc import Callable

import pytest
from breaking import Faults, breaking, breaking_database
from flask import Flask
from site_stage import TALK, TALKED, Visitor, rows, talks
from werkzeug.test import TestResponse

from workflow.journal import House

Enter = Callable[[str], Visitor]
HERE = {"Origin": "http://localhost"}


def full() -> sqlite3.Error:
    """What SQLite says then."""
    told = sqlite3.OperationalError("database or disk is full")
    told.sqlite_errorcode = sqlite3.SQLITE_FULL
    return told


def broken() -> sqlite3.Error:
    """And when the disk does not take what is written."""
    told = sqlite3.OperationalError("disk I/O error")
    told.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
    return told


@pytest.mark.parametrize("error", [full, pytest.param(broken, marks=pytest.mark.nightly)])
@pytest.mark.parametrize(("only", "kept"), [
    pytest.param("BEGIN IMMEDIATE", False, marks=pytest.mark.nightly),
    pytest.param("INSERT INTO entries", False, marks=pytest.mark.nightly),
    pytest.param("INSERT INTO leaves", True, marks=pytest.mark.nightly),
    pytest.param("COMMIT", False, marks=pytest.mark.nightly),
    ("COMMIT", True),
])  # fmt: skip
def test_a_page_whose_record_could_not_be_written_says_so_and_is_sent_again(
    enter: Enter, house: House, caplog: pytest.LogCaptureFixture, only: str, kept: bool,
    error: Callable[[], sqlite3.Error],
) -> None:  # fmt: skip
    leader = enter("lu_ping")
    told, before = leader.hidden(TALK), talks(house)
    with breaking_database(house.engine, faults := Faults(1, error, kept, only)):
        answer = leader.client.post(TALK, data={**told, **TALKED}, headers=HERE)
    page = answer.get_data(as_text=True)
    assert faults.broke and answer.status_code == 503
    assert "数据库现在写不进去，请告知系统管理员" in page
    assert "本次没有登记任何内容" not in page  # for nobody can know
    assert f'name="command" value="{told["command"]}"' in page and "认识清楚。" in page
    assert "Traceback" not in page and "INSERT" not in page and "sqlite" not in page
    assert f"编号 {answer.headers['X-Request-ID']}" in page
    assert str(error()) in caplog.text and "认识清楚" not in caplog.text
    assert talks(house) == before + (kept and only == "COMMIT")
    again = leader.client.post(TALK, data={**told, **TALKED}, headers=HERE)
    assert again.status_code == 303, again.get_data(as_text=True)
    assert talks(house) == before + 1


def test_what_is_only_looked_at_is_shown_while_nothing_can_be_written(
    enter: Enter, app: Flask, house: House
) -> None:
    leader = enter("lu_ping")
    with breaking_database(house.engine, faults := Faults(1, full, only="COMMIT")):
        assert leader.get("/cases/shen").status_code == 200
    assert not faults.broke


@pytest.mark.nightly
@pytest.mark.parametrize("step", range(1, 6))
def test_an_attachment_that_the_disk_did_not_take_is_named_by_no_record(
    enter: Enter, house: House, step: int
) -> None:
    """Nothing was recorded, and so the page says; half a file is not left behind."""
    auditor = enter("ding_wen")
    path = "/cases/shen/activities/four_checks/record"
    told, before = auditor.hidden(path), rows(house, "entries")
    files = set(house.attachments.rglob("*"))

    def sent() -> TestResponse:
        paper = {"s0_document": (io.BytesIO(b"%PDF-1" + b"x" * 9000), "函.pdf"), "s0_basis": "已补"}
        return auditor.client.post(
            path, data={**told, **paper}, headers=HERE, content_type="multipart/form-data"
        )

    with breaking(faults := Faults(step, lambda: OSError(errno.ENOSPC, "No space left on device"))):
        answer = sent()
    page = answer.get_data(as_text=True)
    assert faults.broke and answer.status_code == 500, faults.steps
    assert "本次没有登记任何内容" in page and "已补" in page and "No space" not in page
    assert rows(house, "entries") == before
    left = [one for one in set(house.attachments.rglob("*")) - files if one.is_file()]
    assert len(left) <= 1 and all(one.name.isalnum() for one in left)
    assert "数据库" not in page
    assert sent().status_code != 500
