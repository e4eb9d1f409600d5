"""Founding an instance (建库): until it is founded, its people and organizations are entered."""

from sqlalchemy import insert

from workflow.authority import FOUNDING, founded
from workflow.errors import NotAvailable, Reason
from workflow.journal import Desk, Order
from workflow.models import instance


def found(desk: Desk, order: Order) -> None:
    """End the founding: from now on everybody acts under a duty. Raises NotAvailable if ended."""
    if order.actor.duty != FOUNDING or founded(desk):
        raise NotAvailable(
            reasons=[Reason("R-DUTY-01", "本库已启用", "建库只办理一次")]
        )
    desk.db.execute(insert(instance).values(key="founded_at", value=order.at.isoformat()))
