"""Where the command line works: which database, made how, and what is said when it cannot be used."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cadre_runs import FORMS, Cadre

from workflow.cli import engine


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("command", list(commands(engine)), ids=" ".join)
def test_every_command_explains_itself_in_chinese(cadre: Cadre, command: tuple[str, ...]) -> None:
    shown = cadre(*command, "--help")
    assert (shown.code, shown.err) == (0, "")
    for line in shown.out.splitlines():
        for english in ("Usage", "Options", "Commands", "Show this", "required", "FILES", "NAME"):
            assert english not in line
    assert shown.out.startswith("用法：") and "显示本说明" in shown.out


@pytest.mark.parametrize(("url", "said"), [
    ("nix", "不是数据库地址"), ("mysql://h/x", "不能用作数据库"), ("sqlite:///", "不能用作数据库"),
    ("postgresql://localhost", "不能用作数据库"), ("sqlite:///{}", "数据库不能使用"),
    ("sqlite:///{}/text.db", "数据库不能使用"),
    ("postgresql://u:geheim@127.0.0.1:1/x", "数据库不能使用"),
    ("sqlite:///{}/nix/x.db", "cadre init"),
])  # fmt: skip
def test_a_database_that_cannot_be_used_is_said_in_one_line(
    cadre: Cadre, tmp_path: Path, url: str, said: str
) -> None:
    (tmp_path / "text.db").write_text("这不是数据库" * 200, "utf-8")
    ran = cadre("case", "list", "--db", url.format(tmp_path))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert said in ran.err and "geheim" not in ran.err


def test_an_address_that_is_none_never_shows_a_password(cadre: Cadre) -> None:
    assert "geheim" not in cadre("case", "list", "--db", "mysql://u:geheim@h/x").err


def test_a_folder_that_cannot_be_made_is_said_with_its_name(cadre: Cadre, tmp_path: Path, plain: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = cadre("init", "--definitions", plain, "--db", f"sqlite:///{tmp_path / 'file' / 'c.db'}")
    assert ran.code == 2 and f"{tmp_path / 'file'} 不能读写" in ran.err


def test_without_a_calendar_nothing_is_made(cadre: Cadre, tmp_path: Path) -> None:
    ran = cadre("init", "--definitions", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "没有放假安排文件" in ran.err
    assert not (tmp_path / "cadre.db").exists()


@pytest.mark.parametrize("before", [True, False])
def test_db_counts_more_than_the_environment_wherever_it_stands(
    cadre: Cadre, tmp_path: Path, plain: Path, before: bool
) -> None:
    other = ("--db", f"sqlite:///{tmp_path / 'other' / 'c.db'}")
    command = ("init", "--definitions", plain)
    assert cadre(*(*other, *command) if before else (*command, *other)).code == 0
    assert (tmp_path / "other" / "c.db").exists()
    assert not (tmp_path / "cadre.db").exists()


def test_both_databases_are_made_twice_filled_and_verified(
    cadre: Cadre, url: str, plain: Path, tmp_path: Path
) -> None:
    db = ("--db", url.replace("+psycopg", ""))
    for _ in range(2):
        ran = cadre("init", *db, "--definitions", plain, "--origin", "lj")
        assert (ran.code, ran.err) == (0, "")
    assert cadre("people", "import", FORMS / "shen_yanqing.lrmx", *db).code == 0
    (row,) = json.loads(cadre("people", "list", "--json", *db).out)
    assert row["name"] == "沈砚青"
    told = json.loads(cadre("journal", "verify", "--json", *db).out)
    assert (told["subjects"], told["broken"]) == (1, [])
    assert cadre("case", "list", "--json", *db).out == "[]\n"
    assert (tmp_path / "values.key").is_file()  # beside SQLite, or where CADRE_FOLDER says


def test_a_command_without_its_own_command_shows_what_there_is(cadre: Cadre) -> None:
    ran = cadre("definitions")
    assert (ran.code, ran.out) == (2, "")
    assert "publish" in ran.err and "用法：" in ran.err
