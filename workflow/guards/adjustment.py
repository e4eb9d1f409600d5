"""Adjustment of those unsuited (调整不适宜担任现职): ground, facts, hearing, outcome (R-DOWN)."""

from collections.abc import Mapping
from datetime import timedelta

from workflow.dossier import NOTHING, Dossier, Values
from workflow.guards import legal
from workflow.guards.meeting import DECISION
from workflow.guards.reading import day, put_to, sequence, table, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import add_months

ONE_DAY = timedelta(days=1)
GROUND, FACTS, HEARD = "adjustment_ground", "fact_verification", "person_heard"
TOLERANCE, DEPARTMENT_DECISION = "tolerance_note", "department_decision"
PLAN, TALK, NOTICE = "adjustment_plan", "adjustment_talk", "adjustment_notice"
LEADER, CHIEF, CLERK = ("inspection_leader",), ("cadre_chief",), ("cadre_clerk",)
AFTER_VETO = "after_veto"  # ground of a case that a veto opened
ACCOUNTABLE = "accountability"  # ground: removal under accountability
OUTCOMES: Mapping[str, str] = {
    "lateral": "平职调整", "to_rank": "转任职级", "removal": "免职", "demotion": "降职",
}  # fmt: skip
HEARERS = 2  # persons who hear the person together


def ground_code_given(d: Dossier) -> Verdict:
    """已选定调整情形，写明具体事实。"""
    values = d.values(GROUND)
    codes = list(sequence(values, "codes"))
    gaps: list[Gap] = []
    if not codes:
        gaps.append(Gap("R-DOWN-01", "未选定调整情形", "按规定选定调整情形", CHIEF))
    if not text(values, "facts"):
        gaps.append(Gap("R-OUT-01", "没有具体事实", "写明具体事实", CHIEF))
    return verdict(*gaps, codes=codes)


def _confirmed(d: Dossier) -> tuple[list[str], list[str]]:
    """The facts found true, with a document and without one."""
    items = table(d.values(FACTS), "items")
    found: list[Values] = [{"name": name, **table(items, name)} for name in items]
    confirmed = [one for one in found if one.get("result") == "confirmed"]
    return (
        [str(one["name"]) for one in confirmed if one.get("document")],
        [str(one["name"]) for one in confirmed if not one.get("document")],
    )


def facts_confirmed(d: Dossier) -> Verdict:
    """至少有一项事实经核实认定，并有文书。"""
    proved, bare = _confirmed(d)
    gap = None
    if not proved:
        found = "认定的事实没有文书" if bare else "没有一项事实经核实认定"
        gap = Gap("R-DOWN-02", found, "有经核实认定的事实和文书，方可提出调整建议", LEADER)
    return verdict(gap, confirmed=proved)


def not_tolerable(d: Dossier) -> Verdict:
    """查实的事实不属容错情形；属容错情形的不提出调整建议，一票否决没有撤销的除外。"""
    tolerated, gap = _tolerated(d), None
    if tolerated and not d.person.veto:
        found = "经认定属容错情形"
        gap = Gap("R-OUT-06", found, "属容错情形的公正对待，作不予调整处理", ("organization_head",))
    return verdict(gap, tolerated=tolerated, veto=bool(d.person.veto))


def _tolerated(d: Dossier) -> bool:
    """Whether the facts as a whole were found tolerable, and another approved of it (R-OUT-06)."""
    present = d.round(TOLERANCE)
    record = present.last("record") if present else None
    approved = present.last("approve") if present else None
    if record is None or approved is None or approved.seq < record.seq:
        return False
    return text(d.values(TOLERANCE), "result") == "tolerable"


def facts_not_confirmed(d: Dossier) -> Verdict:
    """没有事实查实，或者查实的属容错情形；一票否决没有撤销的，不作不予调整处理。"""
    proved, bare = _confirmed(d)
    checked = bool(table(d.values(FACTS), "items"))
    gaps: list[Gap] = []
    if (proved or bare) and not _tolerated(d):
        gaps.append(Gap("R-DOWN-02", "已有事实查实", "不能作不予调整处理", LEADER))
    if not checked:
        gaps.append(Gap("R-DOWN-02", "事实尚未核实", "逐项核实后再作处理", LEADER))
    if d.person.veto:
        found = f"一票否决（{d.person.veto.confirmed_on}确认）没有撤销"
        gaps.append(Gap("R-DOWN-02", found, "经复核撤销前不能作不予调整处理", ("复核机构",)))
    return verdict(*gaps, confirmed=[*proved, *bare], veto=bool(d.person.veto))


