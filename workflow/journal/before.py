"""What lay before whoever decided, drawn once more (重现所见) from the journals as they were read then."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from workflow.journal.desk import Desk
from workflow.journal.fold import person_file
from workflow.journal.picture import dossier, selection_dossier
from workflow.journal.read import Record, history
from workflow.shown import Shown, shown, shown_person


def shown_of_person(person: str, records: Sequence[Record]) -> Shown:
    """What is shown of a person on whose standing or erasure is decided, from the person's journal."""
    done = [one.as_act() for one in records if one.kind in ("standing", "erase")]
    return shown_person(person_file(person, records), done)


def drawn_now(desk: Desk, of: str, at: datetime) -> Shown:
    """What is shown of a case, a selection or a person as things stand; raises NotFound."""
    return _drawn(desk, of, None, at)


def drawn_again(desk: Desk, of: str, read: Mapping[str, int], at: datetime) -> Shown:
    """What was shown then: each journal up to the seq that was read; raises NotFound."""
    return _drawn(desk, of, read, at)


def _drawn(desk: Desk, of: str, read: Mapping[str, int] | None, at: datetime) -> Shown:
    kind, _, id = of.partition(":")
    if kind == "person":
        return shown_of_person(id, history(desk, of, read))
    draw = dossier if kind == "case" else selection_dossier
    return shown(draw(desk, id, at, read))


def before(desk: Desk, record: Record) -> Shown:
    """What lay before whoever made a recorded decision; the entry's own `view` is its digest."""
    read = {**record.body["read"], **record.data.get("looked", {})}
    return drawn_again(desk, about(record), read, record.at)


def is_faded(desk: Desk) -> bool:
    """Whether of the journals read at this desk some personal values were erased since (L4)."""
    return any(one.erased for records in desk.kept.values() for one in records)


def about(record: Record) -> str:
    """The subject on which an entry decides: an item of a meeting is on a case or on a person."""
    if record.subject.startswith("meeting:"):
        kind = "case" if record.data.get("case") else "person"
        return f"{kind}:{record.data[kind]}"
    return record.subject
