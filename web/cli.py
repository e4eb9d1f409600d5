"""The console script `cadre` (命令行入口): the engine's commands, beside what needs the site."""

import sys

from workflow.cli import engine
from workflow.cli.chinese import run


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 broken, 2 refused."""
    sys.exit(run(engine))
