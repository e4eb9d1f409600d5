"""Submitting a decision upwards (报批、备案) for posts managed above (R-DEC-17)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.guards.applies import APPLIES
from workflow.guards.checklist import marks
from workflow.guards.reading import day, rows
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

PACKAGE, APPROVAL, FILING = "submission_package", "upper_approval", "filing"
PARTS = 6  # 请示、审批表、考察材料、档案、会议记录、推荐情况 (R-DEC-17)


def package_complete(d: Dossier) -> Verdict:
    """上级管理职位的报批材料齐全，不少于六件。"""
    if not APPLIES["managed_above"].holds(d):
        return verdict(managed_above=False)
    parts = marks(d, PACKAGE)
    missing = [part.title for part in parts if not (part.clear and part.row.get("document"))]
    gap = None
    if missing:
        gap = _package_gap(f"报批材料缺少：{'、'.join(missing)}")
    elif len(parts) < PARTS:
        gap = _package_gap(f"报批材料{len(parts)}件")
    return verdict(gap, managed_above=True, parts=[part.name for part in parts], missing=missing)


def _package_gap(found: str) -> Gap:
    return Gap("R-DEC-17", found, f"报批材料齐全，不少于{PARTS}件", ("cadre_clerk",))


def upper_approved(d: Dossier) -> Verdict:
    """上级管理职位已经上级书面批复同意。"""
    if not APPLIES["managed_above"].holds(d):
        return verdict(managed_above=False)
    answers = rows(d.values(APPROVAL), "answers")
    stances = [row.get("stance") for row in answers]
    who, gap = ("upper_organization_officer",), None
    if not stances:
        gap = Gap("R-DEC-17", "上级尚未批复", "取得上级书面批复，逾期不视为同意", who)
    elif stances[-1] != "approve":
        gap = Gap("R-GEN-02", "上级批复不同意", "上级管理的职位须经上级同意", who)
    return verdict(gap, managed_above=True, stances=stances)


def filed_in_time(d: Dossier) -> Verdict:
    """应当备案的已报上级备案。"""
    needed = APPLIES["needs_filing"].holds(d)
    sent_on, gap = day(d.values(FILING).get("sent_on")), None
    if needed and (sent_on is None or sent_on > d.today):
        gap = Gap("R-DEC-17", "应当备案，尚未报送", "按规定报上级备案", ("cadre_clerk",))
    return verdict(gap, needs_filing=needed, sent_on=sent_on)


TABLE: Mapping[str, Guard] = {
    "package_complete": Guard("报批材料齐全", ("R-DEC-17",), package_complete, (PACKAGE,)),
    "upper_approved": Guard(
        "上级已批复同意", ("R-DEC-17", "R-GEN-02"), upper_approved, (APPROVAL,)
    ),
    "filed_in_time": Guard("已按规定备案", ("R-DEC-17",), filed_in_time, (FILING,)),
}
