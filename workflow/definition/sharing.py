"""Activities taken over from another process (共用办理内容), copied in before anything is checked.

`shared: {from: promotion/1, activities: [four_checks, …]}`. Equal names of states mean the same
step in both, so an activity keeps those of its states that exist here; with none left it is a
fault. `here: {branch_opinion: {in: [suggestion]}}` says otherwise: the states in which it is
recorded here, and the condition under which it applies. A copy keeps the lines of the file it
comes from.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from workflow.definition.fault import Fault, nearest
from workflow.definition.tree import Path, Place, Tree, read_tree

EDITION_NAME = re.compile(r"[a-z][a-z0-9_]*/[1-9][0-9]*")
KEYS = ("from", "activities", "here")
HERE_KEYS = ("in", "applies")


def source_of(tree: Tree) -> str | None:
    """The edition that `tree` takes from, when it names one properly."""
    name = tree.at("shared", "from")
    return name if isinstance(name, str) and EDITION_NAME.fullmatch(name) else None


def with_shared(tree: Tree, shared: Mapping[str, str]) -> Tree:
    """`tree` without the key `shared` and with what it asks for; faults are in the tree."""
    if "shared" not in tree.table():
        return tree
    faults = list(_malformed(tree))
    name = source_of(tree)
    activities = dict(tree.table("activities"))
    keys, values = dict(tree.keys), dict(tree.values)
    if name is not None and name not in shared:
        faults.append(tree.fault(("shared", "from"), f"没有这个流程：“{name}”"))
    elif name is not None:
        other = read_tree(shared[name], f"{name}.yaml")
        faults += other.faults
        for at, one in _wanted(tree):
            fault = _refused(tree, other, at, one)
            if fault is not None:
                faults.append(fault)
                continue
            activities[one] = _fitted(tree, other, one)
            _copy_places(other.keys, keys, one)
            _copy_places(other.values, values, one)
            for key in tree.table("shared", "here", one):
                _move_places(keys, one, key)
                _move_places(values, one, key)
    data = {**tree.table(), "activities": activities}
    del data["shared"]
    return replace(tree, data=data, keys=keys, values=values, faults=(*tree.faults, *faults))


def _malformed(tree: Tree) -> Iterator[Fault]:
    for key in tree.table("shared"):
        if key not in KEYS:
            message = f"不认识的键“{key}”{nearest(key, KEYS)}"
            yield tree.fault(("shared", key), message, at_key=True)
    yield from _malformed_here(tree)
    if source_of(tree) is None:
        yield tree.fault(("shared", "from"), "应当写明来源流程，如 promotion/1")
    if not tree.row("shared", "activities"):
        yield tree.fault(("shared", "activities"), "应当写明共用的办理内容")
    for number, one in enumerate(tree.row("shared", "activities")):
        if not isinstance(one, str):
            yield tree.fault(("shared", "activities", number), "应当是办理内容的名称")


def _malformed_here(tree: Tree) -> Iterator[Fault]:
    listed = [str(one) for one in tree.row("shared", "activities")]
    for one in tree.table("shared", "here"):
        if one not in listed:
            message = f"“{one}”没有列为共用{nearest(one, listed)}"
            yield tree.fault(("shared", "here", one), message, at_key=True)
        for key in tree.table("shared", "here", one):
            if key not in HERE_KEYS:
                message = f"共用的办理内容只能另定 {'、'.join(HERE_KEYS)}，不能另定“{key}”"
                yield tree.fault(("shared", "here", one, key), message, at_key=True)


def _wanted(tree: Tree) -> Iterator[tuple[Path, str]]:
    for number, one in enumerate(tree.row("shared", "activities")):
        if isinstance(one, str):
            yield ("shared", "activities", number), one


def _refused(tree: Tree, other: Tree, at: Path, one: str) -> Fault | None:
    known = other.table("activities")
    if one not in known:
        return tree.fault(at, f"{other.file} 没有办理内容“{one}”{nearest(one, known)}")
    if one in tree.table("activities"):
        return tree.fault(("activities", one), "已从别的流程共用，不能再写一遍", at_key=True)
    states = [state for state in other.row("activities", one, "in") if isinstance(state, str)]
    here = "in" in tree.table("shared", "here", one)
    if states and not here and not any(state in tree.table("states") for state in states):
        return tree.fault(at, f"“{one}”可办理的步骤（{'、'.join(states)}）本流程都没有")
    return None


def _fitted(tree: Tree, other: Tree, one: str) -> object:
    """The activity with those of its states that exist here; unknown ones of its own file stay."""
    states = tree.table("states")
    kept = tuple(
        state for state in other.row("activities", one, "in")
        if state in states or state not in other.table("states")
    )  # fmt: skip
    return {**other.table("activities", one), "in": kept, **tree.table("shared", "here", one)}


def _copy_places(source: Mapping[Path, Place], target: dict[Path, Place], one: str) -> None:
    head = ("activities", one)
    target.update({path: place for path, place in source.items() if path[:2] == head})


def _move_places(places: dict[Path, Place], one: str, key: str) -> None:
    """What is said in `here` stands where it is said."""
    head, target = ("shared", "here", one, key), ("activities", one, key)
    for path in [path for path in places if path[:3] == target]:
        del places[path]
    moved = {(*target, *path[4:]): place for path, place in places.items() if path[:4] == head}
    places.update(moved)
