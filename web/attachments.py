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
from workflow.queries.documents import named_in

bp = Blueprint("attachments", __name__, url_prefix="/attachments")


@bp.get("/<digest>")
@login_required
def fetch(digest: str) -> Any:
    """The file, when one of the journals that name it may be seen; never opened inside the page."""
    for name, department, person in named_in(desk(), digest):
        if _may_see(department, person):
            media = MEDIA.get(PurePath(name).suffix.lower(), "application/octet-stream")
            path = attachments.find(house().attachments, digest)
            return send_file(path, mimetype=media, as_attachment=True, download_name=name)
    raise NotFound()


def _may_see(department: str, organization: str) -> bool:
    try:
        if department:
            authority.require_sight(desk(), actor(), department, today())
            return True
        return authority.require_sight_of_person(desk(), actor(), organization, today())
    except NotFound:
        return False