def person_was_heard(d: Dossier) -> Verdict:
    """已由两人听取本人意见；本人拒绝陈述的，有见证记录。"""
    values = d.values(HEARD)
    on, hearers = day(values.get("heard_on")), set(sequence(values, "heard_by"))
    gaps: list[Gap] = []
    if on is None or on > d.today:
        gaps.append(Gap("R-DOWN-02", "未听取本人意见", "听取本人意见并写明日期", LEADER))
    if len(hearers) < HEARERS:
        gaps.append(Gap("R-DOWN-02", f"听取人{len(hearers)}人", "由两人以上听取本人意见", LEADER))
    if not text(values, "own_statement") and not text(values, "refusal_witnessed"):
        found = "没有本人陈述，也没有拒绝陈述的见证"
        gaps.append(Gap("R-POL-08", found, "写明本人陈述，或者拒绝陈述的见证情况", LEADER))
    return verdict(*gaps, heard_on=on, hearers=len(hearers))


def outcome_allowed(d: Dossier) -> Verdict:
    """调整结果不高于现任职务层次；被一票否决的不平职调整到其他领导职务。"""
    outcome = text(d.values(PLAN), "outcome")
    gaps: list[Gap] = []
    if outcome not in OUTCOMES:
        found = f"调整结果“{outcome or '未填'}”不符合规定"
        gaps.append(Gap("R-DOWN-03", found, f"为{'、'.join(OUTCOMES.values())}之一", CHIEF))
    if outcome == "lateral" and d.person.veto:
        found = "被一票否决的人选拟平职调整到其他领导职务"
        gaps.append(Gap("R-POL-05", found, "不得平职调整到其他领导职务", CHIEF))
    return verdict(*gaps, outcome=outcome, veto=bool(d.person.veto))


def plan_decided(d: Dossier) -> Verdict:
    """部务会研究的就是现在的调整方式；研究后改变的重新研究。"""
    plan, gap = put_to(d, DEPARTMENT_DECISION, PLAN), None
    then, now = text(plan or NOTHING, "outcome"), text(d.values(PLAN), "outcome")
    if plan is not None and then != now:
        found = f"部务会研究的是“{OUTCOMES.get(then, '没有方案')}”，现为“{OUTCOMES.get(now, now)}”"
        gap = Gap("R-INV-08", found, "按现在的方案由部务会重新研究", ("organization_head",))
    return verdict(gap, then=then, now=now)


def veto_lifted(d: Dossier) -> Verdict:
    """本事项只因一票否决立项，该否决已经复核撤销。"""
    codes = list(sequence(d.values(GROUND), "codes"))
    others = [one for one in codes if one != AFTER_VETO]
    gaps: list[Gap] = []
    if d.person.veto:
        found = f"一票否决（{d.person.veto.confirmed_on}确认）没有撤销"
        gaps.append(Gap("R-POL-08", found, "经复核撤销后方可据此结案", ("复核机构",)))
    if AFTER_VETO not in codes or others:
        found = "还有其他调整情形" if others else "不是因一票否决立项"
        gaps.append(Gap("R-DOWN-01", found, "其他情形按程序核实处理", CHIEF))
    return verdict(*gaps, codes=codes, veto=bool(d.person.veto))


def veto_settled(d: Dossier) -> Verdict:
    """一票否决没有撤销的，不终止调整；退休、调离、辞职或者去世的除外。"""
    reason, gap = text(d.given, "reason"), None
    if d.person.veto and reason != "left":
        found = f"一票否决（{d.person.veto.confirmed_on}确认）没有撤销"
        gap = Gap("R-POL-08", found, "经复核撤销前继续调整，不得终止", ("复核机构",))
    return verdict(gap, veto=bool(d.person.veto), reason=reason)


def talk_done(d: Dossier) -> Verdict:
    """决定作出后已与本人谈话，告知申诉权利。"""
    values, item = d.values(TALK), d.item(DECISION)
    on, who = day(values.get("held_on")), ("committee_secretary",)
    gaps: list[Gap] = []
    if on is None or on > d.today:
        gaps.append(Gap("R-DOWN-02", "未与本人谈话", "决定作出后与本人谈话", who))
    elif item is None or on < item.meeting.held_on:
        gaps.append(Gap("R-DOWN-02", f"谈话（{on}）不在决定之后", "决定作出后与本人谈话", who))
    if values.get("told_rights") is not True:
        gaps.append(Gap("R-DOWN-02", "未告知申诉权利", "谈话时告知申诉权利", who))
    return verdict(*gaps, held_on=on)


