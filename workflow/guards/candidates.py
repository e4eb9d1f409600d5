"""Investigation objects (考察对象): exclusions, grades, reasons, who decides on them (R-CAND)."""

from collections.abc import Mapping
from datetime import date

from workflow.dossier import Dossier
from workflow.guards.applies import APPLIES
from workflow.guards.career import as_of
from workflow.guards.checklist import contrary, marks
from workflow.guards.conditions import ballots, notice_concluded, votes
from workflow.guards.meeting import adopted_gaps, figures, sitting_gaps
from workflow.guards.reading import (
    choice,
    day,
    entered,
    number,
    rows,
    sequence,
    since,
    table,
    text,
)
from workflow.guards.sanctions import sanctions_cleared
from workflow.guards.trial import after_trial
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import add_months

REVIEW, SHORTLIST, NOTE = "exclusion_review", "shortlist_decision", "comparison_note"
SUPERVISION, CHIEF, HEAD = ("supervision_officer",), ("cadre_chief",), ("organization_head",)
RULES = ("R-CAND-01", "R-CAND-02", "R-CAND-04", "R-CAND-05", "R-CAND-07")
ABROAD: Mapping[str, str] = {
    "spouse_emigrated": "配偶已移居国（境）外",
    "no_spouse_all_children": "没有配偶，子女均已移居国（境）外",
}


def exclusions_absent(d: Dossier) -> Verdict:
    """到本步骤后重新核查，没有不得列为考察对象的情形。"""
    fresh, needed = _fresh(d), "到本步骤后逐项核查，没有不得列为考察对象的情形"
    gaps: list[Gap] = []
    if not fresh:
        gaps.append(Gap(RULES[0], "到本步骤后没有重新核查", needed, SUPERVISION))
    found = [(rule, mark) for rule in RULES for mark in marks(d, REVIEW, rule)]
    for rule, mark in found:
        if not mark.clear:
            told = f"“{mark.title}”：{mark.told}"
            gaps.append(Gap(rule, told, "不得列为考察对象；存疑的先查清", SUPERVISION))
    gaps += [
        Gap(rule, "没有核查记录", needed, SUPERVISION)
        for rule in RULES
        if rule not in {one for one, _ in found}
    ]
    gaps += _abroad(d)
    return verdict(*gaps, fresh=fresh, results={mark.name: mark.result for _, mark in found},
                   abroad=d.person.value("family_abroad", "status"))  # fmt: skip


def _fresh(d: Dossier) -> bool:
    """Whether the present round was recorded since the case last entered a state for it."""
    came, present = entered(d, REVIEW), d.round(REVIEW)
    record = present.last("record") if present else None
    if came is None or record is None:
        return record is not None
    rows_ = table(d.values(REVIEW), "items")
    days = [day(table(rows_, name).get("on")) for name in rows_]
    fresh = since(d, record, came) and all(on is None or on >= came.on for on in days)
    return fresh and after_trial(d, record)


def _abroad(d: Dossier) -> list[Gap]:
    """Family abroad (裸官) by verified fact; only a finding for a special post lets it pass."""
    status = d.person.value("family_abroad", "status")
    told = {text(d.values(REVIEW), "family_status"),
            *(text(mark.row, "family_status") for mark in marks(d, REVIEW, "R-CAND-05"))}  # fmt: skip
    gaps: list[Gap] = []
    if status in ABROAD and "special_post_ok" not in told:
        gaps.append(Gap("R-CAND-05", ABROAD[status], "不得列为考察对象（特殊岗位除外）", SUPERVISION))
    waiting = len(d.person.unverified("family_abroad"))
    if waiting:
        found = f"{waiting}条配偶子女移居情况尚未核实"
        gaps.append(Gap("R-CAND-05", found, "核实后认定", SUPERVISION))
    return gaps


BAD: Mapping[str, str] = {
    "basic": "基本称职",
    "incompetent": "不称职",
}
GOOD: Mapping[str, str] = {"excellent": "优秀", "competent": "称职"}


