"""An edition that amends an earlier one (修订版本): it says only what differs, all else is taken over.

`amends: promotion/1` with `settings` (those named) and `lists` (of the activities named). What the
Regulation leaves to a place, an instance so writes as an edition of its own (本地设置), without a copy
of the process. Everything is put together before it is checked; a part keeps the lines of its file.
"""

from collections.abc import Iterator
from dataclasses import replace

from workflow.definition.fault import Fault, nearest
from workflow.definition.listed import KEY as LISTS
from workflow.definition.sharing import EDITION_NAME
from workflow.definition.tree import Path, Tree

KEYS = ("process", "edition", "amends", "settings", LISTS)
OWN = ("process", "edition")


def amended_by(tree: Tree) -> str | None:
    """The edition that `tree` amends, when it names an earlier one of the same process."""
    name, edition = tree.at("amends"), tree.at("edition")
    if not isinstance(name, str) or not EDITION_NAME.fullmatch(name):
        return None
    process, _, number = name.partition("/")
    earlier = isinstance(edition, int) and int(number) < edition
    return name if process == tree.at("process") and earlier else None


def unamended(tree: Tree, message: str) -> Tree:
    """What is left of a tree whose earlier edition cannot be had: its faults, and this one."""
    return Tree(tree.file, {}, {}, {}, (*tree.faults, tree.fault(("amends",), message)))


def with_amended(tree: Tree, base: Tree) -> Tree:
    """`base`, an edition put together, as `tree` amends it; faults are in the tree."""
    faults = (*base.faults, *tree.faults, *_malformed(tree, base))
    table, said = base.table(), tree.table(LISTS)
    activities = {
        name: {**one, LISTS: said[name]} if name in said and isinstance(one, dict) else one
        for name, one in base.table("activities").items()
    }
    data = {
        **table, **{key: tree.at(key) for key in OWN}, "activities": activities,
        "settings": {**base.table("settings"), **tree.table("settings")},
    }  # fmt: skip
    keys, values = dict(base.keys), dict(base.values)
    for places, own in ((keys, tree.keys), (values, tree.values)):
        heads = {moved for moved in map(_moved, own) if moved is not None and len(moved) > 1}
        for path in [one for one in places if any(one[: len(head)] == head for head in heads)]:
            del places[path]
        places.update({moved: own[path] for path in own if (moved := _moved(path)) is not None})
    return replace(tree, data=data, keys=keys, values=values, faults=faults)


def _moved(path: Path) -> Path | None:
    """Where a part of an amending file stands in the whole."""
    if path[:1] == (LISTS,):
        return ("activities", path[1], LISTS, *path[2:]) if len(path) > 1 else None
    if path[:1] == ("settings",):
        return path if len(path) > 1 else None
    return path if path[:1] and path[0] in OWN else None


def _malformed(tree: Tree, base: Tree) -> Iterator[Fault]:
    for key in tree.table():
        if key not in KEYS:
            message = f"修订只能另定 settings、{LISTS}，不能另定“{key}”"
            yield tree.fault((key,), message, at_key=True)
    for key in ("settings", LISTS):
        if key in tree.table() and not isinstance(tree.at(key), dict):
            yield tree.fault((key,), "应当是键值表")
    known = base.table("activities")
    for name in tree.table(LISTS):
        if name not in known:
            message = f"没有这个办理内容：“{name}”{nearest(name, known)}"
            yield tree.fault((LISTS, name), message, at_key=True)
