"""A house in which a selection is asked for an opinion and a case is posted (征求意见、公示)."""

from pathlib import Path

from by_hand import order
from linear import linear_edition, linear_house

from workflow.commands.organizations import enter_organization
from workflow.definition import freeze
from workflow.edition import Activity, Duty, Edition, Field
from workflow.journal import Actor, House

CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
UPPER = Actor("upper", "上级", "upper_organization_officer", "dept")
SECURITY = Actor("security", "安全", "security_admin", "dept")
ASKED = Activity.model_validate({
    "kind": "opinion", "title": "事先报批", "of": "selection", "in": ("s0",),
    "ask": ("upper_organization",), "ask_by": ("cadre_chief",),
    "record": ("upper_organization_officer",), "stances": {"approve": "同意"},
})  # fmt: skip
POSTED = Activity.model_validate({
    "kind": "notice", "title": "告知", "of": "case", "in": ("s0",), "record": ("cadre_chief",),
    "fields": {"place": Field(type="text", title="地点")},
})  # fmt: skip


def edition() -> Edition:
    """The line of linear_edition with one request for the selection and one notice on the case."""
    line = linear_edition(2)
    duties = {one: Duty(title=one, at="any") for one in ("cadre_chief", "upper_organization_officer")}
    process = line.process.model_copy(update={"activities": {"asked": ASKED, "posted": POSTED}})
    return freeze(process, line.rules, {**line.duties, **duties})


def asked_house(url: str, folder: Path) -> House:
    """One case, and somebody above its department."""
    house = linear_house(url, folder, edition(), 1, [CHIEF, UPPER, SECURITY])[0]
    with house.desk() as desk:
        enter_organization(desk, order(SECURITY), "dept", {
            "name": "组织部", "kind": "department", "links": {"upper_organization": "dept"},
        })  # fmt: skip
    return house
