"""Refreshing what boards and inboxes show (待办与汇总): rebuilt after each entry, never evidence.

A case is refreshed only by who has its row locked, else two would write its requests at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, or_, select, update

from workflow import authority
from workflow.commands.listing import list_rounds
from workflow.commands.renewing import Row, renew
from workflow.dossier import Dossier
from workflow.journal import Desk, Order, lock
from workflow.journal.picture import dossier, selection_dossier
from workflow.models import TABLES, claims, reminders, requests, summaries
from workflow.models.prepared import Prepared
from workflow.todo import Outlook, Todo, ahead, is_shared, needed, outlook, todos

_MARKED = or_(*(exists().where(table.c.task == requests.c.task) for table in (claims, reminders)))
_ASKED = Prepared(
    select(requests, _MARKED.label("marked")).where(requests.c.subject == bindparam("of"))
)
_SUMMARY = Prepared(insert(summaries))
_SUMMED_UP = Prepared(update(summaries).where(summaries.c.case_id == bindparam("case")))


def refresh_case(desk: Desk, order: Order, case: str) -> None:
    """Judge the case afresh and show what is asked of whom; its row is locked by the caller."""
    seen = dossier(desk, case, order.at)
    every = ahead(seen)
    due_on = _write_requests(desk, order, f"case:{case}", seen, every)
    list_rounds(desk, f"case:{case}", seen)
    stands, state = outlook(every), seen.edition.process.states[seen.case.state]
    told = {
        "case_id": case, "evaluated_at": order.at.isoformat(), "move": stands.move if stands else "",
        "blocked": stands.blocked if stands else 0, "warned": stands.warned if stands else 0,
        "since": seen.case.steps[-1].on.isoformat(), "due_on": due_on,
        "handler": seen.case.steps[0].by.account, "ended": state.final or state.rests,
    }  # fmt: skip
    if not _SUMMED_UP.write(desk.db, {"case": case, **told}):
        _SUMMARY.write(desk.db, told)


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
    for one in todos(seen, stands):
        if subject.startswith("selection:") and not is_shared(seen, one):
            continue
        row = _row(desk, order, subject, seen, one)
        if before := known.get(row["id"]):
            row |= {key: before[key] for key in OPENED}
        rows[row["id"]] = row
    _renew(desk, known, rows, marked)
    return min((row["due_on"] for row in rows.values() if row["due_on"]), default="")


def _asked_so_far(desk: Desk, subject: str) -> tuple[dict[str, Row], set[str]]:
    """The requests of a subject by id; the tasks among them that somebody has or was reminded of."""
    told = _ASKED.rows(desk.db, of=subject)
    known: dict[str, Row] = {
        row[0]: dict(zip(requests.columns.keys(), row[:-1], strict=True)) for row in told
    }
    return known, {known[row[0]]["task"] for row in told if row[-1]}


def _renew(desk: Desk, known: Mapping[str, Row], rows: Mapping[str, Row], marked: set[str]) -> None:
    """Nobody has any more what is no longer asked in any case."""
    renew(desk, requests, known, tuple(rows.values()))
    gone = marked - {row["task"] for row in rows.values()}
    if gone:
        asked = set(desk.db.scalars(select(requests.c.task).where(requests.c.task.in_(gone))))
        for table in (claims, reminders):
            desk.db.execute(delete(table).where(table.c.task.in_(gone - asked)))


# Duties that are held at an organ of the unit → the unit's link to it.
ORGANS = {"organ_party_secretary": "party", "organ_discipline_secretary": "discipline"}
OPENED = ("opened_on", "from_name", "from_duty")  # what a request keeps from when it was opened


def _row(desk: Desk, order: Order, subject: str, seen: Dossier, one: Todo) -> dict[str, Any]:
    """A request; what a selection is asked once is one task, whichever of its cases shows it."""
    organization = one.organization or _usual_place(desk, seen, one.duty)
    key = (subject, one.activity, one.act, one.duty, one.organization)
    task = (subject, one.activity, one.act, one.duty, organization)
    if is_shared(seen, one):
        task = (f"selection:{seen.selection.id}", *key[1:])
    return {
        "id": "/".join(key), "subject": subject, "activity": one.activity, "act": one.act,
        "title": one.title, "duty": one.duty, "organization": organization, "due_on": one.due_on,
        "opened_on": order.today.isoformat(), "onwards": _onwards(seen, one),
        "task": "/".join(task), "from_name": order.actor.name, "from_duty": order.actor.duty,
    }  # fmt: skip


def _onwards(seen: Dossier, one: Todo) -> bool:
    """Whether it is for the way onwards; what is only for the exception nobody is asked for."""
    if one.act in ("move", "answer", "respond") or not seen.case.id:
        return True
    return one.activity in needed(seen.edition, seen.case.state)


def _usual_place(desk: Desk, seen: Dossier, duty: str) -> str:
    """Where a duty is held for this case: the unit for its own secretary, else the department.

    The organ's own are asked at the organ: what is asked at the unit they do not find on their desk.
    """
    unit = seen.organizations.get(seen.person.organization)
    if unit is not None and unit.links.get(ORGANS.get(duty, "")):
        return unit.links[ORGANS[duty]]
    places = authority.place_of(desk, seen, duty)
    return next((one for one in places if one), seen.selection.department)
