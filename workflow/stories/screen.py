"""What a screen would fill in (表单预填): the person's own organization and office, what is signed.

`items: {all: …}` in a checklist stands for every item the actor's duty checks and that is not named.
"""

from collections.abc import Mapping
from typing import Any

from workflow.activities.signatures import present_digest
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import NotFound
from workflow.journal import Desk, Order
from workflow.journal.picture import dossier

ALL = "all"


def on_screen(
    desk: Desk, order: Order, subject: str, act: tuple[str, str], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of an act (its activity and name), with what a form would have filled in."""
    name, verb = act
    if verb == "answer":
        return {"organization": order.actor.organization, **values}
    items = values.get("items")
    every = verb == "record" and isinstance(items, Mapping) and ALL in items
    if not subject.startswith("case:") or not (every or verb == "sign"):
        return dict(values)
    try:
        seen = dossier(desk, subject.partition(":")[2], order.at)
    except NotFound:
        return dict(values)  # the command says so itself
    activity = seen.edition.process.activities.get(name)
    if activity is None:
        return dict(values)
    if verb == "sign":
        return {**_signed(activity, seen, order), **values}
    return {**values, "items": _every_item(activity, order, values["items"])}


def _signed(activity: Activity, seen: Dossier, order: Order) -> dict[str, Any]:
    office = {"office": order.actor.duty} if activity.offices else {}
    over = present_digest(activity, seen) if activity.over else None
    return {**office, **({"over": over} if over else {})}


def _every_item(
    activity: Activity, order: Order, items: Mapping[str, Any]
) -> dict[str, Any]:
    """The items that the actor's duty checks, all alike, and those that are named."""
    mine = (
        name for name, item in activity.items.items()
        if order.actor.duty in (item.checker or activity.record)
    )  # fmt: skip
    named = {name: row for name, row in items.items() if name != ALL}
    return {**{name: dict(items[ALL]) for name in mine}, **named}
