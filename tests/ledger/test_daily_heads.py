"""The heads of a day show a tail that was cut off, also where chain, tree and rows were made to agree."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import text

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.commands.heads import commit_heads
from workflow.journal import House, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.heads import SUBJECT, heads_at, line
from workflow.ledger.tree import includes
from workflow.queries.verify import verify

HASH = hash_named("sha256")
DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CUT = "每日总账与当时各对象的存证不符"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A case with two moves, and the heads of the day after."""
    house = linear_house(url, tmp_path, linear_edition(3), 1)[0]
    for name in ("m0", "m1"):
        with house.desk() as desk:
            move(desk, Order(name, OFFICE, AT), "case0", name, {})
    place_waiting(house)
    return house


def day(house: House, at: datetime = DAY) -> bool:
    with house.desk() as desk:
        entry = commit_heads(desk, at)
    place_waiting(house)
    return entry is not None


def broken(house: House) -> list[str]:
    with house.reading() as desk:
        return [one.what for one in verify(desk).broken]


def test_a_day_commits_once_to_the_end_of_every_journal(house: House) -> None:
    assert day(house) and not day(house)
    assert day(house, DAY.replace(day=3))
    assert broken(house) == []
    with house.engine.connect() as db:
        kinds = db.scalars(text("SELECT DISTINCT subject FROM entries")).all()
        told = db.execute(text("SELECT seq, content FROM entries WHERE subject = :s ORDER BY seq"),
                          {"s": SUBJECT}).all()  # fmt: skip
        count = db.scalar(text("SELECT count(*) FROM leaves"))
        heads = heads_at(db, HASH, 1, int(count or 0))
    assert set(heads.last) == set(kinds) and len(told) == 2
    tree = heads.tree()
    for subject, place, proof in heads.ways({"case:case0": 1, SUBJECT: 1, "nobody": 1}):
        leaf = HASH.head(line(subject, *heads.last[subject]))
        assert includes(HASH, leaf, place, tree.size, proof, tree.root())


def test_a_tail_cut_off_everywhere_is_missed_by_the_heads_of_the_day(house: House) -> None:
    day(house)
    with house.engine.begin() as db:
        disarm(db)
        db.execute(text("DELETE FROM commands WHERE entry IN (SELECT id FROM entries "
                        "WHERE subject = 'case:case0' AND seq = 3)"))  # fmt: skip
        db.execute(text("DELETE FROM entries WHERE subject = 'case:case0' AND seq = 3"))
        db.execute(text(
            "UPDATE cases SET seq = 2, head = (SELECT digest FROM entries WHERE subject = 'case:case0' "
            "AND seq = 2), content = (SELECT content FROM entries WHERE subject = 'case:case0' "
            "AND seq = 2) WHERE id = 'case0'"
        ))  # fmt: skip
        for table in ("leaves", "nodes"):
            db.execute(text(f"DELETE FROM {table}"))
        db.execute(text("INSERT INTO unplaced SELECT id FROM entries"))
    place_waiting(house)
    # The tree was grown anew without the entry: only what the day committed to still knows of it.
    assert [one for one in broken(house) if CUT in one]


def test_a_day_whose_words_were_spoilt_is_told_by_the_chain(house: House) -> None:
    day(house)
    with house.engine.begin() as db:
        disarm(db, "entries")
        db.execute(text(f"UPDATE entries SET content = '[]' WHERE subject = '{SUBJECT}'"))
    assert broken(house)
