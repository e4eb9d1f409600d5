"""What was typed (已填写的内容): kept on a page that cannot take it, so that it can be sent again.

Only of a form of this site: what another site makes a browser send is neither shown nor sent again.
Files are not kept, and no password.
"""

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

NEVER = ("login.", "own_password.", "ballot_box.")  # forms that hold nothing but secrets
SECRETS = ("csrf_token", "password", "again_login", "again_password")


@dataclass(frozen=True, slots=True)
class Kept:
    """The fields of a form, the texts among them for people to read, the files that are lost."""

    fields: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    files: tuple[str, ...]


def kept(*, anew: bool = False) -> Kept | None:
    """What was typed in the form of this request; None where nothing was, or not on this site.

    `anew`: as another order, where the order id is spent on something else.
    """
    if request.method != "POST" or not is_own_form() or (request.endpoint or "").startswith(NEVER):
        return None
    fields = tuple(
        (name, str(uuid.uuid4()) if anew and name == "command" else value)
        for name, value in request.form.items(multi=True)
        if name not in SECRETS and "password" not in name
    )
    texts = dict.fromkeys(value for _, value in fields if not value.isascii())
    files = (one.filename or "" for _, one in request.files.items(multi=True))
    return Kept(fields, tuple(texts), tuple(filter(None, files))) if fields else None


def is_own_form() -> bool:
    """Whether the form of this request stood on a page of this site, as the browser says."""
    came = request.headers.get("Origin") or request.referrer or ""
    return urlsplit(came).netloc == request.host
