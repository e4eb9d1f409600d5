"""`cadre ledger policy` (见证期限): how the witness's receipts stand, and within how many days they are due."""

import click

from workflow.authority import DO
from workflow.cli.acting import order_of, ordered
from workflow.cli.keeping import epoch, turned
from workflow.cli.ledger import ledger
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.commands.witnessing import set_witness_policy
from workflow.errors import BadInput
from workflow.queries.witnessed import lateness
from workflow.queries.witnessed import policy as policy_of
from workflow.workdays import local_day


@ledger.command()
@click.option("--days", type=int, metavar="个数", help="几个工作日内须有见证回执，1至20；不给出则只显示现状")
@click.option("--refuse/--only-warn", "refuses", default=False,
              help="逾期后集体决定和任职的流转不予办理；默认只提示")  # fmt: skip
@click.option("--reason", default="", metavar="理由", help="设定的理由")
@click.option("--who", metavar="登录名", help="由谁设定：安全保密管理员")
@ordered
@place_option
@pass_place
def policy(place: Place, days: int | None, refuses: bool, reason: str, who: str | None, id: str) -> None:
    """见证期限：显示现状，或者设定；设定是一条纪实。"""
    house = place.house()
    if days is not None:
        if who is None:
            raise BadInput("设定见证期限须用 --who 写明由谁设定")
        with house.desk() as desk:
            order = order_of(desk, who, DO["set_witness_policy"], id)
            set_witness_policy(desk, order, days, refuses, reason)
    with house.reading() as desk:
        force, told = policy_of(desk), lateness(desk, local_day(now()))
    then = "逾期后集体决定和任职的流转不予办理" if force.refuses else "逾期只提示"
    click.echo(f"见证期限：{force.days}个工作日，{then}")
    if told is None:
        click.echo("还没有签署过存证点")
    else:
        click.echo(f"{'！逾期：' if told.late else ''}{told.found}")


for one in (epoch, turned):  # of the same group, beside backup and restore
    ledger.add_command(one)
