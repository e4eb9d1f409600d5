"""`cadre found` (建库启用): the organizations and the three administrators of a real instance.

No password stands in any file: each administrator's first one is made here, shown once, and must
be changed at the first login.
"""

import uuid
from pathlib import Path

import click

from web.found_plan import EXAMPLE, Plan, read_plan
from web.passwords import hashed, one_time
from web.reading import Reader
from workflow.authority import FOUNDING, founded
from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.commands.accounts import grant_duty
from workflow.commands.entrance import open_with_password
from workflow.commands.founding import found as end_founding
from workflow.commands.organizations import enter_organization
from workflow.errors import NotAvailable, Reason
from workflow.journal import Actor, Desk, Order

FOUNDER = Actor("founding", "建库登记人", FOUNDING, "")


@click.command(cls=ChineseCommand)
@click.argument("file", required=False, metavar="清单",
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--example", is_flag=True, help="打印清单的样子，不办理")
@place_option
@pass_place
def found(place: Place, file: Path | None, example: bool) -> None:
    """启用一个新库：登记单位，开立三员账户，打印一次性口令。先运行 cadre init。"""
    if example:
        click.echo(EXAMPLE, nl=False)
        return
    if file is None:
        raise click.UsageError("须写明建库清单；清单的样子见 cadre found --example")
    plan = read_plan(file)
    with place.house().desk() as desk:
        told = _founded(desk, plan)
    click.echo("已启用。以下口令只显示这一次，请当面分别交给本人，首次登录必须更改：")
    for line in told:
        click.echo(line)


def _founded(desk: Desk, plan: Plan) -> list[str]:
    """Everything by the founding commands; a line for each administrator."""
    if founded(desk):
        raise NotAvailable(reasons=[Reason("R-DUTY-01", "本库已启用", "建库只办理一次")])
    reader, told = Reader(desk), []
    for key, one in plan.in_order():
        enter_organization(desk, _order(), key, one.model_dump(exclude_none=True))
    for duty, who in plan.administrators.items():
        password = one_time()
        values = {"login": who.login, "name": who.name}
        open_with_password(desk, _order(), who.login, values, hashed(password))
        grant_duty(desk, _order(), who.login, {
            "duty": duty, "organization": who.at, "from": _order().today.isoformat(),
        })  # fmt: skip
        told.append(f"{reader.duty(duty)}\t{who.name}\t登录名 {who.login}\t口令 {password}")
    end_founding(desk, _order())
    return told


def _order() -> Order:
    return Order(str(uuid.uuid4()), FOUNDER, now())
