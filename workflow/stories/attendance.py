"""Who sat at an item and said what (出席与表态), from the few words of a story."""

from typing import Any

from workflow.commands.changing import content_of
from workflow.commands.sittings import sitting_of
from workflow.journal import Desk
from workflow.stories.format import Attendance
from workflow.stories.names import Names


def views(desk: Desk, names: Names, meeting: str, told: Attendance) -> list[dict[str, Any]]:
    """One row for each member due on the day; those present speak in order, the chair last."""
    if not content_of(desk, f"meeting:{meeting}"):
        return []
    sitting, person = sitting_of(desk, meeting), names.person
    recused = {person(key): kinship for key, kinship in told.recused.items()}
    said = {person(key): "disagree" for key in told.disagree}
    said |= {person(key): "postpone" for key in told.postpone}
    silent = {*map(person, told.absent), *recused}
    due = [one.person for one in sitting.roster]
    speak = sorted((one for one in due if one not in silent), key=lambda one: one == sitting.chair)
    return [
        {"person": one, "present": one in speak or one in recused, "recused": one in recused,
         "kinship": recused.get(one, ""),
         "view": said.get(one, "agree") if one in speak else None,
         "order": speak.index(one) + 1 if one in speak else None}
        for one in due
    ]  # fmt: skip
