"""Confirming a veto (确认一票否决): by whom it may be, and on which meeting's vote (R-POL-08, R-DEC).

Who proposed the veto, who assessed the person and who recorded the vote has had a hand in it
already; and nothing is confirmed that a counted meeting of the committee did not carry.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workflow import authority
from workflow.commands.changing import content_of
from workflow.commands.refresh import open_cases
from workflow.commands.sittings import sitting_of
from workflow.dossier import BodyFile, By, MeetingFile, VetoItem
from workflow.errors import OTHERS, ConditionsUnmet, Reason, Recused
from workflow.guards.confirming import confirming_gaps
from workflow.guards.meeting import decides, kind_gaps
from workflow.journal import Actor, Desk, Order
from workflow.journal.fold import is_on_veto, person_file, veto_item
from workflow.journal.read import Histories, Record, histories, history
from workflow.models import TABLES
from workflow.queries.vetoes import items_on

COMMITTEE = "committee"  # kind of an organization: 党委（党组）
ASSESSING = ("political_assessment", "political_check")
ASSESSED = "参加过对该人选的政治素质考察或者政治标准把关"


@dataclass(frozen=True, slots=True)
class Carried:
    """The vote on which a veto is confirmed: meeting, digest of its entry, all journals read."""

    meeting: str
    entry: str
    read: Mapping[str, int]


def require_carried(desk: Desk, order: Order, person: str, proposed: Record, meeting: str) -> Carried:
    """The last vote of the meeting on this proposal, if the veto may be confirmed on it.

    Raises NotAuthorised unless the duty is held over the committee that met; Recused where the
    actor has had a hand in it, else ConditionsUnmet, with all that is missing.
    """
    sitting, cases = sitting_of(desk, meeting), cases_of(desk, person)
    authority.require(
        desk, order.actor, "confirm_veto", order.today, sitting.body.organization
    )
    item = _item(desk, sitting, person, proposed.data["veto"])
    involved = [
        *apart(order.actor, {"一票否决由同一人提出": [proposed.by], ASSESSED: assessors(cases)}),
        *_recorded_by(order.actor, item),
    ]
    file = person_file(person, history(desk, f"person:{person}"))
    told = items_on(desk, person, proposed.data["veto"])
    gaps = confirming_gaps(
        item, file, proposed.digest, proposed.on, ours=decides_on(desk, person, sitting.body),
        told=deciding(desk, person, told),
    )  # fmt: skip
    reasons = [*involved, *(Reason(one.rule, one.found, one.needed, one.who) for one in gaps)]
    if reasons:
        refusal = Recused if involved else ConditionsUnmet
        raise refusal(f"不能确认一票否决，共{len(reasons)}条", dict.fromkeys(reasons))
    assert item is not None  # without one there is a gap
    met = {(one.meeting.id, one.meeting.body.id) for one in told} | {(meeting, sitting.body.id)}
    near = histories(desk, (f"{kind}:{id}" for one in met
                            for kind, id in zip(("meeting", "body"), one, strict=True)))  # fmt: skip
    return Carried(meeting, item.act.digest, seqs({**cases, **near}))


def _item(desk: Desk, sitting: MeetingFile, person: str, veto: str) -> VetoItem | None:
    """The last that the meeting has on this veto: recorded again is corrected."""
    told = [veto_item(sitting, one) for one in history(desk, f"meeting:{sitting.id}")
            if is_on_veto(one)]  # fmt: skip
    return next((one for one in reversed(told) if (one.person, one.veto) == (person, veto)), None)


def deciding(desk: Desk, person: str, told: Sequence[VetoItem]) -> list[VetoItem]:
    """Of what meetings have on a veto, that of collective bodies that decide on this person."""
    bodies = {one.meeting.body.id: one.meeting.body for one in told if not kind_gaps(one, "R-DEC-01")}
    ours = {id for id, body in bodies.items() if decides_on(desk, person, body)}
    return [one for one in told if one.meeting.body.id in ours and not kind_gaps(one, "R-DEC-01")]


def _recorded_by(actor: Actor, item: VetoItem | None) -> list[Reason]:
    """A committee's secretary does not confirm on his own record (promotion.md section 4)."""
    if item is None or not (
        actor.by.is_same(item.act.by) or (actor.person and actor.person == item.values.get("recorder"))
    ):
        return []
    return [Reason("R-SEP-01", "经办人系该议题记录人", "由记录人以外的人员确认", OTHERS)]


def decides_on(desk: Desk, person: str, body: BodyFile) -> bool:
    """Whether a body decides on this person (干部管理权限).

    The rule: the deciding body of an open case of the person, or the full committee of the same
    organization; while the person has no open case, any collective body of the nearest committee
    above the unit where the person works.
    """
    deciding = {
        content_of(desk, f"selection:{content_of(desk, f'case:{one}')['selection']}")["body"]
        for one in open_cases(desk, person=person)
    }
    if deciding:
        return any(
            decides(body, one, content_of(desk, f"body:{one}")["organization"]) for one in deciding
        )
    return body.organization == _committee_above(desk, person)


def _committee_above(desk: Desk, person: str) -> str | None:
    unit = content_of(desk, f"person:{person}")["organization"]
    steps = reversed(authority.path(desk, unit).split("/")[:-1])
    kinds = ((one, content_of(desk, f"organization:{one}")["kind"]) for one in steps)
    return next((one for one, kind in kinds if kind == COMMITTEE), None)


def cases_of(desk: Desk, person: str) -> Histories:
    """The journals of all cases of a person, those long closed too."""
    table = TABLES["case"].c
    ids = desk.db.scalars(select(table.id).where(table.person == person).order_by(table.id))
    return histories(desk, [f"case:{one}" for one in ids])


def assessors(cases: Histories) -> list[By]:
    """Who recorded or signed a political assessment or check in one of the cases (R-POL-08)."""
    return [
        one.by
        for records in cases.values()
        for one in records
        if one.kind == "record" and one.data["activity"] in ASSESSING
        and one.data["act"] in ("record", "sign")
    ]  # fmt: skip


def apart(actor: Actor, others: Mapping[str, Iterable[By]]) -> list[Reason]:
    """A reason for each kind of hand in the matter that the actor has had already (R-POL-08)."""
    return [
        Reason("R-POL-08", found, "由未参与的人员办理", OTHERS)
        for found, people in others.items()
        if any(actor.by.is_same(one) for one in people)
    ]


def seqs(read: Histories) -> dict[str, int]:
    """Up to where each of these journals was read."""
    return {subject: records[-1].seq for subject, records in read.items()}
