"""Papers and the record (纸质文书的核对): the mark on a sheet, a page with a mark alone, a sheet matched."""

from functools import lru_cache
from typing import Any

import segno
from flask import Blueprint, render_template, request
from flask_login import login_required
from markupsafe import Markup

from web.acting import actor
from web.codes import SUBJECTS
from web.history import told
from web.house import desk, today
from web.reading import Reader
from web.records.search import names
from workflow.authority import READERS, overlooked
from workflow.dossier import Act
from workflow.errors import BadInput, NotFound
from workflow.journal.read import Record
from workflow.ledger.paper import PaperMark, grouped, read_mark, typed
from workflow.models import TABLES
from workflow.queries.papers import Matched, case_numbered, mark_of, marked, match, match_typed
from workflow.queries.prompts import prompt
from workflow.queries.sight import require_sight_of

bp = Blueprint("papers", __name__, url_prefix="/records/paper")
Entry = Act | Record
LONGEST = 2000  # characters of a scanned text


@lru_cache(maxsize=256)
def qr(text: str) -> Markup:
    """The QR code of a text as SVG without styles, of as many modules as it needs."""
    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))


def last_mark(subject: str) -> PaperMark:
    """The mark of a sheet on a subject as it stands now."""
    return mark_of(desk(), subject)


def mark_of_entry(entry: Entry) -> PaperMark:
    """The mark of a sheet that states one entry."""
    return marked(desk(), entry.subject, entry.seq, entry.digest)


@bp.get("/")
@login_required
def check() -> Any:
    """Type or scan what stands on a sheet, and learn whether the record still says so."""
    below = overlooked(desk(), actor(), today())
    if below is None:
        raise NotFound()
    text, number = (request.args.get(one, "").strip() for one in ("mark", "number"))
    found = _matched(text[:LONGEST], number) if text else None
    reader = Reader(desk())
    return render_template(
        "papers/check.html", found=found, args=request.args, kinds=SUBJECTS, reader=reader,
        names=names(reader, {found.subject}, below) if found else {},
        entry=told(desk(), reader, [found.record])[0] if found and found.record else None,
    )  # fmt: skip


@bp.get("/<kind>/<id>")
@login_required
def sheet(kind: str, id: str) -> Any:
    """The mark alone, to be printed and put to a paper that was written elsewhere."""
    subject = f"{kind}:{id}"
    if kind not in TABLES:
        raise NotFound()
    _require_sight(subject)
    below, reader = overlooked(desk(), actor(), today()) or "", Reader(desk())
    return render_template(
        "papers/sheet.html", mark=mark_of(desk(), subject), kind=SUBJECTS[kind], today=today(),
        name=names(reader, {subject}, below).get(subject, ""),
    )  # fmt: skip


def _matched(text: str, number: str) -> Matched:
    digits = typed(text)
    if not digits:
        mark = read_mark(text)
        _require_sight(mark.subject)
        return match(desk(), mark)
    if not number:
        raise BadInput("只输入摘要的，还须填写事项编号；扫描二维码所得的全部内容则不需要")
    cases = [one for one in case_numbered(desk(), number) if _sees(one)]
    if not cases:
        raise NotFound()
    found = [match_typed(desk(), one, digits) for one in cases]
    return next((one for one in found if one.record), found[0])


def _require_sight(subject: str) -> None:
    """Who may read the journal; of a prompt whoever may see it; auditors also of what is gone."""
    if actor().duty in READERS and not subject.startswith("interference:"):
        return
    if subject.startswith("prompt:"):
        prompt(desk(), actor(), today(), subject.partition(":")[2])
    else:
        require_sight_of(desk(), actor(), subject, today())


def _sees(subject: str) -> bool:
    try:
        _require_sight(subject)
    except NotFound:
        return False
    return True


GLOBALS = {"qr": qr, "last_mark": last_mark, "mark_of_entry": mark_of_entry, "grouped": grouped}
