"""The investigation (考察): talks, opinions, synthesis, signatures, department meeting (R-INV)."""

from collections.abc import Mapping

from workflow.addressees import ADDRESSEES
from workflow.dossier import Dossier, Step
from workflow.guards import material, preparation
from workflow.guards.meeting import DEPARTMENT, KINDS, adopted_gaps, figures, sitting_gaps
from workflow.guards.preparation import team
from workflow.guards.reading import (
    called,
    choice,
    day,
    figure,
    number,
    put_to,
    rows,
    sequence,
    text,
)
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import CalendarMissing

LEADER = ("inspection_leader",)
TALKS, SIGNED = "investigation_talks", "team_signatures"
PLAN, PLANNED = "appointment_plan", ("suggestion", "dismissal")
UNIT: Mapping[str, str] = {
    "unit_organization": "所在单位组织（人事）部门",
    "unit_discipline": "所在单位纪检机构",
    "organ_party": "所在单位机关党组织",
}
# Whom the talks reach (R-INV-11), by the kind of body the post belongs to.
GROUPS: Mapping[str, Mapping[str, str]] = {
    "local_team": {
        "party_government_leaders": "党委和政府领导成员",
        "organ_chiefs": "人大、政协、纪委监委、法院、检察院主要领导",
        "unit_leaders": "所在单位领导成员",
        "department_chiefs": "有关工作部门、内设机构和直属单位主要领导",
    },
    "department": {
        "upper_leaders": "上级有关领导",
        "unit_leaders": "所在单位领导成员",
        "department_chiefs": "内设机构和直属单位主要领导",
    },
    "internal_organ": {"unit_leaders": "所在单位领导成员"},
}


def talk_groups(d: Dossier) -> Verdict:
    """个别谈话覆盖规定范围内的各类人员。"""
    needed = GROUPS.get(text(d.profile, "body_kind"), {})
    talked = {row.get("group") for row in rows(d.values(TALKS), "rows")
              if (number(row, "number") or 0) > 0}  # fmt: skip
    gaps = [
        Gap("R-INV-11", f"谈话范围缺少{title}", "覆盖规定范围，未谈话的说明理由", LEADER)
        for group, title in needed.items()
        if group not in talked
    ]
    if not needed:
        gaps.append(
            Gap("R-INV-11", "没有认定机构类别，不能核对谈话范围", "认定职位情况", ("cadre_clerk",))
        )
    return verdict(*gaps, talked=sorted(map(str, talked)))


def investigation_days(d: Dossier) -> Verdict:
    """考察时间不少于规定的工作日数。"""
    least = figure(d, "investigation_min_days", 3)
    began = _began(d)
    if began is None:
        gap = Gap("R-INV-17", "没有开始考察的记录", f"考察不少于{least}个工作日", LEADER)
        return verdict(gap, began_on=None)
    try:
        days = d.calendar.workdays_between(began.on, d.today)
    except CalendarMissing as unknown:
        gap = Gap("R-INV-17", str(unknown), "载入该年放假安排", ("system_admin",))
        return verdict(gap, began_on=began.on)
    short = None
    if days < least:
        short = Gap(
            "R-INV-17", f"考察{days}个工作日", f"不少于{least}个工作日，不足的说明理由", LEADER
        )
    return verdict(short, began_on=began.on, days=days)


def _began(d: Dossier) -> Step | None:
    """The last forward move into the present state: a return to it does not begin anew."""
    moves = {move.name for move in d.edition.process.moves if move.direction == "forward"}
    return next(
        (s for s in reversed(d.case.steps) if s.target == d.case.state and s.move in moves), None
    )


def unit_asked(d: Dossier) -> Verdict:
    """已听取所在单位组织（人事）部门、纪检机构、机关党组织的意见；没有该机构的已写明。"""
    values = d.values("unit_opinions")
    answers = rows(values, "answers")
    answered = {row.get("ask") for row in answers} | {row.get("organization") for row in answers}
    told_absent = text(values, "absent_reason") or any(
        text(row, "absent_reason") for row in (*answers, *rows(values, "asked"))
    )
    gaps: list[Gap] = []
    for ask, title in UNIT.items():
        organs = ADDRESSEES[ask](d)
        if ask in answered or (organs and answered.issuperset(organs)):
            continue
        if not organs and told_absent:
            continue
        needed = "收到书面意见" if organs else "收到书面意见，没有该机构的写明情况"
        gaps.append(Gap("R-INV-12", f"未听取{title}意见", needed, LEADER))
    return verdict(*gaps, answered=sorted(map(str, answered)), absent_told=bool(told_absent))


def face_talk_held(d: Dossier) -> Verdict:
    """考察组两人以上已与考察对象面谈，并有记录。"""
    values = d.values("candidate_talk")
    on, members = day(values.get("held_on")), {row.get("person") for row in team(d)}
    talkers = set(sequence(values, "talkers")) & members
    gap = None
    if on is None or on > d.today or not text(values, "summary"):
        gap = Gap("R-INV-07", "未与考察对象面谈，或者没有面谈记录", "面谈并形成记录", LEADER)
    elif len(talkers) < 2:
        found = f"面谈人中考察组成员{len(talkers)}人"
        gap = Gap("R-INV-07", found, "由考察组两人以上面谈", LEADER)
    return verdict(gap, held_on=on, talkers=sorted(map(str, talkers)))


