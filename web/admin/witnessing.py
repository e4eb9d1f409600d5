"""The term of witnesses (见证期限): how the receipts stand, and within how many days they are due."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import REASON, Asked, ask, choice
from web.house import desk, today
from workflow import authority
from workflow.commands.witnessing import LEAST, MOST, set_witness_policy
from workflow.edition import Field
from workflow.queries.witnessed import lateness, policy

bp = Blueprint("witnessing", __name__, url_prefix="/admin/witness")
HERE = "见证期限"
THEN = {"warn": "只提示", "refuse": "集体决定和任职的流转不予办理，收存回执以后恢复"}


@bp.get("/")
@login_required
def show() -> Any:
    """The policy in force, the last receipt, and the last day that is in time."""
    authority.require_look(desk(), actor(), "witness", today())
    return render_template(
        "admin/witness.html", force=policy(desk()), told=lateness(desk(), today()), then=THEN,
        may=actor().duty in authority.DO["set_witness_policy"],
    )  # fmt: skip


@bp.route("/set", methods=["GET", "POST"])
@login_required
def change() -> Any:
    """Set it; that is an entry which auditors read, so nobody relaxes it unseen."""
    authority.require(desk(), actor(), "set_witness_policy", today())
    force = policy(desk())
    return ask(Asked(
        "设定见证期限", "设定", ((url_for("admin.index"), "管理"), (url_for(".show"), HERE)),
        {"days": Field(type="int", title=f"期限（工作日，{LEAST}至{MOST}）"), "then": choice("逾期以后", THEN),
         "reason": REASON},
        "ledger:witness", "set_witness_policy",
        lambda at, order, values: set_witness_policy(
            at, order, values["days"], values["then"] == "refuse", values["reason"]
        ),
        url_for(".show"), "已设定见证期限，记入全程纪实。",
        given={"days": force.days, "then": "refuse" if force.refuses else "warn"},
    ))  # fmt: skip
