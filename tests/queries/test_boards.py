"""A board counts, narrows and sorts in the database, and shows nobody what he may not see."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import insert, update
from statements import counting

from workflow.commands.attention import follow
from workflow.commands.cases import move
from workflow.commands.standing import hold
from workflow.journal import House
from workflow.models import profiles, summaries
from workflow.queries.board import Tally, cards, editions_in, tallies
from workflow.queries.cards import FILTERS, SORTS, Scope, Viewer, cards_of, rows
from workflow.queries.selections import Progress, progress

TODAY = date(2026, 3, 5)
HEAD = Viewer(OFFICE.account, OFFICE.duty, "dept", TODAY, date(2026, 3, 9))
EVERYWHERE = Scope("")
NONE: frozenset[str] = frozenset()
HELD = {"reason": "有反映", "source": "信访", "to_verify": "反映的情况", "due_on": "2026-03-13"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Three cases on a line: the first one move on and held, the second overdue, all profiled."""
    house = linear_house(url, tmp_path, linear_edition(2), 3)[0]
    people = (("女", "汉族", "1990-01-01"), ("男", "回族", "1980-03-06"), ("男", "汉", "1979-03-05"))
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
        hold(desk, order(OFFICE), "p0", HELD)
        follow(desk, OFFICE, "case2", order(OFFICE).at)
        for case, due_on in (("case1", "2026-03-04"), ("case2", "2026-03-09")):
            one = update(summaries).where(summaries.c.case_id == case)
            desk.db.execute(one.values(due_on=due_on, since="2026-02-01"))
        for number, (sex, nation, born_on) in enumerate(people):
            told = {"sex": sex, "nation": nation, "born_on": born_on, "level": "",
                    "education": "", "unverified": 0}  # fmt: skip
            desk.db.execute(profiles.delete().where(profiles.c.person == f"p{number}"))
            desk.db.execute(insert(profiles).values(person=f"p{number}", **told))
    return house


LEAVES = {
    "open": ["case0", "case1", "case2"], "mine": [], "todo": ["case1", "case2"],
    "blocked": ["case0"], "overdue": ["case1"], "soon": ["case2"], "standing": ["case0"],
    "followed": ["case2"], "women": ["case0"], "minority": ["case1"], "young": ["case0", "case1"],
}  # fmt: skip


def test_each_filter_leaves_what_its_name_says(house: House) -> None:
    assert LEAVES.keys() == FILTERS.keys()
    with house.reading() as desk:
        left = {
            name: [one.id for one in rows(desk, HEAD, EVERYWHERE, frozenset([name]), "number", most=9)]
            for name in FILTERS
        }  # fmt: skip
        assert left == LEAVES
        counts = tallies(desk, HEAD, EVERYWHERE, NONE).chips
        assert counts == {name: len(found) for name, found in LEAVES.items()}


def test_who_opened_a_case_has_it_as_his_own(house: House) -> None:
    clerk = replace(HEAD, account=CLERK.account, duty=CLERK.duty)
    with house.reading() as desk:
        assert tallies(desk, clerk, EVERYWHERE, NONE).chips["mine"] == 3
        assert {one.handler for one in cards_of(desk, ["case0"]).values()} == {CLERK.name}


def test_what_has_ended_is_not_open_and_stands_last(url: str, tmp_path: Path) -> None:
    house = linear_house(url, tmp_path, linear_edition(1), 2)[0]
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
    with house.reading() as desk:
        assert tallies(desk, HEAD, EVERYWHERE, NONE).chips["open"] == 1
        listed = rows(desk, HEAD, EVERYWHERE, NONE, "stay", most=9)
        assert [one.id for one in listed] == ["case1", "case0"]
        far = progress(desk, ["sel0", "sel1", "nix"])
        assert far == {"sel0": Progress({}, 1), "sel1": Progress({"line": 1}, 0)}


def test_filters_narrow_together_and_say_what_a_further_one_would_leave(house: House) -> None:
    with house.reading() as desk:
        told = tallies(desk, HEAD, EVERYWHERE, frozenset(("young",)))
    assert told.states == {"s0": Tally(1, 0, 1), "s1": Tally(1, 1, 0)}
    assert (told.whole, told.chips["young"], told.chips["women"]) == (3, 2, 1)
    assert told.chips["followed"] == 0  # he who is followed is older
    assert told.chips.keys() == FILTERS.keys()


def test_a_column_shows_its_first_cards_in_the_order_asked_for(house: House) -> None:
    with house.reading() as desk:
        shown = cards(desk, HEAD, EVERYWHERE, NONE, "due", 1)
        assert {state: [one.id for one in column] for state, column in shown.items()} == {
            "s0": ["case1"], "s1": ["case0"],
        }  # fmt: skip
        assert cards(desk, HEAD, EVERYWHERE, NONE, "due", 1, ["s0"]).keys() == {"s1"}


def test_a_list_has_the_order_asked_for_and_is_read_in_parts(house: House) -> None:
    first = {"stay": "case1", "due": "case1", "name": "case0", "number": "case0"}
    assert first.keys() == SORTS.keys()
    with house.reading() as desk:
        for sort in SORTS:
            whole = [one.id for one in rows(desk, HEAD, EVERYWHERE, NONE, sort, most=9)]
            assert whole[0] == first[sort] and len(whole) == 3
            part = rows(desk, HEAD, EVERYWHERE, NONE, sort, start=1, most=1)
            assert [one.id for one in part] == whole[1:2]
        state = rows(desk, HEAD, EVERYWHERE, NONE, "due", state="s1", most=9)
        assert [one.id for one in state] == ["case0"]


def test_a_board_is_of_a_selection_of_a_process_and_of_what_lies_below(house: House) -> None:
    with house.reading() as desk:
        def whole(scope: Scope) -> int:
            return tallies(desk, HEAD, scope, NONE).whole

        assert whole(Scope("dept/")) == 3
        assert whole(Scope("dep/")) == whole(Scope("nowhere/")) == 0
        assert whole(Scope("", selection="sel1")) == 1
        assert whole(Scope("", process="linear")) == 3
        assert whole(Scope("", process="promotion")) == 0
        (count,) = editions_in(desk, Scope("", selection="sel1")).values()
        assert count == 1
        assert cards_of(desk, ()) == {}


def test_a_board_costs_as_many_statements_for_many_cases_as_for_few(house: House) -> None:
    told = []
    for scope in (Scope("", selection="sel0"), EVERYWHERE):
        with house.reading() as desk, counting(house.engine) as seen:
            tallies(desk, HEAD, scope, frozenset(("blocked",)))
            cards(desk, HEAD, scope, NONE, "stay", 25)
        told.append(seen.count)
    assert told == [2, 2]
