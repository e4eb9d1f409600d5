"""The full committee's ballot (全委会票决) on chiefs of city and county (R-DEC-15, R-DEC-16)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, ItemFile
from workflow.guards.applies import APPLIES
from workflow.guards.meeting import (
    COLLECTIVE,
    DECISION,
    FULL,
    PLENARY,
    adopted_gaps,
    figures,
    is_ours,
    member_name,
    sitting_gaps,
)
from workflow.guards.reading import day, number, rows
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

CONVENER, SECRETARY = ("committee_secretary",), ("meeting_secretary",)
ASKED = "asked_members"  # the urgent route between sessions: member, asked_on, view


def plenary_voted(d: Dossier) -> Verdict:
    """市县党政正职人选经全委会无记名投票；闭会期间紧急的，已逐一征求全委会成员意见。"""
    if not APPLIES["local_chief_post"].holds(d):
        return verdict(local_chief_post=False)
    item = d.item(PLENARY)
    if item is None:
        gap = Gap("R-DEC-15", "没有全委会表决记录", "由全委会无记名投票表决", CONVENER)
        return verdict(gap, local_chief_post=True)
    gaps = _unasked(d, item) if _urgent(item) else _unballoted(d, item)
    return verdict(*gaps, local_chief_post=True, urgent=_urgent(item), meeting=item.meeting.id)


def _urgent(item: ItemFile) -> bool:
    return bool(rows(item.values, ASKED))


def _unballoted(d: Dossier, item: ItemFile) -> list[Gap]:
    gaps = sitting_gaps(d, item, "R-DEC-15", {FULL: COLLECTIVE[FULL]})
    if item.values.get("vote_form") != "secret":
        gaps.append(Gap("R-DEC-15", "没有采用无记名投票", "由全委会无记名投票表决", CONVENER))
    return gaps


def _unasked(d: Dossier, item: ItemFile) -> list[Gap]:
    """Members of the full committee who were not asked before the standing committee decided."""
    decided = d.item(DECISION)
    until = decided.meeting.held_on if decided else d.today
    asked = {
        row.get("member") for row in rows(item.values, ASKED)
        if (on := day(row.get("asked_on"))) and on <= until
    }  # fmt: skip
    if item.meeting.body.kind != FULL or not is_ours(d, item.meeting.body):
        found = f"征求的是{item.meeting.body.name}成员意见"
        return [Gap("R-DEC-15", found, "征求本级全委会全体成员意见", CONVENER)]
    return [
        Gap("R-DEC-15", f"未征求{one.name}意见", "闭会期间逐一征求全委会成员意见", CONVENER)
        for one in item.meeting.roster
        if one.person not in asked
    ]


def plenary_figures(d: Dossier) -> Verdict:
    """全委会到会三分之二以上，应到会成员超过半数同意，候补委员不计票。"""
    item = d.item(PLENARY)
    if item is None or not APPLIES["local_chief_post"].holds(d):
        return verdict(local_chief_post=APPLIES["local_chief_post"].holds(d))
    if _urgent(item):  # opinions were asked one by one; the standing committee's vote decides
        return verdict(urgent=True)
    seen = figures(d, item)
    gaps = adopted_gaps(d, item, "R-DEC-16")
    due = {one.person for one in item.meeting.roster}
    for view in item.views:
        if view.person not in due and view.view is not None:
            found = f"{member_name(d, item, view.person)}不是全委会委员，却有表态"
            gaps.append(Gap("R-DEC-16", found, "候补委员列席，不计入票数", SECRETARY))
    issued = number(item.values, "issued")
    if issued is not None and issued > seen["present"]:
        found = f"到会{seen['present']}人，发出票{issued}张"
        gaps.append(Gap("R-DEC-16", found, "只向到会的委员发票，候补委员不计入票数", SECRETARY))
    return verdict(*gaps, issued=issued, **seen)


TABLE: Mapping[str, Guard] = {
    "plenary_voted": Guard("全委会已表决", ("R-DEC-15",), plenary_voted, (PLENARY,)),
    "plenary_figures": Guard("全委会票数符合规定", ("R-DEC-16",), plenary_figures, (PLENARY,)),
}
