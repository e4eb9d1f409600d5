"""Publicity before appointment (任前公示): held, long enough, complaints closed (R-APT-01 to -06)."""

from collections.abc import Mapping
from datetime import date

from workflow.dossier import Dossier, Values
from workflow.guards.applies import APPLIES
from workflow.guards.conditions import LEAST_WORKDAYS, notice_concluded
from workflow.guards.meeting import DECISION
from workflow.guards.reading import blank, day, figure, rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.guards.window import Window, calendar_gaps, done_days, notice_window
from workflow.workdays import add_months

NOTICE, EXEMPTION = "publicity_notice", "publicity_exemption"
CHIEF, SUPERVISION = ("cadre_chief",), ("supervision_officer",)
CONCLUDE_BY: Mapping[str, str] = {
    "supervision_officer": "干部监督机构", "organization_head": "组织部门负责人",
}  # fmt: skip


def required(d: Dossier) -> bool:
    """Whether this appointment has to be publicised (应当任前公示)."""
    return APPLIES["publicity_required"].holds(d)


def posted_window(d: Dossier) -> Window | None:
    """The window of the present notice; None while nothing is posted."""
    return notice_window(d, NOTICE, "publicity_workdays", LEAST_WORKDAYS, LEAST_WORKDAYS)


def publicity_held(d: Dossier) -> Verdict:
    """提拔任职已经公示；免予公示的符合规定情形。"""
    if required(d):
        posted_on, gap = day(d.values(NOTICE).get("posted_on")), None
        if posted_on is None or posted_on > d.today:
            gap = Gap("R-APT-01", "没有任前公示", "提拔任职应当公示", CHIEF)
        return verdict(gap, required=True, posted_on=posted_on)
    basis = text(d.values(EXEMPTION), "basis")
    grounds = {
        "special_post": d.profile.get("special_post") is True,
        "publicised_in_change": APPLIES["leadership_change"].holds(d)
        and notice_concluded(d, "entrant_notice"),
    }
    gap = None
    if not grounds.get(basis, False):
        found = "没有免予公示的依据" if not basis else "免予公示的依据与实际情形不符"
        gap = Gap("R-APT-01", found, "写明免予公示的情形和依据", CHIEF)
    return verdict(gap, required=False, basis=basis)


def publicity_after_decision(d: Dossier) -> Verdict:
    """公示在讨论决定之后开始。"""
    item, posted_on = d.item(DECISION), day(d.values(NOTICE).get("posted_on"))
    held_on, gap = item.meeting.held_on if item else None, None
    if required(d):
        if posted_on is None or held_on is None:
            gap = Gap("R-APT-02", "没有公示起始日或者决定日", "讨论决定之后公示", CHIEF)
        elif posted_on < held_on:
            found = f"公示起始日{posted_on}早于决定日{held_on}"
            gap = Gap("R-APT-02", found, "讨论决定之后重新公示", CHIEF)
    return verdict(gap, posted_on=posted_on, held_on=held_on)


def publicity_days(d: Dossier) -> Verdict:
    """公示不少于规定的工作日数，按国务院办公厅公布的放假安排计算。"""
    if not required(d):
        return verdict(required=False)
    seen = posted_window(d)
    if seen is None:
        return verdict(Gap("R-APT-03", "没有公示起始日", "发布任前公示", CHIEF), required=True)
    gaps, done = calendar_gaps(seen, "R-APT-03"), done_days(d, seen)
    if seen.end is not None and not seen.over(d.today):
        found = f"{seen.posted_on}发布，已满{done or 0}个工作日"
        needed = f"不少于{seen.days}个工作日，可于{seen.next_day}起办理"
        gaps.append(Gap("R-APT-03", found, needed, SUPERVISION))
    return verdict(*gaps, required=True, posted_on=seen.posted_on, end=seen.end, done=done,
                   posting_day=seen.posting_day, calendar=d.calendar.digest)  # fmt: skip


def publicity_text(d: Dossier) -> Verdict:
    """公示写明内容、范围和方式。"""
    needed = {"text": "内容", "range": "范围", "channel": "方式"}
    gap = blank("R-APT-04", d.values(NOTICE), needed, "公示", CHIEF) if required(d) else None
    return verdict(gap, required=required(d))