def annual_grade(d: Dossier) -> Verdict:
    """上年度考核结果为称职以上；拟讨论日期定在以后年度的，不能因此避开今年所说的上年度。"""
    year = min(as_of(d), d.today).year - 1
    told = _grades(d, year)
    bad = [(one, grade) for one in sorted({year, as_of(d).year - 1, d.today.year - 1})
           for grade in _grades(d, one) if grade in BAD.values()]  # fmt: skip
    gaps = [
        Gap("R-CAND-03", f"{one}年度考核为{grade}", "上年度考核基本称职以下的不得列为考察对象",
            SUPERVISION)
        for one, grade in bad[:1]
    ]  # fmt: skip
    if not bad and (not told or any(one not in GOOD.values() for one in told)):
        waiting = sum(fact.values.get("year") == year for fact in d.person.unverified("grade"))
        also = f"；{waiting}条考核结果尚未核实" if waiting else ""
        found = f"{year}年度考核{'、'.join(told) or '没有经核实的结果'}{also}"
        needed = "上年度考核为称职以上；未确定等次的说明理由"
        gaps.append(Gap("R-CAND-03", found, needed, SUPERVISION, "undetermined"))
    gaps += contrary(d, REVIEW, "R-CAND-03", "上年度考核为称职以上", SUPERVISION)
    return verdict(*gaps, year=year, results=told)


def _grades(d: Dossier, year: int) -> list[str]:
    """The verified results of a year, as people read them."""
    known = [text(fact.values, "result") for fact in d.person.known("grade")
             if fact.values.get("year") == year]  # fmt: skip
    return [BAD.get(one, GOOD.get(one, one)) for one in known]


def recommendation_valid(d: Dossier) -> Verdict:
    """民主推荐结果在一年内使用。"""
    if not APPLIES["recommendation_required"].holds(d):
        return verdict(needed=False)
    strict = choice(d, "recommendation_validity", "strict") == "strict"
    held = [day(values.get(key)) for values in ballots(d) for key in ("held_to", "held_on")]
    done, use = max(filter(None, held), default=None), _used_on(d)
    gap = None
    if done is None:
        gap = Gap("R-REC-03", "没有民主推荐日期", "写明民主推荐完成日期", CHIEF)
    elif done > use:
        gap = Gap("R-REC-03", f"民主推荐日期{done}尚未到", "如实填写民主推荐日期", CHIEF)
    else:
        ends = add_months(done, 12)
        if use > ends or (strict and use == ends):
            found = f"民主推荐于{done}完成，至{use}已满一年"
            gap = Gap("R-REC-03", found, "重新民主推荐", CHIEF)
    return verdict(gap, rec_date=done, use_date=use, strict=strict)


def _used_on(d: Dossier) -> date:
    """The day of the meeting that uses the result: the last one held of those in this step."""
    for name in ("committee_decision", SHORTLIST):
        activity, item = d.edition.process.activities.get(name), d.item(name)
        if item and activity and d.case.state in activity.within:
            return item.meeting.held_on
    return d.today


PARTS: Mapping[str, str] = {
    "recommendation_part": "推荐情况",
    "daily_part": "一贯表现",
    "study_part": "分析研判",
    "match_part": "人岗相适",
}


def reasons_beyond_votes(d: Dossier) -> Verdict:
    """比选说明综合推荐、一贯表现、研判和人岗相适，不简单以票（分）取人。"""
    values, place = d.values(NOTE), _place(d)
    missing = [title for key, title in PARTS.items() if not text(values, key)]
    gaps: list[Gap] = []
    if missing:
        found = f"比选说明缺“{'、'.join(missing)}”"
        gaps.append(Gap("R-CAND-11", found, "比选说明四部分齐全", CHIEF))
    if not any(text(values, key) for key in PARTS if key != "recommendation_part"):
        found = "没有票（分）以外的理由"
        gaps.append(Gap("R-MOT-10", found, "不得简单以票（分）取人", CHIEF))
    if place > 1 and not text(values, "rank_reason"):
        found = f"得票第{place}位，没有写明选用理由"
        gaps.append(Gap("R-REC-13", found, "得票不是最多的写明选用理由", CHIEF))
    return verdict(*gaps, missing=missing, place=place)


def _place(d: Dossier) -> int:
    """Which place the person has by votes in the last recommendation; 1 while none was held."""
    held = ballots(d)
    if not held:
        return 1
    mine = votes(d, held[-1])
    posts = (None, "", d.case.post)
    more = {
        row.get("person") for row in rows(held[-1], "figures")
        if row.get("post") in posts and (number(row, "votes") or 0) > mine
    }  # fmt: skip
    return 1 + len(more)


