"""Each day commits to the refused attempts since the day before: one that is gone or other shows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, CLERK, linear_edition, linear_house
from sqlalchemy import text

from workflow.commands import refusals
from workflow.commands.checkpoints import place_waiting
from workflow.commands.heads import commit_heads
from workflow.errors import NotAvailable, Reason
from workflow.journal import House, Order
from workflow.models import open_engine
from workflow.queries.verify import verify

DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NO = NotAvailable("当前步骤不能办理", [Reason("R-GEN-06", "甲已在考察", "在可以办理的步骤办理")])


def refuse(house: House, id: str, at: datetime) -> None:
    with house.desk() as desk:
        refusals.keep(desk, Order(id, CLERK, at), "case:case0", "move m1", NO)


def close(house: House, at: datetime) -> None:
    with house.desk() as desk:
        commit_heads(desk, at)
    place_waiting(house)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Three attempts before the first heads, one before the second, one that no day covers yet."""
    made = linear_house(url, tmp_path, linear_edition(1), 1)[0]
    for number in range(3):
        refuse(made, f"r{number}", AT + timedelta(minutes=number))
    close(made, DAY)
    refuse(made, "r3", DAY + timedelta(hours=2))
    close(made, DAY + timedelta(days=1))
    refuse(made, "r4", DAY + timedelta(days=1, hours=1))
    return made


def found(house: House) -> list[tuple[str, str]]:
    with house.reading() as desk:
        return [(one.kind, one.what) for one in verify(desk).broken]


def as_owner(house: House, *statements: str) -> None:
    """Done past the laws, as whoever holds the database can."""
    engine = open_engine(house.engine.url.render_as_string(False))
    with engine.begin() as db:
        disarm(db, "refused_attempts")
        for one in statements:
            db.execute(text(one))
    engine.dispose()


def test_what_was_refused_is_committed_to_once_a_day_and_one_that_is_gone_shows(house: House) -> None:
    assert found(house) == []
    with house.engine.connect() as db:
        told = db.scalars(text("SELECT content FROM entries WHERE subject = 'ledger:heads' ORDER BY seq")).all()
    assert '"refused":{"count":3' in told[0] and '"refused":{"count":1' in told[1]
    as_owner(house, "DELETE FROM refused_attempts WHERE command = 'r3'")
    assert found(house) == [("deleted", "当日承诺被拒绝的办理1次，现有0次：被删去")]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("statement", "kind"), [
    ("DELETE FROM refused_attempts WHERE command = 'r1'", "deleted"),
    ("DELETE FROM refused_attempts WHERE command = 'r3'", "deleted"),
    ("UPDATE refused_attempts SET account = 'head' WHERE command = 'r0'", "edited"),
    ("UPDATE refused_attempts SET message = '已办结' WHERE command = 'r4'", "edited"),
    ("UPDATE refused_attempts SET salt = '' WHERE command = 'r2'", "edited"),
    ("UPDATE refused_attempts SET salt = 'zz' WHERE command = 'r2'", "edited"),
    ("UPDATE refused_attempts SET at = '2026-03-01T01:00:00+00:00' WHERE command = 'r4'", "inserted"),
])  # fmt: skip
def test_one_that_is_gone_other_or_put_in_between_is_told_by_its_kind(house: House, statement: str, kind: str) -> None:
    as_owner(house, statement)
    assert {one for one, _ in found(house)} == {kind}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_an_attempt_that_is_no_attempt_is_told_and_not_raised(house: House) -> None:
    as_owner(house, "UPDATE refused_attempts SET at = x'00' WHERE command = 'r0'")
    assert {kind for kind, _ in found(house)} == {"deleted"}
    as_owner(house, "UPDATE refused_attempts SET what = x'00' WHERE command = 'r2'")
    assert any("读不出来" in what for _, what in found(house))
    with house.engine.begin() as db:
        db.execute(text("DROP TRIGGER entries_refuse_update"))
        db.execute(text("UPDATE entries SET content = 'x' WHERE subject = 'ledger:heads'"))
    assert "edited" in {kind for kind, _ in found(house)}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_clock_that_goes_back_begins_no_day_before_the_last(house: House) -> None:
    with house.desk() as desk:
        assert commit_heads(desk, DAY) is None
        assert commit_heads(desk, DAY + timedelta(days=2)) is not None
    place_waiting(house)
    assert found(house) == []
