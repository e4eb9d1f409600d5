"""Once only (办理编号): a command id already carried out answers again, without a second entry.

Also the dates of an order: never in the future, late only with a reason (R-TRACE-01).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, exists, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite says it alike

from workflow.canonical import canonical, digest, reread
from workflow.errors import BadInput, CommandReused, Reason
from workflow.journal import Desk, Order
from workflow.journal.write import Entry
from workflow.models import commands, entries
from workflow.models.prepared import Answer, Prepared

_KNOWN = Prepared(
    select(commands.c.account, commands.c.payload, commands.c.entry)
    .where(commands.c.id == bindparam("id"))
)  # fmt: skip
_ANSWERED = Prepared(insert(commands))
# On PostgreSQL it waits for who inserts the same id; on SQLite the law refuses another row of the id.
_CLAIMING = Prepared(
    upsert(commands).from_select(
        ["id", "account", "payload", "entry"],
        select(*(bindparam(one, type_=Text) for one in ("id", "account", "payload", "entry")))
        .where(~exists().where(commands.c.id == bindparam("id", type_=Text))),
    ).on_conflict_do_nothing()
)  # fmt: skip
TOLERANCE = 3  # days, where no edition says otherwise (backdate_tolerance_days)


def answered(desk: Desk, order: Order, what: str, payload: Mapping[str, Any]) -> Entry | None:
    """The entry this command id was answered with before; None for a new one.

    The same command sent twice at once is carried out once: the second waits for the first.
    Raises CommandReused when the id stood for something else or somebody else.
    """
    desk.claim(order.id)
    return _known(desk, order, _digest(order, what, payload))


def _known(desk: Desk, order: Order, payload: str) -> Entry | None:
    known = _KNOWN.row(desk.db, id=order.id)
    if known is None:
        return None
    account, asked, answer = known
    if account != order.actor.account or asked != payload:
        raise CommandReused()
    desk.settle()
    entry = desk.db.execute(select(entries).where(entries.c.id == answer)).one()
    return Entry(entry.id, entry.subject, entry.seq, entry.digest, reread(entry.content))


class Claim(NamedTuple):
    """A command id that was asked for (办理编号登记): whether it is new, and for what."""

    sent: Answer
    payload: str


def claim(
    desk: Desk, order: Order, what: str, payload: Mapping[str, Any], identity: str
) -> Claim:
    """Promise a new command id the entry of that identity, which is its answer; see `claimed`.

    One statement instead of three, for commands that know the entry they will answer with.
    """
    told = _digest(order, what, payload)
    return Claim(_CLAIMING.ask(
        desk.db, id=order.id, account=order.actor.account, payload=told, entry=identity
    ), told)  # fmt: skip


def claimed(desk: Desk, order: Order, claim: Claim) -> Entry | None:
    """As `answered`, once the claim was sent."""
    return None if claim.sent.count() else _known(desk, order, claim.payload)


def answer(desk: Desk, order: Order, what: str, payload: Mapping[str, Any], entry: Entry) -> Entry:
    """Remember that this command id was answered with `entry`."""
    _ANSWERED.later(desk.db, {
        "id": order.id, "account": order.actor.account, "payload": _digest(order, what, payload),
        "entry": entry.id,
    })  # fmt: skip
    return entry


def _digest(order: Order, what: str, payload: Mapping[str, Any]) -> str:
    return digest(canonical({"what": what, "on": order.on, "payload": dict(payload)}))


def require_dates(order: Order, tolerance: int = TOLERANCE) -> None:
    """Refuse a business day in the future, and a late one without a reason (R-TRACE-01)."""
    days = (order.today - order.on).days
    if days < 0:
        raise _undated(f"办理日期{order.on}晚于今天{order.today}", "不得填写将来的日期")
    if days > tolerance and not order.late_reason.strip():
        raise _undated(f"办理日期{order.on}已过{days}天", f"超过{tolerance}天补录须说明理由")


def _undated(found: str, needed: str) -> BadInput:
    return BadInput(reasons=[Reason("R-TRACE-01", found, needed)])
