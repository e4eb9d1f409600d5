"""Paper against the record (核对纸质文书): which entry a sheet was printed from, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Row, bindparam, select

from workflow.canonical import leaf
from workflow.errors import NotFound, WorkflowError
from workflow.journal import Desk
from workflow.journal.read import Record, chosen
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.kept import latest
from workflow.ledger.log import Log, Stored, end
from workflow.ledger.paper import PaperMark, grouped
from workflow.ledger.tree import root
from workflow.models import TABLES, entries, whole
from workflow.models.prepared import Prepared
from workflow.queries.verify_epochs import owned_up

ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
_e = entries.c
_HEADS = {
    kind: Prepared(select(row.seq, row.head).where(row.id == bindparam("id")))
    for kind, row in ((one, whole(one).c) for one in TABLES)
}


@dataclass(frozen=True, slots=True)
class Matched:
    """A sheet and the record: the entry if it is there, how many came after it, and what differs."""

    subject: str
    seq: int
    record: Record | None
    later: int
    faults: tuple[str, ...]
    head: Checkpoint | None = None


def mark_of(desk: Desk, subject: str) -> PaperMark:
    """The mark of a sheet that is printed now: the last entry of a subject; raises NotFound."""
    kind, _, id = subject.partition(":")
    row = _HEADS[kind].row(desk.db, id=id)
    if row is None:
        raise NotFound()
    seq, head = row
    return PaperMark(subject, seq, head, latest(desk.db))


def marked(desk: Desk, subject: str, seq: int, digest: str) -> PaperMark:
    """The mark of a sheet that states one entry, whatever came after it."""
    return PaperMark(subject, seq, digest, latest(desk.db))


def match(desk: Desk, mark: PaperMark) -> Matched:
    """What the record says today of the entry and of the signed head that stand on a sheet."""
    row = _entry(desk, mark.subject, mark.seq)
    last = _last(desk, mark.subject)
    faults = [*_faults(row, mark, last), *_headed(desk, mark.head)]
    return Matched(mark.subject, mark.seq, _record(desk, mark.subject, mark.seq) if row else None,
                   max(last - mark.seq, 0), tuple(faults), mark.head)  # fmt: skip


def match_typed(desk: Desk, subject: str, digits: str) -> Matched:
    """The same for the digits of a digest, typed from a sheet of a subject known otherwise."""
    last = _last(desk, subject)
    told = select(_e.seq).where(_e.subject == subject, _e.digest.startswith(digits))
    seq = desk.db.scalar(told.order_by(_e.seq).limit(1))
    if seq is None:
        fault = f"现在的{last}条纪实没有一条的摘要以 {grouped(digits)} 开头：抄写有误，或者此条已被改动、截去"
        return Matched(subject, 0, None, 0, (fault,))
    row = _entry(desk, subject, seq)
    return Matched(subject, seq, _record(desk, subject, seq), last - seq, tuple(_whole(row)))


def case_numbered(desk: Desk, number: str) -> list[str]:
    """The subjects of the cases of a number, or of that id."""
    table = TABLES["case"].c
    told = select(table.id).where((table.number == number) | (table.id == number))
    return [f"case:{one}" for one in desk.db.scalars(told.order_by(table.id))]


def _entry(desk: Desk, subject: str, seq: int) -> Row[tuple[str, bytes]] | None:
    told = select(_e.digest, _e.body).where(_e.subject == subject, _e.seq == seq)
    return desk.db.execute(told).one_or_none()


def _record(desk: Desk, subject: str, seq: int) -> Record | None:
    """The entry as far as its data tell; None where its bytes are nothing that can be read."""
    told = select(_e.digest, _e.body).where(_e.subject == subject, _e.seq == seq)
    try:
        return chosen(desk, told, sealed=True)[0]
    except ODD:
        return None


def _last(desk: Desk, subject: str) -> int:
    told = select(_e.seq).where(_e.subject == subject).order_by(_e.seq.desc()).limit(1)
    return desk.db.scalar(told) or 0


def _faults(row: Row[tuple[str, bytes]] | None, mark: PaperMark, last: int) -> Iterator[str]:
    if row is None:
        yield (f"现在只有{last}条，纸上的第{mark.seq}条已不存在：纪实被截短，或者恢复到了旧备份"
               if mark.seq > last else f"第{mark.seq}条已不存在：纪实被删去")  # fmt: skip
        return
    if row.digest != mark.digest:
        yield f"第{mark.seq}条现在的摘要是 {grouped(row.digest)}，与纸上的不同：此条已被改动或者替换"
    yield from _whole(row)


def _whole(row: Row[tuple[str, bytes]] | None) -> Iterator[str]:
    if row is None or not isinstance(row.body, bytes) or leaf(row.body) != row.digest:
        yield "条目内容与其摘要不符：已被改动"


def _headed(desk: Desk, head: Checkpoint | None) -> Iterator[str]:
    """Whether the log still begins with the head that stands on the sheet."""
    if head is None:
        return
    log, (newest, _) = Log(desk.house.origin), end(desk.db)
    epoch = next((n for n in range(1, newest + 1) if log.name(n) == head.origin), 0)
    if not epoch:
        yield f"纸上的存证点属于“{head.origin}”，本库没有这一日志"
        return
    try:
        same = root(log.hash(desk.db, epoch), Stored(desk.db, epoch), head.size) == head.root
    except ODD:
        same = False
    if not same:
        told = owned_up(desk.db).get(head.origin, 0) >= head.size
        yield (f"日志不再以纸上的存证点（第{head.size}条）开头：" + (
            "换代说明写明曾丢失已签署的条目" if told else "日志被截短或者改写"))  # fmt: skip
