"""An order of somebody at the one moment of these tests (办理指令)."""

import uuid
from dataclasses import replace
from typing import Any

from linear import AT

from workflow.journal import Actor, Order


def order(actor: Actor, **changes: Any) -> Order:
    """A new command of somebody."""
    return replace(Order(uuid.uuid4().hex, actor, AT), **changes)
