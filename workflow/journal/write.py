"""Writing entries (登记纪实条目): entry and row together, chained, once, in order."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from workflow.canonical import canonical, digest, leaf, reread
from workflow.errors import CaseMoved, NotFound
from workflow.journal.desk import Desk, Order
from workflow.journal.marks import marks
from workflow.journal.read import record_of
from workflow.journal.seal import seal
from workflow.models import TABLES, entries, subject_id, table_of

# The fixed order in which rows are locked; ids ascend within a kind.
LOCK_ORDER = (
    "organization", "body", "account", "post", "person", "selection", "meeting", "case",
    "interference", "prompt", "appraisal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be written. `changes` is what the row says differently afterwards.

    `values` are sealed (L4); `person` says whose they are. `read` names the seq of every journal
    that the judgement used, so that it can be judged again; `view` is the digest of what lay before
    whoever decided, at these same places of the journals.
    """

    subject: str
    kind: str  # open, record, move, standing, change, annul
    data: Mapping[str, Any]
    changes: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    person: str = ""
    read: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()
    edition: str | None = None
    attachments: tuple[Mapping[str, Any], ...] = ()
    case_year: int = 0
    view: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as written (纪实条目)."""

    id: str
    subject: str
    seq: int
    digest: str
    content: Mapping[str, Any]


def lock(desk: Desk, subjects: Iterable[str], seen: Mapping[str, int]) -> dict[str, Any]:
    """Lock rows in the fixed order; gives subject → (seq, head, content text).

    Raises NotFound for a row that is not there and CaseMoved when it has moved since it was seen.
    """
    held: dict[str, Any] = {}
    order = {kind: place for place, kind in enumerate(LOCK_ORDER)}
    for subject in sorted(set(subjects), key=lambda s: (order[s.partition(":")[0]], s)):
        table = table_of(subject)
        row = desk.db.execute(
            select(table.c.seq, table.c.head, table.c.content)
            .where(table.c.id == subject_id(subject))
            .with_for_update()
        ).one_or_none()
        if row is None:
            raise NotFound()
        if seen.get(subject, row.seq) != row.seq:
            raise CaseMoved()
        if subject not in desk.locked:
            desk.locked.add(subject)
            desk.looked.clear()
            desk.kept.pop(subject, None)  # read before nobody else could write any more
            desk.keys.pop(subject_id(subject), None)  # nor erase
        held[subject] = row
    return held


def new_id(desk: Desk, order: Order) -> str:
    """An id made by the application: origin, time, chance; sorts by time within an origin."""
    milliseconds = int(order.at.timestamp() * 1000)
    return f"{desk.house.origin}-{milliseconds:012x}{secrets.token_hex(8)}"


def append(desk: Desk, order: Order, draft: Draft) -> Entry:
    """Write one entry; the database writes the subject's row in the same statement.

    Raises CaseMoved when another entry took the same place.
    """
    table = TABLES[draft.subject.partition(":")[0]]
    row = desk.db.execute(
        select(table.c.seq, table.c.head, table.c.content).where(
            table.c.id == subject_id(draft.subject)
        )
    ).one_or_none()
    seq, prev, content = (row.seq + 1, row.head, reread(row.content)) if row else (1, "", {})
    content = {**content, **draft.changes}
    text = canonical(content)
    identity = new_id(desk, order)
    sealed = [seal(desk, draft.person, draft.values)] if draft.values else []
    body = canonical(_body(desk, order, draft, identity, seq, prev, digest(text), sealed))
    parsed, mark = reread(body), leaf(body)
    try:
        desk.db.execute(
            insert(entries).values(
                id=identity, subject=draft.subject, seq=seq, prev=prev, digest=mark,
                at=parsed["at"], occurred_on=order.on.isoformat(), kind=draft.kind,
                account=order.actor.account, duty=order.actor.duty, command=order.id,
                **marks(parsed["data"]),
                province=desk.house.province, case_year=draft.case_year or order.today.year,
                content=text.decode(), body=body,
            )
        )  # fmt: skip
    except IntegrityError as error:
        raise CaseMoved() from error
    desk.looked.clear()
    desk.written.append(identity)
    if draft.subject in desk.kept:
        values = {one: reread(canonical(draft.values)) for one in sealed}
        desk.kept[draft.subject] += (record_of(mark, parsed, values),)
    return Entry(identity, draft.subject, seq, mark, content)


def _body(
    desk: Desk, order: Order, draft: Draft, identity: str, seq: int, prev: str, state: str,
    sealed: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """Entry version 1 (design section 8)."""
    actor = order.actor
    return {
        "v": 1, "id": identity, "subject": draft.subject, "seq": seq, "prev": prev,
        "at": order.at, "occurred_on": order.on, "late_reason": order.late_reason or None,
        "command": order.id,
        "actor": {
            "account": actor.account, "name": actor.name, "person": actor.person,
            "duty": actor.duty, "organization": actor.organization, "session": actor.session,
        },
        "kind": draft.kind,
        "data": {**draft.data, **({"set": dict(draft.changes)} if draft.changes else {})},
        "read": dict(draft.read), "findings": list(draft.findings),
        "warnings": list(draft.warnings), "edition": draft.edition,
        "calendar": desk.calendar.digest, "software": desk.house.software, "view": draft.view,
        "values": list(sealed), "attachments": list(draft.attachments), "state": state,
    }  # fmt: skip