def exceptional_shown(d: Dossier) -> Verdict:
    """破格提拔的，公示写明破格情形和理由。"""
    applies = required(d) and APPLIES["exceptional"].holds(d)
    gap = None
    if applies and not text(d.values(NOTICE), "exceptional_reason"):
        gap = Gap("R-EXC-12", "公示没有写明破格情形和理由", "写明破格情形和理由后重新公示", CHIEF)
    return verdict(gap, exceptional=applies)


def complaints_closed(d: Dossier) -> Verdict:
    """公示期间的举报均已查清，结论不影响任职。"""
    known = rows(d.values(NOTICE), "complaints")
    months = figure(d, "complaint_delay_months", 3)
    gaps = [_complaint(d.today, months, row) for row in known]
    return verdict(*gaps, complaints={str(row.get("no")): row.get("outcome") for row in known})


def _complaint(today: date, months: int, row: Values) -> Gap | None:
    name, outcome, closed = f"公示期举报{row.get('no')}", row.get("outcome"), row.get("closed_on")
    if outcome == "disqualifying":
        return _complaint_gap(f"{name}查实，影响任职", "不予任职，按规定终止")
    if outcome == "delayed":
        received, until = day(row.get("received_on")), day(row.get("delayed_until"))
        latest = add_months(received, months) if received else None
        if until is None or latest is None or until > latest:
            return _complaint_gap(f"{name}延期核查没有期限或者超过{months}个月", f"延期至多{months}个月")
        return _complaint_gap(f"{name}延期核查至{until}，尚无结论", "查清并作出结论")
    closed_on = day(closed)
    if closed_on is None or closed_on > today:
        return _complaint_gap(f"{name}尚未了结", "查清并作出结论")
    clueless = row.get("signed") is False and row.get("concrete") is False
    if outcome not in ("unfounded", "minor") and not (clueless and text(row, "finding")):
        return _complaint_gap(f"{name}尚无核查结论", "署名或者线索具体的举报均须查清并作出结论")
    return None


def _complaint_gap(found: str, needed: str) -> Gap:
    return Gap("R-APT-05", found, needed, SUPERVISION)


def publicity_concluded(d: Dossier) -> Verdict:
    """公示期满后，两个岗位的两个人分别签署公示结果不影响任职的书面结论。"""
    if not required(d):
        return verdict(required=False)
    activity = d.edition.process.activities.get(NOTICE)
    duties = (activity.conclude_by if activity else ()) or tuple(CONCLUDE_BY)
    seen, signed = posted_window(d), rows(d.values(NOTICE), "conclusions")
    valid: dict[str, object] = {}
    gaps: list[Gap] = []
    for row in signed:
        on = day(row.get("on"))
        if on is None or on > d.today or seen is None or not seen.over(on):
            gaps.append(_concluded(f"公示结论日期{on or '缺漏'}不晚于公示末日", duties))
        elif text(row, "text"):
            valid[text(row, "duty")] = row.get("person")
    missing = tuple(duty for duty in duties if duty not in valid)
    if missing:
        titles = "、".join(CONCLUDE_BY.get(duty, duty) for duty in missing)
        gaps.append(_concluded(f"没有{titles}签署的公示结论", missing))
    elif len({valid[duty] for duty in duties}) < len(duties):
        gaps.append(_concluded("公示结论由同一人签署", duties))
    return verdict(*gaps, required=True, signed=valid)


def _concluded(found: str, who: tuple[str, ...]) -> Gap:
    return Gap("R-APT-06", found, "公示期满后有“公示结果不影响任职”的书面结论并经两人签字", who)


TABLE: Mapping[str, Guard] = {
    "publicity_held": Guard("已任前公示", ("R-APT-01",), publicity_held, (NOTICE, EXEMPTION)),
    "publicity_after_decision": Guard(
        "先决定后公示", ("R-APT-02",), publicity_after_decision, (NOTICE,)
    ),
    "publicity_days": Guard("公示期已满", ("R-APT-03",), publicity_days, (NOTICE,)),
    "publicity_text": Guard("公示内容齐全", ("R-APT-04",), publicity_text, (NOTICE,)),
    "exceptional_shown": Guard("公示写明破格理由", ("R-EXC-12",), exceptional_shown, (NOTICE,)),
    "complaints_closed": Guard("公示举报已查清", ("R-APT-05",), complaints_closed, (NOTICE,)),
    "publicity_concluded": Guard("公示有书面结论", ("R-APT-06",), publicity_concluded, (NOTICE,)),
}
