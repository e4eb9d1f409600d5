"""The agenda of a meeting (会议议程): which matters, in which order, while the meeting is ahead.

An agenda is a plan and decides nothing; yet when it was set, by whom and what was added after the
notice is what an audit asks about a motion out of hand (R-MOT-07). So each setting is an entry of
the meeting's journal that holds the whole list.
"""

from collections.abc import Mapping, Sequence

from workflow import authority
from workflow.commands.changing import content_of
from workflow.commands.concerned import refuse_kin
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.sittings import place_of, sitting_of
from workflow.commands.veto_items import open_proposal
from workflow.dossier import MeetingFile, Planned
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.guards.meeting import COLLECTIVE
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.write import Entry
from workflow.queries.agendas import takes_up

VETO = "veto"
KEYS = ("activity", "case", "person", "veto")


def plan_agenda(
    desk: Desk, order: Order, meeting: str, items: Sequence[Mapping[str, str]]
) -> Entry:
    """Set the whole agenda: each item names `activity` and `case`, or “veto”, `person` and `veto`.

    Raises NotAvailable once the meeting has begun or its day is past, NotFound for what is not
    there or may not be known of, BadInput for what this body does not decide or what stands twice.
    """
    payload = {"meeting": meeting, "items": [dict(one) for one in items]}
    if known := answered(desk, order, "plan_agenda", payload):
        return known
    require_dates(order)
    authority.require(desk, order.actor, "plan_agenda", order.today, place_of(desk, meeting))
    lock(desk, [f"meeting:{meeting}"], order.seen)
    _require_ahead(desk, order, meeting)
    planned = [_planned(one) for one in items]
    sitting = sitting_of(desk, meeting)
    before = {one.matter for one in sitting.agenda}
    for one in planned:
        _require_ours(desk, order, sitting, one, is_new=one.matter not in before)
    if len({one.matter for one in planned}) < len(planned):
        raise BadInput(reasons=[Reason("R-DEC-21", "同一议题列了两次", "一项议题列一次，逐人研究")])
    told = [{key: getattr(one, key) for key in KEYS if getattr(one, key)} for one in planned]
    entry = append(desk, order, Draft(
        f"meeting:{meeting}", "change", {"act": "agenda"}, {"agenda": told},
    ))  # fmt: skip
    return answer(desk, order, "plan_agenda", payload, entry)


def _planned(item: Mapping[str, str]) -> Planned:
    """An item as asked for; raises BadInput where it is neither of a case nor on a veto."""
    keys = {key for key, value in item.items() if value}
    on_veto = item.get("activity") == VETO
    if keys != ({"activity", "person", "veto"} if on_veto else {"activity", "case"}):
        raise BadInput(reasons=[Reason("R-TRACE-02", "议题填报不完整", "从待议事项中选择")])
    return Planned(**{key: item[key] for key in keys})


def _require_ahead(desk: Desk, order: Order, meeting: str) -> None:
    said = content_of(desk, f"meeting:{meeting}")
    found = ""
    if said["state"] != "planned":
        found = "会议已经开始记录"
    elif said["held_on"] < order.on.isoformat():
        found = f"会议已于{said['held_on']}召开"
    if found:
        needed = "议程在会前编排；会上临时增加的议题，记录议题时据实注明"
        raise NotAvailable(reasons=[Reason("R-MOT-07", found, needed)])


def _require_ours(
    desk: Desk, order: Order, sitting: MeetingFile, one: Planned, *, is_new: bool
) -> None:
    """The matter is there, may be known of, is for this body; put on by nobody whom it concerns."""
    if one.activity == VETO:
        said = content_of(desk, f"person:{one.person}")
        if not said:
            raise NotFound()
        authority.require_sight_of_person(desk, order.actor, said["organization"], order.today)
        open_proposal(desk, one.person, one.veto)
        ours, person = sitting.kind in COLLECTIVE, one.person
    else:
        said = content_of(desk, f"case:{one.case}")
        if not said:
            raise NotFound()
        authority.require_sight(desk, order.actor, said["department"], order.today)
        ours, person = takes_up(desk, sitting, one.case, one.activity), said["person"]
    if not ours:
        raise BadInput(reasons=[Reason("R-DEC-01", f"议题不由{sitting.body.name}研究", "由有权的班子研究")])
    if is_new:
        refuse_kin(desk, order, person)
