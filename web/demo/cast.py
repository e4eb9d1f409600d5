"""The cast of the demonstration (演示人物): the world of the example with everybody else, all invented.

A unit gets the offices and officers that the example's unit has; a candidate gets the facts of the
example's candidate, laid over by what `data/world.yaml` says differently.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from web.demo.batches import Background, Candidate, Unit, told
from workflow.stories.merge import merged, plain

# login of the example → duty, office below the unit
OFFICERS: Mapping[str, tuple[str, str]] = {
    "tan_shuji": ("unit_secretary", ""),
    "yan_shuji": ("discipline_secretary", ""),
    "gongwei_renshi": ("unit_organization_officer", "_renshi"),
    "gongwei_jijian": ("unit_discipline_officer", "_jijian"),
    "gongwei_dangwei": ("organ_party_officer", "_dangwei"),
    "zhibu_shuji": ("branch_secretary", "_zhibu"),
    "zhibu_weiyuan": ("branch_member", "_zhibu"),
}
OFFICES: Mapping[str, tuple[str, str]] = {
    "_renshi": ("组织人事处", "office"), "_jijian": ("机关纪委", "office"),
    "_dangwei": ("机关党委", "party"), "_zhibu": ("机关第二党支部", "branch"),
}  # fmt: skip
LINKS = {"organization": "_renshi", "discipline": "_jijian", "party": "_dangwei"}
HOME = "gongwei"  # the unit of the example
MODEL = "shen_yanqing"  # its candidate
# What the example's candidate has from the form, or gets in the course of the case.
FROM_FORM: Mapping[str, Mapping[str, Any]] = {
    "性别": {"kind": "gender", "value": "男"},
    "民族": {"kind": "nation", "value": "汉族"},
    "籍贯": {"kind": "native_place", "value": "虚构临江"},
    "健康": {"kind": "health", "value": "健康"},
    "政治面貌": {"kind": "politics", "value": "中共党员"},
    "学历": {"fact": "education", "kind": "full_time", "level": "大学", "degree": "法学学士",
             "school": "虚构大学"},
    "考核2023": {"kind": "grade", "year": 2023, "result": "称职"},
    "早年培训": {"kind": "training", "hours": 560, "from": "2020-03-01", "to": "2024-12-31"},
}  # fmt: skip


def enlarged(world: Mapping[str, Any], added: Background) -> dict[str, Any]:
    """The world of the example with everybody of the demonstration."""
    whole: dict[str, Any] = plain(world)
    example = whole["persons"][MODEL]["facts"]
    for key, unit in added.units.items():
        _add_unit(whole, key, unit)
    whole = merged(whole, told(added.with_world))
    whole["organizations"] = dict(_above_first(whole["organizations"]))
    for key, one in added.candidates.items():
        facts = _facts(example, one, added.units)
        whole["persons"][key] = {"name": one.name, "organization": one.unit, "facts": facts}
    _register_everybody(whole)
    return whole


def _add_unit(whole: dict[str, Any], key: str, unit: Unit) -> None:
    places = whole["organizations"]
    links = {name: f"{key}{office}" for name, office in LINKS.items()}
    places[key] = {"name": unit.name, "kind": "unit", "parent": "linjiang", "links": links}
    for suffix, (title, kind) in OFFICES.items():
        parent = f"{key}_dangwei" if suffix == "_zhibu" else key
        places[f"{key}{suffix}"] = {"name": f"{unit.name}{title}", "kind": kind, "parent": parent}
    for (duty, suffix), person in zip(OFFICERS.values(), unit.officers, strict=True):
        login = officer(key, duty)
        duties = [f"{duty}@{key}{suffix}"]
        whole["accounts"][login] = {"name": person, "person": login, "duties": duties}


def _above_first(places: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The organizations, each after the one above it."""
    waiting, told_of = dict(places), set[str | None]({None})
    while waiting:
        ready = [key for key, one in waiting.items() if one.get("parent") in told_of]
        yield from ((key, waiting.pop(key)) for key in ready)
        told_of |= {*ready}


def officer(unit: str, duty: str) -> str:
    """The login, also the person's key, of a unit's officer."""
    return f"{unit}_{duty.removesuffix('_officer')}"


def _facts(
    example: Mapping[str, Any], one: Candidate, units: Mapping[str, Unit]
) -> dict[str, Any]:
    """The example's facts in the candidate's unit, then what is said of the candidate."""
    facts: dict[str, Any] = plain({**example, **FROM_FORM})
    facts["出生"]["on"] = one.born
    if one.unit != HOME:
        facts["党组织关系"]["branch"] = f"{one.unit}_zhibu"
        facts["工委组织部部长"] |= {"organization": units[one.unit].name, "post": "办公室主任"}
    found: dict[str, Any] = merged(facts, told(one.facts))
    return {label: fact for label, fact in found.items() if label not in one.drop}


def _register_everybody(whole: dict[str, Any]) -> None:
    """Whoever has an account or sits in a body has a file too."""
    for account in whole["accounts"].values():
        place = account["duties"][0].partition("@")[2]
        if account.get("person"):
            whole["persons"].setdefault(
                account["person"], {"name": account["name"], "organization": place}
            )
    for body in whole["bodies"].values():
        for key, member in body["members"].items():
            whole["persons"].setdefault(
                key, {"name": member["name"], "organization": body["organization"]}
            )
