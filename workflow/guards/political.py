"""The political-standard assessment (政治素质考察): dimensions, steps and the six musts (R-POL)."""

from collections.abc import Mapping
from itertools import pairwise

from workflow.dossier import Dossier, Values
from workflow.guards.reading import day, rows, sequence, table, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

DIMENSIONS: Mapping[str, str] = {
    "loyalty": "政治忠诚",
    "composure": "政治定力",
    "responsibility": "政治担当",
    "ability": "政治能力",
    "discipline": "政治自律",
}
FINDINGS = ("good", "fair", "weak", "poor")
STEPS: Mapping[str, str] = {
    "self": "自查自评",
    "interview": "深度访谈",
    "verify": "查阅核实",
    "finding": "评价鉴定",
}
SIX_MUSTS: Mapping[str, str] = {
    "talk": "谈话必问",
    "evaluation": "测评必测",
    "opinion": "征求意见必听",
    "verification": "发现问题必核",
    "material": "考察材料必写",
    "reminder": "任职谈话必提",
}
ASSESSORS = ("political_assessor",)


def five_dimensions(d: Dossier) -> Verdict:
    """政治忠诚、定力、担当、能力、自律五个方面均有评价结论，且各有依据。"""
    found = table(d.values("political_assessment"), "dimensions")
    gaps = [_dimension(name, title, table(found, name)) for name, title in DIMENSIONS.items()]
    if others := sorted(set(found) - set(DIMENSIONS)):
        gaps.append(
            Gap(
                "R-POL-01", f"评价中有五个方面以外的内容：{'、'.join(others)}",
                "只就规定的五个方面作出评价", ASSESSORS,
            )
        )  # fmt: skip
    return verdict(*gaps, findings={name: table(found, name).get("finding") for name in found})


def _dimension(name: str, title: str, found: Values) -> Gap | None:
    if found.get("finding") not in FINDINGS:
        return Gap("R-POL-01", f"政治素质缺少“{title}”的评价结论", "五个方面均作出评价", ASSESSORS)
    if not any(text(row, "text") for row in rows(found, "evidence")):
        return Gap("R-POL-01", f"“{title}”的评价没有依据", "逐项写明言论、行为或事实依据", ASSESSORS)
    return None


def four_steps(d: Dossier) -> Verdict:
    """自查自评、深度访谈、查阅核实、评价鉴定依次完成，作出鉴定前已听取本人说明。"""
    values = d.values("political_assessment")
    spans = {row.get("step"): (day(row.get("from")), day(row.get("to")))
             for row in rows(values, "steps")}  # fmt: skip
    ends = {name: spans.get(name, (None, None))[1] for name in STEPS}
    gaps = [_undated(name, *spans.get(name, (None, None))) for name in STEPS]
    for earlier, later in pairwise(STEPS):
        first, second = ends[earlier], ends[later]
        if first and second and second < first:
            gaps.append(
                _step_gap(
                    f"“{STEPS[later]}”（{second}止）早于“{STEPS[earlier]}”（{first}止）",
                    "四个步骤应当依次进行",
                )
            )
    heard, found_on = day(values.get("heard_on")), ends["finding"]
    if heard is None:
        gaps.append(_step_gap("没有听取本人说明的记录", "作出鉴定前听取本人说明"))
    elif found_on and heard > found_on:
        gaps.append(
            _step_gap(f"听取本人说明（{heard}）晚于评价鉴定（{found_on}）", "先听取本人说明，再作鉴定")
        )
    if found_on and found_on > d.today:
        gaps.append(_step_gap(f"评价鉴定日期{found_on}尚未到", "四个步骤均已完成"))
    return verdict(*gaps, ends=ends, heard_on=heard)


def _undated(name: str, start: object, end: object) -> Gap | None:
    if start is None or end is None:
        return _step_gap(f"“{STEPS[name]}”没有起止日期", "四个步骤均有记录和起止日期")
    if str(end) < str(start):  # ISO texts of dates compare as the dates do
        return _step_gap(f"“{STEPS[name]}”止日{end}早于起日{start}", "起止日期前后一致")
    return None


def _step_gap(found: str, needed: str) -> Gap:
    return Gap("R-POL-02", found, needed, ASSESSORS)


def six_musts(d: Dossier) -> Verdict:
    """谈话必问、测评必测、意见必听、问题必核、材料必写、谈话必提六个环节均已落实。"""
    done = sequence(d.values("political_assessment"), "six_musts")
    gaps = [
        Gap("R-POL-13", f"六必环节缺“{title}”", "六个环节逐项落实，未落实的说明理由", ASSESSORS)
        for name, title in SIX_MUSTS.items()
        if name not in done
    ]
    return verdict(*gaps, done=sorted(str(name) for name in done))


READS = ("political_assessment",)
TABLE: Mapping[str, Guard] = {
    "five_dimensions": Guard("政治素质五个方面评价齐全", ("R-POL-01",), five_dimensions, READS),
    "four_steps": Guard("政治素质考察四个步骤依次完成", ("R-POL-02",), four_steps, READS),
    "six_musts": Guard("政治素质考察六必环节落实", ("R-POL-13",), six_musts, READS),
}
