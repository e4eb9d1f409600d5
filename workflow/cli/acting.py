"""Who acts on the command line (办理人): an account of the instance, named by its login."""

import uuid

import click
from sqlalchemy import select

from workflow.authority import FOUNDING, account_content, founded
from workflow.cli.place import now
from workflow.errors import NotFound
from workflow.journal import Actor, Desk, Order
from workflow.models import TABLES
from workflow.queries.logins import duties_on
from workflow.workdays import local_day


def order_of(desk: Desk, login: str | None, duties: tuple[str, ...]) -> Order:
    """An order of the account with that login, under the first duty it has among `duties`.

    Until the instance is founded nobody has an account yet: the founder acts. Whoever may run this
    program may write the database, so the login is not proved here; the web asks for a password.
    """
    if login is None and not founded(desk):
        return Order(str(uuid.uuid4()), Actor("founding", "建库登记人", FOUNDING, ""), now())
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
    return Order(str(uuid.uuid4()), actor, at)
