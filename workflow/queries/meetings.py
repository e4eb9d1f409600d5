"""Meetings (会议): the list, one sitting with its roster, attendance and items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from workflow.canonical import reread
from workflow.dossier import Attendance, ItemFile, MeetingFile, VetoItem
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.fold import (
    attendance,
    body_file,
    is_on_veto,
    item_file,
    meeting_file,
    veto_item,
)
from workflow.journal.read import Record, content, histories, history
from workflow.models import TABLES, beneath, entries
from workflow.queries.extent import is_more
from workflow.queries.levels import Level

PAGE = 50  # meetings on one page of the list
SEATS = 200  # bodies whose meetings are one list


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
    notice_on: str = ""
    planned: int = 0  # items on the agenda

    @property
    def notice(self) -> int | None:
        """How many days before the sitting the notice went out; None where none is on record."""
        if not self.notice_on:
            return None
        return (date.fromisoformat(self.held_on) - date.fromisoformat(self.notice_on)).days


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting with its items in the order of record; `seq` of its journal."""

    file: MeetingFile
    items: tuple[ItemFile, ...]
    vetoes: tuple[VetoItem, ...]  # on whom, is for those to see who may know of the person
    seq: int
    state: str = "planned"
    attendance: Attendance | None = None
    records: tuple[Record, ...] = ()

    @property
    def recorded(self) -> frozenset[tuple[str, str]]:
        """The matters of which an item is on record."""
        return frozenset(one.matter for one in (*self.items, *self.vetoes))


@dataclass(frozen=True, slots=True)
class Seat:
    """A body that sits, and whoever sits or sat in it: person → name."""

    id: str
    name: str
    organization: str
    members: Mapping[str, str]


def seats(desk: Desk, below: str, of: str = "") -> list[Seat]:
    """The bodies of the organizations below a path, by name; `of`: only of that one itself."""
    table, places = TABLES["body"].c, TABLES["organization"].c
    query = select(table.id, table.name, table.organization, table.content).order_by(table.name)
    if below:
        within = select(places.id).where(beneath(places.path, below))
        query = query.where(table.organization.in_(within))
    if of:
        query = query.where(table.organization == of)
    return [
        Seat(row.id, row.name, row.organization,
             {one["person"]: one["name"] for one in reread(row.content)["members"]})
        for row in desk.db.execute(query)
    ]  # fmt: skip


def are_many(desk: Desk, below: str) -> bool:
    """Whether more bodies sit below a path than are looked through at once."""
    return is_more(desk, SEATS, _sitting_below(beneath(TABLES["organization"].c.path, below)))


def with_bodies(desk: Desk, shown: Level) -> dict[str, str]:
    """Id → name of those of some units at or below which bodies sit."""
    unit = TABLES["organization"].alias("unit")
    some = _sitting_below(beneath(TABLES["organization"].c.path, unit.c.path)).correlate(unit).exists()
    query = select(unit.c.id, unit.c.name).where(unit.c.id.in_(list(shown.named)), some)
    return dict(desk.db.execute(query.order_by(unit.c.path)).tuples().all())


def _sitting_below(wanted: ColumnElement[bool]) -> Select[tuple[str]]:
    body = TABLES["body"].c
    return select(body.id).join_from(
        TABLES["organization"], TABLES["body"], body.organization == TABLES["organization"].c.id
    ).where(wanted)  # fmt: skip


def meetings(desk: Desk) -> list[MeetingRow]:
    """All meetings, the latest first."""
    table = TABLES["meeting"].c
    return _listed(desk, _rows().order_by(table.held_on.desc(), table.id))


def ahead(desk: Desk, today: date, bodies: Iterable[str], year: str = "") -> list[MeetingRow]:
    """The sittings of these bodies from today on, the next first."""
    table = TABLES["meeting"].c
    query = _within(_rows(), bodies, year).where(table.held_on >= today.isoformat())
    return _listed(desk, query.order_by(table.held_on, table.id))


