"""The graph of an edition (流转图): states as nodes, one edge for each move and each of its sources."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import networkx as nx

from workflow.definition import Names
from workflow.edition import Edition, Move, Process

Keep = Callable[[str, str, Move], bool]  # source, target, move


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a check looks at: the edition, its graph, the closed tables and the other editions."""

    edition: Edition
    names: Names
    others: tuple[Edition, ...]
    graph: nx.MultiDiGraph

    @property
    def process(self) -> Process:
        """The process of the edition."""
        return self.edition.process

    def title(self, state: str) -> str:
        """A state as people read it."""
        return f"“{self.process.states[state].title}”"

    def titles(self, states: Iterable[str]) -> str:
        """Several states, in the order of the definition."""
        wanted = set(states)
        return "、".join(self.title(one) for one in self.process.states if one in wanted)

    def activity_titles(self, activities: Collection[str]) -> str:
        """Several activities, in the order of the definition."""
        known = self.process.activities
        return "、".join(f"“{known[one].title}”" for one in known if one in activities)

    def without(self, drop: Keep) -> nx.MultiDiGraph:
        """The graph less the edges that `drop` names."""
        return self.only(lambda source, target, move: not drop(source, target, move))

    def only(self, keep: Keep) -> nx.MultiDiGraph:
        """The graph with all its states, but of its edges those that `keep` names."""
        part = nx.MultiDiGraph()
        part.add_nodes_from(self.graph)
        part.add_edges_from(
            (source, target, name, data)
            for source, target, name, data in self.graph.edges(keys=True, data=True)
            if keep(source, target, data["move"])
        )
        return part

    def stage_of(self, state: str) -> str | None:
        """The stage of a state."""
        return self.process.states[state].stage

    def final(self, state: str) -> bool:
        """Whether a state ends a case."""
        return self.process.states[state].final

    def back_moves(self) -> list[Move]:
        """The moves that send a case back."""
        return [move for move in self.process.moves if move.direction == "back"]


def subject(edition: Edition, names: Names, others: Iterable[Edition] = ()) -> Subject:
    """The subject of a proof."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(edition.process.states)
    for move in edition.process.moves:
        for source in move.source:
            graph.add_edge(source, move.target, move.name, move=move)
    return Subject(edition, names, tuple(others), graph)


def reached(graph: nx.MultiDiGraph, starts: Iterable[str]) -> set[str]:
    """All states that can be reached from `starts`, these included."""
    found: set[str] = set()
    for start in starts:
        if start not in found:
            found |= {start, *nx.descendants(graph, start)}
    return found


def forward_reached(it: Subject) -> set[str]:
    """The main line: the initial state and what forward moves reach from it."""
    forward = it.only(lambda source, target, move: move.direction == "forward")
    return reached(forward, [it.edition.initial])


def onward(it: Subject) -> nx.MultiDiGraph:
    """The graph of going on: forward moves, and the ways into side states (暂缓表决, 未通过 …).

    A side state is one that forward moves alone do not reach. Between the target and the source of
    a backward move in this graph lies all that may have been recorded since.
    """
    main = forward_reached(it)
    return it.only(
        lambda source, target, move: move.direction == "forward" or target not in main
    )


def between(graph: nx.MultiDiGraph, first: str, last: str) -> set[str]:
    """The states on the ways from `first` to `last`, both included; empty where there is no way."""
    after = reached(graph, [first])
    return after & {last, *nx.ancestors(graph, last)} if last in after else set()


def shortest(
    graph: nx.MultiDiGraph, starts: Iterable[str], goals: Collection[str]
) -> tuple[str, ...]:
    """Titles of the moves on a shortest way of at least one move; empty when there is none."""
    ways: list[tuple[str, list[str]]] = [(start, []) for start in starts]
    seen: set[str] = set()
    while ways:
        following: list[tuple[str, list[str]]] = []
        for state, way in ways:
            for _, target, data in graph.out_edges(state, data=True):
                longer = [*way, data["move"].title]
                if target in goals:
                    return tuple(longer)
                if target not in seen:
                    seen.add(target)
                    following.append((target, longer))
        ways = following
    return ()
