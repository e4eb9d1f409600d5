"""A sheet of paper is matched with the record: the entry, what came after it, and the signed head."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import text

from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.errors import BadInput, NotFound
from workflow.journal import House, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.paper import PaperMark, grouped, read_mark, typed
from workflow.queries.papers import case_numbered, mark_of, match, match_typed

DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CASE = "case:case0"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A case with one move, whose head is signed."""
    made = linear_house(url, tmp_path, linear_edition(2), 1)[0]
    with made.desk() as desk:
        move(desk, Order("m0", OFFICE, AT), "case0", "m0", {})
    place_waiting(made)
    key = make_key(tmp_path / "l", Log(made.origin).name(1))
    with made.desk() as desk:
        sign_head(desk, Holder(key, tmp_path / "s", hash_named("sha256")), DAY)
    return made


def printed(house: House) -> str:
    with house.reading() as desk:
        return mark_of(desk, CASE).text()


def test_a_sheet_agrees_as_long_as_nothing_is_changed_whatever_comes_after(house: House) -> None:
    sheet = printed(house)
    with house.desk() as desk:
        move(desk, Order("m1", OFFICE, AT), "case0", "m1", {})
    place_waiting(house)
    for scanned in (sheet, sheet.replace("\n", "\r\n"), f"\n{sheet}\n\n"):
        mark = read_mark(scanned)
        with house.reading() as desk:
            found = match(desk, mark)
        assert found.faults == () and found.later == 1
        assert found.record and found.record.data["move"] == "m0" and found.head == mark.head
    with house.reading() as desk:
        digits = typed(grouped(mark.digest[:24]))
        assert match_typed(desk, case_numbered(desk, "0")[0], digits).record == found.record


def test_a_sheet_shows_what_was_changed_cut_off_or_rolled_back(house: House) -> None:
    mark = read_mark(printed(house))
    assert mark.note is not None and mark.head is not None
    other = "0" * 64
    later = PaperMark(CASE, mark.seq + 5, mark.digest)
    gone = PaperMark("case:none", 1, other)
    elsewhere = PaperMark(CASE, mark.seq, mark.digest, _note(mark, "elsewhere/xuanren/1"))
    beyond = PaperMark(CASE, mark.seq, mark.digest, _note(mark, size=mark.head.size + 9))
    with house.reading() as desk:
        told = {
            "与纸上的不同": match(desk, PaperMark(CASE, mark.seq, other)),
            "被截短": match(desk, later), "现在只有0条": match(desk, gone),
            "没有这一日志": match(desk, elsewhere), "日志被截短或者改写": match(desk, beyond),
            "抄写有误": match_typed(desk, CASE, other[:16]),
        }  # fmt: skip
    for words, found in told.items():
        assert len(found.faults) == 1 and words in found.faults[0], (words, found.faults)


def _note(mark: PaperMark, origin: str = "", size: int = 0) -> object:
    assert mark.note is not None and mark.head is not None
    told = mark.note.text.split("\n")
    told[0], told[1] = origin or told[0], str(size or told[1])
    return type(mark.note)("\n".join(told), mark.note.signatures)


def test_an_entry_that_was_written_over_does_not_agree(tmp_path: Path) -> None:
    made = linear_house(f"sqlite:///{tmp_path / 'c.db'}", tmp_path, linear_edition(1), 1)[0]
    with made.reading() as desk:
        mark = mark_of(desk, CASE)
    assert mark.note is None and read_mark(mark.text()) == mark
    with made.engine.begin() as db:
        db.execute(text("DROP TRIGGER entries_refuse_update"))
        db.execute(text(f"UPDATE entries SET body = x'00' WHERE subject = '{CASE}'"))
    with made.reading() as desk:
        found = match(desk, mark)
        assert found.record is None and "已被改动" in found.faults[0]
        with pytest.raises(NotFound):
            mark_of(desk, "case:none")
    with made.engine.begin() as db:
        db.execute(text("DROP TRIGGER entries_refuse_delete"))
        db.execute(text("DELETE FROM entries WHERE subject = 'person:p0' AND seq = 1"))
        db.execute(text("DROP TRIGGER entries_are_chained"))
        db.execute(text("UPDATE entries SET seq = 2 WHERE subject = 'organization:dept'"))
    with made.reading() as desk:
        assert "被删去" in match(desk, PaperMark("organization:dept", 1, mark.digest)).faults[0]


@pytest.mark.parametrize("wrong", ["", "纸", "cadre-paper/1", "cadre-paper/1\ncase:a 1",
                                   "cadre-paper/1\ncase:a x " + "0" * 64, "cadre-paper/1\ncase:a 1 0",
                                   "cadre-paper/1\ncase:a 1 " + "0" * 64 + "\n\nno head"])  # fmt: skip
def test_what_is_no_mark_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput):
        read_mark(wrong)
    assert typed(wrong) == "" and typed("0" * 15) == "" and typed("g" * 16) == ""
