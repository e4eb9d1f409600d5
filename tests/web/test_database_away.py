"""While the database changes its primary a page waits, does what was asked once, or says to come back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from flask import Flask
from site_stage import TALK, TALKED, Visitor, talks
from sqlalchemy.exc import OperationalError

from web.house import USUAL
from web.house import install as give
from workflow.errors import DatabaseAway
from workflow.journal import Desk, House, Patience

Enter = Callable[[str], Visitor]
REAL = House.desk
LOST = OperationalError("SELECT 秘密", {}, psycopg.errors.AdminShutdown("terminating connection"))


class Failing:
    """Desks of a database that goes away `times` times, before or after the COMMIT."""

    def __init__(self, times: int, *, after: bool = False) -> None:
        self.left, self.after = times, after

    @contextmanager
    def desk(self, house: House) -> Iterator[Desk]:
        failing, self.left = self.left > 0, self.left - 1
        if failing and not self.after:
            raise DatabaseAway() from LOST
        with REAL(house) as desk:
            yield desk
        if failing:
            raise DatabaseAway() from LOST


@pytest.fixture
def slept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the site slept; its clock moves by nothing else."""
    told: list[float] = []
    site = app.extensions["cadre"]
    patience = Patience(USUAL.seconds, lambda: sum(told), told.append)
    monkeypatch.setitem(app.extensions, "cadre", type(site)(site.house, site.now, patience))
    return told


@pytest.mark.parametrize("after", [False, True])
def test_what_was_sent_during_a_failover_is_done_once(
    enter: Enter, house: House, slept: list[float], monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    leader = enter("lu_ping")
    told, before = leader.hidden(TALK), talks(house)
    failing = Failing(2, after=after)
    monkeypatch.setattr(House, "desk", lambda self: failing.desk(self))
    answer = leader.client.post(TALK, data={**told, **TALKED})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert talks(house) == before + 1
    assert slept == [0.1, 0.2]


def test_a_database_that_stays_away_says_to_send_the_same_page_again(
    enter: Enter, house: House, slept: list[float], monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    leader = enter("lu_ping")
    told, before = leader.hidden(TALK), talks(house)
    failing = Failing(999)
    monkeypatch.setattr(House, "desk", lambda self: failing.desk(self))
    origin = {"Origin": "http://localhost"}
    answer = leader.client.post(TALK, data={**told, **TALKED}, headers=origin)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "数据库暂时不能办理，请稍后用同一页面重试" in page
    assert f'name="command" value="{told["command"]}"' in page and "认识清楚。" in page
    assert sum(slept) <= USUAL.seconds
    assert "terminating connection" in caplog.text and "秘密" not in caplog.text
    monkeypatch.setattr(House, "desk", REAL)
    assert leader.client.post(TALK, data={**told, **TALKED}).status_code == 303
    assert talks(house) == before + 1


def test_a_page_waits_for_a_desk_to_look_from(
    enter: Enter, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, real, failing = enter("chen_xiao"), House.reading, [LOST] * 3

    def reading(house: House, *paths: object) -> object:
        if failing:
            failing.pop()
            raise DatabaseAway()
        return real(house, *paths)

    monkeypatch.setattr(House, "reading", reading)
    assert clerk.get("/people/").status_code == 200
    assert slept == [0.1, 0.2, 0.4]


def test_a_page_that_loses_its_database_says_to_come_back(enter: Enter, app: Flask) -> None:
    clerk = enter("chen_xiao")

    def lose() -> str:
        raise LOST

    app.view_functions["people.index"] = lose
    answer = clerk.get("/people/")
    assert answer.status_code == 503
    assert "数据库暂时不能办理" in answer.get_data(as_text=True)


def test_another_trouble_of_the_database_is_a_fault(enter: Enter, app: Flask) -> None:
    clerk = enter("chen_xiao")

    def full() -> str:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    app.view_functions["people.index"] = full
    assert clerk.get("/people/").status_code == 500


def test_the_site_waits_as_long_as_a_failover_takes(app: Flask, house: House) -> None:
    other = Flask(__name__)
    give(other, house, app.extensions["cadre"].now)
    assert other.extensions["cadre"].patience is USUAL
    assert USUAL.seconds >= 25
