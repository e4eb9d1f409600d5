"""Cards of cases (事项卡片): what a board, a list and a ledger say of one case."""

from dataclasses import dataclass
from datetime import date

from web.due import Due, due_of
from web.house import desk, today
from workflow.edition import State
from workflow.queries.cards import Card


@dataclass(frozen=True, slots=True)
class Shown:
    """A card with its state, how long it has stood there, and its due day."""

    card: Card
    state: State
    days: int | None  # calendar days since the last move
    due: Due | None

    @property
    def ended(self) -> bool:
        """Whether nothing is asked for it any more."""
        return self.state.final or self.state.rests


def shown(card: Card) -> Shown:
    """A card as people read it today."""
    days = (today() - date.fromisoformat(card.since)).days if card.since else None
    return Shown(card, state_of(card), days, due_of(desk().calendar, card.due_on, today()))


def state_of(card: Card) -> State:
    """The state in which a case stands, by its edition."""
    return desk().edition(card.edition).process.states[card.state]
