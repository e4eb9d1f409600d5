"""One sitting on the pages (会议页面): whether it may be seen, its items counted, its agenda in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from web.acting import actor
from web.forms.item import ASIDE
from web.house import desk, today
from web.reading import Reader
from workflow import authority
from workflow.activities.meeting_item import ABSENCES
from workflow.dossier import ItemFile, Planned, VetoItem, View
from workflow.errors import NotFound
from workflow.guards.count import counts, is_majority, is_quorum
from workflow.guards.meeting import voted
from workflow.journal.read import histories
from workflow.queries.agendas import Brief, briefs
from workflow.queries.meetings import Sitting, sitting

VETO = "一票否决"
Matter = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """An item with its figures, counted for people; the outcome is for the guards.

    `place`: its number on the agenda; None where it was not on it. `earlier`: how many records of
    it this one corrects.
    """

    item: ItemFile
    name: str
    title: str
    about: str
    place: int | None
    earlier: int

    @property
    def due(self) -> int:
        """How many members were due (应到会)."""
        return len(self.item.meeting.roster)

    @property
    def present(self) -> int:
        """How many took part in this item."""
        return sum(1 for view in self.item.views if view.present and not view.recused)

    @property
    def recused(self) -> int:
        """How many stood aside."""
        return sum(1 for view in self.item.views if view.recused)

    @property
    def views(self) -> list[View]:
        """Each view in the order spoken; then who stood aside, then who was away."""
        return sorted(self.item.views, key=lambda one: (not one.order, not one.recused, one.order or 0))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the agenda: whom it is about, and where it is recorded."""

    place: int
    planned: Planned
    name: str
    about: str
    title: str
    page: str
    recorded: bool


def attended(view: View) -> str:
    """How a member took part in an item, in words."""
    if view.recused:
        return f"回避（{ASIDE.get(view.kinship, '利害关系')}）"
    return "到会" if view.present else ABSENCES.get(view.absence, "缺席")


def outcome(item: ItemFile, base: str) -> str:
    """What the figures of an item come to, in words (R-DEC-04, R-DEC-09); counted, never recorded."""
    count = counts(item, base)
    if item.values.get("postponed") is True:
        return "暂缓表决，查清问题后另行召开会议"
    if not voted(item.values):
        return "没有计票"
    quorum = "达到" if is_quorum(count.present, count.due) else "不足"
    passed = "超过" if is_majority(count.agree, count.due) else "没有超过"
    return (f"应到会{count.due}人，参加本议题{count.present}人，{quorum}三分之二；"
            f"同意{count.agree}票，{passed}应到会成员半数")  # fmt: skip


def seen_meeting(id: str) -> Sitting:
    """A meeting that the actor may see; raises NotFound."""
    found = sitting(desk(), id)
    authority.require_sight(desk(), actor(), found.file.body.organization, today())
    return found


def may_see(department: str) -> bool:
    """Whether the actor may see whole cases of that department."""
    try:
        authority.require_sight(desk(), actor(), department, today())
    except NotFound:
        return False
    return True


def may_know(organization: str) -> bool:
    """Whether the actor may know of the standing of people of that organization."""
    try:
        authority.require_sight_of_person(desk(), actor(), organization, today())
    except NotFound:
        return False
    return True


def known_people(people: Iterable[str]) -> set[str]:
    """Of these people, those of whose standing the actor may know."""
    told = histories(desk(), (f"person:{one}" for one in people))
    units = {
        subject.partition(":")[2]: next(
            (one.data["set"]["organization"] for one in reversed(records)
             if "organization" in one.data.get("set", {})), "",
        )
        for subject, records in told.items()
    }  # fmt: skip
    known = {unit for unit in set(units.values()) if may_know(unit)}
    return {person for person, unit in units.items() if unit in known}


def seen_briefs(cases: Iterable[str]) -> dict[str, Brief]:
    """The cases of which the actor may know."""
    found = briefs(desk(), sorted(set(cases)))
    seen = {one for one in {brief.department for brief in found.values()} if may_see(one)}
    return {id: one for id, one in found.items() if one.department in seen}


def tallies(found: Sitting, reader: Reader) -> list[Tally]:
    """The items that the actor may see, the last record of each: by the agenda, then as recorded."""
    last: dict[Matter, ItemFile] = {one.matter: one for one in (*found.items, *found.vetoes)}
    times = [one.matter for one in (*found.items, *found.vetoes)]
    places = {one.matter: place for place, one in enumerate(found.file.agenda, 1)}
    cases = seen_briefs(one.case for one in found.items)
    people = known_people(one.person for one in found.vetoes)
    told = []
    for matter, item in last.items():
        if isinstance(item, VetoItem):
            if item.person not in people:
                continue
            name, title, about = reader.people.get(item.person, ""), VETO, ""
        elif item.case in cases:
            brief = cases[item.case]
            name, title = brief.name, brief.title(desk(), item.activity)
            about = f"{brief.unit}，拟任{brief.post}"
        else:
            continue
        told.append(Tally(item, name, title, about, places.get(matter), times.count(matter) - 1))
    return sorted(told, key=lambda one: (one.place is None, one.place or 0, one.item.act.seq))


def agenda(found: Sitting, reader: Reader) -> list[Line]:
    """The agenda as the actor may see it, in its order."""
    file, done = found.file, found.recorded
    cases = seen_briefs(one.case for one in file.agenda if one.case)
    people = known_people(one.person for one in file.agenda if one.person)
    told = []
    for place, one in enumerate(file.agenda, 1):
        name = reader.people.get(one.person, "") if one.person in people else ""
        title, about = VETO, ""
        if one.case in cases:
            brief = cases[one.case]
            name, title = brief.name, brief.title(desk(), one.activity)
            about = f"{brief.unit}，拟任{brief.post}"
        if name:
            page = item_page(file.id, one)
            told.append(Line(place, one, name, about, title, page, one.matter in done))
    return told


def item_page(meeting: str, one: Planned) -> str:
    """Where an item is recorded."""
    if one.veto:
        return url_for("veto_items.item", meeting=meeting, person=one.person, veto=one.veto)
    return url_for("meeting_items.item", meeting=meeting, case=one.case, activity=one.activity)


def following(found: Sitting, lines: Iterable[Line], matter: Matter) -> Line | None:
    """The next line of the agenda that is not recorded yet: after this one, else from the top."""
    open_ = [one for one in lines if not one.recorded and one.planned.matter != matter]
    places: Mapping[Matter, int] = {
        one.matter: place for place, one in enumerate(found.file.agenda, 1)
    }
    here = places.get(matter, 0)
    return next((one for one in open_ if one.place > here), open_[0] if open_ else None)
