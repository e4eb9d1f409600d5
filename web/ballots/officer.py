"""Running a ballot (电子投票办理): opened with its slips, closed, checked by the scrutineers."""

import random
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor, tried
from web.ballots import codes
from web.ballots.boxes import boxes
from web.ballots.papers import (
    CHECKED,
    ReasonForm,
    check_form,
    check_values,
    fewest,
    groups_of,
    listed,
    opening_form,
    opening_values,
)
from web.ballots.sight import Running, entitled, running
from web.errors import shown_status
from web.forms.base import OrderForm
from web.house import desk
from web.paths import activity_page
from web.reading import Reader
from web.whom import people_around
from workflow.ballots import Box, Nominee
from workflow.commands import ballots as commands
from workflow.errors import NotAvailable, Reason, WorkflowError
from workflow.queries import ballots as queries

bp = Blueprint("ballots", __name__)
GONE = NotAvailable(reasons=[Reason(
    "R-REC-02", "本系统的进程里没有这次投票的票箱（系统重新启动过）", "重新投票，原票码仍可使用",
)])  # fmt: skip


@bp.route("/cases/<id>/ballots/<name>/new", methods=["GET", "POST"])
@login_required
def of_case(id: str, name: str) -> Any:
    """Open a ballot for an activity of a case."""
    return _opening(f"case:{id}", name)


@bp.route("/selections/<id>/ballots/<name>/new", methods=["GET", "POST"])
@login_required
def of_selection(id: str, name: str) -> Any:
    """Open a ballot for an activity of a selection."""
    return _opening(f"selection:{id}", name)


def _opening(subject: str, name: str) -> Any:
    page = entitled(subject, name)
    form = opening_form(page.seen, page.activity, people_around())
    error: WorkflowError | None = None
    if form.validate_on_submit() and fewest(form, page.activity):
        id = f"b{(form.command.data or '').replace('-', '')[:12]}"
        told = opening_values(form, page.seen, page.activity)
        made = {row.get("group", ""): codes.made(row["made"]) for row in told["groups"]}
        known = {group: [codes.digest(one) for one in slips] for group, slips in made.items()}
        nominees = [Nominee(one["person"], one.get("post", "")) for one in told["nominees"]]
        box = Box(id, queries.paper_of(page.activity, nominees, told["seats"]))
        error = tried(form, subject, f"open_ballot {name}", lambda at, order: commands.open_ballot(
            at, order, id, subject, name, told, known, box.mark
        ))  # fmt: skip
        if error is None:
            return _slips(running(id), box, made)
    page = entitled(subject, name)
    form.renew({subject: page.seen.read[subject]})
    return render_template(
        "ballots/open.html", page=page, form=form, error=error, reader=Reader(desk()),
        groups=groups_of(page.activity), listed=listed(page.seen),
        graded="seats" not in form, subject=subject,
    ), shown_status(error)  # fmt: skip


def _slips(page: Running, box: Box, made: dict[str, list[str]]) -> Any:
    """The slips, once: the codes are nowhere else. Sent twice, the second time there are none."""
    if queries.open_box(desk(), box.ballot) != box.mark:
        flash("票码只显示一次。没有打印的，作废这次投票后重新制作。", "asked")
        return redirect(url_for(".show", ballot=box.ballot), 303)
    boxes().put(box)
    titles = groups_of(page.activity)
    slips = [(titles[group], codes.shown(one)) for group, all in made.items()
             for one in random.SystemRandom().sample(all, len(all))]  # fmt: skip
    address = request.host_url.rstrip("/") + url_for("ballot_box.enter")
    return render_template("ballots/slips.html", page=page, slips=slips, address=address)


@bp.get("/ballots/<ballot>")
@login_required
def show(ballot: str) -> Any:
    """How a ballot stands; what it brought, once it is closed."""
    return _shown(running(ballot), None)


