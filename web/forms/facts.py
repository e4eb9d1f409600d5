"""The fields of a fact (事实栏目): what each value is called and how it is typed."""

from collections.abc import Mapping

from workflow.edition import Field
from workflow.facts import FACTS, GRADES, KINSHIP, LEVELS

LEVEL = {name: row[1] for name, row in LEVELS.items()}
POSITION = {"chief": "正职", "deputy": "副职", "other": "其他"}
PRECISION = {"day": "到日", "month": "到月", "year": "到年"}
ABROAD = {"none": "无移居情形", "spouse_emigrated": "配偶已移居国（境）外",
          "no_spouse_all_children": "没有配偶且子女均已移居国（境）外"}  # fmt: skip
SANCTIONS = {
    "party_warning": "党内警告", "party_serious_warning": "党内严重警告",
    "party_post_removal": "撤销党内职务", "party_probation": "留党察看", "warning": "政务警告",
    "demerit": "政务记过", "major_demerit": "政务记大过", "demotion": "政务降级",
    "dismissal": "政务撤职", "admonition": "诫勉", "suspension": "停职检查",
    "reassignment": "调整职务", "ordered_resignation": "责令辞职", "removal": "免职",
    "demoted_use": "降职",
}  # fmt: skip

DATES = ("on", "from", "to", "joined_on", "full_on", "born_on", "fixed_on", "effective_on",
         "until", "rights_restored_on")  # fmt: skip
NUMBERS = ("hours", "year", "months", "terms")
TICKS = ("leading", "acting", "attached", "grassroots", "probation", "exceptional", "audited",
         "deceased", "party_work", "study")  # fmt: skip
PLACES = ("organization", "branch")
PEOPLE = ("person", "leader")
TITLES: Mapping[str, str] = {
    "on": "日期", "value": "内容", "precision": "日期精度", "area": "地区", "area_level": "地区层级",
    "others": "其他党派", "joined_on": "入党日期", "full_on": "转正日期", "kind": "种类",
    "level": "层次", "degree": "学位", "school": "毕业院校及专业", "degree_school": "学位院校及专业",
    "hours": "学时", "from": "起", "to": "止", "organization": "单位", "post": "职位",
    "position": "正副职", "leading": "领导职务", "acting": "主持工作（未任命）", "attached": "挂职",
    "grassroots": "基层工作", "probation": "试用期内", "text": "简历原文", "study": "学习经历",
    "inner": "其间", "exceptional": "破格任职", "audited": "已经审计", "service": "工作类别",
    "party_work": "党务工作", "terms": "届数", "promoted": "提任方式", "title": "名称",
    "year": "年度", "result": "等次", "fixed_on": "确定日期", "effective_on": "生效日期",
    "months": "影响期（月）", "until": "影响期至", "rights_restored_on": "恢复党员权利日期",
    "document_no": "文号", "relation": "称谓", "name": "姓名", "person": "在库人员",
    "born_on": "出生日期", "politics": "政治面貌", "workplace": "工作单位及职务", "deceased": "已故",
    "status": "情形", "area_of": "经营地区", "scope": "经营范围", "branch": "党支部",
    "leader": "领导干部",
}  # fmt: skip
OPTIONS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("tenure", "level"): LEVEL, ("tenure", "position"): POSITION,
    ("grade", "result"): GRADES, ("family_abroad", "status"): ABROAD,
    ("sanction", "kind"): SANCTIONS, ("kinship", "relation"): KINSHIP,
}  # fmt: skip


def fact_fields(kind: str) -> dict[str, Field]:
    """The fields of a kind of fact, the required ones first."""
    _, needed, further = FACTS[kind]
    return {key: _field(kind, key, required=key in needed) for key in (*needed, *further)}


def _field(kind: str, key: str, *, required: bool) -> Field:
    title, options = TITLES.get(key, key), OPTIONS.get((kind, key), {})
    if key == "precision":
        options = PRECISION
    if options:
        return Field(type="code", title=title, options=options, required=required)
    if key in DATES:
        return Field(type="date", title=title, required=required)
    if key in NUMBERS:
        return Field(type="int", title=title, required=required)
    if key in TICKS:
        return Field(type="bool", title=title, required=required)
    if key in PLACES and kind in ("tenure", "branch_membership"):
        return Field(type="organization", title=title, required=required)
    if key in PEOPLE:
        return Field(type="person", title=title, required=required)
    return Field(type="text", title=title, required=required)
