"""Meetings (会议): the list, one sitting with its roster and items, and what awaits a body."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from workflow.dossier import ItemFile, MeetingFile, VetoItem
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.fold import body_file, is_on_veto, item_file, meeting_file, veto_item
from workflow.journal.read import content, history
from workflow.models import TABLES
from workflow.queries.cases import CaseRow, cases
from workflow.queries.selections import SelectionRow, selections


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the list of meetings."""

    id: str
    body: str
    body_name: str
    organization: str
    kind: str
    held_on: str
    state: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting with its items in the order of record; `seq` of its journal."""

    file: MeetingFile
    items: tuple[ItemFile, ...]
    vetoes: tuple[VetoItem, ...]  # on whom, is for those to see who may know of the person
    seq: int


def meetings(desk: Desk) -> list[MeetingRow]:
    """All meetings, the latest first."""
    table, bodies = TABLES["meeting"].c, TABLES["body"].c
    rows = desk.db.execute(
        select(
            table.id, table.body, bodies.name, bodies.organization, table.kind, table.held_on,
            table.state,
        )
        .join_from(TABLES["meeting"], TABLES["body"], bodies.id == table.body)
        .order_by(table.held_on.desc(), table.id)
    )  # fmt: skip
    return [MeetingRow(*row) for row in rows]


def sitting(desk: Desk, id: str) -> Sitting:
    """One meeting; raises NotFound."""
    records = history(desk, f"meeting:{id}")
    if not records:
        raise NotFound("会议不存在")
    body = content(records)["body"]
    file = meeting_file(id, records, body_file(body, history(desk, f"body:{body}")))
    told = [one for one in records if one.data["act"] == "item"]
    items = tuple(item_file(file, one) for one in told if not is_on_veto(one))
    vetoes = tuple(veto_item(file, one) for one in told if is_on_veto(one))
    return Sitting(file, items, vetoes, records[-1].seq)


def awaiting(desk: Desk, file: MeetingFile) -> Iterator[tuple[CaseRow, str, str]]:
    """The cases that this body may decide now: row, name and title of the activity."""
    table = TABLES["body"].c
    places = {row.id: row.organization
              for row in desk.db.execute(select(table.id, table.organization))}  # fmt: skip
    for one in selections(desk):
        activities = desk.edition(one.edition).process.activities
        for row in cases(desk, one.id):
            for name, activity in activities.items():
                if (
                    activity.kind == "meeting_item"
                    and row.state in activity.within
                    and _for_body(activity.body, one, places.get(one.body, ""), file)
                ):
                    yield row, name, activity.title


def _for_body(wanted: str | None, one: SelectionRow, place: str, file: MeetingFile) -> bool:
    """Whether the body of a meeting decides; `place`: where the body of the selection belongs."""
    match wanted:
        case "department":
            return file.body.kind == "department" and file.body.organization == one.department
        case "full_committee":
            return file.body.kind == "full_committee" and file.body.organization == place
    return file.body.id == one.body
