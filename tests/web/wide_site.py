"""A site over two departments: four cases of one and one of another, and an auditor who sees both."""

import uuid
from pathlib import Path

from flask import Flask
from linear import AT
from many_cases import site_of
from site_stage import PASSWORD

from web.passwords import hashed
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.attention import follow
from workflow.commands.logins import set_password
from workflow.commands.organizations import enter_organization, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.journal import Actor, House, Order

SECURITY = Actor("security", "安全", "security_admin", "dept")
AUDITOR = Actor("auditor", "审计", "audit_reader", "dept")
FAR = Actor("far-clerk", "外县经办", "cadre_clerk", "far")
FAR_CHIEF = Actor("far-chief", "外县科长", "cadre_chief", "far")
CARD = '<article class="card-c">'
Site = tuple[Flask, House]


def by(actor: Actor) -> Order:
    """A new command."""
    return Order(uuid.uuid4().hex, actor, AT)


def main(page: str) -> str:
    """What is not the frame around every page."""
    return page.partition("<main")[2]


def wide_site(folder: Path, url: str = "") -> Site:
    """The auditor follows the case of the other department."""
    app, house = site_of(folder, 4, SECURITY, url=url)
    with house.desk() as desk:
        edition = desk.db.exec_driver_sql("SELECT digest FROM editions").scalar_one()
        enter_organization(desk, by(SECURITY), "far", {"name": "外县", "kind": "committee"})
        for actor in (AUDITOR, FAR, FAR_CHIEF):
            open_account(desk, by(SECURITY), actor.account,
                         {"login": actor.account, "name": actor.name})  # fmt: skip
            grant_duty(desk, by(SECURITY), actor.account, {
                "duty": actor.duty, "organization": actor.organization, "from": "2020-01-01",
            })  # fmt: skip
        enter_post(desk, by(FAR_CHIEF), "far-post", {
            "organization": "far", "title": "外县职位", "level": "township_chief",
            "position": "chief", "quota": 3,
        })  # fmt: skip
        open_selection(desk, by(FAR), "far-sel", {
            "title": "外县批次", "department": "far", "body": "body",
        }, edition)  # fmt: skip
        register(desk, by(FAR), "far-p", "外县人选", "far")
        open_case(desk, by(FAR), "far0", {
            "number": "外1", "person": "far-p", "post": "far-post", "selection": "far-sel",
        })  # fmt: skip
        follow(desk, AUDITOR, "far0", AT)
        for login in (AUDITOR.account, FAR.account):
            set_password(desk, login, hashed(PASSWORD), AT)
    return app, house
