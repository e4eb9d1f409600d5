"""Refreshing what boards and inboxes show (待办与汇总): rebuilt after each entry, never evidence.

A case is refreshed only by who has its row locked, else two would write its requests at once.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from workflow import authority
from workflow.dossier import Dossier
from workflow.journal import Desk, Order, lock
from workflow.journal.picture import dossier, selection_dossier
from workflow.models import TABLES, requests, summaries
from workflow.todo import Outlook, ahead, outlook, todos


def refresh_case(desk: Desk, order: Order, case: str) -> None:
    """Judge the case afresh and show what is asked of whom; its row is locked by the caller."""
    seen = dossier(desk, case, order.at)
    every = ahead(seen)
    _write_requests(desk, order, f"case:{case}", seen, every)
    stands = outlook(every)
    desk.db.execute(delete(summaries).where(summaries.c.case_id == case))
    desk.db.execute(
        insert(summaries).values(
            case_id=case, evaluated_at=order.at.isoformat(), move=stands.move if stands else "",
            blocked=stands.blocked if stands else 0, warned=stands.warned if stands else 0,
        )
    )  # fmt: skip


def refresh_selection(desk: Desk, order: Order, selection: str) -> None:
    """Every open case of a selection; the selection itself while it has none."""
    cases = open_cases(desk, selection=selection)
    _refresh_cases(desk, order, cases)
    subject = f"selection:{selection}"
    desk.db.execute(delete(requests).where(requests.c.subject == subject))
    if not cases:
        seen = selection_dossier(desk, selection, order.at)
        _write_requests(desk, order, subject, seen, ())


def refresh_person(desk: Desk, order: Order, person: str) -> None:
    """Every open case of a person: after a fact or a standing changed."""
    _refresh_cases(desk, order, open_cases(desk, person=person))


def _refresh_cases(desk: Desk, order: Order, cases: Iterable[str]) -> None:
    cases = tuple(cases)
    lock(desk, {f"case:{case}" for case in cases} - desk.locked, {})
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
) -> None:
    known = {
        row.id: row.opened_on
        for row in desk.db.execute(
            select(requests.c.id, requests.c.opened_on).where(requests.c.subject == subject)
        )
    }
    desk.db.execute(delete(requests).where(requests.c.subject == subject))
    rows = {}
    activities = seen.edition.process.activities
    for one in todos(seen, stands):
        selection_wide = one.act != "move" and activities[one.activity].of == "selection"
        if subject.startswith("selection:") and not selection_wide:
            continue
        key = "/".join((subject, one.activity, one.act, one.duty, one.organization))
        rows[key] = {
            "id": key, "subject": subject, "activity": one.activity, "act": one.act,
            "title": one.title, "duty": one.duty,
            "organization": one.organization or _usual_place(desk, seen, one.duty),
            "due_on": one.due_on, "opened_on": known.get(key, order.today.isoformat()),
        }  # fmt: skip
    if rows:
        desk.db.execute(insert(requests), list(rows.values()))


def _usual_place(desk: Desk, seen: Dossier, duty: str) -> str:
    """Where a duty is held for this case: the unit for its own secretary, else the department."""
    places = authority.place_of(desk, seen, duty)
    return next((one for one in places if one), seen.selection.department)
