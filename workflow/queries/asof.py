"""A case as of then (事项当日情形): where it stood, what was recorded and what was missing, at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from workflow.dossier import Dossier
from workflow.errors import BadInput, NotFound
from workflow.journal import Desk
from workflow.journal.read import Record, history
from workflow.queries.cases import MoveView, as_of, move_view
from workflow.workdays import SHANGHAI

Until = datetime | Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was known of a case then: its dossier, how every move stood on it, its entries so far."""

    seen: Dossier
    moves: tuple[MoveView, ...]
    records: tuple[Record, ...]


def case_as_of(desk: Desk, case: str, then: str | None, now: datetime) -> AsOf:
    """A case at the end of a day (2026-03-26), at an entry of its journal (its seq), or now.

    Raises NotFound where there was no such case or entry yet, BadInput for another text.
    """
    records = history(desk, f"case:{case}")
    until, at = _until(desk, records, then, now)
    seen = as_of(desk, case, at, until)
    return AsOf(
        seen, tuple(move_view(seen, move) for move in seen.edition.moves_from(seen.case.state)),
        tuple(one for one in records if _within(one, until)),
    )  # fmt: skip


def end_of(day: date) -> datetime:
    """The last moment of a day in Shanghai; raises OverflowError beyond the calendar."""
    return datetime.combine(day, time.max, SHANGHAI).astimezone(UTC)


def _until(
    desk: Desk, records: tuple[Record, ...], then: str | None, now: datetime
) -> tuple[Until, datetime]:
    """What `then` means: the end of a day, or a place in the case's journal and what it read.

    What that entry had not read counts as of its time.
    """
    if then is None:
        return None, now
    if then.isdecimal():
        entry = next((one for one in records if str(one.seq) == then.lstrip("0")), None)
        if entry is None:
            raise NotFound(f"该事项没有第{then}条纪实")
        around = as_of(desk, entry.subject.partition(":")[2], entry.at, entry.at).read
        return {**around, **entry.body["read"], entry.subject: entry.seq}, entry.at
    try:
        end = end_of(date.fromisoformat(then))
    except (ValueError, OverflowError) as wrong:
        raise BadInput(f"“{then}”不是日期（2026-03-26），也不是纪实序号") from wrong
    return end, end


def _within(record: Record, until: Until) -> bool:
    if until is None:
        return True
    if isinstance(until, datetime):
        return record.at <= until
    return record.seq <= until[record.subject]
