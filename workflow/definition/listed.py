"""Lists of an assessment (考察清单): files of their own, put where a definition names them, and checked.

`lists: sample` of an assessment stands for the file `lists/sample.yaml` beside the processes, so that
a local list is one file and one name; it may also be written out in place. The copy keeps the lines
of its file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from workflow.definition.fault import Fault
from workflow.definition.tree import Path, Place, Tree, read_tree

FOLDER = "lists"
LIST_NAME = re.compile(r"[a-z][a-z0-9_]*")
KEY = "lists"
CLASSES = ("positive", "negative")


def lists_of(tree: Tree) -> Iterator[str]:
    """The list files that a process file names, in its activities or to amend those of another."""
    named = (*tree.table(KEY).values(), *(tree.at("activities", one, KEY)
                                          for one in tree.table("activities")))  # fmt: skip
    for name in named:
        if isinstance(name, str) and LIST_NAME.fullmatch(name):
            yield f"{FOLDER}/{name}"


def with_lists(tree: Tree, texts: Mapping[str, str]) -> Tree:
    """`tree` with every list that it names copied in from `texts`; faults are in the tree."""
    activities = dict(tree.table("activities"))
    keys, values, faults = dict(tree.keys), dict(tree.values), list(tree.faults)
    for one in activities:
        name, at = tree.at("activities", one, KEY), ("activities", one, KEY)
        if not isinstance(name, str):
            continue
        said = {key: value for key, value in tree.table("activities", one).items() if key != KEY}
        file = f"{FOLDER}/{name}"
        if file not in texts:
            faults.append(tree.fault(at, f"没有这份清单：“{name}”"))
        else:
            other = read_tree(texts[file], f"{file}.yaml")
            faults += other.faults
            said[KEY] = other.data
            _copy_places(other.keys, keys, at)
            _copy_places(other.values, values, at)
        activities[one] = said
    if activities == tree.table("activities"):
        return tree
    data = {**tree.table(), "activities": activities}
    return replace(tree, data=data, keys=keys, values=values, faults=tuple(faults))


def _copy_places(source: Mapping[Path, Place], target: dict[Path, Place], at: Path) -> None:
    target.update({(*at, *path): place for path, place in source.items()})


def list_faults(tree: Tree, path: Path) -> Iterator[Fault]:
    """What is wrong with a list beside its shape: nothing in it, a code or a text that stands twice."""
    for key in ("title", "version"):
        text = tree.at(*path, key)
        if isinstance(text, str) and text and not text.strip():
            yield tree.fault((*path, key), "文字不能为空")
    codes: dict[str, str] = {}
    for kind in CLASSES:
        texts: dict[str, str] = {}
        if kind in tree.table(*path) and tree.table(*path, kind) == {}:
            yield tree.fault((*path, kind), f"“{kind}”不能为空，清单至少有一项", at_key=True)
        for name in tree.table(*path, kind):
            at = (*path, kind, name, "points")
            if "points" in tree.table(*path, kind, name) and tree.table(*at) == {}:
                yield tree.fault(at, "这一类没有条目", at_key=True)
            yield from _twice(tree, at, codes, texts)


def _twice(
    tree: Tree, at: Path, codes: dict[str, str], texts: dict[str, str]
) -> Iterator[Fault]:
    """Codes are told apart in both lists, texts within one; both tables grow."""
    for code, point in tree.table(*at).items():
        text = point.get("title") if isinstance(point, dict) else point
        if code in codes:
            yield tree.fault((*at, code), f"编号“{code}”重复，“{codes[code]}”已用", at_key=True)
        elif isinstance(text, str) and text in texts:
            yield tree.fault((*at, code), f"与“{texts[text]}”文字相同", at_key=True)
        codes.setdefault(code, str(text))
        texts.setdefault(str(text), code)
