"""The mark of a page (页面标记): what a form showed and to whom, signed, so that nobody can make it up.

It is bound to the account and the duty, not to the login session: what was typed survives a session
that ends meanwhile (`web.again`). Whether the picture is still that of today the engine says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from web.house import now
from workflow.dossier import Dossier
from workflow.errors import BadInput, CaseMoved
from workflow.journal.before import shown_of_person
from workflow.journal.read import Record
from workflow.shown import shown


def acting() -> str:
    """Who acts now and under which duty, as the mark of a page holds it."""
    own = current_user.session
    return f"{own.account} {own.duty}@{own.organization}"


@dataclass(frozen=True, slots=True)
class Picture:
    """What lay before whoever decides, as a page's mark holds it: enough to draw it once more.

    `of` is the subject, `read` up to where each journal was read, `at` when.
    """

    digest: str
    of: str
    at: datetime
    read: Mapping[str, int]


def picture_of(seen: Dossier) -> Picture:
    """The picture of a dossier that was drawn for the page anyway."""
    told = shown(seen)
    return Picture(told.digest, told.subject, seen.at, seen.read)


def picture_of_person(person: str, records: Sequence[Record]) -> Picture:
    """The picture of a person whose standing is decided on, from the journal read for the page."""
    told = shown_of_person(person, records)
    return Picture(told.digest, told.subject, now(), {told.subject: records[-1].seq})


def sign_seen(seen: Mapping[str, int], by: str, view: Picture | None = None) -> str:
    """The seqs shown and to whom, signed: what was on the screen is for the server to say."""
    told: dict[str, Any] = {"seqs": dict(seen), "by": by}
    if view is not None:
        told["view"] = {"digest": view.digest, "of": view.of, "at": view.at.isoformat(),
                        "read": dict(view.read)}  # fmt: skip
    return str(_signer().dumps(told))


def read_seen(text: str, by: str) -> tuple[dict[str, int], str]:
    """The seqs that a page showed, and the digest of the picture; "" where it showed none.

    Raises BadInput when missing or altered; CaseMoved when it was shown under another duty, which
    the record must not name for what was decided under this one.
    """
    try:
        told = _signer().loads(text)
    except BadSignature as error:
        raise BadInput("页面标记缺失或有误，请刷新后再提交") from error
    if told["by"] != by:
        raise CaseMoved("页面打开以后切换过岗位职责，请核对右上角的岗位职责，确认后再提交")
    seqs = {str(key): int(value) for key, value in told["seqs"].items()}
    return seqs, str(told.get("view", {}).get("digest", ""))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a form showed, and to whom: the account and the duty it acted under."""

    account: str = ""
    duty: tuple[str, str] = ("", "")
    seqs: Mapping[str, int] = field(default_factory=dict)
    view: Picture | None = None


def shown_to(text: str) -> Shown:
    """What a page's mark says; empty where it is missing or altered."""
    try:
        told = _signer().loads(text)
    except BadSignature:
        return Shown()
    account, _, under = str(told["by"]).partition(" ")
    duty, _, organization = under.partition("@")
    return Shown(account, (duty, organization), told["seqs"], _view(told.get("view")))


def _view(told: Mapping[str, Any] | None) -> Picture | None:
    if told is None:
        return None
    return Picture(told["digest"], told["of"], datetime.fromisoformat(told["at"]), told["read"])


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="seen")
