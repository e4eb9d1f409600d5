"""What organs of the state decided (依法任免): a removal carried out, an appointment refused (R-GEN-03)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.guards.applies import APPLIES
from workflow.guards.reading import day, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

APPOINTED, REMOVAL = "legal_result", "removal_result"  # what was asked of the organ
REMOVED, REFUSED, POSTPONED = "removed", "refused", "postponed"  # what it decided, or not yet
CHIEF = ("cadre_chief",)


def legal_result_given(d: Dossier) -> Verdict:
    """选任和国家机关任命职务的调整已履行法定程序，依法免职。"""
    needed, values = APPLIES["legal_act_needed"].holds(d), d.values(REMOVAL)
    on, result, gap = day(values.get("on")), text(values, "result"), None
    if needed and (on is None or on > d.today or not text(values, "document_no")):
        gap = Gap("R-GEN-03", "尚未履行法定程序", "依法履行程序，写明日期和文号", CHIEF)
    elif needed and result != REMOVED:
        gap = Gap("R-GEN-03", "依法任免机关没有免去职务", "依法免去职务后办结", CHIEF)
    return verdict(gap, legal_act_needed=needed, on=on, result=result)


def legally_refused(d: Dossier) -> Verdict:
    """依法任免机关没有通过；暂缓的可以重新推荐，不作未通过处理。"""
    result = text(d.values(APPOINTED) or d.values(REMOVAL), "result")
    again = d.move is not None and d.move.direction == "back"
    gap = None
    if result not in ((REFUSED, POSTPONED) if again else (REFUSED,)):
        found = "依法任免机关没有作出不通过的决定"
        gap = Gap("R-GEN-03", found, "据依法任免机关的结果办理", CHIEF)
    return verdict(gap, result=result)


TABLE: Mapping[str, Guard] = {
    "legal_result_given": Guard("法定程序已履行", ("R-GEN-03",), legal_result_given, (REMOVAL,)),
    # judged also where neither applies: then no organ of the state refused anything
    "legally_refused": Guard(
        "依法任免机关决定不予通过", ("R-GEN-03",), legally_refused, (APPOINTED, REMOVAL)
    ),
}
