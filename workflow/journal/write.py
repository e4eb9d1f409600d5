"""Writing entries (登记纪实条目): entry and row together, chained, once, in order."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    insert,
)
from sqlalchemy.exc import IntegrityError

from workflow.canonical import digest, leaf, plain, reread, rewritten
from workflow.errors import CaseMoved
from workflow.journal.desk import Desk, Order, Row
from workflow.journal.locking import row_of
from workflow.journal.marks import marks
from workflow.journal.read import ERASED, Record, record_of
from workflow.journal.seal import seal
from workflow.models import entries
from workflow.models.prepared import Prepared

_WRITING = Prepared(insert(entries))


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be written. `changes` is what the row says differently afterwards.

    `values` are sealed (L4); `person` says whose they are. `read` names the seq of every journal
    that the judgement used, so that it can be judged again; `view` is the digest of what lay before
    whoever decided, at these same places of the journals. `findings` are plain, as the machine tells.
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


def new_id(desk: Desk, order: Order) -> str:
    """An id made by the application: origin, time, chance; sorts by time within an origin."""
    milliseconds = int(order.at.timestamp() * 1000)
    return f"{desk.house.origin}-{milliseconds:012x}{secrets.token_hex(8)}"


def append(desk: Desk, order: Order, draft: Draft, identity: str = "") -> Entry:
    """Write one entry; the database writes the subject's row in the same statement.

    `identity`: the id it was promised; else a new one. Raises CaseMoved when another entry took the
    same place.
    """
    identity = identity or new_id(desk, order)
    row = row_of(desk, draft.subject)
    seq, prev, content = (row.seq + 1, row.head, reread(row.content)) if row else (1, "", {})
    changes = plain(dict(draft.changes))
    content = {**content, **changes}
    text = rewritten(content)
    sealed = [seal(desk, draft.person, draft.values)] if draft.values else []
    said = _body(desk, order, draft, changes, identity, seq, prev, digest(text), sealed)
    body = rewritten(said)
    mark = leaf(body)
    now = Row(seq, mark, text.decode())
    told = {
        "id": identity, "subject": draft.subject, "seq": seq, "prev": prev, "digest": mark,
        "at": said["at"], "occurred_on": order.on.isoformat(), "kind": draft.kind,
        "account": order.actor.account, "duty": order.actor.duty, "command": order.id,
        **marks(said["data"]), "province": desk.house.province,
        "case_year": draft.case_year or order.today.year, "content": now.content, "body": body,
    }  # fmt: skip
    _write(desk, draft.subject, told)
    _keep(desk, draft, now, record_of(mark, said, {}))
    desk.written.append(identity)
    return Entry(identity, draft.subject, seq, mark, content)


def _write(desk: Desk, subject: str, told: Mapping[str, Any]) -> None:
    """On a held subject nobody else can have taken the place, so it need not be waited for."""
    if subject in desk.held:
        _WRITING.later(desk.db, told)
        return
    try:
        _WRITING.write(desk.db, told)
    except IntegrityError as error:
        raise CaseMoved() from error


def _keep(desk: Desk, draft: Draft, now: Row, record: Record) -> None:
    """Whatever the desk and the shelf have at hand of the subject says the entry, too."""
    subject, prev = draft.subject, record.body["prev"]
    desk.held[subject] = now
    desk.forget(subject)
    longer = desk.house.shelf.grow(prev, record)
    known = desk.kept.pop(subject, None)
    if known and known[-1].digest == prev:
        if longer is not None and not longer.marks:  # the very same, with what is folded from it
            desk.kept[subject] = longer
        else:
            values = plain(draft.values) if draft.values else ERASED
            desk.kept[subject] = known.grown(record._replace(values=values))


def _body(
    desk: Desk, order: Order, draft: Draft, changes: Mapping[str, Any], identity: str, seq: int,
    prev: str, state: str, sealed: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """Entry version 1 (design section 8), plain: as it reads back from its canonical bytes.

    What is not plain by itself is made so; texts and figures of the engine's own are.
    """
    actor = order.actor
    return {
        "v": 1, "id": identity, "subject": draft.subject, "seq": seq, "prev": prev,
        "at": plain(order.at), "occurred_on": order.on.isoformat(),
        "late_reason": plain(order.late_reason or None),
        "command": order.id,
        "actor": {
            "account": actor.account, "name": actor.name, "person": actor.person,
            "duty": actor.duty, "organization": actor.organization, "session": actor.session,
        },
        "kind": draft.kind,
        "data": {**plain(dict(draft.data)), **({"set": changes} if changes else {})},
        "read": dict(draft.read), "findings": list(draft.findings),
        "warnings": plain(draft.warnings), "edition": draft.edition,
        "calendar": desk.calendar.digest, "software": desk.house.software, "view": draft.view,
        "values": list(sealed), "attachments": plain(draft.attachments), "state": state,
    }  # fmt: skip
