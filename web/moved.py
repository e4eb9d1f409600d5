"""What was done meanwhile (其间的办理): since the page of a form was shown, who did what, and when."""

from flask import request
from flask_login import current_user

from web.acting import actor
from web.forms.mark import shown_to
from web.history import Told, told
from web.house import desk, today
from web.reading import Reader
from workflow import authority
from workflow.errors import NotFound
from workflow.journal.read import Record, content, history

MOST = 20  # entries on the page


def meanwhile() -> list[Told]:
    """The entries written since the form of this request was shown, the latest last.

    Of the subjects that the form showed, and as far as its sender may read them.
    """
    if not current_user.is_authenticated:
        return []
    shown = shown_to(request.form.get("seen", ""))
    if shown.account != current_user.session.account:
        return []
    found = [one for subject, seq in shown.seqs.items() for one in _since(subject, seq)]
    found.sort(key=lambda one: (one.at, one.subject, one.seq))
    return told(desk(), Reader(desk()), found[-MOST:])


def _since(subject: str, seq: int) -> list[Record]:
    records = history(desk(), subject)
    return [one for one in records[seq:] if _may_read(one, records)]


def _may_read(record: Record, records: tuple[Record, ...]) -> bool:
    """A person's facts are for those who see whole files; on a standing also others decide."""
    if not record.subject.startswith("person:"):
        return True
    try:
        whole = authority.require_sight_of_person(
            desk(), actor(), content(records)["organization"], today()
        )
    except NotFound:
        return False
    return whole or record.kind == "standing"
