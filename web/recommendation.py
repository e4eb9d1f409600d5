"""Democratic recommendation (民主推荐): the selections with theirs, and the results side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from flask_login import login_required

from web.acting import actor
from web.ballots.papers import groups_of
from web.house import desk, today
from web.paging import SIZE, paging
from web.paths import activity_page
from web.reading import Reader
from web.sight import sight_of_cases
from workflow import authority
from workflow.activities import KINDS
from workflow.ballots.tally import GRADES, rows_of, whole
from workflow.edition import Edition
from workflow.queries.cases import cases
from workflow.queries.recommendation import Held, Recommendation, recommendations
from workflow.queries.selections import how_many, selection, selections

bp = Blueprint("recommendation", __name__, url_prefix="/recommendation")
STATES: Mapping[str, tuple[str, str]] = {
    "none": ("", "尚未登记"), "recorded": ("amber", "！ 已登记，待审核"),
    "approved": ("green", "✓ 已审核"), "reopened": ("amber", "！ 已退回，须重新办理"),
}  # fmt: skip
VOTING: Mapping[str, str] = {
    "open": "！ 电子投票正在进行", "closed": "！ 电子投票待核对", "checked": "电子投票已核对",
}  # fmt: skip
ROUGHLY = ("method", "mode", "order")  # of the plan


@dataclass(frozen=True, slots=True)
class Attended:
    """One group: due and present, by talk and by meeting."""

    title: str
    figures: tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Graded:
    """The evaluation of one candidate."""

    case: str
    person: str
    held: Held
    grades: tuple[tuple[str, int], ...]


@bp.get("/")
@login_required
def index() -> Any:
    """The selections I may see with how far their recommendations are, the last opened first."""
    below = sight_of_cases()
    page = paging(how_many(desk(), below))
    rows = selections(desk(), below, start=page.start, most=SIZE)
    told = recommendations(
        desk(), {f"selection:{row.id}": desk().edition(row.edition) for row in rows}
    )
    return render_template(
        "recommendation/index.html", rows=rows, page=page, told=told, reader=Reader(desk()),
        states=STATES, voting=VOTING,
    )  # fmt: skip


@bp.get("/<selection>")
@login_required
def show(selection: str) -> Any:
    """The results of a selection: talk beside meeting, by nominee and by group; then evaluations."""
    row = _row(selection)
    edition = desk().edition(row.edition)
    told = recommendations(desk(), {f"selection:{row.id}": edition})[f"selection:{row.id}"]
    own = {one.id: one for one in cases(desk(), row.id)}
    graded = recommendations(
        desk(), {f"case:{id}": desk().edition(row.edition) for id in own}
    )
    reader = Reader(desk())
    return render_template(
        "recommendation/show.html", row=row, told=told, reader=reader, edition=edition,
        attended=_attended(told), states=STATES, voting=VOTING, plan=_plan(edition, told),
        beside=[(name, edition.process.activities[name], reader.activity(
            edition.process.activities[name], one.values)) for name, one in told.beside.items()],
        cases={one.person: one for one in own.values()}, mine=_mine,
        graded=[_graded(id, own[id].person, held) for id in own
                for held in graded[f"case:{id}"].held],
        address=lambda name: activity_page(f"selection:{row.id}", name, "record"),
    )  # fmt: skip


def _row(id: str) -> Any:
    row = selection(desk(), id)
    authority.require_sight(desk(), actor(), row.department, today())
    return row


def _mine(held: Held) -> bool:
    """Whether the actor's duty records this; the page it leads to asks the engine."""
    return actor().duty in KINDS[held.activity.kind].duties(held.activity, "record")


def _plan(edition: Edition, told: Recommendation) -> list[str]:
    """How the plan has it: way, mode, order."""
    fields = edition.process.activities["work_plan"].fields if told.plan else {}
    return [f"{fields[name].title}：{fields[name].options.get(str(told.plan.get(name)), '')}"
            for name in ROUGHLY if told.plan.get(name)]  # fmt: skip


def _attended(told: Recommendation) -> list[Attended]:
    """Every group that was due in one of the forms."""
    rows = [{row.get("group"): row for row in rows_of(one.values, "groups")} for one in told.held]
    titles = {group: title for one in told.held for group, title in groups_of(one.activity).items()}
    return [
        Attended(title, tuple(
            (whole(row[group], "present") or 0, whole(row[group], "expected") or 0)
            if group in row else None for row in rows
        ))
        for group, title in titles.items() if any(group in row for row in rows)
    ]  # fmt: skip


def _graded(case: str, person: str, held: Held) -> Graded:
    grades = ((title, whole(held.values, key) or 0) for key, title in GRADES.items()
              if key in held.activity.fields)  # fmt: skip
    return Graded(case, person, held, tuple(grades))
