"""Attachments (附件): shown and handed out to those who see the journal that names them.

Every handing out is noted with who it was: the one thing that a GET of this site writes.
"""

from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, send_file, url_for
from flask_login import login_required

from web.acting import actor
from web.forms.uploads import MEDIA
from web.headers import POLICY
from web.house import desk, house, now, today
from web.paths import page_of
from web.reading import Reader
from workflow import attachments, authority
from workflow.commands.reading import note_read
from workflow.errors import NotFound
from workflow.journal.read import content, history
from workflow.queries.documents import Filed, filed

bp = Blueprint("attachments", __name__, url_prefix="/attachments")

# Of the file alone: it runs nothing and stands in no frame. The browser's own reader of PDF needs
# its embedded object and its own style, and stands in our page about the file.
SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"
READ_IN_PLACE = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)
AROUND_IT = f"{POLICY}; object-src 'self'; frame-src 'self'"
PDF = "application/pdf"


@bp.get("/<kind>/<id>/<digest>")
@login_required
def fetch(kind: str, id: str, digest: str) -> Any:
    """The file to be saved, never opened in a page."""
    return _handed_out(_found(kind, id, digest), as_attachment=True)


@bp.get("/<kind>/<id>/<digest>/view")
@login_required
def view(kind: str, id: str, digest: str) -> Any:
    """A page of ours about the file: what it is, who filed it, and the image or the PDF itself."""
    found = _found(kind, id, digest)
    media = media_of(found.name)
    answer = make_response(render_template(
        "attachments/view.html", file=found, media=media, subject=f"{kind}:{id}",
        reader=Reader(desk()), pdf=PDF, back=_above(kind, id),
    ))  # fmt: skip
    if media == PDF:
        answer.headers["Content-Security-Policy"] = AROUND_IT
    return answer


@bp.get("/<kind>/<id>/<digest>/content")
@login_required
def show(kind: str, id: str, digest: str) -> Any:
    """The file itself, for the page above or the browser's reader: images and PDF alone."""
    found = _found(kind, id, digest)
    media = media_of(found.name)
    if media is None:
        raise NotFound()
    answer: Response = _handed_out(found, as_attachment=False)
    answer.headers["Content-Security-Policy"] = READ_IN_PLACE if media == PDF else SEALED
    if media == PDF:
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _above(kind: str, id: str) -> str:
    """The page on which the file is listed."""
    return url_for("cases.materials", case=id) if kind == "case" else page_of(f"{kind}:{id}")


def media_of(name: str) -> str | None:
    """The kind of content that a page may show, by the name's ending; None for all others."""
    return MEDIA.get(PurePath(name).suffix.lower())


def _found(kind: str, id: str, digest: str) -> Filed:
    subject = f"{kind}:{id}"
    found = filed(desk(), subject, _seen_entries(kind, subject))
    for one in found:
        if one.digest == digest:
            return one
    raise NotFound()


def _handed_out(file: Filed, *, as_attachment: bool) -> Any:
    path = attachments.find(house().attachments, file.digest)
    if request.method == "GET":  # HEAD hands out nothing
        with house().desk() as writing:
            note_read(writing, actor(), file.subject, file.digest, file.name, now())
    return send_file(
        path, mimetype=media_of(file.name) or "application/octet-stream",
        as_attachment=as_attachment, download_name=file.name,
    )  # fmt: skip


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
