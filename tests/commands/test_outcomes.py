"""What became of what was set going: proposals by their id, answers by round, titles for who may know."""

from pathlib import Path

import pytest
from by_hand import order
from linear import OFFICE
from sqlalchemy import insert
from standing_house import (
    DISCIPLINE,
    ENDED,
    HEAD,
    HOLD,
    LIFTED,
    UPPER,
    proposed,
    standing_house,
    vetoed,
)

from workflow.commands.standing import end_hold, hold, review
from workflow.journal import House
from workflow.models import inquiries
from workflow.queries.done import begun
from workflow.queries.offers import bodies, departments
from workflow.queries.outcomes import Answered, answers_now, proposals_now
from workflow.queries.selections import Progress, how_many, progress, selections
from workflow.queries.titles import Title, titles


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Three people of a department, each with two cases."""
    return standing_house(url, tmp_path, 3)


def test_a_proposal_is_pending_ended_confirmed_or_lifted(house: House) -> None:
    held = order(OFFICE)
    with house.desk() as desk:
        hold(desk, held, "p0", HOLD)
    veto, waiting = vetoed(house, "p1"), proposed(house, "p2")
    with house.reading() as desk:
        assert proposals_now(desk, ["p0", "p1", "p2"]) == {
            held.id: "pending", veto: "confirmed", waiting: "pending",
        }  # fmt: skip
        assert proposals_now(desk, []) == {}
    with house.desk() as desk:
        end_hold(desk, order(HEAD), "p0", held.id, ENDED)
        review(desk, order(DISCIPLINE), "p1", veto, LIFTED)
    with house.reading() as desk:
        told = proposals_now(desk, ["p0", "p1"])
        assert told == {held.id: "ended", veto: "confirmed"}  # one opinion lifts nothing yet
    with house.desk() as desk:
        review(desk, order(UPPER), "p1", veto, LIFTED)
    with house.reading() as desk:
        assert proposals_now(desk, ["p1"]) == {veto: "lifted"}


def test_a_proposed_veto_is_set_going_once_though_it_holds_too(house: House) -> None:
    proposed(house, "p0")
    with house.desk() as desk:
        hold(desk, order(OFFICE), "p1", HOLD)
    with house.reading() as desk:
        mine = begun(desk, OFFICE.account, OFFICE.duty)
        assert sorted(one.data["act"] for one in mine) == ["hold", "propose_veto"]


def test_answers_are_counted_by_round_with_the_nearest_due_day_left(house: House) -> None:
    line = {"subject": "case:case0", "case_id": "case0", "selection": "sel0", "department": "dept",
            "activity": "opinion", "title": "意见", "ask": "a", "item": "", "asked_on": "2026-03-01",
            "reminded": 0, "stance": "", "stance_title": "", "waiting": True,
            "unheeded": False}  # fmt: skip
    lines = ((1, "2026-03-04", ""), (1, "2026-03-03", "2026-03-02"), (1, "2026-03-06", ""),
             (2, "", ""), (3, "2026-03-09", "2026-03-02"))  # fmt: skip
    with house.desk() as desk:
        desk.db.execute(insert(inquiries), [
            {**line, "id": str(place), "organization": str(place), "round": number,
             "due_on": due_on, "answered_on": answered_on}
            for place, (number, due_on, answered_on) in enumerate(lines)
        ])  # fmt: skip
    with house.reading() as desk:
        assert answers_now(desk, ["case:case0", "case:case1"]) == {
            ("case:case0", "opinion", 1): Answered(3, 1, "2026-03-04"),
            ("case:case0", "opinion", 2): Answered(1, 0, ""),
            ("case:case0", "opinion", 3): Answered(1, 1, ""),
        }  # fmt: skip
        assert answers_now(desk, []) == {}


def test_subjects_are_called_by_name_for_who_may_know_of_them(house: House) -> None:
    known = {
        "case:case0": Title("人选0", "职位"), "selection:sel1": Title("批次", ""),
        "person:p2": Title("人选2", ""), "meeting:sitting": Title("市委", "2026-03-01"),
        "post:post0": Title("职位", ""), "body:body": Title("市委", ""),
        "organization:dept": Title("组织部", ""),
    }  # fmt: skip
    subjects = [*known, "account:clerk", "person:nix"]
    with house.reading() as desk:
        assert titles(desk, subjects, "dept/") == known
        assert titles(desk, subjects, "") == {**known, "account:clerk": Title("经办", "")}
        assert titles(desk, subjects, "elsewhere/") == titles(desk, [], "") == {}


def test_what_is_offered_lies_below_what_one_looks_over(house: House) -> None:
    with house.reading() as desk:
        assert departments(desk, "dept") == {"dept": "组织部"}
        assert bodies(desk, "dept/") == {"body": "市委"}
        assert bodies(desk, "x/") == departments(desk, "nix") == {}


def test_selections_are_listed_below_a_path_in_parts_with_how_far_they_are(house: House) -> None:
    with house.reading() as desk:
        assert [one.id for one in selections(desk, "dept/", start=1, most=1)] == ["sel1"]
        assert (how_many(desk, "dept/"), how_many(desk, "x/"), how_many(desk, "")) == (3, 0, 3)
        assert selections(desk, "x/") == []
        assert progress(desk, ["sel0"]) == {"sel0": Progress({"line": 2}, 0)}
