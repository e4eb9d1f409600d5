"""A wave of cases through an edition (推演): every act waits for somebody who may do it, then takes its time.

Time runs in minutes of work. What a state asks is begun together, meetings last; recorder before
approver; a signature after what it signs. Acts are served in the order in which they come.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import simpy

from workflow.edition import Activity, Move
from workflow.simulation.days import Days
from workflow.simulation.parameters import DAY, Effort, Span
from workflow.simulation.plan import RENEWED, Plan
from workflow.workdays import Calendar

Run: TypeAlias = Generator[simpy.Event, Any, None]
NEVER = -1  # in a simulation that is over: see `closed`
Key: TypeAlias = tuple[str, str, str]  # whose, activity, state (renewed ones only)


@dataclass(slots=True)
class Act:
    """Something that somebody does, or a body takes up: when it was asked for, begun and done."""

    state: str
    server: str  # duty or body
    asked: int
    began: int = NEVER
    done: int = NEVER


@dataclass(frozen=True, slots=True)
class Stay:
    """A case in a state, from when to when."""

    case: int
    state: str
    entered: int
    left: int


@dataclass(slots=True)
class Happened:
    """All that one simulation did, up to `until`; what was still under way then ends there."""

    days: Days
    acts: list[Act] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    began: dict[int, int] = field(default_factory=dict)  # case → when
    reached: dict[int, int] = field(default_factory=dict)  # case → when it was appointed
    ended: dict[int, int] = field(default_factory=dict)  # case → when it ended otherwise
    windows: dict[int, int] = field(default_factory=dict)  # case → minutes of its own notices
    until: int = 0

    def closed(self, until: int) -> None:
        """End here whatever was still waiting or under way."""
        self.until = until
        for act in self.acts:
            act.began = until if act.began == NEVER else act.began
            act.done = until if act.done == NEVER else act.done


def simulated(plan: Plan, calendar: Calendar) -> Happened:
    """The whole wave, until no case is left or the known calendar ends."""
    env = simpy.Environment()
    happened = Happened(Days(calendar, plan.parameters.begin))
    wave = _Wave(env, plan, happened)
    cases = [env.process(wave.case(number)) for number in range(plan.parameters.cases)]
    for body in plan.parameters.sittings:
        env.process(wave.sit(body))
    over = env.all_of(cases)
    env.run(until=env.any_of([over, env.timeout(happened.days.horizon)]))
    happened.closed(max(int(env.now), 1))
    return happened


class _Wave:
    def __init__(self, env: simpy.Environment, plan: Plan, happened: Happened) -> None:
        self.env, self.plan, self.told, self.it = env, plan, happened, plan.parameters
        self.staff = {duty: simpy.Resource(env, one.people) for duty, one in self.it.staff.items()}
        self.agenda: dict[str, list[tuple[simpy.Event, Act]]] = {
            body: [] for body in self.it.sittings
        }
        self.under_way: dict[Key, simpy.Process] = {}
        self.rounds: dict[tuple[str, str], int] = {}

    def case(self, number: int) -> Run:
        """One case from its beginning to a goal or another end."""
        batches = self.plan.batch(self.it.cases - 1) + 1
        yield self.env.timeout(self.plan.batch(number) * self.it.over * DAY // batches)
        self.told.began[number] = self.now
        state, visits = self.plan.edition.initial, dict.fromkeys(self.plan.process.states, 0)
        entered = self.now
        while not self._over(number, state):
            visits[state] += 1
            move = self.plan.way(state, number, visits[state])
            assert move is not None  # there is always a way: checked when it was read
            came = self.now
            yield from self._state(number, state, move, entered)
            yield from self._act(state, move.by[0], self.it.move, f"{number}/{state}/{visits[state]}/move")
            self.told.stays.append(Stay(number, state, came, self.now))
            self._reopen(number, move)
            state = move.target
            if move.direction == "forward":
                entered = self.now

    def sit(self, body: str) -> Run:
        """The sittings of a body: each takes up what waits, up to its measure."""
        one = self.it.sittings[body]
        while True:
            yield self.env.timeout(one.every * DAY)
            agenda = self.agenda[body]
            for event, act in agenda[: one.cases]:
                act.began = act.done = self.now
                event.succeed()
            del agenda[: one.cases]

    @property
    def now(self) -> int:
        return int(self.env.now)

    def _over(self, number: int, state: str) -> bool:
        here = self.plan.process.states[state]
        if state in self.plan.process.goals:
            self.told.reached[number] = self.now
        elif here.final or here.rests:
            self.told.ended[number] = self.now
        else:
            return False
        return True

    def _state(self, number: int, state: str, move: Move, entered: int) -> Run:
        """All that a state asks of a case before it moves on."""
        for name in self.plan.early(state):
            self._begun(number, state, name)
        activities = self.plan.process.activities
        asked = self.plan.asked(state, move)
        items = [name for name in asked if activities[name].kind == "meeting_item"]
        yield self.env.all_of(self._all(number, state, (one for one in asked if one not in items)))
        for name in items:
            yield self.env.all_of(self._all(number, state, [name]))
        least = self.plan.least_days(move)
        if least:
            yield from self._until((entered // DAY + least - 1) * DAY)

    def _all(self, number: int, state: str, names: Iterable[str]) -> list[simpy.Process]:
        begun = (self._begun(number, state, name) for name in names)
        return [one for one in begun if one is not None]

    def _begun(self, number: int, state: str, name: str) -> simpy.Process | None:
        """An activity under way or done, begun now if it is not; None where it does not apply."""
        activity = self.plan.process.activities[name]
        if not self.plan.applies(activity, number):
            return None
        whose = self._whose(number, activity)
        key = (whose, name, state if activity.kind in RENEWED else "")
        if key not in self.under_way:
            self.rounds[whose, name] = self.rounds.get((whose, name), 0) + 1
            after = self._begun(number, state, activity.over) if activity.over else None
            stamp = f"{whose}/{name}/{key[2]}/{self.rounds[whose, name]}"
            run = self._activity(number, state, name, stamp, after)
            self.under_way[key] = self.env.process(run)
        return self.under_way[key]

    def _whose(self, number: int, activity: Activity) -> str:
        return f"batch{self.plan.batch(number)}" if activity.of == "selection" else f"case{number}"

    def _activity(
        self, number: int, state: str, name: str, stamp: str, after: simpy.Process | None
    ) -> Run:
        activity = self.plan.process.activities[name]
        effort = self.it.effort(name, activity.kind)
        if after is not None:
            yield after
        if activity.kind == "meeting_item":
            taken = self.env.event()
            self.agenda[str(activity.body)].append((taken, self._asked(state, str(activity.body))))
            yield taken
        for duty in _recorders(activity):
            yield from self._act(state, duty, effort.record, f"{stamp}/record/{duty}")
        yield self.env.timeout(self.plan.chance.within(effort.wait, f"{stamp}/wait") * DAY)
        yield from self._rest(number, state, activity, effort, stamp)

    def _rest(
        self, number: int, state: str, activity: Activity, effort: Effort, stamp: str
    ) -> Run:
        """What follows the record: approval or answer, the window of a notice, a period."""
        if activity.kind == "opinion":
            for duty in activity.record[:1]:
                yield from self._act(state, duty, effort.answer, f"{stamp}/answer")
        for duty in activity.approve[:1]:
            yield from self._act(state, duty, effort.approve, f"{stamp}/approve")
        if activity.kind == "notice":
            posted = self.now
            yield from self._until(self.told.days.after_window(posted, *self.plan.window(activity)))
            self.told.windows[number] = self.told.windows.get(number, 0) + self.now - posted
        for duty in activity.conclude_by:
            yield from self._act(state, duty, effort.conclude, f"{stamp}/conclude/{duty}")
        if activity.length is not None:
            yield from self._until(self.told.days.after_years(self.now, activity.length.years))

    def _act(self, state: str, duty: str, span: Span, stamp: str) -> Run:
        """Somebody of a duty does something; waits until one is free."""
        minutes = self.plan.chance.within(span, stamp)
        if duty not in self.staff:
            yield self.env.timeout(minutes)
            return
        act = self._asked(state, duty)
        with self.staff[duty].request() as turn:
            yield turn
            act.began = self.now
            yield self.env.timeout(-(-minutes * DAY // self.it.staff[duty].minutes))
        act.done = self.now

    def _asked(self, state: str, server: str) -> Act:
        self.told.acts.append(Act(state, server, self.now))
        return self.told.acts[-1]

    def _until(self, time: int) -> Run:
        if time > self.now:
            yield self.env.timeout(time - self.now)

    def _reopen(self, number: int, move: Move) -> None:
        """What a backward move reopens must be done once more."""
        for name in move.reopens:
            whose = self._whose(number, self.plan.process.activities[name])
            for key in [key for key in self.under_way if key[:2] == (whose, name)]:
                del self.under_way[key]


def _recorders(activity: Activity) -> list[str]:
    """Who makes the record, one after another: the checkers of the items, all who sign, else one."""
    if activity.kind == "opinion":
        return list(activity.ask_by[:1])
    if activity.kind == "signatures":
        return list(activity.offices or activity.record)
    checkers = [duty for item in activity.items.values() for duty in item.checker[:1]]
    return list(dict.fromkeys(checkers)) or list(activity.record[:1])
