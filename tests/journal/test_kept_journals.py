"""What a desk keeps of the journals it read: always what the database would say."""

from dataclasses import replace
from pathlib import Path

import pytest
from by_hand import order
from linear import linear_edition, linear_house
from sqlalchemy import event

from workflow.commands.cases import move
from workflow.commands.people import state_fact
from workflow.journal import Actor, Draft, House, append, lock
from workflow.journal.read import _read, history

CLERK = Actor("clerk", "经办", "cadre_clerk", "dept")


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(3), 1)[0]


def test_what_a_desk_wrote_it_reads_as_another_desk_will(house: House) -> None:
    fact = {"kind": "full_time", "level": "大学", "degree": "法学学士"}
    with house.desk() as desk:
        history(desk, "person:p0")
        state_fact(desk, order(CLERK), "p0", "education", fact)
        here = history(desk, "person:p0")
    with house.reading() as desk:
        there = history(desk, "person:p0")
    assert here == there
    assert dict(here[-1].values) == fact


def test_what_was_read_before_the_lock_is_read_again_after_it(house: House) -> None:
    with house.desk() as desk:
        known = history(desk, "case:case0")
        desk.kept["case:case0"] = known[:-1]  # as if another had written meanwhile
        lock(desk, ["case:case0"], {})
        assert history(desk, "case:case0") == known


def test_a_journal_is_read_once_and_the_same_for_all_who_ask(house: House) -> None:
    with house.reading() as desk:
        asked: list[str] = []
        event.listen(desk.db, "before_cursor_execute", lambda *said: asked.append(said[2]))
        first = history(desk, "case:case0")
        told = len(asked)
        assert history(desk, "case:case0") is first
        assert len(asked) == told


def test_an_earlier_seq_is_read_from_the_database_not_from_what_is_kept(house: House) -> None:
    with house.desk() as desk:
        move(desk, order(), "case0", "m0")
        assert len(history(desk, "case:case0")) == 2
        assert len(history(desk, "case:case0", {"case:case0": 1})) == 1


def test_an_entry_on_a_subject_not_read_yet_is_read_whole(house: House) -> None:
    with house.desk() as desk:
        draft = Draft("case:case0", "record", {"act": "note"}, values={"text": "记事"})
        append(desk, replace(order(), id="note"), draft)
        assert [one.seq for one in history(desk, "case:case0")] == [1, 2]


def test_a_journal_that_grew_knows_what_one_read_anew_would(house: House) -> None:
    with house.desk() as desk:
        known = _read(desk, ["case:case0"])["case:case0"]
        assert (known.said["state"], known.marks) == ("s0", ())
        append(desk, order(), Draft(
            "case:case0", "record", {"act": "note"}, {"state": "s1"}, {"text": "记事"}, "p0"
        ))  # fmt: skip
        fresh = _read(desk, ["case:case0"])["case:case0"]
        grown = known.grown(fresh[-1])
    assert (grown, grown.said, grown.marks) == (fresh, fresh.said, fresh.marks)
    assert len(grown.marks) == 1 and grown.said["state"] == "s1"
