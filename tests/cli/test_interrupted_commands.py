"""Ctrl+C on the command line: what is known is said, and the same id finds out the rest."""

import re
from pathlib import Path
from typing import Any

import pytest
from cadre_runs import FORMS, Cadre
from linear import linear_edition, linear_house
from sqlalchemy import func, select

from workflow.cli import importing, witnessing
from workflow.journal import Actor, House
from workflow.models import entries

GUARD = Actor("guard", "保密", "security_admin", "dept")
POLICY = ("ledger", "policy", "--days", 2, "--reason", "试行", "--who", "guard")
IMPORT = ("people", "import", FORMS / "shen_yanqing.lrmx", "--who", "clerk")
SAID = re.compile(r"已中止，可能已经记录，也可能没有：请把同一命令加上 --order (\S+) 重办，不会重复记录\n")


@pytest.fixture
def house(tmp_path: Path) -> House:
    url = f"sqlite:///{tmp_path / 'cadre.db'}"
    return linear_house(url, tmp_path, linear_edition(1), 1, [GUARD])[0]


def count(house: House) -> int:
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def interrupted(*_: Any) -> Any:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("room", "name", "kept", "command"),
    [
        (witnessing, "set_witness_policy", 0, POLICY), (witnessing, "lateness", 1, POLICY),
        (importing, "import_form", 0, IMPORT), (importing, "form_doubts", 1, IMPORT),
    ],
    ids=["before it is set", "after it was set", "before all are in", "after all are in"],
)  # fmt: skip
def test_an_interrupted_command_tells_its_id_and_is_carried_out_once_under_it(
    house: House, cadre: Cadre, monkeypatch: pytest.MonkeyPatch, room: Any, name: str, kept: int,
    command: tuple[object, ...],
) -> None:  # fmt: skip
    before = count(house)
    with monkeypatch.context() as patch:
        patch.setattr(room, name, interrupted)
        ran = cadre(*command)
    told = SAID.fullmatch(ran.err)
    assert ran.code == 2 and told is not None
    added = count(house) - before
    assert bool(added) == bool(kept)
    assert cadre(*command, "--order", told[1]).code == 0
    once = count(house) - before
    assert once and (not kept or once == added)
    assert cadre(*command, "--order", told[1]).code == 0
    assert count(house) - before == once


def test_the_id_of_a_command_stands_for_nothing_else(house: House, cadre: Cadre) -> None:
    assert cadre(*POLICY, "--order", "one").code == 0
    other = cadre("ledger", "policy", "--days", 3, "--reason", "试行", "--who", "guard", "--order", "one")
    assert other.code == 2 and "同一办理编号已用于另一办理内容" in other.err
