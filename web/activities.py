"""Activities (办理内容): the form of one act, generated from the definition, shown and recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices, Late
from web.forms.mark import picture_of
from web.forms.sheet import sheet
from web.forms.tally import tally_form
from web.house import desk, now, today
from web.notice_text import draft
from web.paths import is_own_path, page_of
from web.proving import OK, PASSWORD, ProofField, prove
from web.reading import Reader
from web.where import posts_around, units_around
from web.whom import people_around, people_below
from workflow import authority
from workflow.activities import KINDS
from workflow.activities.kind import ACTS, Kind
from workflow.activities.notice import wording
from workflow.commands.activities import record
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import NotFound, WorkflowError
from workflow.journal import Actor
from workflow.journal.picture import dossier, selection_dossier
from workflow.queries.ballots import voted
from workflow.queries.requests import Request
from workflow.shown import DECIDING

bp = Blueprint("activities", __name__)
SIGNED = ("answer",)
DRAFT = "draft"  # the button that drafts the text anew


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Which form: of which journal, activity and act; `narrow` shows nothing of the case.

    `template` and `shown` are the page around the form, where it is not the usual one.
    """

    subject: str
    name: str
    act: str
    organization: str = ""
    narrow: bool = False
    asked: Request | None = None
    case: str = ""
    template: str = "activities/form.html"
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def signed(self) -> bool:
        """Whether the act counts as signed, for which the password is asked again."""
        return self.act in SIGNED

    @property
    def drafted(self) -> bool:
        """Whether the text can be drafted from the data: that of a notice."""
        return self.act == "post"

    def around(self, template: str, shown: Mapping[str, Any]) -> "SheetPage":
        """The same form within another page."""
        return replace(self, template=template, shown=shown)


@bp.route("/cases/<id>/activities/<name>/<act>", methods=["GET", "POST"])
@login_required
def case(id: str, name: str, act: str) -> Any:
    """An act of an activity of a case."""
    return _whole(f"case:{id}", name, act)


@bp.route("/selections/<id>/activities/<name>/<act>", methods=["GET", "POST"])
@login_required
def selection(id: str, name: str, act: str) -> Any:
    """An act of an activity of a selection."""
    return _whole(f"selection:{id}", name, act)


def _whole(subject: str, name: str, act: str) -> Any:
    seen = _dossier(SheetPage(subject, name, act))
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    return answer_page(SheetPage(subject, name, act, request.args.get("organization", "")))


def _dossier(page: SheetPage) -> Dossier:
    """The dossier that the form is drawn from: of the case also where a selection's act is asked."""
    kind, _, id = page.subject.partition(":")
    if kind == "case":
        return dossier(desk(), id, now())
    return selection_dossier(desk(), id, now())


def answer_page(page: SheetPage) -> Any:
    """Show the form; on POST add a row, or record and go back. A refusal keeps what was typed."""
    who = actor()
    seen = replace(_dossier(page), actor=who.by)
    activity, kind = _known(seen, page)
    _require_entitled(seen, activity, kind, page, who)
    form = _form(seen, page, who)
    if DRAFT in request.form and page.drafted:
        form.put(wording(activity), _draft(seen, activity, form.values()))
        return _shown(page, form, None), 200
    if request.method == "POST" and not form.add_row() and form.validate():
        if page.signed and (status := prove(form.form[PASSWORD])) != OK:
            return _shown(page, form, None), status
        error = tried(form.form, page.subject, f"{page.act} {page.name}", lambda at, order: record(
            at, replace(order, proved=PASSWORD if page.signed else ""), page.subject, page.name,
            page.act, form.values(),
        ))  # fmt: skip
        if error is not None:
            return _shown(page, form, error), shown_status(error)
        flash(f"已登记：{activity.title}·{ACTS[page.act]}。")
        return redirect(_back(page), 303)
    return _shown(page, form, None), shown_status(None)


def _back(page: SheetPage) -> str:
    """Where the form was opened from, else the page of what it belongs to."""
    came = request.args.get("back", "")
    if is_own_path(came):
        return came
    return url_for("inbox.show") if page.narrow else page_of(page.subject)


def _known(seen: Dossier, page: SheetPage) -> tuple[Activity, Kind]:
    activity = seen.edition.process.activities.get(page.name)
    if activity is None or (activity.of == "selection") != page.subject.startswith("selection:"):
        raise NotFound()
    kind = KINDS[activity.kind]
    if page.act not in kind.acts or page.act == "item":
        raise NotFound()
    return activity, kind


def _require_entitled(
    seen: Dossier, activity: Activity, kind: Kind, page: SheetPage, who: Actor
) -> None:
    """Say so before anything is typed, not after. The command asks again."""
    places = (page.organization,) if page.act == "answer" and page.organization else ()
    authority.require_act(desk(), who, seen, kind.duties(activity, page.act), places)


def _form(seen: Dossier, page: SheetPage, who: Actor) -> SheetForm:
    present = None if page.narrow else seen.round(page.name)
    given = (seen.case.post, present.values) if present else ()
    offered = Choices(units_around(given), posts_around(given), Late(lambda: _people(who)))
    if page.act == "record" and seen.edition.process.activities[page.name].kind == "ballot":
        return tally_form(seen, page.name, offered, voted(desk(), seen, page.subject, page.name))
    told = sheet(seen, page.name, page.act, Reader(desk()).organizations, page.organization)
    if page.drafted and not told.given:
        activity = seen.edition.process.activities[page.name]
        text = _draft(seen, activity, {})
        told = replace(told, given={"posted_on": today().isoformat(), wording(activity): text})
    return SheetForm(told, offered, {PASSWORD: ProofField()} if page.signed else None)


def _draft(seen: Dossier, activity: Activity, values: Mapping[str, Any]) -> str:
    """The text of a notice, from the data and from what was typed so far."""
    department = Reader(desk()).organizations.get(seen.selection.department, "")
    return draft(seen, activity, values, department)


def _people(who: Actor) -> Mapping[str, str]:
    """Who may be chosen: all around for those who see whole cases, else one's own place."""
    if who.duty in authority.SEES_CASE:
        return people_around()
    found = people_below(authority.path(desk(), who.organization) or "-")
    return Late(lambda: {who.person: who.name, **found}) if who.person else found


def _shown(page: SheetPage, form: SheetForm, error: WorkflowError | None) -> str:
    """The page as things stand now."""
    seen = _dossier(page)
    activity = seen.edition.process.activities[page.name]
    # An answer stands by itself: thirty of them do not collide, so nothing shown can be stale.
    shown = {} if page.act == "answer" else {page.subject: seen.read[page.subject]}
    form.form.renew(shown, picture_of(seen) if page.act in DECIDING else None)
    present = seen.round(page.name)
    mine = KINDS[activity.kind].check(
        activity, page.act, {}, present, replace(seen, actor=actor().by)
    )
    reader = Reader(desk())
    about = dossier(desk(), page.case, now()) if page.narrow else seen
    return render_template(
        page.template, page=page, activity=activity, act=ACTS[page.act], form=form,
        seen=about, error=error, reader=reader, edition=seen.edition, present=present,
        recorded=reader.activity(activity, present.values) if present and not page.narrow else [],
        back=_back(page), stops=[one.message for one in mine if one.path == ACTS[page.act]],
        **page.shown,
    )  # fmt: skip