def shortlisted_by_body(d: Dossier) -> Verdict:
    """考察对象由有权的党委（党组）集体研究确定。"""
    item, who = d.item(SHORTLIST), ("committee_secretary",)
    needed = "由有管理权限的党委（党组）集体研究确定"
    if item is None:
        return verdict(Gap("R-CAND-10", "考察对象未经集体研究确定", needed, who), meeting=None)
    met, gaps = item.meeting, sitting_gaps(d, item, "R-CAND-10")
    if item.values.get("postponed") is True:
        gaps.append(Gap("R-CAND-10", "会议暂缓研究该人选", needed, who))
    elif choice(d, "shortlist_counting", "as_decision") == "as_decision":
        gaps += adopted_gaps(d, item, "R-CAND-10")
    return verdict(*gaps, meeting=met.id, held_on=met.held_on, **figures(d, item))


def object_ratio(d: Dossier) -> Verdict:
    """考察对象一般多于拟任职位数。"""
    item = d.item(SHORTLIST)
    values = item.values if item else {}
    objects, seats = number(values, "objects"), number(values, "seats")
    gap = None
    if objects is None or seats is None:
        gap = Gap("R-CAND-10", "没有考察对象数或者职位数", "写明两个数", HEAD, "ratio")
    elif objects <= seats:
        found = f"考察对象{objects}名，职位{seats}个"
        needed = "考察对象一般多于职位数；意见集中而等额的说明情况"
        gap = Gap("R-CAND-10", found, needed, HEAD, "ratio")
    return verdict(gap, objects=objects, seats=seats)


def change_list_agreed(d: Dossier) -> Verdict:
    """换届考察对象名单经上级组织部门同意，新进人选已在一定范围公示。"""
    if not APPLIES["leadership_change"].holds(d):
        return verdict(leadership_change=False)
    answers = rows(d.values("change_consent"), "answers")
    upper = [row for row in answers if row.get("ask") == "upper_organization"]
    refused = [row for row in answers if row.get("stance") not in ("approve", "support")]
    gaps: list[Gap] = []
    if not upper or upper[-1].get("stance") != "approve":
        found = "换届考察对象名单未经上级组织部门同意"
        gaps.append(Gap("R-CAND-09", found, "报上级组织部门同意，逾期不视为同意",
                        ("upper_organization_officer",)))  # fmt: skip
    asked = rows(d.values("change_consent"), "asked")
    if not any(sequence(row, "consulted") for row in asked):
        found = "换届考察对象名单没有在书记、副书记和分管组织、纪检的常委中酝酿"
        gaps.append(Gap("R-CAND-09", found, "先行酝酿，写明人员", CHIEF))
    entrant = APPLIES["new_entrant"].holds(d)
    if entrant and not notice_concluded(d, "entrant_notice"):
        gaps.append(Gap("R-CAND-09", "新进班子人选未公示", "在一定范围公示并作出结论", CHIEF))
    return verdict(*gaps, leadership_change=True, upper=[row.get("stance") for row in upper],
                   refused=len(refused), new_entrant=entrant)  # fmt: skip


READS = (REVIEW,)
TABLE: Mapping[str, Guard] = {
    "exclusions_absent": Guard("没有不得列为考察对象的情形", RULES, exclusions_absent, READS),
    "annual_grade": Guard("上年度考核称职以上", ("R-CAND-03",), annual_grade),
    "sanctions_cleared": Guard(
        "处分影响期满且不影响使用", ("R-CAND-06", "R-CAND-08"), sanctions_cleared
    ),
    "recommendation_valid": Guard("民主推荐在有效期内", ("R-REC-03",), recommendation_valid),
    "reasons_beyond_votes": Guard(
        "不简单以票取人", ("R-CAND-11", "R-MOT-10", "R-REC-13"), reasons_beyond_votes, (NOTE,)
    ),
    "shortlisted_by_body": Guard(
        "考察对象集体确定", ("R-CAND-10",), shortlisted_by_body, (SHORTLIST,)
    ),
    "object_ratio": Guard("考察对象多于职位数", ("R-CAND-10",), object_ratio, (SHORTLIST,)),
    "change_list_agreed": Guard("换届名单已同意", ("R-CAND-09",), change_list_agreed),
}
