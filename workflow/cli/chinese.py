"""The command line in Chinese (命令行用语): headings, help and usage errors of click, exit codes.

Exit codes: 0 done; 1 something was found broken; 2 refused or bad input, one line a reason.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from workflow.definition.fault import nearest
from workflow.errors import JournalBroken, WorkflowError
from workflow.workdays import CalendarInvalid

DONE, BROKEN, REFUSED = 0, 1, 2
REFUSALS = (
    click.ClickException, click.exceptions.Abort, WorkflowError, CalendarInvalid, SQLAlchemyError,
    OSError,
)  # fmt: skip


class Broken(Exception):
    """检查发现问题

    Raised by a command that has told what it found; the exit code is 1.
    """


class _Headed(click.Command):
    """A command with Chinese headings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, its text in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """用法."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """选项."""
        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        found = (one.get_help_record(ctx) for one in options)
        records = [one for one in found if one is not None]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class Needed(click.Option):
    """An option that must be given, said to be so in Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, required=True, **kwargs)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of the help."""
        told = super().get_help_record(ctx)
        return told and (told[0], told[1].replace("[required]", "[必填]"))


class ChineseCommand(_Headed):
    """A command in Chinese."""


class ChineseGroup(_Headed, click.Group):
    """A group of commands in Chinese."""

    command_class = ChineseCommand
    group_class = type  # its own class, so that groups below are Chinese too

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "命令 [参数]…")
        super().__init__(*args, **kwargs)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """命令."""
        rows = self.lines(ctx)
        if rows:
            with formatter.section("命令"):
                formatter.write_dl(rows)

    def lines(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Each command with its line."""
        return [
            (name, command.get_short_help_str(60))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None and not command.hidden
        ]


def run(group: click.Group, arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code; every reason is a line on stderr."""
    try:
        answer = group.main(arguments, prog_name="cadre", standalone_mode=False)
    except Broken:
        return BROKEN
    except REFUSALS as no:
        for line in said(no):
            click.echo(line, err=True)
        return BROKEN if isinstance(no, JournalBroken) else REFUSED
    return answer if isinstance(answer, int) else DONE


def said(no: Exception) -> list[str]:
    """Why a command was not carried out, one line a reason."""
    match no:
        case click.exceptions.NoArgsIsHelpError():
            return [no.format_message()]
        case click.ClickException():
            return [f"命令有误：{usage(no)}"]
        case WorkflowError():
            return no.lines()
        case CalendarInvalid():
            return str(no).splitlines()
        case SQLAlchemyError():
            told = str(getattr(no, "orig", None) or no).strip()
            return [f"数据库不能使用：{told.splitlines()[0] if told else type(no).__name__}"]
        case OSError():
            return [f"{no.filename or '文件'} 不能读写：{no.strerror or no}"]
    return ["已中止"]


def usage(wrong: click.ClickException) -> str:
    """What is wrong with a command line, in Chinese."""
    said = WORDS.get(type(wrong).__name__)
    where = getattr(wrong, "ctx", None)
    hint = f"（用法见 {where.command_path} --help）" if where is not None else ""
    return (said(wrong) if said else _other(wrong)) + hint


def _other(wrong: click.ClickException) -> str:
    """Errors that click has no class for, by their words."""
    message = wrong.format_message()
    _, unexpected, rest = message.partition("Got unexpected extra argument")
    return f"多余的参数 {rest.lstrip('s ').strip('()')}" if unexpected else message


def _named(wrong: Any) -> str:
    """What a parameter is called on the command line."""
    param = wrong.param
    if param is None:
        return str(wrong.param_hint or "")
    return str(param.human_readable_name if param.param_type_name == "argument"
               else "/".join(param.opts))  # fmt: skip


def _no_command(wrong: Any) -> str:
    known = wrong.ctx.command.list_commands(wrong.ctx) if wrong.ctx else ()
    return f"没有命令 {wrong.command_name}{nearest(wrong.command_name, known)}"


def _no_option(wrong: Any) -> str:
    return f"没有选项 {wrong.option_name}{nearest(wrong.option_name, wrong.possibilities or ())}"


def _choices(wrong: Any) -> str:
    """What may stand there, where there are only so many; else what was said."""
    choices = getattr(wrong.param.type, "choices", None) if wrong.param else None
    return f"，应为下列之一：{'、'.join(choices)}" if choices else f"：{wrong.message}"


WORDS: Mapping[str, Callable[[Any], str]] = {
    "NoSuchCommand": _no_command,
    "NoSuchOption": _no_option,
    "MissingParameter": lambda wrong: f"缺少 {_named(wrong)}",
    "BadParameter": lambda wrong: f"{_named(wrong)} 的值不对{_choices(wrong)}",
    "BadOptionUsage": lambda wrong: f"选项 {wrong.option_name} 缺少值，或多给了值",
    "FileError": lambda wrong: f"文件 {wrong.ui_filename} 不能打开",
}
