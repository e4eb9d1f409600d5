"""The yearly appraisal on paper (两评议): whether its figures agree, every contradiction at once.

Ballots are anonymous (R-SUP-04): only counts are known. The work is appraised as a whole, and each
newly appointed person; of no one is a mark made of the figures.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from workflow.ballots.tally import chain, rows_of, whole
from workflow.dossier import Values

PAPERS: Mapping[str, str] = {"issued": "发出", "returned": "收回", "valid": "有效"}
WORK: Mapping[str, str] = {
    "satisfied": "满意", "mostly": "基本满意", "dissatisfied": "不满意", "unknown": "不了解",
}  # fmt: skip
PERSON: Mapping[str, str] = {
    "approved": "认同", "mostly": "基本认同", "disapproved": "不认同", "unknown": "不了解",
}  # fmt: skip


def appraisal_contradictions(values: Values, appointed: Mapping[str, str]) -> Iterator[str]:
    """Every contradiction in plain words; `appointed`: the case of each newly appointed → name."""
    missing = [title for key, title in {**PAPERS, **WORK}.items() if whole(values, key) is None]
    if missing:
        yield f"没有填写{'、'.join(missing)}票数"
        return
    yield from chain(values)
    if any((whole(values, key) or 0) < 0 for key in WORK):
        yield "选拔任用工作的票数为负"
    valid = whole(values, "valid") or 0
    summed = sum(whole(values, key) or 0 for key in WORK)
    if summed != valid:
        yield f"对选拔任用工作的评议合计{summed}，有效票{valid}"
    yield from _people(values, appointed, valid)


def clearly_low(values: Values, appointed: Mapping[str, str], percent: int) -> Iterator[str]:
    """What fewer than `percent` in a hundred valid papers approve of, in figures that agree (R-SUP-05)."""
    valid = whole(values, "valid") or 0
    good = sum(whole(values, key) or 0 for key in ("satisfied", "mostly"))
    if good * 100 < valid * percent:
        yield f"对选拔任用工作满意、基本满意的{good}票，不到有效票{valid}的百分之{percent}"
    for row in rows_of(values, "people"):
        good = sum(whole(row, key) or 0 for key in ("approved", "mostly"))
        if good * 100 < valid * percent:
            name = appointed.get(str(row.get("case")), "某人")
            yield f"认同、基本认同{name}的{good}票，不到有效票{valid}的百分之{percent}"


def _people(values: Values, appointed: Mapping[str, str], valid: int) -> Iterator[str]:
    told = rows_of(values, "people")
    counted = Counter(str(row.get("case")) for row in told)
    for case, times in counted.items():
        if case not in appointed:
            yield "有一行不是本年度新提拔任用的干部"
        elif times > 1:
            yield f"{appointed[case]}列了{times}行"
    for row in told:
        name = appointed.get(str(row.get("case")), "某人")
        figures = [whole(row, key) for key in PERSON]
        if any(figure is None or figure < 0 for figure in figures):
            yield f"{name}的票数没有填全，或者为负"
        elif sum(figure or 0 for figure in figures) != valid:
            yield f"{name}的评议合计{sum(figure or 0 for figure in figures)}，有效票{valid}"
    left = [name for case, name in appointed.items() if case not in counted]
    if left and not str(values.get("left_out") or "").strip():
        yield f"没有评议{'、'.join(left)}，也没有说明理由"
