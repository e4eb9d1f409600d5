"""Somebody whose personal values are to be erased (依法清除), and the three who do it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from by_hand import order
from linear import CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import insert

from workflow import attachments
from workflow.commands import erasing
from workflow.commands.cases import move
from workflow.commands.people import correct_person, state_fact, verify_fact
from workflow.commands.refusals import keep
from workflow.errors import BadInput
from workflow.journal import Actor, Draft, House, Order, append
from workflow.models import exports

CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
DISCIPLINE = Actor("discipline", "纪检", "discipline_officer", "dept")
SECOND = Actor("head2", "副部长", "organization_head", "dept")
STAFF = (CHIEF, DISCIPLINE, SECOND)
LATER = datetime(2060, 1, 1, 1, 0, tzinfo=UTC)  # thirty years after everything
NAME = "欧阳苁蓉"
WORDS = tuple(f"密词{n:02}柘{chr(0x4E00 + 37 * n)}" for n in range(18))  # the 20: these, name, paper


def filled(url: str, folder: Path) -> House:
    """An instance with somebody of many values, a file, a name in a refusal and in an export, and an ended case."""
    made = linear_house(url, folder, linear_edition(1), 2, STAFF)[0]
    paper = attachments.put(made.attachments, f"纸质材料{NAME}".encode(), "材料.pdf")
    with made.desk() as desk:
        correct_person(desk, order(CHIEF), "p0", NAME, "dept")
        for word in WORDS:
            one = order(CLERK)
            state_fact(desk, one, "p0", "health", {"value": word})
        verify_fact(desk, order(CHIEF), "p0", one.id, paper)
        move(desk, order(OFFICE), "case0", "m0")
        for name in (NAME, "别人"):
            append(desk, order(CLERK), Draft(
                "selection:sel0", "record", {"activity": "talks", "act": "record"},
                values={"nominees": [name]},
            ))  # fmt: skip
        keep(desk, order(CHIEF), "person:p0", "register", BadInput(f"{NAME}已有档案"))
        keep(desk, order(CHIEF), "person:p1", "register", BadInput("别人已有档案"))
        desk.db.execute(insert(exports).values(
            id="x1", at="2026", account="chief", name="科长", duty="cadre_chief",
            organization="dept", what="干部", filters=f"姓名含{NAME}", form="csv", row_count=1,
        ))  # fmt: skip
    return made


def later(actor: Actor) -> Order:
    """The same, once everything has been kept as long as it must."""
    return replace(order(actor), at=LATER)


def proposed(house: House, at: datetime = LATER) -> str:
    """The id of an erasure of p0 that was just proposed."""
    with house.desk() as desk:
        one = replace(order(CHIEF), at=at)
        erasing.propose_erasure(desk, one, "p0", "expired", "保管期满")
    return one.id


def approved(house: House, erasure: str, *actors: Actor) -> None:
    """Each of these has approved it."""
    for actor in actors:
        with house.desk() as desk:
            erasing.approve_erasure(desk, later(actor), "p0", erasure)


def erase(house: House) -> None:
    """Propose it, approve it twice."""
    approved(house, proposed(house), OFFICE, DISCIPLINE)
