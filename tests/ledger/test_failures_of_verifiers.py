"""What other verifiers did not find is found here; each test is named for what went wrong."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from forger import Forger
from fraud_world import HASH, Base
from raw_frauds import raw_attachment, raw_delete
from sqlalchemy import Connection, text

from workflow.cli import engine
from workflow.cli.chinese import run
from workflow.ledger.keys import load_key
from workflow.ledger.tree import Kept, extends, includes
from workflow.models import checkpoints, receipts
from workflow.queries.broken import Broken
from workflow.queries.verify import verify
from workflow.queries.verify_heads import Keys, read_seen

Change = Callable[[Forger, Connection], None]


def found(forger: Forger, change: Change | None = None, *, outside: bool = False) -> list[Broken]:
    """What verification says after a change; `outside`: with the signer's memory and a receipt."""
    house = forger.house()
    if change is not None:
        with house.engine.begin() as db:
            forger.read(db)
            change(forger, db)
    paths = (forger.folder / "log.state", forger.folder / "receipt") if outside else ()
    seen = tuple(one for one in map(read_seen, paths) if one is not None)
    with house.reading() as desk:
        return list(verify(desk, Keys(load_key(forger.base.folder / "log.key").key, (), seen)).broken)


def sql(statement: str) -> Change:
    """A statement written by hand."""
    return lambda _, db: db.execute(text(statement)) and None


def anew(change: Change) -> Change:
    """A change after which chain, rows and tree are made to agree."""

    def both(forger: Forger, db: Connection) -> None:
        change(forger, db)
        forger.write(db)

    return both


def test_an_auditor_that_did_not_read_the_values(forger: Forger) -> None:
    """immudb #2063, #2091: the file edited with a hex editor, `consistent: true`."""
    forger.house().engine.dispose()
    path = forger.folder / "cadre.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    assert whole.count("第2日1".encode()) >= 1
    path.write_bytes(whole.replace("第2日1".encode(), "第2日9".encode(), 1))
    assert "edited" in {one.kind for one in found(forger)}
    assert "attachment" in {one.kind for one in found(forger, raw_attachment)}


def test_a_finding_that_did_not_say_where(forger: Forger) -> None:
    """immudb #78, #1444: index, kind and moment belong to the verdict."""
    told = found(forger, sql("UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), '第3日0', '第3日9') "
                             "AS BLOB) WHERE subject = 'case:case1' AND seq = 8"))  # fmt: skip
    (one,) = [one for one in told if one.kind == "edited"]
    assert (one.subject, one.seq) == ("case:case1", 8)
    # The head of the sixth day still covers its leaf with the right root, so it was edited after that.
    assert one.since.startswith("2026-03-07T10:00")


def test_a_backup_put_back_in_silence(forger: Forger) -> None:
    """immudb #81, #85: restored over the data, and nothing says so."""
    forger.put_back("early.db")
    assert found(forger) == []  # the database alone is whole
    assert {one.kind for one in found(forger, outside=True)} == {"rolled_back"}


def test_a_home_made_proof_that_accepted_forgeries() -> None:
    """immudb GHSA-672p-m5jq-mrh8: only the algorithms of RFC 9162, and none of their short cuts."""
    tree = Kept(HASH)
    for place in range(7):
        tree.append(HASH.leaf(b"%d" % place))
    root, leaf = tree.root(), tree.node(0, 3)
    assert not extends(HASH, 3, 7, [], root, root) and not extends(HASH, 7, 7, [root], root, root)
    assert not extends(HASH, 0, 7, [root], HASH.empty, root) and not extends(HASH, 0, 7, [], root, root)
    assert not includes(HASH, root, 0, 7, [], root) and not includes(HASH, leaf, 3, 3, [], leaf)


