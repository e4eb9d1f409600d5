"""The four checks (凡提四必): file, personal matters, discipline opinion, petitions (R-FTSB, R-PI)."""

from collections.abc import Mapping
from datetime import date, timedelta

from workflow.addressees import ADDRESSEES
from workflow.dossier import Dossier, Values
from workflow.guards import integrity
from workflow.guards.applies import APPLIES
from workflow.guards.checklist import contrary, marks
from workflow.guards.reading import day, figure, number, organ, rows, table, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import add_months

CHECKS, DISCIPLINE = "four_checks", "discipline_opinion"
SUPERVISION, AUDITOR, REPLIER = ("supervision_officer",), ("file_auditor",), ("discipline_officer",)
CLASSES: Mapping[str, str] = {
    "consistent": "一致",
    "omission_minor": "漏报情节较轻",
    "omission_serious": "漏报情节较重",
    "concealment": "隐瞒不报",
}
ONE_DAY = timedelta(days=1)
ADMONITION = 6  # months (R-CAND-08)
OPINIONS = ("discipline_opinion", "unit_opinions", "branch_opinion")


def _check(d: Dossier, item: str) -> Values:
    return table(table(d.values(CHECKS), "items"), item)


def file_clear(d: Dossier) -> Verdict:
    """干部人事档案各项均已审核，没有未了结的疑点。"""
    found = marks(d, CHECKS, "R-FTSB-01")
    gaps = [
        Gap("R-FTSB-01", f"“{mark.title}”：{mark.told}", "查清疑点并认定", AUDITOR)
        for mark in found
        if not mark.clear
    ]
    if not found:
        gaps.append(Gap("R-FTSB-01", "没有干部人事档案审核结果", "干部人事档案凡提必审", AUDITOR))
    return verdict(*gaps, files={mark.name: mark.result for mark in found})


def matters_clear(d: Dossier) -> Verdict:
    """个人有关事项报告已查核，结果一致或者已按规定处理且影响期已满。"""
    if not APPLIES["reports_matters"].holds(d):
        return verdict(reports_matters=False)
    found = _check(d, "matters")
    kind, queried = text(found, "result"), day(found.get("query_on"))
    gap, late = None, None
    if text(found, "changes_reported") == "late":
        told = "家事变化没有在三十日内报告"
        late = Gap("R-PI-02", told, "说明逾期原因", SUPERVISION)
    if kind not in CLASSES or queried is None or queried > d.today:
        gap = Gap("R-FTSB-02", "个人有关事项报告没有查核结果和日期", "凡提必核", SUPERVISION)
    elif kind != "consistent":
        gap = _handled(d, kind, found)
    return verdict(gap, late, reports_matters=True, result=kind, query_on=queried,
                   impact_until=found.get("impact_until"))  # fmt: skip


# Class of the finding → the rule that classes it, the rule on how it is handled.
HANDLED: Mapping[str, tuple[str, str]] = {
    "omission_minor": ("R-PI-03", "R-PI-05"),
    "omission_serious": ("R-PI-03", "R-PI-05"),
    "concealment": ("R-PI-04", "R-PI-06"),
}


def _handled(d: Dossier, kind: str, found: Values) -> Gap | None:
    classed, handled = HANDLED[kind]
    title = f"个人事项查核认定为{CLASSES[kind]}"
    on, until = day(found.get("handled_on")), day(found.get("impact_until"))
    if on is None or on > d.today or not text(found, "handling"):
        return Gap(classed, f"{title}，尚未处理", "按规定处理，写明处理方式和日期", SUPERVISION)
    if kind == "omission_minor":  # criticism and correction: may go on
        return None
    if until is None:
        return Gap(handled, f"{title}，没有登记影响期", "登记处理影响期", SUPERVISION)
    least = _least(d, on)
    if until + ONE_DAY < least:
        told = f"{title}，{on}处理，影响期只登记到{until}"
        return Gap(handled, told, f"影响期至少到{least - ONE_DAY}", SUPERVISION)
    if until >= d.today:
        return Gap(handled, f"{title}，处理影响期至{until}", "影响期满后方可提任", SUPERVISION)
    return None


def _least(d: Dossier, handled_on: date) -> date:
    """The first day after the shortest impact period: that of 诫勉, the lightest handling."""
    months = number(table(d.edition.process.settings, "sanction_months"), "admonition")
    return add_months(handled_on, ADMONITION if months is None else months)


def property_explained(d: Dossier) -> Verdict:
    """财产与收入明显不符的，来源已经说明并核实。"""
    question = text(_check(d, "matters"), "property_question")
    gap = None
    if APPLIES["reports_matters"].holds(d) and question not in ("none", "explained"):
        found = "财产与收入明显不符，来源说明未了结" if question == "open" else "没有财产来源核对结果"
        gap = Gap("R-PI-07", found, "来源说明清楚并经核实", SUPERVISION)
    return verdict(gap, property_question=question)


def _replies(d: Dossier) -> list[Values]:
    """The replies of the same-level discipline organ; a unit's own letter is another thing."""
    organs = ADDRESSEES["peer_discipline"](d)
    return [
        row for row in rows(d.values(DISCIPLINE), "answers")
        if row.get("ask") == "peer_discipline"
        and (not organs or row.get("organization") in organs)
    ]  # fmt: skip


