"""Documents (附件): what a journal names, so that who may read the journal may open it."""

from dataclasses import dataclass
from datetime import date

from workflow.dossier import By
from workflow.journal import Desk
from workflow.journal.read import Record, history


@dataclass(frozen=True, slots=True)
class Filed:
    """One stored file as an entry names it: `size` in bytes, who filed it, for which activity."""

    subject: str
    digest: str
    name: str
    size: int
    seq: int
    on: date
    by: By
    kind: str  # of the entry
    activity: str  # or the move; "" for neither


def filed(desk: Desk, subject: str, kind: str = "") -> list[Filed]:
    """The files that the journal of a subject names, each as it was first filed.

    `kind`: only in entries of that kind, for those who see no others.
    """
    found: dict[tuple[str, str], Filed] = {}
    for record in history(desk, subject):
        if kind in ("", record.kind):
            for one in record.body["attachments"]:
                found.setdefault((one["digest"], one["name"]), _filed(record, one))
    return list(found.values())


def _filed(record: Record, one: dict[str, object]) -> Filed:
    about = record.data.get("activity") or record.data.get("move") or ""
    return Filed(
        record.subject, str(one["digest"]), str(one["name"]), int(str(one["size"])), record.seq,
        record.on, record.by, record.kind, str(about),
    )  # fmt: skip
