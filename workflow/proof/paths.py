"""Ways through an edition (路径): everything is reached, nobody is trapped, an end is an end."""

from collections.abc import Iterator

import networkx as nx

from workflow.proof.flaw import Flaw
from workflow.proof.graph import Subject, between, forward_reached, onward, reached

REACHED, TRAP, FINAL = "步骤都能到达", "没有死路", "终结步骤没有出口"
GOALS, CLOSING, HONEST = "目标可达且有定义", "随时可以终止", "流转方向属实"


def unreached(it: Subject) -> Iterator[Flaw]:
    """States that no case can come to."""
    lost = set(it.process.states) - reached(it.graph, [it.edition.initial])
    for state in it.process.states:
        if state in lost:
            yield Flaw(REACHED, f"{it.title(state)}从起始步骤到不了")


def traps(it: Subject) -> Iterator[Flaw]:
    """States from which no final one can be reached."""
    backward = it.graph.reverse(copy=False)
    ends = reached(backward, [one for one in it.process.states if it.final(one)])
    for state in it.process.states:
        if state not in ends:
            yield Flaw(TRAP, f"{it.title(state)}到不了任何终结步骤")


def exits_of_finals(it: Subject) -> Iterator[Flaw]:
    """Moves out of a final state."""
    for move in it.process.moves:
        for source in move.source:
            if it.final(source):
                yield Flaw(FINAL, f"终结步骤{it.title(source)}还能“{move.title}”")


def goals(it: Subject) -> Iterator[Flaw]:
    """Goals exist and can be reached, else every gate would hold for nothing."""
    if not it.process.goals:
        yield Flaw(GOALS, "没有写明目标步骤")
    alive = reached(it.graph, [it.edition.initial])
    for goal in it.process.goals:
        if goal == it.edition.initial:
            yield Flaw(GOALS, f"起始步骤{it.title(goal)}不能是目标")
        elif goal not in alive:
            yield Flaw(GOALS, f"目标{it.title(goal)}到不了，关口的证明是空的")


def closing(it: Subject) -> Iterator[Flaw]:
    """A vetoed case moves no more except to be closed: so it can be closed wherever it stands (L2)."""
    for state in it.process.states:
        ends = any(
            move.direction == "end" and it.final(move.target)
            and move.target not in it.process.goals
            for move in it.edition.moves_from(state)
        )  # fmt: skip
        if not it.final(state) and not ends:
            yield Flaw(CLOSING, f"{it.title(state)}没有直接终止的流转")


def directions(it: Subject) -> Iterator[Flaw]:
    """A move is what it calls itself: only forward moves are asked the forward guards.

    Into a goal leads nothing but forward moves; forward moves make no circle; a backward move goes
    to where the case has been, or aside; an end is final or rests; nothing else reopens.
    """
    forward = it.only(lambda source, target, move: move.direction == "forward")
    for circle in nx.simple_cycles(nx.DiGraph(forward)):
        yield Flaw(HONEST, f"前行流转成环：{it.titles(circle)}")
        break
    going, main = onward(it), forward_reached(it)
    for move in it.process.moves:
        target = it.process.states[move.target]
        if move.direction != "forward" and move.target in it.process.goals:
            yield Flaw(HONEST, f"“{move.title}”进入目标{it.title(move.target)}，却不是前行")
        if move.direction == "end" and not (target.final or target.rests):
            yield Flaw(HONEST, f"“{move.title}”称为终结，{it.title(move.target)}却不是终结或搁置")
        if move.direction != "back" and (move.reopens or move.keeps or move.reopens_chosen):
            yield Flaw(HONEST, f"“{move.title}”不是退回，不能写 reopens、keeps")
        for source in move.source if move.direction == "back" else ():
            if move.target in main and not between(going, move.target, source):
                yield Flaw(HONEST, f"“{move.title}”称为退回，{it.title(source)}却不在"
                                   f"{it.title(move.target)}之后")  # fmt: skip
