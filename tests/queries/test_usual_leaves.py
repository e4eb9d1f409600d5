"""Leaves that are passed together are those in which the look at each finds nothing wrong."""

import copy
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workflow.ledger.hashing import Hash
from workflow.ledger.heads import SUBJECT
from workflow.queries import verify_leaves
from workflow.queries.verify_leaves import Leaf, Walk, judged, usual

BEGIN = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
ODDITIES: list[Any] = [None, "", "x", 0, -1, 3, True, 1.5, b"x", SUBJECT, "2026-03-01", "2026-02-01T01:00:00.000000Z",
                       "2026-W09-7T01:00:00.000000Z", "2027-03-01T01:00:00.000000Z", "9" * 64]  # fmt: skip
Row = list[Any]


def leaves(count: int, start: int = 0) -> list[Row]:
    """Leaves of three journals that grow side by side, a minute apart."""
    told = []
    for place in range(start, start + count):
        hash = bytes([place]) * 32
        at = (BEGIN + timedelta(minutes=place)).isoformat(timespec="microseconds")
        told.append([place, hash, f"case:{place % 3}", place // 3 + 1, hash.hex(), at.replace("+00:00", "Z"), None])
    return told


def walk(**more: Any) -> Walk:
    return Walk(Hash(more.pop("hash", "sha256")), 1, more.pop("days", {}), more.pop("seen", []), **more)


def one_by_one(rows: Iterable[Row], walk: Walk) -> list[str]:
    """What is found where nothing is ever passed together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_leaves, "usual", lambda run, walk: False)
        return [one.line() for one in judged([*map(tuple, rows)], walk)]


WALKS = [
    {}, {"since": BEGIN}, {"since": BEGIN + timedelta(minutes=7)}, {"seen": [(20, BEGIN + timedelta(minutes=9))]},
    {"seen": [(2, BEGIN), (5, BEGIN)]}, {"seen": [(2, BEGIN), (20, BEGIN)], "since": BEGIN},
    {"days": {4: (1, {"root": "x"})}}, {"days": {9: (1, {"root": "x"})}}, {"last": {"case:1": (2, "x")}},
    {"hash": "sm3"}, {"heads": {"case:1": b"x", "other": b"y"}}, {"since": datetime(2026, 3, 1)},
]  # fmt: skip


@pytest.mark.parametrize("known", WALKS)
def test_passed_together_or_looked_at_one_by_one_it_comes_out_the_same(known: dict[str, Any]) -> None:
    chance = random.Random(str(known))
    for _ in range(150):
        rows = leaves(8)
        for _ in range(chance.randrange(3)):
            chance.choice(rows)[chance.randrange(len(Leaf._fields))] = chance.choice(ODDITIES)
        if chance.random() < 0.2:
            rows.insert(chance.randrange(8), rows.pop())
        together, apart = walk(**copy.deepcopy(known)), walk(**copy.deepcopy(known))
        try:
            found = one_by_one(rows, apart)
        except TypeError:  # a position that is no number: no database gives one
            continue
        assert [one.line() for one in judged([*map(tuple, rows)], together)] == found
        assert (together.last, together.size, together.placed) == (apart.last, apart.size, apart.placed)
        assert (together.heads, together.since) == (apart.heads, apart.since)


def test_usual_leaves_are_passed_together_and_nothing_else_is() -> None:
    seen = walk(seen=[(20, BEGIN)], since=BEGIN)
    assert usual([*map(tuple, leaves(4))], seen) and seen.size == seen.placed == 4
    assert usual([*map(tuple, leaves(2, 4))], seen)  # five minutes are tolerated
    assert not usual([*map(tuple, leaves(2, 6))], seen)
    for column in (0, 1, 2, 3, 4, 5):
        rows = leaves(4)
        rows[2][column] = "case:1" if column == 2 else SUBJECT if column == 5 else None
        assert not usual([*map(tuple, rows)], walk(since=BEGIN))
