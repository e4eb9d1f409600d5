"""What an edition asks of a case in each state (推演计划): activities, who does them, statutory periods.

Everything comes from the definition: `needs` of the moves, `in`, `of`, `applies`, windows, the
least days of an investigation. Holds, vetoes and what guards judge are not simulated.
"""

from collections.abc import Mapping
from functools import cached_property

from workflow.definition import house_names
from workflow.definition.words import BODIES
from workflow.edition import Activity, Edition, Move
from workflow.simulation.chance import Chance
from workflow.simulation.parameters import Parameters
from workflow.simulation.routes import forward, usual

RENEWED = ("checklist", "assessment")  # asked anew in every state that needs it, as of that day
LEAST_DAYS = {"investigation_days": "investigation_min_days"}  # guard of the move → setting


class Plan:
    """An edition as a simulation reads it, with the parameters."""

    def __init__(self, edition: Edition, parameters: Parameters) -> None:
        self.edition, self.process, self.parameters = edition, edition.process, parameters
        self.chance = Chance(parameters.seed)
        self._negates: Mapping[str, str | None] = house_names().conditions

    def asked(self, state: str, move: Move) -> list[str]:
        """The activities that a case does in `state` before it makes `move`, in their order.

        Whatever else comes of it, the work of the usual way has been done by then.
        """
        ways = [move] if move.direction == "forward" else [move, *self._ahead(state)[:1]]
        wanted = {need for way in ways for need in way.needs}
        if move.direction == "forward":
            wanted |= {name for name in self._unbidden if self._first(name) == state}
        return [name for name in self.process.activities
                if name in wanted and state in self.process.activities[name].within]  # fmt: skip

    def early(self, state: str) -> list[str]:
        """Opinions that are asked for here already, though only a later state needs the answer."""
        return [name for name, one in self.process.activities.items()
                if one.kind == "opinion" and state in one.within and name in self._needed]  # fmt: skip

    def way(self, state: str, case: int, visit: int) -> Move | None:
        """The way of a case on out of `state`: by its conditions, else by lot, else the usual."""
        named = self.parameters.ways.get(state, {})
        for name, share in named.items():
            if isinstance(share, str) and self.holds(share, case):
                return self.edition.move(name)
        lot = self.chance.per_cent(f"way/{case}/{state}/{visit}")
        for name, share in named.items():
            lot -= share if isinstance(share, int) else 0
            if lot < 0:
                return self.edition.move(name)
        return usual(self.parameters, self.edition, state)

    def applies(self, activity: Activity, case: int) -> bool:
        """Whether an activity is asked of this case."""
        return activity.applies is None or self.holds(activity.applies, case)

    def holds(self, condition: str, case: int) -> bool:
        """Whether a condition is true of a case, by the share of cases that was stated; unsaid is no.

        What a selection is asked is the same for all its cases; of two complements one is true.
        """
        other, shares = self._negates.get(condition), self.parameters.conditions
        if condition not in shares and other in shares:
            return not self.holds(str(other), case)
        whose = f"batch/{self.batch(case)}" if condition in self._of_selections else f"case/{case}"
        return self.chance.per_cent(f"{condition}/{whose}") < shares.get(condition, 0)

    def batch(self, case: int) -> int:
        """The selection of a case."""
        return case // self.parameters.batch

    def window(self, activity: Activity) -> tuple[int, str]:
        """Working days of a notice and how its first day counts."""
        assert activity.window is not None  # a notice has one: checked when it was read
        settings = self.process.settings
        return int(str(settings[activity.window.workdays])), str(settings[activity.window.posting_day])

    def least_days(self, move: Move) -> int:
        """Working days that must have gone by, first and last counted, before `move`; 0 for none."""
        told = (self.process.settings.get(LEAST_DAYS[one]) for one in move.guards if one in LEAST_DAYS)
        return max((one for one in told if isinstance(one, int)), default=0)

    def title(self, server: str) -> str:
        """A duty or a body as people read it."""
        return BODIES.get(server) or self.edition.duty_title(server)

    def _ahead(self, state: str) -> list[Move]:
        known = usual(self.parameters, self.edition, state)
        return [known] if known else forward(self.edition, state)

    def _first(self, activity: str) -> str:
        return self.process.activities[activity].within[0]

    @cached_property
    def _needed(self) -> set[str]:
        """What some forward move needs."""
        moves = (move for move in self.process.moves if move.direction == "forward")
        return {need for move in moves for need in move.needs}

    @cached_property
    def _unbidden(self) -> set[str]:
        """What no move needs, and is done all the same (动议即审 …)."""
        needs = {need for move in self.process.moves for need in move.needs}
        return set(self.process.activities) - needs

    @cached_property
    def _of_selections(self) -> set[str]:
        activities = self.process.activities.values()
        return {str(one.applies) for one in activities if one.applies and one.of == "selection"}
