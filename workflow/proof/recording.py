"""Needs and reopenings (办理与重办): what a move needs can be supplied, what it undoes is said."""

from collections.abc import Collection, Iterator

from workflow.edition import Move
from workflow.proof.flaw import Flaw
from workflow.proof.graph import Subject, between, onward, reached

SUPPLIED, RETURNED, EMPTY = "所需内容可以办理", "退回说明全部去留", "重办均有所指"


def unsupplied(it: Subject) -> Iterator[Flaw]:
    """Needs that some case could never supply.

    On every way to the move, from the beginning and from every move that reopens the activity,
    lies a state in which it may be recorded. An activity under a condition must be so from one
    source of the move at least: from the others the move is closed while the condition holds.
    """
    for move in it.process.moves:
        for need in move.needs:
            activity = it.process.activities[need]
            lacking = [source for source in move.source if _missed(it, need, source)]
            if lacking and not (activity.applies and len(lacking) < len(move.source)):
                yield Flaw(SUPPLIED, f"“{move.title}”需要“{activity.title}”，但可以不经其办理步骤"
                                     f"就到{it.titles(lacking)}")  # fmt: skip


def _missed(it: Subject, need: str, source: str) -> bool:
    """Whether `source` can be reached past all the states in which `need` may be recorded."""
    within = set(it.process.activities[need].within)
    starts = {it.edition.initial}
    starts.update(m.target for m in it.back_moves() if need in (*m.reopens, *_choosable(m)))
    past = it.without(lambda u, v, move: u in within or v in within)
    return source not in within and source in reached(past, starts - within)


def _choosable(move: Move) -> tuple[str, ...]:
    """What a backward move may reopen at people's choice: all that it otherwise keeps."""
    return move.keeps if move.reopens_chosen else ()


def unsaid(it: Subject) -> Iterator[Flaw]:
    """Activities that a backward move neither reopens nor keeps, though they may be recorded."""
    for move in it.back_moves():
        both = set(move.reopens) & set(move.keeps)
        if both:
            yield Flaw(RETURNED, f"“{move.title}”既重办又保留：{it.activity_titles(both)}")
        open_ = _recorded_since(it, move) - {*move.reopens, *move.keeps}
        if open_:
            names = "、".join(one for one in it.process.activities if one in open_)
            yield Flaw(RETURNED, f"“{move.title}”没有说明去留：{names}")


def idle(it: Subject) -> Iterator[Flaw]:
    """Activities that a backward move says to reopen or keep, though none can be there."""
    for move in it.back_moves():
        before = reached(it.graph.reverse(copy=False), move.source)
        extra = {*move.reopens, *move.keeps} - _recordable(it, before)
        if extra:
            names = "、".join(one for one in it.process.activities if one in extra)
            yield Flaw(EMPTY, f"“{move.title}”所列内容此前无从办理：{names}")


def _recorded_since(it: Subject, move: Move) -> set[str]:
    """What may have been recorded between the target of a backward move and its sources."""
    graph = onward(it)
    states = set().union(*(between(graph, move.target, source) for source in move.source))
    return _recordable(it, states)


def _recordable(it: Subject, states: Collection[str]) -> set[str]:
    return {
        name for name, activity in it.process.activities.items()
        if not set(activity.within).isdisjoint(states)
    }  # fmt: skip
