"""Votes on a veto put off or taken again (暂缓表决、复议): what one meeting left binds the next, R-DEC-10, -11.

Of a case this is asked at its moves (`deferral`, `reconsideration`); a veto is of no case, so the
items themselves say what was to be found out, what was found, and who agreed to vote again.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from workflow.dossier import Values, VetoItem
from workflow.guards.meeting import CONVENER, voted
from workflow.guards.reading import day, rows, text
from workflow.guards.verdict import Gap
from workflow.guards.views import SECRETARY

GROUNDS: Mapping[str, str] = {
    "reason": "暂缓原因", "question": "待查问题", "owner": "责任人", "due_on": "查清期限",
}  # fmt: skip
ANOTHER = "查清问题后另行召开会议表决"


def ungrounded(values: Values) -> list[str]:
    """What a vote put off does not say of why, what, who and until when; empty for any other item."""
    if values.get("postponed") is not True:
        return []
    return [title for key, title in GROUNDS.items() if not text(values, key)]


def again_gaps(item: VetoItem, told: Sequence[VetoItem]) -> Iterator[Gap]:
    """Why a vote does not count beside the others on the same proposal.

    `told`: all that meetings have of it that decide on this person, with `item`, oldest first; an
    item recorded again in its own meeting is a correction.
    """
    if voted(item.values):
        yield from _deferral_gaps(item, told)
        yield from _reconsideration_gaps(item, told)


def _deferral_gaps(item: VetoItem, told: Sequence[VetoItem]) -> Iterator[Gap]:
    put_off = [one for one in told if one.values.get("postponed") is True]
    others = [one for one in put_off if one.meeting.id != item.meeting.id]
    if len(others) < len(put_off):
        yield Gap("R-DEC-10", "本议题在同次会议已暂缓表决", ANOTHER, ("会议主持人",))
    earlier = [one for one in others if _place(one) < _place(item)]
    if earlier and not text(item.values, "answer"):
        found = f"{earlier[-1].meeting.held_on}的会议暂缓表决，所提问题没有查清的记录"
        yield Gap("R-DEC-10", found, "查清问题，写明查清情况后再行表决", SECRETARY)


def _place(item: VetoItem) -> tuple[date, datetime, int]:
    """The order of the items: by the day of the meeting, then as recorded."""
    return item.meeting.held_on, item.act.at, item.act.seq


def _reconsideration_gaps(item: VetoItem, told: Sequence[VetoItem]) -> Iterator[Gap]:
    """A vote binds, carried or not, until more than half of all members agree to vote again."""
    binding: VetoItem | None = None
    for one in _votes(told):
        lacking = _consent_gap(one, binding) if binding else None
        if lacking is None:
            binding = one
        elif one.meeting.id == item.meeting.id:
            yield lacking
    if binding is not None and _place(binding) > _place(item) and binding.meeting.id != item.meeting.id:
        found = f"{binding.meeting.held_on}的会议经复议已重新表决"
        yield Gap("R-DEC-11", found, "以复议后的表决为准", CONVENER)


def _votes(told: Sequence[VetoItem]) -> list[VetoItem]:
    """The last word of each meeting, of those that voted; in the order of the meetings."""
    last = {one.meeting.id: one for one in told}
    return sorted((one for one in last.values() if voted(one.values)), key=_place)


def _consent_gap(item: VetoItem, before: VetoItem) -> Gap | None:
    """A gap where no more than half of all members agreed in writing, between the two meetings."""
    met, members = item.meeting, {one.person for one in item.meeting.roster}
    agreed = {
        row.get("member") for row in rows(item.values, "consents")
        if (on := day(row.get("on"))) and before.meeting.held_on <= on <= met.held_on
    }  # fmt: skip
    consents = len(agreed & members)
    if 2 * consents > len(members):
        return None
    found = (f"{before.meeting.held_on}的会议已就本议题表决；同意复议{consents}人，"
             f"未超过全体成员{len(members)}人的半数")  # fmt: skip
    return Gap("R-DEC-11", found, "表决结果据实办理；确需重新讨论的，经全体成员超过半数书面同意复议", CONVENER)
