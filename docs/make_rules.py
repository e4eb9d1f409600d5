"""Writes docs/rules.md: for every rule, where it is enforced, where tested, or why not here.

    python docs/make_rules.py > docs/rules.md

Enforced: the guards (and activities) of the editions that name the rule. Tested: the tests whose code
names the rule, and the stories in which somebody is refused by it or writes a reason; a docstring, a
comment or a table of a fixture is no test. The page names a few of each, so that it does not change with
every new story. A rule that is enforced nowhere needs a reason in REASONS; a rule of the rulebook that
no edition has, one in OUTSIDE.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workflow.definition import read_all
from workflow.edition import Edition, Rule
from workflow.guards import GUARDS
from workflow.machine import STANDING

ROOT = Path(__file__).parent.parent
GROUPS = (
    "GEN", "QUAL", "EXC", "MOT", "PRE", "REC", "CAND", "INV", "FTSB", "PI", "POL", "BRANCH", "DEC",
    "APT", "LAW", "AVO", "EXCH", "OUT", "DOWN", "SUP", "TRACE", "SEP", "DUTY",
)  # fmt: skip
RULE = re.compile(r"R-[A-Z]+-\d\d")
NAMED = 2  # tests, and stories, that the page names of each rule
SEVERITY = {"block": "拒绝", "warn": "须说明理由", "record": "只记录"}
# Why a rule has no condition of its own in these three processes.
REASONS: Mapping[str, str] = {
    "R-GEN-04": "原则性要求，记入分析研判报告的“用人导向”栏",
    "R-EXC-10": "年底备案名单，由查询得出，不是办理中的条件",
    "R-INV-09": "只在有材料时记入谈话记录的“生活圈社交圈”栏",
    "R-INV-15": "归档登记，记入“归档”",
    "R-PI-01": "每年集中报告的收到情况，随个人事项核查登记",
    "R-POL-03": "考察时机，为政治素质考察的必填选项",
    "R-POL-04": "各地清单是流程版本的数据（definitions/lists），填报时逐项核对、登记版本和编号"
                "（workflow/activities/lists.py）；系统不计分、不设分数线",
    "R-POL-07": "确认一票否决时由系统同时立“调整”事项（workflow/commands/incumbents.py）",
    "R-POL-10": "政治素质档案随考察和任职追加，记入“归档”",
    "R-POL-11": "任职后的倒查，属问责追溯的后续工作",
    "R-POL-12": "领导班子层面的年度工作，不在个人事项流程内",
    "R-POL-14": "四方面意见为政治素质考察的栏目",
    "R-POL-15": "把关人员姓名由每条纪实的办理人留存",
    "R-BRANCH-06": "评优评先不在本流程内，可用同一种办理内容另行定义",
    "R-DEC-18": "保密要求，由查看权限（workflow/authority）和附件查看登记落实",
    "R-REC-13": "允许选用得票靠后的人选并写明理由，由比选说明落实",
    "R-APT-14": "任职方式为职位情况认定的必填选项",
    "R-DOWN-04": "申诉登记，不停止执行",
    "R-DOWN-05": "由调整流程本身落实：没有民主推荐、公示、试用",
    "R-LAW-01": "推荐书的名义、主送和理由由 `nomination_lawful` 审核，以 R-GEN-03 告知",
    "R-LAW-02": "政府任命的职务由 `track_fits` 和 `nomination_lawful` 审核，以 R-GEN-03 告知",
    "R-LAW-03": "换届通报协商由 `nomination_lawful` 审核，以 R-GEN-03 告知",
    "R-LAW-04": "代表意见和另行推荐，记入“选举（任命）结果”和“重新推荐提名”的理由",
    "R-EXCH-01": "任满十年的监测属全体干部的日常管理，转任时记入“交流依据”",
    "R-EXCH-04": "轮岗和到基层任职属日常计划，转任时记入“交流依据”",
    "R-EXCH-05": "交流依据为必填选项，报到日期记入“报到”；指名、自行联系由人查处",
    "R-TRACE-01": "办理日期不得在将来、逾期须写理由（workflow/commands/once.py），流转不得早于所依据的材料"
                  "（workflow/commands/cases.py），公示自实际发布之日起算（`notice_window`）",
    "R-TRACE-02": "没有记录的步骤走不下去：每项流转的 needs；不适用的由引擎写明理由",
    "R-TRACE-09": "办理人、岗位职责和单位写入每条纪实（workflow/journal/write.py），账户停用后不变",
    "R-SUP-02": "监督工作提示单（workflow/commands/prompts.py），不是一个事项的办理条件",
    "R-SUP-03": "年度报告和评议票汇总（workflow/commands/appraisals.py），不是一个事项的办理条件",
    "R-SUP-05": "评议明显偏低的，登记票数时写明处理（workflow/commands/appraisals.py）；"
                "比例没有全国规定，默认六成，由本库设置",
    "R-TRACE-05": "打招呼登记（workflow/commands/interference.py），承办人看不到、删不掉",
    "R-TRACE-06": "事项的“倒查”页（workflow/queries/missed.py）：问题存在之日以后应当遇到它的审核",
    "R-SEP-01": "由 workflow/separation.py 按 not_by 和 apart 审核，每项流转和审核",
    "R-DUTY-01": "由 workflow/authority 按当日岗位职责审核，每项办理和流转",
}
# Rules of the rulebook that no edition holds, and why.
OUTSIDE: Mapping[str, str] = {
    "R-DIS-01 至 R-DIS-10": "十条纪律由所对应的规则落实：R-GEN-05、R-DEC-19、R-CAND-04、R-PRE-01、R-AVO、R-PRE-06、"
                           "R-PRE-07、R-FTSB-01；查阅和泄密由查看登记落实",
    "R-DIS-11、R-DIS-12": "不服从交流的处理和纪律处分移送，不在这三个流程内",
    "R-OUT-02、R-OUT-03、R-OUT-05": "辞职的种类和时限、降职使用的待遇，属辞职和降职流程，另行定义",
    "R-SUP-01、R-SUP-04、R-SUP-06": "监督职责、评议范围、举报受理，属年度和专项工作",
    "R-TRACE-03": "归档格式属导出，另行定义",
    "R-TRACE-04": "只增不改、逐条相连由数据库落实（workflow/models/triggers.py、workflow/journal），"
                  "`cadre journal verify` 核对",
    "R-TRACE-07": "责任认定由人作出；所需的材料每条纪实均已留存",
    "R-TRACE-08": "宣布无效由 R-EXC-11 落实",
}


def enforced(editions: Iterable[Edition]) -> dict[str, dict[str, list[str]]]:
    """Rule id → process → what enforces it there: conditions with their moves, activities."""
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    newest = {one.process.process: one for one in editions}  # the later one comes last
    for edition in newest.values():
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
    """Rule id → the tests and stories that hold it, as paths below `tests`, tests first."""
    told: dict[str, list[str]] = defaultdict(list)
    for path in sorted(ROOT.glob("tests/**/test_*.py")):
        if path.parent.name == "house":
            continue  # about the rules as texts
        for rule in _named_by(path.read_text(encoding="utf-8")):
            told[rule].append(path.relative_to(ROOT / "tests").as_posix())
    for path in sorted(ROOT.glob("tests/stories/*.yaml")):
        for rule in _refused_in(path.read_text(encoding="utf-8")):
            told[rule].append(path.relative_to(ROOT / "tests").as_posix())
    return told


def _named_by(source: str) -> set[str]:
    """The ids that stand in the code of a test file, outside of docstrings and comments."""
    tree = ast.parse(source)
    said = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    return {
        rule
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in said
        for rule in RULE.findall(one.value)
    }


def _refused_in(text: str) -> set[str]:
    """The ids in the `refused:` lists of a story."""
    lists = re.findall(r"refused:\s*(\[[^\]]*\]|(?:\s*-\s*R-[A-Z]+-\d\d)+)", text)
    return {rule for one in lists for rule in RULE.findall(one)}


def shown(paths: list[str]) -> str:
    """The tests of a rule as the page has them: a few by name, and how many there are."""
    stories = [one for one in paths if one.endswith(".yaml")]
    tests = [one for one in paths if one.endswith(".py")]
    # First what is about guards, where a rule is held in its smallest place.
    tests.sort(key=lambda one: (not one.startswith("guards/"), one))
    named = [f"`{one}`" for one in (*tests[:NAMED], *stories[:NAMED])]
    also = " 等" if len(paths) > len(named) else ""
    return "、".join(named) + also


def lines(editions: Mapping[str, Edition]) -> Iterable[str]:
    """The page, line by line."""
    rules: Mapping[str, Rule] = next(iter(editions.values())).rules
    where, tests = enforced(editions.values()), tested()
    yield "# 规则落实情况 / Where each rule is enforced and tested\n"
    yield (
        "由 `make docs` 生成，测试核对。“条件 @ 流转”为强制审核；“办理内容”为登记和留存。"
        "“测试”列出写明该规则的测试和被该规则拒绝的情景，路径在 `tests/` 之下。\n"
    )
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
                f"{shown(tests[rule]) or '—'} |"
            )
        yield ""
    yield from _outside()


def _outside() -> Iterator[str]:
    yield "## 不在这三个流程内的规则\n"
    yield "| 规则 | 为何 |\n|---|---|"
    yield from (f"| {rule} | {why} |" for rule, why in OUTSIDE.items())


def named_tests(page: str) -> dict[str, list[str]]:
    """Rule id → the tests that a page names for it."""
    rows = (line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| R-"))
    return {row[0].split()[0]: re.findall(r"`([^`]+)`", row[-1]) for row in rows if len(row) == 5}


def enforcement(page: str) -> dict[str, tuple[str, ...]]:
    """Rule id → the cells of its row (title, article, severity, where enforced), without 测试."""
    rows = (line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| R-"))
    return {
        row[0].split()[0]: tuple(cell.strip() for cell in row[:-1]) for row in rows if len(row) == 5
    }


if __name__ == "__main__":
    print("\n".join(lines(read_all(ROOT / "definitions"))))
