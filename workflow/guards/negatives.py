"""The negative list of an assessment (负面清单): every point answered, what is found dealt with (R-POL).

What follows where a point is confirmed is its level in the list of the edition; without a list, the
veto. No number of points weighs anything.
"""

from collections.abc import Mapping
from typing import Any

from workflow.dossier import Dossier
from workflow.edition import Lists
from workflow.guards.reading import rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

ASSESSMENT = "political_assessment"
ASSESSORS, HEAD = ("political_assessor",), ("organization_head",)
NEGATIVES, ITEM, VERSION = "negatives", "item", "list_version"  # as the assessment records them
HANDLED = "handled"  # the outcome of a hold that leaves a confirmed point behind


def no_confirmed_negative(d: Dossier) -> Verdict:
    """负面清单逐项核对；查实的已进入一票否决程序或者经暂缓处理，有反映的已暂缓查清。"""
    values, lists = d.values(ASSESSMENT), _lists(d)
    items = rows(values, NEGATIVES)
    inputs: dict[str, Any] = {"items": {text(row, ITEM): row.get("status") for row in items}}
    if not items:
        return verdict(Gap("R-POL-05", "没有负面清单核对结果", "逐项核对负面清单", ASSESSORS), **inputs)
    if lists is None:
        return verdict(*(_gap(d, row, text(row, ITEM), "veto") for row in items), **inputs)
    version = text(values, VERSION)
    inputs[VERSION] = version
    if version != lists.version:
        found = f"负面清单按“{version}”核对，本流程版本的清单是“{lists.version}”"
        return verdict(Gap("R-POL-05", found, "按本流程版本的清单重新核对", ASSESSORS), **inputs)
    told: dict[str, Mapping[str, Any]] = {text(row, ITEM): row for row in items}
    gaps = [
        _gap(d, told.get(code, {}), f"{code} {one.title}", one.level)
        for code, one in lists.circumstances.items()
    ]
    return verdict(*gaps, **inputs)


def _lists(d: Dossier) -> Lists | None:
    known = d.edition.process.activities.get(ASSESSMENT)
    return known.lists if known else None


def _gap(d: Dossier, row: Mapping[str, Any], item: str, level: str) -> Gap | None:
    status = row.get("status")
    if status == "not_found" or (status in ("confirmed", "allegation") and d.person.veto):
        return None
    if status == "confirmed" and level == "veto":
        needed = "须进入一票否决程序，不得以其他方式处理"
        return Gap("R-POL-05", f"负面清单“{item}”已查实", needed, HEAD)
    if status == "confirmed":
        if d.person.holds or _handled(d):
            return None
        needed = "先行暂缓，由提出人以外的人查清处理并写明结论"
        return Gap("R-POL-08", f"负面清单“{item}”已查实，未经暂缓处理", needed, HEAD)
    if status == "allegation":
        if d.person.holds:
            return None
        needed = "先行暂缓，由专人查清；查清后更正核对结果"
        return Gap("R-POL-08", f"负面清单“{item}”有反映，未暂缓", needed, HEAD)
    needed = "写明未发现、有反映或者查实"
    return Gap("R-POL-05", f"负面清单“{item}”没有核对结果", needed, ASSESSORS)


def _handled(d: Dossier) -> bool:
    """Whether a hold ended as dealt with after the assessment was recorded last."""
    present = d.round(ASSESSMENT)
    record = present.last("record") if present else None
    return record is not None and any(
        one.outcome == HANDLED and one.at > record.at for one in d.person.settled
    )


TABLE: Mapping[str, Guard] = {
    "no_confirmed_negative": Guard(
        "没有未处理的负面清单问题", ("R-POL-05", "R-POL-08"), no_confirmed_negative, (ASSESSMENT,)
    ),
}
