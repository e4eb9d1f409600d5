"""Duties (岗位职责) are given and ended once, and two who do so at once lose nothing of each other."""

import threading
from pathlib import Path

import pytest
from trial_house import SECURITY, START, found_trial

from workflow.authority import account_content
from workflow.commands.accounts import end_duty, grant_duty, open_account
from workflow.errors import CommandReused, NotFound, Recused
from workflow.journal import Actor, House, Order

GIVEN = {"organization": "dept", "from": "2026-03-02"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return found_trial(url, tmp_path)


def order(number: int, actor: Actor = SECURITY) -> Order:
    return Order(f"order-{number}", actor, START)


def duties(house: House, account: str) -> list[str]:
    with house.reading() as desk:
        return [one["duty"] for one in account_content(desk, account)["duties"]]


def test_a_duty_given_twice_by_one_command_is_one_duty(house: House) -> None:
    for _ in range(2):
        with house.desk() as desk:
            grant_duty(desk, order(1), "clerk", {"duty": "file_auditor", **GIVEN})
    assert duties(house, "clerk") == ["cadre_clerk", "file_auditor"]
    with pytest.raises(CommandReused), house.desk() as desk:
        grant_duty(desk, order(1), "clerk", {"duty": "political_assessor", **GIVEN})


def test_a_duty_ended_twice_by_one_command_is_ended_once(house: House) -> None:
    for _ in range(2):
        with house.desk() as desk:
            entry = end_duty(desk, order(1), "clerk", "cadre_clerk", "dept", "2026-03-03")
    assert entry.seq == 3
    with pytest.raises(NotFound), house.desk() as desk:
        end_duty(desk, order(2), "clerk", "cadre_clerk", "dept", "2026-03-04")


def test_an_account_opened_again_by_its_command_keeps_what_was_granted_since(house: House) -> None:
    values = {"login": "new", "name": "新来"}
    with house.desk() as desk:
        open_account(desk, order(1), "new", values)
        grant_duty(desk, order(2), "new", {"duty": "cadre_clerk", **GIVEN})
        assert open_account(desk, order(1), "new", values).seq == 1
    assert duties(house, "new") == ["cadre_clerk"]


def test_an_administrator_is_given_no_other_duty_and_nobody_unknown_any(house: House) -> None:
    with house.desk() as desk:
        open_account(desk, order(1), "admin", {"login": "admin", "name": "管理"})
        grant_duty(desk, order(2), "admin", {"duty": "system_admin", **GIVEN})
    with pytest.raises(Recused), house.desk() as desk:
        grant_duty(desk, order(3), "admin", {"duty": "cadre_clerk", **GIVEN})
    with pytest.raises(NotFound), house.desk() as desk:
        grant_duty(desk, order(4), "stranger", {"duty": "cadre_clerk", **GIVEN})
    assert duties(house, "admin") == ["system_admin"]


def test_two_who_give_duties_at_once_both_give_theirs(house: House) -> None:
    given = ("file_auditor", "political_assessor", "political_checker", "recommendation_officer")
    start = threading.Barrier(len(given))

    def give(number: int) -> None:
        start.wait()
        with house.desk() as desk:
            grant_duty(desk, order(number), "clerk", {"duty": given[number], **GIVEN})

    threads = [threading.Thread(target=give, args=(number,)) for number in range(len(given))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(duties(house, "clerk")) == sorted(("cadre_clerk", *given))
