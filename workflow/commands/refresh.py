"""Refreshing what boards and inboxes show (待办与汇总): rebuilt after each entry, never evidence.

A case is refreshed only by who has its row locked, else two would write its requests at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite says it alike

from workflow.commands.listing import list_rounds
from workflow.commands.renewing import Row, renew
from workflow.dossier import Dossier
from workflow.journal import Desk, Order, lock
from workflow.journal.picture import dossier, selection_dossier
from workflow.models import TABLES, claims, reminders, requests, summaries
from workflow.models.prepared import Known, OneOf, Prepared
from workflow.queries.derived import asked, nearest, summary
from workflow.todo import Outlook, ahead

_MARKED = or_(*(exists().where(table.c.task == requests.c.task) for table in (claims, reminders)))
_SO_FAR = select(requests, _MARKED.label("marked"))
_ASKED = Prepared(_SO_FAR.where(requests.c.subject == bindparam("of")))
_ASKED_ALL = Prepared(_SO_FAR.where(OneOf(requests.c.subject, "all")))
_NAMES = tuple(requests.columns.keys())
_SUBJECT = _NAMES.index("subject")
_NEW = upsert(summaries)
_SUMMARY = Prepared(_NEW.on_conflict_do_update(
    index_elements=[summaries.c.case_id],
    set_={one.name: _NEW.excluded[one.name] for one in summaries.c if not one.primary_key},
))  # fmt: skip


def refresh_case(desk: Desk, order: Order, case: str) -> None:
    """Judge the case afresh and show what is asked of whom; its row is locked by the caller."""
    seen = dossier(desk, case, order.at)
    every = ahead(seen)
    due_on = _write_requests(desk, order, f"case:{case}", seen, every)
    list_rounds(desk, f"case:{case}", seen)
    told = {**summary(seen, every, due_on), "evaluated_at": order.at.isoformat()}
    _SUMMARY.later(desk.db, told)


def ask_requests(desk: Desk, case: str) -> None:
    """Send what `refresh_case` will ask of the case once it is locked, unless that was asked of all."""
    if ("requests", f"case:{case}") not in desk.asked:
        desk.asked["requests", f"case:{case}"] = _ASKED.ask(desk.db, of=f"case:{case}")


def ask_all_requests(desk: Desk, cases: Sequence[str]) -> None:
    """The same of several that are locked; what one of them changes is asked anew."""
    subjects = [f"case:{case}" for case in cases]
    found: dict[str, list[tuple[Any, ...]]] = {subject: [] for subject in subjects}
    for row in _ASKED_ALL.rows(desk.db, all=subjects):
        found[row[_SUBJECT]].append(row)
    for subject, rows in found.items():
        desk.asked["requests", subject] = Known(rows)


def refresh_selection(desk: Desk, order: Order, selection: str) -> None:
    """Every open case of a selection; the selection itself while it has none."""
    cases = open_cases(desk, selection=selection)
    _refresh_cases(desk, order, cases)
    subject = f"selection:{selection}"
    if not cases:
        _write_requests(desk, order, subject, selection_dossier(desk, selection, order.at), ())
        return
    known, marked = _asked_so_far(desk, subject)
    _renew(desk, known, {}, marked)


def refresh_person(desk: Desk, order: Order, person: str) -> None:
    """Every open case of a person: after a fact or a standing changed."""
    _refresh_cases(desk, order, open_cases(desk, person=person))


def _refresh_cases(desk: Desk, order: Order, cases: Iterable[str]) -> None:
    cases = tuple(cases)
    lock(desk, {f"case:{case}" for case in cases}, {})
    for case in cases:
        refresh_case(desk, order, case)


def open_cases(desk: Desk, *, selection: str = "", person: str = "") -> list[str]:
    """The cases that are in no final state, of a selection or of a person."""
    table = TABLES["case"].c
    wanted = table.selection == selection if selection else table.person == person
    rows: Iterable[tuple[str, str, str]] = desk.db.execute(
        select(table.id, table.state, table.edition).where(wanted).order_by(table.id)
    ).tuples()
    return [
        case
        for case, state, edition in rows
        if not desk.edition(edition).process.states[state].final
    ]


def _write_requests(
    desk: Desk, order: Order, subject: str, seen: Dossier, stands: Sequence[Outlook]
) -> str:
    """What is asked now instead of before; gives the nearest due day, "" where there is none."""
    (known, marked), rows = _asked_so_far(desk, subject), {}
    opened: Row = {
        "opened_on": order.today.isoformat(), "from_name": order.actor.name,
        "from_duty": order.actor.duty,
    }  # fmt: skip
    for row in asked(desk, subject, seen, stands):
        before = known.get(row["id"], opened)  # it keeps what it says of its opening
        rows[row["id"]] = {**row, **{key: before[key] for key in opened}}
    _renew(desk, known, rows, marked)
    return nearest(tuple(rows.values()))


def _asked_so_far(desk: Desk, subject: str) -> tuple[dict[str, Row], set[str]]:
    """The requests of a subject by id; the tasks among them that somebody has or was reminded of."""
    told = desk.answer(("requests", subject), lambda: _ASKED.ask(desk.db, of=subject))
    known: dict[str, Row] = {row[0]: dict(zip(_NAMES, row, strict=False)) for row in told}
    return known, {known[row[0]]["task"] for row in told if row[-1]}


def _renew(desk: Desk, known: Mapping[str, Row], rows: Mapping[str, Row], marked: set[str]) -> None:
    """Nobody has any more what is no longer asked in any case."""
    renew(desk, requests, known, tuple(rows.values()))
    gone = marked - {row["task"] for row in rows.values()}
    if gone:
        asked = set(desk.db.scalars(select(requests.c.task).where(requests.c.task.in_(gone))))
        for table in (claims, reminders):
            desk.db.execute(delete(table).where(table.c.task.in_(gone - asked)))
