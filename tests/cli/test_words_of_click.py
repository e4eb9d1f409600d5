"""What click says of itself is said in Chinese, whatever command it says it of."""

import click
import pytest

from workflow.cli.chinese import REFUSED, ChineseCommand, ChineseGroup, run


def group(command: click.Command) -> click.Group:
    found = ChineseGroup("cadre")
    found.add_command(command, "do")
    return found


@pytest.mark.parametrize(("error", "said"), [
    (KeyboardInterrupt(), "已中止"),
    (click.BadParameter("太大", param_hint="--size"), "命令有误：--size 的值不对：太大"),
    (click.FileError("表.lrmx", "x"), "命令有误：文件 表.lrmx 不能打开"),
    (click.BadOptionUsage("--size", "x"), "命令有误：选项 --size 缺少值，或多给了值"),
    (PermissionError(13, "Permission denied", "表.lrmx"), "表.lrmx 不能读写：Permission denied"),
])  # fmt: skip
def test_an_error_of_a_command_is_one_chinese_line(
    capsys: pytest.CaptureFixture[str], error: BaseException, said: str
) -> None:
    def fails() -> None:
        raise error

    assert run(group(ChineseCommand("do", callback=fails)), ["do"]) == REFUSED
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip().splitlines()[-1].startswith(said)


def test_a_command_without_options_shows_no_heading_for_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare = ChineseCommand("do", add_help_option=False)
    context = click.Context(bare, info_name="do")
    assert bare.get_help_option(context) is None
    assert bare.get_help(context).split() == ["用法：do", "[选项]"]


def test_a_group_without_commands_shows_no_heading_for_them() -> None:
    assert "命令:" not in ChineseGroup("cadre").get_help(click.Context(ChineseGroup("cadre")))
