"""Records, holds and moves at once on the cases of one person: lawful one after another, nothing leaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from races import Outcomes, assert_clean, race
from trial_acts import HOLD, check, recorded
from trial_house import BY_NAME, START, found_trial

from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.commands.standing import hold
from workflow.errors import CaseMoved, ConditionsUnmet, NotAvailable
from workflow.journal import Desk, House, Order
from workflow.journal.read import history

ROUNDS = pytest.mark.parametrize("rounds", [4, pytest.param(30, marks=pytest.mark.nightly)])
DAY = START.date()
Job = Callable[[Desk, Order], object]


class Hall:
    """Six people at six desks; every order has an id and a minute of its own."""

    def __init__(self, house: House) -> None:
        self.house, self.orders = house, 0

    def order(self, who: str, **changes: Any) -> Order:
        self.orders += 1
        told = Order(f"o{self.orders}", BY_NAME[who], START + timedelta(minutes=self.orders))
        return replace(told, **changes)

    def do(self, who: str, job: Job) -> None:
        with self.house.desk() as desk:
            job(desk, self.order(who))

    def race(self, *jobs: tuple[str, Job], **changes: Any) -> Outcomes:
        """All at once; each one's error, or None."""
        orders = [self.order(who, **changes) for who, _ in jobs]
        return race(self.house, [
            lambda desk, job=job, order=order: job(desk, order)
            for (_, job), order in zip(jobs, orders, strict=True)
        ])  # fmt: skip

    def kinds(self, subject: str) -> list[str]:
        """What the journal of a subject holds, in order, one word an entry."""
        with self.house.reading() as desk:
            records = history(desk, subject)
        return [str(one.data.get("move") or one.data.get("act")) for one in records]


@pytest.fixture
def hall(url: str, tmp_path: Path) -> Hall:
    return Hall(found_trial(url, tmp_path))


def checks(case: str, finding: str = "no_problem") -> Job:
    values = check("analysis", finding)
    return lambda desk, order: record(
        desk, order, f"case:{case}", "political_check", "record", values
    )


def quota(act: str) -> Job:
    values = recorded("quota_snapshot", act, "analysis", DAY)
    return lambda desk, order: record(desk, order, "selection:sel", "quota_snapshot", act, values)


def holds(person: str) -> Job:
    return lambda desk, order: hold(desk, order, person, HOLD)


def moves(case: str, name: str) -> Job:
    return lambda desk, order: move(desk, order, case, name)


@ROUNDS
def test_holds_records_and_clues_at_once_are_all_kept_or_told_to_come_again(
    hall: Hall, rounds: int
) -> None:
    """On a case, on another case of the person, on their selection: every row is refreshed by all."""
    held = written = 0
    for _ in range(rounds):
        outcomes = hall.race(
            ("supervision", holds("p0")), ("discipline", holds("p0")),
            ("checker", checks("case0")), ("clerk", quota("record")),
            ("checker2", checks("also0", "clue")), ("checker", checks("case0", "clue")),
        )  # fmt: skip
        assert all(isinstance(one, CaseMoved) for one in outcomes if one), outcomes
        held += [*outcomes[:2], *outcomes[4:]].count(None)  # a clue is a record and a hold
        written += outcomes[2:].count(None)
    assert hall.kinds("person:p0").count("hold") == held > 0
    journals = ("case:case0", "case:also0", "selection:sel")
    assert sum(hall.kinds(one).count("record") for one in journals) == written > 0
    assert_clean(hall.house)


@ROUNDS
def test_of_six_who_saw_the_same_record_one_records(hall: Hall, rounds: int) -> None:
    """In turn on a selection and on a case; who comes late must look again."""
    for number in range(rounds):
        on, who, job = (("selection:sel", "clerk", quota("record")),
                        ("case:case0", "checker", checks("case0")))[number % 2]  # fmt: skip
        before = hall.kinds(on)
        outcomes = hall.race(*[(who, job)] * 6, seen={on: len(before)})
        assert outcomes.count(None) == 1, outcomes
        assert all(isinstance(one, CaseMoved) for one in outcomes if one), outcomes
        assert hall.kinds(on) == [*before, "record"]
    assert_clean(hall.house)


@ROUNDS
def test_nothing_is_recorded_for_a_step_that_the_case_has_left(hall: Hall, rounds: int) -> None:
    """The branch is asked in 考察 only: whoever waited for the move is judged after it."""
    for _ in range(rounds):
        for who, job in (("clerk", quota("record")), ("chief", quota("approve")),
                         ("checker", checks("case0"))):  # fmt: skip
            hall.do(who, job)
        hall.do("checker2", lambda desk, order: record(
            desk, order, "case:case0", "political_check", "approve", {}
        ))  # fmt: skip
        hall.do("head", moves("case0", "begin"))
        asks: Job = lambda desk, order: record(  # noqa: E731  # one job among others
            desk, order, "case:case0", "branch_opinion", "ask", {}
        )
        outcomes = hall.race(
            ("leader", asks), ("head", moves("case0", "give_back")), ("leader", asks),
            ("head2", moves("case0", "give_back")), ("leader", asks), ("leader", asks),
        )  # fmt: skip
        assert [outcomes[1], outcomes[3]].count(None) == 1, outcomes
        allowed = NotAvailable | CaseMoved | ConditionsUnmet
        assert all(isinstance(one, allowed) for one in outcomes if one), outcomes
        told = hall.kinds("case:case0")
        last = len(told) - 1 - told[::-1].index("give_back")
        assert "ask" not in told[last:], told
    assert_clean(hall.house)
