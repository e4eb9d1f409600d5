"""Commands that are imported when they are asked for (按需载入): who asks for help waits for no engine.

A command that verifies needs no web site, no stories and no readings of names, so it is there in less
than half the time, also in each process that `--jobs` begins.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from workflow.cli.chinese import ChineseGroup


class Late(NamedTuple):
    """Where a command lies: its module, its name there, and its line in the help."""

    module: str
    name: str
    line: str


class LateGroup(ChineseGroup):
    """A group of commands by name, each imported at its first use."""

    def __init__(self, *args: Any, late: Mapping[str, Late], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = dict(late)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, imported or not."""
        return sorted({*self.commands, *self.late})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now if need be; None for an unknown name."""
        told = self.late.get(cmd_name)
        if told is not None and cmd_name not in self.commands:
            self.add_command(getattr(import_module(told.module), told.name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The lines of the help, as written in the table: nothing is imported for them."""
        return [(name, self.late[name].line) for name in self.list_commands(ctx)]
