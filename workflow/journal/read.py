"""Reading entries back (查阅纪实条目): parsed, with the personal values they commit to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from workflow.canonical import reread
from workflow.dossier import Act, By, Values
from workflow.journal.desk import Desk
from workflow.journal.seal import unseal
from workflow.models import entries

ERASED: Values = {}


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as it stands in the journal; `values` are empty where they were erased."""

    subject: str
    seq: int
    id: str
    digest: str
    at: datetime
    on: date
    kind: str
    by: By
    data: Mapping[str, Any]
    values: Values
    body: Mapping[str, Any]

    @property
    def erased(self) -> bool:
        """Whether it had values and they were erased (L4)."""
        return bool(self.body["values"]) and not self.values

    def as_act(self) -> Act:
        """The entry as an act of an activity."""
        return Act(
            self.subject, self.seq, self.data["act"], self.at, self.on, self.by, self.values,
            self.digest,
        )  # fmt: skip


Histories = Mapping[str, tuple[Record, ...]]


def histories(
    desk: Desk, subjects: Iterable[str], until: Mapping[str, int] | datetime | None = None
) -> dict[str, tuple[Record, ...]]:
    """The journals of subjects, oldest first; `until` a time, or a seq for each subject."""
    wanted = sorted(set(subjects))
    desk.kept.update(_read(desk, [one for one in wanted if one not in desk.kept]))
    if until is None:
        return {subject: desk.kept[subject] for subject in wanted}
    return {
        subject: tuple(one for one in desk.kept[subject] if _within(one.body, until))
        for subject in wanted
    }


def _read(desk: Desk, wanted: Sequence[str]) -> dict[str, tuple[Record, ...]]:
    if not wanted:
        return {}
    query = select(entries.c.digest, entries.c.body).where(entries.c.subject.in_(wanted))
    bodies = [
        (row.digest, reread(row.body))
        for row in desk.db.execute(query.order_by(entries.c.subject, entries.c.seq))
    ]
    values = unseal(desk, (one for _, body in bodies for one in body["values"]))
    found: dict[str, list[Record]] = {subject: [] for subject in wanted}
    for digest, body in bodies:
        found[body["subject"]].append(record_of(digest, body, values))
    return {subject: tuple(records) for subject, records in found.items()}


def chosen(
    desk: Desk, query: Select[tuple[str, bytes]], *, sealed: bool = False
) -> tuple[Record, ...]:
    """The entries whose (digest, body) a query finds, in its order.

    With `sealed` the personal values stay where they are: enough for what the data alone tells.
    """
    bodies = [(row.digest, reread(row.body)) for row in desk.db.execute(query)]
    wanted = () if sealed else (one for _, body in bodies for one in body["values"])
    values = unseal(desk, wanted)
    return tuple(record_of(digest, body, values) for digest, body in bodies)


def history(
    desk: Desk, subject: str, until: Mapping[str, int] | datetime | None = None
) -> tuple[Record, ...]:
    """The journal of one subject, oldest first; empty when there is none."""
    return histories(desk, [subject], until)[subject]


def _within(body: Mapping[str, Any], until: Mapping[str, int] | datetime) -> bool:
    if isinstance(until, datetime):
        return moment(body["at"]) <= until
    return int(body["seq"]) <= until.get(body["subject"], 0)


def moment(text: str) -> datetime:
    """A time of an entry, from its fixed UTC text."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def record_of(digest: str, body: Mapping[str, Any], values: Mapping[str, Values]) -> Record:
    """An entry's parsed body with the values behind its commitments, by commitment."""
    actor = body["actor"]
    sealed = body["values"]
    return Record(
        subject=body["subject"], seq=body["seq"], id=body["id"], digest=digest,
        at=moment(body["at"]), on=date.fromisoformat(body["occurred_on"]), kind=body["kind"],
        by=By(
            actor["account"], actor["name"], actor["duty"], actor["organization"], actor["person"]
        ),
        data=body["data"], values=values.get(sealed[0], ERASED) if sealed else ERASED, body=body,
    )  # fmt: skip


def content(records: Iterable[Record]) -> dict[str, Any]:
    """What a row says after these entries: the fold of their changes."""
    said: dict[str, Any] = {}
    for record in records:
        said.update(record.data.get("set", {}))
    return said
