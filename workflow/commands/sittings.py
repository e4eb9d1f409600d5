"""What every item of a meeting asks (会议纪实的共同要求): a sitting that is there, held, and well recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.activities.meeting_item import FORM, OTHER, PAPERS, TALLY, check_item
from workflow.commands.changing import content_of
from workflow.dossier import MeetingFile, View
from workflow.edition import Field
from workflow.errors import BadInput, NotFound, Reason
from workflow.journal import Desk, Order
from workflow.journal.fold import body_file, meeting_file, views_of
from workflow.journal.read import history

NAMED: Mapping[str, Field] = {**OTHER, "vote_form": FORM, **TALLY, **PAPERS}


def place_of(desk: Desk, meeting: str) -> str:
    """The organization of the body that sat; raises NotFound for an unknown meeting."""
    said = content_of(desk, f"meeting:{meeting}")
    if not said:
        raise NotFound("会议不存在")
    organization: str = content_of(desk, f"body:{said['body']}")["organization"]
    return organization


def sitting_of(desk: Desk, meeting: str) -> MeetingFile:
    """A meeting that is there, with its roster of the day."""
    body = content_of(desk, f"meeting:{meeting}")["body"]
    return meeting_file(
        meeting, history(desk, f"meeting:{meeting}"),
        body_file(body, history(desk, f"body:{body}")),
    )  # fmt: skip


def require_held(desk: Desk, order: Order, meeting: str) -> None:
    """Refuse what is recorded of a meeting before its day (R-TRACE-01). Raises BadInput."""
    held_on = content_of(desk, f"meeting:{meeting}")["held_on"]
    if held_on > order.on.isoformat():
        raise BadInput(reasons=[
            Reason("R-TRACE-01", f"会议定于{held_on}召开，办理日期{order.on}时尚未召开", "会后据实记录")
        ])  # fmt: skip


def require_well_formed(
    sitting: MeetingFile, values: Mapping[str, Any], fields: Mapping[str, Field]
) -> None:
    """Refuse a record that is none of this roster: who came, who stood aside, each view, the vote.

    `fields`: further ones beside those of every item. Raises BadInput with every fault.
    """
    rest = {key: value for key, value in values.items() if key != "views"}
    views = views_of(values)
    faults = check_item(rest, views, sitting.roster, sitting.chair, fields)
    if faults:
        titles = {name: one.title for name, one in {**NAMED, **fields}.items()}
        raise BadInput(
            f"会议记录有误，共{len(faults)}处",
            [Reason("R-DEC-01", f"{_place(one.path, views, titles)}：{one.message}",
                    "按到会和表决情况据实记录") for one in faults],
        )  # fmt: skip


def _place(path: str, views: Sequence[View], titles: Mapping[str, str]) -> str:
    """Where a fault lies, as people call it: a member's row by the member, a field by its title."""
    name, _, rest = path.partition("[")
    number = rest.partition("]")[0]
    if name == "views":
        return str(views[int(number)].person) if number else "到会与表态"
    return titles.get(name.partition(".")[0], name)