def past(
    desk: Desk, today: date, bodies: Iterable[str], year: str = "", start: int = 0
) -> list[MeetingRow]:
    """The sittings before today, the latest first: at most a page of them from `start` on."""
    table = TABLES["meeting"].c
    query = _within(_rows(), bodies, year).where(table.held_on < today.isoformat())
    query = query.order_by(table.held_on.desc(), table.id).limit(PAGE).offset(start)
    return _listed(desk, query)


def past_count(desk: Desk, today: date, bodies: Iterable[str], year: str = "") -> int:
    """How many sittings there were before today."""
    query = _within(select(func.count()).select_from(TABLES["meeting"]), bodies, year)
    return desk.db.scalar(query.where(TABLES["meeting"].c.held_on < today.isoformat())) or 0


def years(desk: Desk, bodies: Iterable[str]) -> list[str]:
    """The years in which these bodies sat or will, the latest first."""
    year = func.substr(TABLES["meeting"].c.held_on, 1, 4)
    return list(desk.db.scalars(_within(select(year).distinct(), bodies, "").order_by(year.desc())))


def _rows() -> Select[Any]:
    table, bodies = TABLES["meeting"].c, TABLES["body"].c
    return select(table.id, table.content, bodies.name, bodies.organization).join_from(
        TABLES["meeting"], TABLES["body"], bodies.id == table.body
    )


def _within(query: Select[Any], bodies: Iterable[str], year: str) -> Select[Any]:
    table = TABLES["meeting"].c
    query = query.where(table.body.in_(bodies))
    return query.where(func.substr(table.held_on, 1, 4) == year) if year else query


def _listed(desk: Desk, query: Select[Any]) -> list[MeetingRow]:
    return [
        MeetingRow(
            row.id, said["body"], row.name, row.organization, said["kind"], said["held_on"],
            said["state"], said.get("notice_on") or "", len(said.get("agenda", ())),
        )
        for row in desk.db.execute(query)
        for said in [reread(row.content)]
    ]  # fmt: skip


def taken_up(desk: Desk, ids: Iterable[str]) -> dict[str, list[Mapping[str, Any]]]:
    """What the items of these meetings say they are about, in the order of record; each matter once."""
    found: dict[str, dict[tuple[str, str], Mapping[str, Any]]] = {}
    query = select(entries.c.subject, entries.c.body).where(
        entries.c.subject.in_(f"meeting:{one}" for one in ids), entries.c.kind == "record"
    )
    for row in desk.db.execute(query.order_by(entries.c.subject, entries.c.seq)):
        data = reread(row.body)["data"]
        if data["act"] == "item":
            matter = (data["activity"], data.get("case") or data["veto"])
            found.setdefault(row.subject.partition(":")[2], {})[matter] = data
    return {meeting: list(told.values()) for meeting, told in found.items()}


def sitting(desk: Desk, id: str) -> Sitting:
    """One meeting; raises NotFound."""
    records = history(desk, f"meeting:{id}")
    if not records:
        raise NotFound("会议不存在")
    said = content(records)
    file = meeting_file(id, records, body_file(said["body"], history(desk, f"body:{said['body']}")))
    return _sitting(file, records, said["state"])


def sittings(desk: Desk, ids: Iterable[str]) -> list[Sitting]:
    """Several meetings that are there, in two readings."""
    told = histories(desk, [f"meeting:{one}" for one in ids])
    bodies = {content(records)["body"] for records in told.values()}
    known = histories(desk, [f"body:{one}" for one in bodies])
    found = []
    for subject, records in told.items():
        said = content(records)
        body = body_file(said["body"], known[f"body:{said['body']}"])
        file = meeting_file(subject.partition(":")[2], records, body)
        found.append(_sitting(file, records, said["state"]))
    return found


def _sitting(file: MeetingFile, records: tuple[Record, ...], state: str) -> Sitting:
    told = [one for one in records if one.data["act"] == "item"]
    items = tuple(item_file(file, one) for one in told if not is_on_veto(one))
    vetoes = tuple(veto_item(file, one) for one in told if is_on_veto(one))
    return Sitting(file, items, vetoes, records[-1].seq, state, attendance(records), records)
