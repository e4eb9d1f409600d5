"""Accounts and duties (账户与岗位职责): who logs in and what they may do, where, from when to when."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from workflow.authority import ADMINISTRATORS, account_content
from workflow.canonical import reread
from workflow.commands.changing import amend, exists, require_days, require_keys, require_news
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


def correct_account(
    desk: Desk, order: Order, account: str, values: Mapping[str, Any], reason: str
) -> Entry:
    """Correct the name of an account or the person it stands for; its login stays (R-TRACE-04).

    Raises BadInput without a reason or where nothing would be otherwise; Recused where the person
    already holds, by another account, what may not meet in one hand.
    """
    require_keys({**values, "reason": reason}, ["name", "reason"])
    asked = {"name": values["name"], "person": values.get("person")}

    def corrected(said: Mapping[str, Any]) -> dict[str, Any]:
        held = duties_of(said)
        require_news(said, asked)
        others = _held_by_others(desk, account, asked["person"], order.on)
        for one in (one["duty"] for one in held if is_open(one, order.on)):
            _keep_administrators_apart(one, others)
        return asked

    return amend(
        desk, order, "correct_account", f"account:{account}", asked, corrected, reason=reason
    )


def grant_duty(desk: Desk, order: Order, account: str, duty: Mapping[str, str]) -> Entry:
    """Give a duty at an organization from a day on; the three administrators stay separated."""
    require_keys(duty, ["duty", "organization", "from"])
    require_days(duty, ["from", "to"])
    if duty.get("to") and duty["to"] <= duty["from"]:
        raise BadInput(reasons=[
            Reason("R-DUTY-01", f"自{duty['from']}起，至{duty['to']}止", "终止日期晚于起始日期")
        ])  # fmt: skip
    place = duty["organization"]
    if not exists(desk, f"organization:{place}"):
        raise BadInput(reasons=[
            Reason("R-TRACE-02", f"没有“{place}”这个单位", "先登记单位，再授予岗位职责")
        ])  # fmt: skip
    person = account_content(desk, account).get("person")
    if order.actor.account == account or (person and person == order.actor.person):
        raise Recused(reasons=[Reason("R-SEP-01", "给本人授予岗位职责", "由他人授予", OTHERS)])

    def granted(said: Mapping[str, Any]) -> dict[str, Any]:
        held = duties_of(said)
        own = {one["duty"] for one in held if is_open(one, order.on)}
        others = _held_by_others(desk, account, said.get("person"), order.on)
        _keep_administrators_apart(duty["duty"], own | others)
        return {"duties": [*held, dict(duty)]}

    return amend(desk, order, "grant_duty", f"account:{account}", duty, granted)


def _held_by_others(desk: Desk, account: str, person: str | None, day: date) -> set[str]:
    """The duties that a person holds by other accounts: two accounts are still one hand."""
    if not person:
        return set()
    table = TABLES["account"].c
    rows = desk.db.scalars(
        select(table.content).where(
            table.person == person, table.id != account, table.state == "active"
        )
    )
    return {
        one["duty"] for text in rows for one in reread(text)["duties"] if is_open(one, day)
    }  # fmt: skip


def _keep_administrators_apart(duty: str, held: Iterable[str]) -> None:
    """系统、安全保密、审计三员分立，且不兼业务岗位."""
    held = set(held)
    crossed = held - {duty} if duty in ADMINISTRATORS else held & set(ADMINISTRATORS) - {duty}
    if crossed:
        raise Recused(reasons=[
            Reason("R-SEP-01", f"该账户已承担{'、'.join(sorted(crossed))}",
                   "系统、安全保密、审计三员分立，且不兼任业务岗位", OTHERS)
        ])  # fmt: skip


def is_open(duty: Mapping[str, str], day: date) -> bool:
    """Whether a duty is not over on that day; it may begin later."""
    return not duty.get("to") or day.isoformat() < duty["to"]


def end_duty(
    desk: Desk, order: Order, account: str, duty: str, organization: str, on: str
) -> Entry:
    """End a duty, or end it earlier than was said: it counts up to the day before `on`."""
    require_days({"on": on}, ["on"])

    def ended(said: Mapping[str, Any]) -> dict[str, Any]:
        held = duties_of(said)
        changed = [
            {**one, "to": on}
            if (one["duty"], one["organization"]) == (duty, organization) and _reaches(one, on)
            else one
            for one in held
        ]
        if changed == held:
            raise NotFound("该账户没有这项在任的岗位职责")
        return {"duties": changed}

    asked = {"duty": duty, "organization": organization, "to": on}
    return amend(desk, order, "end_duty", f"account:{account}", asked, ended)


def _reaches(duty: Mapping[str, str], day: str) -> bool:
    return not duty.get("to") or day < duty["to"]


def retire_account(desk: Desk, order: Order, account: str) -> Entry:
    """Retire an account: it acts no more and stays in the record."""
    retired = {"state": "retired"}

    def known(said: Mapping[str, Any]) -> dict[str, Any]:
        duties_of(said)
        return retired

    return amend(desk, order, "retire_account", f"account:{account}", retired, known)


def duties_of(said: Mapping[str, Any]) -> list[dict[str, str]]:
    """The duties of an account, from what its row says; raises NotFound for none."""
    if not said:
        raise NotFound("账户不存在")
    return list(said["duties"])
