"""What is still asked of whom in a case (待办与催办), and reminding of it."""

from collections.abc import Iterator
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
    """One request of the case: what, due when, how often and by whom it was urged.

    `urge` leads to the act of the activity where that is how people remind; else `may` says whether
    the actor may remind here.
    """

    request: Request
    act: str
    due: Due | None
    reminders: tuple[Reminder, ...]
    urge: str
    may: bool


def asked(seen: Dossier) -> list[Asked]:
    """What is asked in the case and would lead it onwards, the nearest due day first."""
    found = [one for one in open_requests(desk(), f"case:{seen.case.id}") if one.onwards]
    noted = reminders_of(desk(), (one.task for one in found if one.reminded))
    rows = sorted(found, key=lambda one: (one.due_on or "9999", one.opened_on, one.id))
    return list(_rows(seen, rows, noted))


def _rows(
    seen: Dossier, rows: list[Request], noted: dict[str, list[Reminder]]
) -> Iterator[Asked]:
    duty = actor().duty
    for one in rows:
        activity = seen.edition.process.activities.get(one.activity)
        urge = ""
        if one.act == "answer" and activity is not None:
            may = duty in KINDS[activity.kind].duties(activity, "remind")
            subject = f"case:{seen.case.id}" if activity.of == "case" else f"selection:{seen.selection.id}"
            urge = activity_page(subject, one.activity, "remind", one.organization) if may else ""
        else:
            may = duty in DO["remind"] and duty != one.duty
        yield Asked(
            one, "流转" if one.act == "move" else ACTS.get(one.act, one.act),
            due_of(seen.calendar, one.due_on, today()), tuple(noted.get(one.task, ())), urge, may,
        )  # fmt: skip


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
