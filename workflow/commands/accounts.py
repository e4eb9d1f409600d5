"""Accounts and duties (账户与岗位职责): who logs in and what they may do, where, from when to when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from workflow.authority import ADMINISTRATORS
from workflow.commands.changing import amend, exists, require_days, require_keys
from workflow.errors import OTHERS, BadInput, NotFound, Reason, Recused
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
    asked = {
        "login": values["login"], "name": values["name"], "person": values.get("person"),
        "state": "active",
    }  # fmt: skip
    return amend(
        desk, order, "open_account", f"account:{id}", asked,
        lambda said: {**asked, "duties": said.get("duties", [])},
    )  # fmt: skip


def grant_duty(desk: Desk, order: Order, account: str, duty: Mapping[str, str]) -> Entry:
    """Give a duty at an organization from a day on; the three administrators stay separated."""
    require_keys(duty, ["duty", "organization", "from"])
    require_days(duty, ["from", "to"])
    place = duty["organization"]
    if not exists(desk, f"organization:{place}"):
        raise BadInput(reasons=[
            Reason("R-TRACE-02", f"没有“{place}”这个单位", "先登记单位，再授予岗位职责")
        ])  # fmt: skip
    if order.actor.account == account:
        raise Recused(reasons=[Reason("R-SEP-01", "给本人授予岗位职责", "由他人授予", OTHERS)])

    def granted(said: Mapping[str, Any]) -> dict[str, Any]:
        held = _duties(said)
        _keep_administrators_apart(
            duty["duty"], {one["duty"] for one in held if _open(one, order.on)}
        )
        return {"duties": [*held, dict(duty)]}

    return amend(desk, order, "grant_duty", f"account:{account}", duty, granted)


def _keep_administrators_apart(duty: str, held: set[str]) -> None:
    """系统、安全保密、审计三员分立，且不兼业务岗位."""
    crossed = held - {duty} if duty in ADMINISTRATORS else held & set(ADMINISTRATORS) - {duty}
    if crossed:
        raise Recused(reasons=[
            Reason("R-SEP-01", f"该账户已承担{'、'.join(sorted(crossed))}",
                   "系统、安全保密、审计三员分立，且不兼任业务岗位", OTHERS)
        ])  # fmt: skip


def _open(duty: Mapping[str, str], day: date) -> bool:
    return not duty.get("to") or day.isoformat() < duty["to"]


def end_duty(
    desk: Desk, order: Order, account: str, duty: str, organization: str, on: str
) -> Entry:
    """End a duty: it counts up to the day before `on`."""
    require_days({"on": on}, ["on"])

    def ended(said: Mapping[str, Any]) -> dict[str, Any]:
        held = _duties(said)
        changed = [
            {**one, "to": on}
            if (one["duty"], one["organization"]) == (duty, organization) and not one.get("to")
            else one
            for one in held
        ]
        if changed == held:
            raise NotFound("该账户没有这项在任的岗位职责")
        return {"duties": changed}

    asked = {"duty": duty, "organization": organization, "to": on}
    return amend(desk, order, "end_duty", f"account:{account}", asked, ended)


def retire_account(desk: Desk, order: Order, account: str) -> Entry:
    """Retire an account: it acts no more and stays in the record."""
    retired = {"state": "retired"}

    def known(said: Mapping[str, Any]) -> dict[str, Any]:
        _duties(said)
        return retired

    return amend(desk, order, "retire_account", f"account:{account}", retired, known)


def _duties(said: Mapping[str, Any]) -> list[dict[str, str]]:
    """The duties of an account, from what its row says; raises NotFound for none."""
    if not said:
        raise NotFound("账户不存在")
    return list(said["duties"])