def notice_given(d: Dossier) -> Verdict:
    """谈话后已印发免职（调整）通知。"""
    values = d.values(NOTICE)
    on, talked = day(values.get("notice_on")), day(d.values(TALK).get("held_on"))
    gap = None
    if on is None or on > d.today or not text(values, "document_no"):
        gap = Gap("R-DOWN-02", "免职（调整）通知未发", "印发通知，写明文号和日期", CLERK)
    elif talked is None or on < talked:
        gap = Gap("R-DOWN-02", f"通知（{on}）不在谈话之后", "谈话后印发通知", CLERK)
    return verdict(gap, notice_on=on, talked_on=talked)


def _impact(d: Dossier) -> tuple[str, int, str]:
    """The rule of the 影响期 that the outcome brings with it, its months, and its kind if set.

    Removal under accountability: R-OUT-04, of its two spans the longer one; demotion: R-DOWN-03;
    moved or removed as unsuited: R-OUT-06.
    """
    outcome = text(d.values(PLAN), "outcome")
    if outcome == "removal" and ACCOUNTABLE in sequence(d.values(GROUND), "codes"):
        return "R-OUT-04", 24, "no_leading_post"
    return ("R-DOWN-03", 24, "") if outcome == "demotion" else ("R-OUT-06", 12, "")


def impact_recorded(d: Dossier) -> Verdict:
    """已登记影响期，种类相符，不短于规定的月数。"""
    values, (rule, months, asked) = d.values(NOTICE), _impact(d)
    on, until = day(values.get("notice_on")), day(values.get("impact_until"))
    kind = text(values, "impact_kind")
    gaps: list[Gap] = []
    if not kind or until is None:
        gaps.append(Gap("R-DOWN-03", "未登记影响期", "登记影响期的种类和截止日期", CLERK))
    elif on is not None and until + ONE_DAY < add_months(on, months):  # last day included
        found = f"影响期至{until}，自{on}起不满{months}个月"
        gaps.append(Gap(rule, found, f"影响期不少于{months}个月", CLERK))
    if kind and asked and kind != asked:
        found = "问责免职，影响期种类不符"
        gaps.append(Gap(rule, found, "登记为不得任领导职务、不得高于原职", CLERK))
    return verdict(*gaps, rule=rule, notice_on=on, impact_until=until, months=months, kind=kind)


TABLE: Mapping[str, Guard] = {
    **legal.TABLE,
    "ground_code_given": Guard(
        "调整情形和事实明确", ("R-DOWN-01", "R-OUT-01"), ground_code_given, (GROUND,)
    ),
    "facts_confirmed": Guard("有经核实的事实", ("R-DOWN-02",), facts_confirmed, (FACTS,)),
    "not_tolerable": Guard("不属容错情形", ("R-OUT-06",), not_tolerable, (TOLERANCE,)),
    "facts_not_confirmed": Guard("没有查实的事实", ("R-DOWN-02",), facts_not_confirmed, (FACTS,)),
    "person_was_heard": Guard(
        "已听取本人意见", ("R-DOWN-02", "R-POL-08"), person_was_heard, (HEARD,)
    ),
    "outcome_allowed": Guard(
        "调整结果符合规定", ("R-DOWN-03", "R-POL-05"), outcome_allowed, (PLAN,)
    ),
    "plan_decided": Guard(
        "部务会研究的是现方案", ("R-INV-08",), plan_decided, (PLAN, DEPARTMENT_DECISION)
    ),
    "veto_lifted": Guard("一票否决已撤销", ("R-POL-08", "R-DOWN-01"), veto_lifted),
    "veto_settled": Guard("没有未撤销的一票否决", ("R-POL-08",), veto_settled),
    "talk_done": Guard("已与本人谈话", ("R-DOWN-02",), talk_done, (TALK,)),
    "notice_given": Guard("通知已发", ("R-DOWN-02",), notice_given, (NOTICE,)),
    "impact_recorded": Guard(
        "影响期已登记", ("R-DOWN-03", "R-OUT-04", "R-OUT-06"), impact_recorded, (NOTICE,)
    ),
}