def synthesis_order(d: Dossier) -> Verdict:
    """谈话之后综合分析，再向所在单位主要领导反馈考察情况。"""
    values = d.values("synthesis")
    talks = [day(row.get("on")) for row in rows(d.values(TALKS), "rows")]
    last = max(filter(None, talks), default=None)
    analysed, told = day(values.get("analysis_on")), day(values.get("feedback_on"))
    gaps: list[Gap] = []
    if last is None:
        gaps.append(_order("没有个别谈话的日期", "先谈话，再综合分析"))
    if analysed is None:
        gaps.append(_order("没有综合分析日期", "与一贯表现比对，作综合分析"))
    elif last and analysed < last:
        gaps.append(_order(f"综合分析（{analysed}）早于谈话（{last}）", "谈话结束后再综合分析"))
    if told is None or told > d.today or not sequence(values, "feedback_to"):
        gaps.append(
            _order("尚未向所在单位主要领导反馈考察情况", "反馈考察情况，写明反馈对象和日期")
        )
    elif analysed and told < analysed:
        gaps.append(_order(f"反馈（{told}）早于综合分析（{analysed}）", "综合分析后再反馈"))
    return verdict(*gaps, last_talk=last, analysis_on=analysed, feedback_on=told)


def _order(found: str, needed: str) -> Gap:
    return Gap("R-INV-08", found, needed, LEADER)


def team_signed(d: Dossier) -> Verdict:
    """考察组全体成员在现有考察材料上签字。"""
    material_round, signatures = d.round("investigation_material"), d.round(SIGNED)
    record = material_round.last("record") if material_round else None
    signs = signatures.of("sign") if signatures else ()
    valid = {one.by.person for one in signs if record and one.values.get("over") == record.digest}
    stale = {one.by.person for one in signs} - valid
    members = [text(row, "person") for row in team(d)]
    needed, who = "考察组全体成员在现有材料上签字", ("inspection_member",)
    gaps = [
        Gap(
            "R-INV-03",
            f"{called(d, person) or '未写明的成员'}"
            f"{'签字后材料已改动' if person in stale else '未签字'}", needed, who,
        )
        for person in members
        if person not in valid
    ]  # fmt: skip
    if not members:
        gaps.append(Gap("R-INV-03", "没有考察组成员", needed, who))
    return verdict(*gaps, members=members, signed=sorted(map(str, valid)),
                   over=record.digest if record else None)  # fmt: skip


def department_decided(d: Dossier) -> Verdict:
    """部务会在综合分析、反馈之后集体研究并通过。"""
    item, who = d.item("department_decision"), ("organization_head",)
    if item is None:
        gap = Gap("R-INV-08", "部务会尚未集体研究", "部务会集体研究决定任用建议方案", who)
        return verdict(gap, held_on=None)
    held_on = item.meeting.held_on
    gaps = sitting_gaps(d, item, "R-INV-08", {DEPARTMENT: KINDS[DEPARTMENT]})
    told = day(d.values("synthesis").get("feedback_on"))
    if told and held_on < told:
        found = f"部务会（{held_on}）早于考察反馈（{told}）"
        gaps.append(Gap("R-INV-08", found, "综合分析和反馈之后再由部务会研究", who))
    if choice(d, "department_counting", "as_decision") == "as_decision":
        gaps += adopted_gaps(d, item, "R-INV-08")
    return verdict(*gaps, _changed_plan(d), held_on=held_on, **figures(d, item))


def _changed_plan(d: Dossier) -> Gap | None:
    """A gap where the plan is not the one that the department meeting had before it."""
    then, now = put_to(d, "department_decision", PLAN), d.values(PLAN)
    if then is None or d.round(PLAN) is None:
        return None  # the adjustment has a plan of its own (plan_decided)
    if then and all(text(then, key) == text(now, key) for key in PLANNED):
        return None
    found = "任用建议方案在部务会研究后改变" if then else "部务会研究时没有任用建议方案"
    return Gap("R-INV-08", found, "按现在的方案由部务会重新研究", ("organization_head",))


TABLE: Mapping[str, Guard] = {
    **preparation.TABLE,
    **material.TABLE,
    "talk_groups": Guard("谈话范围齐全", ("R-INV-11",), talk_groups, (TALKS,)),
    "investigation_days": Guard("考察时间充分", ("R-INV-17",), investigation_days),
    "unit_asked": Guard("已听取所在单位意见", ("R-INV-12",), unit_asked, ("unit_opinions",)),
    "face_talk_held": Guard(
        "已与考察对象面谈", ("R-INV-07",), face_talk_held, ("candidate_talk",)
    ),
    "synthesis_order": Guard(
        "谈话、分析、反馈依次进行", ("R-INV-08",), synthesis_order, ("synthesis", TALKS)
    ),
    "team_signed": Guard(
        "考察组全体签字", ("R-INV-03",), team_signed, (SIGNED, "investigation_material")
    ),
    "department_decided": Guard(
        "部务会已研究通过", ("R-INV-08",), department_decided, ("department_decision",)
    ),
}
