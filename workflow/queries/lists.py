"""Lists in force (现行清单): those by which a veto on a person may be proposed, by version."""

from sqlalchemy import select

from workflow.edition import Circumstance, Lists
from workflow.journal import Desk
from workflow.models import WHOLE
from workflow.queries.choices import processes


def lists_in_force(desk: Desk, person: str) -> dict[str, Lists]:
    """Version → list: of each process's latest edition, and of those under which an open case runs.

    A person may be vetoed in no case at all, so the lists are not those of one case. Empty where no
    edition has any: then a point is told in free words.
    """
    found: dict[str, Lists] = {}
    for digest in (*processes(desk), *_running(desk, person)):
        for activity in desk.edition(digest).process.activities.values():
            if activity.lists is not None:
                found.setdefault(activity.lists.version, activity.lists)
    return found


def _running(desk: Desk, person: str) -> list[str]:
    """The editions of the person's open cases."""
    table = WHOLE["case"].c
    rows = desk.db.execute(
        select(table.state, table.edition).where(table.person == person).order_by(table.id)
    )
    return [row.edition for row in rows
            if not desk.edition(row.edition).process.states[row.state].final]  # fmt: skip


def veto_points(lists: Lists) -> dict[str, Circumstance]:
    """Code → circumstance of those that are a veto where they are confirmed (R-POL-05)."""
    return {code: one for code, one in lists.circumstances.items() if one.level == "veto"}
