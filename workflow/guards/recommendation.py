"""Democratic recommendation (民主推荐): forms, order, list, grounds for doing without (R-REC)."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from workflow.dossier import Dossier
from workflow.guards import ballots
from workflow.guards.applies import APPLIES
from workflow.guards.conditions import recommended as has_votes
from workflow.guards.prior_report import approved_by, reply, unapproved
from workflow.guards.reading import called, day, number, rows, sequence, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

TALK, MEETING, SKIP = "talk_recommendation", "meeting_recommendation", "meeting_skip"
LIST, REPORT, UPWARD = "reference_list", "recommendation_report", "upward_report"
CLERK, CHIEF = ("cadre_clerk",), ("cadre_chief",)
MODES: Mapping[str, str] = {
    "full_directed": "全额定向",
    "post_directed": "按职位定向",
    "undirected": "非定向",
}


def recommendation_mode(d: Dossier) -> Verdict:
    """换届全额定向推荐；个别提拔按拟任职位定向推荐，也可以非定向推荐。"""
    needed = APPLIES["recommendation_required"].holds(d)
    mode, change = text(d.values("work_plan"), "mode"), APPLIES["leadership_change"].holds(d)
    allowed = ("full_directed",) if change else ("post_directed", "undirected")
    gap = None
    if needed and mode not in allowed:
        asked = "或者".join(MODES[one] for one in allowed)
        occasion = "换届" if change else "个别提拔"
        found = f"方案选的是{MODES.get(mode, mode) or '空'}"
        gap = Gap("R-REC-04", found, f"{occasion}应当{asked}推荐", CHIEF)
    return verdict(gap, mode=mode, leadership_change=change, needed=needed)


def recommended(d: Dossier) -> Verdict:
    """人选在民主推荐结果之中，或者依规定免予推荐。"""
    gap, person = None, called(d, d.person.id)
    if APPLIES["recommendation_required"].holds(d):
        way, fits = "recommendation", has_votes(d)
        if not fits:
            found = f"{person}不在民主推荐结果中，且无免予推荐的依据"
            gap = Gap("R-REC-01", found, "经民主推荐产生", CHIEF)
    elif APPLIES["competitive"].holds(d):
        ranked = rows(d.values("competition_results"), "rows")
        way, fits = "competition", any(row.get("person") == d.person.id for row in ranked)
        if not fits:
            found = f"{person}不在公开选拔（竞争上岗）结果中"
            gap = Gap("R-REC-01", found, "经公开选拔（竞争上岗）产生", CHIEF)
    else:  # special need: `special_need_agreed` judges the reply
        way, fits = "special_need", True
    return verdict(gap, way=way, recommended=fits)


def both_forms(d: Dossier) -> Verdict:
    """谈话调研推荐和会议推荐并用；依规定不再会议推荐的除外。"""
    if not APPLIES["recommendation_required"].holds(d):
        return verdict(needed=False)
    talked, met = d.round(TALK) is not None, d.round(MEETING) is not None
    skipped = APPLIES["meeting_skippable"].holds(d) and d.round(SKIP) is not None
    gap = None
    if not talked or not (met or skipped):
        forms = [title for title, done in (("谈话调研推荐", talked), ("会议推荐", met)) if done]
        found = f"只有{forms[0]}" if forms else "没有民主推荐"
        gap = Gap("R-REC-02", found, "提拔任职应当谈话调研推荐与会议推荐并用", CHIEF)
    return verdict(gap, needed=True, talk=talked, meeting=met, skipped=skipped)


def order_of_steps(d: Dossier) -> Verdict:
    """先谈话、再提名单、后会议，分析报告在后；次序相反的写明理由。"""
    if not APPLIES["recommendation_required"].holds(d):
        return verdict(needed=False)
    change = APPLIES["leadership_change"].holds(d)
    rule = "R-REC-05" if change else "R-REC-08"
    reversed_ = APPLIES["order_reversed"].holds(d)
    steps = _steps(d, change, reversed_)
    gaps: list[Gap] = []
    for title, start, end in steps:
        if start is None or end is None:
            gaps.append(Gap(rule, f"没有{title}的日期", "各步骤写明日期", CHIEF))
    dated = [(title, start, end) for title, start, end in steps if start and end]
    for (earlier, _, end), (later, start, _) in pairwise(dated):
        if start < end:
            needed = "先会议、后谈话" if reversed_ else "先谈话、再提名单、后会议，然后分析报告"
            found = f"{later}（{start}）早于{earlier}结束（{end}）"
            gaps.append(Gap(rule, found, f"应当{needed}", CHIEF))
    if reversed_ and change:
        gaps.append(Gap(rule, "换届先会议后谈话", "换届应当先谈话、再提名单、后会议", CHIEF))
    elif reversed_ and not text(d.values("work_plan"), "order_reason"):
        gaps.append(Gap(rule, "先会议后谈话，没有写明理由", "写明理由", CHIEF, "reversed"))
    return verdict(*gaps, reversed=reversed_, steps={title: [start, end] for title, start, end
                                                    in steps})  # fmt: skip


def _steps(d: Dossier, change: bool, reversed_: bool) -> list[tuple[str, date | None, date | None]]:
    """The dated steps that belong to this recommendation, in the order they should have."""
    talk, listed = d.values(TALK), day(d.values(LIST).get("issued_on"))
    met, told = day(d.values(MEETING).get("held_on")), day(d.values(REPORT).get("reported_on"))
    talks = ("谈话调研推荐", day(talk.get("held_from")), day(talk.get("held_to")))
    steps = [talks]
    if change:
        given = day(talk.get("outline_given_on"))
        steps.insert(0, ("谈话提纲发放", given, given))
    if change or APPLIES["talks_first"].holds(d):
        steps.append(("参考名单", listed, listed))
    if APPLIES["meeting_required"].holds(d):
        steps.append(("会议推荐", met, met))
    if reversed_ and not change:
        steps.reverse()
    steps.append(("民主推荐情况报告", told, told))
    if change:
        up = day(d.values(UPWARD).get("reported_on"))
        steps.append(("换届推荐结果上报", up, up))
    return steps


def list_differential(d: Dossier) -> Verdict:
    """会议推荐提供参考名单的，参考人选多于职位数。"""
    if not APPLIES["talks_first"].holds(d):
        return verdict(needed=False)
    values = d.values(LIST)
    seats = number(values, "seats")
    names = {row.get("person") for row in rows(values, "names")} | {
        one for one in sequence(values, "names") if isinstance(one, str)
    }
    posts = {row.get("post") for row in rows(d.values("work_plan"), "posts")} - {None}
    least, gap = max(seats or 0, len(posts)), None
    if seats is None or len(names) <= least:
        rule = "R-REC-05" if APPLIES["leadership_change"].holds(d) else "R-REC-08"
        told = "没有记录" if seats is None else f"{least}个"
        found = f"参考人选{len(names)}名，职位{told}"
        gap = Gap(rule, found, "参考人选多于职位数，应当差额", CHIEF)
    return verdict(gap, needed=True, names=len(names), seats=seats, posts=len(posts))


GROUNDS: Mapping[str, str] = {
    "small_unit": "单位人数较少",
    "same_range": "参加范围基本相同",
    "concentrated": "意见集中",
}


def meeting_skip_grounds(d: Dossier) -> Verdict:
    """不再会议推荐的，同时符合人数较少、范围基本相同、意见集中三项条件。"""
    if not APPLIES["meeting_skippable"].holds(d):
        return verdict(needed=False)
    values = d.values(SKIP)
    missing = [title for key, title in GROUNDS.items() if values.get(key) is not True]
    if not text(values, "figures"):
        missing.append("人数与票数")
    gap = None
    if missing:
        found = f"不再会议推荐，缺：{'、'.join(missing)}"
        gap = Gap("R-REC-10", found, "同时满足三项条件，写明人数与票数", CHIEF)
    return verdict(gap, needed=True, missing=missing)


def special_need_agreed(d: Dossier) -> Verdict:
    """特殊需要人选不经民主推荐的，事先经上级组织部门同意。"""
    needed, answer, gap = APPLIES["special_need"].holds(d), reply(d, "R-PRE-04"), None
    if needed and not approved_by(d, answer):
        found = f"特殊需要人选不经民主推荐：{unapproved(d, answer)}"
        who = ("upper_organization_officer",)
        gap = Gap("R-REC-11", found, "须上级组织部门事先同意，逾期不视为同意", who)
    return verdict(gap, special_need=needed, stance=answer.get("stance"))


def no_canvassing(d: Dossier) -> Verdict:
    """没有查实或者尚未查清的拉票行为，推荐结果没有作废。"""
    values, who = d.values("recommendation_conduct"), ("supervision_officer",)
    finding = text(values, "finding")
    named = {row.get("person") for row in rows(values, "rows")}
    mine = not named or d.person.id in named
    gaps: list[Gap] = []
    if finding not in ("clean", "suspected", "canvassing"):
        gaps.append(Gap("R-REC-14", "没有推荐纪律情况的记录", "记录推荐纪律情况", who))
    elif finding == "canvassing" and mine:
        gaps.append(Gap("R-REC-14", "查实有拉票行为", "该人选应当排除，推荐结果另行认定", who))
    elif finding == "suspected" and mine:
        gaps.append(Gap("R-REC-14", "有拉票反映，尚未查清", "查清后办理", who))
    if values.get("set_aside") is True:
        gaps.append(Gap("R-REC-14", "推荐结果已作废", "重新民主推荐", who))
    return verdict(*gaps, finding=finding, named=sorted(map(str, named)),
                   set_aside=values.get("set_aside"))  # fmt: skip


TABLE: Mapping[str, Guard] = {
    **ballots.TABLE,
    "recommendation_mode": Guard(
        "推荐方式符合规定", ("R-REC-04",), recommendation_mode, ("work_plan",)
    ),
    "recommended": Guard("人选经民主推荐", ("R-REC-01",), recommended),
    "both_forms": Guard("两种推荐方式并用", ("R-REC-02",), both_forms),
    "order_of_steps": Guard("推荐步骤依次进行", ("R-REC-05", "R-REC-08"), order_of_steps),
    "list_differential": Guard(
        "参考名单差额", ("R-REC-05", "R-REC-08"), list_differential, (LIST,)
    ),
    "meeting_skip_grounds": Guard(
        "不再会议推荐有依据", ("R-REC-10",), meeting_skip_grounds, (SKIP,)
    ),
    "special_need_agreed": Guard("特殊需要人选已经同意", ("R-REC-11",), special_need_agreed),
    "no_canvassing": Guard(
        "没有拉票行为", ("R-REC-14",), no_canvassing, ("recommendation_conduct",)
    ),
}
