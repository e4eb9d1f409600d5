"""Analysis, motion and prior reports (分析研判、动议、任前事项报告): R-MOT and R-PRE."""

from collections.abc import Mapping
from datetime import date

from workflow.dossier import Dossier
from workflow.guards import prior_report
from workflow.guards.applies import APPLIES
from workflow.guards.checklist import marks
from workflow.guards.reading import called, day, rows, sequence, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

CLERK, CHIEF, HEAD = ("cadre_clerk",), ("cadre_chief",), ("organization_head",)
ISSUERS = ("committee", "organization_department")


def analysis_precedes_start(d: Dossier) -> Verdict:
    """先分析研判，后启动动议。"""
    study = day(d.values("analysis_report").get("study_on"))
    start = day(d.values("start_opinion").get("start_on"))
    gap = None
    if study is None or start is None:
        missing = "、".join(
            title for title, on in (("研判日期", study), ("启动日期", start)) if on is None
        )
        gap = Gap("R-MOT-01", f"没有{missing}的记录", "先研判后启动，写明日期", CLERK)
    elif study > start:
        gap = Gap("R-MOT-01", f"研判日期{study}晚于启动日期{start}", "应当先研判后启动", CLERK)
    return verdict(gap, study_on=study, start_on=start)


def start_opinion_issued(d: Dossier) -> Verdict:
    """党委（党组）或者组织部门已提出启动意见并经签发。"""
    values = d.values("start_opinion")
    start, gap = day(values.get("start_on")), None
    if values.get("issuer") not in ISSUERS:
        gap = Gap("R-MOT-02", "没有党委（党组）或者组织部门的启动意见", "提出启动意见", CHIEF)
    elif not values.get("signer"):
        gap = Gap("R-MOT-02", "启动意见没有签发人", "启动意见经签发", CHIEF)
    elif start is None or start > d.today:
        gap = Gap("R-MOT-02", f"启动日期{start or '没有记录'}", "启动日期已到", CHIEF)
    return verdict(gap, issuer=values.get("issuer"), signer=values.get("signer"), start_on=start)


PARTS: Mapping[str, str] = {
    "posts": "职位",
    "conditions": "条件",
    "scope": "范围",
    "method": "方式",
    "procedure": "程序",
    "persons": "人选意向",
}


def proposal_complete(d: Dossier) -> Verdict:
    """初步建议含有职位、条件、范围、方式、程序、人选意向。"""
    values = d.values("initial_proposal")
    missing = [title for key, title in PARTS.items()
               if not text(values, key) and not sequence(values, key)]  # fmt: skip
    gap = None
    if missing:
        found = f"初步建议缺少：{'、'.join(missing)}"
        gap = Gap("R-MOT-03", found, f"初步建议含有{'、'.join(PARTS.values())}", CLERK)
    return verdict(gap, missing=missing)


def recommender_signed(d: Dossier) -> Verdict:
    """个人推荐的，有推荐人署真实姓名的书面材料。"""
    if not APPLIES["individually_recommended"].holds(d):
        return verdict(individual=False)
    values = d.values("personal_recommendation")
    signed = day(values.get("signed_on"))
    lacking = {
        "推荐人": not text(values, "recommender"),
        "实名": values.get("real_name") is not True,
        "署名日期": signed is None or signed > d.today,
        "推荐材料": not values.get("material"),
    }
    missing = [title for title, lacks in lacking.items() if lacks]
    gap = None
    if missing:
        found = f"个人推荐材料没有{'、'.join(missing)}"
        gap = Gap("R-MOT-04", found, "个人推荐须有署名的推荐材料", ("推荐人",))
    return verdict(gap, individual=True, signed_on=signed)


def motion_consulted(d: Dossier) -> Verdict:
    """初步建议已向主要领导报告，在一定范围内沟通酝酿，并形成工作方案。"""
    report = d.values("motion_report")
    on, told = day(report.get("reported_on")), sequence(report, "reported_to")
    principals, leaders = _principals(d)
    gaps: list[Gap] = []
    if on is None or on > d.today or not (principals or leaders) & set(told):
        gaps.append(
            Gap("R-MOT-05", "初步建议尚未向党委（党组）主要领导报告", "向主要领导报告并完善", CHIEF)
        )
    asked = {
        row.get("person")
        for row in rows(d.values("motion_consultation"), "rows")
        if (when := day(row.get("on"))) and when <= d.today
    }
    asked -= {None, d.person.id, *principals}
    if not asked:
        needed = "除主要领导外，至少与一名领导成员沟通酝酿"
        gaps.append(Gap("R-MOT-05", "没有沟通酝酿的记录", needed, CHIEF))
    if not text(d.values("work_plan"), "method"):
        gaps.append(Gap("R-MOT-05", "工作方案未形成", "形成工作方案", CHIEF))
    return verdict(*gaps, reported_to=list(told), reported_on=on, consulted=sorted(map(str, asked)))


def _principals(d: Dossier) -> tuple[set[str], set[str]]:
    """The principal leader of the deciding body (主要领导) today, and all its members."""
    body = d.bodies.get(d.selection.body)
    roster = body.roster(d.today) if body else ()
    return {one.person for one in roster if one.role == "chair"}, {one.person for one in roster}