@pytest.mark.parametrize("statement", [
    "UPDATE leaves SET hash = zeroblob(32) WHERE position = 30", "DELETE FROM entries WHERE seq = 5",
    "DELETE FROM nodes WHERE level = 2", None,
])  # fmt: skip
def test_a_verifier_whose_exit_code_was_good(forger: Forger, statement: str | None) -> None:
    """tesseract #937: 0 on bit flips, on what was cut off and on a missing file."""
    database = f"sqlite:///{forger.folder / 'cadre.db'}"
    arguments = ["journal", "verify", "--kind", "record", "--db", database]  # it has no lists
    assert run(engine, arguments) == 0
    if statement is None:
        raw_attachment_gone(forger)
    else:
        found(forger, sql(statement))
    assert run(engine, arguments) == 1


def raw_attachment_gone(forger: Forger) -> None:
    for file in (forger.folder / "attachments").glob("*/*"):
        file.unlink()


def test_the_last_two_of_five_deleted_and_still_valid(forger: Forger) -> None:
    """payment-reconciliation #18, agent-bom #3697: a bare chain does not miss its tail."""
    told = found(forger, sql("DELETE FROM entries WHERE subject = 'case:case2' AND seq > 11"))
    assert {"row", "deleted"} <= {one.kind for one in told}


def test_a_whole_chain_deleted_was_not_in_the_list_to_check(forger: Forger) -> None:
    """agenticos #1648, payment-reconciliation #18: nobody looks for a journal that is not there."""

    def gone(_: Forger, db: Connection) -> None:
        db.execute(text("DELETE FROM entries WHERE subject = 'case:case2'"))
        db.execute(text("DELETE FROM cases WHERE id = 'case2'"))

    assert "deleted" in {one.kind for one in found(forger, gone)}


def test_an_anchor_that_compared_the_length_only(forger: Forger) -> None:
    """ai-memory-mcp #1850, #1873: rewritten to the same length, and it passed."""
    told = found(forger, anew(other_words), outside=True)
    assert "rewritten" in {one.kind for one in told if one.subject.startswith("seen:")}


def test_a_tip_kept_in_the_same_database(base: Base, tmp_path: Path) -> None:
    """openfang #1287, rekor #1001: what the log says of itself proves nothing."""
    forger = Forger.at(base, tmp_path / "own", "own", tail=False, holds=True)
    assert found(forger, anew(other_words)) == []  # all heads signed anew with the stolen key
    assert "forked" in {one.kind for one in found(forger, outside=True)}


def other_words(f: Forger, _: Connection) -> None:
    f.body(f.place())["data"]["text"] = "另一说法"


def test_a_leaf_twice_or_a_node_as_a_leaf_gave_the_same_root() -> None:
    """bernstein #1854: the odd leaf doubled, and no 0x00 and 0x01 before leaves and nodes."""
    one, two = Kept(HASH), Kept(HASH)
    for place in (0, 1, 2):
        one.append(HASH.leaf(b"%d" % place))
    for place in (0, 1, 2, 2):
        two.append(HASH.leaf(b"%d" % place))
    assert one.root() != two.root()
    pair = one.node(0, 0) + one.node(0, 1)
    assert HASH.leaf(pair) != one.node(1, 0) and HASH.of(pair) != one.node(1, 0)


def test_rows_lost_in_a_migration_and_submitted_again(forger: Forger) -> None:
    """Oak 2022: lost, then entered again with the time of that day, below leaves that had been signed."""

    def again(f: Forger, db: Connection) -> None:
        row = f.rows[f.place()]
        row["body"]["at"] = "2026-04-01T01:00:00.000000Z"
        f.write(db)

    told = {one.kind for one in found(forger, again)}
    assert "time" in told
    assert "deleted" in {one.kind for one in found(forger, raw_delete)}


def test_a_receipt_for_a_head_that_the_log_let_go(forger: Forger) -> None:
    """rekor-monitor #53: a head that was cosigned is kept, or missed."""
    told = found(forger, lambda f, db: db.execute(
        checkpoints.delete().where(checkpoints.c.size == f.base.witnessed)) and None)  # fmt: skip
    assert [one.what for one in told] == ["见证过的存证点已不在库中"]
    told = found(forger, lambda f, db: db.execute(receipts.delete()) and None, outside=True)
    assert [one.what for one in told if "见过的" in one.what]


def test_all_is_well_before_anything_of_this(forger: Forger) -> None:
    assert found(forger, outside=True) == []
