"""Exceptional promotion (破格提拔): grounds, absolute limits, approvals in time (R-EXC)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.facts import level_title
from workflow.guards.applies import APPLIES
from workflow.guards.career import (
    as_of,
    by_rank_table,
    climb,
    posts_held,
    present,
    proposed_as_exception,
    target_level,
    unverified,
)
from workflow.guards.prior_report import approved_by, reply, unapproved
from workflow.guards.qualification import basic_conditions, party_years, statutory_conditions
from workflow.guards.reading import day, sequence, text
from workflow.guards.tenure import Tenure
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import full_months

GROUNDS = "exceptional_grounds"
CHIEF, HEAD, OFFICER = ("cadre_chief",), ("organization_head",), ("upper_organization_officer",)
YEAR = 12


def stepwise(d: Dossier) -> Verdict:
    """逐级提拔；越级提拔的按破格提出，任何情形不得越两级。"""
    steps, held = climb(d), present(d)
    gap = None
    if by_rank_table(d):
        return verdict(by_rank_table=True)
    if held is None or steps is None:
        waiting = unverified(d, "tenure", "任职经历")
        found = f"没有经核实的现任职务{waiting}" if held is None else "职位没有职务层次"
        gap = Gap("R-EXC-01", found, "核实现任职务和拟任职务的层次", ("cadre_clerk",))
    else:
        told = f"由{level_title(held.level)}提任{level_title(target_level(d))}"
        if steps > 2:
            gap = Gap("R-EXC-06", f"{told}，越过两级以上", "任何情形不得越两级提拔", CHIEF)
        elif steps < 0:
            gap = Gap("R-EXC-01", f"{told}，不是提拔", "按调整程序办理", CHIEF)
        elif steps == 2 and not proposed_as_exception(d, "R-EXC-01"):
            gap = Gap("R-EXC-01", f"{told}，属越级，未按破格提出", "逐级提拔，越级的按破格办理", CHIEF)
    return verdict(gap, steps=steps, current=held.level if held else None, target=target_level(d))


def exceptional_grounds_given(d: Dossier) -> Verdict:
    """破格提拔的，选定了破格情形并写明具体事实。"""
    needed = APPLIES["exceptional"].holds(d)
    values, gap = d.values(GROUNDS), None
    grounds = sequence(values, "grounds")
    if needed and not (grounds and text(values, "facts")):
        found = "属破格提拔，未选定破格情形或者未写明具体事实"
        gap = Gap("R-EXC-02", found, "选定破格情形，写明具体事实", HEAD)
    return verdict(gap, exceptional=needed, grounds=list(grounds))


def exceptional_absolute(d: Dossier) -> Verdict:
    """破格提拔不突破基本条件和法定资格，试用期未满、提拔任职不满一年、上次系破格的不得破格。"""
    if not APPLIES["exceptional"].holds(d):
        return verdict(exceptional=False)
    values, until = d.values(GROUNDS), as_of(d)
    basic = (*basic_conditions(d).gaps, *statutory_conditions(d).gaps, *party_years(d).gaps)
    gaps = [Gap("R-EXC-03", gap.found, "破格不得突破基本条件和法定资格", CHIEF) for gap in basic]
    last = _last_promotion(d)
    held, stated = present(d), day(values.get("last_promotion_on"))
    on = max((one for one in (last.start if last else None, stated) if one), default=None)
    months = full_months(on, until) if on else None
    trial = any("未确认的试用期" in one.flags and one.held(d.today) for one in posts_held(d))
    if trial or values.get("in_probation") is True:
        gaps.append(Gap("R-EXC-04", "任职试用期未满", "试用期未满不得破格提拔", CHIEF))
    if on is None:
        gaps.append(Gap("R-EXC-04", "没有上次提拔任职的日期", "提拔任职满一年", CHIEF))
    elif months is not None and months < YEAR:
        found = f"{on}提拔任职，计算至{until}为{months}个月"
        gaps.append(Gap("R-EXC-04", found, "提拔任职不满一年不得破格提拔", CHIEF))
    if values.get("last_was_exceptional") is True or (last is not None and last.exceptional):
        gaps.append(Gap("R-EXC-05", "上次提拔系任职年限破格", "不得连续破格提拔", CHIEF))
    return verdict(*gaps, exceptional=True, as_of=until, last_promotion=on, months=months,
                   trial=trial, current=held.level if held else None)  # fmt: skip


def _last_promotion(d: Dossier) -> Tenure | None:
    """The post by which the person last rose: marked so, or of a level not reached before."""
    highest, last = -1, None
    for one in posts_held(d):
        if one.promoted or (one.counts and one.rank > highest):
            last = one
        highest = max(highest, one.rank if one.counts else -1)
    return last


def strict_control(d: Dossier) -> Verdict:
    """仅突破学历或者两个职位经历的，写明从严掌握的理由。"""
    needed, gap = APPLIES["soft_exception"].holds(d), None
    reason = text(d.values("soft_exception_note"), "reason")
    if needed and not reason:
        found = "突破“一般应当”的条件，没有从严掌握的说明"
        gap = Gap("R-EXC-09", found, "写明从严掌握的理由", HEAD)
    return verdict(gap, soft_exception=needed, reason=bool(reason))


def approved_before_investigation(d: Dossier) -> Verdict:
    """越级、未经推荐的破格和特殊需要人选，考察前已经上级组织部门批复同意。"""
    if not APPLIES["reply_before_investigation"].holds(d):
        return verdict(needed=False)
    special, exceptional = APPLIES["special_need"].holds(d), APPLIES["exceptional"].holds(d)
    gaps: list[Gap] = []
    asked = [("R-PRE-04", "R-PRE-04", "特殊需要人选")] if special else []
    if exceptional:
        asked.append(("R-EXC-08", "R-PRE-05", "越级（未经推荐的破格）"))
    answers = {rule: reply(d, item) for rule, item, _ in asked}
    for rule, _, title in asked:
        if not approved_by(d, answers[rule]):
            found = f"{title}：{unapproved(d, answers[rule])}"
            gaps.append(Gap(rule, found, "考察前取得批复，逾期不视为同意", OFFICER))
    return verdict(*gaps, needed=True,
                   stances={rule: one.get("stance") for rule, one in answers.items()})  # fmt: skip


def exceptional_approved(d: Dossier) -> Verdict:
    """破格事项在讨论决定前已经上级组织部门批复同意。"""
    needed, answer, gap = APPLIES["exceptional"].holds(d), reply(d, "R-PRE-05"), None
    if needed and not approved_by(d, answer):
        found = f"破格事项：{unapproved(d, answer)}"
        gap = Gap("R-EXC-07", found, "取得批复后方可提交讨论，逾期不视为同意", OFFICER)
    return verdict(gap, exceptional=needed, stance=answer.get("stance"))


def exceptional_told(d: Dossier) -> Verdict:
    """破格提拔的，讨论前已在会上说明破格理由和上级批复。"""
    needed, item, gap = APPLIES["exceptional"].holds(d), d.item("committee_decision"), None
    told = item is not None and item.values.get("upper_reply_told") is True
    if needed and not told:
        found = "会上没有说明破格理由和批复"
        gap = Gap("R-EXC-13", found, "讨论前说明破格理由和上级批复", ("议题汇报人",))
    return verdict(gap, exceptional=needed, told=told)


TABLE: Mapping[str, Guard] = {
    "stepwise": Guard("逐级提拔", ("R-EXC-01", "R-EXC-06"), stepwise),
    "exceptional_grounds_given": Guard(
        "破格情形已写明", ("R-EXC-02",), exceptional_grounds_given, (GROUNDS,)
    ),
    "exceptional_absolute": Guard(
        "不突破破格的限制", ("R-EXC-03", "R-EXC-04", "R-EXC-05"), exceptional_absolute
    ),
    "strict_control": Guard("从严掌握已说明", ("R-EXC-09",), strict_control),
    "approved_before_investigation": Guard(
        "考察前已批复", ("R-EXC-08", "R-PRE-04"), approved_before_investigation
    ),
    "exceptional_approved": Guard("破格事项已批复", ("R-EXC-07",), exceptional_approved),
    "exceptional_told": Guard(
        "破格理由已在会上说明", ("R-EXC-13",), exceptional_told, ("committee_decision",)
    ),
}
