"""The year on trial (试用期): due or not, over, judged, decided by people (R-APT-07 to -10)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.guards.applies import APPLIES
from workflow.guards.meeting import adopted_gaps, figures, sitting_gaps
from workflow.guards.reading import day, text
from workflow.guards.trial import is_over, span
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

NOTICE = "appointment_notice"
ASSESSMENT, DECISION = "probation_assessment", "probation_decision"
CLERK, LEADER, HEAD = ("cadre_clerk",), ("inspection_leader",), ("organization_head",)


def probation_due(d: Dossier) -> Verdict:
    """职位实行试用期，通知为试任职通知。"""
    due, kind = APPLIES["probation_post"].holds(d), d.values(NOTICE).get("kind")
    gaps: list[Gap] = []
    if not due:
        gaps.append(Gap("R-APT-07", "该职位不属试用期职位（选任职务不实行试用）", "直接任职", CLERK))
    if kind != "trial":
        gaps.append(Gap("R-APT-07", "通知不是试任职通知", "试用期职位印发试任职通知", CLERK))
    return verdict(*gaps, probation_post=due, kind=kind)


def probation_not_due(d: Dossier) -> Verdict:
    """职位不实行试用期，通知为任职通知。"""
    due, kind = APPLIES["probation_post"].holds(d), d.values(NOTICE).get("kind")
    gaps: list[Gap] = []
    if due:
        found = "该职位应当实行一年试用期"
        gaps.append(Gap("R-APT-07", found, "先试任职，不得直接正式任职", CLERK))
    if kind != "formal":
        gaps.append(Gap("R-APT-07", "通知不是任职通知", "不实行试用期的印发任职通知", CLERK))
    return verdict(*gaps, probation_post=due, kind=kind)


def probation_over(d: Dossier) -> Verdict:
    """试用期已经届满，期满后考核。"""
    year, gap = span(d), None
    assessed = day(d.values(ASSESSMENT).get("held_on"))
    if year is None:
        gap = Gap("R-APT-09", "试用期尚未起算", "自试任职通知之日起计算一年", CLERK)
    elif not is_over(d):
        gap = Gap("R-APT-08", f"试用期至{year[1]}，尚未届满", "试用期满后办理", HEAD)
    elif assessed is not None and assessed <= year[1]:
        found = f"考核日期{assessed}，试用期至{year[1]}当时尚未届满"
        gap = Gap("R-APT-08", found, "试用期满后考核", LEADER)
    return verdict(gap, span=year, assessed_on=assessed)


def _heard(d: Dossier) -> bool:
    on = day(d.values(ASSESSMENT).get("person_heard_on"))
    return on is not None and on <= d.today


def probation_competent(d: Dossier) -> Verdict:
    """试用期满考核结论为胜任，已听取本人意见。"""
    result = d.values(ASSESSMENT).get("result")
    gaps: list[Gap] = []
    if result != "competent":
        found = "试用期考核结论为不胜任" if result == "incompetent" else "试用期考核未完成"
        gaps.append(Gap("R-APT-08", found, "经考核胜任的，正式任职", LEADER))
    if not _heard(d):
        gaps.append(Gap("R-APT-08", "考核未听取本人意见", "听取本人意见并写明日期", LEADER))
    return verdict(*gaps, result=result)


def probation_decided(d: Dossier) -> Verdict:
    """试用期考核之后经党委（党组）会议决定。"""
    item, who = d.item(DECISION), ("committee_secretary",)
    if item is None:
        gap = Gap("R-APT-08", "试用期满尚未经会议决定", "试用期满须经决定，不自动转正", who)
        return verdict(gap, meeting=None)
    gaps = [*sitting_gaps(d, item, "R-APT-08"), *adopted_gaps(d, item, "R-APT-08")]
    assessed = day(d.values(ASSESSMENT).get("held_on"))
    if assessed and item.meeting.held_on < assessed:
        found = f"会议（{item.meeting.held_on}）早于考核（{assessed}）"
        gaps.append(Gap("R-APT-08", found, "考核之后再作决定", who))
    return verdict(*gaps, meeting=item.meeting.id, **figures(d, item))


def rank_probation(d: Dossier) -> Verdict:
    """人选不是由职级转任同级领导职务而试用的。"""
    tried = APPLIES["rank_only"].holds(d) and d.values(NOTICE).get("kind") == "trial"
    gap = None
    if tried:
        gap = Gap(
            "R-APT-10", "由职级转任同级领导职务而试用，试用依据早于现行职级制度",
            "说明实行试用的依据", ("cadre_chief",),
        )  # fmt: skip
    return verdict(gap, rank_only_on_trial=tried)


def trial_end_grounds(d: Dossier) -> Verdict:
    """试用期满考核不胜任；提前免职的，已认定有严重问题。均已听取本人说明。"""
    values = d.values(ASSESSMENT)
    fault = text(values, "serious_fault") or text(d.given, "serious_fault")
    over, result = is_over(d), values.get("result")
    gaps: list[Gap] = []
    if not over and not fault:
        found = "试用期未满，没有严重问题的认定"
        gaps.append(Gap("R-APT-09", found, "提前免职须有严重问题的认定", HEAD))
    if over and result != "incompetent" and not fault:
        gaps.append(Gap("R-APT-08", "考核结论不是不胜任", "经考核不胜任的，免去试任职务", HEAD))
    if not _heard(d):
        gaps.append(Gap("R-APT-08", "没有听取本人说明", "听取本人说明并写明日期", HEAD))
    return verdict(*gaps, over=over, result=result, serious_fault=bool(fault))


TABLE: Mapping[str, Guard] = {
    "probation_due": Guard("应当实行试用期", ("R-APT-07",), probation_due, (NOTICE,)),
    "probation_not_due": Guard("不实行试用期", ("R-APT-07",), probation_not_due, (NOTICE,)),
    "probation_over": Guard("试用期已满", ("R-APT-08", "R-APT-09"), probation_over, (NOTICE,)),
    "probation_competent": Guard(
        "试用期考核胜任", ("R-APT-08",), probation_competent, (ASSESSMENT,)
    ),
    "probation_decided": Guard("试用期满经决定", ("R-APT-08",), probation_decided, (DECISION,)),
    "rank_probation": Guard("职级转任试用有依据", ("R-APT-10",), rank_probation),
    "trial_end_grounds": Guard(
        "试用免职有依据", ("R-APT-08", "R-APT-09"), trial_end_grounds, (ASSESSMENT,)
    ),
}
