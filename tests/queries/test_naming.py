"""A few names are asked for by id, many come around the place that is spoken of, in few statements."""

import uuid
from pathlib import Path

import pytest
from linear import AT, linear_edition, linear_house
from statements import counting

from workflow.authority import path
from workflow.commands.accounts import open_account
from workflow.commands.meetings import convene
from workflow.commands.organizations import enter_body, enter_organization
from workflow.journal import Actor, House, Order
from workflow.journal.read import history
from workflow.queries.naming import FEW, naming

SECURITY = Actor("safe", "保密", "security_admin", "dept")
CHIEF = Actor("chief", "处长", "cadre_chief", "dept")
SECRETARY = Actor("secretary", "记录", "meeting_secretary", "dept", "pm")

MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-02", "chair": "p0"}


def by(actor: Actor) -> Order:
    return Order(uuid.uuid4().hex, actor, AT)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A department with two people, and a line of places far below it."""
    made, _ = linear_house(url, tmp_path, linear_edition(1), 2, [SECURITY, CHIEF, SECRETARY])
    with made.desk() as desk:
        for depth in range(1, 6):
            above = f"place{depth - 1}" if depth > 1 else "dept"
            enter_organization(desk, by(SECURITY), f"place{depth}", {
                "name": f"第{depth}层", "kind": "unit", "parent": above,
            })  # fmt: skip
        open_account(desk, by(SECURITY), "guest", {"login": "guest", "name": "来客", "person": "px"})
        enter_body(desk, by(CHIEF), "board", {
            "name": "班子", "kind": "department", "organization": "dept",
            "members": [{"person": "m", "name": "成员", "role": "member", "from": "2020-01-01"}],
        })  # fmt: skip
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


def test_what_is_known_or_unknown_is_asked_once(house: House) -> None:
    with house.reading() as desk:
        known = naming(desk)
        assert known.people.get("nobody") is None and known.posts["post0"] == "职位（组织部）"
        with counting(house.engine) as seen:
            assert known.people.get("nobody", "") == "" and known.posts.get("") is None
            assert known.organizations["dept"] == "组织部"
        assert seen.count == 0


def test_all_that_the_journals_read_speak_of_comes_in_one_statement(house: House) -> None:
    with house.reading() as desk:
        history(desk, "case:case0")
        history(desk, "organization:place2")
        known = naming(desk)
        with counting(house.engine) as seen:
            assert known.people["p0"] == "人选0" and known.posts["post0"] == "职位（组织部）"
            assert known.organizations["place1"] == "第1层"
        assert seen.count == 1


def test_who_asks_on_and_on_has_what_lies_around(house: House) -> None:
    with house.reading() as desk:
        path(desk, "dept")
        known = naming(desk)
        assert [known.people.get(f"nobody{n}") for n in range(FEW + 1)] == [None] * (FEW + 1)
        with counting(house.engine) as seen:
            assert known.people["p0"] == "人选0" and known.posts["post0"] == "职位（组织部）"
            assert len(known.meetings) == 1 and "place3" in known.organizations
        assert seen.count == 0
        assert known.people.get("nobody") is None and known.people["px"] == "来客"
        assert known.organizations["place5"] == "第5层"


def test_who_acted_is_named_in_what_the_page_has_read(house: House) -> None:
    with house.reading() as desk:
        assert naming(desk).people.get("pm") is None
    with house.reading() as desk:
        history(desk, "meeting:m1")
        assert naming(desk).people["pm"] == "记录"


def test_who_has_neither_file_nor_account_is_named_in_the_body_he_sits_in(house: House) -> None:
    with house.reading() as desk:
        path(desk, "dept")
        assert naming(desk).people.get("m") == "成员"
