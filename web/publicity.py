"""Notices (公示、考察预告): the list; one notice with its window, register and conclusion; for paper."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request
from flask_login import login_required

from web.acting import actor
from web.days import chinese_day, left_words
from web.doing import Act, doings
from web.house import desk, now, today
from web.months import KINDS as DAYS
from web.months import months
from web.reading import Reader
from web.restricted import may_read
from web.rounds import days_left
from workflow import authority
from workflow.activities import KINDS
from workflow.activities.kind import ACTS
from workflow.activities.notice import NAMED, OUTCOMES, wording
from workflow.commands.activities import REPORTS
from workflow.dossier import Dossier, Round, Values
from workflow.edition import Activity
from workflow.errors import NotFound
from workflow.guards.window import Window, posted_window
from workflow.journal.picture import dossier
from workflow.queries import notices

bp = Blueprint("publicity", __name__)
STAGES = {"running": "公示中", "over": "期满待办结", "done": "已办结", "all": "全部"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One line of the register (反映登记): as merged, and who registered it."""

    row: Values
    registered_by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One round of a notice on one case."""

    name: str
    activity: Activity
    round: Round
    present: bool
    window: Window | None
    text: str
    posted_by: str

    @property
    def values(self) -> Values:
        """Everything recorded of it."""
        return self.round.values

    def complaints(self) -> list[Complaint]:
        """The register in the order of its numbers' first entry."""
        by = {act.values.get("no"): act.by.name for act in reversed(self.round.of("complain"))}
        return [
            Complaint(row, by.get(row["no"], ""), OUTCOMES.get(row.get("outcome") or "", ""))
            for row in self.values["complaints"]
        ]


@bp.get("/publicity/")
@login_required
def index() -> Any:
    """What waits to be posted, what runs, what is over, in the cases that I see."""
    who, day = actor(), today()
    if authority.overlooked(desk(), who, day) is None:
        raise NotFound()
    stage, told = request.args.get("stage", "running"), request.args.get("page", "0")
    if stage not in STAGES:
        raise NotFound()
    page = min(int(told), 10_000) if told.isascii() and told.isdigit() else 0
    return render_template(
        "publicity/index.html", stages=STAGES, stage=stage, page=page, most=notices.PAGE, today=day,
        counts=notices.counted(desk(), who, day), waiting=notices.to_post(desk(), who, day),
        rows=notices.posted(desk(), who, day, stage, page * notices.PAGE), words=left_words,
        left=lambda one: days_left(desk().calendar, day, one.ends_on),
    )  # fmt: skip


@bp.get("/cases/<id>/notices/<name>")
@login_required
def show(id: str, name: str) -> Any:
    """One notice: its text, its window on the calendar, the register, the conclusion."""
    seen, found = _found(id, name)
    span = found.window
    return render_template(
        "publicity/show.html", seen=seen, notice=found, reader=Reader(desk()), day=chinese_day,
        months=list(months(seen.calendar, span, today())) if span else [], days=DAYS,
        left=left_words(days_left(seen.calendar, today(), span.end.isoformat()))
        if span and span.end else "",
        acts=_acts(seen, name) if found.present else (), may_read=may_read(found.activity),
        rounds=seen.rounds[name], named=NAMED,
    )  # fmt: skip


@bp.get("/cases/<id>/notices/<name>/sheet")
@login_required
def sheet(id: str, name: str) -> Any:
    """The notice as it was posted, for paper."""
    seen, found = _found(id, name)
    return render_template("publicity/sheet.html", seen=seen, notice=found)


@bp.get("/cases/<id>/notices/<name>/result")
@login_required
def result(id: str, name: str) -> Any:
    """What came of it (公示结果), for paper; once it is over and everybody has concluded."""
    seen, found = _found(id, name)
    signed = {row["duty"] for row in found.values["conclusions"]}
    over = found.window is not None and found.window.over(today())
    if not over or not found.activity.conclude_by or signed != set(found.activity.conclude_by):
        raise NotFound()
    reader = Reader(desk())
    return render_template(
        "publicity/result.html", seen=seen, notice=found, reader=reader, day=chinese_day,
        complaints=found.complaints(),
        department=reader.organizations.get(seen.selection.department, ""),
    )  # fmt: skip


def _found(id: str, name: str) -> tuple[Dossier, Notice]:
    """The round asked for, else the last one; raises NotFound."""
    seen = dossier(desk(), id, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    activity = seen.edition.process.activities.get(name)
    posted = [one for one in seen.rounds.get(name, ()) if one.of("post")]
    if activity is None or activity.kind != "notice" or not posted:
        raise NotFound()
    wanted = request.args.get("round", str(posted[-1].number))
    one = next((one for one in posted if str(one.number) == wanted), None)
    if one is None:
        raise NotFound()
    posting = one.of("post")[-1]
    return seen, Notice(
        name, activity, one, seen.round(name) == one, posted_window(seen, activity, one),
        str(one.values.get(wording(activity)) or ""), posting.by.name,
    )  # fmt: skip


def _acts(seen: Dossier, name: str) -> tuple[Act, ...]:
    """What the actor may do about it now; where nobody concludes, reports come later, too."""
    found = doings(seen, f"case:{seen.case.id}", "case", actor(), (seen.case.state,))
    one = next(one for one in found if one.name == name)
    duties = KINDS["notice"].duties(one.activity, "complain")
    if one.acts or one.activity.conclude_by or actor().duty not in duties:
        return one.acts
    told = bool(one.present and one.present.values["complaints"])
    return tuple(Act(act, ACTS[act], False) for act in REPORTS if act == "complain" or told)
