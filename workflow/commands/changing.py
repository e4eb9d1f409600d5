"""One pattern for setting things up (登记基础信息): allowed, dated, once, then one entry."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from workflow import authority
from workflow.canonical import reread
from workflow.commands.once import answer, answered, require_dates
from workflow.errors import BadInput, Reason
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.locking import row_of
from workflow.journal.write import Entry


def exists(desk: Desk, subject: str) -> bool:
    """Whether the subject has a journal."""
    return bool(content_of(desk, subject))


def content_of(desk: Desk, subject: str) -> dict[str, Any]:
    """What a subject's row says; empty for an unknown one."""
    row = row_of(desk, subject)
    return reread(row.content) if row else {}


def require_days(values: Mapping[str, Any], keys: Sequence[str]) -> None:
    """Refuse whatever is given under these keys and is no day: folds read them back. Raises BadInput."""
    wrong = [values[key] for key in keys if values.get(key) and not _is_day(values[key])]
    if wrong:
        raise BadInput(reasons=[
            Reason("R-TRACE-02", f"“{one}”不是日期", "写作 2026-03-26") for one in wrong
        ])  # fmt: skip


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def require_keys(values: Mapping[str, Any], needed: Sequence[str]) -> None:
    """Refuse, naming every missing key at once. Raises BadInput."""
    missing = [key for key in needed if values.get(key) in (None, "")]
    if missing:
        raise BadInput(reasons=[Reason("R-TRACE-02", f"缺少{key}", f"填写{key}") for key in missing])


def require_news(said: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Refuse a correction that leaves everything as it is. Raises BadInput."""
    if all(said.get(key) == value for key, value in asked.items()):
        raise BadInput(reasons=[Reason("R-TRACE-02", "与原登记一致", "更正的内容与原登记不同")])


def ordered(subject: str, asked: Mapping[str, Any], reason: str = "") -> dict[str, Any]:
    """What a command of `amend` was asked to do, as its id stands for it."""
    told = {"subject": subject, "changes": dict(asked)}
    return {**told, "reason": reason} if reason else told


def enter(
    desk: Desk, order: Order, act: str, subject: str, changes: Mapping[str, Any], place: str = ""
) -> Entry:
    """Create or change a subject's row by one entry, if the actor may do `act` over `place`."""
    return amend(desk, order, act, subject, changes, lambda said: changes, place)


def amend(
    desk: Desk,
    order: Order,
    act: str,
    subject: str,
    asked: Mapping[str, Any],
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    place: str = "",
    reason: str = "",
) -> Entry:
    """As `enter`, where what changes depends on what the row says by now.

    `asked` is what was ordered: it tells a repeated command from another one. `change` is asked
    once the row is locked, so two who amend at once lose nothing; it may refuse. `reason` is sealed.
    """
    payload = ordered(subject, asked, reason)
    if known := answered(desk, order, act, payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, act, order.today, place)
    kind = "open"
    if exists(desk, subject):
        lock(desk, [subject], order.seen)
        kind = "change"
    changes = change(content_of(desk, subject))
    values = {"reason": reason} if reason else {}
    entry = append(desk, order, Draft(subject, kind, {"act": act}, changes, values))
    return answer(desk, order, act, payload, entry)
