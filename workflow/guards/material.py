"""The investigation material (考察材料): what it has to say (R-INV-13, R-INV-14)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.guards.reading import blank, rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

MATERIAL = "investigation_material"
WRITERS = ("inspection_member",)
PARTS: Mapping[str, str] = {
    "virtue": "德",
    "ability": "能",
    "diligence": "勤",
    "achievement": "绩",
    "integrity": "廉",
    "gates": "政治关、品行关、能力关、作风关、廉洁关",
}
BLOCKS: Mapping[str, str] = {
    "strengths": "主要表现和特长",
    "shortcomings": "主要缺点和不足",
    "opinions": "民主推荐、民主测评、谈话情况",
    "checks": "凡提四必结论",
}


def material_political(d: Dossier) -> Verdict:
    """考察材料写明政治表现、德能勤绩廉和五个关口的情况。"""
    values = d.values(MATERIAL)
    political = None
    if not text(values, "political"):
        political = Gap("R-INV-13", "考察材料没有政治表现内容", "从五个方面写明政治表现", WRITERS)
    parts = blank("R-INV-13", values, PARTS, "考察材料", WRITERS)
    return verdict(political, parts, political=bool(text(values, "political")))


def material_blocks(d: Dossier) -> Verdict:
    """考察材料四部分齐全，写有主要缺点和不足，并有具体事例。"""
    values = d.values(MATERIAL)
    blocks = blank("R-INV-14", values, BLOCKS, "考察材料", WRITERS)
    examples = None
    if not rows(values, "examples"):
        examples = Gap(
            "R-INV-14", "考察材料没有具体事例", "用具体事例说明，没有的说明理由", WRITERS, "examples"
        )
    return verdict(blocks, examples, examples=len(rows(values, "examples")))


TABLE: Mapping[str, Guard] = {
    "material_political": Guard(
        "考察材料写明政治表现", ("R-INV-13",), material_political, (MATERIAL,)
    ),
    "material_blocks": Guard("考察材料四部分齐全", ("R-INV-14",), material_blocks, (MATERIAL,)),
}
