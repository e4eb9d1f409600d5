"""What a simulation shows (推演数字): days per case, queues at each step, how busy each duty is, what limits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.simulation.parameters import DAY
from workflow.simulation.plan import Plan
from workflow.simulation.wave import Act, Happened


@dataclass(frozen=True, slots=True)
class Queue:
    """How many waited at the same time for somebody, on average and at most, and for how long in all."""

    mean: float
    most: int
    days: float  # working days, all that waited together


@dataclass(frozen=True, slots=True)
class Step:
    """A state: how many cases came, their median working days in it, how many at once, who waited."""

    state: str
    title: str
    cases: int
    days: float
    most: int
    queue: Queue


@dataclass(frozen=True, slots=True)
class Server:
    """A duty, or a body: how many, how much of their time was taken (0 to 1), who waited for them."""

    name: str
    title: str
    people: int  # of a body: cases a sitting
    body: bool
    busy: float
    queue: Queue


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one simulation. Days of a case: from its beginning to its appointment.

    None where too few were appointed before the calendar ended.
    """

    cases: int
    reached: int
    ended: int
    unfinished: int
    median: int | None  # working days
    ninth: int | None  # nine in ten take no longer
    median_calendar: int | None
    ninth_calendar: int | None
    last: date
    estimated: bool  # some of the calendar is not yet published
    steps: tuple[Step, ...]
    servers: tuple[Server, ...]

    @property
    def limiting_step(self) -> Step | None:
        """The step at which most was waited for somebody; None where nobody had to wait."""
        return max((one for one in self.steps if one.queue.days > 0),
                   key=lambda one: one.queue.days, default=None)  # fmt: skip

    @property
    def limiting(self) -> Server | None:
        """The duty or body for which most was waited; None where nobody had to wait."""
        return max((one for one in self.servers if one.queue.days > 0),
                   key=lambda one: one.queue.days, default=None)  # fmt: skip


def measured(plan: Plan, it: Happened) -> Figures:
    """The figures of what happened."""
    days, open_cases = it.days, plan.parameters.cases - len(it.reached) - len(it.ended)
    spans = [(it.began[case], end) for case, end in it.reached.items()]
    working = sorted((end - began) // DAY for began, end in spans)
    calendar = sorted((days.on(end) - days.on(began)).days for began, end in spans)
    last = days.on(it.until)
    return Figures(
        plan.parameters.cases, len(spans), len(it.ended), open_cases,
        _of(working, 50, open_cases), _of(working, 90, open_cases),
        _of(calendar, 50, open_cases), _of(calendar, 90, open_cases),
        last, days.calendar.estimated(days.begin, last), tuple(_steps(plan, it)),
        tuple(_servers(plan, it)),
    )  # fmt: skip


def _of(ordered: Sequence[int], share: int, beyond: int) -> int | None:
    """The value that `share` per cent do not exceed; those still open count as beyond all others."""
    place = -(-(len(ordered) + beyond) * share // 100) - 1
    return ordered[place] if 0 <= place < len(ordered) else None


def _steps(plan: Plan, it: Happened) -> Iterable[Step]:
    acts = _grouped(it.acts, lambda one: one.state)
    for state, shown in plan.process.states.items():
        stays = [one for one in it.stays if one.state == state]
        if stays:
            lengths = sorted(one.left - one.entered for one in stays)
            most = _most([(one.entered, one.left) for one in stays])
            yield Step(
                state, shown.title, len({one.case for one in stays}),
                round(lengths[len(lengths) // 2] / DAY, 1), most,
                _queue(acts.get(state, ()), it.until),
            )  # fmt: skip


def _servers(plan: Plan, it: Happened) -> Iterable[Server]:
    acts = _grouped(it.acts, lambda one: one.server)
    for duty, staff in plan.parameters.staff.items():
        mine = acts.get(duty, [])
        busy = sum(one.done - one.began for one in mine) / (staff.people * it.until)
        yield Server(duty, plan.title(duty), staff.people, False, round(busy, 3),
                     _queue(mine, it.until))  # fmt: skip
    for body, one in plan.parameters.sittings.items():
        mine = acts.get(body, [])
        places = it.until // (one.every * DAY) * one.cases
        taken = sum(1 for act in mine if act.began < it.until)
        busy = taken / places if places else 0.0
        yield Server(body, plan.title(body), one.cases, True, round(min(busy, 1.0), 3),
                     _queue(mine, it.until))  # fmt: skip


def _grouped(acts: Iterable[Act], key: Callable[[Act], str]) -> Mapping[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for one in acts:
        found.setdefault(key(one), []).append(one)
    return found


def _queue(acts: Iterable[Act], until: int) -> Queue:
    waits = [(one.asked, one.began) for one in acts if one.began > one.asked]
    waited = sum(end - begin for begin, end in waits)
    return Queue(round(waited / until, 2), _most(waits), round(waited / DAY, 1))


def _most(spans: Iterable[tuple[int, int]]) -> int:
    """How many spans lie over one another at most; one that ends makes room for one that begins."""
    level = most = 0
    for _, step in sorted(edge for begin, end in spans for edge in ((begin, 1), (end, -1))):
        level += step
        most = max(most, level)
    return most


def lengths(it: Happened, server: str) -> list[tuple[int, int]]:
    """How many waited for a duty or body at the end of each working day, from the first day on."""
    waits = [(one.asked, one.began) for one in it.acts if one.server == server]
    return [
        (day, sum(begin <= day * DAY < end for begin, end in waits))
        for day in range(it.until // DAY + 2)
    ]
