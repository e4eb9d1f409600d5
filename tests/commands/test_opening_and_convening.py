"""A selection, a case and a meeting are opened once, of what is there and by whoever may."""

from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK, linear_edition, linear_house
from refusing import refused
from setting_stage import MINUTES, STAFF

from workflow.commands.editions import latest
from workflow.commands.meetings import convene
from workflow.commands.selections import open_case, open_selection
from workflow.errors import (
    BadInput,
    CommandReused,
    NotAuthorised,
    NotAvailable,
    NotFound,
    WorkflowError,
)
from workflow.journal import Desk, House

SELECTION = {"title": "批次", "department": "dept", "body": "body"}
CASE = {"number": "9", "person": "p0", "post": "post0", "selection": "sel0"}
MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-02", "chair": "m"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(1), 1, STAFF)[0]


@pytest.mark.parametrize(("changes", "error"), [
    ({"title": ""}, BadInput), ({"body": "nix"}, NotFound), ({"department": "nix"}, NotAuthorised),
])  # fmt: skip
def test_a_selection_has_a_title_and_is_decided_by_a_body(
    house: House, changes: dict[str, str], error: type[WorkflowError]
) -> None:
    def command(desk: Desk) -> None:
        open_selection(desk, order(CLERK), "s9", {**SELECTION, **changes}, latest(desk, "linear"))

    refused(house, error, command)


def test_a_selection_is_opened_once_under_a_published_edition(house: House) -> None:
    one = order(CLERK)
    for _ in range(2):
        with house.desk() as desk:
            open_selection(desk, one, "s9", SELECTION, latest(desk, "linear"))
    refused(house, NotFound, lambda desk: open_selection(desk, order(CLERK), "x", SELECTION, "0"))
    told = refused(
        house, NotAvailable,
        lambda desk: open_selection(desk, order(CLERK), "s9", SELECTION, latest(desk, "linear")),
    )  # fmt: skip
    assert told == [("R-TRACE-02", "批次编号已有")]


@pytest.mark.parametrize(("changes", "error"), [
    ({"number": ""}, BadInput), ({"selection": "nix"}, NotFound), ({"person": "nix"}, NotFound),
    ({"post": "nix"}, NotFound),
])  # fmt: skip
def test_a_case_is_one_known_person_for_one_known_post_of_a_selection(
    house: House, changes: dict[str, str], error: type[WorkflowError]
) -> None:
    refused(house, error, lambda desk: open_case(desk, order(CLERK), "c9", {**CASE, **changes}))


def test_a_case_is_opened_once(house: House) -> None:
    one = order(CLERK)
    for _ in range(2):
        with house.desk() as desk:
            open_case(desk, one, "c9", CASE)
    with pytest.raises(CommandReused), house.desk() as desk:
        open_case(desk, one, "c8", CASE)
    told = refused(house, NotAvailable, lambda desk: open_case(desk, order(CLERK), "c9", CASE))
    assert told == [("R-TRACE-02", "事项编号已有")]


@pytest.mark.parametrize(("changes", "error", "told"), [
    ({"kind": "书记办公会"}, BadInput, ("R-GEN-07", "“书记办公会”不是集体讨论决定的会议")),
    ({"chair": ""}, BadInput, ("R-TRACE-02", "缺少chair")),
    ({"held_on": "明天"}, BadInput, ("R-TRACE-02", "“明天”不是日期")),
    ({"notice_on": "2026-02-30"}, BadInput, ("R-TRACE-02", "“2026-02-30”不是日期")),
    ({"body": "nix"}, NotFound, None),
])  # fmt: skip
def test_a_meeting_is_a_sitting_of_a_body_on_a_day_with_a_chair(
    house: House, changes: dict[str, str], error: type[WorkflowError],
    told: tuple[str, str] | None,
) -> None:  # fmt: skip
    found = refused(
        house, error, lambda desk: convene(desk, order(MINUTES), "m9", {**MEETING, **changes})
    )
    assert found == ([told] if told else [])


def test_a_meeting_is_convened_once(house: House) -> None:
    one = order(MINUTES)
    for _ in range(2):
        with house.desk() as desk:
            convene(desk, one, "m9", MEETING)
    told = refused(house, NotAvailable, lambda desk: convene(desk, order(MINUTES), "m9", MEETING))
    assert told == [("R-TRACE-02", "会议编号已有")]
    refused(house, NotAuthorised, lambda desk: convene(desk, order(CLERK), "m8", MEETING))
