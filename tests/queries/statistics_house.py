"""A small world to be counted (统计样本): cases that moved on various days, in two departments."""

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import insert, update

from workflow.commands import refusals
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.cases import move
from workflow.commands.organizations import enter_organization, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.errors import BadInput, Reason, Refused
from workflow.journal import Actor, Desk, House
from workflow.journal.read import moment
from workflow.models import profiles, requests

SECURITY = Actor("security", "安全", "security_admin", "dept")
FAR_CLERK = Actor("far-clerk", "外县经办", "cadre_clerk", "far")
FAR_CHIEF = Actor("far-chief", "外县科长", "cadre_chief", "far")
FAR_HEAD = Actor("far-head", "外县部长", "organization_head", "far")
TODAY = date(2026, 6, 1)
CASES, MOVES = 7, 3
RULES = ("R-GEN-05", "R-GEN-06", "R-POL-05")


def counted_house(url: str, folder: Path, seed: int) -> House:
    """Seven cases of one's own and two of another department, played at random from a seed."""
    house = linear_house(url, folder, linear_edition(MOVES), CASES, [SECURITY])[0]
    chance = random.Random(seed)
    with house.desk() as desk:
        edition = next(iter(desk_editions(desk)))
        _far(desk, edition)
        for case in range(CASES):
            _moves(desk, f"case{case}", chance, OFFICE)
        _moves(desk, "far0", chance, FAR_HEAD)
        _refusals(desk, chance)
        _requests(desk, chance)
        _files(desk, chance)
    return house


def desk_editions(desk: Desk) -> Iterator[str]:
    """The digests of the published editions."""
    from_house = desk.db.exec_driver_sql("SELECT digest FROM editions ORDER BY name")
    yield from (row[0] for row in from_house)


def _far(desk: Desk, edition: str) -> None:
    enter_organization(desk, order(SECURITY), "far", {"name": "外县", "kind": "committee"})
    for actor in (FAR_CLERK, FAR_CHIEF, FAR_HEAD):
        open_account(desk, order(SECURITY), actor.account,
                     {"login": actor.account, "name": actor.name})  # fmt: skip
        grant_duty(desk, order(SECURITY), actor.account,
                   {"duty": actor.duty, "organization": "far", "from": "2020-01-01"})  # fmt: skip
    enter_post(desk, order(FAR_CHIEF), "far-post", {
        "organization": "far", "title": "外县职位", "level": "township_chief", "position": "chief",
        "quota": 3,
    })  # fmt: skip
    open_selection(desk, order(FAR_CLERK), "far-sel", {
        "title": "外县批次", "department": "far", "body": "body",
    }, edition)  # fmt: skip
    for number in range(2):
        register(desk, order(FAR_CLERK), f"far-p{number}", f"外县{number}", "far")
        open_case(desk, order(FAR_CLERK), f"far{number}", {
            "number": f"外{number}", "person": f"far-p{number}", "post": "far-post",
            "selection": "far-sel",
        })  # fmt: skip


def _moves(desk: Desk, case: str, chance: random.Random, by: Actor) -> None:
    """As many moves as it happens, on days that go on."""
    at = AT
    for number in range(chance.randint(0, MOVES)):
        at += timedelta(days=chance.randint(0, 30))
        with suppress(Refused):
            move(desk, order(by, at=at), case, f"m{number}")


def _refusals(desk: Desk, chance: random.Random) -> None:
    for number in range(15):
        at = AT + timedelta(days=chance.randint(0, 60), hours=chance.randint(0, 23))
        subject = chance.choice(["case:case0", "case:case1", "selection:sel2", "case:far0", "case:nix"])
        told = [Reason(rule, "现状", "要求", ("某岗位",), "第1条")
                for rule in chance.sample(RULES, chance.randint(1, 3))]  # fmt: skip
        error = Refused(reasons=told) if number % 5 else BadInput("填报有误", ["第1栏有误"])
        refusals.keep(desk, order(CLERK, at=at), subject, "move m0", error)


def _requests(desk: Desk, chance: random.Random) -> None:
    """Further requests, some with a due day."""
    subjects = ["case:case0", "case:case3", "selection:sel1", "case:far1", "person:p0"]
    for number in range(12):
        due = TODAY + timedelta(days=chance.randint(-40, 20))
        subject = chance.choice(subjects)
        where = "far" if "far" in subject else "dept"  # a task is of one department
        desk.db.execute(insert(requests).values(**{
            **{column.name: "" for column in requests.columns}, "onwards": number % 4 > 0,
            "task": f"{where}{number // 4}", "id": f"r{number:02}", "subject": subject, "activity": "m0",
            "act": "move", "title": "办理", "duty": chance.choice(["cadre_clerk", "cadre_chief"]),
            "organization": chance.choice(["dept", "far"]),
            "due_on": chance.choice([due.isoformat(), ""]),
            "opened_on": (AT + timedelta(days=number * 11)).date().isoformat(),
        }))  # fmt: skip


def _files(desk: Desk, chance: random.Random) -> None:
    """What is verified of some of the people."""
    for number in range(CASES - 1):
        desk.db.execute(update(profiles).where(profiles.c.person == f"p{number}").values(
            sex=chance.choice(["男", "女", ""]), education=chance.choice(["大学", "研究生", ""]),
            born_on=chance.choice(["1970-03-05", "1981-03-01", "1995-12-31", ""]),
        ))  # fmt: skip


def shanghai_day(text: str) -> date:
    """The day in Shanghai of a time of the database."""
    found: datetime = moment(text)
    return (found + timedelta(hours=8)).date()
