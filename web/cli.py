"""The console script `cadre` (命令行入口): the engine's commands, beside what needs the site."""

import sys

from web.demo.command import demo
from web.found import found
from web.serve import serve
from workflow.cli import engine
from workflow.cli.chinese import run

for command in (serve, found, demo):
    engine.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 broken, 2 refused."""
    sys.exit(run(engine))
