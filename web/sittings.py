"""One sitting on a page (会议页面): whether it may be seen, its items counted for people."""

from collections.abc import Iterator
from dataclasses import dataclass

from web.acting import actor
from web.house import desk, now, today
from web.reading import Reader
from workflow import authority
from workflow.dossier import ItemFile, VetoItem, View
from workflow.errors import NotFound
from workflow.journal.picture import dossier
from workflow.queries.cases import cases
from workflow.queries.meetings import Sitting, sitting
from workflow.queries.people import person as person_of

VETO = "一票否决"


@dataclass(frozen=True, slots=True)
class Tally:
    """An item with its figures, counted for people; the outcome is for the guards."""

    item: ItemFile
    name: str
    title: str
    due: int
    present: int
    recused: int

    @property
    def views(self) -> list[View]:
        """Each view in the order spoken; then who stood aside, then who was away."""
        return sorted(self.item.views, key=lambda one: (not one.order, not one.recused, one.order or 0))


def seen_meeting(id: str) -> Sitting:
    """A meeting that the actor may see; raises NotFound."""
    found = sitting(desk(), id)
    authority.require_sight(desk(), actor(), found.file.body.organization, today())
    return found


def may_know(organization: str) -> bool:
    """Whether the actor may know of the standing of people of that organization."""
    try:
        authority.require_sight_of_person(desk(), actor(), organization, today())
    except NotFound:
        return False
    return True


def seen_vetoes(found: Sitting) -> list[VetoItem]:
    """The items on vetoes of people of whom the actor may know."""
    return [
        one for one in found.vetoes if may_know(person_of(desk(), one.person)[0].organization)
    ]


def tallies(found: Sitting, reader: Reader) -> Iterator[Tally]:
    """All items of the sitting that the actor may see, those on cases first."""
    names = {row.id: row for row in cases(desk())}
    for one in found.items:
        row = names.get(one.case)
        edition = dossier(desk(), one.case, now()).edition
        title = edition.process.activities[one.activity].title
        yield _counted(found, one, row.name if row else one.case, title)
    for veto in seen_vetoes(found):
        yield _counted(found, veto, reader.people.get(veto.person, veto.person), VETO)


def _counted(found: Sitting, item: ItemFile, name: str, title: str) -> Tally:
    return Tally(
        item, name, title, len(found.file.roster),
        sum(1 for view in item.views if view.present and not view.recused),
        sum(1 for view in item.views if view.recused),
    )  # fmt: skip
