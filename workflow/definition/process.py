"""A process file read whole (流程定义): its Process, or every fault of it at once."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from workflow.definition.fault import Fault
from workflow.definition.kinds import matching_faults
from workflow.definition.references import known_inside, reference_faults
from workflow.definition.shape import shape_faults, validated
from workflow.definition.sharing import with_shared
from workflow.definition.tree import Tree, read_tree
from workflow.edition import Process
from workflow.errors import DefinitionInvalid

NOTHING: Mapping[str, str] = MappingProxyType({})


def read_process(text: str, file: str, *, shared: Mapping[str, str] = NOTHING) -> Process:
    """The process that `text` writes; `shared` has the texts of others by name (promotion/1).

    Names of rules, duties and closed tables are not looked up here but in `read_package`. Raises
    DefinitionInvalid with every fault.
    """
    tree = process_tree(text, file, shared=shared)
    refuse(process_faults(tree))
    return process_of(tree)


def process_tree(text: str, file: str, *, shared: Mapping[str, str] = NOTHING) -> Tree:
    """The tree of a process file, with what it shares copied in."""
    return with_shared(read_tree(text, file), shared)


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
