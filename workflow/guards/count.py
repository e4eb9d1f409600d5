"""The count of a meeting item (计票): members due, present and agreeing; integers only (R-DEC-04, 09)."""

from typing import NamedTuple

from workflow.dossier import ItemFile
from workflow.guards.reading import number


class Count(NamedTuple):
    """应到会、到会、同意 of one item. Guests, alternates and absent members are in none of them."""

    due: int
    present: int
    agree: int


def counts(item: ItemFile, recusal_base: str = "keep") -> Count:
    """The count of an item against the roster of its day.

    `recusal_base` is the setting of R-DEC-22: `keep` leaves the recused among those due, `shrink`
    takes them out; either way they are not present for this item.
    """
    meeting = item.meeting
    roster = meeting.roster or meeting.body.roster(meeting.held_on)
    due = {one.person for one in roster}
    recused = {view.person for view in item.views if view.recused} & due
    present = {view.person for view in item.views if view.present} & due - recused
    base = due - recused if recusal_base == "shrink" else due
    return Count(len(base), len(present), number(item.values, "agree") or 0)


def is_quorum(present: int, due: int) -> bool:
    """Whether two thirds or more of those due are present (三分之二以上成员到会, R-DEC-04)."""
    return due > 0 and 3 * present >= 2 * due


def is_majority(agree: int, due: int) -> bool:
    """Whether more than half of those due agree (应到会成员超过半数同意, R-DEC-09)."""
    return due > 0 and 2 * agree > due
