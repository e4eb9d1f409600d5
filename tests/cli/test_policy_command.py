"""`cadre ledger policy`: how the receipts stand, and within how many days they are due."""

from pathlib import Path

from cadre_runs import Cadre
from linear import AT, linear_edition, linear_house

from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.journal import Actor
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log

GUARD = Actor("guard", "保密", "security_admin", "dept")


def test_the_term_is_set_by_security_and_told_to_anybody(cadre: Cadre, tmp_path: Path) -> None:
    house = linear_house(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path, linear_edition(1), 1, [GUARD])[0]
    plain = cadre("ledger", "policy")
    assert plain.code == 0 and "1个工作日，逾期只提示" in plain.out and "还没有签署过" in plain.out
    key = make_key(tmp_path / "l", Log(house.origin).name(1))
    place_waiting(house)
    with house.desk() as desk:
        sign_head(desk, Holder(key, tmp_path / "s", hash_named("sha256")), AT)
    told = cadre("ledger", "policy", "--days", 2, "--refuse", "--reason", "试行", "--who", "guard")
    assert told.code == 0 and "2个工作日，逾期后集体决定" in told.out and "！逾期" in told.out
    assert cadre("ledger", "policy", "--days", 2).code == 2
    assert cadre("ledger", "policy", "--days", 99, "--reason", "试行", "--who", "guard").code == 2
