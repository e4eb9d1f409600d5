"""A small house for standings (暂缓、一票否决): people of every duty, two cases for each person."""

from pathlib import Path
from typing import Any

from by_hand import order
from linear import CLERK, OFFICE, linear_edition, linear_house
from minuted import minuted

from workflow.attachments import described, put
from workflow.commands.meetings import convene
from workflow.commands.organizations import enter_body
from workflow.commands.selections import open_case
from workflow.commands.standing import confirm_veto, propose_veto, request_review
from workflow.commands.veto_items import record_veto_item
from workflow.definition import freeze
from workflow.edition import Duty, Edition
from workflow.journal import Actor, Desk, House
from workflow.journal.fold import person_file
from workflow.journal.read import Record, content, history

HEAD = Actor("head2", "副部长", "organization_head", "dept", "person-head2")
SECRETARY = Actor("secretary", "书记", "committee_secretary", "dept", "person-secretary")
SECRETARY_2 = Actor("secretary2", "副书记", "committee_secretary", "dept", "person-secretary2")
SUPERVISION = Actor("supervision", "监督", "supervision_officer", "dept", "person-supervision")
DISCIPLINE = Actor("discipline", "纪检", "discipline_officer", "dept", "person-discipline")
DISCIPLINE_2 = Actor("discipline2", "纪检", "discipline_officer", "dept", "person-discipline2")
UPPER = Actor("upper", "上级", "upper_organization_officer", "dept", "person-upper")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept", "person-chief")
MINUTES = Actor("minutes", "记录", "meeting_secretary", "dept", "person-minutes")
STAFF = (
    HEAD, SECRETARY, SECRETARY_2, SUPERVISION, DISCIPLINE, DISCIPLINE_2, UPPER, CHIEF, MINUTES
)  # fmt: skip
MEMBERS = ("m0", "m1", "m2", "m3", "m4")  # of the committee; m0 is in the chair

PAPER = "文书".encode()
DOCUMENT = described(PAPER, "文书.pdf")
HOLD = {"reason": "有反映", "source": "信访", "to_verify": "反映的情况", "due_on": "2026-03-13"}
ENDED = {"outcome": "unfounded", "finding": "反映不实", "document": DOCUMENT}
PROPOSAL = {
    "item": "对党不忠诚、不老实", "list_version": "2026", "facts": "经查实", "finding_body": "纪委监委",
    "documents": [DOCUMENT], "heard_on": "2026-03-01", "statement": "本人说明", "reason": "属实",
}  # fmt: skip
CONFIRMED = {"meeting": "sitting", "reason": "集体研究"}
ASKED = {"by": "本人", "grounds": "新的证据", "document": DOCUMENT}
LIFTED = {"outcome": "lifted", "finding": "证据有误", "document": DOCUMENT}


def standing_edition() -> Edition:
    """Forward from s0 to s1 (`m0`), and back again (`back`), which a hold does not stop."""
    edition = linear_edition(2)
    told = edition.process.model_dump(by_alias=True)
    back = {**told["moves"][0], "name": "back", "title": "退回", "from": ("s1",), "to": "s0",
            "direction": "back"}  # fmt: skip
    process = type(edition.process).model_validate({**told, "moves": (*told["moves"], back)})
    heads = {one.duty: Duty(title=one.duty, at="any") for one in STAFF}
    return freeze(process, edition.rules, {**heads, **edition.duties})


def standing_house(url: str, folder: Path, people: int) -> House:
    """People p0, p1, …; each with case0 … and also0 … on posts of their own selection.

    The committee of five sits on that day (`sitting`).
    """
    house, cases = linear_house(url, folder, standing_edition(), people, STAFF)
    put(house.attachments, PAPER, "文书.pdf")
    with house.desk() as desk:
        enter_body(desk, order(CHIEF), "body", {
            "name": "市委", "kind": "committee", "organization": "dept", "members": [
                {"person": one, "name": one, "role": "chair" if one == "m0" else "member",
                 "from": "2020-01-01"} for one in MEMBERS
            ],
        })  # fmt: skip
        convened(desk, "sitting")
        for number in range(len(cases)):
            open_case(desk, order(CLERK), f"also{number}", {
                "number": f"also{number}", "person": f"p{number}", "post": f"post{number}",
                "selection": f"sel{number}",
            })  # fmt: skip
    return house


def convened(desk: Desk, meeting: str, **changes: Any) -> None:
    """A sitting of the committee, unless told otherwise, on the day of these tests."""
    usual = {"body": "body", "kind": "committee", "held_on": "2026-03-01", "chair": "m0"}
    convene(desk, order(MINUTES), meeting, {**usual, **changes})


def vote(*said: str) -> dict[str, Any]:
    """An item as its minutes have it; unless told otherwise all five agree."""
    return minuted(MEMBERS, said or ("agree",) * len(MEMBERS))


def voted(
    house: House, person: str, veto: str, values: dict[str, Any] | None = None,
    meeting: str = "sitting",
) -> None:
    """A meeting's item on a veto; unless told otherwise all five agree."""
    with house.desk() as desk:
        record_veto_item(desk, order(MINUTES), meeting, person, veto, values or vote())


def proposed(house: House, person: str, by: Actor = OFFICE) -> str:
    """The id of a veto that was just proposed and on which all voted."""
    one = order(by)
    with house.desk() as desk:
        propose_veto(desk, one, person, PROPOSAL)
    voted(house, person, one.id)
    return one.id


def vetoed(house: House, person: str) -> str:
    """The id of a veto that was just confirmed, and a review of it asked for."""
    veto = proposed(house, person)
    with house.desk() as desk:
        confirm_veto(desk, order(SECRETARY), person, veto, CONFIRMED)
        request_review(desk, order(OFFICE), person, veto, ASKED)
    return veto


def said(desk: Desk, subject: str) -> dict[str, Any]:
    """What a subject says, folded from its journal."""
    return dict(content(history(desk, subject)))


def standing(house: House, person: str) -> str:
    """The standing in the row's content, which must be what the entries fold to."""
    with house.reading() as desk:
        records = history(desk, f"person:{person}")
        row = str(content(records)["standing"])
        assert row == person_file(person, records).standing
        return row


def acts(house: House, person: str, act: str) -> list[Record]:
    """The standing entries of a person with that act."""
    with house.reading() as desk:
        records = history(desk, f"person:{person}")
    return [one for one in records if one.kind == "standing" and one.data["act"] == act]
