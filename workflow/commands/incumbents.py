"""Incumbents (现任领导干部): a veto or an annulment opens the adjustment of the post (R-POL-07)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from workflow.canonical import reread
from workflow.commands.changing import content_of
from workflow.commands.editions import latest
from workflow.commands.refresh import open_cases
from workflow.commands.selections import case_draft
from workflow.errors import NotFound
from workflow.journal import Desk, Draft, Order, append
from workflow.models import TABLES

PROCESS = "adjustment"
LEADING = ("chief", "deputy")  # 领导职务; any other position is none (R-POL-07)
AFTER_VETO, VOID_ORDER = "after_veto", "void_order"
TITLES: Mapping[str, str] = {
    AFTER_VETO: "不适宜担任现职调整（一票否决）", VOID_ORDER: "不适宜担任现职调整（任职被宣布无效）",
}  # fmt: skip


def posts_held(desk: Desk, person: str) -> list[str]:
    """The leading posts that a person holds now."""
    table = TABLES["post"].c
    rows = desk.db.execute(select(table.id, table.content).order_by(table.id))
    said = ((row.id, reread(row.content)) for row in rows)
    return [id for id, post in said if person in post["holders"] and post["position"] in LEADING]


def open_adjustment(
    desk: Desk, order: Order, person: str, posts: Sequence[str], ground: str, cause: str
) -> list[str]:
    """Open an adjustment case for each of the posts that the person holds; gives the cases' ids.

    A post whose adjustment is under way gets no second one: that one cannot be ended otherwise
    while a veto stands. Raises NotFound when no adjustment edition is published: what should open
    it then waits until there is one, rather than leave the incumbent in place.
    """
    opened = []
    under_way = _under_way(desk, person)
    for post in (one for one in posts_held(desk, person) if one in posts):
        if post in under_way:
            continue
        department, body = _home(desk, person)
        edition = latest(desk, PROCESS)
        selection = f"{order.id[:24]}-{post}"
        changes = {
            "title": TITLES[ground], "department": department, "body": body,
            "occasion": "individual", "edition": edition, "process": PROCESS, "state": "open",
        }  # fmt: skip
        append(desk, order, Draft(
            f"selection:{selection}", "open",
            {"act": "open_selection", "ground": ground, "cause": cause}, changes, edition=edition,
        ))  # fmt: skip
        values = {"number": _number(desk, order), "person": person, "post": post,
                  "selection": selection}  # fmt: skip
        append(desk, order, case_draft(desk, order, selection, values, changes, {}))
        opened.append(selection)
    return opened


def _number(desk: Desk, order: Order) -> str:
    """The next number of the year: a case that nobody numbered is still spoken of by one."""
    begins = f"调整{order.today.year}-"
    desk.claim(begins)
    number = TABLES["case"].c.number
    taken = desk.db.scalar(select(func.count()).where(number.startswith(begins))) or 0
    return f"{begins}{taken + 1:03d}"


def _under_way(desk: Desk, person: str) -> set[str]:
    """The posts that an open adjustment of the person is about."""
    cases = (content_of(desk, f"case:{one}") for one in open_cases(desk, person=person))
    return {one["post"] for one in cases if one["process"] == PROCESS}


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
