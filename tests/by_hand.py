"""An order of somebody at the one moment of the tests on a line (办理指令)."""

import uuid
from dataclasses import replace
from typing import Any

from linear import AT, OFFICE

from workflow.journal import Actor, Order


def order(actor: Actor = OFFICE, **changes: Any) -> Order:
    """A new command of somebody, of the head of the department unless told otherwise."""
    return replace(Order(uuid.uuid4().hex, actor, AT), **changes)