EFFECTS: Mapping[str, str] = {
    "wait": "暂缓使用", "reserve": "暂缓使用", "not_suitable": "不宜使用", "object": "不宜使用",
}  # fmt: skip


def _effect(reply: Values) -> str:
    """What a reply asks for against the use of the person; empty for nothing.

    Its stance says so even where the field for the effect was left out (R-FTSB-08 lets it).
    """
    told = (EFFECTS.get(text(reply, key), "") for key in ("effect", "stance"))
    return next(filter(None, told), "")


def discipline_replied(d: Dossier) -> Verdict:
    """同级纪检监察机关已书面回复，对使用没有不同意见。"""
    replies = _replies(d)
    gap = None
    if not replies:
        gap = Gap(
            "R-FTSB-03", "未收到同级纪检监察机关书面回复", "同级纪检监察机关书面回复，"
            "单位纪检机构意见不能代替", REPLIER,
        )  # fmt: skip
    elif effect := _effect(replies[-1]):
        gap = Gap(
            "R-FTSB-03", f"纪检监察机关意见为{effect}", "影响使用的问题了结并重新回复",
            REPLIER, "effect",
        )  # fmt: skip
    pending = contrary(d, CHECKS, "R-FTSB-03", "收到回复后更正核查结果", SUPERVISION)
    return verdict(gap, *pending, replies=len(replies))


FIELDS: Mapping[str, str] = {
    "reports": "有无反映", "checked": "是否核查", "result": "结果", "effect": "对使用的意见",
}  # fmt: skip


def discipline_reply_fields(d: Dossier) -> Verdict:
    """纪检监察机关回复写明有无反映、是否核查、结果和对使用的意见。"""
    last = (_replies(d) or [{}])[-1]
    missing = [title for key, title in FIELDS.items() if last.get(key) in (None, "")]
    gap = None
    if missing:
        found = f"纪检监察机关回复缺少：{'、'.join(missing)}"
        gap = Gap("R-FTSB-08", found, "回复四项内容，或者说明理由", REPLIER)
    return verdict(gap, missing=missing)


def petitions_closed(d: Dossier) -> Verdict:
    """线索具体的信访举报均已查清了结，公示期间的也在内。"""
    checked = table(table(d.values(CHECKS), "items"), "petitions")
    known = (*rows(checked, "rows"), *rows(d.values("publicity_notice"), "complaints"))
    gaps = [
        Gap("R-FTSB-04", f"信访举报{row.get('no')}线索具体，尚未查清", "查清并作出结论", SUPERVISION)
        for row in known
        if row.get("concrete") is not False and _open(row, d.today)
    ]
    if not checked:
        gaps.append(Gap("R-FTSB-04", "没有信访举报核查结果", "信访举报凡提必查", SUPERVISION))
    gaps += contrary(d, CHECKS, "R-FTSB-04", "查清并作出结论", SUPERVISION)
    return verdict(*gaps, petitions=[row.get("no") for row in known])


def _open(row: Values, today: date) -> bool:
    closed = day(row.get("closed_on"))
    return closed is None or closed > today


def opinions_fresh(d: Dossier) -> Verdict:
    """各方意见均在规定的有效月数之内。"""
    months = figure(d, "opinion_freshness_months", 6)
    gaps: list[Gap] = []
    newest: dict[str, date] = {}
    for activity in OPINIONS:
        last: dict[object, date] = {}
        for row in rows(d.values(activity), "answers"):
            if on := day(row.get("on")):
                last[row.get("organization")] = max(on, last.get(row.get("organization"), on))
        for organization, on in last.items():
            newest[f"{activity}/{organization}"] = on
            if add_months(on, months) < d.today:
                found = f"{organ(d, organization)}意见形成于{on}，超过{months}个月"
                needed = "重新征求意见，或者说明理由"
                gaps.append(Gap("R-FTSB-09", found, needed, ("cadre_chief",)))
    return verdict(*gaps, months=months, newest=newest)


TABLE: Mapping[str, Guard] = {
    **integrity.TABLE,
    "file_clear": Guard("干部档案已审清", ("R-FTSB-01",), file_clear, (CHECKS,)),
    "matters_clear": Guard(
        "个人事项已查核", ("R-FTSB-02", "R-PI-02", "R-PI-03", "R-PI-04", "R-PI-05", "R-PI-06"),
        matters_clear, (CHECKS,),
    ),
    "property_explained": Guard("财产来源已说明", ("R-PI-07",), property_explained, (CHECKS,)),
    "discipline_replied": Guard(
        "纪检监察机关已回复", ("R-FTSB-03",), discipline_replied, (DISCIPLINE,)
    ),
    "discipline_reply_fields": Guard(
        "纪检监察机关回复内容齐全", ("R-FTSB-08",), discipline_reply_fields, (DISCIPLINE,)
    ),
    "petitions_closed": Guard("信访举报已查清", ("R-FTSB-04",), petitions_closed, (CHECKS,)),
    "opinions_fresh": Guard("各方意见在有效期内", ("R-FTSB-09",), opinions_fresh),
}  # fmt: skip
