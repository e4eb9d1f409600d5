"""Packages (流程版本): a process file with the rules and the duties of its folder, as one edition."""


from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.definition.fault import Fault
from workflow.definition.frozen import freeze
from workflow.definition.house import house_names
from workflow.definition.names import Names
from workflow.definition.process import (
    process_faults,
    process_of,
    process_tree,
    refuse,
    sources,
)
from workflow.definition.references import (
    DUTY_REFERENCES,
    known_outside,
    reference_faults,
    rule_faults,
)
from workflow.definition.settings import setting_faults
from workflow.definition.shape import shape_faults, validated
from workflow.definition.sharing import EDITION_NAME
from workflow.definition.tree import Tree, read_tree
from workflow.edition import Duty, Edition, Name, Rule, RuleId
from workflow.errors import DefinitionInvalid

RULES, DUTIES = "rules.yaml", "duties.yaml"


def read_package(folder: Path, name: str, names: Names | None = None) -> Edition:
    """The edition `name` (promotion/1) of a definitions folder; `names`: the house's when None.

    Raises DefinitionInvalid with every fault of the process, rules and duties files at once.
    """
    if not EDITION_NAME.fullmatch(name):
        refuse([Fault(name, 1, 1, "", "流程名称应当写成 promotion/1")])
    return _read(folder, f"{name}.yaml", names, name)


def read_file(path: Path, folder: Path, names: Names | None = None) -> Edition:
    """The edition in one process file wherever it lies, with the rules and duties of `folder`.

    Such a draft may be called as it likes. Raises DefinitionInvalid as `read_package` does.
    """
    return _read(folder, str(path.absolute()), names)


def _read(folder: Path, file: str, names: Names | None, name: str = "") -> Edition:
    tables = names or house_names()
    tree, rules, duties = _process(folder, file), _tree(folder, RULES), _tree(folder, DUTIES)
    refuse(_faults(tree, rules, duties, tables, name))
    process = process_of(tree)
    all_rules: Mapping[str, Rule] = validated(Mapping[RuleId, Rule], rules)
    all_duties: Mapping[str, Duty] = validated(Mapping[Name, Duty], duties)
    return freeze(process, all_rules, all_duties)


def read_all(folder: Path, names: Names | None = None) -> dict[str, Edition]:
    """Every edition of a folder by name; raises DefinitionInvalid with the faults of all."""
    tables = names or house_names()
    editions: dict[str, Edition] = {}
    faults: list[Fault] = []
    for name in package_names(folder):
        try:
            editions[name] = read_package(folder, name, tables)
        except DefinitionInvalid as wrong:
            faults += [fault for fault in wrong.faults if isinstance(fault, Fault)]
    refuse(faults)
    return editions


def package_names(folder: Path) -> list[str]:
    """The names of the editions that a folder has, `promotion/1` before `promotion/10`."""
    found = (path.relative_to(folder).with_suffix("") for path in folder.glob("*/*.yaml"))
    names = [name.as_posix() for name in found if EDITION_NAME.fullmatch(name.as_posix())]
    return sorted(names, key=lambda name: (name.split("/")[0], int(name.split("/")[1])))


def _faults(
    tree: Tree, rules: Tree, duties: Tree, names: Names, name: str
) -> Iterator[Fault]:
    yield from process_faults(tree)
    yield from setting_faults(tree, names.settings)
    yield from rules.faults
    yield from duties.faults
    if rules.values:
        yield from shape_faults(Mapping[RuleId, Rule], rules)
    if duties.values:
        yield from shape_faults(Mapping[Name, Duty], duties)
        yield from reference_faults(duties, {"duty": duties.table()}, DUTY_REFERENCES)
    if tree.values and rules.values and duties.values:
        yield from reference_faults(tree, known_outside(tree, rules, duties, names))
        yield from rule_faults(tree, rules, names)
    process, _, edition = name.partition("/")
    for key, wanted in (("process", process), ("edition", int(edition or 0))) if name else ():
        if isinstance(tree.at(key), type(wanted)) and tree.at(key) != wanted:
            yield tree.fault((key,), f"与文件名不符，应为 {wanted}")


def _process(folder: Path, file: str) -> Tree:
    text, fault = _text(folder, file)
    if fault:
        return Tree(file, {}, {}, {}, (fault,))
    return process_tree(text, file, shared=_taken(folder, read_tree(text, file)))


def _taken(folder: Path, tree: Tree) -> Mapping[str, str]:
    """The texts that a process file takes from, and those that these take from, by name."""
    texts: dict[str, str] = {}
    waiting = list(sources(tree))
    while waiting:
        name = waiting.pop()
        text, fault = _text(folder, f"{name}.yaml") if name not in texts else ("", None)
        if name not in texts and fault is None:
            texts[name] = text
            waiting += sources(read_tree(text, f"{name}.yaml"))
    return texts


def _tree(folder: Path, file: str) -> Tree:
    text, fault = _text(folder, file)
    return Tree(file, {}, {}, {}, (fault,)) if fault else read_tree(text, file)


def _text(folder: Path, file: str) -> tuple[str, Fault | None]:
    try:
        return (folder / file).read_text(encoding="utf-8"), None
    except FileNotFoundError:
        return "", Fault(file, 1, 1, "", "没有这个文件")
    except OSError:
        return "", Fault(file, 1, 1, "", "文件不能读取")
    except UnicodeDecodeError as wrong:
        return "", Fault(file, 1, 1, "", f"第{wrong.start + 1}字节不是 UTF-8")
