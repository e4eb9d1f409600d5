"""A house of some people in two units (名册): facts stated by one and verified by another."""

from pathlib import Path
from typing import Any

from by_hand import order
from linear import CLERK, linear_edition, linear_house

from workflow.commands.organizations import enter_organization
from workflow.commands.people import register, state_fact, verify_fact
from workflow.journal import Actor, Desk, House

SECURITY = Actor("security", "保密员", "security_admin", "dept")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept", "person-chief")
HEAD = Actor("head2", "副部长", "organization_head", "dept", "person-head2")
CHECKER = Actor("checker", "把关人", "political_checker", "dept", "person-checker")
STAFF = (SECURITY, CHIEF, HEAD, CHECKER)
DOCUMENT = {"digest": "0" * 64, "name": "材料.pdf", "size": 1}
TENURE = {"from": "2020-01-01", "organization": "财政局", "post": "科长", "level": "township_chief",
          "position": "chief"}  # fmt: skip
# person → name, unit, verified facts
PEOPLE: dict[str, tuple[str, str, dict[str, dict[str, Any]]]] = {
    "zeng": ("曾国强", "caizheng", {
        "gender": {"value": "male"}, "birth": {"on": "1990-03-01"}, "nation": {"value": "汉族"},
        "tenure": TENURE, "education": {"kind": "full_time", "level": "大学"}}),
    "xie": ("解晓东", "caizheng", {"gender": {"value": "女"}, "birth": {"on": "1985-03-02"}}),
    "shan": ("单_立人", "tongji", {"gender": {"value": "男"}, "birth": {"on": "1960-01-01"}}),
    "ai": ("阿依努尔·艾尔肯", "tongji", {}),
}  # fmt: skip


def people_house(url: str, folder: Path) -> House:
    """The four of them beside one person with a case; the last has an unverified fact."""
    house = linear_house(url, folder, linear_edition(2), 1, STAFF)[0]
    with house.desk() as desk:
        for id, name in (("caizheng", "财政局"), ("tongji", "统计局")):
            values = {"name": name, "kind": "unit", "parent": "dept"}
            enter_organization(desk, order(SECURITY), id, values)
        for id, (name, unit, facts) in PEOPLE.items():
            register(desk, order(CLERK), id, name, unit)
            for kind, values in facts.items():
                known(desk, id, kind, values)
        state_fact(desk, order(CLERK), "ai", "gender", {"value": "女"})
    return house


def known(desk: Desk, person: str, kind: str, values: dict[str, Any], corrects: str = "") -> str:
    """The id of a fact stated by one and verified by another."""
    stated = order(CLERK)
    state_fact(desk, stated, person, kind, values, corrects)
    verify_fact(desk, order(CHIEF), person, stated.id, DOCUMENT)
    return stated.id