def prescreened(d: Dossier) -> Verdict:
    """动议人选已作档案、个人事项、廉政等预审，没有疑点。"""
    found = marks(d, "prescreen")
    open_ = [mark for mark in found if not mark.clear]
    gap = None
    if open_ or not found:
        told = "、".join(f"{mark.title}：{mark.told}" for mark in open_) or "没有记录"
        found_text = f"{called(d, d.person.id)}的动议预审未完成（{told}）"
        gap = Gap("R-MOT-06", found_text, "作预审，未作的说明理由", ("supervision_officer",))
    return verdict(gap, results={mark.name: mark.result for mark in found})


def no_adhoc_motion(d: Dossier) -> Verdict:
    """议题在会议通知之前提出，会议在通知之后召开，没有临时动议。"""
    values, item = d.values("agenda_item"), d.item("committee_decision")
    created, notice = _known_on(d, day(values.get("created_on"))), day(values.get("notice_on"))
    who, gaps = ("meeting_secretary",), []
    if created is None or notice is None:
        gaps.append(Gap("R-MOT-07", "没有议题登记日期或者会议通知日期", "写明两个日期", who))
    elif created >= notice:
        found = f"议题{created}提出，会议通知{notice}发出，属临时动议"
        gaps.append(Gap("R-MOT-07", found, "议题在会议通知之前提出", who))
    held = item.meeting.held_on if item else None
    if held and notice and notice >= held:
        found = f"会议通知{notice}发出，不早于会议（{held}）"
        gaps.append(Gap("R-MOT-07", found, "会议通知在会议之前发出", who))
    return verdict(*gaps, created_on=created, notice_on=notice, held_on=held)


def _known_on(d: Dossier, created: date | None) -> date | None:
    """The day on which the item was there: as written, not before the business day of its record."""
    present = d.round("agenda_item")
    records = present.of("record") if present else ()
    return max(created, records[0].on) if created and records else created


WAYS: Mapping[str, str] = {"open_selection": "公开选拔", "competition": "竞争上岗"}
FOR_METHOD: Mapping[str, tuple[str, ...]] = {
    "open_selection": ("no_local_candidate", "scarce_speciality"),
    "competition": ("many_insiders",),
}


def competition_ground(d: Dossier) -> Verdict:
    """公开选拔、竞争上岗有适用情形，一般用于副职。"""
    if not APPLIES["competitive"].holds(d) and not d.values("competition_plan"):
        return verdict(competitive=False)
    ground, chief = text(d.values("competition_plan"), "ground"), APPLIES["chief_post"].holds(d)
    gaps: list[Gap] = []
    way = text(d.values("work_plan"), "method")
    if not ground:
        found = "公开选拔（竞争上岗）没有选定适用情形"
        gaps.append(Gap("R-MOT-08", found, "写明适用情形", HEAD, "ground"))
    elif ground not in FOR_METHOD.get(way, (ground,)):
        found = f"“{WAYS[way]}”不适用于方案选定的情形"
        gaps.append(Gap("R-MOT-08", found, "按适用情形选定产生方式", HEAD, "ground"))
    if chief:
        found = "正职采用公开选拔（竞争上岗）"
        gaps.append(Gap("R-MOT-08", found, "一般用于副职，用于正职的说明理由", HEAD))
    return verdict(*gaps, competitive=True, ground=ground, chief_post=chief)


def advertised_conditions(d: Dossier) -> Verdict:
    """公告条件突破规定的，公告前已经上级组织部门批准。"""
    if not APPLIES["nonstandard_conditions"].holds(d):
        return verdict(breaks_rules=False)
    answers = rows(d.values("conditions_approval"), "answers")
    last = answers[-1] if answers else {}
    on = day(last.get("reply_on")) or day(last.get("on"))
    announced = day(d.values("competition_results").get("announced_on"))
    needed, who = "公告前经上级组织部门批准，逾期不视为同意", ("upper_organization_officer",)
    gap = None
    if last.get("stance") != "approve":
        gap = Gap("R-MOT-09", "公告条件突破规定，未经上级组织部门事先批准", needed, who)
    elif on is None or on > (announced or d.today):
        found = f"公告条件{on or '没有日期'}批准，不在公告（{announced or d.today}）之前"
        gap = Gap("R-MOT-09", found, needed, who)
    return verdict(gap, breaks_rules=True, stance=last.get("stance"), on=on, announced_on=announced)


TABLE: Mapping[str, Guard] = {
    **prior_report.TABLE,
    "analysis_precedes_start": Guard(
        "先研判后启动", ("R-MOT-01",), analysis_precedes_start, ("analysis_report", "start_opinion")
    ),
    "start_opinion_issued": Guard(
        "启动意见已提出", ("R-MOT-02",), start_opinion_issued, ("start_opinion",)
    ),
    "proposal_complete": Guard(
        "初步建议内容齐全", ("R-MOT-03",), proposal_complete, ("initial_proposal",)
    ),
    "recommender_signed": Guard(
        "个人推荐已署名", ("R-MOT-04",), recommender_signed, ("personal_recommendation",)
    ),
    "motion_consulted": Guard(
        "已报告和沟通酝酿", ("R-MOT-05",), motion_consulted,
        ("motion_report", "motion_consultation", "work_plan"),
    ),
    "prescreened": Guard("动议人选已预审", ("R-MOT-06",), prescreened),
    "no_adhoc_motion": Guard("没有临时动议", ("R-MOT-07",), no_adhoc_motion, ("agenda_item",)),
    "competition_ground": Guard("公开选拔有适用情形", ("R-MOT-08",), competition_ground),
    "advertised_conditions": Guard(
        "公告条件符合规定", ("R-MOT-09",), advertised_conditions, ("conditions_approval",)
    ),
}  # fmt: skip
