"""Over rows written by hand: only what grew from what was signed last is signed."""

import pytest
from log_by_hand import tree, wait
from sqlalchemy import Connection, update

from workflow.errors import JournalBroken
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.log import Log
from workflow.models import entries, leaves, nodes

NOT_SIGNED = "存证树与纪实条目不符，不予签署：请先校验（cadre journal verify）"


@pytest.fixture
def grown(db: Connection) -> Connection:
    """Seven entries in their places."""
    wait(db, "a1", "a2", "a3", "a4", "a5", "a6", "a7")
    assert Log("o").place(db) == 7
    return db


def head_at(size: int, origin: str = "o/xuanren/1") -> Checkpoint:
    return Checkpoint(origin, size, tree(*(f"a{number}" for number in range(1, size + 1))).root())


@pytest.mark.parametrize("since", [None, 0, 1, 3, 4, 6, 7])
def test_what_grew_from_what_was_signed_last_is_signed(grown: Connection, since: int | None) -> None:
    told = None if since is None else head_at(since)
    Log("o").require_of_entries(grown, told, head_at(7))
    if since != 7:
        Log("o").require_of_entries(grown, told, head_at(6))
    # What was signed of another epoch says nothing of this one.
    Log("o").require_of_entries(grown, Checkpoint("o/xuanren/0", 3, bytes(32)), head_at(7))


def test_what_was_signed_before_is_not_read_again(grown: Connection) -> None:
    grown.execute(update(entries).where(entries.c.id == "a1").values(body=b"other"))
    Log("o").require_of_entries(grown, head_at(4), head_at(7))
    with pytest.raises(JournalBroken):
        Log("o").require_of_entries(grown, None, head_at(7))


def refuse(db: Connection, since: Checkpoint | None, head: Checkpoint) -> None:
    with pytest.raises(JournalBroken) as told:
        Log("o").require_of_entries(db, since, head)
    assert told.value.message == NOT_SIGNED


def test_what_did_not_grow_from_it_is_not_signed(grown: Connection) -> None:
    refuse(grown, Checkpoint("o/xuanren/1", 3, bytes(32)), head_at(7))
    refuse(grown, None, Checkpoint("o/xuanren/1", 7, bytes(32)))
    refuse(grown, None, Checkpoint("o/xuanren/1", 6, head_at(7).root))
    refuse(grown, head_at(4), Checkpoint("o/xuanren/1", 8, head_at(7).root))
    with grown.begin_nested() as kept:
        grown.execute(update(entries).where(entries.c.id == "a7").values(body=b"other"))
        refuse(grown, head_at(6), head_at(7))
        kept.rollback()
    with grown.begin_nested() as kept:
        grown.execute(leaves.delete().where(leaves.c.position == 6))
        refuse(grown, head_at(4), head_at(7))
        kept.rollback()
    grown.execute(nodes.delete().where(nodes.c.level == 1))
    for size in (3, 6):  # an edge of two, of which one is missing
        refuse(grown, head_at(size), head_at(7))
