"""What belongs together in a definition (配套核对): keys to their kind, columns to rows, one start."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workflow.definition.fault import Fault
from workflow.definition.listed import list_faults
from workflow.definition.tree import Path, Tree


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a kind beside the common ones; `asked` must be there and not be empty."""

    asked: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


COMMON = frozenset(
    ("kind", "title", "of", "in", "applies", "record", "approve", "fields", "rules", "evidence")
)
KIND_KEYS: Mapping[str, Keys] = MappingProxyType({
    "form": Keys(("record",)),
    "opinion": Keys(("record", "ask", "ask_by", "stances"),
                    ("silence", "due", "on_objection", "respond_by")),
    "ballot": Keys(("record",), ("groups",)),
    "checklist": Keys(("items",)),
    "assessment": Keys(("record", "mode"), ("lists",)),
    "signatures": Keys((), ("offices", "signers", "over")),
    "meeting_item": Keys(("record", "body")),
    "notice": Keys(("record", "window"), ("conclude_by",)),
    "period": Keys(("length",)),
})  # fmt: skip


def matching_faults(tree: Tree) -> Iterator[Fault]:
    """Every place of a process file whose parts do not fit each other."""
    for name in tree.table("activities"):
        yield from _activity(tree, ("activities", name))
    for number, _ in enumerate(tree.row("moves")):
        yield from _move(tree, ("moves", number))
    yield from _states(tree)
    yield from _twice(tree)


def _activity(tree: Tree, path: Path) -> Iterator[Fault]:
    kind = tree.at(*path, "kind")
    keys = KIND_KEYS.get(kind) if isinstance(kind, str) else None
    if keys is None:
        return  # said by the shape
    for key in tree.table(*path):
        others = {k for k, one in KIND_KEYS.items() if key in one.asked + one.free}
        if others and key not in COMMON and kind not in others:
            message = f"“{key}”不属于 {kind}，只用于 {'、'.join(sorted(others))}"
            yield tree.fault((*path, key), message, at_key=True)
    for key in ("in", *keys.asked):
        if key in tree.table(*path) and not tree.at(*path, key):
            yield tree.fault((*path, key), f"{kind} 的“{key}”不能为空")
        elif key not in tree.table(*path) and key != "in":
            yield tree.fault(path, f"{kind} 缺少“{key}”", at_key=True)
    yield from _pairs(tree, path, kind)
    yield from _fields(tree, (*path, "fields"))
    yield from list_faults(tree, (*path, "lists"))
    for item in tree.table(*path, "items"):
        yield from _item(tree, (*path, "items", item))


def _pairs(tree: Tree, path: Path, kind: object) -> Iterator[Fault]:
    """Keys that ask for each other."""
    keys = tree.table(*path)
    if kind == "opinion" and ("on_objection" in keys) != bool(keys.get("respond_by")):
        yield tree.fault(path, "“on_objection”与“respond_by”须同时写明", at_key=True)
    if kind == "signatures" and bool(keys.get("offices")) == bool(keys.get("signers")):
        yield tree.fault(path, "“offices”与“signers”须写且只写一个", at_key=True)
    if kind == "assessment" and "lists" in keys and keys.get("mode") != "full":
        yield tree.fault((*path, "lists"), "“lists”只用于 mode: full", at_key=True)
    if kind == "checklist" and not keys.get("record"):
        for item in tree.table(*path, "items"):
            if not tree.at(*path, "items", item, "checker"):
                yield tree.fault((*path, "items", item), "没有“record”，也没有“checker”，无人可核查",
                                 at_key=True)  # fmt: skip


def _item(tree: Tree, path: Path) -> Iterator[Fault]:
    """`clear` names some of the results, at least one."""
    results = tree.table(*path, "results")
    for key in ("results", "clear"):
        if key in tree.table(*path) and not tree.at(*path, key):
            yield tree.fault((*path, key), f"“{key}”不能为空")
    for number, clear in enumerate(tree.row(*path, "clear")):
        if clear not in results:
            yield tree.fault((*path, "clear", number), f"“{clear}”不在 results 之内")


def _fields(tree: Tree, path: Path) -> Iterator[Fault]:
    """`options` with code and codes, `columns` with rows, and nowhere else."""
    for name in tree.table(*path):
        at = (*path, name)
        kind, keys = tree.at(*at, "type"), tree.table(*at)
        for key, kinds in (("options", ("code", "codes")), ("columns", ("rows",))):
            if kind in kinds and not keys.get(key):
                yield tree.fault(at, f"类型 {kind} 须有“{key}”", at_key=True)
            elif kind not in kinds and key in keys:
                yield tree.fault((*at, key), f"“{key}”不属于类型 {kind}", at_key=True)
        if keys.get("long") and kind != "text":
            yield tree.fault((*at, "long"), "“long”只用于类型 text", at_key=True)
        yield from _fields(tree, (*at, "columns"))


def _move(tree: Tree, path: Path) -> Iterator[Fault]:
    for key in ("from", "by"):
        if key in tree.table(*path) and not tree.at(*path, key):
            yield tree.fault((*path, key), f"“{key}”不能为空")
    chosen = tree.at(*path, "reopens_chosen")
    if isinstance(chosen, str) and chosen not in tree.table(*path, "fields"):
        yield tree.fault((*path, "reopens_chosen"), f"本流转没有栏目“{chosen}”")
    yield from _fields(tree, (*path, "fields"))


def _states(tree: Tree) -> Iterator[Fault]:
    """Exactly one state begins."""
    first = [name for name in tree.table("states") if tree.at("states", name, "initial") is True]
    if not first:
        yield tree.fault(("states",), "没有起始步骤（initial: true）", at_key=True)
    for name in first[1:]:
        yield tree.fault(("states", name, "initial"), f"起始步骤只能有一个，已有“{first[0]}”")


def _twice(tree: Tree) -> Iterator[Fault]:
    """Two moves of one name; a name twice in one list."""
    seen: set[object] = set()
    for number, _ in enumerate(tree.row("moves")):
        name = tree.at("moves", number, "name")
        if isinstance(name, str) and name in seen:
            yield tree.fault(("moves", number, "name"), f"流转“{name}”重复")
        seen.add(name)
    for path in tree.values:
        counts = Counter(one for one in tree.row(*path) if isinstance(one, str))
        for name in (one for one, count in counts.items() if count > 1):
            last = max(n for n, one in enumerate(tree.row(*path)) if one == name)
            yield tree.fault((*path, last), f"“{name}”在同一列表中重复")
