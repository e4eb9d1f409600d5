"""What one sitting decided of several cases: an entry each, all in one commit or none at all."""

from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import func, select
from statements import counting

from workflow.commands.cases import move
from workflow.commands.selections import open_case
from workflow.commands.together import Decided, move_together
from workflow.errors import BadInput, CaseMoved, CommandReused, ConditionsUnmet, NotFound
from workflow.journal import House
from workflow.journal.picture import dossier
from workflow.journal.read import history
from workflow.models import commands, entries
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.shown import shown

CASES = ("case0", "case1", "case2")
FIRST = tuple(Decided(one, "m0") for one in CASES)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(3), len(CASES))[0]


def figures(house: House) -> tuple[int, int]:
    """How many entries and how many answered commands there are."""
    with house.reading() as desk:
        return tuple(  # type: ignore[return-value]
            desk.db.scalar(select(func.count()).select_from(one)) for one in (entries, commands)
        )


def test_each_case_has_an_entry_of_its_own_judged_by_its_own_dossier(house: House) -> None:
    with house.desk() as desk:
        told = move_together(desk, order(), FIRST)
    assert [one.subject for one in told] == [f"case:{one}" for one in CASES]
    with house.reading() as desk:
        for one, entry in zip(CASES, told, strict=True):
            last = history(desk, f"case:{one}")[-1]
            assert (last.id, last.data["to"], last.body["read"][f"case:{one}"]) == (
                entry.id,
                "s1",
                1,
            )
            assert last.body["findings"]
        assert verify(desk).broken == ()


def test_one_that_may_not_move_stops_all_and_every_reason_is_told_with_its_case(
    house: House,
) -> None:
    with house.desk() as desk:
        move(desk, order(), "case1", "m0")
    before = figures(house)
    wrong = (Decided("case0", "m0"), Decided("case1", "m0"), Decided("case2", "nowhere"))
    with pytest.raises(ConditionsUnmet) as refused, house.desk() as desk:
        move_together(desk, order(), wrong)
    assert [one.found[:4] for one in refused.value.reasons] == ["事项1：", "事项2："]
    assert "3项中有2项" in refused.value.message
    assert figures(house) == before


def test_who_may_not_is_told_for_every_case(house: House) -> None:
    with pytest.raises(ConditionsUnmet) as refused, house.desk() as desk:
        move_together(desk, order(actor=CLERK), FIRST)
    assert len(refused.value.reasons) == len(CASES)
    assert {one.rule for one in refused.value.reasons} == {"R-DUTY-01"}


def test_sent_twice_it_answers_alike_and_writes_nothing_more(house: House) -> None:
    once = order()
    with house.desk() as desk:
        told = move_together(desk, once, FIRST)
    before = figures(house)
    with house.desk() as desk:
        assert move_together(desk, once, FIRST) == told
    assert figures(house) == before
    with pytest.raises(CommandReused), house.desk() as desk:
        move_together(desk, once, FIRST[:2])


def test_one_that_was_not_as_seen_stops_all(house: House) -> None:
    before = figures(house)
    with pytest.raises(CaseMoved), house.desk() as desk:
        move_together(desk, order(seen={"case:case2": 7}), FIRST)
    assert figures(house) == before


def test_no_case_the_same_twice_or_an_unknown_one_is_refused(house: House) -> None:
    for wrong in ((), (FIRST[0], FIRST[0])):
        with pytest.raises(BadInput), house.desk() as desk:
            move_together(desk, order(), wrong)
    with pytest.raises(NotFound), house.desk() as desk:
        move_together(desk, order(), (Decided("nowhere", "m0"),))


def test_all_are_locked_by_one_statement_before_any_is_judged(house: House) -> None:
    with counting(house.engine) as seen, house.desk() as desk:
        move_together(desk, order(), FIRST)
    locks = [n for n, one in enumerate(seen.texts) if one.startswith("WITH held_")]
    first = next(n for n, one in enumerate(seen.texts) if one.startswith("INSERT INTO entries"))
    assert locks[0] < first and "held_case" in seen.texts[locks[0]]


AT_A_SCREEN = replace(OFFICE, session="a login")


def seen_by_now(house: House, *cases: str) -> tuple[tuple[Decided, ...], dict[str, int]]:
    """What somebody decides who has looked at these cases, and the seqs that the page showed."""
    with house.reading() as desk:
        drawn = [dossier(desk, one, AT) for one in cases]
    seqs = {one: seq for seen in drawn for one, seq in seen.read.items()
            if one.partition(":")[0] in ("post", "person", "selection", "case")}  # fmt: skip
    return tuple(
        Decided(seen.case.id, "m0", view=shown(seen).digest) for seen in drawn
    ), seqs


@pytest.fixture
def beside(house: House) -> None:
    """A further case in the selection of the first and on its post: each sees how the other stands."""
    with house.desk() as desk:
        open_case(desk, order(actor=CLERK), "case3", {
            "number": "3", "person": "p1", "post": "post0", "selection": "sel0",
        })  # fmt: skip


def test_what_is_sealed_and_asked_so_far_is_read_once_for_all(house: House) -> None:
    for step in ("m0", "m1"):
        with counting(house.engine) as seen, house.desk() as desk:
            move_together(desk, order(), [Decided(one, step) for one in CASES])
        for table in ("personal_values", "requests"):
            asked = [one for one in seen.texts if one.startswith("SELECT") and f"FROM {table}" in one]
            assert len(asked) == 1, asked
    with house.reading() as desk:
        assert verify(desk).broken == ()  # what is asked of whom, too


@pytest.mark.usefixtures("beside")
def test_all_are_looked_at_before_the_first_moves_and_can_be_drawn_again(house: House) -> None:
    decided, seqs = seen_by_now(house, "case0", "case3")
    with house.desk() as desk:
        told = move_together(desk, order(actor=AT_A_SCREEN, seen=seqs), decided)
    with house.reading() as desk:
        first, second = (history(desk, one.subject)[-1].body for one in told)
        assert [first["view"], second["view"]] == [one.view for one in decided]
        assert "looked" not in first["data"]
        assert second["data"]["looked"] == {"case:case0": 1} and second["read"]["case:case0"] == 2
        again = replay(desk)
        assert (again.moves, again.views, again.differs) == (2, 2, ())
        assert verify(desk).broken == ()


@pytest.mark.usefixtures("beside")
def test_who_has_not_looked_or_too_early_moves_none_and_is_told_which(house: House) -> None:
    decided, _ = seen_by_now(house, "case0", "case3")
    before = figures(house)
    with pytest.raises(BadInput), house.desk() as desk:
        move_together(desk, order(actor=AT_A_SCREEN), (decided[0], replace(decided[1], view="")))
    assert figures(house) == before
    with house.desk() as desk:
        move(desk, order(), "case0", "m0")
    before, (fresh,) = figures(house), seen_by_now(house, "case0")[0]
    late = (replace(fresh, move="m1"), decided[1])
    with pytest.raises(CaseMoved, match=r"^事项3：") as told, house.desk() as desk:
        move_together(desk, order(actor=AT_A_SCREEN), late)
    assert "又有变化" in told.value.message and figures(house) == before
