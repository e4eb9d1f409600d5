"""Whoever is concerned oneself does not do the work (回避, R-AVO-04), outside the moves of a case as well."""

from workflow.errors import OTHERS, Reason, Recused
from workflow.guards.meeting import kin_to
from workflow.journal import Desk, Order
from workflow.journal.fold import person_file
from workflow.journal.read import history


def refuse_oneself(order: Order, person: str) -> None:
    """Nobody works on the own file. Raises Recused."""
    if order.actor.person == person:
        raise Recused(reasons=[Reason("R-AVO-04", "经办人即当事人", "由他人办理", OTHERS)])


def refuse_kin(desk: Desk, order: Order, person: str) -> None:
    """Nor does a candidate, or a relative, what a meeting takes up about the candidate. Raises Recused."""
    file = person_file(person, history(desk, f"person:{person}"))
    if order.actor.person and kin_to(file, order.actor.person):
        raise Recused(reasons=[Reason(
            "R-AVO-04", f"{order.actor.name}系人选本人或近亲属", "由无回避情形的人员办理", OTHERS
        )])  # fmt: skip
