"""Who acts on the command line: an account of the instance under a duty of the day, or nobody."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cadre_runs import FORMS, HOUSE, Cadre

from workflow.commands.accounts import grant_duty, open_account, retire_account
from workflow.commands.founding import found
from workflow.commands.organizations import enter_organization
from workflow.house import create_house
from workflow.journal import Actor, Desk, House, Order
from workflow.workdays import load

FOUNDER = Actor("founder", "建库", "founding", "")
ADMIN = Actor("admin", "保密员", "security_admin", "city")
EARLIER = datetime(2025, 1, 6, tzinfo=UTC)
FORM = FORMS / "shen_yanqing.lrmx"
CLERK = {"duty": "cadre_clerk", "organization": "dept", "from": "2020-01-01"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A founded instance: a city with its department, an administrator, accounts without duties."""
    house = create_house(
        f"sqlite:///{tmp_path / 'cadre.db'}", attachments=tmp_path / "attachments",
        calendar=load(HOUSE / "calendars"), origin="t", province="42",
    )  # fmt: skip
    with house.desk() as desk:
        for id, parent in (("city", ""), ("dept", "city"), ("other", "")):
            values = {"name": id, "kind": "department" if id == "dept" else "unit", "parent": parent}
            enter_organization(desk, order(FOUNDER), id, values)
        for login in ("admin", "clerk"):
            open_account(desk, order(FOUNDER), login, {"login": login, "name": login})
        grant_duty(desk, order(FOUNDER), "admin", {
            "duty": "security_admin", "organization": "city", "from": "2020-01-01",
        })  # fmt: skip
        found(desk, order(FOUNDER))
    return house


def order(actor: Actor) -> Order:
    return Order(uuid.uuid4().hex, actor, EARLIER)


def given(house: House, *duties: dict[str, str]) -> None:
    def grant(desk: Desk) -> None:
        for duty in duties:
            grant_duty(desk, order(ADMIN), "clerk", duty)

    with house.desk() as desk:
        grant(desk)


@pytest.fixture
def importing(cadre: Cadre, house: House) -> Callable[..., tuple[int, str]]:
    """Imports one form as somebody; gives the code and what was said on stderr."""

    def run(*arguments: object) -> tuple[int, str]:
        ran = cadre("people", "import", FORM, *arguments)
        return ran.code, ran.err

    return run


Importing = Callable[..., tuple[int, str]]


def test_in_a_founded_instance_somebody_is_named(importing: Importing) -> None:
    assert importing() == (2, "命令有误：本库已启用，须用 --who 写明由谁办理（用法见 cadre people import --help）\n")
    assert importing("--who", "nix") == (2, "没有账户“nix”\n")
    assert importing("--who", "clerk") == (2, "账户“clerk”没有岗位职责\n")


def test_a_person_comes_to_the_unit_of_who_imports_where_no_other_is_told(
    importing: Importing, house: House, cadre: Cadre
) -> None:
    given(house, CLERK)
    assert importing("--who", "clerk") == (0, "")
    assert "　dept　" in cadre("people", "list").out


def test_the_duty_of_today_is_taken_not_one_that_is_over(
    importing: Importing, house: House
) -> None:
    over = {**CLERK, "organization": "other", "to": "2021-01-01"}
    given(house, over, {**CLERK, "duty": "department_member"}, CLERK)
    assert importing("--who", "clerk") == (0, "")


def test_a_duty_that_is_over_entitles_to_nothing(importing: Importing, house: House) -> None:
    given(house, {**CLERK, "to": "2021-01-01"})
    code, said = importing("--who", "clerk")
    assert code == 2
    assert "R-DUTY-01" in said and "不承担该岗位职责" in said


def test_another_duty_does_not_import_and_neither_does_a_retired_account(
    importing: Importing, house: House
) -> None:
    given(house, {**CLERK, "duty": "organization_head"})
    code, said = importing("--who", "clerk")
    assert (code, "由cadre_clerk、" in said) == (2, True)
    with house.desk() as desk:
        grant_duty(desk, order(ADMIN), "clerk", CLERK)
        retire_account(desk, order(ADMIN), "clerk")
    code, said = importing("--who", "clerk")
    assert (code, "已停用" in said) == (2, True)
