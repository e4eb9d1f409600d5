"""What one more would change (多一人的效果): the same wave again, with one thing different, on the same chance."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.simulation.figures import Figures, Server, measured
from workflow.simulation.parameters import Parameters, Sittings, Staff
from workflow.simulation.plan import Plan
from workflow.simulation.wave import Happened, simulated
from workflow.workdays import Calendar

TRIED = 5  # duties and bodies for which most is waited


@dataclass(frozen=True, slots=True)
class More:
    """One more holder of a duty, or one more case a sitting: the days of a case then."""

    name: str
    title: str
    body: bool
    median: int | None
    ninth: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """A simulation, what one more would change (what helps most first), and the medians of other seeds."""

    parameters: Parameters
    happened: Happened
    figures: Figures
    more: tuple[More, ...]
    medians: tuple[int | None, ...]  # the seed itself first


def reported(plan: Plan, calendar: Calendar, seeds: int) -> Report:
    """The whole report: the wave, the same with one more of each, and with `seeds` seeds in all."""
    happened = simulated(plan, calendar)
    figures = measured(plan, happened)
    others = (_again(plan, calendar, seed=plan.parameters.seed + n) for n in range(1, seeds))
    more = sorted(_more(plan, calendar, figures), key=lambda one: (one.median is None, one.median))
    return Report(
        plan.parameters, happened, figures, tuple(more),
        (figures.median, *(one.median for one in others)),
    )  # fmt: skip


def _more(plan: Plan, calendar: Calendar, figures: Figures) -> Iterator[More]:
    waited = [one for one in figures.servers if one.queue.days > 0]
    for server in sorted(waited, key=lambda one: -one.queue.days)[:TRIED]:
        then = _again(plan, calendar, **_with_one_more(plan.parameters, server))
        yield More(server.name, server.title, server.body, then.median, then.ninth)


def _with_one_more(it: Parameters, server: Server) -> dict[str, object]:
    if server.body:
        one = it.sittings[server.name]
        grown = Sittings(every=one.every, cases=one.cases + 1)
        return {"sittings": {**it.sittings, server.name: grown}}
    had = it.staff[server.name]
    return {"staff": {**it.staff, server.name: Staff(people=had.people + 1, minutes=had.minutes)}}


def _again(plan: Plan, calendar: Calendar, **changed: object) -> Figures:
    other = Plan(plan.edition, plan.parameters.model_copy(update=changed))
    return measured(other, simulated(other, calendar))
