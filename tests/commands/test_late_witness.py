"""A witness that is overdue: told, and where the instance says so decisions wait for its receipt."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import select

from workflow.commands import refusals
from workflow.commands.cases import move
from workflow.commands.checkpoints import keep_receipt, place_waiting, sign_head
from workflow.commands.witnessing import set_witness_policy
from workflow.errors import BadInput, ConditionsUnmet, NotAuthorised
from workflow.journal import Actor, House, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.models import refused_attempts
from workflow.queries.verify import verify
from workflow.queries.verify_heads import Keys
from workflow.queries.witnessed import lateness

GUARD = Actor("guard", "保密", "security_admin", "dept")
FRIDAY = datetime(2026, 3, 6, 1, 0, tzinfo=AT.tzinfo)
MONDAY, TUESDAY = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=4)


class Witnessed:
    """A house of one case, two moves long, with a signer and a witness."""

    def __init__(self, url: str, folder: Path) -> None:
        self.house: House = linear_house(url, folder, linear_edition(2), 1, [GUARD])[0]
        hash = hash_named("sha256")
        name = Log(self.house.origin).name(1)
        self.signer = Holder(make_key(folder / "l", name), folder / "ls", hash)
        self.witness = Holder(make_key(folder / "w", "shenji/w", COSIGNATURE), folder / "ws", hash)

    def sign(self, at: datetime, seen_at: datetime | None = None) -> None:
        """Have the head signed, and witnessed where a time is given."""
        place_waiting(self.house)
        with self.house.desk() as desk:
            note = sign_head(desk, self.signer, at)
            if seen_at is not None:
                keep_receipt(desk, self.witness.witness(note, self.signer.signer.key, (), seen_at),
                             self.witness.signer.key)  # fmt: skip

    def set(self, days: int, *, refuses: bool, actor: Actor = GUARD, reason: str = "试行") -> None:
        with self.house.desk() as desk:
            id = f"policy-{days}-{refuses}"
            set_witness_policy(desk, Order(id, actor, AT), days, refuses, reason)

    def move(self, name: str, at: datetime) -> None:
        with self.house.desk() as desk:
            move(desk, Order(f"{name}-{at}", OFFICE, at), "case0", name, {})


@pytest.fixture
def here(url: str, tmp_path: Path) -> Witnessed:
    return Witnessed(url, tmp_path)


def late(here: Witnessed, day: date) -> bool:
    with here.house.reading() as desk:
        told = lateness(desk, day)
    return told is not None and told.late


def test_a_decision_waits_for_the_receipt_and_goes_on_when_it_is_there(here: Witnessed) -> None:
    here.set(1, refuses=True)
    here.sign(FRIDAY, FRIDAY)
    assert (late(here, MONDAY.date()), late(here, TUESDAY.date())) == (False, True)  # over a weekend
    here.move("m0", TUESDAY)  # no decision: the record goes on whatever the witness does
    with pytest.raises(ConditionsUnmet) as refused:
        here.move("m1", TUESDAY)
    (reason,) = refused.value.reasons
    assert reason.rule == "R-TRACE-02" and "2026-03-06" in reason.found and "见证期限" in reason.article
    assert reason.who == ("audit_admin", "audit_reader") and "收存回执" in reason.needed
    with here.house.desk() as desk:
        refusals.keep(desk, Order("m1", OFFICE, TUESDAY), "case:case0", "move m1", refused.value)
        assert "逾期未见证" in str(desk.db.scalar(select(refused_attempts.c.reasons)))
    here.witness = Holder(here.witness.signer, here.witness.state.with_name("anew"), hash_named("sha256"))
    here.sign(TUESDAY, TUESDAY)
    here.move("m1", TUESDAY)
    with here.house.reading() as desk:
        assert verify(desk).broken == ()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_an_old_receipt_that_was_dated_anew_is_found(here: Witnessed) -> None:
    """Else an overdue witness would be made up for by one word in the database."""
    here.sign(FRIDAY, FRIDAY)
    keys = Keys(here.signer.signer.key, (here.witness.signer.key,))
    with here.house.reading() as desk:
        assert verify(desk, keys).broken == ()
    with here.house.engine.begin() as db:
        db.exec_driver_sql("DROP TRIGGER receipts_refuse_update")
        db.exec_driver_sql(f"UPDATE receipts SET at = '{TUESDAY.isoformat()}'")
    assert not late(here, TUESDAY.date())
    with here.house.reading() as desk:
        assert [one.what for one in verify(desk, keys).broken] == ["回执所记的时间不是见证方副署的时间"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_where_the_instance_only_warns_nothing_is_refused(here: Witnessed) -> None:
    here.sign(FRIDAY)
    assert late(here, TUESDAY.date())  # never witnessed since the first head
    here.move("m0", TUESDAY)
    here.move("m1", TUESDAY)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_longer_term_counts_working_days_and_the_future_is_no_receipt(here: Witnessed) -> None:
    with here.house.reading() as desk:
        assert lateness(desk, TUESDAY.date()) is None  # nothing was signed yet
    here.set(3, refuses=True)
    here.sign(FRIDAY, FRIDAY + timedelta(days=400))
    assert not late(here, date(2026, 3, 11)) and late(here, date(2026, 3, 12))
    with here.house.reading() as desk:
        beyond = lateness(desk, date(2040, 1, 1))
    assert beyond is not None and beyond.late


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_year_without_a_calendar_is_no_excuse(here: Witnessed) -> None:
    here.sign(FRIDAY.replace(year=2040))
    with here.house.reading() as desk:
        told = lateness(desk, date(2040, 3, 6))
    assert told is not None and told.late and "应当取得新的回执" in told.found


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_term_lies_within_bounds_has_a_reason_and_is_set_by_security_alone(here: Witnessed) -> None:
    for days in (0, 21):
        with pytest.raises(BadInput) as wrong:
            here.set(days, refuses=True, reason=" ")
        assert len(wrong.value.reasons) == 2
    for actor in (OFFICE, CLERK):
        with pytest.raises(NotAuthorised):
            here.set(1, refuses=True, actor=actor)
    here.set(2, refuses=True)
    here.set(2, refuses=True)  # the same command again
