"""A linear edition with two guards a move, and a founded house with cases on it."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.editions import publish
from workflow.commands.founding import found
from workflow.commands.organizations import enter_body, enter_organization, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.definition import freeze, text_of
from workflow.edition import Duty, Edition, Process, Rule
from workflow.house import create_house
from workflow.journal import Actor, House, Order
from workflow.workdays import load

AT = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
FOUNDER = Actor("founder", "建库", "founding", "")
OFFICE = Actor("head", "部长", "organization_head", "dept")
CLERK = Actor("clerk", "经办", "cadre_clerk", "dept")
CALENDARS = Path(__file__).parent.parent / "definitions" / "calendars"
RULES = ("R-POL-05", "R-POL-06", "R-POL-08", "R-SEP-01", "R-AVO-04", "R-GEN-05", "R-GEN-06")


def linear_edition(moves: int) -> Edition:
    """An upward edition of `moves` + 1 states in a row; each move asks two guards and the standing."""
    states: dict[str, Any] = {
        f"s{n}": {"title": f"第{n}步", "initial": n == 0, "final": n == moves, "stage": "line"}
        for n in range(moves + 1)
    }
    process = Process.model_validate(
        {
            "process": "linear", "title": "直线", "edition": 1, "effect": "upward",
            "basis": {"document": "测试", "year": 2026},
            "settings": {"backdate_tolerance_days": 3}, "stages": {"line": "直线"},
            "states": states, "activities": {}, "gates": {}, "goals": (f"s{moves}",),
            "moves": tuple(
                {"name": f"m{n}", "title": f"第{n}次", "from": (f"s{n}",), "to": f"s{n + 1}",
                 "by": ("organization_head",), "guards": ("no_vote_taken", "notice_not_issued")}
                for n in range(moves)
            ),
        },
        strict=False,
    )  # fmt: skip
    rules = {one: Rule(title=one, article="测试", text="测试", severity="block") for one in RULES}
    duties = {
        one: Duty(title=one, at="department") for one in ("organization_head", "cadre_clerk")
    }
    return freeze(process, rules, duties)


def linear_house(
    url: str, folder: Path, edition: Edition, cases: int, staff: Sequence[Actor] = ()
) -> tuple[House, list[str]]:
    """A founded house with that many cases of as many people and further `staff`; gives their ids."""
    house = create_house(
        url, attachments=folder / "attachments", calendar=load(CALENDARS), origin="bench", province="42"
    )
    with house.desk() as desk:
        def by(actor: Actor) -> Order:
            return Order(uuid.uuid4().hex, actor, AT)

        enter_organization(desk, by(FOUNDER), "dept", {"name": "组织部", "kind": "department"})
        for actor in (OFFICE, CLERK, *staff):
            open_account(desk, by(FOUNDER), actor.account, {"login": actor.account, "name": actor.name})
            grant_duty(desk, by(FOUNDER), actor.account, {
                "duty": actor.duty, "organization": "dept", "from": "2020-01-01",
            })  # fmt: skip
        enter_body(desk, by(FOUNDER), "body", {
            "name": "市委", "kind": "committee", "organization": "dept", "members": [],
        })  # fmt: skip
        for number in range(cases):
            person = f"p{number}"
            register(desk, by(FOUNDER), person, f"人选{number}", "dept")
            enter_post(desk, by(FOUNDER), f"post{number}", {
                "organization": "dept", "title": "职位", "level": "county_deputy",
                "position": "deputy", "quota": 1,
            })  # fmt: skip
        found(desk, by(FOUNDER))
        digest = publish(desk, text_of(edition), AT)
        for number in range(cases):
            open_selection(desk, by(CLERK), f"sel{number}", {
                "title": "批次", "department": "dept", "body": "body",
            }, digest)  # fmt: skip
            open_case(desk, by(CLERK), f"case{number}", {
                "number": str(number), "person": f"p{number}", "post": f"post{number}",
                "selection": f"sel{number}",
            })  # fmt: skip
    return house, [f"case{number}" for number in range(cases)]
