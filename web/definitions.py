"""Definitions (流程定义): published editions in words, their proof, their settings, what changed.

They are not secret: whoever is logged in may read under which rules cases are handled. How many
cases run under an edition is told to those who see cases.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, render_template, send_file
from flask_login import login_required

from web.acting import actor
from web.house import desk, today
from workflow import authority
from workflow.definition import house_names, mermaid, svg, text_of
from workflow.definition import words as w
from workflow.definition.changes import changes
from workflow.definition.setting_words import KEYS, setting_bounds, setting_title, setting_value
from workflow.edition import Edition
from workflow.errors import NotFound
from workflow.proof import Proof, prove
from workflow.queries.editions import Published, published

bp = Blueprint("definitions", __name__, url_prefix="/definitions")
PROOFS = 32  # a proof is the same for ever: it is made once for an edition beside the others


@bp.get("/")
@login_required
def index() -> Any:
    """Every published edition."""
    below = authority.overlooked(desk(), actor(), today())
    rows = published(desk(), below)
    return render_template("definitions/index.html", rows=rows, sees_cases=below is not None, w=w)


@bp.get("/<digest>")
@login_required
def show(digest: str) -> Any:
    """One edition: picture, steps, moves, what is recorded, rules, settings, duties, the proof."""
    below = authority.overlooked(desk(), actor(), today())
    rows = published(desk(), below)
    found = _one(rows, digest)
    edition = found.edition
    return render_template(
        "definitions/show.html", found=found, edition=edition, process=edition.process, w=w,
        words=w.Words(edition), sees_cases=below is not None,
        picture=svg(edition, links={one: f"#state-{one}" for one in edition.process.states}),
        proof=_proof(edition, tuple(one.edition for one in rows)), settings=_settings(edition),
        others=[one for one in rows if one is not found],
        recorded={state: _recorded(edition, state) for state in edition.process.states},
    )  # fmt: skip


def _one(rows: list[Published], digest: str) -> Published:
    for one in rows:
        if one.edition.digest == digest:
            return one
    raise NotFound()


def _recorded(edition: Edition, state: str) -> list[str]:
    """What may be recorded in a state."""
    return [name for name, one in edition.process.activities.items() if state in one.within]


@lru_cache(maxsize=PROOFS)
def _proof(edition: Edition, all_: tuple[Edition, ...]) -> Proof:
    return prove(edition, house_names(), others=[one for one in all_ if one != edition])


def _settings(edition: Edition) -> list[tuple[str, str, str]]:
    """Title, value and bounds of every setting; of a table every part."""
    told: list[tuple[str, str, str]] = []
    for name, value in edition.process.settings.items():
        if isinstance(value, bool | int | str):
            told.append((setting_title(name), setting_value(name, value), setting_bounds(name)))
            continue
        told += [
            (f"{setting_title(name)}·{KEYS.get(key, key)}", setting_value(name, one),
             setting_bounds(name, key))
            for key, one in value.items()
        ]  # fmt: skip
    return told


@bp.get("/<digest>/changes/<other>")
@login_required
def compare(digest: str, other: str) -> Any:
    """What the edition says differently from another one."""
    rows = published(desk(), None)
    new, old = _one(rows, digest), _one(rows, other)
    return render_template(
        "definitions/changes.html", old=old, new=new, rows=changes(old.edition, new.edition)
    )


@bp.get("/<digest>/text")
@login_required
def text(digest: str) -> Response:
    """The sealed text itself, whose SHA-256 is the digest of the edition."""
    edition = _one(published(desk(), None), digest).edition
    return _file(text_of(edition), f"{edition.process.title}第{edition.process.edition}版.json")


@bp.get("/<digest>/mermaid")
@login_required
def picture(digest: str) -> Response:
    """The picture as Mermaid text."""
    edition = _one(published(desk(), None), digest).edition
    name = f"{edition.process.title}第{edition.process.edition}版流程图.mmd"
    return _file(mermaid(edition).encode(), name)


def _file(content: bytes, name: str) -> Response:
    """A plain text to be saved under a name."""
    return send_file(BytesIO(content), mimetype="text/plain", as_attachment=True, download_name=name)
