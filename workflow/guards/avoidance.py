"""Avoidance in office (任职回避): relatives, place of growing up, family business (R-AVO-01..03)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, Fact
from workflow.facts import KINSHIP
from workflow.guards.career import unverified
from workflow.guards.checklist import Mark, contrary, marks
from workflow.guards.reading import organ, rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

REVIEW = "avoidance_review"
CHIEF, CLERK = ("cadre_chief",), ("cadre_clerk",)


def chain(d: Dossier) -> tuple[str, ...]:
    """The organization of the post and those above it, from the root."""
    own = d.organizations.get(d.post.organization)
    ids = own.path.split("/") if own else []
    return tuple(dict.fromkeys([*filter(None, ids), d.post.organization]))


def places(d: Dossier) -> set[str]:
    """The areas the post belongs to, as ids and as names."""
    ids = chain(d)
    return {*ids, *(organ(d, one) for one in ids), text(d.profile, "area")} - {""}


def _managed(found: tuple[Mark, ...]) -> bool:
    """Whether the review says how it is dealt with (已采取回避措施)."""
    return any(
        mark.result == "managed" and text(mark.row, "measure") for mark in found
    )


def kin_avoidance(d: Dossier) -> Verdict:
    """人选的近亲属不在同一领导的直接下属职务，也没有直接上下级关系，或者已采取回避措施。"""
    found, near = marks(d, REVIEW, "R-AVO-01"), _around(d)
    kin = [fact for fact in d.person.known("kinship") if _serves(fact, near)]
    needed = "应当回避，或者写明已采取的回避措施"
    gaps = [] if _managed(found) else [
        Gap("R-AVO-01", f"{_named(fact)}在{organ(d, text(fact.values, 'organization'))}任职"
            f"（{text(fact.values, 'post') or '职务不详'}），与拟任职务有上下级或者同一领导关系",
            needed, CHIEF)
        for fact in kin
    ]  # fmt: skip
    gaps += contrary(d, REVIEW, "R-AVO-01", needed, CHIEF)
    for row in (row for mark in found for row in rows(mark.row, "relations")):
        if row.get("result") == "avoid":
            told = f"{text(row, 'name') or row.get('person')}（{text(row, 'kind')}）应当回避"
            gaps.append(Gap("R-AVO-01", told, needed, CHIEF))
    if waiting := unverified(d, "kinship", "亲属关系").lstrip("；"):
        gaps.append(Gap("R-AVO-01", waiting, "核实亲属关系", CLERK))
    return verdict(*gaps, relatives=[fact.id for fact in kin], managed=_managed(found))


def _around(d: Dossier) -> set[str]:
    """The post's organization, the one directly above it and those directly below it."""
    above = chain(d)[-2:]
    below = {
        one.id for one in d.organizations.values()
        if [*filter(None, one.path.split("/"))][-2:-1] == [d.post.organization]
    }  # fmt: skip
    ids = {*above, *below}
    return ids | {organ(d, one) for one in ids}


def _serves(fact: Fact, near: set[str]) -> bool:
    values = fact.values
    return text(values, "organization") in near and values.get("deceased") is not True


def _named(fact: Fact) -> str:
    relation = text(fact.values, "relation")
    return f"{text(fact.values, 'name')}（{KINSHIP.get(relation, relation)}）"


def growth_place(d: Dossier) -> Verdict:
    """不在本人成长地担任县级党政、纪检、组织、法院、检察院、公安正职；市级一般也不担任。"""
    rule, where = text(d.profile, "growth_place_rule"), places(d)
    if rule not in ("county", "prefecture"):
        return verdict(rule=rule)
    part = "prefecture" if rule == "prefecture" else ""
    areas = [text(fact.values, "area") for fact in d.person.known("growth_place")]
    gaps = [
        Gap("R-AVO-02", f"{area}为本人成长地", f"不得在该地担任{d.post.title}", CHIEF, part)
        for area in areas
        if area in where
    ]
    if not areas:
        waiting = unverified(d, "growth_place", "成长地")
        gaps.append(Gap("R-AVO-02", f"没有经核实的成长地{waiting}", "核实成长地", CLERK, part))
    marked = contrary(d, REVIEW, "R-AVO-02", "成长地回避", CHIEF)
    gaps += [Gap(one.rule, one.found, one.needed, one.who, part) for one in marked]
    return verdict(*gaps, rule=rule, areas=areas)


def kin_business(d: Dossier) -> Verdict:
    """配偶、子女及其配偶不在拟任机关管辖范围内经商办企业，或者已采取回避措施。"""
    found, where = marks(d, REVIEW, "R-AVO-03"), places(d)
    business = [fact for fact in d.person.known("family_business")
                if text(fact.values, "area_of") in where]  # fmt: skip
    needed = "不得任该机关领导，或者写明已采取的回避措施"
    gaps = [] if _managed(found) else [
        Gap("R-AVO-03", f"配偶、子女及其配偶在{organ(d, text(fact.values, 'area_of'))}管辖范围内经营"
            f"（{text(fact.values, 'scope')}）", needed, CHIEF)
        for fact in business
    ]  # fmt: skip
    gaps += contrary(d, REVIEW, "R-AVO-03", needed, CHIEF)
    if waiting := unverified(d, "family_business", "经商办企业情况").lstrip("；"):
        gaps.append(Gap("R-AVO-03", waiting, "核实亲属经商办企业情况", CLERK))
    return verdict(*gaps, business=[fact.id for fact in business], managed=_managed(found))


READS = (REVIEW,)
TABLE: Mapping[str, Guard] = {
    "kin_avoidance": Guard("近亲属任职回避", ("R-AVO-01",), kin_avoidance, READS),
    "growth_place": Guard("成长地回避", ("R-AVO-02",), growth_place),
    "kin_business": Guard("亲属经商办企业回避", ("R-AVO-03",), kin_business, READS),
}
