"""What lists say of a case (汇总与待办的推算): its summary and its requests, as its dossier gives them.

Commands write these rows after each entry; verification makes them once more and compares.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow import authority
from workflow.dossier import Dossier
from workflow.journal import Desk
from workflow.todo import Outlook, Todo, is_shared, needed, outlook, todos

Row = Mapping[str, Any]
# Duties that are held at an organ of the unit → the unit's link to it.
ORGANS = {"organ_party_secretary": "party", "organ_discipline_secretary": "discipline"}


def summary(seen: Dossier, stands: Sequence[Outlook], due_on: str) -> dict[str, Any]:
    """The row of a case among the summaries, but for when it was judged; `due_on`: see `nearest`."""
    next, state = outlook(stands), seen.edition.process.states[seen.case.state]
    return {
        "case_id": seen.case.id, "move": next.move if next else "",
        "blocked": next.blocked if next else 0, "warned": next.warned if next else 0,
        "since": seen.case.steps[-1].on.isoformat(), "due_on": due_on,
        "handler": seen.case.steps[0].by.account, "ended": state.final or state.rests,
    }  # fmt: skip


def nearest(rows: Sequence[Row]) -> str:
    """The nearest due day of what is asked; "" where there is none."""
    return min((row["due_on"] for row in rows if row["due_on"]), default="")


def asked(
    desk: Desk, subject: str, seen: Dossier, stands: Sequence[Outlook]
) -> Iterator[dict[str, Any]]:
    """The requests of a case or of a selection, but for who opened them and when."""
    for one in todos(seen, stands):
        if not subject.startswith("selection:") or is_shared(seen, one):
            yield _row(desk, subject, seen, one)


def _row(desk: Desk, subject: str, seen: Dossier, one: Todo) -> dict[str, Any]:
    """A request; what a selection is asked once is one task, whichever of its cases shows it."""
    organization = one.organization or _usual_place(desk, seen, one.duty)
    key = (subject, one.activity, one.act, one.duty, one.organization)
    task = (subject, one.activity, one.act, one.duty, organization)
    if is_shared(seen, one):
        task = (f"selection:{seen.selection.id}", *key[1:])
    return {
        "id": "/".join(key), "subject": subject, "activity": one.activity, "act": one.act,
        "title": one.title, "duty": one.duty, "organization": organization, "due_on": one.due_on,
        "onwards": _onwards(seen, one), "task": "/".join(task),
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
