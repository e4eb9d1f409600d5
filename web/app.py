"""The application (网站): blueprints listed, session, headers, errors; nothing registers itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, g
from flask_bootstrap import Bootstrap5
from flask_login import current_user
from flask_wtf import CSRFProtect

from web import (
    activities,
    again,
    agendas,
    attachments,
    attendances,
    case_opinions,
    cases,
    decided,
    definitions,
    erasures,
    errors,
    headers,
    house,
    inbox,
    login,
    meeting_items,
    meetings,
    minutes,
    moved,
    opinions,
    own_password,
    papers,
    people,
    pictures,
    political,
    publicity,
    recommendation,
    selections,
    standings,
    stating,
    statistics,
    supervision,
    uploading,
    veto_items,
)
from web.addresses import Addressed
from web.admin import accounts, audit, bodies, duties, organizations, posts, witnessing
from web.admin import desk as admin
from web.ballots import boxes, officer, voter
from web.codes import megabytes
from web.menu import rooms
from web.reading import Reader
from web.records import dossier as back
from web.records import entry as records
from web.witnessed import due_witness
from workflow.authority import SEES_CASE
from workflow.edition import Rule
from workflow.facts import KINSHIP
from workflow.journal import House

BLUEPRINTS = (
    login.bp, inbox.bp, selections.bp, cases.bp, activities.bp, meetings.bp, veto_items.bp,
    meeting_items.bp, agendas.bp, attendances.bp, minutes.bp, decided.bp,
    people.bp, stating.bp, standings.bp, erasures.bp, uploading.bp, political.bp,
    attachments.bp, opinions.bp, case_opinions.bp, publicity.bp,
    recommendation.bp, officer.bp, voter.bp,
    definitions.bp, statistics.bp, supervision.bp, own_password.bp, records.bp, papers.bp, back.bp,
    admin.bp, organizations.bp, accounts.bp, duties.bp, posts.bp, bodies.bp, audit.bp,
    witnessing.bp,
)  # fmt: skip
UPLOAD = 64 * 1024 * 1024  # bytes in one request


def create_app(
    engine: House, now: Callable[[], datetime], secret: str | bytes, *,
    tls: bool = False, note: str = "", idle: timedelta = login.IDLE,
) -> Flask:  # fmt: skip
    """The site on a house. `now` is the clock; `secret` signs cookies; `tls`: only over HTTPS.

    `idle`: after so long without a page a session ends. `note` stands in the head of every page,
    for instance that this is a demonstration.
    """
    app = Addressed(__name__)
    app.secret_key = secret
    app.jinja_options["trim_blocks"] = app.jinja_options["lstrip_blocks"] = True
    app.config.update(
        BOOTSTRAP_SERVE_LOCAL=True,
        SITE_NOTE=note,
        SESSION_IDLE=idle,
        MAX_CONTENT_LENGTH=UPLOAD,
        MAX_FORM_PARTS=20_000,  # a checklist with rows has many fields
        MAX_FORM_MEMORY_SIZE=8 * 1024 * 1024,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_NAME="__Host-cadre" if tls else "cadre",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=tls,
        WTF_CSRF_TIME_LIMIT=None,  # the session itself ends; a long form must not
        WTF_I18N_ENABLED=False,
    )
    house.install(app, engine, now)
    Bootstrap5(app)
    boxes.install(app)
    CSRFProtect(app).exempt(voter.bp)  # it has no session, and a code is nobody's browser's
    login.manager.init_app(app)
    login.manager.unauthorized_handler(again.ask)
    errors.install(app)
    headers.install(app)
    for one in BLUEPRINTS:
        app.register_blueprint(one)
    app.context_processor(_around)
    app.add_template_filter(_named, "named")
    app.add_template_filter(house.local, "local")
    app.add_template_filter(megabytes, "size")
    app.add_template_filter(_rule, "rule_text")
    app.add_template_global(moved.meanwhile)
    app.add_template_global(pictures.changed)
    app.jinja_env.globals.update(papers.GLOBALS)
    return app


def _around() -> dict[str, Any]:
    """What every page shows around its content."""
    told: dict[str, Any] = {"kinship": KINSHIP}
    if g.get("bare") or not current_user or not current_user.is_authenticated:
        return {**told, "me": None}
    own, reader = current_user.session, _reader()
    return {
        **told, "me": own, "inbox_count": inbox.count(),
        "my_duties": [
            (f"{duty}@{place}", f"{reader.duty(duty)}·{reader.organizations.get(place, place)}")
            for duty, place in own.duties
        ],
        "my_duty": f"{reader.duty(own.duty)}" if own.duty else "没有岗位职责",
        "my_place": reader.organizations.get(own.organization, ""),
        "witness_late": due_witness(own.duty),
        "sees_cases": own.duty in SEES_CASE, "rooms": list(rooms(own.duty)),
    }  # fmt: skip


def _named(text: str) -> str:
    """A sentence of the engine with names in place of ids."""
    return _reader().named(text)


def _rule(id: str) -> Rule | None:
    """What a rule asks, for its explanation; None for what is not a rule of any edition."""
    return _reader().rules.get(id)


def _reader() -> Reader:
    """One reader a reading desk."""
    desk = house.desk()
    return desk.look("reader", lambda: Reader(desk))
