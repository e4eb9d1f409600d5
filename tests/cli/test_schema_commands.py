"""What `cadre upgrade` and `cadre downgrade` say and do."""

from pathlib import Path

import pytest
from cadre_runs import Cadre

from workflow import migrations

LATER = Path(__file__).parents[1] / "migrations" / "later"


def test_an_instance_follows_the_program_and_goes_back(
    cadre: Cadre, plain: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = ("--db", url.replace("+psycopg", ""))
    assert cadre("init", *db, "--definitions", plain).code == 0
    assert cadre("upgrade", *db).out == "数据库结构：已是第 001 版，没有更改\n"
    with monkeypatch.context() as later:
        later.setattr(migrations, "PLACES", (*migrations.PLACES, LATER))
        later.setattr(migrations, "HEAD", "002")
        for command in (("case", "list"), ("init", "--definitions", plain)):
            refused = cadre(*command, *db)
            assert (refused.code, refused.out) == (2, "")
            assert "停止网站，备份，然后运行 cadre upgrade" in refused.err
        assert cadre("upgrade", *db).out == "数据库结构：第 001 版 → 第 002 版\n"
        assert cadre("case", "list", *db).code == 0
        assert cadre("downgrade", *db, "001").out == "数据库结构：第 002 版 → 第 001 版\n"
    assert cadre("journal", "verify", *db).code == 0


@pytest.mark.parametrize("command", [("upgrade",), ("downgrade", "001")])
def test_without_an_instance_nothing_is_made(
    cadre: Cadre, tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = cadre(*command)
    assert (ran.code, ran.out) == (2, "") and "cadre init" in ran.err
    assert not (tmp_path / "cadre.db").exists()


def test_there_is_no_way_below_the_first(cadre: Cadre, plain: Path) -> None:
    cadre("init", "--definitions", plain)
    ran = cadre("downgrade", "000")
    assert ran.code == 2 and "没有第 000 版结构" in ran.err
