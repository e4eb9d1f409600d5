"""L1 (关口): take away the moves that carry a gate, and no goal can be reached any more.

A gate over one activity is carried by the moves whose `needs` have it; a pair by those that need
both, since of two complementary conditions one always holds. A move that needs an activity whose
condition is false passes only with an entry that says so: that the engine guarantees, the graph
cannot; the proof names it.

A gate of each stage is proved for every stage that a forward move leaves (for another stage or
into a goal). It holds there when, without the carrying moves that start in the stage, no goal can
be reached by a case that has come in: by a move from outside, by opening there, or by reaching a
goal that is not yet an end (so 试用期 → 正式任职 is checked again). The carrying move need not be
the last of the stage: 讨论决定 is checked before the meeting, since afterwards it could change
nothing. Because `needs` is satisfied by a round of an earlier stage, the guard `stages_checked`
must besides be asked at every forward move, and the activity be recordable in the stage.
"""

from collections.abc import Iterator

import networkx as nx

from workflow.edition import Gate, Move
from workflow.proof.flaw import Flaw, GateProof
from workflow.proof.graph import Subject, reached, shortest

STAGE_GUARD = "stages_checked"
CHECK = "关口不可绕过"
PAIR = "成对关口条件互补"


def gate_proofs(it: Subject) -> Iterator[GateProof]:
    """Every gate with the moves that carry it; a gate of each stage once for every stage."""
    for name, gate in it.process.gates.items():
        if gate.each == "stage":
            yield from _staged(it, name, gate)
        else:
            yield _cut(it, name, gate)


def gate_flaws(it: Subject) -> Iterator[Flaw]:
    """The gates that can be gone around, with the way; also an edition that protects nothing."""
    if not it.process.gates:
        yield Flaw(CHECK, "没有写明任何关口")
    for proof in gate_proofs(it):
        if not proof.moves:
            yield Flaw(CHECK, f"关口“{proof.title}”没有流转把守{_in(proof)}")
        if proof.around:
            yield Flaw(CHECK, f"关口“{proof.title}”可以绕过{_in(proof)}："
                              f"{' → '.join(proof.around)}")  # fmt: skip
    for gate in it.process.gates.values():
        if gate.each == "stage":
            yield from _stage_flaws(it, gate)


def pair_flaws(it: Subject) -> Iterator[Flaw]:
    """A gate over several activities: two, with conditions of which exactly one holds."""
    for gate in it.process.gates.values():
        known = [it.process.activities[one] for one in gate.activities]
        if not known:
            yield Flaw(PAIR, f"关口“{gate.title}”没有写明办理内容")
        elif len(known) > 2 or (len(known) == 2 and gate.each):
            yield Flaw(PAIR, f"关口“{gate.title}”至多两项办理内容，逐环节的只能一项")
        elif len(known) == 2 and not it.names.complementary(known[0].applies, known[1].applies):
            told = "与".join(f"“{one.title}”（{one.applies or '无条件'}）" for one in known)
            yield Flaw(PAIR, f"关口“{gate.title}”的{told}条件不是互为否定，可能都不适用")


def carries(move: Move, gate: Gate) -> bool:
    """Whether a move needs all that the gate asks for."""
    return bool(gate.activities) and set(gate.activities) <= set(move.needs)


def _cut(it: Subject, name: str, gate: Gate) -> GateProof:
    left = it.without(lambda source, target, move: carries(move, gate))
    around = shortest(left, [it.edition.initial], it.process.goals)
    moves = tuple(move.title for move in it.process.moves if carries(move, gate))
    return _proof(it, name, gate, moves=moves, around=around)


def _staged(it: Subject, name: str, gate: Gate) -> Iterator[GateProof]:
    for stage, title in it.process.stages.items():
        if _left_forward(it, stage):
            left = _without_its_carriers(it, stage, gate)
            around = shortest(left, _entrances(it, stage), it.process.goals)
            moves = tuple(
                move.title for move in it.process.moves
                if carries(move, gate) and any(it.stage_of(one) == stage for one in move.source)
            )  # fmt: skip
            yield _proof(it, name, gate, moves=moves, around=around, stage=title)


def _left_forward(it: Subject, stage: str) -> bool:
    """Whether a forward move leaves the stage, for another or into a goal."""
    return any(
        move.direction == "forward" and it.stage_of(source) == stage
        and (move.target in it.process.goals or it.stage_of(move.target) != stage)
        for move in it.process.moves for source in move.source
    )  # fmt: skip


def _without_its_carriers(it: Subject, stage: str, gate: Gate) -> nx.MultiDiGraph:
    return it.without(
        lambda source, target, move: it.stage_of(source) == stage and carries(move, gate)
    )


def _entrances(it: Subject, stage: str) -> list[str]:
    """The states by which a case comes into a stage; a goal that is no end counts as one."""
    alive = reached(it.graph, [it.edition.initial])
    entered = {it.edition.initial, *it.process.goals} | {
        target for source, target in it.graph.edges()
        if source in alive and it.stage_of(source) != stage
    }  # fmt: skip
    return [one for one in it.process.states
            if it.stage_of(one) == stage and one in entered & alive and not it.final(one)]  # fmt: skip


def _stage_flaws(it: Subject, gate: Gate) -> Iterator[Flaw]:
    """What the graph cannot show of a gate of each stage."""
    if STAGE_GUARD not in it.process.forward_guards:
        message = f"逐环节关口“{gate.title}”须在 forward_guards 中写明 {STAGE_GUARD}"
        yield Flaw(CHECK, f"{message}，否则前一环节的记录可以充数")
    for move in it.process.moves:
        for source in move.source if move.direction == "forward" else ():
            if it.stage_of(source) is None:
                yield Flaw(CHECK, f"{it.title(source)}不属于任何环节，“{gate.title}”无从把守")
    for stage, title in it.process.stages.items():
        states = {one for one in it.process.states if it.stage_of(one) == stage}
        for name in gate.activities if _left_forward(it, stage) else ():
            if not states & set(it.process.activities[name].within):
                told = it.process.activities[name].title
                yield Flaw(CHECK, f"“{told}”在{title}环节没有可以办理的步骤")


def _proof(
    it: Subject,
    name: str,
    gate: Gate,
    *,
    moves: tuple[str, ...],
    around: tuple[str, ...],
    stage: str = "",
) -> GateProof:
    known = [it.process.activities[one] for one in gate.activities]
    promised = ""
    if len(known) == 1 and known[0].applies:
        promised = f"“{known[0].title}”附条件：不适用时须留有说明条目，由引擎保证，不由图形保证"
    elif len(known) == 2:
        promised = "两项条件互补，必有一项适用；另一项须留有不适用的说明条目，由引擎保证"
    titles = tuple(one.title for one in known)
    return GateProof(name, gate.title, titles, moves, around, stage, promised)


def _in(proof: GateProof) -> str:
    return f"（{proof.stage}环节）" if proof.stage else ""
