"""The opinion of the Party branch (所在党支部意见): heard, answered, rightly signed (R-BRANCH)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from workflow.addressees import former_branches, present_branches
from workflow.dossier import Dossier, Values
from workflow.guards.applies import APPLIES
from workflow.guards.reading import blank, called, choice, day, organ, rows, since, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

OPINION = "branch_opinion"
OBJECTIONS = ("object", "reserve")
SIGNERS = ("branch_member",)


def _is_member(d: Dossier) -> bool:
    return APPLIES["candidate_is_party_member"].holds(d)


def branch_heard(d: Dossier) -> Verdict:
    """人选组织关系所在的每个党支部均已征求，并已书面答复。"""
    if not _is_member(d):
        return verdict(branches=())
    branches = present_branches(d)
    if not branches:
        gap = _unheard(
            "没有经核实的所在党支部", "核实组织关系所在党支部并征求其意见", ("cadre_clerk",)
        )
        return verdict(gap, branches=())
    values = _present_values(d)
    asked = {row.get("organization"): row for row in rows(values, "asked")}
    answered = {row.get("organization") for row in rows(values, "answers")}
    gaps: list[Gap] = []
    for branch in branches:
        name = organ(d, branch)
        if branch not in asked:
            gaps.append(
                _unheard(f"未征求所在党支部意见（{name}）", "书面征求其意见", ("inspection_leader",))
            )
        elif branch not in answered:
            due = text(asked[branch], "due_on")
            found = f"未收到所在党支部书面意见（{name}{f'，{due}到期' if due else ''}）"
            gaps.append(_unheard(found, "收到书面意见", ("branch_secretary",), _answer_part(d)))
    return verdict(*gaps, branches=branches, asked=sorted(map(str, asked)),
                   answered=sorted(map(str, answered)))  # fmt: skip


def _present_values(d: Dossier) -> Values:
    """The values of the round of this state: one of an earlier state does not count again."""
    present, activity = d.round(OPINION), d.edition.process.activities.get(OPINION)
    if present is None:
        return {}
    if activity is None or d.case.state not in activity.within:
        return present.values
    first = next((step for step in d.case.steps if step.target == d.case.state), None)
    if any(since(d, act, first) for act in present.of("ask")):
        return present.values
    return {}


def _answer_part(d: Dossier) -> str:
    """Where the edition lets a missing answer pass with a reason; a missing request never does."""
    return "answer" if choice(d, "branch_opinion_severity", "B") == "W" else ""


def _unheard(found: str, needed: str, who: tuple[str, ...], part: str = "") -> Gap:
    return Gap("R-BRANCH-01", found, needed, who, part)


def branch_answered(d: Dossier) -> Verdict:
    """党支部有不同意见的，均已书面答复。"""
    values = d.values(OPINION)
    replied = {row.get("organization") for row in rows(values, "responses") if text(row, "text")}
    objecting = [row for row in rows(values, "answers") if row.get("stance") in OBJECTIONS]
    gaps = [
        Gap(
            "R-BRANCH-02", f"{organ(d, row.get('organization'))}有不同意见，尚无书面答复",
            "书面答复支部意见，并在会上说明", ("cadre_chief",),
        )
        for row in objecting
        if row.get("organization") not in replied
    ]  # fmt: skip
    return verdict(*gaps, objections=len(objecting), replied=sorted(map(str, replied)))


def branch_signer(d: Dossier) -> Verdict:
    """支部意见有签署人，且不是人选本人或其近亲属。"""
    answers = rows(d.values(OPINION), "answers")
    gaps = [_signed(d, row) for row in answers]
    if not answers and _is_member(d):
        gaps = [Gap("R-BRANCH-03", "没有经签署的支部意见", "支部意见由签署人签署", SIGNERS)]
    return verdict(*gaps, signers=[row.get("signer") for row in answers])


def _signed(d: Dossier, row: Values) -> Gap | None:
    signer, branch = row.get("signer"), organ(d, row.get("organization"))
    needed = "由其他支委或者上级党组织签署"
    if not signer:
        return Gap("R-BRANCH-03", f"{branch}的意见没有签署人", "写明签署人", SIGNERS)
    for one in dict.fromkeys((signer, row.get("person"))):
        if one == d.person.id:
            found = f"{branch}的意见由人选本人{'签署' if one == signer else '填报'}"
            return Gap("R-BRANCH-03", found, needed, SIGNERS)
        if one in d.relatives:
            done = "签署" if one == signer else "填报"
            found = f"{branch}的意见由人选的近亲属{called(d, one)}{done}"
            return Gap("R-BRANCH-03", found, needed, SIGNERS)
    return None


def former_branch_asked(d: Dossier) -> Verdict:
    """组织关系近期转移的，已听取原所在党支部意见。"""
    values = d.values(OPINION)
    asked_on = min(filter(None, (day(row.get("on")) for row in rows(values, "asked"))),
                   default=d.today)  # fmt: skip
    former = former_branches(replace(d, today=asked_on)) if _is_member(d) else ()
    answered = {row.get("organization") for row in rows(values, "answers")}
    gaps = [
        Gap(
            "R-BRANCH-04", f"组织关系{_left(d, branch)}自{organ(d, branch)}转出，未听取其意见",
            "征求原所在党支部意见，未征求的说明理由", ("原所在党支部",),
        )
        for branch in former
        if branch not in answered
    ]  # fmt: skip
    return verdict(*gaps, former=former, asked_on=asked_on)


def _left(d: Dossier, branch: str) -> date | None:
    ends = (day(fact.values.get("to")) for fact in d.person.known("branch_membership")
            if fact.values["branch"] == branch)  # fmt: skip
    return max(filter(None, ends), default=None)


ROUTE: Mapping[str, str] = {"reason": "理由", "unit_party_opinion": "单位党组织意见"}


def branch_route_stated(d: Dossier) -> Verdict:
    """非中共党员人选写明了听取意见的方式、单位党组织意见和征求统战部门的日期。"""
    if _is_member(d):
        return verdict(member=True)
    values = d.values("branch_route")
    who = ("inspection_leader",)
    asked_on = day(values.get("united_front_asked_on"))
    dated = None
    if asked_on is None or asked_on > d.today:
        dated = Gap("R-BRANCH-05", "没有征求统战部门意见的日期", "已征求统战部门意见并写明日期", who)
    stated = blank("R-BRANCH-05", values, ROUTE, "非中共党员听取意见方式", who)
    return verdict(stated, dated, member=False, united_front_asked_on=asked_on)


def objection_read(d: Dossier) -> Verdict:
    """有不同意见的，已在会上宣读并说明答复情况。"""
    item = d.item("committee_decision")
    objected = APPLIES["has_written_objection"].holds(d)
    told = item is not None and item.values.get("objections_read") is True
    gap = None
    if objected and not told:
        gap = Gap(
            "R-BRANCH-02", "不同意见及答复未在会上说明", "在会上宣读并说明，未宣读的说明理由",
            ("议题汇报人",),
        )  # fmt: skip
    return verdict(gap, objected=objected, read=told)


TABLE: Mapping[str, Guard] = {
    "branch_heard": Guard("所在党支部意见已听取", ("R-BRANCH-01",), branch_heard, (OPINION,)),
    "branch_answered": Guard("支部不同意见已答复", ("R-BRANCH-02",), branch_answered, (OPINION,)),
    "branch_signer": Guard("支部意见签署人符合规定", ("R-BRANCH-03",), branch_signer, (OPINION,)),
    "former_branch_asked": Guard(
        "原所在党支部意见已听取", ("R-BRANCH-04",), former_branch_asked, (OPINION,)
    ),
    "branch_route_stated": Guard(
        "非中共党员听取意见方式已写明", ("R-BRANCH-05",), branch_route_stated, ("branch_route",)
    ),
    "objection_read": Guard(
        "不同意见已在会上说明", ("R-BRANCH-02",), objection_read, ("committee_decision",)
    ),
}
