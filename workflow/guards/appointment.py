"""Appointment (任职): talk, notice, start of tenure, void orders (R-APT-11 to -14, R-EXC-11)."""

from collections.abc import Mapping
from datetime import date

from workflow.dossier import Dossier
from workflow.guards import probation, publicity
from workflow.guards.checklist import marks
from workflow.guards.meeting import DECISION
from workflow.guards.reading import blank, day, entered, since, text
from workflow.guards.trial import after_trial
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

TALK, NOTICE, RECHECK = "appointment_talk", "appointment_notice", "final_recheck"
CLERK = ("cadre_clerk",)
SPOKEN: Mapping[str, str] = {
    "talker": "谈话人", "named_by": "指定谈话人的组织", "merits": "肯定的成绩",
    "shortcomings": "指出的不足", "demands": "提出的要求",
}  # fmt: skip


def talk_held(d: Dossier) -> Verdict:
    """党委（党组）指定的人已与本人进行任职谈话，肯定成绩，指出不足，提出要求。"""
    values = d.values(TALK)
    on, who = day(values.get("held_on")), ("指定的谈话人",)
    spoken = blank("R-APT-11", values, SPOKEN, "任职谈话", who)
    item, gap, reminded = d.item(DECISION), None, None
    if on is None or on > d.today:
        gap = Gap("R-APT-11", "任职谈话未进行", "任职前由指定的人谈话", who)
    elif item is not None and on < item.meeting.held_on:
        found = f"任职谈话（{on}）早于讨论决定（{item.meeting.held_on}）"
        gap = Gap("R-APT-11", found, "决定之后、任职之前谈话", who)
    elif values.get("talker") == d.person.id:
        gap = Gap("R-APT-11", "谈话人系人选本人", "任职前由指定的人谈话", who)
    if values.get("political_reminder") is False:
        told = "任职谈话没有提出政治要求"
        reminded = Gap("R-POL-13", told, "谈话必提政治要求，未提的说明理由", who)
    return verdict(gap, spoken, reminded, held_on=on, talker=values.get("talker"))


def notice_after_publicity(d: Dossier) -> Verdict:
    """任职通知的日期晚于公示末日。"""
    if not publicity.required(d):
        return verdict(required=False)
    notice_on, seen = day(d.values(NOTICE).get("notice_on")), publicity.posted_window(d)
    end, gap = seen.end if seen else None, None
    if notice_on is None or end is None:
        gap = Gap("R-APT-02", "没有通知日期或者不能确定公示末日", "公示期满后印发通知", CLERK)
    elif notice_on <= end:
        found = f"通知日期{notice_on}不晚于公示末日{end}"
        gap = Gap("R-APT-02", found, "公示期满后印发通知", CLERK)
    return verdict(gap, required=True, notice_on=notice_on, end=end)


def _early(d: Dossier, notice_on: date | None) -> Gap | None:
    """A gap where the notice bears a day before the case came to the step that writes it.

    The trial is counted from that day (R-APT-09), so it may not be put back.
    """
    came = entered(d, NOTICE)
    if notice_on is None or came is None or notice_on >= came.on:
        return None
    found = f"通知日期{notice_on}早于公示、批复等手续办结之日（{came.on}）"
    return Gap("R-APT-13", found, "各项手续办结后印发通知", CLERK)


def notice_ready(d: Dossier) -> Verdict:
    """发文前复核的各项均已了结，通知日期不早于各项手续办结之日。"""
    found, who = marks(d, RECHECK), ("supervision_officer",)
    gaps = [
        Gap("R-APT-13", f"发文前复核“{mark.title}”：{mark.told}", "各项复核了结后发文", who)
        for mark in found
        if not mark.clear
    ]
    came, present = entered(d, RECHECK), d.round(RECHECK)
    record = present.last("record") if present else None
    if not found:
        gaps.append(Gap("R-APT-13", "没有发文前复核", "发文前逐项复核", who))
    elif record and not (since(d, record, came) and after_trial(d, record)):
        gaps.append(Gap("R-APT-13", "到本步骤后没有重新复核", "发文前逐项重新复核", who))
    notice_on = day(d.values(NOTICE).get("notice_on"))
    if early := _early(d, notice_on):
        gaps.append(early)
    return verdict(*gaps, results={mark.name: mark.result for mark in found}, notice_on=notice_on)


# 任用方式 → which act may start the tenure (R-APT-12).
STARTS: Mapping[str, tuple[str, ...]] = {
    "party_appointed": ("party_decision",),
    "engaged": ("party_decision",),
    "elected": ("congress_result", "standing_committee"),
    "state_appointed": ("standing_committee", "government"),
}
CODES: Mapping[str, str] = {
    "party_decision": "党委（党组）决定之日", "congress_result": "选举（决定）之日",
    "standing_committee": "常委会任命之日", "government": "政府任命之日",
}  # fmt: skip


def tenure_start_set(d: Dossier) -> Verdict:
    """任职时间按任用方式自规定之日起算。"""
    values, track = d.values(NOTICE), text(d.profile, "track")
    code = text(values, "tenure_code")
    gaps: list[Gap] = []
    allowed = STARTS.get(track, ())
    needed = f"任职时间自{'或者'.join(CODES[one] for one in allowed)}起算"
    if code not in allowed:
        found = f"任职时间的起算依据为“{CODES.get(code, '未填')}”"
        gaps.append(Gap("R-APT-12", found, needed if allowed else "先认定任用方式", CLERK))
    starts = _start(d, code)  # derived, never typed
    if starts is None or starts > d.today:
        gaps.append(Gap("R-APT-12", "没有起算任职时间的决定或者任命日期", "登记该日期", CLERK))
    return verdict(*gaps, track=track, code=code, starts=starts)


def _start(d: Dossier, code: str) -> date | None:
    if code == "party_decision":
        item = d.item(DECISION)
        return item.meeting.held_on if item else None
    return day(d.values("legal_result").get("on")) if code in CODES else None


ORDER: Mapping[str, str] = {"ground": "情形", "document_no": "文号", "on": "日期", "text": "内容"}


def void_order_given(d: Dossier) -> Verdict:
    """有上级组织部门宣布无效（纠正）的决定文书。"""
    values, present = d.values("void_order"), d.round("void_order")
    who = ("upper_organization_head",)
    record = present.last("record") if present else None
    gap = None
    if record is None or record.by.duty not in who:
        gap = Gap("R-EXC-11", "没有上级组织部门的决定文书", "由上级组织部门作出决定", who)
    stated = blank("R-EXC-11", values, ORDER, "决定文书", who)
    return verdict(gap, stated, document_no=values.get("document_no"))


TABLE: Mapping[str, Guard] = {
    **publicity.TABLE,
    **probation.TABLE,
    "talk_held": Guard("已任职谈话", ("R-APT-11", "R-POL-13"), talk_held, (TALK,)),
    "notice_after_publicity": Guard(
        "公示期满后发文", ("R-APT-02",), notice_after_publicity, (NOTICE,)
    ),
    "notice_ready": Guard("发文前复核了结", ("R-APT-13",), notice_ready, (RECHECK,)),
    "tenure_start_set": Guard("任职时间起算正确", ("R-APT-12",), tenure_start_set, (NOTICE,)),
    "void_order_given": Guard("有宣布无效的决定", ("R-EXC-11",), void_order_given, ("void_order",)),
}
