"""Scope, authority, quota and order (总则): may this post be filled here and now (R-GEN)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, Values
from workflow.guards.applies import APPLIES
from workflow.guards.conditions import above, organization_of
from workflow.guards.meeting import is_ours
from workflow.guards.reading import called, day, number, organ, rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

CLERK, CHIEF, HEAD = ("cadre_clerk",), ("cadre_chief",), ("organization_head",)
SCOPES: Mapping[str, str] = {
    "listed_organ": "条例所列机关",
    "by_reference": "参照执行",
    "township": "乡镇",
}
OUTSIDE = "不属适用范围"
TAKING = ("decided", "publicity", "pre_appointment", "nomination", "probation")


def in_scope(d: Dossier) -> Verdict:
    """职位属于本流程的适用范围。"""
    told = text(d.profile, "scope_class")
    gap = None
    if not told:
        gap = Gap("R-GEN-01", f"{d.post.title}没有适用范围认定", "认定职位适用范围", CLERK)
    elif told not in SCOPES:
        found = f"{d.post.title}{OUTSIDE}"
        gap = Gap("R-GEN-01", found, "选用对应的流程", CLERK)
    return verdict(gap, scope_class=told)


def authority_set(d: Dossier) -> Verdict:
    """讨论决定机构有该职位的管理权限，或者职位由上级管理、本级只提出建议。"""
    manager = text(d.profile, "managed_by")
    named = organization_of(d, d.profile.get("deciding_body"))
    body = organization_of(d, d.selection.body)
    gaps: list[Gap] = []
    if not manager:
        found = f"{d.post.title}没有管理权限认定"
        gaps.append(Gap("R-GEN-02", found, "认定职位的管理权限", CLERK))
    elif manager != body and not above(d, manager, body):
        found = f"{d.post.title}由{organ(d, manager)}管理，{organ(d, body)}无权决定"
        gaps.append(Gap("R-GEN-02", found, "由有管理权限的机构讨论决定", HEAD))
    if named != body:
        found = f"认定的讨论决定机构是{organ(d, named) if named else '空'}，批次的是{organ(d, body)}"
        gaps.append(Gap("R-GEN-02", found, "两处讨论决定机构一致", HEAD))
    item = d.item("committee_decision")
    met = item.meeting.body if item else None
    if met and not is_ours(d, met):
        found = f"由{met.name}讨论决定"
        gaps.append(Gap("R-GEN-02", found, f"由{organ(d, body)}的会议讨论决定", HEAD))
    return verdict(*gaps, managed_by=manager, deciding=named, body=body,
                   met=met.id if met else None)  # fmt: skip


def in_quota(d: Dossier) -> Verdict:
    """任职后不超过核定职数，或者有上级的超配批复。"""
    row = snapshot(d)
    taking = {
        one.person
        for one in d.neighbours
        if one.post == d.case.post and one.id != d.case.id and one.state in TAKING
    } - {d.person.id, *d.post.holders}
    own = 0 if d.person.id in d.post.holders else 1
    staying = set(d.post.holders) - set(d.post.leaving)
    figures = {"有": (d.post.quota, len(staying))}
    quota, filled = number(row, "quota"), number(row, "filled")
    if quota is not None and filled is not None:
        figures["核定表有"] = (quota, filled - (number(row, "leaving") or 0))
    gaps: list[Gap] = []
    for where, (allowed, held) in figures.items():
        if held + len(taking) + own > allowed and not row.get("over_approval"):
            found = (
                f"{d.post.title}核定{allowed}名，"
                f"{where}{held}名（已扣除离任），另有{len(taking)}名已决定，任职后超职数"
            )
            gaps.append(Gap("R-GEN-05", found, "职数有空缺，或者有上级超配批复", CLERK))
    if not row:
        gaps.append(Gap("R-GEN-05", "没有该职位的职数核定记录", "核定职数", CLERK))
    return verdict(
        *gaps, quota=d.post.quota, staying=sorted(staying), taking=sorted(taking),
        snapshot={key: row.get(key) for key in ("quota", "filled", "leaving", "as_of")},
        over_approval=bool(row.get("over_approval")),
    )  # fmt: skip


def snapshot(d: Dossier) -> Values:
    """The row of the quota snapshot for this post; empty while there is none."""
    found = rows(d.values("quota_snapshot"), "posts")
    return next((row for row in found if row.get("post") == d.case.post), {})


def earlier_steps_done(d: Dossier) -> Verdict:
    """人选经过民主推荐（或者依规定免予推荐）和考察，才可提交会议。"""
    known = d.edition.process.activities
    gaps: list[Gap] = []
    wanted: list[tuple[str, str]] = []
    if "recommendation_report" in known and APPLIES["recommendation_required"].holds(d):
        wanted.append(("recommendation_report", "民主推荐"))
    if "competition_results" in known and APPLIES["competitive"].holds(d):
        wanted.append(("competition_results", "公开选拔（竞争上岗）"))
    if "prior_report_reply" in known and APPLIES["special_need"].holds(d):
        wanted.append(("prior_report_reply", "特殊需要人选的事先批复"))
    for name in ("investigation_material", "political_assessment"):
        condition = known[name].applies if name in known else None
        if name in known and (condition is None or APPLIES[condition].holds(d)):
            wanted.append((name, f"考察（{known[name].title}）"))
    for name, title in wanted:
        if d.round(name) is None:
            found = f"{called(d, d.person.id)}没有{title}的记录"
            gaps.append(Gap("R-GEN-06", found, "未经推荐、考察的人选不得提交会议", HEAD))
    return verdict(*gaps, steps={name: d.round(name) is not None for name, _ in wanted})


LEGAL = ("elected", "state_appointed")
DONE: Mapping[str, str] = {"elected": "elected", "state_appointed": "appointed"}


def track_fits(d: Dossier) -> Verdict:
    """选任和国家机关任命的职务经依法推荐提名、当选或者任命后任职；其他职务由党委直接任命。"""
    track, result = text(d.profile, "track"), text(d.values("legal_result"), "result")
    nominating = d.move is not None and d.move.target == "nomination"
    after = d.case.state == "nomination"
    gap = None
    if not track:
        gap = Gap("R-GEN-03", f"{d.post.title}没有任用方式认定", "认定任用方式", CLERK)
    elif track in LEGAL and not nominating and not after:
        found = f"{d.post.title}须依法选举或者任命，党内程序止于推荐提名，不得直接发任职通知"
        gap = Gap("R-GEN-03", found, "先依法推荐提名", HEAD)
    elif track not in LEGAL and (nominating or after):
        gap = Gap("R-GEN-03", f"{d.post.title}由党委直接任命", "不经推荐提名，直接任职", HEAD)
    elif after and not nominating and result != DONE[track]:
        gap = Gap("R-GEN-03", "没有当选或者任命的结果", "依法当选或者任命后任职", CHIEF)
    return verdict(gap, track=track, state=d.case.state, result=result)


LETTER: Mapping[str, str] = {"addressee": "主送机关", "facts": "人选情况", "reason": "推荐理由"}


def nomination_lawful(d: Dossier) -> Verdict:
    """推荐（提名）以党委名义书面提出并写明理由；换届的，事先通报协商。"""
    values = d.values("legal_nomination")
    body = organization_of(d, d.selection.body)
    missing = [title for key, title in LETTER.items() if not text(values, key)]
    gaps: list[Gap] = []
    if missing:
        found = f"推荐书缺少：{'、'.join(missing)}"
        gaps.append(Gap("R-GEN-03", found, "推荐书写明主送机关、人选情况和理由", CHIEF))
    if organization_of(d, values.get("in_name_of")) != body:
        gaps.append(Gap("R-GEN-03", "推荐书不是以党委名义提出", f"以{organ(d, body)}名义提出", CHIEF))
    sent = day(values.get("sent_on"))
    if sent is None or sent > d.today:
        gaps.append(Gap("R-GEN-03", "推荐书尚未送出", "送出推荐书，写明日期", CHIEF))
    change = APPLIES["leadership_change"].holds(d)
    talked = [day(row.get("on")) for row in rows(d.values("parties_informed"), "rows")]
    if change and (not talked or any(on is None or on > (sent or d.today) for on in talked)):
        found = "换届人选推荐前没有向民主党派、工商联和无党派代表人士通报协商"
        gaps.append(Gap("R-GEN-03", found, "推荐前通报协商", ("united_front_officer",)))
    return verdict(*gaps, sent_on=sent, in_name_of=values.get("in_name_of"), talked=talked)


TABLE: Mapping[str, Guard] = {
    "in_scope": Guard("职位在适用范围内", ("R-GEN-01",), in_scope, ("post_profile",)),
    "authority_set": Guard("讨论决定机构有权决定", ("R-GEN-02",), authority_set, ("post_profile",)),
    "in_quota": Guard("不超职数", ("R-GEN-05",), in_quota),
    "earlier_steps_done": Guard("此前步骤均已完成", ("R-GEN-06",), earlier_steps_done),
    "track_fits": Guard("任用方式与步骤相符", ("R-GEN-03",), track_fits),
    "nomination_lawful": Guard(
        "推荐提名合法", ("R-GEN-03",), nomination_lawful, ("legal_nomination",)
    ),
}
