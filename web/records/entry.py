"""One entry whole (纪实条目): what it records, who under which duty, what it rests on, its links."""

from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.codes import SUBJECTS
from web.house import desk, today
from web.pictures import Summary, summary
from web.reading import Reader
from web.records.search import about, bp, names
from web.records.words import readable
from workflow.authority import READERS, overlooked
from workflow.canonical import leaf
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.read import Record, history
from workflow.queries.entries import entry as entry_of
from workflow.queries.known import pictured
from workflow.queries.sight import require_sight_of


@bp.get("/<kind>/<id>/<int:seq>")
@login_required
def entry(kind: str, id: str, seq: int) -> Any:
    """One entry; its canonical bytes only for auditors."""
    subject = f"{kind}:{id}"
    if kind not in SUBJECTS:
        raise NotFound()
    require_sight_of(desk(), actor(), subject, today())
    record, body = entry_of(desk(), subject, seq)
    if about(record):
        require_sight_of(desk(), actor(), about(record), today())
    records = history(desk(), subject)
    reader = Reader(desk())
    shown = readable(desk(), reader, records[:seq])[-1]
    return render_template(
        "records/entry.html", one=shown, record=record, reader=reader, last=records[-1].seq,
        whole=leaf(body) == record.digest, linked=_linked(records, record),
        names=names(
            reader, {subject, about(record), *record.body["read"]},
            overlooked(desk(), actor(), today()) or "",
        ),
        about=about(record), kinds=SUBJECTS, edition=_edition(desk(), record),
        pictured=_pictured(record), raw=body.decode() if actor().duty in READERS else "", kind=kind, id=id,
    )  # fmt: skip


def _pictured(record: Record) -> Summary | None:
    """What lay before whoever decided; None for what is no decision or whose dossier is gone."""
    if record.body["view"] is None:
        return None
    try:
        return summary(pictured(desk(), record), str(record.data.get("move", "")))
    except NotFound:
        return None


def _linked(records: tuple[Record, ...], record: Record) -> bool:
    """Whether the entry names the digest of the one before it."""
    before = records[record.seq - 2].digest if record.seq > 1 else ""
    return bool(record.body["prev"] == before)


def _edition(desk: Desk, record: Record) -> str:
    """The title of the edition under which it was judged; "" for none."""
    digest = record.body["edition"]
    if not digest:
        return ""
    process = desk.edition(digest).process
    return f"{process.title}第{process.edition}版"
