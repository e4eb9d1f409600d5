"""The engine's command on a plain edition: once, in order, by the entitled, under the standing."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from races import ROUNDS, race
from sqlalchemy import func, select

from workflow.canonical import parse
from workflow.commands.cases import move
from workflow.errors import (
    BadInput,
    CaseMoved,
    CommandReused,
    NotAuthorised,
    NotAvailable,
    NotFound,
    WorkflowError,
)
from workflow.journal import House
from workflow.journal.picture import dossier
from workflow.journal.read import history
from workflow.models import entries
from workflow.queries.verify import verify


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(3), 1)[0]


def count(house: House) -> int:
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def state(house: House) -> str:
    with house.reading() as desk:
        return dossier(desk, "case0", AT).case.state


def test_a_move_writes_one_entry_of_version_1_with_all_its_fields(house: House) -> None:
    with house.desk() as desk:
        entry = move(desk, order(), "case0", "m0")
    with house.reading() as desk:
        body = history(desk, "case:case0")[-1].body
    assert sorted(body) == sorted([
        "v", "id", "subject", "seq", "prev", "at", "occurred_on", "late_reason", "command",
        "actor", "kind", "data", "read", "findings", "warnings", "edition", "calendar",
        "software", "view", "values", "attachments", "state",
    ])  # fmt: skip
    assert (body["v"], body["seq"], len(body["view"])) == (1, 2, 64)
    assert body["data"]["set"]["state"] == "s1" == entry.content["state"]
    assert {"case:case0", "person:p0", "post:post0", "selection:sel0"} <= set(body["read"])
    assert state(house) == "s1"


def test_the_same_command_twice_answers_the_same_and_writes_once(house: House) -> None:
    one = order()
    for _ in range(2):
        with house.desk() as desk:
            entry = move(desk, one, "case0", "m0")
    assert entry.seq == 2
    assert state(house) == "s1"


def test_a_command_id_used_for_something_else_is_refused(house: House) -> None:
    one = order()
    with house.desk() as desk:
        move(desk, one, "case0", "m0")
    before = count(house)
    with pytest.raises(CommandReused), house.desk() as desk:
        move(desk, one, "case0", "m1")
    assert count(house) == before


def test_a_stale_screen_is_told_that_the_case_has_moved(house: House) -> None:
    with house.desk() as desk:
        move(desk, order(seen={"case:case0": 1}), "case0", "m0")
    with pytest.raises(CaseMoved), house.desk() as desk:
        move(desk, order(seen={"case:case0": 1}), "case0", "m1")
    assert state(house) == "s1"


@pytest.mark.parametrize(("change", "error"), [
    ({"actor": replace(OFFICE, duty="cadre_clerk")}, NotAuthorised),
    ({"actor": CLERK}, NotAuthorised),
    ({"actor": replace(OFFICE, organization="elsewhere")}, NotAuthorised),
    ({"actor": replace(OFFICE, account="nobody")}, NotAuthorised),
    ({"actor": replace(OFFICE, duty="founding")}, NotAuthorised),
    ({"occurred_on": date(2026, 3, 2)}, BadInput),
    ({"occurred_on": date(2026, 2, 20)}, BadInput),
    ({"at": AT - timedelta(days=3000)}, NotAuthorised),
])  # fmt: skip
def test_who_may_not_or_at_the_wrong_time_is_refused_and_nothing_changes(
    house: House, change: dict[str, object], error: type[WorkflowError]
) -> None:
    before = count(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        move(desk, order(**change), "case0", "m0")
    assert refusal.value.reasons
    assert count(house) == before


def test_a_late_entry_with_its_reason_is_taken(house: House) -> None:
    late = order(
        at=AT + timedelta(days=9), occurred_on=date(2026, 3, 2), late_reason="会后补录，纸质记录在案"
    )
    with house.desk() as desk:
        move(desk, late, "case0", "m0")
    with house.reading() as desk:
        body = history(desk, "case:case0")[-1].body
    assert (body["occurred_on"], body["late_reason"]) == ("2026-03-02", "会后补录，纸质记录在案")


def test_a_move_dated_before_the_step_that_it_leaves_is_refused(house: House) -> None:
    early = order(at=AT + timedelta(days=2), occurred_on=date(2026, 2, 28), late_reason="事后补录")
    with pytest.raises(BadInput) as refusal, house.desk() as desk:
        move(desk, early, "case0", "m0")
    assert [one.rule for one in refusal.value.reasons] == ["R-TRACE-01"]
    assert "早于上一步骤或者所依据材料的日期2026-03-01" in refusal.value.reasons[0].found
    assert state(house) == "s0"


def test_a_move_of_another_step_is_not_available(house: House) -> None:
    with pytest.raises(NotAvailable), house.desk() as desk:
        move(desk, order(), "case0", "m2")
    assert state(house) == "s0"


@pytest.mark.parametrize(("case", "name"), [("case9", "m0"), ("case0", "to_s3")])
def test_what_does_not_exist_is_not_found(house: House, case: str, name: str) -> None:
    with pytest.raises(NotFound), house.desk() as desk:
        move(desk, order(), case, name)


def test_the_case_is_known_as_it_was_at_an_earlier_seq(house: House) -> None:
    for name in ("m0", "m1"):
        with house.desk() as desk:
            move(desk, order(), "case0", name)
    with house.reading() as desk:
        read = parse(desk.db.scalars(
            select(entries.c.body).where(entries.c.subject == "case:case0", entries.c.seq == 3)
        ).one())["read"]  # fmt: skip
        assert dossier(desk, "case0", AT, {**read}).case.state == "s1"
        assert dossier(desk, "case0", AT).case.state == "s2"


def test_a_clean_record_verifies_and_counts_every_entry(house: House) -> None:
    with house.desk() as desk:
        move(desk, order(), "case0", "m0")
    with house.reading() as desk:
        told = verify(desk)
    assert told.broken == ()
    assert told.entries == count(house)


@ROUNDS
def test_of_six_who_move_at_once_exactly_one_wins(url: str, tmp_path: Path, rounds: int) -> None:
    house, cases = linear_house(url, tmp_path, linear_edition(1), rounds)
    for case in cases:
        outcomes = race(house, [
            lambda desk, c=case: move(desk, order(seen={f"case:{c}": 1}), c, "m0")
        ] * 6)  # fmt: skip
        assert outcomes.count(None) == 1
        assert all(isinstance(one, CaseMoved) for one in outcomes if one is not None), outcomes
    with house.reading() as desk:
        assert verify(desk).broken == ()
