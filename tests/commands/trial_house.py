"""A founded house on the small process: three cases, two of them of one person, and its people."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trial_process import DEFINITIONS, downward_edition, trial_edition

from workflow.attachments import described, put
from workflow.commands.accounts import grant_duty, open_account, retire_account
from workflow.commands.editions import publish
from workflow.commands.founding import found
from workflow.commands.organizations import enter_body, enter_organization, enter_post
from workflow.commands.people import register, state_fact, verify_fact
from workflow.commands.selections import open_case, open_selection
from workflow.definition import text_of
from workflow.house import create_house, open_house
from workflow.journal import Actor, Desk, House, Order
from workflow.workdays import load

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
PAPER = "文书".encode()
DOCUMENT = described(PAPER, "文书.pdf")
FOUNDER = Actor("founder", "建库", "founding", "")
CHECKER = Actor("founder2", "建库", "founding", "")
SECURITY = Actor("security", "安全", "security_admin", "city", "p-security")
MEMBERS = ("m0", "m1", "m2", "m3", "m4")
CASES = {"case0": ("p0", "post0"), "also0": ("p0", "post1"), "case1": ("p1", "post1")}


def _actor(account: str, duty: str, organization: str, person: str = "") -> Actor:
    return Actor(account, account, duty, organization, person or f"p-{account}")


ACTORS = (
    _actor("clerk", "cadre_clerk", "dept"),
    _actor("chief", "cadre_chief", "dept"),
    _actor("head", "organization_head", "dept"),
    _actor("head2", "organization_head", "dept"),
    _actor("head2b", "organization_head", "dept", "p-head2"),  # a second account of head2
    _actor("own", "organization_head", "dept", "p0"),  # the candidate's own account
    _actor("checker", "political_checker", "dept"),
    _actor("checker2", "political_checker", "dept"),
    _actor("checker3", "political_checker", "dept", "p-discipline2"),  # discipline2's own
    _actor("leader", "inspection_leader", "dept"),
    _actor("supervision", "supervision_officer", "dept"),
    _actor("minutes", "meeting_secretary", "city"),
    _actor("secretary", "committee_secretary", "city", "m0"),
    _actor("secretary2", "committee_secretary", "city", "p-head2"),  # a third account of head2
    _actor("branch", "branch_secretary", "branch"),
    _actor("discipline", "discipline_officer", "city"),
    _actor("discipline2", "discipline_officer", "city"),
    _actor("upper", "upper_organization_officer", "city"),
    _actor("upper2", "upper_organization_officer", "city", "p-head"),  # head's account above
    _actor("retired", "organization_head", "dept"),
)
BY_NAME = {one.account: one for one in ACTORS}


class Books:
    """Orders of the founding days, each with an id of its own."""

    def __init__(self) -> None:
        self.number = 0

    def by(self, actor: Actor) -> Order:
        """The next order of somebody."""
        self.number += 1
        return Order(f"founding-{self.number}", actor, START)


def found_trial(url: str, folder: Path) -> House:
    """The house, its people, their duties, and the cases in the initial state."""
    house = create_house(
        url, attachments=folder / "attachments", calendar=load(DEFINITIONS / "calendars"), origin="trial",
        province="42",
    )  # fmt: skip
    put(house.attachments, PAPER, "文书.pdf")
    books = Books()
    with house.desk() as desk:
        _places(desk, books)
        _accounts(desk, books)
        _people(desk, books)
        found(desk, books.by(FOUNDER))
        retire_account(desk, books.by(SECURITY), "retired")
        publish(desk, text_of(downward_edition()), START)
        _selection(desk, books, publish(desk, text_of(trial_edition()), START))
    return house


def open_trial(url: str, folder: Path) -> House:
    """The same house, from a copy of its file."""
    return open_house(url, attachments=folder / "attachments", calendar=load(DEFINITIONS / "calendars"))


def _places(desk: Desk, books: Books) -> None:
    for id, kind, parent in (("city", "committee", ""), ("dept", "department", "city"),
                             ("unit", "organ", "city"), ("branch", "branch", "unit")):  # fmt: skip
        enter_organization(
            desk, books.by(FOUNDER), id, {"name": id, "kind": kind, "parent": parent}
        )
    members = [
        {"person": one, "name": one, "role": "secretary" if one == "m0" else "member",
         "from": "2020-01-01"}
        for one in MEMBERS
    ]  # fmt: skip
    enter_body(desk, books.by(FOUNDER), "body", {
        "name": "市委", "kind": "committee", "organization": "city", "members": members,
    })  # fmt: skip
    for post in ("post0", "post1"):
        enter_post(desk, books.by(FOUNDER), post, {
            "organization": "unit", "title": "职位", "level": "county_deputy",
            "position": "deputy", "quota": 3,
        })  # fmt: skip


def _accounts(desk: Desk, books: Books) -> None:
    for actor in (*ACTORS, SECURITY):
        open_account(desk, books.by(FOUNDER), actor.account, {
            "login": actor.account, "name": actor.name, "person": actor.person,
        })  # fmt: skip
        grant_duty(desk, books.by(FOUNDER), actor.account, {
            "duty": actor.duty, "organization": actor.organization, "from": "2020-01-01",
        })  # fmt: skip


def _people(desk: Desk, books: Books) -> None:
    """p0 is a Party member of the branch, p1 belongs to no party."""
    facts: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
        "p0": (("politics", {"value": "中共党员"}),
               ("branch_membership", {"branch": "branch", "from": "2020-01-01"})),
        "p1": (("politics", {"value": "群众"}),),
    }  # fmt: skip
    for person, told in facts.items():
        register(desk, books.by(FOUNDER), person, f"人选{person}", "unit")
        for kind, values in told:
            stated = books.by(FOUNDER)
            state_fact(desk, stated, person, kind, values)
            verify_fact(desk, books.by(CHECKER), person, stated.id, DOCUMENT)


def _selection(desk: Desk, books: Books, edition: str) -> None:
    clerk = BY_NAME["clerk"]
    open_selection(desk, books.by(clerk), "sel", {
        "title": "批次", "department": "dept", "body": "body",
    }, edition)  # fmt: skip
    for case, (person, post) in CASES.items():
        open_case(desk, books.by(clerk), case, {
            "number": case, "person": person, "post": post, "selection": "sel",
        })  # fmt: skip