def _shown(page: Running, error: WorkflowError | None) -> Any:
    known = page.known
    form = OrderForm(formdata=None)
    form.renew({known.subject: page.seen.read[known.subject]})
    present = page.seen.round(known.activity)
    return render_template(
        "ballots/show.html", page=page, known=known, error=error, form=form, reason=_reason(page),
        reader=Reader(desk()), groups=groups_of(page.activity),
        paper=queries.paper_of(page.activity, known.nominees, known.seats),
        boxed=boxes().get(known.id, queries.open_box(desk(), known.id)) is not None,
        address=request.host_url.rstrip("/") + url_for("ballot_box.enter"),
        recorded=present is not None and present.last("record") is not None,
        record=activity_page(known.subject, known.activity, "record"),
    ), shown_status(error) if error else 200  # fmt: skip


def _reason(page: Running) -> ReasonForm:
    form = ReasonForm()
    form.renew({page.known.subject: page.seen.read[page.known.subject]})
    return form


@bp.post("/ballots/<ballot>/close")
@login_required
def close(ballot: str) -> Any:
    """Close the ballot: what lies in the box is published, or nothing is and the box stays open."""
    page = running(ballot, act=True)
    form = OrderForm()
    if page.known.state != "open":  # sent twice, or by somebody else meanwhile
        return redirect(url_for(".show", ballot=ballot), 303)
    box = boxes().get(ballot, queries.open_box(desk(), ballot))
    if box is None or not form.validate_on_submit():
        return _shown(page, GONE)
    closed = False
    try:
        counted = box.seal()
        error = tried(form, page.known.subject, "close_ballot", lambda at, order: (
            commands.close_ballot(at, order, ballot, counted)
        ))  # fmt: skip
        closed = error is None
    finally:
        if not closed:
            box.unseal()
    if error is not None:
        return _shown(running(ballot), error)
    boxes().away(ballot)
    flash("投票已经截止，结果已经公布。请监票人、计票人核对。")
    return redirect(url_for(".show", ballot=ballot), 303)


@bp.post("/ballots/<ballot>/restart")
@login_required
def restart(ballot: str) -> Any:
    """Begin anew with an empty box and the same codes."""
    page = running(ballot, act=True)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _shown(page, None)
    paper = queries.paper_of(page.activity, page.known.nominees, page.known.seats)
    box = Box(ballot, paper)
    error = tried(form, page.known.subject, "restart_ballot", lambda at, order: (
        commands.restart_ballot(at, order, ballot, form.reason.data or "", box.mark)
    ))  # fmt: skip
    if error is not None:
        return _shown(running(ballot), error)
    boxes().put(box)
    flash("票箱已经清空。请宣布：所有人用原票码重新投票。")
    return redirect(url_for(".show", ballot=ballot), 303)


@bp.post("/ballots/<ballot>/void")
@login_required
def void(ballot: str) -> Any:
    """Make the ballot void."""
    page = running(ballot, act=True)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _shown(page, None)
    error = tried(form, page.known.subject, "void_ballot", lambda at, order: (
        commands.void_ballot(at, order, ballot, form.reason.data or "")
    ))  # fmt: skip
    if error is not None:
        return _shown(running(ballot), error)
    boxes().away(ballot)
    flash("这次投票已经作废。")
    return redirect(url_for(".show", ballot=ballot), 303)


@bp.route("/ballots/<ballot>/check", methods=["GET", "POST"])
@login_required
def check(ballot: str) -> Any:
    """The scrutineers check the count against the roll and the slips."""
    page = running(ballot, act=True)
    form = check_form(page.known, people_around())
    groups, error = tuple(page.known.made), None
    if form.validate_on_submit():
        told = check_values(form, groups)
        error = tried(form, page.known.subject, "check_ballot", lambda at, order: (
            commands.check_ballot(at, order, ballot, told)
        ))  # fmt: skip
        if error is None:
            flash("核对已经登记。票数已填入登记表，核对后登记。")
            return redirect(activity_page(page.known.subject, page.known.activity, "record"), 303)
        page = running(ballot)
    form.renew({page.known.subject: page.seen.read[page.known.subject]})
    return render_template(
        "ballots/check.html", page=page, known=page.known, form=form, error=error,
        groups=groups_of(page.activity), who=actor(), columns=CHECKED,
    ), shown_status(error)  # fmt: skip
