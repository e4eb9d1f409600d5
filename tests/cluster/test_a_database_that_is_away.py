"""A database that is away is waited for, with growing pauses and an end; what will not pass is not."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from linear import linear_edition, linear_house
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError

from workflow.errors import (
    CaseMoved,
    DatabaseAway,
    DatabaseFails,
    GivenUp,
    NotReplicated,
    WorkflowError,
)
from workflow.journal import Patience
from workflow.journal.away import in_our_words, patiently
from workflow.models.committed import UnreplicatedCommit, is_unreplicated


@dataclass
class Clock:
    """A clock that only sleep moves."""

    told: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.told += seconds
        self.slept.append(seconds)

    def patience(self, seconds: float) -> Patience:
        return Patience(seconds, lambda: self.told, self.sleep)


def failing(times: int, error: WorkflowError) -> Callable[[], str]:
    left = [error] * times

    def attempt() -> str:
        if left:
            raise left.pop()
        return "done"

    return attempt


def of_state(state: str) -> DBAPIError:
    return OperationalError("x", {}, psycopg.errors.lookup(state)("x"))


@pytest.mark.parametrize("error", [DatabaseAway(), GivenUp(), NotReplicated()])
def test_the_pauses_grow_from_a_tenth_of_a_second_to_one(error: WorkflowError) -> None:
    clock = Clock()
    assert patiently(clock.patience(30), failing(6, error)) == "done"
    assert clock.slept == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0]


def test_waiting_has_an_end_and_tells_the_last_error() -> None:
    clock = Clock()
    with pytest.raises(DatabaseAway, match="数据库暂时不能办理，请稍后用同一页面重试"):
        patiently(clock.patience(5), failing(99, DatabaseAway()))
    assert 4 <= clock.told <= 5


def test_whoever_has_no_patience_is_told_at_once() -> None:
    clock = Clock()
    with pytest.raises(DatabaseAway):
        patiently(clock.patience(0), failing(1, DatabaseAway()))
    assert clock.slept == []


@pytest.mark.parametrize("error", [CaseMoved(), WorkflowError()])
def test_what_will_not_pass_is_not_tried_again(error: WorkflowError) -> None:
    clock = Clock()
    with pytest.raises(type(error)):
        patiently(clock.patience(5), failing(1, error))
    assert clock.slept == []


@pytest.mark.parametrize(
    "state", ["08000", "08003", "08006", "08P01", "57P01", "57P02", "57P03", "25006"]
)
def test_a_server_that_is_away_or_only_reads_may_come_back(state: str) -> None:
    assert type(in_our_words(of_state(state))) is DatabaseAway


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_transaction_given_up_for_another_may_be_begun_anew(state: str) -> None:
    assert type(in_our_words(of_state(state))) is GivenUp


@pytest.mark.parametrize("state", ["57014", "23505", "42P01", "XX001"])
def test_what_waiting_does_not_mend_stays_what_it_is(state: str) -> None:
    assert in_our_words(of_state(state)) is None


@pytest.mark.parametrize("state", ["53100", "53200", "58030"])
def test_a_server_whose_disk_is_full_or_broken_says_so(state: str) -> None:
    assert type(in_our_words(of_state(state))) is DatabaseFails


def test_a_lost_connection_has_no_state_and_may_come_back() -> None:
    lost = OperationalError("x", {}, psycopg.OperationalError("the connection is lost"))
    assert type(in_our_words(lost)) is DatabaseAway
    odd = InternalError("x", {}, psycopg.InterfaceError("cursor closed"))
    assert in_our_words(odd) is None


def test_whatever_the_driver_makes_of_a_lost_connection_it_may_come_back() -> None:
    # What PgBouncer says when its server dies in a transaction: the server's last word, then its own.
    said = psycopg.InternalError("received 2 results from command 'COMMIT'")
    assert (
        type(in_our_words(InternalError("x", {}, said, connection_invalidated=True)))
        is DatabaseAway
    )
    assert in_our_words(InternalError("x", {}, said)) is None


def test_trouble_of_sqlite_is_not_called_away() -> None:
    assert in_our_words(OperationalError("x", {}, Exception("disk full"))) is None


def test_an_unreplicated_commit_has_a_name_of_its_own() -> None:
    told = in_our_words(OperationalError("x", {}, UnreplicatedCommit("x")))
    assert type(told) is NotReplicated
    assert told.status == 503


@dataclass
class Told:
    """What a server says beside an answer."""

    severity_nonlocalized: str
    sqlstate: str
    message_primary: str | None


@pytest.mark.parametrize(
    ("notice", "unreplicated"),
    [
        (Told("WARNING", "01000", "canceling wait for synchronous replication due to user request"), True),
        (Told("WARNING", "01000", "由于用户请求而取消等待同步复制"), True),
        (Told("WARNING", "57P01", "canceling the wait for synchronous replication and terminating"), True),
        (Told("NOTICE", "00000", "something else"), False),
        (Told("WARNING", "25P01", "there is no transaction in progress"), False),
        (Told("NOTICE", "00000", None), False),
    ],
)  # fmt: skip
def test_the_warning_is_known_in_every_language(notice: Any, unreplicated: bool) -> None:
    assert is_unreplicated(notice) is unreplicated


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_command_begun_anew_finds_a_desk_of_its_own(url: str, tmp_path: Path) -> None:
    house, desks = linear_house(url, tmp_path, linear_edition(1), 1)[0], list[object]()

    def command(desk: object) -> str:
        desks.append(desk)
        if len(desks) < 3:
            raise GivenUp()
        return "done"

    assert house.carry_out(command, Clock().patience(9)) == "done"
    assert len(set(map(id, desks))) == 3
