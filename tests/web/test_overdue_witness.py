"""An overdue witness is told on every page to those who are answerable for it, and to nobody else."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from site_stage import NOW, Visitor

from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.journal import Actor, Draft, House, Order, append
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log

WORDS = "存证逾期未见证"


def test_those_who_answer_for_it_are_told_until_a_receipt_comes(
    enter: Callable[[str], Visitor], house: House, tmp_path: Path
) -> None:
    assert WORDS not in enter("gu_mingcheng").text("/")  # nothing was ever signed
    place_waiting(house)
    signer = Holder(make_key(tmp_path / "l", Log(house.origin).name(1)), tmp_path / "s", hash_named("sha256"))
    with house.desk() as desk:
        sign_head(desk, signer, NOW - timedelta(days=20))
    told = {login: WORDS in enter(login).text("/") for login in ("gu_mingcheng", "shenji", "zhou_lan", "zhibu_shuji")}
    assert "收存回执以前，本项流转不予办理" not in enter("zhou_lan").text("/cases/shen/moves/adopt")
    with house.desk() as desk:
        append(desk, Order("p", Actor("x", "保密", "security_admin", ""), NOW), Draft(
            "ledger:witness", "change", {"act": "set_witness_policy"}, {"days": 1, "refuses": True}))  # fmt: skip
    waits = {move: "收存回执以前，本项流转不予办理" in enter("zhou_lan").text(f"/cases/shen/moves/{move}")
             for move in ("adopt", "conclude_investigation")}  # fmt: skip
    assert waits == {"adopt": True, "conclude_investigation": False}
    assert told == {"gu_mingcheng": True, "shenji": True, "zhou_lan": False, "zhibu_shuji": False}
