"""Incumbents of leading posts (现任领导干部): a veto opens the adjustment of their post (R-POL-07)."""

from sqlalchemy import select

from workflow.canonical import reread
from workflow.commands.editions import latest
from workflow.commands.selections import case_draft
from workflow.errors import NotFound
from workflow.journal import Desk, Draft, Order, append
from workflow.models import TABLES

GROUND = "after_veto"


def posts_held(desk: Desk, person: str) -> list[str]:
    """The leading posts that a person holds now."""
    table = TABLES["post"].c
    return [
        row.id
        for row in desk.db.execute(select(table.id, table.content).order_by(table.id))
        if person in reread(row.content)["holders"]
    ]


def open_adjustment(desk: Desk, order: Order, person: str, cause: str) -> list[str]:
    """Open an adjustment case for each leading post held; gives the cases' ids.

    Nothing is opened for a person who holds none. Raises NotFound when no adjustment edition is
    published: the veto then waits until there is one, rather than leave the incumbent in place.
    """
    opened = []
    for post in posts_held(desk, person):
        department, body = _home(desk, person)
        edition = latest(desk, "adjustment")
        selection = f"{order.id[:24]}-{post}"
        changes = {
            "title": "不适宜担任现职调整（一票否决）", "department": department, "body": body,
            "occasion": "individual", "edition": edition, "process": "adjustment", "state": "open",
        }  # fmt: skip
        append(desk, order, Draft(
            f"selection:{selection}", "open",
            {"act": "open_selection", "ground": GROUND, "veto": cause}, changes, edition=edition,
        ))  # fmt: skip
        values = {"number": selection, "person": person, "post": post, "selection": selection}
        append(desk, order, case_draft(desk, order, selection, values, changes, {}))
        opened.append(selection)
    return opened


def _home(desk: Desk, person: str) -> tuple[str, str]:
    """The department and body that decide on this person: of the latest selection they were in."""
    cases, selections = TABLES["case"].c, TABLES["selection"].c
    row = desk.db.execute(
        select(selections.department, selections.body)
        .join_from(TABLES["selection"], TABLES["case"], selections.id == cases.selection)
        .where(cases.person == person)
        .order_by(selections.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        row = desk.db.execute(
            select(selections.department, selections.body).order_by(selections.id.desc()).limit(1)
        ).one_or_none()
    if row is None:
        raise NotFound("没有可以承办调整的组织部门")
    return row.department, row.body
