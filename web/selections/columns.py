"""The columns of a board (看板列): one a state, grouped under the stages; what has ended comes last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.cards import Shown
from web.house import desk
from web.selections.chosen import Chosen
from workflow.edition import Edition, State
from workflow.queries.board import Tally, editions_in
from workflow.queries.cards import Scope

EFFECTS = ("upward", "lateral", "downward")
NONE = Tally(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """One state with its figures and its first cards; `rest` are on the list of the state."""

    name: str
    title: str
    tally: Tally
    cards: Sequence[Shown]

    @property
    def rest(self) -> int:
        """How many cases have no card here."""
        return self.tally.shown - len(self.cards)


@dataclass(frozen=True, slots=True)
class Group:
    """One stage with its columns."""

    title: str
    columns: Sequence[Column]

    @property
    def shown(self) -> int:
        """How many cases stand in it."""
        return sum(one.tally.shown for one in self.columns)

    @property
    def filled(self) -> int:
        """How many of its columns have cards: these need room, the others a line."""
        return sum(1 for one in self.columns if one.cards)


@dataclass(frozen=True, slots=True)
class Process:
    """One process under which cases run, by its editions, the latest first."""

    name: str
    title: str
    editions: Sequence[Edition]
    count: int


def editions_of(scope: Scope) -> list[tuple[Edition, int]]:
    """The editions under which the cases of a scope run, with how many, the latest first."""
    return latest_first(editions_in(desk(), scope))


def latest_first(counts: Mapping[str, int]) -> list[tuple[Edition, int]]:
    """Editions by their digests, with how many cases run under each."""
    found = [(desk().edition(one), count) for one, count in counts.items()]
    return sorted(found, key=lambda one: one[0].process.edition, reverse=True)


def processes(editions: Sequence[tuple[Edition, int]]) -> list[Process]:
    """The processes of some editions: promotions first, as most are."""
    by_name: dict[str, list[tuple[Edition, int]]] = {}
    for one, count in editions:
        by_name.setdefault(one.process.process, []).append((one, count))
    found = [
        Process(name, told[0][0].process.title, [one for one, _ in told], sum(n for _, n in told))
        for name, told in by_name.items()
    ]
    return sorted(found, key=lambda one: EFFECTS.index(one.editions[0].process.effect))


def of_process(offered: Sequence[Process], asked: Chosen) -> Process | None:
    """The process that is chosen, else the first."""
    found = (one for one in offered if one.name == asked.process)
    return next(found, offered[0] if offered else None)


def ended_in(editions: Sequence[Edition]) -> set[str]:
    """The states in which nothing is asked any more."""
    return {name for one in editions for name, state in one.process.states.items()
            if state.final or state.rests}  # fmt: skip


def groups(
    editions: Sequence[Edition], tallies: Mapping[str, Tally], cards: Mapping[str, Sequence[Shown]]
) -> list[Group]:
    """The stages of a process with their states; `editions`, the latest first, are of one process.

    A state that the latest edition no longer has stays as long as a case stands in it.
    """
    latest = editions[0].process
    states: dict[str, State] = dict(latest.states)
    for one in editions[1:]:
        states |= {
            name: state for name, state in one.process.states.items()
            if name not in states and name in tallies
        }  # fmt: skip
    columns = {
        name: Column(name, state.title, tallies.get(name, NONE), cards.get(name, ()))
        for name, state in states.items()
    }
    ended = ended_in(editions)
    found = [
        Group(title, [columns[name] for name, state in states.items()
                      if state.stage == stage and name not in ended])
        for stage, title in latest.stages.items()
    ]  # fmt: skip
    return [*found, Group("已办结", [columns[name] for name in states if name in ended])]
