"""The integrity opinion (廉洁自律结论性意见) with its two signatures, audit, health (R-FTSB)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, Values
from workflow.guards.applies import APPLIES
from workflow.guards.reading import called, day, rows
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

OPINION = "integrity_opinion"
UNIT: Mapping[str, str] = {
    "unit_secretary": "单位党委（党组）书记", "discipline_secretary": "纪委书记（纪检监察组组长）",
}  # fmt: skip
ORGAN: Mapping[str, str] = {
    "organ_party_secretary": "机关党组织负责人", "organ_discipline_secretary": "机关纪委负责人",
}  # fmt: skip


def _offices(d: Dossier) -> Mapping[str, str]:
    return ORGAN if APPLIES["internal_organ_post"].holds(d) else UNIT


def double_signature(d: Dossier) -> Verdict:
    """廉洁自律结论性意见由两个岗位的两个人分别签字，注明日期，结论为廉洁自律。"""
    offices = _offices(d)
    signed = {row.get("office"): row for row in rows(d.values(OPINION), "signed")}
    pair = {office: signed[office] for office in offices if office in signed}
    gaps = [
        Gap("R-FTSB-05", f"没有{title}签字", "由书记和纪委书记（组长）分别签字", (office,))
        for office, title in offices.items()
        if office not in signed
    ]
    for office, row in pair.items():
        gaps += _signature_gaps(d, office, offices[office], row)
    if len(pair) == 2 and (same := _same(list(pair.values()))):
        found = f"两处签字为同一人（{called(d, same)}）"
        gaps.append(Gap("R-FTSB-05", found, "由两人分别签字", tuple(offices)))
    return verdict(*gaps, signed={office: row.get("person") for office, row in pair.items()})


def _same(pair: list[Values]) -> object:
    """The one who signed twice, by person or by account; None for two people."""
    for key in ("person", "account"):
        first, second = (row.get(key) for row in pair)
        if first and first == second:
            return first
    return None


def _signature_gaps(d: Dossier, office: str, title: str, row: Values) -> list[Gap]:
    who, gaps = (office,), []
    on, person = day(row.get("on")), row.get("person")
    if on is None or on > d.today:
        gaps.append(Gap("R-FTSB-05", f"{title}签字没有日期", "签字并注明日期", who))
    if not person:
        gaps.append(Gap("R-FTSB-05", f"{title}签字没有写明签字人", "写明签字人", who))
    elif person == d.person.id or person in d.relatives:
        found = f"{title}签字人{called(d, person)}系人选本人或近亲属"
        gaps.append(Gap("R-FTSB-05", found, "由没有回避情形的负责人签字", who))
    if row.get("conclusion") != "clean":
        gaps.append(Gap("R-FTSB-05", f"{title}的结论不是“廉洁自律”", "结论明确为廉洁自律", who))
    return gaps


def internal_signers(d: Dossier) -> Verdict:
    """内设机构职位由机关党组织和机关纪委出具廉洁自律结论性意见。"""
    internal = APPLIES["internal_organ_post"].holds(d)
    signed = [row.get("office") for row in rows(d.values(OPINION), "signed")]
    gap = None
    if internal and not set(ORGAN) <= set(signed):
        gap = Gap(
            "R-FTSB-06", "内设机构职位的结论性意见不是由机关党组织和机关纪委出具",
            "由机关党组织和机关纪委出具结论性意见", tuple(ORGAN),
        )  # fmt: skip
    return verdict(gap, internal_organ_post=internal, offices=signed)


def audit_done(d: Dossier) -> Verdict:
    """应当进行经济责任审计的，已有审计报告。"""
    needed = APPLIES["audited_post"].holds(d)
    answers = rows(d.values("economic_audit"), "answers")
    finished = day(answers[-1].get("finished_on")) if answers else None
    gap = None
    if needed and (finished is None or finished > d.today):
        gap = Gap(
            "R-FTSB-07", "应当进行经济责任审计，尚无审计报告", "先审计，取得审计报告",
            ("auditing_officer",),
        )  # fmt: skip
    return verdict(gap, audited_post=needed, finished_on=finished)


def health_able(d: Dossier) -> Verdict:
    """身体条件能够正常履行职责。"""
    able, gap = d.values("health_statement").get("class"), None
    if able != "able":
        found = "身体条件结论为不能正常履职" if able == "unable" else "没有身体条件结论"
        gap = Gap("R-QUAL-10", found, "有能够正常履行职责的结论", ("cadre_clerk",))
    return verdict(gap, result=able)


TABLE: Mapping[str, Guard] = {
    "double_signature": Guard("廉洁自律双签字", ("R-FTSB-05",), double_signature, (OPINION,)),
    "internal_signers": Guard(
        "内设机构意见出具人符合规定", ("R-FTSB-06",), internal_signers, (OPINION,)
    ),
    "audit_done": Guard("经济责任审计已完成", ("R-FTSB-07",), audit_done, ("economic_audit",)),
    "health_able": Guard("身体条件符合", ("R-QUAL-10",), health_able, ("health_statement",)),
}
