"""Deferring an item (暂缓表决) and what follows: find out first, then another meeting (R-DEC-10)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.guards.meeting import DECISION, PLENARY, voted
from workflow.guards.reading import day, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

TASK = "deferral_task"
GROUNDS: Mapping[str, str] = {
    "reason": "暂缓原因", "question": "待查问题", "owner": "责任人", "due_on": "期限",
}  # fmt: skip


def no_vote_after_deferral(d: Dossier) -> Verdict:
    """本议题没有在暂缓表决的同一次会议上再行表决。"""
    item = d.item(DECISION)
    deferred = {text(step.values, "meeting") for step in d.case.steps if step.move == "defer"}
    deferred |= {one.meeting.id for one in d.items.get(DECISION, ())
                 if one.values.get("postponed") is True}  # fmt: skip
    gap = None
    if item is not None and voted(item.values) and item.meeting.id in deferred:
        gap = Gap(
            "R-DEC-10", "本议题在同次会议已暂缓表决", "查清问题后另行召开会议表决", ("会议主持人",)
        )
    return verdict(gap, meeting=item.meeting.id if item else None, deferred=sorted(deferred))


def deferral_grounds(d: Dossier) -> Verdict:
    """暂缓表决写明分歧或者待查问题、责任人和期限。"""
    values = d.values(TASK)
    missing = [title for key, title in GROUNDS.items() if not text(values, key)]
    gap = None
    if missing:
        gap = Gap(
            "R-DEC-10", f"暂缓表决未写明{'、'.join(missing)}",
            "写明分歧或者待查问题、责任人和期限", ("meeting_secretary",),
        )  # fmt: skip
    return verdict(gap, missing=missing)


def no_vote_taken(d: Dossier) -> Verdict:
    """本议题在会上尚未表决。"""
    activities = d.edition.process.activities
    gaps: list[Gap] = []
    for name in (DECISION, PLENARY):
        item, activity = d.item(name), activities.get(name)
        here = activity is not None and d.case.state in activity.within
        if here and item is not None and voted(item.values):
            gaps.append(
                Gap(
                    "R-DEC-10", f"“{item.meeting.held_on}”会议已就本议题表决",
                    "已经表决的，只能记为通过或者未通过", ("meeting_secretary",),
                )
            )  # fmt: skip
    return verdict(*gaps, state=d.case.state)


def deferral_answered(d: Dossier) -> Verdict:
    """暂缓时提出的问题已经查清，写明结论和日期。"""
    values = d.values(TASK)
    answered_on, gap = day(values.get("answered_on")), None
    if not text(values, "answer") or answered_on is None or answered_on > d.today:
        gap = Gap(
            "R-DEC-10", "暂缓时提出的问题尚未查清", "查清问题，写明结论和日期", ("cadre_chief",)
        )
    return verdict(gap, answered_on=answered_on)


TABLE: Mapping[str, Guard] = {
    "no_vote_after_deferral": Guard(
        "暂缓后未在同次会议表决", ("R-DEC-10",), no_vote_after_deferral, (DECISION,)
    ),
    "deferral_grounds": Guard("暂缓表决理由和任务明确", ("R-DEC-10",), deferral_grounds, (TASK,)),
    "no_vote_taken": Guard("本议题尚未表决", ("R-DEC-10",), no_vote_taken),
    "deferral_answered": Guard("暂缓事项已查清", ("R-DEC-10",), deferral_answered, (TASK,)),
}
