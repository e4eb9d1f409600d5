"""What is still asked of whom in a case (待办与催办), and reminding of it."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_login import login_required

from web.acting import actor
from web.cases.room import bp, seen_case
from web.due import Due, due_of
from web.house import desk, house, look_again, now, today
from web.paths import activity_page
from workflow.activities import KINDS
from workflow.activities.kind import ACTS
from workflow.authority import DO
from workflow.commands.reminding import remind
from workflow.dossier import Dossier
from workflow.queries.reminders import Reminder, reminders_of
from workflow.queries.requests import Request, open_requests


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of the case: due when, how often and by whom it was urged.

    `urge` leads to the act of the activity where that is how people remind; else `may` says whether
    the actor may remind here.
    """

    request: Request
    due: Due | None
    reminders: tuple[Reminder, ...]
    urge: str
    may: bool


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to be done in the case, and of whom it is asked."""

    title: str
    act: str
    asked: tuple[Asked, ...]


def asked(seen: Dossier) -> list[Work]:
    """What is asked in the case and would lead it onwards, the nearest due day first."""
    found = [one for one in open_requests(desk(), f"case:{seen.case.id}") if one.onwards]
    noted = reminders_of(desk(), (one.task for one in found if one.reminded))
    rows = sorted(found, key=lambda one: (one.due_on or "9999", one.opened_on, one.id))
    found_by: dict[tuple[str, str], list[Asked]] = {}
    for one in rows:
        told = _asked(seen, one, noted.get(one.task, []))
        found_by.setdefault((one.title, one.act), []).append(told)
    return [
        Work(title, "流转" if act == "move" else ACTS.get(act, act), tuple(told))
        for (title, act), told in found_by.items()
    ]


def _asked(seen: Dossier, one: Request, noted: list[Reminder]) -> Asked:
    duty, urge = actor().duty, ""
    activity = seen.edition.process.activities.get(one.activity)
    may = duty in DO["remind"] and duty != one.duty
    if one.act == "answer" and activity is not None:
        may = duty in KINDS[activity.kind].duties(activity, "remind")
        shared = activity.of == "selection"
        subject = f"selection:{seen.selection.id}" if shared else f"case:{seen.case.id}"
        urge = activity_page(subject, one.activity, "remind", one.organization) if may else ""
    return Asked(one, due_of(seen.calendar, one.due_on, today()), tuple(noted), urge, may)


@bp.post("/<case>/reminders")
@login_required
def urge(case: str) -> Any:
    """Remind of one request of the case; it is shown where it is to be done."""
    seen_case(case)
    with house().desk() as writing:
        told = remind(
            writing, actor(), request.form.get("request", ""),
            request.form.get("text", "").strip(), now(),
        )  # fmt: skip
    look_again()
    flash(f"已催办：{told.title}。")
    return redirect(f"{url_for('.show', case=case)}#asked", 303)
