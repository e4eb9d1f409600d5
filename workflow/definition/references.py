"""Names in a definition (引用核对): one table says where names stand, another what exists."""

from collections.abc import Collection, Iterator, Mapping

from workflow.definition.fault import Fault, nearest
from workflow.definition.names import Names
from workflow.definition.tree import Path, Tree

# Where a name of which table stands; `*` is any key or any place in a list.
REFERENCES: tuple[tuple[str, str], ...] = (
    ("states.*.stage", "stage"),
    ("states.*.duty", "duty"),
    ("activities.*.in.*", "state"),
    ("activities.*.applies", "condition"),
    *((f"activities.*.{key}.*", "duty") for key in (
        "record", "approve", "ask_by", "respond_by", "offices", "conclude_by")),
    ("activities.*.rules.*", "rule"),
    ("activities.*.fields.*.rule", "rule"),
    ("activities.*.fields.*.columns.*.rule", "rule"),
    ("activities.*.items.*.rule", "rule"),
    ("activities.*.items.*.checker.*", "duty"),
    ("activities.*.ask.*", "ask"),
    ("activities.*.due.workdays", "setting"),
    ("activities.*.window.workdays", "setting"),
    ("activities.*.window.posting_day", "setting"),
    ("activities.*.signers", "activity"),
    ("activities.*.over", "activity"),
    ("activities.*.length.starts", "date"),
    ("moves.*.from.*", "state"),
    ("moves.*.to", "state"),
    ("moves.*.by.*", "duty"),
    ("moves.*.not_by.*", "not_by"),
    ("moves.*.needs.*", "activity"),
    ("moves.*.reopens.*", "activity"),
    ("moves.*.keeps.*", "activity"),
    ("moves.*.guards.*", "guard"),
    ("moves.*.fields.*.rule", "rule"),
    ("forward_guards.*", "guard"),
    ("gates.*.activities.*", "activity"),
    ("goals.*", "state"),
)  # fmt: skip
# The engine itself asks and refuses under these, whatever a definition says.
ENGINE_RULES = ("R-SEP-01", "R-GEN-06")
ENGINE_GUARDS = ("standing_clear",)
DUTY_REFERENCES = (("*.apart.*", "duty"),)
TITLES: Mapping[str, str] = {
    "stage": "环节", "state": "步骤", "duty": "岗位职责", "activity": "办理内容",
    "condition": "适用条件", "rule": "规则", "guard": "审核条件", "ask": "征求对象",
    "not_by": "回避用词", "setting": "设置", "date": "日期栏目",
}  # fmt: skip

Known = Mapping[str, Collection[str]]


def known_inside(tree: Tree) -> Known:
    """The names that a process file itself declares."""
    dates = {
        f"{activity}.{name}"
        for activity in tree.table("activities")
        for name in tree.table("activities", activity, "fields")
        if tree.at("activities", activity, "fields", name, "type") == "date"
    }
    return {
        "stage": tree.table("stages"),
        "state": tree.table("states"),
        "activity": tree.table("activities"),
        "setting": tree.table("settings"),
        "date": dates,
    }


def known_outside(tree: Tree, rules: Tree, duties: Tree, names: Names) -> Known:
    """The names that stand in the other files and in the closed tables."""
    words = {f"{word}.{one}" for word in names.not_by_of for one in tree.table("activities")}
    return {
        "rule": rules.table(),
        "duty": duties.table(),
        "condition": names.conditions,
        "guard": names.guards,
        "ask": names.asks,
        "not_by": words | set(names.not_by),
    }


def reference_faults(
    tree: Tree, known: Known, references: tuple[tuple[str, str], ...] = REFERENCES
) -> Iterator[Fault]:
    """Every name of `tree` that its table does not have, with the nearest one that it has."""
    for pattern, kind in references:
        if kind not in known:
            continue
        for path, value in matches(tree, pattern):
            if isinstance(value, str) and value not in known[kind]:
                near = nearest(value, known[kind])
                yield tree.fault(path, f"没有这个{TITLES[kind]}：“{value}”{near}")


def rule_faults(tree: Tree, rules: Tree, names: Names) -> Iterator[Fault]:
    """Rules that guards used here or the engine itself find against, missing in the rules file."""
    for rule in (*ENGINE_RULES, *(r for one in ENGINE_GUARDS for r in names.guards.get(one, ()))):
        if rule not in rules.table():
            yield rules.fault((), f"规则表缺少引擎所依的规则 {rule}")
    for pattern in ("moves.*.guards.*", "forward_guards.*"):
        for path, guard in matches(tree, pattern):
            for rule in names.guards.get(guard, ()) if isinstance(guard, str) else ():
                if rule not in rules.table():
                    yield tree.fault(path, f"审核条件“{guard}”所依规则 {rule} 不在规则表中")


def matches(tree: Tree, pattern: str) -> Iterator[tuple[Path, object]]:
    """Every written place that fits `pattern`, with its value."""
    yield from _matches(tree, (), tuple(pattern.split(".")))


def _matches(tree: Tree, path: Path, left: tuple[str, ...]) -> Iterator[tuple[Path, object]]:
    if not left:
        yield path, tree.at(*path)
        return
    steps: tuple[str | int, ...] = (left[0],)
    if left[0] == "*":
        steps = (*tree.table(*path), *range(len(tree.row(*path))))
    for step in steps:
        if tree.at(*path, step) is not None:
            yield from _matches(tree, (*path, step), left[1:])
