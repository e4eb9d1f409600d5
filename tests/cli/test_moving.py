"""What `cadre move-database` says: how far it is, what arrived, what to do next."""

from itertools import count
from pathlib import Path

import pytest
from cadre_runs import FORMS, Cadre

from workflow.cli.moving import Progress


def test_a_whole_instance_moves_with_its_files_and_its_key(
    cadre: Cadre, plain: Path, tmp_path: Path
) -> None:
    here, there = (f"sqlite:///{tmp_path / one / 'c.db'}" for one in ("here", "there"))
    cadre("init", "--db", here, "--definitions", plain)
    cadre("people", "import", FORMS / "shen_yanqing.lrmx", "--db", here)
    ran = cadre("move-database", here, there, "--definitions", plain)
    assert (ran.code, ran.err) == (0, "")
    for said in (
        "行/秒　还需约 0 分 0 秒",
        "附件 2 个；校验全部相符",
        "与来源相同",
        f"CADRE_DB={there}",
    ):
        assert said in ran.out
    assert (tmp_path / "there" / "values.key").stat().st_mode & 0o777 == 0o600
    assert "沈砚青" in cadre("people", "list", "--db", there).out
    for place in (here, there):
        assert cadre("journal", "verify", "--db", place).code == 0
    again = cadre("move-database", here, there, "--definitions", plain)
    assert (again.code, again.out) == (2, "") and "目标不是空库" in again.err


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_on_a_server_the_next_step_is_a_role_of_the_program_and_no_superuser(
    cadre: Cadre, plain: Path, tmp_path: Path, url: str
) -> None:
    here = f"sqlite:///{tmp_path / 'here' / 'c.db'}"
    cadre("init", "--db", here, "--definitions", plain)
    ran = cadre("move-database", here, url, "--definitions", plain)
    assert (ran.code, ran.err) == (0, "")
    assert "cadre roles --db" in ran.out and "今后请用 CADRE_DB=" not in ran.out


def test_the_key_of_another_instance_is_not_overwritten(
    cadre: Cadre, plain: Path, tmp_path: Path
) -> None:
    here, other = (f"sqlite:///{tmp_path / one / 'c.db'}" for one in ("here", "other"))
    for db in (here, other):
        cadre("init", "--db", db, "--definitions", plain)
    key = (tmp_path / "other" / "values.key").read_bytes()
    ran = cadre("move-database", here, f"sqlite:///{tmp_path / 'other' / 'new.db'}")
    assert ran.code == 2 and "不能覆盖" in ran.err
    assert (tmp_path / "other" / "values.key").read_bytes() == key


def test_progress_tells_rows_rate_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    ticks = count(0.0, 1.5)  # seconds a call
    progress = Progress(lambda: next(ticks))
    for done in (1000, 3000, 4000, 600_000):
        progress.tell("entries", done, 600_000)
    assert capsys.readouterr().out.splitlines() == [
        "entries　3,000/600,000 行　1,000 行/秒　还需约 9 分 57 秒",
        "entries　600,000/600,000 行　100,000 行/秒　还需约 0 分 0 秒",
    ]
