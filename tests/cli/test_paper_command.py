"""`cadre paper`: a scanned mark or typed digits against the record; the exit code says whether they agree."""

from io import StringIO
from pathlib import Path

import pytest
from cadre_runs import Cadre
from linear import AT, linear_edition, linear_house

from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.queries.papers import mark_of


def test_a_sheet_is_matched_by_its_code_or_by_digits(
    cadre: Cadre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = linear_house(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path, linear_edition(1), 1)[0]
    with house.reading() as desk:
        unsigned = mark_of(desk, "case:case0")
    key = make_key(tmp_path / "l", Log(house.origin).name(1))
    place_waiting(house)
    with house.desk() as desk:
        sign_head(desk, Holder(key, tmp_path / "s", hash_named("sha256")), AT)
    with house.reading() as desk:
        sheet = mark_of(desk, "case:case0")
    told = cadre("paper", sheet.text(), "--log", key.key)
    assert told.code == 0 and "仍与纸上一致" in told.out and "此后又登记0条" in told.out
    monkeypatch.setattr("sys.stdin", StringIO(sheet.text()))
    assert cadre("paper", "-").code == 0
    assert cadre("paper", sheet.digest[:16], "--case", "0").code == 0
    other = make_key(tmp_path / "o", "other")
    assert cadre("paper", sheet.text(), "--log", other.key).code == 1
    assert cadre("paper", unsigned.text(), "--log", key.key).code == 1
    assert cadre("paper", "0" * 16, "--case", "0").code == 1
    for wrong in (["纸"], ["0" * 16], ["0" * 16, "--case", "9"],
                  [sheet.digest, "--case", "0", "--log", str(key.key)]):  # fmt: skip
        assert cadre("paper", *wrong).code == 2, wrong
