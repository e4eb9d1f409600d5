"""The engine's command line (命令行): what can be done without the web; click, no Flask."""

import click

from workflow.cli.case import case
from workflow.cli.chinese import ChineseGroup
from workflow.cli.definitions import definitions
from workflow.cli.erase import erase
from workflow.cli.init import init
from workflow.cli.journal import journal
from workflow.cli.keeping import backup, restore
from workflow.cli.ledger import ledger, witness
from workflow.cli.moving import move_database
from workflow.cli.paper import paper
from workflow.cli.people import people
from workflow.cli.place import place_option
from workflow.cli.roles import roles
from workflow.cli.schema import downgrade, upgrade
from workflow.cli.simulate import simulate
from workflow.cli.story import story


@click.group(cls=ChineseGroup)
@place_option
def engine() -> None:
    """干部选拔任用工作流引擎。

    退出码：0 完成；1 检查发现问题；2 不予办理或输入有误（每条理由一行，写到标准错误）。
    """


COMMANDS = (
    init, upgrade, downgrade, roles, move_database, definitions, people, case, paper, story, simulate, journal,
    ledger, witness, erase, backup, restore,
)  # fmt: skip
for command in COMMANDS:
    engine.add_command(command)
