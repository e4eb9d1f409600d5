"""Deliberation before the meeting (酝酿): who has to be asked, and whose silence consents (R-DEC)."""

from collections.abc import Mapping
from datetime import date

from workflow.dossier import Dossier, Values
from workflow.guards.applies import APPLIES
from workflow.guards.meeting import DECISION
from workflow.guards.reading import day, rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import add_months

RECORD, JOINT, RESOLUTION = "deliberation_record", "joint_manager_opinion", "joint_resolution"
HEAD = ("organization_head",)
RANGES: Mapping[str, str] = {
    "committee": "党委（党组）领导成员",
    "congress": "人大常委会领导成员",
    "government": "政府领导成员",
    "consultative": "政协领导成员",
}
SILENCE_MONTHS = 1


def deliberation_finished(d: Dossier) -> Verdict:
    """酝酿在会议前完成，已听取职位所涉有关领导成员的意见。"""
    values = d.values(RECORD)
    consulted = [row for row in rows(values, "rows") if text(row, "opinion") and day(row.get("on"))]
    ranges = {text(row, "range") for row in consulted}
    needed = dict.fromkeys(("committee", text(d.profile, "organ")))
    gaps = [
        Gap("R-DEC-02", f"酝酿未听取{RANGES[one]}意见", "按职位听取有关领导成员意见", HEAD)
        for one in needed
        if one in RANGES and one not in ranges
    ]
    finished, item = day(values.get("finished_on")), d.item(DECISION)
    if finished is None or finished > d.today:
        gaps.append(Gap("R-DEC-02", "酝酿尚未完成", "会议前完成酝酿，写明完成日期", HEAD))
    elif any((day(row.get("on")) or finished) > finished for row in consulted):
        gaps.append(Gap("R-DEC-02", "有意见晚于酝酿完成日期", "完成酝酿后写明完成日期", HEAD))
    elif item and finished >= item.meeting.held_on:
        found = f"酝酿{finished}完成，不早于会议（{item.meeting.held_on}）"
        gaps.append(Gap("R-DEC-02", found, "会议前完成酝酿", HEAD))
    return verdict(*gaps, ranges=sorted(ranges), finished_on=finished)


def upper_leader_asked(d: Dossier) -> Verdict:
    """部门领导成员人选已征求上级分管领导意见。"""
    needed = APPLIES["department_leader_post"].holds(d)
    answers = rows(d.values("upper_leader_opinion"), "answers")
    gap = None
    if needed and not answers:
        gap = Gap(
            "R-DEC-03", "部门领导成员人选未征求上级分管领导意见", "征求上级分管领导意见",
            ("upper_leader",),
        )  # fmt: skip
    return verdict(gap, department_leader_post=needed, answers=len(answers))


PARTIES: Mapping[str, str] = {
    "united_front": "统战部门", "democratic_parties": "民主党派、工商联和无党派代表人士",
}  # fmt: skip


def parties_asked(d: Dossier) -> Verdict:
    """非中共党员人选已征求统战部门和党派方面的意见。"""
    outside = APPLIES["candidate_not_party_member"].holds(d)
    answered = {row.get("ask") for row in rows(d.values("united_front_opinion"), "answers")}
    gaps = [
        Gap("R-DEC-13", f"非中共党员人选未征求{title}意见", "书面征求意见并收到答复",
            ("united_front_officer",))
        for ask, title in PARTIES.items()
        if outside and ask not in answered
    ]  # fmt: skip
    return verdict(*gaps, outside=outside, answered=sorted(map(str, answered)))


def joint_manager_heard(d: Dossier) -> Verdict:
    """双重管理干部已书面征求协管方意见；协管方不同意的已按规定处理。"""
    if not APPLIES["dual_managed"].holds(d):
        return verdict(dual_managed=False)
    values = d.values(JOINT)
    answers = rows(values, "answers")
    if answers:
        stance = answers[-1].get("stance")
        gap = _resolved(d) if stance == "object" else None
        return verdict(gap, dual_managed=True, stance=stance)
    received = _received(values)
    consents_from = add_months(received, SILENCE_MONTHS) if received else None
    gap = None
    if received is None:
        gap = _joint_gap("没有协管方收函的记录和凭证", "书面征求协管方意见，留存收函凭证")
    elif consents_from is None or d.today <= consents_from:
        gap = _joint_gap(
            f"协管方{received}收函，未复且未满一个月", f"收到答复，或者{consents_from}之后视为同意"
        )
    return verdict(gap, dual_managed=True, received_on=received, month_ends=consents_from)


def _received(values: Values) -> date | None:
    """The day of receipt from which silence counts: proved, and not before the letter was sent."""
    for row in reversed(rows(values, "asked")):
        on, sent = day(row.get("received_on")), day(row.get("sent_on")) or day(row.get("on"))
        if on is not None and row.get("proof") and (sent is None or on >= sent):
            return on
    return None


def _joint_gap(found: str, needed: str) -> Gap:
    return Gap("R-DEC-14", found, needed, ("joint_manager_officer",))


def _resolved(d: Dossier) -> Gap | None:
    """Chief posts: the upper department coordinates; deputy posts: the leading side decides."""
    values = d.values(RESOLUTION)
    chief = APPLIES["chief_post"].holds(d)
    way = "upper_coordination" if chief else "lead_decides"
    title = "报上级组织部门协调" if chief else "由主管方决定"
    if values.get("way") != way:
        return Gap("R-DEC-14", "协管方不同意，尚未按规定处理", f"协管方不同意的，{title}", HEAD)
    if values.get("outcome") != "proceed":
        return Gap("R-DEC-14", "协管分歧处理结论不是继续办理", f"{title}，结论为继续办理", HEAD)
    return None


TABLE: Mapping[str, Guard] = {
    "deliberation_finished": Guard("酝酿已完成", ("R-DEC-02",), deliberation_finished, (RECORD,)),
    "upper_leader_asked": Guard(
        "已征求上级分管领导意见", ("R-DEC-03",), upper_leader_asked, ("upper_leader_opinion",)
    ),
    "parties_asked": Guard(
        "已征求统战部门和党派意见", ("R-DEC-13",), parties_asked, ("united_front_opinion",)
    ),
    "joint_manager_heard": Guard(
        "已征求协管方意见", ("R-DEC-14",), joint_manager_heard, (JOINT,)
    ),
}
