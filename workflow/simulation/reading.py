"""Reading parameters (推演参数读取): YAML into parameters and their edition, or every fault at once."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from workflow.activities import KINDS
from workflow.definition import Fault, house_names, read_package
from workflow.definition.fault import nearest
from workflow.definition.shape import shape_faults, validated
from workflow.definition.sharing import EDITION_NAME
from workflow.definition.tree import Tree, read_tree
from workflow.edition import Edition
from workflow.errors import BadInput
from workflow.simulation.bounds import bound_faults
from workflow.simulation.parameters import Parameters
from workflow.simulation.plan import Plan
from workflow.simulation.routes import route_faults

NOTHING: Mapping[str, int] = MappingProxyType({})


class ParametersInvalid(BadInput):
    """推演参数有误

    `faults` holds all of them, each with file and line.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"推演参数有误，共{len(faults)}处")

    def lines(self) -> list[str]:
        """The message, then every fault, one line each."""
        return [self.message, *map(str, self.faults)]


def read_parameters(
    text: str, file: str, definitions: Path, changed: Mapping[str, int] = NOTHING
) -> Plan:
    """The plan of the parameters in `text`; `changed` takes the place of what stands there.

    Raises ParametersInvalid with every fault, DefinitionInvalid where the edition itself is faulty.
    """
    tree = read_tree(text, file, dates=True)
    tree = replace(tree, data={**tree.table(), **changed})
    faults = [*tree.faults, *shape_faults(Parameters, tree)]
    name = tree.at("edition")
    if isinstance(name, str) and not _known(definitions, name):
        faults.append(tree.fault(("edition",), f"没有这个流程版本：“{name}”"))
    _refuse(faults)
    parameters: Parameters = validated(Parameters, tree)
    edition = read_package(definitions, parameters.edition)
    _refuse([
        *bound_faults(tree, parameters),
        *_name_faults(tree, parameters, edition),
        *route_faults(tree, parameters, edition),
    ])
    return Plan(edition, parameters)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise ParametersInvalid(tuple(sorted(set(faults))))


def _known(definitions: Path, name: str) -> bool:
    return bool(EDITION_NAME.fullmatch(name)) and (definitions / f"{name}.yaml").is_file()


def _name_faults(tree: Tree, it: Parameters, edition: Edition) -> Iterator[Fault]:
    """Names that the edition does not have, and what it asks for and the file does not say."""
    process = edition.process
    kinds = {one.kind for one in process.activities.values()}
    bodies = {str(one.body) for one in process.activities.values() if one.body}
    tables = (
        ("staff", edition.duties, "岗位职责"), ("sittings", bodies, "会议"),
        ("activities", process.activities, "办理内容"), ("conditions", house_names().conditions, "适用条件"),
        ("kinds", KINDS, "办理种类"),
    )  # fmt: skip
    for key, known, what in tables:
        for name in tree.table(key):
            if name not in known:
                message = f"{edition.name} 没有这个{what}：“{name}”{nearest(name, known)}"
                yield tree.fault((key, name), message, at_key=True)
    for key, wanted in (("sittings", bodies), ("kinds", kinds)):
        for name in sorted(wanted - set(tree.table(key))):
            yield tree.fault((key,), f"缺少“{name}”", at_key=True)
    yield from _undecided(tree, it, edition)
    for duty in _alone(it, edition):
        title = edition.duties[duty].title
        yield tree.fault(("staff", duty, "people"), f"{title}自录自审的办理内容须由两人分别办理，至少2人")


def _undecided(tree: Tree, it: Parameters, edition: Edition) -> Iterator[Fault]:
    """Pairs of complements that the edition asks, of which neither is given or both are."""
    asked = {str(one.applies) for one in edition.process.activities.values() if one.applies}
    pairs = {tuple(sorted((one, other))) for one, other in house_names().conditions.items()
             if other and (one in asked or other in asked)}  # fmt: skip
    for one, other in sorted(pairs):
        given = [name for name in (one, other) if name in it.conditions]
        if len(given) != 1:
            message = f"“{one}”和“{other}”互为反面，须写明其中一个"
            yield tree.fault(("conditions", *given[1:]), message, at_key=True)


def _alone(it: Parameters, edition: Edition) -> set[str]:
    """Duties with one holder who would have to approve his own record."""
    return {
        one.record[0] for one in edition.process.activities.values()
        if one.record and one.approve and one.record[0] == one.approve[0]
        and one.record[0] in it.staff and it.staff[one.record[0]].people < 2
    }  # fmt: skip
