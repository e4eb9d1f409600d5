"""Reminders are seen with what is asked, once a day each, and go when it is no longer asked."""

from datetime import timedelta
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.commands.reminding import remind
from workflow.errors import BadInput, NotAuthorised, NotFound
from workflow.journal import Actor, House
from workflow.queries.reminders import reminders_of
from workflow.queries.requests import open_requests

AUDITOR = Actor("auditor", "审计", "audit_reader", "dept")


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """One case of which a move is asked of the head of the department."""
    return linear_house(url, tmp_path, linear_edition(2), 1, [AUDITOR])[0]


def test_a_reminder_counts_once_a_day_and_stands_with_the_request(house: House) -> None:
    with house.desk() as desk:
        (asked,) = open_requests(desk, "case:case0")
        assert asked.reminded == 0
        for text in ("请抓紧", "再次"):
            remind(desk, CLERK, asked.id, text, AT)
        remind(desk, CLERK, asked.id, "", AT + timedelta(days=1))
        (again,) = open_requests(desk, "case:case0")
        told = reminders_of(desk, [asked.task, "nix"])
    assert again.reminded == 2
    assert [(one.on, one.name, one.text) for one in told[asked.task]] == [
        ("2026-03-02", "经办", ""), ("2026-03-01", "经办", "请抓紧"),
    ]  # fmt: skip


def test_who_may_not_remind_is_told_so_and_a_closed_request_is_not_found(house: House) -> None:
    with house.desk() as desk:
        (asked,) = open_requests(desk, "case:case0")
        with pytest.raises(NotAuthorised):
            remind(desk, AUDITOR, asked.id, "", AT)
        with pytest.raises(BadInput):
            remind(desk, CLERK, asked.id, "催" * 201, AT)
        remind(desk, CLERK, asked.id, "", AT)
        move(desk, order(OFFICE), "case0", "m0")
        assert reminders_of(desk, [asked.task]) == {}
        with pytest.raises(NotFound):
            remind(desk, CLERK, asked.id, "", AT)
