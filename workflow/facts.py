"""Facts of a person (事实): what kinds there are and which values each holds.

A fact is stated by one account and verified by another with a document; guards take verified ones.
Levels (职务层次) are ordered by rank: consecutive leading levels differ by one (R-EXC-01).
"""

from collections.abc import Mapping

LEVELS: Mapping[str, tuple[int, str, str]] = {
    # identifier: rank, title, ZB09 code
    "staff": (0, "科员", "0150"),
    "township_deputy": (1, "乡科级副职", "0142"),
    "township_chief": (2, "乡科级正职", "0141"),
    "county_deputy": (3, "县处级副职", "0132"),
    "county_chief": (4, "县处级正职", "0131"),
    "prefecture_deputy": (5, "厅局级副职", "0122"),
    "prefecture_chief": (6, "厅局级正职", "0121"),
    "province_deputy": (7, "省部级副职", "0112"),
    "province_chief": (8, "省部级正职", "0111"),
    "state_deputy": (9, "国家级副职", "0102"),
    "state_chief": (10, "国家级正职", "0101"),
}

STANDINGS: Mapping[str, str] = {"clear": "正常", "held": "暂缓", "vetoed": "一票否决"}

SEXES: Mapping[str, str] = {"male": "男", "female": "女"}
GRADES: Mapping[str, str] = {
    "excellent": "优秀", "competent": "称职", "basic": "基本称职", "incompetent": "不称职",
    "undetermined": "不确定等次",
}  # fmt: skip

# Kinds of relatives of R-AVO-01 (任职回避); in the order of the rule.
KINSHIP: Mapping[str, str] = {
    "spouse": "配偶",
    "parent": "父母",
    "child": "子女",
    "grandparent": "（外）祖父母",
    "grandchild": "（外）孙子女",
    "sibling": "兄弟姐妹",
    "uncle_aunt": "伯叔姑舅姨",
    "cousin": "堂（表）兄弟姐妹",
    "nephew_niece": "侄子女、甥子女",
    "spouse_parent": "配偶的父母",
    "spouse_sibling": "配偶的兄弟姐妹及其配偶",
    "child_spouse": "子女的配偶",
    "child_spouse_parent": "子女配偶的父母",
    "collateral_spouse": "三代以内旁系血亲的配偶",
}

# kind: (title, required values, further values). Dates are ISO texts; months are counted from them.
FACTS: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "birth": ("出生日期", ("on",), ("precision",)),
    "gender": ("性别", ("value",), ()),
    "nation": ("民族", ("value",), ()),
    "native_place": ("籍贯", ("value",), ()),
    "birth_place": ("出生地", ("value",), ()),
    "growth_place": ("成长地", ("area",), ("area_level",)),
    "work_start": ("参加工作时间", ("on",), ("precision",)),
    "health": ("健康状况", ("value",), ()),
    "politics": ("政治面貌", ("value",), ("others",)),
    # full_on is the day of 转正, from which Party years count (R-QUAL-12)
    "party": ("入党时间", ("joined_on",), ("full_on", "precision")),
    "education": ("学历学位", ("kind", "level"), ("degree", "school", "degree_school")),
    "training": ("培训学时", ("hours", "from", "to"), ()),
    # position: chief | deputy | other; leading: holds a leading post (领导职务);
    # acting: 主持工作 without appointment; attached: 挂职; both never count (R-QUAL-15)
    "tenure": (
        "任职经历",
        ("from", "organization", "post", "level", "position"),
        ("to", "leading", "acting", "attached", "grassroots", "probation", "area", "text", "study",
         "precision", "inner", "exceptional", "audited", "service", "party_work", "terms",
         "promoted"),
    ),
    "rank": ("职级", ("title", "from"), ("to",)),
    "grade": ("年度考核结果", ("year", "result"), ("fixed_on",)),
    "sanction": (
        "处分、组织处理、诫勉",
        ("kind", "effective_on"),
        ("months", "until", "rights_restored_on", "document_no"),
    ),
    "kinship": (
        "亲属关系",
        ("relation", "name"),
        ("person", "organization", "post", "born_on", "precision", "politics", "workplace",
         "deceased", "title"),
    ),
    "family_abroad": ("配偶子女移居国（境）外", ("status",), ()),
    "family_business": ("配偶、子女及其配偶经商办企业", ("area_of", "scope"), ("name",)),
    "branch_membership": ("党组织关系", ("branch", "from"), ("to",)),
    "leader_staff": ("领导身边工作人员", ("leader",), ("organization",)),
}  # fmt: skip

EDUCATION_RANK: Mapping[str, int] = {
    "初中": 1, "高中": 2, "中专": 2, "中技": 2, "大专": 3, "大学": 4, "大学本科": 4,
    "省委党校大学": 4, "中央党校大学": 4, "研究生班": 5, "研究生": 5,
}  # fmt: skip


def level_title(level: str) -> str:
    """The Chinese title of a level identifier."""
    return LEVELS[level][1]
