"""Which way a case goes on from a state (推演路径): shares and conditions, and whether they make sense."""

from collections.abc import Iterator

from workflow.definition import house_names
from workflow.definition.fault import Fault, nearest
from workflow.definition.tree import Tree
from workflow.edition import Edition, Move
from workflow.simulation.parameters import Parameters

MOST_BACK = 50  # per cent; with more a case would go round and round


def forward(edition: Edition, state: str) -> list[Move]:
    """The forward moves out of a state."""
    return [move for move in edition.moves_from(state) if move.direction == "forward"]


def usual(it: Parameters, edition: Edition, state: str) -> Move | None:
    """The move of all cases for which nothing else is said: the one forward move not named.

    None where every forward move is named, or where there is none.
    """
    named = it.ways.get(state, {})
    left = [move for move in forward(edition, state) if move.name not in named]
    return left[0] if len(left) == 1 else None


def route_faults(tree: Tree, it: Parameters, edition: Edition) -> Iterator[Fault]:
    """Ways that the edition does not have, shares above the whole, states without a way on."""
    process = edition.process
    conditions = house_names().conditions
    for state, ways in it.ways.items():
        if state not in process.states:
            near = nearest(state, process.states)
            yield tree.fault(("ways", state), f"没有这个步骤：“{state}”{near}", at_key=True)
            continue
        known = {move.name: move for move in edition.moves_from(state)}
        for name, share in ways.items():
            if name not in known:
                message = f"这一步没有这个流转：“{name}”{nearest(name, known)}"
                yield tree.fault(("ways", state, name), message, at_key=True)
            elif isinstance(share, str) and share not in conditions:
                message = f"没有这个适用条件：“{share}”{nearest(share, conditions)}"
                yield tree.fault(("ways", state, name), message)
        back = sum(_share(ways[name]) for name in ways
                   if name in known and known[name].direction == "back")  # fmt: skip
        if back > MOST_BACK and forward(edition, state):
            yield tree.fault(("ways", state), f"退回的合计{back}%，最多{MOST_BACK}%")
    yield from _without_way(tree, it, edition)


def _without_way(tree: Tree, it: Parameters, edition: Edition) -> Iterator[Fault]:
    for state in _visited(it, edition):
        told = sum(_share(one) for one in it.ways.get(state, {}).values())
        title = edition.process.states[state].title
        path = ("ways", state) if state in it.ways else ("ways",)
        left = [one for one in forward(edition, state) if one.name not in it.ways.get(state, {})]
        if told > 100:
            yield tree.fault(path, f"“{title}”的各路合计{told}%，超过100%")
        elif len(left) > 1:
            names = "、".join(one.name for one in left)
            yield tree.fault(path, f"“{title}”有几条前行的路（{names}），须写明，至多留一条不写")
        elif not left and told < 100:
            yield tree.fault(path, f"“{title}”的各路合计{told}%，不足100%，其余的无路可走")


def _visited(it: Parameters, edition: Edition) -> list[str]:
    """The states that a case of this simulation may come to and must leave again."""
    process = edition.process
    found: list[str] = [edition.initial]
    for state in found:
        named = it.ways.get(state, {})
        for move in edition.moves_from(state):
            end = process.states[move.target]
            goes = move.name in named or move.direction == "forward"
            stops = move.target in process.goals or end.final or end.rests
            if goes and not stops and move.target not in found:
                found.append(move.target)
    return found


def _share(told: int | str) -> int:
    return told if isinstance(told, int) else 0
