"""A site with as many cases as asked for, all of one selection: to count what its pages cost."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from playing import PASSWORD

from web.app import create_app
from web.passwords import hashed
from workflow.commands.attention import follow
from workflow.commands.cases import move
from workflow.commands.logins import set_password
from workflow.commands.organizations import enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case
from workflow.commands.standing import hold
from workflow.journal import Actor, House, Order

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SECRET = b"a secret of the tests, thirty-two"
POST = {"organization": "dept", "title": "副处长", "level": "county_deputy", "position": "deputy",
        "quota": 1}  # fmt: skip
HELD = {"reason": "有反映", "source": "信访", "to_verify": "反映的情况", "due_on": "2026-03-13"}
CHIEF = Actor("chief", "科长", "cadre_chief", "dept")


def by(actor: Actor) -> Order:
    """A new command."""
    return Order(uuid.uuid4().hex, actor, AT)


def site_of(folder: Path, cases: int, *more: Actor, url: str = "") -> tuple[Flask, House]:
    """The site on a house with one selection of so many cases; the clerk follows, the head moved each.

    Every fifth person is held; `more` have accounts, too. Without a `url` on SQLite in the folder.
    """
    house, _ = linear_house(
        url or f"sqlite:///{folder / 'cadre.db'}", folder, linear_edition(2), 1, [CHIEF, *more]
    )
    with house.desk() as desk:
        for number in range(1, cases):
            register(desk, by(CHIEF), f"p{number}", f"人选{number}", "dept")
            enter_post(desk, by(CHIEF), f"post{number}", POST)
            open_case(desk, by(CLERK), f"case{number}", {
                "number": f"{number:03d}", "person": f"p{number}", "post": f"post{number}",
                "selection": "sel0",
            })  # fmt: skip
        for number in range(cases):
            follow(desk, CLERK, f"case{number}", AT)
            move(desk, by(OFFICE), f"case{number}", "m0")
            if number % 5 == 0:
                hold(desk, by(OFFICE), f"p{number}", HELD)
        for actor in (CLERK, OFFICE):
            set_password(desk, actor.account, hashed(PASSWORD), AT)
    return create_app(house, lambda: NOON, SECRET), house
