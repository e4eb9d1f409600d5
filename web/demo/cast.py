"""The cast of the demonstration (演示人物): places, posts, people and accounts, all invented.

It adds to the world of the worked example two more units with their officers, and eight more
candidates whose facts are those of the example's candidate.
"""

from collections.abc import Mapping
from typing import Any

# key, name of the unit; each gets offices, a branch, officers and one post.
UNITS = (("fagaiwei", "市发展和改革委员会"), ("caizhengju", "市财政局"))
OFFICERS: Mapping[str, tuple[str, str]] = {
    # login of the example → duty, place below the unit
    "tan_shuji": ("unit_secretary", ""),
    "yan_shuji": ("discipline_secretary", ""),
    "gongwei_renshi": ("unit_organization_officer", "_renshi"),
    "gongwei_jijian": ("unit_discipline_officer", "_jijian"),
    "gongwei_dangwei": ("organ_party_officer", "_dangwei"),
    "zhibu_shuji": ("branch_secretary", "_zhibu"),
    "zhibu_weiyuan": ("branch_member", "_zhibu"),
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "fagaiwei": ("袁立新", "贺敏", "舒畅", "费明", "庄静", "薛卫国", "龚蕾"),
    "caizhengju": ("万和平", "祝青", "葛宁", "毕胜", "谷雨", "单志强", "仇小燕"),
}
OFFICES: Mapping[str, tuple[str, str]] = {
    "_renshi": ("组织人事处", "office"), "_jijian": ("机关纪委", "office"),
    "_dangwei": ("机关党委", "party"), "_zhibu": ("机关第二党支部", "branch"),
}  # fmt: skip
# Candidates: key, name, unit. The characters are rare on purpose.
CANDIDATES = (
    ("wei_tongzhou", "韦同舟", "gongwei"), ("yan_guibin", "严桂彬", "gongwei"),
    ("chen_hui", "陈𬀩", "fagaiwei"), ("ayinur", "阿依努尔·艾尔肯", "fagaiwei"),
    ("wang_yan", "王䶮", "fagaiwei"), ("zhu_zhe", "祝喆", "caizhengju"),
    ("fu_jing", "傅璟", "caizhengju"), ("ceng_kun", "曾堃", "caizhengju"),
)
# What the example's candidate has from his form rather than from the world.
FROM_FORM: Mapping[str, Mapping[str, Any]] = {
    "性别": {"kind": "gender", "value": "男"},
    "民族": {"kind": "nation", "value": "汉族"},
    "籍贯": {"kind": "native_place", "value": "虚构临江"},
    "健康": {"kind": "health", "value": "健康"},
    "政治面貌": {"kind": "politics", "value": "中共党员"},
    "考核2023": {"kind": "grade", "year": 2023, "result": "称职"},
    "考核2024": {"kind": "grade", "year": 2024, "result": "称职"},
}
# A fact with a value called kind, which a world's facts cannot say.
EDUCATION = {"kind": "full_time", "level": "大学", "degree": "法学学士", "school": "虚构大学"}


def enlarged(world: Mapping[str, Any]) -> dict[str, Any]:
    """The world of the example with everybody of the demonstration."""
    told = {key: dict(value) if isinstance(value, Mapping) else value
            for key, value in world.items()}  # fmt: skip
    facts = told["persons"]["shen_yanqing"]["facts"]
    for unit, name in UNITS:
        _add_unit(told, unit, name)
    for key, name, unit in CANDIDATES:
        told["persons"][key] = {
            "name": name, "organization": unit, "facts": _facts(facts, key, unit),
        }  # fmt: skip
    _register_everybody(told)
    told["accounts"]["ouyang_ning"] = {
        "name": "欧阳宁", "person": "ouyang_ning",
        "duties": ["cadre_clerk@zuzhibu", "department_member@zuzhibu"],
    }  # fmt: skip
    told["persons"]["ouyang_ning"] = {"name": "欧阳宁", "organization": "zuzhibu"}
    return told


def _add_unit(told: dict[str, Any], unit: str, name: str) -> None:
    places = told["organizations"]
    places[unit] = {
        "name": name, "kind": "unit", "parent": "linjiang",
        "links": {"organization": f"{unit}_renshi", "discipline": f"{unit}_jijian",
                  "party": f"{unit}_dangwei"},
    }  # fmt: skip
    for suffix, (title, kind) in OFFICES.items():
        parent = f"{unit}_dangwei" if suffix == "_zhibu" else unit
        places[f"{unit}{suffix}"] = {"name": f"{name}{title}", "kind": kind, "parent": parent}
    told["posts"][f"{unit}_deputy"] = {
        "organization": unit, "title": f"{name}副{'主任' if unit == 'fagaiwei' else '局长'}",
        "level": "county_deputy", "position": "deputy", "quota": 3, "holders": [], "leaving": [],
    }  # fmt: skip
    for (duty, suffix), person in zip(OFFICERS.values(), NAMES[unit], strict=True):
        login = officer(unit, duty)
        told["accounts"][login] = {
            "name": person, "person": login, "duties": [f"{duty}@{unit}{suffix}"],
        }  # fmt: skip


def officer(unit: str, duty: str) -> str:
    """The login, also the person's key, of a unit's officer."""
    return f"{unit}_{duty.removesuffix('_officer')}"


def _facts(facts: Mapping[str, Any], key: str, unit: str) -> dict[str, Any]:
    """The example's facts in this unit; the Uyghur candidate is a woman of her nationality."""
    told = {label: dict(one) for label, one in facts.items()} | {
        label: dict(one) for label, one in FROM_FORM.items()
    }
    if unit != "gongwei":
        told["党组织关系"]["branch"] = f"{unit}_zhibu"
        told["工委组织部部长"] |= {"organization": dict(UNITS)[unit], "post": "办公室主任"}
    if key == "ayinur":
        told["民族"]["value"], told["性别"]["value"] = "维吾尔族", "女"
    if key == "chen_hui":
        told["亲属"] = {"kind": "kinship", "relation": "sibling", "name": "陶然",
                        "person": "tao_ran"}  # fmt: skip
    return told


def _register_everybody(told: dict[str, Any]) -> None:
    """Whoever has an account or sits in a body has a file too."""
    for account in told["accounts"].values():
        place = account["duties"][0].partition("@")[2]
        if account.get("person"):
            told["persons"].setdefault(
                account["person"], {"name": account["name"], "organization": place}
            )
    for body in told["bodies"].values():
        for key, member in body["members"].items():
            told["persons"].setdefault(
                key, {"name": member["name"], "organization": body["organization"]}
            )
