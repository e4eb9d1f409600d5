"""The record of a case (全程纪实页): every entry, narrowed by kind, its corrections, its chain."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_login import login_required

from web.cases.room import bp, seen_case
from web.corrections import corrected
from web.history import Told, told
from web.house import desk
from web.reading import Reader
from workflow.journal.read import history
from workflow.queries.broken import Broken
from workflow.queries.verify import verify_journals

ASKED = ("ask", "answer", "remind", "escalate", "respond")
# What may be looked at alone: name in the address → title, and which entries.
KINDS: Mapping[str, tuple[str, Callable[[Told], bool]]] = {
    "move": ("流转", lambda one: one.record.kind in ("move", "open", "annul")),
    "record": ("登记", lambda one: one.record.kind == "record" and _act(one) not in ASKED),
    "opinion": ("征求意见", lambda one: _act(one) in ASKED),
    "correction": ("更正", lambda one: bool(one.corrects)),
    "other": ("其他", lambda one: one.record.kind not in ("move", "open", "annul", "record")),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A kind of entries to be looked at alone, with how many there are."""

    name: str
    title: str
    count: int
    on: bool


def _act(one: Told) -> str:
    return str(one.record.data.get("act", ""))


@bp.get("/<case>/history")
@login_required
def record(case: str) -> Any:
    """The whole record of the case and its selection, oldest first."""
    seen = seen_case(case)
    subjects = (f"case:{case}", f"selection:{seen.selection.id}")
    records = sorted(
        (one for subject in subjects for one in history(desk(), subject)),
        key=lambda one: (one.at, one.subject, one.seq),
    )
    reader = Reader(desk())
    entries = told(desk(), reader, records, corrected(records))
    wanted = request.args.get("kind", "")
    chips = [Chip("", "全部", len(entries), wanted not in KINDS)]
    chips += [Chip(name, title, sum(map(fits, entries)), wanted == name)
              for name, (title, fits) in KINDS.items()]  # fmt: skip
    checked = verify_journals(desk(), subjects)
    return render_template(
        "cases/history.html", seen=seen, reader=reader, subject=f"case:{case}",
        entries=[one for one in entries if wanted not in KINDS or KINDS[wanted][1](one)],
        chips=[one for one in chips if one.count or one.on], count=checked.entries,
        broken=[_where(one, seen.person.name) for one in checked.broken],
    )  # fmt: skip


def _where(broken: Broken, name: str) -> str:
    """What does not agree, and where, in words."""
    journal = f"{name}的纪实" if broken.subject.startswith("case:") else "批次的纪实"
    return f"{journal}第{broken.seq}条：{broken.what}"
