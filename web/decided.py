"""What a sitting decided, recorded in one go (一并办理会议决定): each case its own move and entry, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.base import OrderForm
from web.forms.mark import acting, picture_of, read_seen, sign_seen
from web.forms.texts import plain_lines
from web.house import desk, now
from web.reading import Reader
from web.sittings import outcome, seen_briefs, seen_meeting
from web.witnessed import waits_for_witness
from workflow.authority import titles_of
from workflow.commands.together import Decided, move_together
from workflow.errors import BadInput, NotAuthorised, Reason, WorkflowError
from workflow.guards.meeting import base
from workflow.journal import Desk, Order
from workflow.journal.write import Entry
from workflow.queries.following import Following, followings, ways
from workflow.queries.meetings import Sitting, sitting

bp = Blueprint("decided", __name__, url_prefix="/meetings")
SHOWN = ("post", "person", "selection", "case")  # whose seqs a page of a move hands back


@dataclass(frozen=True, slots=True)
class Row:
    """One case on the page: how the sitting counted, the signed mark of what is shown of it."""

    told: Following
    about: str
    outcome: str
    mark: str
    is_on: bool

    @property
    def case(self) -> str:
        """Its id."""
        return self.told.seen.case.id

    @property
    def key(self) -> str:
        """How the form names the case and the move that goes with it; "" where none does."""
        return f"{self.case}/{self.told.way.move.name}" if self.told.way else ""


@bp.route("/<meeting>/decisions", methods=["GET", "POST"])
@login_required
def record(meeting: str) -> Any:
    """The cases on which this sitting decided and that wait for whoever looks; those ticked are moved."""
    found = seen_meeting(meeting)
    _require_hand(found)
    form, error = OrderForm(), None
    if form.validate_on_submit():
        chosen = request.form.getlist("on")
        error = tried(form, f"meeting:{meeting}", "move_together",
                      lambda at, order: _moved(at, order, found, chosen))  # fmt: skip
        if error is None:
            flash(f"已一并办理{len(chosen)}项，每项各有一条纪实。")
            return redirect(url_for("meetings.show", meeting=meeting), 303)
    return _page(meeting, form, error)


def waiting(found: Sitting) -> int:
    """How many cases wait for whoever looks after this sitting, whether or not they may go on by now."""
    last = {(one.case, one.activity) for one in found.items}
    known = seen_briefs(case for case, _ in last)
    return len({
        case for case, activity in last
        if case in known
        and ways(desk().edition(known[case].edition), activity, known[case].state, actor().duty)
    })  # fmt: skip


def _require_hand(found: Sitting) -> None:
    """Refuse a duty that makes no move after an item of this sitting, whatever became of it since."""
    editions = {one.edition for one in seen_briefs(one.case for one in found.items).values()}
    activities = {one.activity for one in found.items}
    hands = {
        duty: edition
        for edition in map(desk().edition, sorted(editions))
        for name in activities & edition.process.activities.keys()
        for state in edition.process.activities[name].within
        for duty in edition.duties
        if ways(edition, name, state, duty)
    }
    if actor().duty not in hands:
        titles = sorted({titles_of(edition, [duty])[0] for duty, edition in hands.items()})
        who = "、".join(titles) or "本次会议有议题记录以后，由办理流转的人员"
        raise NotAuthorised(reasons=[Reason(
            "R-DUTY-01", "本岗位职责不办理本次会议决定的流转", f"由{who}办理", tuple(titles)
        )])  # fmt: skip


def _moved(at: Desk, order: Order, found: Sitting, chosen: list[str]) -> tuple[Entry, ...]:
    """Move what was ticked, each case on what the page showed of it."""
    if not chosen:
        raise BadInput("没有选定事项", [Reason("R-TRACE-02", "没有勾选", "勾选要办理的事项")])
    own, seqs, decided = {one.case for one in found.items}, dict[str, int](), []
    for case, _, move in (one.partition("/") for one in chosen):
        if case not in own:
            raise BadInput("所选事项不是本次会议的议题", [
                Reason("R-TRACE-02", f"事项{case}没有列入本次会议", "刷新后在本次会议的议题中勾选")
            ])  # fmt: skip
        shown, view = read_seen(request.form.get(f"mark/{case}", ""), acting())
        seqs |= shown
        decided.append(Decided(case, move, reasons=_written(case), view=view))
    return move_together(at, replace(order, seen=seqs), decided)


def _written(case: str) -> Mapping[str, str]:
    """The reasons typed for the warnings of one case."""
    start = f"why/{case}/"
    told = {name[len(start):]: plain_lines(text) or "" for name, text in request.form.items()
            if name.startswith(start)}  # fmt: skip
    return {guard: text.strip() for guard, text in told.items() if text.strip()}


def _page(meeting: str, form: OrderForm, error: WorkflowError | None) -> Any:
    again = sitting(desk(), meeting)
    briefs = seen_briefs(one.case for one in again.items)
    items = {(one.case, one.activity): one for one in again.items}
    rows, seqs = [], {f"meeting:{meeting}": again.seq}
    for told in followings(desk(), again, actor(), briefs, now()):
        seen, brief = told.seen, briefs[told.seen.case.id]
        shown = {one: seq for one, seq in seen.read.items() if one.partition(":")[0] in SHOWN}
        item = items[seen.case.id, told.activity]
        row = Row(told, f"{brief.unit}，拟任{brief.post}", outcome(item, base(seen)),
                  sign_seen(shown, acting(), picture_of(seen)), False)  # fmt: skip
        rows.append(replace(row, is_on=_is_on(row)))
        seqs |= shown
    form.renew(seqs)
    moves = [(row.told.seen.edition, row.told.way.move) for row in rows if row.told.way]
    page = render_template(
        "meetings/decided.html", sitting=again, form=form, error=error, rows=rows, reader=Reader(desk()),
        waits=next(filter(None, (waits_for_witness(*one) for one in moves)), None),
        typed=request.form, ready=sum(1 for one in rows if one.key),
    )  # fmt: skip
    return page, shown_status(error)


def _is_on(row: Row) -> bool:
    """As ticked; on a fresh page what goes on without a written reason."""
    if request.form:
        return row.key in request.form.getlist("on")
    return row.told.way is not None and not row.told.way.warnings
