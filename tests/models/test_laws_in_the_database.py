"""The database itself keeps the record: whoever writes SQL by hand is refused too."""

import json

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError

from workflow import migrations
from workflow.models import FIXED, entries, open_engine

ROW = {
    "subject": "case:c1", "at": "2026-01-12T01:00:00.000000Z", "occurred_on": "2026-01-12",
    "kind": "open", "account": "a", "duty": "cadre_clerk", "command": "k", "province": "42",
    "case_year": 2026, "body": b"{}", "act": "", "activity": "", "about": "",
}  # fmt: skip


@pytest.fixture
def engine(url: str) -> Engine:
    engine = open_engine(url)
    with engine.begin() as db:
        migrations.upgrade(db)
    _append(engine, 1, "", "d1", '{"state":"analysis"}')
    return engine


def _append(
    engine: Engine, seq: int, prev: str, digest: str, content: str, subject: str = "case:c1"
) -> None:
    told = {**ROW, "subject": subject}
    with engine.begin() as db:
        db.execute(
            insert(entries).values(
                **told, id=f"e{seq}{digest}", seq=seq, prev=prev, digest=digest, content=content
            )
        )


def _state(engine: Engine) -> tuple[int, str]:
    with engine.begin() as db:
        row = db.execute(text("SELECT seq, state FROM cases WHERE id = 'c1'")).one()
    return row.seq, row.state


def test_an_entry_writes_its_row_in_the_same_statement(engine: Engine) -> None:
    _append(engine, 2, "d1", "d2", '{"state":"proposal"}')
    assert _state(engine) == (2, "proposal")


@pytest.mark.parametrize(
    ("seq", "prev"), [(3, "d1"), (1, ""), (2, ""), (2, "d0"), (0, "d1")]
)
def test_an_entry_that_does_not_follow_the_last_is_refused(
    engine: Engine, seq: int, prev: str
) -> None:
    with pytest.raises(DBAPIError):
        _append(engine, seq, prev, "dx", '{"state":"appointed"}')
    assert _state(engine) == (1, "analysis")


@pytest.mark.parametrize("statement", [
    "UPDATE entries SET content = '{}'",
    "UPDATE entries SET kind = 'move' WHERE seq = 1",
    "DELETE FROM entries",
    "UPDATE cases SET content = '{\"state\":\"appointed\"}'",
    "UPDATE cases SET seq = 9",
    "UPDATE cases SET head = 'dx'",
    "UPDATE cases SET id = 'c2'",
    "UPDATE cases SET state = 'appointed'",
    "UPDATE cases SET person = 'p9'",
    "DELETE FROM cases",
    "INSERT INTO cases (id, seq, head, content) VALUES ('c9', 1, 'd1', '{\"state\":\"x\"}')",
])  # fmt: skip
def test_nothing_recorded_is_changed_by_hand(engine: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError), engine.begin() as db:
        db.exec_driver_sql(statement)
    assert _state(engine) == (1, "analysis")


@pytest.mark.parametrize("about", FIXED["case"])
def test_a_case_is_about_the_same_for_ever(engine: Engine, about: str) -> None:
    said = {"state": "analysis", **dict.fromkeys(FIXED["case"], "x1")}
    _append(engine, 1, "", "f1", json.dumps(said), subject="case:c2")
    with pytest.raises(DBAPIError):
        _append(engine, 2, "f1", "f2", json.dumps({**said, about: "x2"}), subject="case:c2")
    _append(engine, 2, "f1", "f2", json.dumps({**said, "state": "proposal"}), subject="case:c2")
    with engine.begin() as db:
        row = db.execute(text(f"SELECT state, {about} FROM cases WHERE id = 'c2'")).one()
    assert row == ("proposal", "x1")


WAYS_OF_ITS_OWN = {
    "sqlite": (
        "INSERT OR REPLACE INTO entries SELECT * FROM entries",
        "INSERT OR REPLACE INTO cases (id, seq, head, content) "
        "VALUES ('c1', 1, 'd1', '{\"state\":\"appointed\"}')",
    ),
    "postgresql": (
        "TRUNCATE entries", "TRUNCATE cases",
        "SET LOCAL session_replication_role = replica; UPDATE entries SET kind = 'x'",
        "SET LOCAL session_replication_role = replica; TRUNCATE entries",
        "SET LOCAL session_replication_role = replica; UPDATE cases SET content = '{}'",
    ),
}  # fmt: skip


def test_replace_truncate_and_replica_mode_are_no_way_around(engine: Engine) -> None:
    for statement in WAYS_OF_ITS_OWN[engine.dialect.name]:
        with pytest.raises(DBAPIError), engine.begin() as db:
            db.exec_driver_sql(statement)
    assert _state(engine) == (1, "analysis")


def test_a_person_stands_in_one_of_three_ways_only(engine: Engine) -> None:
    with pytest.raises(DBAPIError), engine.begin() as db:
        db.execute(
            insert(entries).values(
                **{**ROW, "subject": "person:p"}, id="e", seq=1, prev="", digest="d",
                content='{"standing":"fine"}',
            )
        )  # fmt: skip
