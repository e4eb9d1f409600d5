"""What a body may take up (待议事项): the cases that wait for its decision, and those a step before it.

Which cases wait is read off the open requests, so an activity that does not apply to a case is not
offered for it. A fixed number of statements, however many cases there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from workflow.canonical import reread
from workflow.dossier import MeetingFile
from workflow.edition import Activity, Edition
from workflow.journal import Desk
from workflow.models import TABLES, WHOLE, entries, names, requests, summaries

Line = Row[Any]
KINDS = ("open", "move")  # of the entries that put a case into a state


@dataclass(frozen=True, slots=True)
class Matter:
    """One case and the activity in which this body decides on it.

    `came_on`: the day on which the case came to the state where it stands. A case that is not
    `ready` lacks `move`, with so many conditions unmet, and what `asked` names: title → duties.
    """

    case: str
    number: str
    person: str
    name: str
    standing: str
    unit: str
    post: str
    department: str
    edition: str
    state: str
    state_title: str
    activity: str
    title: str
    came_on: str
    ready: bool
    step: str  # the state in which it is recorded
    move: str = ""
    blocked: int = 0
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def matter(self) -> tuple[str, str]:
        """As an agenda and an item name it."""
        return self.activity, self.case


@dataclass(frozen=True, slots=True)
class Way:
    """A state in which, or a step before which, an activity of a meeting is recorded."""

    activity: str
    ready: bool
    step: str
    move: str = ""


def matters(desk: Desk, file: MeetingFile, today: date) -> list[Matter]:
    """What this body may decide now, then what is a step before it; each by number.

    Of a sitting that is over, only the cases that had come to the body by its day: it could not
    have decided on others, and they are not what it left undone.
    """
    ways = {digest: _ways(desk.edition(digest)) for digest in _editions(desk)}
    rows = _rows(desk, file, ways)
    asked = _asked(desk, [row.id for row in rows])
    came = _came(desk, [row.id for row in rows])
    found = [
        one for row in rows for one in _matters(desk, file, row, ways, asked, came[f"case:{row.id}"])
        if file.held_on >= today or (one.ready and one.came_on <= file.held_on.isoformat())
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.ready, one.number, one.activity))


def takes_up(desk: Desk, file: MeetingFile, case: str, activity: str) -> bool:
    """Whether the body of a sitting is the one that decides on this case in this activity."""
    cases, chosen, bodies = TABLES["case"].c, TABLES["selection"].c, TABLES["body"].c
    row = desk.db.execute(
        select(cases.edition, chosen.body, chosen.department, bodies.organization)
        .join_from(TABLES["case"], TABLES["selection"], chosen.id == cases.selection)
        .outerjoin(TABLES["body"], bodies.id == chosen.body)
        .where(cases.id == case)
    ).one_or_none()
    if row is None:
        return False
    known = desk.edition(row.edition).process.activities.get(activity)
    return known is not None and known.kind == "meeting_item" and _is_for(known, row, file)


def _is_for(activity: Activity, row: Line, file: MeetingFile) -> bool:
    """Whether the body decides; `row` says body, department and organization of the selection."""
    body = file.body
    match activity.body:
        case "department":
            return bool(body.kind == "department" and body.organization == row.department)
        case "full_committee":
            return bool(body.kind == "full_committee" and body.organization == row.organization)
    return bool(body.id == row.body)


def _editions(desk: Desk) -> list[str]:
    """The editions under which selections were opened, and so their cases."""
    table = TABLES["selection"].c
    return sorted(set(desk.db.scalars(select(table.edition).distinct())))


def _ways(edition: Edition) -> dict[str, list[Way]]:
    """State → what a meeting decides there or, one forward move later, would decide."""
    found: dict[str, list[Way]] = {}
    for name, activity in edition.process.activities.items():
        if activity.kind != "meeting_item":
            continue
        for state in activity.within:
            found.setdefault(state, []).append(Way(name, True, state))
        for move in edition.process.moves:
            if move.direction == "forward" and move.target in activity.within:
                for state in move.source:
                    if state not in activity.within:
                        found.setdefault(state, []).append(Way(name, False, move.target, move.name))
    return found


def _rows(
    desk: Desk, file: MeetingFile, ways: Mapping[str, Mapping[str, list[Way]]]
) -> list[Line]:
    """The cases of selections near this body that stand in such a state."""
    cases, chosen, bodies = TABLES["case"].c, TABLES["selection"].c, TABLES["body"].c
    people, posts, places = WHOLE["person"].c, TABLES["post"].c, TABLES["organization"].c
    body = file.body
    near: list[ColumnElement[bool]] = [chosen.body == body.id]
    near.append(bodies.organization == body.organization)
    near.append(chosen.department == body.organization)
    states = [and_(cases.edition == digest, cases.state.in_(told)) for digest, told in ways.items()]
    query = (
        select(
            cases.id, cases.content, cases.person, cases.department, cases.edition, cases.state,
            names.c.name, people.standing, places.name.label("unit"), posts.title,
            chosen.body, bodies.organization, summaries.c.move, summaries.c.blocked,
        )
        .join_from(TABLES["case"], TABLES["selection"], chosen.id == cases.selection)
        .outerjoin(TABLES["body"], bodies.id == chosen.body)
        .join(WHOLE["person"], people.id == cases.person)
        .join(names, names.c.person == cases.person)
        .outerjoin(TABLES["organization"], places.id == people.organization)
        .join(TABLES["post"], posts.id == cases.post)
        .outerjoin(summaries, summaries.c.case_id == cases.id)
        .where(or_(*near), or_(False, *states))
    )  # fmt: skip
    return list(desk.db.execute(query))


def _asked(desk: Desk, cases: list[str]) -> dict[str, list[Line]]:
    """Subject → the requests open there."""
    table, found = requests.c, dict[str, list[Line]]()
    query = select(table.subject, table.activity, table.act, table.title, table.duty).where(
        table.subject.in_(f"case:{one}" for one in cases)
    )
    for row in desk.db.execute(query.order_by(table.id)):
        found.setdefault(row.subject, []).append(row)
    return found


def _came(desk: Desk, cases: list[str]) -> dict[str, str]:
    """Subject → the day on which the case came to its state: no move bears an earlier day."""
    table = entries.c
    rows = desk.db.execute(
        select(table.subject, func.max(table.occurred_on))
        .where(table.subject.in_(f"case:{one}" for one in cases), table.kind.in_(KINDS))
        .group_by(table.subject)
    )
    return dict(rows.tuples().all())


def _matters(
    desk: Desk, file: MeetingFile, row: Line, ways: Mapping[str, Mapping[str, list[Way]]],
    asked: Mapping[str, list[Line]], came_on: str,
) -> Iterator[Matter]:  # fmt: skip
    process = desk.edition(row.edition).process
    open_, said = asked.get(f"case:{row.id}", []), reread(row.content)
    waiting = {one.activity for one in open_ if one.act == "item"}
    for way in ways[row.edition][row.state]:
        activity = process.activities[way.activity]
        if not _is_for(activity, row, file):
            continue
        if way.activity not in waiting if way.ready else row.move != way.move:
            continue
        yield Matter(
            row.id, said["number"], row.person, row.name, row.standing, row.unit or "", row.title,
            row.department, row.edition, row.state, process.states[row.state].title,
            way.activity, activity.title, came_on, way.ready, way.step, _title(desk, row, way),
            row.blocked or 0, _wanted(open_, way.activity),
        )  # fmt: skip


def _title(desk: Desk, row: Line, way: Way) -> str:
    move = desk.edition(row.edition).move(way.move) if way.move else None
    return move.title if move else ""


def _wanted(open_: list[Line], activity: str) -> dict[str, tuple[str, ...]]:
    """What is asked in the case besides the item itself: title → duties that may supply it."""
    found: dict[str, tuple[str, ...]] = {}
    for one in open_:
        if one.activity != activity:
            found[one.title] = tuple(dict.fromkeys((*found.get(one.title, ()), one.duty)))
    return found


@dataclass(frozen=True, slots=True)
class Brief:
    """Whom and what a case is about, for one line of an agenda or of the minutes."""

    case: str
    number: str
    person: str
    name: str
    unit: str
    post: str
    department: str
    edition: str
    state: str

    def title(self, desk: Desk, activity: str) -> str:
        """The title of one of its activities."""
        return desk.edition(self.edition).process.activities[activity].title


def briefs(desk: Desk, wanted: Iterable[str]) -> dict[str, Brief]:
    """These cases by id, in one statement."""
    cases, people = TABLES["case"].c, WHOLE["person"].c
    posts, places = TABLES["post"].c, TABLES["organization"].c
    rows = desk.db.execute(
        select(
            cases.id, cases.number, cases.person, names.c.name,
            func.coalesce(places.name, ""), posts.title, cases.department, cases.edition,
            cases.state,
        )
        .join_from(TABLES["case"], WHOLE["person"], people.id == cases.person)
        .join(names, names.c.person == cases.person)
        .outerjoin(TABLES["organization"], places.id == people.organization)
        .join(TABLES["post"], posts.id == cases.post)
        .where(cases.id.in_(wanted))
    )  # fmt: skip
    return {row[0]: Brief(*row) for row in rows}
