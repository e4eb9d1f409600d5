"""YAML as written (定义原文): plain values, and for each the line where it stands.

YAML 1.2 only, read into nodes and never into objects: `on` and `no` stay text, every key that
stands twice is found, and whatever has no place in a definition (anchors, tags, floats, dates) is
a fault here already; a story may have dates, which stay text. Anchors are refused because a value
used twice has no one line to blame.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from workflow.canonical import forbidden_characters
from workflow.definition.fault import Fault

Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[str, int, int]  # file, line, column

TAG = "tag:yaml.org,2002:"
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
TRUTH = {"true": True, "false": False}
OTHER_TAGS = {"float": "小数", "timestamp": "未加引号的日期", "null": "空值", "merge": "合并键"}


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says: lists are tuples; `keys` and `values` tell where each part stands."""

    file: str
    data: object
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]
    faults: tuple[Fault, ...] = ()

    def fault(self, path: Path, message: str, *, at_key: bool = False) -> Fault:
        """A fault at `path`, or at the nearest part around it that was written."""
        places = self.keys if at_key else self.values
        known = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in places), ())
        return Fault(*places.get(known, (self.file, 1, 1)), shown(path), message)

    def written(self, path: Path) -> Path:
        """The longest beginning of `path` that the file has."""
        return next((path[:n] for n in range(len(path), 0, -1) if path[:n] in self.values), ())

    def at(self, *path: str | int) -> object:
        """The value at `path`, or None."""
        found = self.data
        for step in path:
            if isinstance(found, tuple):
                found = dict(enumerate(found))
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def table(self, *path: str | int) -> dict[str, object]:
        """The mapping at `path`; empty where something else stands."""
        found = self.at(*path)
        return found if isinstance(found, dict) else {}

    def row(self, *path: str | int) -> tuple[object, ...]:
        """The list at `path`; empty where something else stands."""
        found = self.at(*path)
        return found if isinstance(found, tuple) else ()


def shown(path: Path) -> str:
    """`activities.branch_opinion.in[0]`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


@lru_cache(maxsize=16)  # what several editions share is one text, and parsing is the dear part
def read_tree(text: str, file: str, *, dates: bool = False) -> Tree:
    """The tree of `text`; never raises, every fault is in the tree. `dates`: may stand unquoted."""
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message = f"YAML 写法有误（{wrong.problem or wrong.context}）"
        return Tree(file, {}, {}, {}, (Fault(file, line, column, "", message),))
    except (YAMLError, RecursionError) as wrong:
        message = f"YAML 写法有误（{type(wrong).__name__}）"
        return Tree(file, {}, {}, {}, (Fault(file, 1, 1, "", message),))
    if not isinstance(root, MappingNode):
        return Tree(file, {}, {}, {}, (Fault(file, 1, 1, "", "文件内容应当是键值表"),))
    reading = _Reading(file, dates)
    data = reading.value(root, ())
    return Tree(file, data, reading.keys, reading.values, tuple(reading.faults))


@dataclass(slots=True)
class _Reading:
    """One pass over the nodes of a file."""

    file: str
    dates: bool = False
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def value(self, node: Node, path: Path) -> object:
        # An empty value has no place of its own: the parser puts it where the next thing begins.
        empty = isinstance(node, ScalarNode) and node.value == "" and node.style is None
        self.values[path] = self.keys.get(path, self._place(node)) if empty else self._place(node)
        if node.anchor:
            self._blame(node, path, "定义中不用锚点和别名，请写全")
            return None
        if isinstance(node, MappingNode) and node.tag == f"{TAG}map":
            return {key: self.value(item, (*path, key)) for key, item in self._entries(node, path)}
        if isinstance(node, SequenceNode) and node.tag == f"{TAG}seq":
            return tuple(self.value(item, (*path, n)) for n, item in enumerate(node.value))
        return self._scalar(node, path)

    def _entries(self, node: MappingNode, path: Path) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping, each key once; a second one is a fault."""
        seen: dict[str, int] = {}
        for key, item in node.value:
            if not isinstance(key, ScalarNode) or key.tag != f"{TAG}str" or key.anchor:
                self._blame(key, path, f"键应当是文字：{_snippet(key)}")
            elif key.value in seen:
                message = f"“{key.value}”重复，第{seen[key.value]}行已有"
                self._blame(key, (*path, key.value), message)
            else:
                seen[key.value] = key.start_mark.line + 1
                self.keys[(*path, key.value)] = self._place(key)
                yield key.value, item

    def _scalar(self, node: Node, path: Path) -> object:
        kind, text = str(node.tag).removeprefix(TAG), node.value
        if kind == "str" or (kind == "timestamp" and self.dates):
            hidden = forbidden_characters(text, multiline=True)
            if hidden:
                self._blame(node, path, f"含有看不见的字符 {'、'.join(hidden)}")
            return str(text)
        if kind == "int" and WHOLE.fullmatch(text):
            return int(text)
        if kind == "bool" and text in TRUTH:
            return TRUTH[text]
        what = OTHER_TAGS.get(kind, "这种写法")
        self._blame(node, path, f"定义中不用{what}：{_snippet(node)}")
        return None

    def _blame(self, node: Node, path: Path, message: str) -> None:
        place = self.values.get(path) if node.value == "" else None
        self.faults.append(Fault(*(place or self._place(node)), shown(path), message))

    def _place(self, node: Node) -> Place:
        return self.file, node.start_mark.line + 1, node.start_mark.column + 1


def _snippet(node: Node) -> str:
    return repr(node.value) if isinstance(node.value, str) else "（不是单个值）"
