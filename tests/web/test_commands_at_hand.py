"""The command line imports a command when it is asked for, and not before."""

import subprocess
import sys

import click
import pytest

from web.cli import COMMANDS as SITE
from web.cli import engine
from workflow.cli import COMMANDS
from workflow.cli.chinese import ChineseCommand, ChineseGroup

ALL = {**COMMANDS, **SITE}
HEAVY = ("flask", "pypinyin", "pygal", "web.app", "workflow.stories")
ASKED = "import sys; from web.cli import engine, run; run(engine, ['--help']); print(*sys.modules)"


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_command_is_where_the_table_says_with_the_line_that_it_tells(name: str) -> None:
    command = engine.get_command(click.Context(engine), name)
    assert isinstance(command, ChineseCommand | ChineseGroup)
    assert command.name == name
    assert command.get_short_help_str(60) == ALL[name].line


def test_help_lists_every_command_and_imports_none() -> None:
    ran = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    told, _, modules = ran.stdout.rpartition("\n")[0].rpartition("\n")
    assert all(f"\n  {name} " in told for name in ALL)
    loaded = {*modules.split()}
    assert "workflow.cli.late" in loaded
    assert not loaded & {*HEAVY, *(one.module for one in ALL.values())}


def test_an_unknown_command_is_none() -> None:
    assert engine.get_command(click.Context(engine), "serven") is None
