"""What other logs and trails wrote, signed or lost is not here; each test is named for what went wrong."""

import sqlite3
from datetime import timedelta

import pytest
from forger import Forger
from fraud_world import BEGINS, HASH, NOTE, write_day
from linear import OFFICE
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from workflow.commands.checkpoints import parcel_for, sign_head
from workflow.errors import BadInput, JournalBroken, NotSigned
from workflow.journal import House, Order
from workflow.journal.write import Draft, append
from workflow.ledger.holder import Holder
from workflow.ledger.keys import load_key
from workflow.models import entries, leaves
from workflow.queries.verify import verify


def log_of(forger: Forger) -> Holder:
    return Holder(load_key(forger.base.folder / "log.key"), forger.folder / "log.state", HASH)


def test_a_counter_seeded_again_from_what_was_left(forger: Forger, armed: House) -> None:
    """hyprstream #679: cut off, restarted, gone on, and signed as if nothing were missing."""
    armed.engine.dispose()
    forger.put_back("early.db")
    log = log_of(forger)
    old = forger.house()
    forger.read(old.engine.connect())
    with old.engine.begin() as db:
        place = max(n for n, row in enumerate(forger.rows) if row["body"]["data"].get("act") == NOTE)
        while len(forger.rows) <= log.last().size:
            forger.rows.append(forger.copy(place, values=[]))
        forger.write(db)
    with pytest.raises((NotSigned, JournalBroken)), old.desk() as desk:
        sign_head(desk, log, BEGINS)


def test_an_empty_state_from_which_a_new_history_began(forger: Forger, armed: House) -> None:
    """bernstein #1155: the newest file was empty after a crash, so it forked to the beginning."""
    (forger.folder / "log.state").write_bytes(b"")
    write_day(armed, 6, BEGINS + timedelta(days=6))
    with pytest.raises(BadInput, match="已损坏"), armed.desk() as desk:
        sign_head(desk, log_of(forger), BEGINS)


def test_forks_of_a_chain_that_two_wrote_at_once(armed: House) -> None:
    """block/buzz #2715: 113 forks, because a transaction that reads first did not begin as a writer."""
    draft = Draft("case:case0", "record", {"act": NOTE})
    with armed.desk() as desk:
        entry = append(desk, Order("a", OFFICE, BEGINS + timedelta(days=6)), draft)
        forked = text("INSERT INTO entries SELECT id || 'x', subject, seq, prev, digest, at, occurred_on, kind, "
                      "account, duty, command, act, activity, about, province, case_year, content, body "
                      "FROM entries WHERE id = :id")  # fmt: skip
        with pytest.raises(DBAPIError):
            desk.db.execute(forked, {"id": entry.id})
        with pytest.raises(sqlite3.OperationalError, match="locked"), sqlite3.connect(
            str(armed.engine.url.database), timeout=0
        ) as other:
            other.execute("BEGIN IMMEDIATE")


def test_a_time_that_was_read_back_otherwise_than_written(armed: House) -> None:
    """block/buzz #2715: microseconds lost on the way, so that every chain failed at its first entry."""
    for micro in (0, 1, 120000, 999999):
        with armed.desk() as desk:
            at = BEGINS + timedelta(days=8, microseconds=micro)
            append(desk, Order(f"m{micro}", OFFICE, at), Draft("case:case0", "record", {"act": NOTE}))
    with armed.reading() as desk:
        assert verify(desk).broken == ()


@pytest.mark.parametrize("statement", [
    "UPDATE cases SET content = replace(content, 'line', 'lime')",
    "INSERT INTO cases (id, seq, head, content) SELECT id, seq, head, '{\"state\":\"s9\"}' FROM cases "
    "WHERE true ON CONFLICT (id) DO UPDATE SET content = excluded.content",
])  # fmt: skip
def test_a_bulk_update_that_no_version_saw(armed: House, statement: str) -> None:
    """Continuum #174, #253, postgresql-audit #33: a trail of rows has holes; ours is written first."""
    with pytest.raises(DBAPIError, match="不符"), armed.engine.begin() as db:
        db.execute(text(statement))


@pytest.mark.parametrize("table", ["cases", "people", "organizations", "accounts"])
def test_a_trail_that_went_with_what_it_was_about(armed: House, table: str) -> None:
    """django-auditlog #449, #496, mockforge #872: deletion cascaded into the trail."""
    with armed.engine.connect() as db:
        before = db.scalar(select(func.count()).select_from(entries))
        with pytest.raises(DBAPIError, match="不得删除"):
            db.execute(text(f"DELETE FROM {table}"))
        assert db.scalar(select(func.count()).select_from(entries)) == before


def test_an_act_that_was_done_although_its_record_failed(armed: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """mockforge #872: the record fired and forgotten. Here neither stays without the other."""
    with armed.engine.connect() as db:
        before = db.execute(text("SELECT seq, content FROM cases WHERE id = 'case0'")).one()

    with armed.engine.begin() as db:
        db.execute(text("CREATE TRIGGER full BEFORE INSERT ON leaves BEGIN SELECT RAISE(ABORT, 'disk'); END"))
    with pytest.raises(DBAPIError, match="disk"), armed.desk() as desk:
        append(desk, Order("x", OFFICE, BEGINS), Draft("case:case0", "move", {"move": "m"}, {"state": "s3"}))
    with armed.engine.connect() as db:
        assert db.execute(text("SELECT seq, content FROM cases WHERE id = 'case0'")).one() == before


def test_two_witnesses_that_saw_different_heads(forger: Forger, armed: House) -> None:
    """rekor #1067: the log grows while parcels travel; all get the last signed head, not the newest."""
    write_day(armed, 6, BEGINS + timedelta(days=6))
    with armed.reading() as desk:
        first = parcel_for(desk, "one", 0)
    write_day(armed, 7, BEGINS + timedelta(days=7))
    with armed.reading() as desk:
        assert parcel_for(desk, "two", 0).note == first.note


def test_one_turned_bit_that_got_signed(forger: Forger, armed: House) -> None:
    """Yeti 2022: signed before anybody computed it again from the entry; the log was lost by it."""
    write_day(armed, 6, BEGINS + timedelta(days=6))
    with armed.engine.begin() as db:
        db.execute(text("DROP TRIGGER leaves_refuse_update"))
        last = db.scalar(select(func.max(leaves.c.position)))
        db.execute(text("UPDATE leaves SET hash = zeroblob(32) WHERE position = :p"), {"p": last})
    with pytest.raises(JournalBroken, match="不予签署"), armed.desk() as desk:
        sign_head(desk, log_of(forger), BEGINS)


@pytest.mark.parametrize("statement", [
    "DELETE FROM nodes WHERE level = (SELECT max(level) FROM nodes)",
    "UPDATE nodes SET hash = zeroblob(32) WHERE level = (SELECT max(level) FROM nodes)",
])  # fmt: skip
def test_a_lost_node_below_the_last_head_is_not_signed_over(
    forger: Forger, armed: House, statement: str
) -> None:
    """The same, in what was signed before."""
    write_day(armed, 6, BEGINS + timedelta(days=6))
    with armed.engine.begin() as db:
        for law in ("nodes_refuse_update", "nodes_refuse_delete"):
            db.execute(text(f"DROP TRIGGER {law}"))
        db.execute(text(statement))
    with pytest.raises((JournalBroken, KeyError)), armed.desk() as desk:
        sign_head(desk, log_of(forger), BEGINS)
