"""Who acts on the command line (办理人), and under which id: an account of the instance, named by its login."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from sqlalchemy import select

from workflow.authority import FOUNDING, account_content, founded
from workflow.cli.place import now
from workflow.errors import Interrupted, NotFound
from workflow.journal import Actor, Desk, Order
from workflow.models import TABLES
from workflow.queries.logins import duties_on
from workflow.workdays import local_day


def ordered(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--order` for a command that writes: its `id`, told where Ctrl+C ends it before it has answered.

    Sent again under that id it is carried out if it was not, and else only answered.
    """

    @click.option("--order", metavar="编号", help="办理编号：中断后以当时显示的编号重办，不会重复记录")
    @wraps(command)
    def told(*arguments: Any, order: str | None, **named: Any) -> Any:
        id = order or str(uuid.uuid4())
        try:
            return command(*arguments, id=id, **named)
        except KeyboardInterrupt as stop:
            raise Interrupted(
                f"已中止，可能已经记录，也可能没有：请把同一命令加上 --order {id} 重办，不会重复记录"
            ) from stop

    return told


def order_of(
    desk: Desk, login: str | None, duties: tuple[str, ...], id: str | None = None
) -> Order:
    """An order of the account with that login, under the first duty it has among `duties`.

    Until the instance is founded nobody has an account yet: the founder acts. Whoever may run this
    program may write the database, so the login is not proved here; the web asks for a password.
    """
    id = id or str(uuid.uuid4())
    if login is None and not founded(desk):
        return Order(id, Actor("founding", "建库登记人", FOUNDING, ""), now())
    if login is None:
        raise click.UsageError("本库已启用，须用 --who 写明由谁办理")
    table = TABLES["account"].c
    account = desk.db.scalar(select(table.id).where(table.login == login))
    if account is None:
        raise NotFound(f"没有账户“{login}”")
    said, at = account_content(desk, account), now()
    held = duties_on(said, local_day(at)) or tuple(
        (one["duty"], one["organization"]) for one in said["duties"]
    )  # then the engine says which is over
    if not held:
        raise NotFound(f"账户“{login}”没有岗位职责")
    duty, organization = next((one for one in held if one[0] in duties), held[0])
    actor = Actor(account, said["name"], duty, organization, said["person"])
    return Order(id, actor, at)
