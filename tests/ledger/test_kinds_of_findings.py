"""A finding says which of the kinds it is of, and where; what cannot be read is told, not raised."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from forger import Forger
from fraud_world import BEGINS, NOTE, WITNESS
from frauds import backdate
from lawless import disarm
from linear import OFFICE, linear_edition, linear_house
from raw_frauds import (
    raw_actor,
    raw_attachment,
    raw_delete,
    raw_duplicate,
    raw_edit,
    raw_row,
    raw_swap,
    raw_value,
    two_in_order,
)
from sqlalchemy import Connection, insert, text

from workflow.journal import House, Order
from workflow.journal.write import Draft, append
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.keys import load_key
from workflow.ledger.note import COSIGNATURE
from workflow.models import instance
from workflow.queries.broken import KINDS, MOST, Broken
from workflow.queries.verify import Verified, verify, whole
from workflow.queries.verify_heads import Keys, Seen

CASE = "case:case1"


def told(forger: Forger, *changes: Callable[[Forger, Connection], object], keys: Keys | None = None) -> list[Broken]:
    """What is found after changes."""
    house = forger.house()
    with house.engine.begin() as db:
        forger.read(db)
        for change in changes:
            change(forger, db)
    with house.reading() as desk:
        return list(verify(desk, keys).broken)


def kinds(found: list[Broken], subject: str = "") -> set[str]:
    return {one.kind for one in found if one.subject.startswith(subject)}


def sql(*statements: str) -> Callable[[Forger, Connection], object]:
    return lambda _, db: [db.execute(text(one)) for one in statements]


# As whoever makes the table anew, to be rid of its keys.
KEYLESS = sql("CREATE TABLE e2 AS SELECT * FROM entries", "DROP TABLE entries", "ALTER TABLE e2 RENAME TO entries")
PUT_IN = sql(
    f"UPDATE entries SET seq = -seq - 1 WHERE subject = '{CASE}' AND seq > 4",
    f"UPDATE entries SET seq = -seq WHERE subject = '{CASE}' AND seq < 0",
    "INSERT INTO entries SELECT 'bench-put-in', subject, 5, prev, digest, at, occurred_on, kind, account, duty, "
    f"command, act, activity, about, province, case_year, content, body FROM entries "
    f"WHERE subject = '{CASE}' AND seq = 4",
    f"UPDATE entries SET prev = (SELECT digest FROM entries WHERE subject = '{CASE}' AND seq = 4), "
    "digest = 'forged' WHERE id = 'bench-put-in'",
)
TWICE = ("INSERT INTO entries SELECT {} FROM entries WHERE subject = '" + CASE + "' AND seq = 4", (
    "subject, seq, prev, {}, at, occurred_on, kind, account, duty, command, act, activity, about, province, "
    "case_year, content, body"))  # fmt: skip


@pytest.mark.parametrize(("change", "kind"), [
    (raw_edit, "edited"), (raw_actor, "copy"), (raw_delete, "deleted"), (raw_duplicate, "duplicated"),
    (raw_swap, "reordered"), (raw_value, "value"), (raw_row, "row"), (raw_attachment, "attachment"),
    (PUT_IN, "inserted"),
], ids=lambda one: one if isinstance(one, str) else "")  # fmt: skip
def test_what_was_done_to_one_entry_is_told_by_its_kind(
    forger: Forger, change: Callable[[Forger, Connection], object], kind: str
) -> None:
    assert kind in kinds(told(forger, change))


def test_an_entry_that_was_put_in_is_told_once_and_those_after_it_are_not_blamed(forger: Forger) -> None:
    found = [one for one in told(forger, PUT_IN) if one.subject == CASE and one.kind != "row"]
    assert [(one.seq, one.kind) for one in found if one.kind == "inserted"] == [(6, "inserted"), (5, "inserted")]
    assert {one.seq for one in found} == {5, 6}


def test_two_entries_that_changed_places_are_both_told(forger: Forger) -> None:
    places: list[tuple[int, int]] = []

    def swapped(f: Forger, db: Connection) -> None:
        state = f.chance.getstate()
        places.append(two_in_order(f))
        f.chance.setstate(state)
        raw_swap(f, db)

    found = told(forger, swapped)
    wanted = {forger.body(one)["seq"] for one in places[0]}
    assert wanted == {one.seq for one in found if one.kind == "reordered" and "序号" in one.what}


@pytest.mark.parametrize(("digest", "kind"), [("digest", "duplicated"), ("'other'", "forked")])
def test_two_entries_in_one_place_are_a_double_or_a_fork(forger: Forger, digest: str, kind: str) -> None:
    again = sql(TWICE[0].format(f"id || 'x', {TWICE[1].format(digest)}"))
    found = told(forger, KEYLESS, again)
    assert kind in {one.kind for one in found if (one.subject, one.seq) == (CASE, 4)}


def test_a_time_put_back_is_told_by_the_chain_and_by_the_days_before(forger: Forger) -> None:
    def earlier(f: Forger, db: Connection) -> None:
        backdate(f, db)
        f.write(db)

    found = [one.what for one in told(forger, earlier) if one.kind == "time"]
    assert any("早于前一条" in one for one in found) and any("每日总账" in one for one in found)


def test_a_time_after_the_witness_saw_it_is_told(forger: Forger) -> None:
    late = sql("UPDATE entries SET at = '2027-01-01T00:00:00.000000Z' WHERE subject = 'case:case2' AND seq = 3")
    witness = load_key(forger.base.folder / "w.key", COSIGNATURE).key
    found = told(forger, late, keys=Keys(None, (witness,)))
    assert any("晚于见证方见到它的" in one.what for one in found)


@pytest.mark.parametrize("statement", [
    "UPDATE receipts SET note = 'x'", "UPDATE checkpoints SET note = 'x'", "DELETE FROM nodes",
    "UPDATE leaves SET hash = 'text'", "UPDATE entries SET at = 'no time'", "DELETE FROM entries WHERE seq = 1",
    "UPDATE checkpoints SET size = 'many' WHERE size = (SELECT max(size) FROM checkpoints)",
    "UPDATE entries SET content = 'x', body = x'7b7d'",
])  # fmt: skip
def test_whatever_was_written_is_a_finding_and_stops_nothing(forger: Forger, statement: str) -> None:
    keys = Keys(
        load_key(forger.base.folder / "log.key").key,
        (load_key(forger.base.folder / "w.key", COSIGNATURE).key,),
        (Seen("here", Checkpoint("bench/xuanren/1", forger.base.witnessed, bytes(32))),),
    )
    found = told(forger, sql(statement), keys=keys)
    assert found and kinds(found) <= set(KINDS)
    assert all(one.line() for one in found)


def test_keys_without_any_head_or_receipt_are_answered(forger: Forger) -> None:
    witness = load_key(forger.base.folder / "w.key", COSIGNATURE).key
    keys = Keys(load_key(forger.base.folder / "log.key").key, (witness,))
    found = told(forger, sql("DELETE FROM receipts"), keys=keys)
    assert f"没有见证方“{WITNESS}”的任何回执" in {one.what for one in found}
    found = told(forger, sql("DELETE FROM checkpoints"), keys=keys)
    assert "没有任何已签署的存证点" in {one.what for one in found}


def test_a_tree_of_sm3_is_computed_from_the_bytes(tmp_path: Path) -> None:
    house = linear_house(f"sqlite:///{tmp_path / 'c.db'}", tmp_path, linear_edition(1), 1)[0]
    with house.engine.begin() as db:
        disarm(db)
        db.execute(insert(instance).values(key="hash/1", value="sm3"))
    with house.reading() as desk:
        assert "edited" in kinds(list(verify(desk).broken))  # the leaves are of the other hash


def test_findings_beyond_the_most_are_not_kept(armed: House) -> None:
    many = Verified(broken=tuple(Broken("case:x", one, "x") for one in range(MOST + 5)))
    with armed.reading() as desk:
        assert len(whole(desk, [many, many], Keys(), 0).broken) == MOST


def test_entries_of_one_moment_may_stand_a_little_out_of_order(armed: House) -> None:
    """Two that waited for each other are written in the order in which they came through."""
    with armed.desk() as desk:
        for seconds in (0, -290, -10):
            order = Order(f"t{seconds}", OFFICE, BEGINS + timedelta(days=8, seconds=seconds))
            append(desk, order, Draft(CASE, "record", {"act": NOTE}))
    with armed.reading() as desk:
        assert verify(desk).broken == ()
    with armed.desk() as desk:
        order = Order("late", OFFICE, BEGINS + timedelta(days=8, seconds=-301))
        append(desk, order, Draft(CASE, "record", {"act": NOTE}))
    with armed.reading() as desk:
        assert {one.kind for one in verify(desk).broken} == {"time"}
