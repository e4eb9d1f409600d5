"""Searching the record (纪实查询): entries by person, actor, act, subject, day and words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.codes import SUBJECTS
from web.history import DONE, KINDS, told
from web.house import desk, today
from web.reading import Reader
from workflow.activities.kind import ACTS
from workflow.authority import READERS, overlooked
from workflow.errors import BadInput, NotFound
from workflow.journal.read import Record
from workflow.queries.accounts import names_of_accounts
from workflow.queries.entries import Wanted, search
from workflow.queries.narrowing import PAGE, Days
from workflow.queries.titles import titles

bp = Blueprint("records", __name__, url_prefix="/records")
DEEDS: Mapping[str, str] = {**DONE, **ACTS}


@bp.get("/")
@login_required
def index() -> Any:
    """A page of the entries that I may see, newest first; all filters stand in the address."""
    below = overlooked(desk(), actor(), today())
    if below is None:
        raise NotFound()
    wanted = _wanted()
    found = search(desk(), wanted, below, auditor=actor().duty in READERS)
    reader, shown = Reader(desk()), found[:PAGE]
    return render_template(
        "records/index.html", entries=told(desk(), reader, shown), wanted=wanted,
        names=names(reader, {*map(_subject, shown), *map(about, shown)}, below),
        more=len(found) > PAGE, kinds=KINDS, deeds=DEEDS,
        subjects=SUBJECTS, args=asked(),
    )  # fmt: skip


def _wanted() -> Wanted:
    words = _text("q")
    acts = frozenset(name for name, title in DEEDS.items() if words and words in title)
    return Wanted(
        _text("person"), _text("actor"), _among("kind", KINDS), _among("act", DEEDS),
        _text("subject"), _among("about", SUBJECTS), days_asked(), words, acts, page_asked(),
    )  # fmt: skip


def _text(name: str) -> str:
    return request.args.get(name, "").strip()[:200]


def _among(name: str, known: Mapping[str, str]) -> str:
    told = _text(name)
    return told if told in known else ""


def page_asked() -> int:
    """The page in the address, the first unless it is a sensible number."""
    return min(max(1, request.args.get("page", 1, int)), 10_000)


def days_asked(first: str = "from", last: str = "to") -> Days:
    """From which day to which, by the names in the address; raises BadInput for what is no day."""
    return Days(_day(first), _day(last))


def _day(name: str) -> date | None:
    told = _text(name)
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as wrong:
        raise BadInput(f"“{told[:20]}”不是日期，应写作 {today()}") from wrong


def asked() -> dict[str, str]:
    """What the address asks, without the page: for the links to the pages before and after."""
    return {key: one for key, one in request.args.items() if key != "page" and one}


def names(reader: Reader, subjects: set[str], below: str) -> dict[str, str]:
    """What some subjects are called, as far as I may know."""
    found = {
        subject: f"{one.name}　{one.more}".strip()
        for subject, one in titles(desk(), subjects, below).items()
    }
    tables: Mapping[str, Mapping[str, str]] = {
        "post": reader.posts, "body": reader.bodies, "organization": reader.organizations,
        "account": names_of_accounts(desk()) if _any(subjects, "account") else {},
    }  # fmt: skip
    for subject in subjects:
        kind, _, id = subject.partition(":")
        if id in tables.get(kind, {}):
            found[subject] = tables[kind][id]
    return found


def _any(subjects: set[str], kind: str) -> bool:
    return any(one.startswith(f"{kind}:") for one in subjects)


def _subject(record: Record) -> str:
    return record.subject


def about(record: Record) -> str:
    """The other subject that an entry is on; "" for none."""
    data = record.data
    return next((f"{kind}:{data[kind]}" for kind in ("case", "person") if data.get(kind)), "")


def address(record: Record) -> str:
    """The page of an entry."""
    kind, _, id = record.subject.partition(":")
    return url_for("records.entry", kind=kind, id=id, seq=record.seq)
