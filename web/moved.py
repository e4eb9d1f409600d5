"""What was done meanwhile (其间的办理): since the page of a form was shown, who did what, and when."""

from collections.abc import Iterator, Mapping

from flask import request
from flask_login import current_user

from web.acting import actor
from web.forms.mark import Picture, shown_to
from web.history import Told, told
from web.house import desk, today
from web.pictures import sees
from web.reading import Reader
from workflow import authority
from workflow.errors import NotFound
from workflow.journal.read import Record, content, history

MOST = 20  # entries on the page
AROUND = ("person", "selection", "meeting")  # what lies around a case


def meanwhile() -> list[Told]:
    """The entries written since the form of this request was shown, the latest last.

    Of the subjects that the form showed, or pictured, and as far as its sender may read them.
    """
    if not current_user.is_authenticated:
        return []
    shown = shown_to(request.form.get("seen", ""))
    if shown.account != current_user.session.account:
        return []
    found = [one for subject, seq in shown.seqs.items() for one in _since(subject, seq)]
    if shown.view is not None and sees(shown.view.of):
        found += _around(shown.view, shown.seqs)
    found.sort(key=lambda one: (one.at, one.subject, one.seq))
    return told(desk(), Reader(desk()), found[-MOST:])


def _around(view: Picture, told: Mapping[str, int]) -> Iterator[Record]:
    """What was entered on the person, the selection and in meetings on the case that was pictured."""
    for subject, seq in view.read.items():
        kind = subject.partition(":")[0]
        if kind in AROUND and subject not in told:
            for one in _since(subject, seq):
                if kind != "meeting" or f"case:{one.data.get('case')}" == view.of:
                    yield one


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
