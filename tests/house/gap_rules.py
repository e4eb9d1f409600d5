"""Which rule ids the code of a guard can put into a Gap (审核结果的依据), found by reading the source."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeGuard

GUARDS = Path(__file__).parents[2] / "workflow" / "guards"
RULE = re.compile(r"R-[A-Z]+-\d\d")
Key = tuple[str, str]  # module and function


@dataclass(frozen=True)
class Module:
    """One chapter: its functions, its constants, and what it imports from other chapters."""

    functions: Mapping[str, ast.FunctionDef]
    constants: Mapping[str, ast.expr]
    imports: Mapping[str, Key]


@cache
def modules() -> Mapping[str, Module]:
    """Every chapter by name."""
    return {
        path.stem: _module(_without_inputs(ast.parse(path.read_text("utf-8"))))
        for path in GUARDS.glob("*.py")
    }


def _without_inputs(tree: ast.Module) -> ast.Module:
    """What goes into `verdict(…, name=…)` is what was looked at, never a Gap."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "verdict":
            one.keywords = []
    return tree


def _module(tree: ast.Module) -> Module:
    constants: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
            constants[node.target.id] = node.value
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                constants.update(_pairs(target, node.value))
    imports = {
        name.asname or name.name: (node.module.rsplit(".", 1)[-1], name.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module
        and node.module.startswith("workflow.guards.")
        for name in node.names
    }  # fmt: skip
    return Module(
        {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}, constants, imports
    )


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, other)


def cited(module: str, function: str) -> set[str]:
    """The ids that a function, or one it calls, gives to a Gap as its rule.

    Followed: literals, constants, variables of the function, arguments of the calls between
    functions of these chapters. An id that only comes out of recorded data is not found here.
    """
    found: set[str] = set()
    seen: set[tuple[Key, str]] = set()
    waiting: list[tuple[Key, dict[str, set[str]]]] = [((module, function), {})]
    while waiting:
        (chapter, name), given = waiting.pop()
        mark = ((chapter, name), repr(sorted((k, sorted(v)) for k, v in given.items())))
        if mark in seen:
            continue
        seen.add(mark)
        node = modules()[chapter].functions[name]
        scope = _Scope(chapter, node, given)
        for call in filter(_is_gap, ast.walk(node)):
            found |= scope.ids(argument(call, 0, "rule"))
        waiting += scope.calls()
    return found


def gap_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every `Gap(…)` of the chapters, with the place where it stands."""
    for name, module in modules().items():
        for function in module.functions.values():
            for one in ast.walk(function):
                if _is_gap(one):
                    yield f"{name}.{function.name}:{one.lineno}", one


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """What a call gives for a parameter, by place or by name."""
    named = next((one.value for one in call.keywords if one.arg == name), None)
    return call.args[position] if len(call.args) > position else named


def _is_gap(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Gap"


class _Scope:
    """The names inside one function, with what its caller gave."""

    def __init__(self, chapter: str, node: ast.FunctionDef, given: dict[str, set[str]]) -> None:
        self.chapter, self.node, self.given = chapter, node, given
        self.bound: dict[str, list[ast.expr]] = {}
        for one in ast.walk(node):
            self._bind(one)
        for one in ast.walk(node):  # the rows of a loop may be added to after its list is made
            if isinstance(one, ast.For | ast.comprehension):
                self._bind_rows(one.target, one.iter)

    def _bind(self, node: ast.AST) -> None:
        """A variable stands for all that is ever assigned or added to it."""
        match node:
            case ast.Assign(targets=targets, value=value):
                for name, one in (pair for target in targets for pair in _targets(target, value)):
                    self.bound.setdefault(name, []).append(one)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                self.bound.setdefault(name, []).append(value)
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                self.bound.setdefault(name, []).append(value)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "extend")):
                self.bound.setdefault(name, []).extend(node.args)

    def _bind_rows(self, target: ast.expr, rows: ast.expr) -> None:
        """`for rule, title in rows`: each name stands for its column, where rows are written out."""
        names = target.elts if isinstance(target, ast.Tuple) else []
        known = [rows, *(self.bound.get(rows.id, ()) if isinstance(rows, ast.Name) else ())]
        written = [
            row.elts for one in known for row in ast.walk(one)
            if isinstance(row, ast.Tuple) and len(row.elts) == len(names)
        ]  # fmt: skip
        if written:
            for row in written:
                for name, cell in zip(names, row, strict=True):
                    for one, value in _targets(name, cell):
                        self.bound.setdefault(one, []).append(value)
        else:
            for one, value in _targets(target, rows):
                self.bound.setdefault(one, []).append(value)

    def ids(self, value: ast.expr | None, deep: frozenset[str] = frozenset()) -> set[str]:
        """The rule ids that an expression may stand for."""
        found: set[str] = set()
        for one in ast.walk(value) if value else ():
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                found |= {one.value} if RULE.fullmatch(one.value) else set()
            elif isinstance(one, ast.Name) and one.id not in deep:
                found |= self._named(one.id, deep | {one.id})
        return found

    def _named(self, name: str, deep: frozenset[str]) -> set[str]:
        found = set(self.given.get(name, ()))
        for value in self.bound.get(name, ()):
            found |= self.ids(value, deep)
        if name in self.bound or name in self.given:
            return found
        chapter, known = self.chapter, name
        if name in modules()[chapter].imports:
            chapter, known = modules()[chapter].imports[name]
        constant = modules()[chapter].constants.get(known) if chapter in modules() else None
        return found | self.ids(constant, deep)

    def calls(self) -> Iterator[tuple[Key, dict[str, set[str]]]]:
        """The functions of the chapters that are called or passed on, with the ids given to them."""
        own = modules()[self.chapter]
        passed = {id(one.func): one for one in ast.walk(self.node) if isinstance(one, ast.Call)}
        for one in ast.walk(self.node):
            if not isinstance(one, ast.Name):
                continue
            key = own.imports.get(one.id, (self.chapter, one.id))
            target = modules()[key[0]].functions.get(key[1]) if key[0] in modules() else None
            if target is not None:
                call = passed.get(id(one))
                yield key, self._given(target, call) if call else {}

    def _given(self, target: ast.FunctionDef, call: ast.Call) -> dict[str, set[str]]:
        names = [one.arg for one in (*target.args.posonlyargs, *target.args.args)]
        told = dict(zip(names, call.args, strict=False))
        told.update({one.arg: one.value for one in call.keywords if one.arg})
        found = {name: self.ids(value) for name, value in told.items()}
        return {name: ids for name, ids in found.items() if ids}


def _targets(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from _pairs(target, value)
    else:
        for one in ast.walk(target):
            if isinstance(one, ast.Name):
                yield one.id, value
