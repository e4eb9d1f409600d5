"""Whoever may enter (账户口令与会话): passwords given by an administrator, sessions ended by one.

Each is an entry of the account, for whoever may set a password could act under it. A password
itself is never recorded, and neither is the change of one's own: it alters nobody's duties.
"""

from collections.abc import Mapping
from typing import Any

from workflow.authority import account_content
from workflow.commands.accounts import duties_of, open_account
from workflow.commands.changing import amend, ordered
from workflow.commands.logins import end_sessions, set_password
from workflow.commands.once import answered
from workflow.errors import OTHERS, BadInput, NotAvailable, Reason, Recused
from workflow.journal import Desk, Order
from workflow.journal.write import Entry


def open_with_password(
    desk: Desk, order: Order, id: str, values: Mapping[str, Any], hashed: str
) -> Entry:
    """Open an account with a password that its holder must change at once.

    Raises NotAvailable for an order carried out before: its password is shown once.
    """
    desk.claim(order.id)
    if account_content(desk, id):
        raise _shown_once()
    entry = open_account(desk, order, id, values)
    set_password(desk, id, hashed, order.at, initial=True)
    return entry


def reset_password(desk: Desk, order: Order, account: str, hashed: str, reason: str) -> Entry:
    """Give an account a password that its holder must change at once; its sessions end.

    Raises NotAvailable for an order carried out before, Recused for the own account, BadInput
    without a reason.
    """
    _require_reason(reason)
    if order.actor.account == account:
        raise Recused(reasons=[
            Reason("R-SEP-01", "重置本人的口令", "本人在“口令”页更改，忘记的由他人重置", OTHERS)
        ])  # fmt: skip
    subject = f"account:{account}"
    if answered(desk, order, "reset_password", ordered(subject, {}, reason)):
        raise _shown_once()

    def reset(said: Mapping[str, Any]) -> dict[str, Any]:
        duties_of(said)
        set_password(desk, account, hashed, order.at, initial=True)
        return {}

    return amend(desk, order, "reset_password", subject, {}, reset, reason=reason)


def close_sessions(desk: Desk, order: Order, account: str, reason: str) -> Entry:
    """End every open session of an account; whoever holds it can log in again. Raises BadInput."""
    _require_reason(reason)

    def closed(said: Mapping[str, Any]) -> dict[str, Any]:
        duties_of(said)
        end_sessions(desk, account, order.at)
        return {}

    return amend(desk, order, "close_sessions", f"account:{account}", {}, closed, reason=reason)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput(reasons=[Reason("R-TRACE-02", "没有写明理由", "写明理由")])


def _shown_once() -> NotAvailable:
    return NotAvailable(reasons=[
        Reason("R-DUTY-01", "该项已经办理，一次性口令只显示一次", "没有记下口令的，重新办理口令重置")
    ])  # fmt: skip
