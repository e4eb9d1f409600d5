"""The console script `cadre` (命令行入口): the engine's commands, beside what needs the site."""

import sys
from collections.abc import Mapping

from workflow.cli import engine
from workflow.cli.chinese import run
from workflow.cli.late import Late

COMMANDS: Mapping[str, Late] = {
    "serve": Late("web.serve", "serve", "启动网站。"),
    "found": Late(
        "web.found", "found",
        "启用一个新库：登记单位，开立三员账户，打印一次性口令。先运行 cadre init。",
    ),
    "demo": Late(
        "web.demo.command", "demo", "讲述一次提拔的全过程，建立演示数据（全部虚构）并启动网站。"
    ),
}  # fmt: skip
engine.late.update(COMMANDS)  # type: ignore[attr-defined]  # click.group tells only click.Group


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 broken, 2 refused."""
    sys.exit(run(engine))
