"""Attachments (附件): handed out to those who see the journal that names them."""

from pathlib import PurePath
from typing import Any

from flask import Blueprint, send_file
from flask_login import login_required

from web.acting import actor
from web.forms.uploads import MEDIA
from web.house import desk, house, today
from workflow import attachments, authority
from workflow.errors import NotFound
from workflow.journal.read import content, history
from workflow.queries.documents import document_name

bp = Blueprint("attachments", __name__, url_prefix="/attachments")


@bp.get("/<kind>/<id>/<digest>")
@login_required
def fetch(kind: str, id: str, digest: str) -> Any:
    """The file, when the subject's journal names it and may be seen; never opened in the page."""
    subject = f"{kind}:{id}"
    name = document_name(desk(), subject, digest, _seen_entries(kind, subject))
    if name is None:
        raise NotFound()
    media = MEDIA.get(PurePath(name).suffix.lower(), "application/octet-stream")
    path = attachments.find(house().attachments, digest)
    return send_file(path, mimetype=media, as_attachment=True, download_name=name)


def _seen_entries(kind: str, subject: str) -> str:
    """Which kind of entries of the subject may be seen, "" all; raises NotFound where none."""
    records = history(desk(), subject) if kind in ("case", "selection", "person") else ()
    if not records:
        raise NotFound()
    said = content(records)
    if kind == "person":
        whole = authority.require_sight_of_person(
            desk(), actor(), said["organization"], today()
        )
        return "" if whole else "standing"  # who decides on a standing reads what it rests on
    authority.require_sight(desk(), actor(), said["department"], today())
    return ""
