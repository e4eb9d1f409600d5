"""Writes docs/rules.md: for every rule, where it is enforced, where tested, or why not here.

    python docs/make_rules.py > docs/rules.md

Enforced: the guards (and activities) of the editions that name the rule. Tested: whether any test or
story names its id; the page says only 有, so that it does not change with every new story. A rule of
a listed group that is enforced nowhere needs a reason in REASONS.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from workflow.definition import read_all
from workflow.edition import Edition, Rule
from workflow.guards import GUARDS
from workflow.machine import STANDING

ROOT = Path(__file__).parent.parent
GROUPS = (
    "GEN", "QUAL", "EXC", "MOT", "PRE", "REC", "CAND", "INV", "FTSB", "PI", "POL", "BRANCH", "DEC",
    "APT", "AVO", "DOWN",
)  # fmt: skip
SEVERITY = {"block": "拒绝", "warn": "须说明理由", "record": "只记录"}
# Why a rule has no condition of its own in these three processes.
REASONS: Mapping[str, str] = {
    "R-GEN-04": "原则性要求，记入分析研判报告的“用人导向”栏",
    "R-EXC-10": "年底备案名单，由查询得出，不是办理中的条件",
    "R-INV-09": "只在有材料时记入谈话记录的“生活圈社交圈”栏",
    "R-INV-15": "归档登记，记入“归档”",
    "R-PI-01": "每年集中报告的收到情况，随个人事项核查登记",
    "R-PI-02": "变更报告，随个人事项核查登记",
    "R-POL-03": "考察时机，为政治素质考察的必填选项",
    "R-POL-04": "各地指标清单随考察记录登记版本；系统不计分、不设分数线",
    "R-POL-07": "确认一票否决时由系统同时立“调整”事项（workflow/commands/incumbents.py）",
    "R-POL-10": "政治素质档案随考察和任职追加，记入“归档”",
    "R-POL-11": "任职后的倒查，属问责追溯的后续工作",
    "R-POL-12": "领导班子层面的年度工作，不在个人事项流程内",
    "R-POL-14": "四方面意见为政治素质考察的栏目",
    "R-POL-15": "把关人员姓名由每条纪实的办理人留存",
    "R-BRANCH-06": "评优评先不在本流程内，可用同一种办理内容另行定义",
    "R-DEC-18": "保密要求，由查看权限（workflow/authority.py）和附件查看登记落实",
    "R-REC-13": "允许选用得票靠后的人选并写明理由，由比选说明落实",
    "R-APT-14": "任职方式为职位情况认定的必填选项",
    "R-DOWN-04": "申诉登记，不停止执行",
    "R-DOWN-05": "由调整流程本身落实：没有民主推荐、公示、试用",
}


def enforced(editions: Iterable[Edition]) -> dict[str, dict[str, list[str]]]:
    """Rule id → process → what enforces it there: conditions with their moves, activities."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for edition in editions:
        process = edition.process
        moves: dict[str, list[str]] = defaultdict(list)
        for move in process.moves:
            always = process.forward_guards if move.direction == "forward" else ()
            for name in (*always, *move.guards):
                moves[name].append(move.name)
        if process.effect != "downward":
            moves[STANDING] = ["每项流转"]
        for guard, at in moves.items():
            for rule in GUARDS[guard].rules:
                told[rule][process.process].append(f"`{guard}` @ {_short(at)}")
        for activity in process.activities.values():
            named = {*activity.rules, *(i.rule for i in activity.items.values() if i.rule)}
            for rule in named:
                told[rule][process.process].append(f"“{activity.title}”")
    return told


def _short(moves: list[str]) -> str:
    return "、".join(moves) if len(moves) <= 3 else f"{moves[0]} 等{len(moves)}项流转"


def tested() -> dict[str, list[str]]:
    """Rule id → the test and story files that name it."""
    told: dict[str, list[str]] = defaultdict(list)
    for path in sorted((*ROOT.glob("tests/**/*.py"), *ROOT.glob("tests/**/*.yaml"))):
        for rule in set(re.findall(r"R-[A-Z]+-\d\d", path.read_text(encoding="utf-8"))):
            told[rule].append(path.relative_to(ROOT / "tests").as_posix())
    return told


def lines(editions: Mapping[str, Edition]) -> Iterable[str]:
    """The page, line by line."""
    rules: Mapping[str, Rule] = next(iter(editions.values())).rules
    where, tests = enforced(editions.values()), tested()
    yield "# 规则落实情况 / Where each rule is enforced and tested\n"
    yield "由 `make docs` 生成，测试核对。“条件 @ 流转”为强制审核；“办理内容”为登记和留存。\n"
    for group in GROUPS:
        yield f"## R-{group}\n"
        yield "| 规则 | 条款 | 级别 | 落实 | 测试 |\n|---|---|---|---|---|"
        for rule in sorted(one for one in rules if one.split("-")[1] == group):
            spec = rules[rule]
            places = "；".join(
                f"{process}：{'，'.join(what)}" for process, what in sorted(where[rule].items())
            )
            here = places or REASONS.get(rule, "")
            if places and rule in REASONS:
                here = f"{places}（{REASONS[rule]}）"
            yield (
                f"| {rule} {spec.title} | {spec.article} | {SEVERITY[spec.severity]} | {here} | "
                f"{'有' if tests[rule] else ''} |"
            )
        yield ""


def enforcement(page: str) -> dict[str, tuple[str, ...]]:
    """Rule id → the cells of its row (title, article, severity, where enforced), without 测试."""
    rows = (line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| R-"))
    return {row[0].split()[0]: tuple(cell.strip() for cell in row[:-1]) for row in rows}


if __name__ == "__main__":
    print("\n".join(lines(read_all(ROOT / "definitions"))))
