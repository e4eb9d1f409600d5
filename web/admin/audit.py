"""The auditors' watch (审计): logins, refused attempts, changes of accounts, verification of the record."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.codes import SUBJECTS
from web.forms.base import PageForm
from web.house import desk, house, look_again, now, today
from web.paths import page_of
from web.reading import Reader
from web.records.refused import in_words
from web.records.search import asked, days_asked, page_asked
from workflow.authority import require_look
from workflow.commands.verifying import note_verification
from workflow.queries.choices import duties
from workflow.queries.narrowing import PAGE
from workflow.queries.titles import titles
from workflow.queries.verify import verify as verify_journal
from workflow.queries.watch import exported, last_verifications
from workflow.queries.watch import logins as logins_of
from workflow.queries.watch import readings as readings_of
from workflow.queries.watch import refusals as refusals_of

bp = Blueprint("audit", __name__, url_prefix="/admin/audit")
SHOWN = 200  # findings of a verification on the page; the rest are counted


@bp.get("/logins")
@login_required
def logins() -> Any:
    """Who logged in, when, from where; what failed."""
    require_look(desk(), actor(), "watch", today())
    login, address = (request.args.get(one, "").strip() for one in ("login", "address"))
    page, failed = page_asked(), "failed" in request.args
    rows = logins_of(
        desk(), login=login, address=address, failed=failed, days=days_asked(), page=page
    )
    return render_template(
        "admin/logins.html", rows=rows[:PAGE], more=len(rows) > PAGE, page=page, args=asked()
    )


@bp.get("/refused")
@login_required
def refused() -> Any:
    """What was not carried out: who wanted what, by which rule it was refused."""
    require_look(desk(), actor(), "watch", today())
    told = {one: request.args.get(one, "").strip()
            for one in ("actor", "duty", "person", "rule", "words")}  # fmt: skip
    page = page_asked()
    rows = refusals_of(desk(), **told, subjects=_subjects(), days=days_asked(), page=page)
    reader = Reader(desk())
    return render_template(
        "admin/refused.html", rows=rows[:PAGE], more=len(rows) > PAGE, page=page, args=asked(),
        reader=reader, kinds=SUBJECTS, what=in_words(reader), page_of=page_of,
        names=titles(desk(), {one.subject for one in rows}, ""), groups=_groups(reader),
        duties={one: duty.title for one, duty in duties(desk()).items()},
    )  # fmt: skip


def _subjects() -> list[str]:
    """The subject in the address, if any."""
    told = request.args.get("subject", "").strip()
    return [told] if told else []


def _groups(reader: Reader) -> dict[str, dict[str, str]]:
    """The rules by group, the group itself first; identifiers with what they are about."""
    found: dict[str, dict[str, str]] = {}
    for id, rule in sorted(reader.rules.items()):
        group = f"{id.rpartition('-')[0]}-"
        found.setdefault(group, {group: f"{group} 全部"})[id] = f"{id} {rule.title}"
    return found


@bp.get("/readings")
@login_required
def readings() -> Any:
    """Who opened which file; beside it, which tables were taken out."""
    require_look(desk(), actor(), "watch", today())
    name, page = request.args.get("name", "").strip(), page_asked()
    rows = readings_of(
        desk(), name=name, subjects=_subjects(), days=days_asked(), page=page,
    )  # fmt: skip
    return render_template(
        "admin/readings.html", rows=rows[:PAGE], more=len(rows) > PAGE, page=page, args=asked(),
        reader=Reader(desk()), names=titles(desk(), {one.subject for one in rows}, ""),
        page_of=page_of,
    )  # fmt: skip


@bp.get("/exports")
@login_required
def exports() -> Any:
    """Which tables were taken out as files, by whom."""
    require_look(desk(), actor(), "watch", today())
    page = page_asked()
    rows = exported(
        desk(), name=request.args.get("name", "").strip(), days=days_asked(), page=page
    )
    return render_template(
        "admin/exports.html", rows=rows[:PAGE], more=len(rows) > PAGE, page=page, args=asked(),
        reader=Reader(desk()),
    )  # fmt: skip


@bp.get("/changes")
@login_required
def changes() -> Any:
    """Every change of accounts and duties: entries like all others."""
    require_look(desk(), actor(), "watch", today())
    return redirect(url_for("records.index", about="account"), 303)


@bp.route("/verify", methods=["GET", "POST"])
@login_required
def verify() -> Any:
    """Verify the whole journal when asked to; nothing is written but that it was done."""
    require_look(desk(), actor(), "watch", today())
    form, found = PageForm(), None
    if form.validate_on_submit():
        found = verify_journal(desk())
        look_again()
        with house().desk() as writing:
            note_verification(writing, actor().account, found, now())
    names = titles(desk(), {one.subject for one in found.broken[:SHOWN]} if found else (), "")
    return render_template(
        "admin/verify.html", found=found, shown=SHOWN, last=last_verifications(desk()),
        names=names, kinds=SUBJECTS,
    )  # fmt: skip
