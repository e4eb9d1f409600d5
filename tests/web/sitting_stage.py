"""A site on the evening of a sitting: three cases of one selection were discussed, and were voted on singly."""

import uuid
from functools import cache
from pathlib import Path

from flask import Flask
from linear import AT, CLERK, linear_house
from playing import DEFINITIONS, PASSWORD

from web.app import create_app
from web.passwords import hashed
from workflow.commands.logins import set_password
from workflow.commands.meetings import convene, record_item
from workflow.commands.organizations import enter_body, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case
from workflow.definition import freeze, read_package
from workflow.edition import Edition, Process
from workflow.journal import Actor, Desk, House, Order

CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
MINUTES = Actor("minutes", "记录员", "meeting_secretary", "dept")
HEAD = Actor("other", "负责人", "organization_head", "dept")
MEMBERS = ("m0", "m1", "m2", "m3", "m4")
COUNTED = ("quorum", "views_complete", "chair_last", "figures_add_up", "minute_book")
TITLES = {"discussion": "讨论决定", "decided": "拟任", "not_adopted": "未通过", "noted": "备案"}
DECISION = "committee_decision"


@cache
def edition() -> Edition:
    """讨论决定 → 拟任 or 未通过, judged by the guards of the promotion on its own activity."""
    whole = read_package(DEFINITIONS, "promotion/1")
    decision = whole.process.activities[DECISION].model_copy(update={"within": ("discussion",)})
    moves = [
        {"name": name, "title": title, "from": ("discussion",), "to": target, "by": ("meeting_secretary",),
         "needs": (DECISION,), "guards": (*COUNTED, guard), "not_by": ("voters",), "direction": way}
        for name, title, target, guard, way in (
            ("adopt", "表决通过", "decided", "majority_reached", "forward"),
            ("decline", "表决未通过", "not_adopted", "majority_missed", "end"),
        )
    ]  # fmt: skip
    moves.append({"name": "note", "title": "备案", "from": ("decided",), "to": "noted",
                  "by": ("organization_head",)})  # fmt: skip
    process = Process.model_validate({
        "process": "sat", "title": "会议", "edition": 1, "effect": "upward",
        "basis": {"document": "试用办法", "year": 2019}, "settings": dict(whole.process.settings),
        "stages": dict(whole.process.stages), "gates": {}, "goals": ("noted",), "moves": tuple(moves),
        "activities": {DECISION: decision.model_dump(by_alias=True)},
        "states": {one: {"title": title, "stage": "decision", "initial": one == "discussion",
                         "final": one in ("not_adopted", "noted")} for one, title in TITLES.items()},
    }, strict=False)  # fmt: skip
    return freeze(process, whole.rules, whole.duties)


def by(actor: Actor) -> Order:
    """A new command."""
    return Order(uuid.uuid4().hex, actor, AT)


def voted(agree: int) -> dict[str, object]:
    """An item of five members of whom so many agree, the chair last."""
    views = [
        {"person": one, "present": True, "recused": False, "kinship": "", "order": n or len(MEMBERS),
         "view": "agree" if n < agree else "disagree"} for n, one in enumerate(MEMBERS)
    ]  # fmt: skip
    return {"views": views, "vote_form": "hands", "agree": agree, "disagree": len(MEMBERS) - agree,
            "postpone": 0, "abstain": 0, "book_no": "常委会2026-1", "page": "7", "recorder": "m1"}  # fmt: skip


def sat(folder: Path, *agreed: int) -> tuple[Flask, House]:
    """The site; the sitting `hui` on as many cases as figures, each with so many of five for it."""
    house, _ = linear_house(
        f"sqlite:///{folder / 'cadre.db'}", folder, edition(), 1, [CHIEF, MINUTES, HEAD]
    )
    with house.desk() as desk:
        _people(desk, len(agreed))
        enter_body(desk, by(CHIEF), "changwei", {
            "name": "常委会", "kind": "committee", "organization": "dept", "members": [
                {"person": one, "name": one, "role": "member", "from": "2020-01-01"} for one in MEMBERS
            ]})  # fmt: skip
        convene(desk, by(MINUTES), "hui", {
            "body": "changwei", "kind": "committee", "held_on": "2026-03-01", "chair": "m0",
        })  # fmt: skip
        for number, agree in enumerate(agreed):
            record_item(desk, by(MINUTES), "hui", f"case{number}", DECISION, voted(agree))
        for actor in (CLERK, CHIEF, MINUTES, HEAD):
            set_password(desk, actor.account, hashed(PASSWORD), AT)
    return create_app(house, lambda: AT, b"a secret of the tests, thirty-two"), house


def _people(desk: Desk, cases: int) -> None:
    """Further cases of the first one's selection, each with a person and a post of its own."""
    for number in range(1, cases):
        register(desk, by(CHIEF), f"p{number}", f"人选{number}", "dept")
        enter_post(desk, by(CHIEF), f"post{number}", {
            "organization": "dept", "title": "职位", "level": "county_deputy", "position": "deputy",
            "quota": 1,
        })  # fmt: skip
        open_case(desk, by(CLERK), f"case{number}", {
            "number": str(number), "person": f"p{number}", "post": f"post{number}", "selection": "sel0",
        })  # fmt: skip
