"""Accounts and duties (账户与岗位职责): who logs in and what they may do, where, from when to when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from workflow.authority import ADMINISTRATORS, FOUNDING, require
from workflow.commands.changing import content_of, enter, require_keys
from workflow.errors import NotFound, Reason, Recused
from workflow.journal import Desk, Order
from workflow.journal.write import Entry
from workflow.models import TABLES


def open_account(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Open an account; the login is unique, the account is never deleted (R-TRACE-09)."""
    require_keys(values, ["login", "name"])
    table = TABLES["account"].c
    taken = desk.db.scalar(select(table.id).where(table.login == values["login"]))
    if taken not in (None, id):
        raise Recused(reasons=[Reason("R-DUTY-01", f"登录名{values['login']}已有人使用", "另取登录名")])
    changes = {
        "login": values["login"], "name": values["name"], "person": values.get("person"),
        "state": "active", "duties": content_of(desk, f"account:{id}").get("duties", []),
    }  # fmt: skip
    return enter(desk, order, "open_account", f"account:{id}", changes)


def grant_duty(desk: Desk, order: Order, account: str, duty: Mapping[str, str]) -> Entry:
    """Give a duty at an organization from a day on; the three administrators stay separated."""
    require_keys(duty, ["duty", "organization", "from"])
    if order.actor.duty != FOUNDING:
        require(desk, order.actor, "grant_duty", order.today)
    if order.actor.account == account:
        raise Recused(reasons=[Reason("R-SEP-01", "给本人授予岗位职责", "由他人授予")])
    held = _account(desk, account)["duties"]
    _keep_administrators_apart(duty["duty"], {one["duty"] for one in held if _open(one, order.on)})
    return enter(
        desk, order, "grant_duty", f"account:{account}", {"duties": [*held, dict(duty)]}
    )


def _keep_administrators_apart(duty: str, held: set[str]) -> None:
    """系统、安全保密、审计三员分立，且不兼业务岗位."""
    crossed = held - {duty} if duty in ADMINISTRATORS else held & set(ADMINISTRATORS) - {duty}
    if crossed:
        raise Recused(reasons=[
            Reason("R-SEP-01", f"该账户已承担{'、'.join(sorted(crossed))}",
                   "系统、安全保密、审计三员分立，且不兼任业务岗位")
        ])  # fmt: skip


def _open(duty: Mapping[str, str], day: date) -> bool:
    return not duty.get("to") or day.isoformat() < duty["to"]


def end_duty(
    desk: Desk, order: Order, account: str, duty: str, organization: str, on: str
) -> Entry:
    """End a duty: it counts up to the day before `on`."""
    held = _account(desk, account)["duties"]
    changed = [
        {**one, "to": on}
        if (one["duty"], one["organization"]) == (duty, organization) and not one.get("to")
        else one
        for one in held
    ]
    if changed == held:
        raise NotFound("该账户没有这项在任的岗位职责")
    return enter(desk, order, "end_duty", f"account:{account}", {"duties": changed})


def retire_account(desk: Desk, order: Order, account: str) -> Entry:
    """Retire an account: it acts no more and stays in the record."""
    _account(desk, account)
    return enter(desk, order, "retire_account", f"account:{account}", {"state": "retired"})


def _account(desk: Desk, account: str) -> dict[str, Any]:
    said = content_of(desk, f"account:{account}")
    if not said:
        raise NotFound("账户不存在")
    return said
