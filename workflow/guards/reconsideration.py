"""What binds after the vote (复议、撤销): a decision is changed only by a new one (R-DEC-11, -19)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, Step
from workflow.guards.meeting import (
    DECISION,
    adopted_gaps,
    early_gaps,
    figures,
    kind_gaps,
    voted,
)
from workflow.guards.reading import number, rows, since, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

CONSENT, REVOCATION = "reconsideration_consent", "revocation_decision"
NOTICES = ("appointment_notice", "confirmation_notice")
CONVENER = ("committee_secretary",)


def reconsideration_allowed(d: Dossier) -> Verdict:
    """提请复议的，经全体成员超过半数同意；未经复议的事项不受此限。"""
    asked, again = d.move is not None and d.move.name == "reconsider", _voted_again(d)
    if not asked and not any(step.move == "reconsider" for step in d.case.steps):
        return verdict(again, reconsidered=False)
    consents, members = _consents(d)
    needed = "全体成员超过半数书面同意复议"
    gap = None
    if members == 0:
        gap = Gap("R-DEC-11", "没有本次复议的同意名单", needed, CONVENER)
    elif not 2 * consents > members:
        found = f"同意复议{consents}人，未超过全体成员{members}人的半数"
        gap = Gap("R-DEC-11", found, needed, CONVENER)
    return verdict(gap, again, reconsidered=True, consents=consents, members=members)


def _voted_again(d: Dossier) -> Gap | None:
    """A gap where another meeting had voted since the item was taken up: a vote binds, either way.

    The same meeting recorded once more is a correction of its record.
    """
    present, now = d.round(DECISION), d.item(DECISION)
    if present is None or now is None:
        return None
    taken = {act.values.get("item_entry") for act in present.of("item")}
    for item in d.items.get(DECISION, ()):
        before = item.act.digest in taken and voted(item.values)
        if before and item.meeting.id != now.meeting.id:
            found = f"{item.meeting.held_on}的会议已就本议题表决"
            needed = "表决结果据实办理；确需重新讨论的，经全体成员超过半数同意复议"
            return Gap("R-DEC-11", found, needed, CONVENER)
    return None


def _consents(d: Dossier) -> tuple[int, int]:
    """Who agreed to reconsider, and of how many: never of fewer than the body has."""
    present = d.round(CONSENT)
    record = present.last("record") if present else None
    if present is None or record is None or not since(d, record, _decided(d)):
        return 0, 0  # a list for an earlier reconsideration does not count again
    agreed = {row.get("member") for row in rows(present.values, "rows")
              if row.get("consent") is True}  # fmt: skip
    told = number(present.values, "members") or 0
    body = d.bodies.get(d.selection.body)
    if body is None:
        return len(agreed), told
    roster = {one.person for one in body.roster(d.today)}
    return len(agreed & roster), max(told, len(roster))


def _decided(d: Dossier) -> Step | None:
    """The last time the item was decided, one way or the other."""
    made = ("adopt", "decline")
    return next((step for step in reversed(d.case.steps) if step.move in made), None)


def decision_unchanged(d: Dossier) -> Verdict:
    """表决通过后会议记录没有更正。"""
    step = next((one for one in reversed(d.case.steps) if one.move == "adopt"), None)
    told = step.values if step else {}
    then = told.get("item_entry")
    item = d.item(text(told, "activity") or DECISION)  # the item that the move rested on
    now, gap = item.act.digest if item else None, None
    if then is None or now is None:
        gap = Gap("R-DEC-19", "没有表决通过的会议记录", "按会议讨论决定办理", ("organization_head",))
    elif then != now:
        gap = Gap(
            "R-DEC-19", "表决后会议记录已被更正", "按复议程序重新讨论决定", ("organization_head",)
        )
    return verdict(gap, then=then, now=now)


def revoked_collectively(d: Dossier) -> Verdict:
    """撤销任用由原讨论决定的党委（党组）会议集体决定。"""
    item, decided = d.item(REVOCATION), d.item(DECISION)
    if item is None:
        found = "没有撤销任用的会议决定，已集体决定的事项不得由个人撤销"
        gap = Gap("R-DEC-19", found, "由原讨论决定的会议集体决定", CONVENER)
        return verdict(gap, meeting=None)
    gaps = [*kind_gaps(item, "R-DEC-19"), *early_gaps(d, item, "R-DEC-19"),
            *adopted_gaps(d, item, "R-DEC-19")]  # fmt: skip
    body = decided.meeting.body.id if decided else d.selection.body
    if item.meeting.body.id != body:
        found = f"由{item.meeting.body.name}撤销"
        gaps.append(Gap("R-DEC-19", found, "由原讨论决定的会议集体决定", CONVENER))
    return verdict(*gaps, meeting=item.meeting.id, body=body, **figures(d, item))


def notice_not_issued(d: Dossier) -> Verdict:
    """任职通知尚未印发。"""
    issued = [name for name in NOTICES if _issued(d, name)]
    rule = "R-DEC-11" if d.move is not None and d.move.name == "reconsider" else "R-DEC-19"
    gap = None
    if issued:
        needed = "不再复议或者撤销，按调整程序办理"
        gap = Gap(rule, "任职通知已印发", needed, ("organization_head",))
    return verdict(gap, issued=issued)


def _issued(d: Dossier, activity: str) -> bool:
    """Whether any notice was signed off; a draft may still be dropped."""
    return any(act.act == "approve" for act in d.acts(activity))


TABLE: Mapping[str, Guard] = {
    "reconsideration_allowed": Guard(
        "复议经超过半数成员同意", ("R-DEC-11",), reconsideration_allowed, (CONSENT,)
    ),
    "decision_unchanged": Guard("决定未被更改", ("R-DEC-19",), decision_unchanged),
    "revoked_collectively": Guard(
        "撤销经集体决定", ("R-DEC-19",), revoked_collectively, (REVOCATION,)
    ),
    "notice_not_issued": Guard("任职通知尚未印发", ("R-DEC-11", "R-DEC-19"), notice_not_issued),
}
