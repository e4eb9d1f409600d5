"""Upkeep is the same on both databases; what is enclosed opens only as what it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from program_role import roles_on

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting
from workflow.commands.epochs import open_epoch, signatory
from workflow.errors import BadInput, JournalBroken
from workflow.journal import Actor, Order
from workflow.journal.vault import AESGCM, enclose, new_key, opened
from workflow.ledger.log import Log, end
from workflow.queries.verify import verify
from workflow.upkeep.backup import backup
from workflow.upkeep.restore import Turning, restore
from workflow.upkeep.scrubbing import scrub

WATCH = Actor("watch", "安全审计", "audit_admin", "dept")


def test_epoch_backup_and_clearing_on_both(url: str, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    house = linear_house(url, tmp_path / "here", linear_edition(1), 1, (WATCH,))[0]
    place_waiting(house)
    with house.desk() as desk:
        head = Log(house.origin).head(desk.db)
        two = [signatory(desk, one, AT.date()) for one in ("head", "watch")]
        turn = open_epoch(desk, Order("o", OFFICE, AT), "hash", head, two, "密评", "sm3")
    assert turn.head.size == head.size + 1
    with house.desk() as desk:
        move(desk, Order("m", OFFICE, AT), "case0", "m0")
    place_waiting(house)
    with house.reading() as desk:
        assert end(desk.db) == (2, head.size + 2)
        assert verify(desk).broken == ()
    backup(house, tmp_path / "b.zip", AT)
    told = restore(tmp_path / "b.zip", tmp_path / "new", tmp_path / "here" / "values.key",
                   house.calendar, [turn.head], Turning(), AT)  # fmt: skip
    assert (told.lost, told.turn) == (0, "")
    assert scrub(house).left == ""
    if house.engine.dialect.name == "postgresql":
        with roles_on(house.engine) as roles:
            assert "由属主执行" in scrub(replace(house, engine=roles.engine)).left


def test_what_is_enclosed_opens_only_as_what_it_was(tmp_path: Path) -> None:
    key = AESGCM(new_key())
    told = enclose(key, b"data", b"mark")
    assert opened(key, told, b"mark") == b"data"
    for wrong in (told[:-1], told[:1] + told[2:], b"\x02" + told[1:], b"", "text", 7):
        with pytest.raises(JournalBroken):
            opened(key, wrong, b"mark")  # type: ignore[arg-type]
    with pytest.raises(JournalBroken):
        opened(key, told, b"another")
    with pytest.raises(JournalBroken):
        opened(AESGCM(new_key()), told, b"mark")


def test_a_cause_is_one_of_two(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.db'}"
    house = linear_house(url, tmp_path, linear_edition(1), 0, (WATCH,))[0]
    with pytest.raises(BadInput), house.desk() as desk:
        two = [signatory(desk, one, AT.date()) for one in ("head", "watch")]
        open_epoch(desk, Order("o", OFFICE, AT), "whim", Log("x").head(desk.db), two, "理由")
