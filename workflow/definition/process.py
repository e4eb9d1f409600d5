"""A process file read whole (流程定义): its Process, or every fault of it at once."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from workflow.definition.amending import amended_by, unamended, with_amended
from workflow.definition.fault import Fault
from workflow.definition.kinds import matching_faults
from workflow.definition.listed import lists_of, with_lists
from workflow.definition.references import known_inside, reference_faults
from workflow.definition.shape import shape_faults, validated
from workflow.definition.sharing import source_of, with_shared
from workflow.definition.tree import Tree, read_tree
from workflow.edition import Process
from workflow.errors import DefinitionInvalid

NOTHING: Mapping[str, str] = MappingProxyType({})


def read_process(text: str, file: str, *, shared: Mapping[str, str] = NOTHING) -> Process:
    """The process that `text` writes; `shared` has the texts of others by name (promotion/1, lists/sample).

    Names of rules, duties and closed tables are not looked up here but in `read_package`. Raises
    DefinitionInvalid with every fault.
    """
    tree = process_tree(text, file, shared=shared)
    refuse(process_faults(tree))
    return process_of(tree)


def process_tree(text: str, file: str, *, shared: Mapping[str, str] = NOTHING) -> Tree:
    """The tree of a process file, with what it amends, shares and lists copied in."""
    tree = read_tree(text, file)
    if "amends" not in tree.table():
        return with_lists(with_shared(tree, shared), shared)
    name = amended_by(tree)
    if name is None:
        return unamended(tree, "应当写明本流程较早的版本，如 promotion/1")
    if name not in shared:
        return unamended(tree, f"没有这个流程：“{name}”")
    base = process_tree(shared[name], f"{name}.yaml", shared=shared)
    return with_lists(with_amended(tree, base), shared)


def sources(tree: Tree) -> Iterator[str]:
    """The files, without their ending, that a process file itself takes something from."""
    yield from (name for name in (amended_by(tree), source_of(tree)) if name)
    yield from lists_of(tree)


def process_faults(tree: Tree) -> Iterator[Fault]:
    """All that can be said of a process file without the other files."""
    yield from tree.faults
    if tree.values:  # else nothing could be read at all
        yield from shape_faults(Process, tree)
        yield from matching_faults(tree)
        yield from reference_faults(tree, known_inside(tree))


def process_of(tree: Tree) -> Process:
    """The process of a tree without faults."""
    process: Process = validated(Process, tree)
    return process


def refuse(faults: Iterable[Fault]) -> None:
    """Raise DefinitionInvalid with the faults, in the order of the files; nothing when none."""
    told = sorted(set(faults))
    if told:
        raise DefinitionInvalid(told)
