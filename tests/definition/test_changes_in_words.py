"""What two editions say differently is told without a single name of the definition language."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from small_process import Folder

from workflow.definition import read_package
from workflow.definition.changes import changes
from workflow.definition.setting_words import (
    KEYS,
    SETTING_TITLES,
    setting_bounds,
    setting_title,
    setting_value,
)
from workflow.definition.settings import SETTINGS
from workflow.definition.words import KINDS, Words
from workflow.edition import Due, Edition

DEFINITIONS = Path(__file__).parents[2] / "definitions"
NAME = re.compile(r"[a-z]+_[a-z_]+|[a-z]{4,}")


@pytest.fixture(scope="module")
def editions() -> Mapping[str, Edition]:
    return {name: read_package(DEFINITIONS, name) for name in ("promotion/1", "transfer/1")}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: 小流程", "title: 新流程", [("名称", "小流程", "新流程")]),
        ("effect: upward", "effect: lateral", [("去向", "提任", "平级")]),
        ("needs: [vote]", "needs: [vote, paper]",
         [("流转 “通过” 须先办妥", "没有去掉", "增加：材料")]),
        ("doubt: 存疑", "open: 未了结",
         [("办理内容 “核查” 核查项目 “档案” 核查结果 “存疑”", "存疑", "（无）"),
          ("办理内容 “核查” 核查项目 “档案” 核查结果 “未了结”", "（无）", "未了结")]),
        ("options: {no: 不, yes: 是}", "options: {yes: 是, no: 不}",
         [("办理内容 “材料” 栏目 “方式” 选项（次序）", "不、是", "是、不")]),
        ("type: code, title: 方式", "type: code, title: 方式, required: false",
         [("办理内容 “材料” 栏目 “方式” 必填", "是", "否")]),
        ("name: adopt, title: 通过", "name: pass_on, title: 通过",
         [("流转 “通过”", "通过", "（无）"), ("流转 “通过”", "（无）", "通过")]),
    ],
)  # fmt: skip
def test_a_change_is_told_in_words(
    folder: Folder, old: str, new: str, told: list[tuple[str, str, str]]
) -> None:
    before = folder.edition()
    folder.change(old, new)
    found = [(one.place, one.old, one.new) for one in changes(before, folder.edition())]
    assert found == told
    assert changes(before, before) == []


def test_changes_of_rules_duties_and_settings_are_told_in_words(
    editions: Mapping[str, Edition],
) -> None:
    old = editions["promotion/1"]
    tables = old.process.settings
    settings = {
        **tables, "publicity_workdays": 7, "recusal_base": "shrink",
        "party_years": {"county": 5, "prefecture": 5},
    }  # fmt: skip
    del settings["township_months"]
    rules = dict(old.rules)
    rule = next(name for name, one in rules.items() if one.parts)
    part = next(iter(rules[rule].parts))
    rules[rule] = rules[rule].model_copy(update={
        "severity": "record", "parts": {**rules[rule].parts, part: "record"},
    })  # fmt: skip
    duties = dict(old.duties)
    duties["cadre_clerk"] = duties["cadre_clerk"].model_copy(update={"apart": ()})
    new = old.model_copy(update={
        "process": old.process.model_copy(update={"settings": settings}),
        "rules": rules, "duties": duties, "digest": "0" * 64,
    })  # fmt: skip
    found = {one.place: (one.old, one.new) for one in changes(old, new)}
    assert found["设置 “任前公示工作日”"] == ("5个工作日", "7个工作日")
    assert found["设置 “回避人员是否计入应到”"] == ("仍计入应到会人数", "从应到会人数中减去")
    assert found["设置 “党委领导成员党龄” “县级”"] == ("3年", "5年")
    assert found["设置 “提任乡科级任职月数”"] == ("乡科级正职24个月；乡科级副职36个月", "（无）")
    title = old.rules[rule].title
    assert found[f"规则 {rule}“{title}” 轻重"][1] == "只作记录"
    assert found[f"规则 {rule}“{title}” 轻重不同的部分"][1] == "只作记录"
    assert found["岗位职责 “干部科经办人” 不得兼办"] == ("去掉：干部科负责人、干部监督机构人员", "没有增加")


def test_of_a_long_list_only_what_has_moved_is_told(editions: Mapping[str, Edition]) -> None:
    old = editions["promotion/1"]
    first, *rest = old.process.moves
    guards = rest[0].guards
    turned = rest[0].model_copy(update={"guards": (*guards[1:], guards[0])})
    process = old.process.model_copy(update={"moves": (turned, first, *rest[1:])})
    new = old.model_copy(update={"process": process, "digest": "0" * 64})
    assert [(one.place, one.old, one.new) for one in changes(old, new)] == [
        ("流转 “提交初步建议” 审核条件（次序）", "原来的次序", "换了位置：初步建议内容齐全"),
        ("流转（次序）", "原来的次序", "换了位置：提交初步建议"),
    ]


def test_whole_editions_are_compared_without_a_name_of_the_language(
    editions: Mapping[str, Edition],
) -> None:
    found = changes(editions["promotion/1"], editions["transfer/1"])
    assert len(found) > 100
    named = [one for one in found if NAME.search(f"{one.place} {one.old} {one.new}")]
    assert named == []


def test_settings_and_kinds_are_called_as_in_the_glossary() -> None:
    rows = YAML(typ="safe").load((DEFINITIONS / "terms.yaml").read_text(encoding="utf-8"))
    terms = {(row["kind"], row["identifier"]): row["term"] for row in rows}
    assert {name: terms["setting", name] for name in SETTINGS} == SETTING_TITLES
    assert {name: terms["kind", name] for name in KINDS} == KINDS


def test_every_value_that_may_be_chosen_has_its_words() -> None:
    for name, allowed in SETTINGS.items():
        if isinstance(allowed, Mapping):
            assert all(key in KEYS and setting_bounds(name, key) for key in allowed)
        else:
            assert not NAME.search(setting_bounds(name)), name
    assert setting_bounds("publicity_workdays") == "5至30个工作日"
    assert setting_bounds("nix") == "" and setting_title("nix") == "nix"
    assert setting_value("rank_holder_table", False) == "没有"


def test_a_name_that_an_edition_lacks_stands_for_itself(editions: Mapping[str, Edition]) -> None:
    words = Words(editions["promotion/1"])
    assert words.stage("motion") == "研判动议" and words.stage("nix") == "nix"
    assert words.state("nix") == words.activity("nix") == words.move("nix") == "nix"
    assert words.move("appoint") == "正式任职"
    assert words.guard("nix") == words.condition("nix") == words.asked("nix") == "nix"
    assert words.guard_rules("nix") == () and words.guard_rules("in_quota") == ("R-GEN-05",)
    assert words.barred("voters") == "参加表决的成员" and words.barred("nix") == "nix"
    assert words.barred("recorder_of.work_plan") == "“工作方案”的填报人"
    assert words.due(Due(workdays=3)) == "3个工作日"
    assert words.due(Due(workdays="branch_opinion_days")) == "党支部答复期限：5个工作日"
    assert words.setting("publicity_posting_day") == "公示发布当日是否计入：不计入"
    assert words.addressees(("person_branches", "nix")) == "人选所在党支部、nix"
    assert words.excluded(("voters", "nix")) == "参加表决的成员、nix"
    assert words.start("appointment_notice.nix") == "任职（试任职）通知·nix"
    assert words.start("nix.nix") == "nix·nix"
    assert words.duties(("cadre_clerk", "nix")) == "干部科经办人、nix"
