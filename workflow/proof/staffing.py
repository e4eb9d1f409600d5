"""Separation of duties can be kept (职责分离可行): some office can do a whole case by the rules.

What is shown: with at most `MOST` holders of each duty, one holder of each named office, and
nobody holding two duties, every recording, approval, signature and move of a case can be given to
somebody so that no two acts that must be done by different people are done by one. As nobody holds
two duties, `apart` is kept as well. What is not shown: that the people of a given day suffice
(relatives, voters, who presents an item); those the engine judges at each act.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import networkx as nx

from workflow.edition import Activity, Move
from workflow.proof.flaw import Flaw
from workflow.proof.graph import Subject

MOST = 4  # holders of one duty; more than any office is asked to name for one case
DOERS, STAFFED = "每个流转有人办理", "职责分离可以满足"
Holder: TypeAlias = tuple[str, int]  # duty, which of its holders
Staff: TypeAlias = dict[str, Holder]


@dataclass(frozen=True, slots=True)
class Task:
    """An act of a case: who may do it, by duty."""

    title: str
    duties: tuple[str, ...]


def doers(it: Subject) -> Iterator[Flaw]:
    """Every move has a duty that exists."""
    for move in it.process.moves:
        if not any(duty in it.edition.duties for duty in move.by):
            yield Flaw(DOERS, f"“{move.title}”没有可以办理的岗位")


def unstaffed(it: Subject) -> Iterator[Flaw]:
    """Moves that nobody could make by the rules; then whatever else keeps the case undone."""
    for duty, told in it.edition.duties.items():
        if duty in told.apart:
            yield Flaw(STAFFED, f"岗位“{told.title}”不能与自己分离")
    for move in it.process.moves:
        yield from _words(it, move)
    graph = task_graph(it)
    culprits = list(_culprits(it, graph))
    yield from culprits
    if not culprits and staff(it, graph) is None:
        yield Flaw(STAFFED, f"每个岗位即使有{MOST}人，也无法使应当分离的各项由不同的人办理")


def _words(it: Subject, move: Move) -> Iterator[Flaw]:
    """Words of `not_by` that leave nobody, or that mean nothing."""
    team = {name for name, duty in it.edition.duties.items() if duty.at == "team"}
    words = set(move.not_by)
    if {"team_members", "not_team"} <= words:
        yield Flaw(STAFFED, f"“{move.title}”既不许考察组成员、也不许考察组以外的人办理")
    elif "team_members" in words and set(move.by) <= team:
        yield Flaw(STAFFED, f"“{move.title}”只由考察组的岗位办理，却不许考察组成员办理")
    elif "not_team" in words and not any(_may_join(it, duty, team) for duty in move.by):
        yield Flaw(STAFFED, f"“{move.title}”须由考察组成员办理，但所列岗位都不得兼任考察组")
    for word in move.not_by:
        kind, _, name = word.partition(".")
        if kind == "approver_of" and not it.process.activities[name].approve:
            title = it.process.activities[name].title
            yield Flaw(STAFFED, f"“{move.title}”排除“{title}”的审核人，但该项没有审核人")


def _may_join(it: Subject, duty: str, team: Collection[str]) -> bool:
    """Whether a holder of `duty` may be on the team: by that duty, or beside one of the team."""
    return duty in team or any(not _apart(it, duty, other) for other in team)


def _apart(it: Subject, one: str, other: str) -> bool:
    duties = it.edition.duties
    return other in duties[one].apart or one in duties[other].apart


def _culprits(it: Subject, graph: nx.Graph) -> Iterator[Flaw]:
    """Single moves and activities that cannot be staffed even by themselves."""
    for name in graph:
        if name.startswith("move ") and staff(it, graph.subgraph([name, *graph[name]])) is None:
            title = graph.nodes[name]["task"].title
            others = "、".join(graph.nodes[one]["task"].title for one in graph[name])
            yield Flaw(STAFFED, f"{title}找不到与{others}不同的人")


def staff(it: Subject, graph: nx.Graph) -> Staff | None:
    """A staffing with as few holders of a duty as possible; None when even `MOST` do not do."""
    for holders in range(1, MOST + 1):
        found = _staffed(it, graph, holders)
        if found is not None:
            return found
    return None


def staff_note(it: Subject) -> Iterator[str]:
    """A staffing that does: how many duties, and which of them with several holders."""
    found = staff(it, task_graph(it)) or {}
    needed = {duty: 1 + max(n for other, n in found.values() if other == duty)
              for duty, _ in found.values()}  # fmt: skip
    several = [f"{it.edition.duties[duty].title}{count}人" for duty, count in needed.items()
               if count > 1]  # fmt: skip
    told = f"，其中{'、'.join(several)}" if several else ""
    yield f"一人一岗时，{len(needed)}个岗位足以办完一件事项{told}"


def _staffed(it: Subject, graph: nx.Graph, holders: int) -> Staff | None:
    offices = {one for activity in it.process.activities.values() for one in activity.offices}
    palettes = {
        name: [(duty, n) for n in range(holders) for duty in task.duties if not (n and duty in offices)]
        for name, task in graph.nodes(data="task")
    }
    whole: Staff = {}
    for part in nx.connected_components(graph):
        found = _assign(graph, {name: palettes[name] for name in part}, {})
        if found is None:
            return None
        whole |= found
    return whole


def _assign(graph: nx.Graph, left: dict[str, list[Holder]], done: Staff) -> Staff | None:
    """Backtracking, the tightest task first: parts are a move with what it is kept from."""
    if not left:
        return done
    name = min(left, key=lambda one: len(left[one]))
    others = {one: palette for one, palette in left.items() if one != name}
    for holder in left[name]:
        narrowed = {
            one: [h for h in palette if h != holder] if graph.has_edge(one, name) else palette
            for one, palette in others.items()
        }
        found = _assign(graph, narrowed, {**done, name: holder})
        if found is not None:
            return found
    return None


def task_graph(it: Subject) -> nx.Graph:
    """Every act of a case; an edge between two that different people must do."""
    graph = nx.Graph()
    for name, activity in it.process.activities.items():
        _add_activity(it, graph, name, activity)
    for move in it.process.moves:
        task = f"move {move.name}"
        _add(it, graph, task, f"流转“{move.title}”", move.by)
        for word in move.not_by:
            graph.add_edges_from((task, other) for other in _kept_from(it, graph, word))
    return graph


def _add_activity(it: Subject, graph: nx.Graph, name: str, activity: Activity) -> None:
    record = activity.record or tuple(
        dict.fromkeys(duty for item in activity.items.values() for duty in item.checker)
    )
    title = f"“{activity.title}”"
    if record and not activity.offices:
        _add(it, graph, f"record {name}", f"{title}的填报人", record)
    if activity.approve:
        _add(it, graph, f"approve {name}", f"{title}的审核人", activity.approve)
        if f"record {name}" in graph:
            graph.add_edge(f"record {name}", f"approve {name}")
    for act, duties in (("sign", activity.offices), ("conclude", activity.conclude_by)):
        tasks = [f"{act} {name} {duty}" for duty in duties]
        for task, duty in zip(tasks, duties, strict=True):
            _add(it, graph, task, f"{title}的签字人", (duty,))
        graph.add_edges_from(combinations(tasks, 2))


def _add(it: Subject, graph: nx.Graph, name: str, title: str, duties: Collection[str]) -> None:
    known = tuple(duty for duty in duties if duty in it.edition.duties)
    graph.add_node(name, task=Task(title, known))


def _kept_from(it: Subject, graph: nx.Graph, word: str) -> list[str]:
    """The tasks whose people a word of `not_by` means."""
    kind, _, activity = word.partition(".")
    if kind == "recorder_of":
        heads = [f"record {activity}", f"sign {activity} "]
    elif kind == "approver_of":
        heads = [f"approve {activity}"]
    elif kind == "assessors":
        heads = [f"record {name}" for name, one in it.process.activities.items()
                 if one.mode == "full"]  # fmt: skip
    else:
        return []
    return [task for task in graph
            if any(task == head or (head.endswith(" ") and task.startswith(head))
                   for head in heads)]  # fmt: skip
