"""What a meeting must have done before a veto is confirmed on it (一票否决的集体研究), R-POL-08, R-DEC.

Pure, as the conditions of a move are, but of no case: a veto is of the person. Members who stand
aside stay among those due, as `recusal_base: keep` has it for a case.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from workflow.dossier import PersonFile, VetoItem
from workflow.guards.meeting import CONVENER, agreed_gap, kind_gaps, present_gap
from workflow.guards.reading import sequence
from workflow.guards.revoting import again_gaps
from workflow.guards.verdict import Gap
from workflow.guards.views import CHAIR, SECRETARY, chair_gap, recusal_gaps, view_gaps

RECUSAL_BASE = "keep"


def confirming_gaps(
    item: VetoItem | None, about: PersonFile, proposal: str, proposed_on: date, *, ours: bool,
    told: Sequence[VetoItem] = (),
) -> list[Gap]:  # fmt: skip
    """All that is missing of the meeting on which a veto is to be confirmed; empty when it may be.

    `item`: what it has last on this veto. `proposal`: digest of the proposal as it stands now.
    `ours`: whether the body is one that decides on this person. `told`: all that bodies of that
    kind have on record of this veto, oldest first.
    """
    if item is None:
        needed = "由党委（党组）开会就该提议集体研究、逐人表态并计票，据实记录"
        return [Gap("R-POL-08", "该次会议没有研究这项一票否决提议的记录", needed, SECRETARY)]
    gaps = [
        *_sitting_gaps(item, ours=ours),
        *_proposal_gaps(item, proposal, proposed_on),
        present_gap(item, "R-DEC-04", RECUSAL_BASE),
        *view_gaps(item, lambda person: _name(item, about, person)),
        chair_gap(item),
        agreed_gap(item, "R-DEC-09", RECUSAL_BASE),
        *recusal_gaps(item, about, lambda person: _name(item, about, person)),
        _package_gap(item),
        *again_gaps(item, told),
    ]
    return [gap for gap in gaps if gap is not None]


def _sitting_gaps(item: VetoItem, *, ours: bool) -> list[Gap]:
    """A department's or a circle's meeting decides nothing; nor does another committee's."""
    kinds, body = kind_gaps(item, "R-DEC-01"), item.meeting.body
    if kinds or ours:
        return kinds
    needed = "由对该人选有管理权限的党委（党组）研究决定"
    return [Gap("R-DEC-01", f"由{body.name}研究决定", needed, CONVENER)]


def _proposal_gaps(item: VetoItem, proposal: str, proposed_on: date) -> Iterator[Gap]:
    held_on = item.meeting.held_on
    if held_on < proposed_on:
        found = f"会议（{held_on}）早于提出一票否决的日期（{proposed_on}）"
        yield Gap("R-POL-08", found, "提出之后再开会集体研究", CONVENER)
    if item.proposal != proposal:
        found = "会议研究的提议与现有提议内容不一致"
        yield Gap("R-POL-08", found, "就现有提议重新开会研究", CONVENER)


def _package_gap(item: VetoItem) -> Gap | None:
    others = sequence(item.values, "package_with")
    if not others:
        return None
    found = f"与其他{len(others)}个事项打包表决"
    return Gap("R-DEC-21", found, "不得打包表决，须逐人表决、逐人计票", CHAIR)


def _name(item: VetoItem, about: PersonFile, person: str) -> str:
    known = {one.person: one.name for one in item.meeting.roster}
    return {**known, about.id: about.name}.get(person, person)
