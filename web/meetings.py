"""Meetings (会议): convening one, its roster and items, and the record of an item on one case."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired, Optional

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.base import OrderForm, offered, plain
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.item import attendance_fields, item_sheet, proposed, rows, views_of
from web.house import desk, now, today
from web.labels import MEETINGS
from web.reading import Reader
from web.sittings import seen_meeting, seen_vetoes, tallies
from web.veto_items import awaiting_vetoes
from workflow import authority
from workflow.commands.meetings import convene, record_item
from workflow.dossier import Dossier
from workflow.errors import NotFound, WorkflowError
from workflow.journal.picture import dossier
from workflow.queries import choices
from workflow.queries.agendas import matters
from workflow.queries.cases import cases
from workflow.queries.meetings import Sitting, meetings, sitting

bp = Blueprint("meetings", __name__, url_prefix="/meetings")

class MeetingForm(OrderForm):
    """A sitting of a body."""

    body = SelectField("会议机构", validators=[InputRequired()])
    kind = SelectField("会议种类", choices=offered(MEETINGS), validators=[InputRequired()])
    held_on = DateField("召开日期", validators=[InputRequired()])
    notice_on = DateField("通知日期", validators=[Optional()])
    chair = SelectField("主持人", validators=[InputRequired()])


@bp.get("/")
@login_required
def index() -> Any:
    """The meetings I may see, and the one case that brought me here."""
    rows_ = [one for one in meetings(desk()) if _may_see(one.organization)]
    wanted = request.args.get("case", "")
    seen = dossier(desk(), wanted, now()) if wanted else None
    if seen is not None:
        authority.require_sight(desk(), actor(), seen.selection.department, today())
    names = {row.id: row.name for row in cases(desk())}
    items = {
        one.id: _named(sitting(desk(), one.id), names) for one in rows_ if one.state == "held"
    }
    return render_template(
        "meetings/index.html", rows=rows_, items=items, kinds=MEETINGS, seen=seen,
        may_convene=actor().duty in authority.DO["convene"],
    )  # fmt: skip


def _named(found: Sitting, names: Mapping[str, str]) -> list[str]:
    """Whom the items were about, as far as the actor may know."""
    people = Reader(desk()).people if found.vetoes else {}
    return [
        *(names.get(one.case, "") for one in found.items),
        *(people.get(one.person, "") for one in seen_vetoes(found)),
    ]


def _may_see(organization: str) -> bool:
    try:
        authority.require_sight(desk(), actor(), organization, today())
    except NotFound:
        return False
    return True


@bp.route("/new", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """Convene a meeting."""
    authority.require(desk(), actor(), "convene", today())
    form = MeetingForm()
    form.body.choices = offered(choices.bodies(desk()))
    form.chair.choices = offered(choices.members(desk()))
    error: WorkflowError | None = None
    if form.validate_on_submit():
        id = f"m{(form.command.data or '').replace('-', '')[:12]}"
        values = plain(form, "body", "kind", "held_on", "notice_on", "chair")
        error = tried(
            form, f"meeting:{id}", "convene", lambda at, order: convene(at, order, id, values)
        )
        if error is None:
            flash("已登记会议。")
            return redirect(url_for(".show", meeting=id), 303)
    form.renew({})
    return render_template("meetings/new.html", form=form, error=error), shown_status(error)


@bp.get("/<meeting>")
@login_required
def show(meeting: str) -> Any:
    """The sitting: who was due, what was decided, what still awaits this body."""
    found = seen_meeting(meeting)
    done = {(one.case, one.activity) for one in found.items}
    waiting = [
        one for one in matters(desk(), found.file)
        if one.ready and one.came_on <= found.file.held_on.isoformat()
        and (one.case, one.activity) not in done
    ]
    reader, may_record = Reader(desk()), actor().duty in authority.DO["record_item"]
    return render_template(
        "meetings/show.html", sitting=found, kinds=MEETINGS, items=list(tallies(found, reader)),
        waiting=waiting, vetoes=awaiting_vetoes(found) if may_record else [], reader=reader,
        may_record=may_record,
    )  # fmt: skip


@bp.route("/<meeting>/items/<case>/<activity>", methods=["GET", "POST"])
@login_required
def item(meeting: str, case: str, activity: str) -> Any:
    """The record of one case: who came, who stood aside, each view in its order, the count."""
    found, seen = seen_meeting(meeting), dossier(desk(), case, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    spec = seen.edition.process.activities.get(activity)
    if spec is None or spec.kind != "meeting_item":
        raise NotFound()
    authority.require_act(desk(), actor(), seen, spec.record, (found.file.body.organization,))
    form = _form(found, seen, activity)
    error: WorkflowError | None = None
    if request.method == "POST" and not form.add_row() and form.validate():
        values = {**form.values(), "views": views_of(form.form, found.file)}
        error = tried(form.form, f"meeting:{meeting}", f"item {activity}", lambda at, order: record_item(
            at, order, meeting, case, activity, values
        ))  # fmt: skip
        if error is None:
            flash(f"已记录议题：{seen.person.name}·{spec.title}。")
            return redirect(url_for(".show", meeting=meeting), 303)
    return _shown(found, seen, activity, form, error)


def _form(found: Sitting, seen: Dossier, activity: str) -> SheetForm:
    people = {one.person: one.name for one in found.file.roster}
    everybody = {**choices.people(desk()), **people}
    offered = Choices(choices.organizations(desk()), choices.posts(desk()), everybody)
    others = {one.id: f"{one.name}（{one.post_title}）" for one in cases(desk(), seen.selection.id)
              if one.id != seen.case.id}  # fmt: skip
    further = attendance_fields(found.file, proposed(found.file, seen.relatives))
    return SheetForm(item_sheet(seen, activity, others), offered, further)


def _shown(
    found: Sitting, seen: Dossier, activity: str, form: SheetForm, error: WorkflowError | None
) -> Any:
    again, meeting = dossier(desk(), seen.case.id, now()), sitting(desk(), found.file.id)
    form.form.renew({
        f"meeting:{found.file.id}": meeting.seq,
        f"case:{seen.case.id}": again.read[f"case:{seen.case.id}"],
    })  # fmt: skip
    if not request.form:
        form.form.occurred_on.data = min(found.file.held_on, today())
    unit = Reader(desk()).organizations.get(seen.person.organization, "")
    page = render_template(
        "meetings/item.html", sitting=meeting, name=seen.person.name, form=form, error=error,
        title=again.edition.process.activities[activity].title,
        about=f"{unit}，拟任 {seen.post.title}",
        rows=rows(form.form, found.file), relatives=seen.relatives,
    )  # fmt: skip
    return page, shown_status(error)
