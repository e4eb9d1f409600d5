"""Reading entries back (查阅纪实条目): parsed, with the personal values they commit to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, select

from workflow.canonical import reread
from workflow.dossier import NOTHING, Act, By, Values
from workflow.journal.desk import Desk
from workflow.journal.seal import unseal
from workflow.models import entries
from workflow.models.prepared import OneOf, Prepared

T = TypeVar("T")
ERASED: Values = {}


class Record(NamedTuple):
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
    body: Mapping[str, Any]
    values: Values

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


class Journal(tuple[Record, ...]):
    """The entries of one subject (一个对象的全程纪实), oldest first, with what was folded from them.

    Entries never change, so what was once folded from them holds as long as they are at hand.
    """

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """What the row says after the last of them."""
        return _said({}, self)

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The commitments to all personal values in them."""
        return tuple(one for record in self for one in record.body["values"])

    @cached_property
    def _folded(self) -> dict[Callable[..., Any], Any]:
        return {}

    def once(self, fold: Callable[[str, Sequence[Record]], T], id: str) -> T:
        """What `fold` makes of the subject of that id and of its entries; folded once."""
        if fold not in self._folded:
            self._folded[fold] = fold(id, self)
        found: T = self._folded[fold]
        return found

    def opened(self, values: Mapping[str, Values]) -> "Journal":
        """With the personal values behind their commitments, which no row says."""
        if not self.marks or not values:
            return self
        told = Journal([_with(one, values) for one in self])
        told.__dict__["said"] = self.said
        return told

    def grown(self, record: Record) -> "Journal":
        """With one entry more."""
        longer = Journal((*self, record))
        if "said" in self.__dict__:
            longer.__dict__["said"] = _said(dict(self.said), (record,))
        if "marks" in self.__dict__:
            longer.__dict__["marks"] = (*self.marks, *record.body["values"])
        return longer


def _said(said: dict[str, Any], records: Iterable[Record]) -> dict[str, Any]:
    for record in records:
        said.update(record.data.get("set", NOTHING))
    return said


Histories = Mapping[str, tuple[Record, ...]]
Sealed = Mapping[str, Journal]  # without the personal values
_JOURNALS = Prepared(
    select(entries.c.digest, entries.c.body)
    .where(OneOf(entries.c.subject, "subjects"))
    .order_by(entries.c.subject, entries.c.seq)
)


def histories(
    desk: Desk, subjects: Iterable[str], until: Mapping[str, int] | datetime | None = None,
    heads: Mapping[str, str] = NOTHING,
) -> dict[str, tuple[Record, ...]]:  # fmt: skip
    """The journals of subjects, oldest first; `until` a time, or a seq for each subject.

    `heads`: the digests of last entries, as rows say; what is at hand up to there is not read again.
    """
    wanted = sorted(set(subjects))
    missing = [one for one in wanted if one not in desk.kept]
    if missing:
        desk.kept.update(_opened(desk, _at_hand(desk, missing, heads)))
    if until is None:
        return {subject: desk.kept[subject] for subject in wanted}
    return {
        subject: tuple(one for one in desk.kept[subject] if _within(one, until))
        for subject in wanted
    }


def _at_hand(desk: Desk, wanted: Sequence[str], heads: Mapping[str, str]) -> Sealed:
    """The journals, from the shelf where they lie there up to their last entry."""
    found: dict[str, Journal] = {}
    shelf = desk.house.shelf
    for subject in wanted:
        head = desk.held[subject].head if subject in desk.held else heads.get(subject)
        journal = shelf.get(head) if head else None
        if journal is not None:
            found[subject] = journal
    told = _read(desk, [one for one in wanted if one not in found])
    for records in filter(None, told.values()):
        shelf.put(records)
    return {**found, **told}


def _read(desk: Desk, wanted: Sequence[str]) -> Sealed:
    if not wanted:
        return {}
    found: dict[str, list[Record]] = {subject: [] for subject in wanted}
    for digest, body in _JOURNALS.rows(desk.db, subjects=list(wanted)):
        record = record_of(digest, reread(body), NOTHING)
        found[record.subject].append(record)
    return {subject: Journal(records) for subject, records in found.items()}


def _opened(desk: Desk, sealed: Sealed) -> dict[str, tuple[Record, ...]]:
    """The journals with the personal values behind their commitments."""
    values = unseal(desk, (one for journal in sealed.values() for one in journal.marks))
    return {subject: journal.opened(values) for subject, journal in sealed.items()}


def _with(record: Record, values: Mapping[str, Values]) -> Record:
    for mark in record.body["values"]:
        if mark in values:
            return Record(*record[:-1], values[mark])
    return record


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


def _within(record: Record, until: Mapping[str, int] | datetime) -> bool:
    if isinstance(until, datetime):
        return record.at <= until
    return record.seq <= until.get(record.subject, 0)


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
        data=body["data"], body=body, values=values.get(sealed[0], ERASED) if sealed else ERASED,
    )  # fmt: skip


def content(records: Iterable[Record]) -> Mapping[str, Any]:
    """What a row says after these entries: the fold of their changes."""
    return records.said if isinstance(records, Journal) else _said({}, records)


def folded(fold: Callable[[str, Sequence[Record]], T], id: str, records: Sequence[Record]) -> T:
    """What `fold` makes of the entries of the subject of that id, where they are at hand only once."""
    return records.once(fold, id) if isinstance(records, Journal) else fold(id, records)
