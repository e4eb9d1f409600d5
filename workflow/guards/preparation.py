"""Preparing the investigation (考察准备): team, plan and preview notice (R-INV)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, Values
from workflow.facts import KINSHIP
from workflow.guards.applies import APPLIES
from workflow.guards.reading import blank, called, day, rows, sequence, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.guards.window import calendar_gaps, notice_window

TEAM, PLAN, PREVIEW = "investigation_team", "investigation_plan", "investigation_preview"
METHODS: Mapping[str, str] = {
    "talks": "个别谈话",
    "opinion_forms": "征求意见",
    "evaluation": "民主测评",
    "site_visit": "实地走访",
    "file_reading": "查阅档案和工作资料",
}
# What the simplified investigation of an internal post keeps in any case (R-INV-10).
KEPT: Mapping[str, str] = {
    "four_checks": "凡提四必",
    "discipline_opinion": "听取纪检监察机关意见",
    "unit_opinions": "征求所在单位意见",
    "branch_opinion": "听取所在党支部意见",
    "integrity_opinion": "廉洁自律结论性意见",
}


def team(d: Dossier) -> tuple[Values, ...]:
    """The members of the investigation team (考察组成员) as recorded, the leader among them."""
    return rows(d.values(TEAM), "members")


def team_size(d: Dossier) -> Verdict:
    """考察组由两名以上成员组成，并有组长。"""
    people = {row.get("person") for row in team(d) if row.get("person")}
    leader = d.values(TEAM).get("leader")
    gaps: list[Gap] = []
    if len(people) < 2:
        gaps.append(_team_gap(f"考察组{len(people)}人", "考察组由两人以上组成"))
    if leader not in people:
        gaps.append(_team_gap("考察组没有组长，或者组长不在成员之列", "从成员中确定组长"))
    return verdict(*gaps, members=len(people), leader=leader)


def _team_gap(found: str, needed: str) -> Gap:
    return Gap("R-INV-01", found, needed, ("cadre_chief",))


def team_unrelated(d: Dossier) -> Verdict:
    """考察组成员均已声明回避情况，没有人选本人及其近亲属。"""
    who = ("cadre_chief",)
    gaps: list[Gap] = []
    for row in team(d):
        person = row.get("person")
        name = called(d, person)
        if person == d.person.id:
            gaps.append(Gap("R-AVO-04", f"{name}系考察对象本人", "由其他人员参加考察组", who))
        elif person in d.relatives:
            found = f"{name}与考察对象有亲属关系（{kin(d, person)}）"
            gaps.append(Gap("R-INV-02", found, "应当回避，由其他人员参加考察组", who))
        if row.get("declaration") is not True:
            gaps.append(Gap("R-INV-02", f"{name}没有回避声明", "每名成员作出回避声明", who))
    if not team(d):
        gaps.append(Gap("R-INV-02", "没有考察组成员的回避声明", "每名成员作出回避声明", who))
    return verdict(*gaps, members=[row.get("person") for row in team(d)])


def kin(d: Dossier, person: object) -> str:
    """What relative of the candidate a person is, in Chinese; empty for none."""
    return KINSHIP.get(d.relatives.get(str(person), ""), "")


def joint_manager_joined(d: Dossier) -> Verdict:
    """双重管理干部的考察有协管方人员参加。"""
    dual = APPLIES["dual_managed"].holds(d)
    joined = d.values(TEAM).get("joint_member")
    gap = None
    if dual and not joined:
        gap = Gap(
            "R-INV-16", "双重管理干部的考察没有协管方人员参加", "商请协管方派人参加考察组",
            ("joint_manager_officer",),
        )  # fmt: skip
    return verdict(gap, dual_managed=dual, joint_member=joined)


def plan_discussed(d: Dossier) -> Verdict:
    """考察方案已在开始考察前与所在单位主要领导沟通。"""
    values = d.values(PLAN)
    people, on = sequence(values, "discussed_with"), day(values.get("discussed_on"))
    gap = None
    if not people or on is None or on > d.today:
        gap = Gap(
            "R-INV-04", "考察方案尚未与所在单位主要领导沟通", "写明沟通的主要领导和日期",
            ("inspection_leader",),
        )  # fmt: skip
    return verdict(gap, discussed_with=list(people), discussed_on=on)


def preview_first(d: Dossier) -> Verdict:
    """考察预告在谈话前发布，内容齐全，预告期已满。"""
    values, who = d.values(PREVIEW), ("inspection_leader",)
    seen = notice_window(d, PREVIEW, "preview_workdays", 1)
    stated = blank("R-INV-05", values, {"range": "范围", "content": "预告内容"}, "考察预告", who)
    if seen is None:
        gap = Gap("R-INV-05", "考察预告尚未发布", "谈话前在一定范围内发布考察预告", who)
        return verdict(stated, gap, posted_on=None)
    posted_on, gaps = seen.posted_on, calendar_gaps(seen, "R-INV-05")
    if seen.end and not seen.over(d.today):
        found = f"考察预告{posted_on}发布，未满{seen.days}个工作日"
        gaps.append(Gap("R-INV-05", found, f"可于{seen.next_day}起开始考察", who))
    talks = rows(d.values("investigation_talks"), "rows")
    first = min(filter(None, (day(row.get("on")) for row in talks)), default=None)
    if first and first <= posted_on:
        found = f"谈话（{first}）不晚于考察预告（{posted_on}）"
        gaps.append(Gap("R-INV-05", found, "先发布考察预告，再开始谈话", who))
    return verdict(stated, *gaps, posted_on=posted_on, end=seen.end, first_talk=first)


def methods_complete(d: Dossier) -> Verdict:
    """规定的考察方法均已采用，未采用的逐项写明理由。"""
    values = d.values(PLAN)
    used = set(sequence(values, "methods"))
    excused = {row.get("method") for row in rows(values, "omitted") if text(row, "reason")}
    gaps = [
        Gap("R-INV-06", f"未采用{title}，也未写明理由", "采用该方法，或者写明不采用的理由",
            ("inspection_leader",))
        for method, title in METHODS.items()
        if method not in used | excused
    ]  # fmt: skip
    return verdict(*gaps, used=sorted(map(str, used)), excused=sorted(map(str, excused)))


def simplification_allowed(d: Dossier) -> Verdict:
    """只有内设机构职位的考察可以简化步骤，须写明理由，凡提四必和征求意见不得简化。"""
    values, who = d.values(PLAN), ("inspection_leader",)
    steps = list(sequence(values, "simplified"))
    internal = APPLIES["internal_organ_post"].holds(d)
    gaps = [
        Gap("R-INV-10", f"简化了{title}", f"{title}不得简化", who, "kept")
        for step, title in KEPT.items()
        if step in steps
    ]
    if steps and not internal:
        gaps.append(
            Gap("R-INV-10", f"不是内设机构职位，简化了{len(steps)}项步骤", "不得简化考察步骤", who)
        )
    if steps and not text(values, "simplified_reason"):
        gaps.append(Gap("R-INV-10", "没有写明简化步骤的理由", "写明简化步骤的理由", who))
    return verdict(*gaps, simplified=steps, internal_organ_post=internal)


TABLE: Mapping[str, Guard] = {
    "team_size": Guard("考察组两人以上", ("R-INV-01",), team_size, (TEAM,)),
    "team_unrelated": Guard(
        "考察组成员没有回避情形", ("R-INV-02", "R-AVO-04"), team_unrelated, (TEAM,)
    ),
    "joint_manager_joined": Guard(
        "协管方参加考察", ("R-INV-16",), joint_manager_joined, (TEAM,)
    ),
    "plan_discussed": Guard("考察方案已沟通", ("R-INV-04",), plan_discussed, (PLAN,)),
    "preview_first": Guard("考察预告在先", ("R-INV-05",), preview_first, (PREVIEW,)),
    "methods_complete": Guard("考察方法齐全", ("R-INV-06",), methods_complete, (PLAN,)),
    "simplification_allowed": Guard(
        "简化步骤符合规定", ("R-INV-10",), simplification_allowed, (PLAN,)
    ),
}
