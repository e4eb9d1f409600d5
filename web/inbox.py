"""To do and done (待办、已办): what is asked of my duty."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template
from flask_login import login_required

from web.acting import actor
from web.history import own_work, told
from web.house import desk, today
from web.paths import page_of, work_page
from web.reading import Reader
from workflow.activities.kind import ACTS
from workflow.authority import SEES_CASE
from workflow.journal.read import Record
from workflow.queries.cases import CaseRow, cases
from workflow.queries.done import done
from workflow.queries.meetings import meetings
from workflow.queries.requests import Request, inbox
from workflow.queries.selections import SelectionRow, selections
from workflow.todo import needed

bp = Blueprint("inbox", __name__)
MOST = 50  # entries of one's own on the page
SOON = 2  # days before the due day in which it is shown as near


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the inbox."""

    request: Request
    act: str
    name: str
    post: str
    state: str
    batch: str
    url: str
    standing: str

    def days(self, today: date) -> int | None:
        """Days left; negative when overdue; None without a due day."""
        due = self.request.due_on
        return (date.fromisoformat(due) - today).days if due else None


@bp.get("/")
@login_required
def show() -> Any:
    """What is asked of me, the nearest day first; below, what I did lately."""
    who = actor()
    tasks = list(_tasks(who.duty, who.organization))
    reader = Reader(desk())
    entries = told(desk(), reader, _mine(who.account))
    names = {f"case:{row.id}": row.name for row in cases(desk())}
    names |= {f"meeting:{one.id}": f"{one.body_name} {one.held_on}" for one in meetings(desk())}
    names |= {f"selection:{one.id}": one.title for one in selections(desk())}
    names |= {f"person:{key}": name for key, name in reader.people.items()}
    return render_template(
        "inbox/show.html", tasks=tasks, today=today(), soon=SOON, entries=entries, names=names,
        page_of=page_of, whole=who.duty in SEES_CASE,
    )  # fmt: skip


def _mine(account: str) -> list[Record]:
    """What the account wrote; an item stands in the meeting's record and once here."""
    found = own_work(done(desk(), account))
    told_twice = [one for one in found if one.subject.startswith("meeting:")
                  and one.data.get("act") == "item" and one.data.get("case")]  # fmt: skip
    return [one for one in found if one not in told_twice][:MOST]


def count() -> int:
    """How much waits for me, for the navigation."""
    who = actor()
    return sum(1 for _ in _tasks(who.duty, who.organization))


def _tasks(duty: str, organization: str) -> list[Task]:
    rows = {f"case:{row.id}": row for row in cases(desk())}
    batches = {one.id: one for one in selections(desk())}
    found: dict[tuple[str, str, str], Task] = {}
    for request in inbox(desk(), duty, organization):
        if not _needed(request, rows, batches):
            continue
        task, key = _task(request, rows, batches, whole=duty in SEES_CASE)
        found.setdefault(key, task)
    return list(found.values())


def _needed(
    request: Request, rows: dict[str, CaseRow], batches: dict[str, SelectionRow]
) -> bool:
    """Whether it is for the way onwards; what is only for the exception nobody is asked for."""
    row = rows.get(request.subject)
    if row is None or request.act in ("move", "answer", "respond"):
        return True
    edition = desk().edition(batches[row.selection].edition)
    return request.activity in needed(edition, row.state)


def _task(
    request: Request, rows: dict[str, CaseRow], batches: dict[str, SelectionRow], *, whole: bool
) -> tuple[Task, tuple[str, str, str]]:
    """The line of a request; what is asked once for a selection is one line, not one a case."""
    row = rows.get(request.subject)
    batch = batches[row.selection if row else request.subject.partition(":")[2]]
    edition = desk().edition(batch.edition)
    activity = edition.process.activities.get(request.activity)
    shared = request.act != "move" and activity is not None and activity.of == "selection"
    subject = f"selection:{batch.id}" if shared else request.subject
    act = "流转" if request.act == "move" else ACTS.get(request.act, request.act)
    task = Task(
        request, act, row.name if row and not shared else "", row.post_title if row else "",
        row.state_title if row else "", batch.title, work_page(request, subject, whole=whole),
        row.standing if row and not shared else "clear",
    )  # fmt: skip
    key = (subject, request.activity, f"{request.act}/{request.organization if not shared else ''}")
    return task, key
