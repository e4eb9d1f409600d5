"""Names come around the place that is spoken of, in few statements; from elsewhere one by one."""

import uuid
from pathlib import Path

import pytest
from linear import AT, linear_edition, linear_house
from statements import counting

from workflow.authority import path
from workflow.commands.accounts import open_account
from workflow.commands.meetings import convene
from workflow.commands.organizations import enter_organization
from workflow.journal import Actor, House, Order
from workflow.journal.read import history
from workflow.queries.naming import naming

SECURITY = Actor("safe", "保密", "security_admin", "dept")
SECRETARY = Actor("secretary", "记录", "meeting_secretary", "dept", "pm")

MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-02", "chair": "p0"}


def by(actor: Actor) -> Order:
    return Order(uuid.uuid4().hex, actor, AT)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A department with two people, and a line of places far below it."""
    made, _ = linear_house(url, tmp_path, linear_edition(1), 2, [SECURITY, SECRETARY])
    with made.desk() as desk:
        for depth in range(1, 6):
            above = f"place{depth - 1}" if depth > 1 else "dept"
            enter_organization(desk, by(SECURITY), f"place{depth}", {
                "name": f"第{depth}层", "kind": "unit", "parent": above,
            })  # fmt: skip
        open_account(desk, by(SECURITY), "guest", {"login": "guest", "name": "来客", "person": "px"})
        convene(desk, by(SECRETARY), "m1", MEETING)
    return made


def test_each_kind_is_found_by_whoever_asks_first(house: House) -> None:
    for kind, id, name in (
        ("organizations", "place1", "第1层"), ("organizations", "place5", "第5层"),
        ("posts", "post1", "职位（组织部）"), ("bodies", "body", "市委"),
        ("meetings", "m1", "市委 2026-03-02"), ("people", "p1", "人选1"), ("people", "px", "来客"),
    ):  # fmt: skip
        with house.reading() as desk:
            assert getattr(naming(desk), kind)[id] == name


def test_what_lies_around_costs_nothing_more_and_what_is_unknown_is_asked_once(house: House) -> None:
    with house.reading() as desk:
        path(desk, "dept")
        known = naming(desk)
        with counting(house.engine) as seen:
            assert known.people["p0"] == "人选0" and known.posts["post0"] == "职位（组织部）"
            assert len(known.meetings) == 1 and "place3" in known.organizations
        assert seen.count == 0
        assert known.people.get("nobody") is None
        with counting(house.engine) as seen:
            assert known.people.get("nobody", "") == "" and known.posts.get("") is None
        assert seen.count == 0


def test_who_acted_is_named_in_what_the_page_has_read(house: House) -> None:
    with house.reading() as desk:
        assert naming(desk).people.get("pm") is None
    with house.reading() as desk:
        history(desk, "meeting:m1")
        assert naming(desk).people["pm"] == "记录"
