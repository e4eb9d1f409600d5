"""Documents (附件): what a journal names, so that who may read the journal may open it."""

from workflow.journal import Desk
from workflow.journal.read import history


def document_name(desk: Desk, subject: str, digest: str, kind: str = "") -> str | None:
    """Under which name the journal of a subject holds a stored file; None when it does not.

    `kind`: only in entries of that kind, for those who see no others.
    """
    found = (
        str(one["name"])
        for record in history(desk, subject)
        for one in record.body["attachments"]
        if one["digest"] == digest and kind in ("", record.kind)
    )
    return next(found, None)
