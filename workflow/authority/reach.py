"""How far a duty reaches (职责范围): on which days, over which part of the tree of organizations."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from workflow.authority.table import OFFICES
from workflow.canonical import reread
from workflow.journal import Desk
from workflow.models import TABLES, instance
from workflow.models.prepared import OneOf, Prepared

_account, _place = TABLES["account"].c, TABLES["organization"].c
_ACCOUNT = Prepared(select(_account.content).where(_account.id == bindparam("id")))
_OFFICES = Prepared(select(_place.id).where(OneOf(_place.id, "ids"), OneOf(_place.kind, "kinds")))
_PATHS = Prepared(select(_place.id, _place.path).where(OneOf(_place.id, "ids")))


def holds(duties: Iterable[Mapping[str, Any]], duty: str, organization: str, day: date) -> bool:
    """Whether one of the duties is this one, at this organization, on that day."""
    today = day.isoformat()
    return any(
        one["duty"] == duty and one["organization"] == organization
        and one["from"] <= today and (not one.get("to") or today < one["to"])
        for one in duties
    )  # fmt: skip


def path(desk: Desk, organization: str) -> str:
    """The ids from the root of the tree down to an organization; "" for an unknown one."""
    look_up_paths(desk, organization)
    found: str = desk.looked["path", organization]
    return found


def look_up_paths(desk: Desk, *organizations: str) -> None:
    """Have the paths of several organizations at hand, in one statement."""
    wanted = [one for one in organizations if ("path", one) not in desk.looked]
    if wanted:
        known = dict(_PATHS.rows(desk.db, ids=wanted))
        desk.looked.update({("path", one): known.get(one, "") for one in wanted})


def account_content(desk: Desk, account: str) -> dict[str, Any]:
    """What an account's row says; empty for an unknown one."""
    text = desk.look(
        ("account", account), lambda: (_ACCOUNT.row(desk.db, id=account) or (None,))[0]
    )
    return reread(text) if text else {}


def founded(desk: Desk) -> bool:
    """Whether the instance has been founded: from then on nobody acts without a duty."""
    return desk.db.scalar(select(instance.c.value).where(instance.c.key == "founded_at")) is not None


def view(desk: Desk, organization: str) -> str:
    """The path that a place looks over: an office that of the committee it works for, else its own.

    So a city's department sees the city and its counties, a county's department the county alone.
    """
    steps = path(desk, organization).split("/")[:-1]
    kinds = list(OFFICES)
    offices = desk.look(("offices", organization), lambda: {
        id for (id,) in _OFFICES.rows(desk.db, ids=steps, kinds=kinds)
    })  # fmt: skip
    last = max((n for n, step in enumerate(steps) if step in offices), default=len(steps) - 1)
    while last > 0 and steps[last] in offices:
        last -= 1
    return "".join(f"{step}/" for step in steps[: last + 1])
