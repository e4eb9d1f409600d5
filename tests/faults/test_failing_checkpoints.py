"""Whatever breaks at whichever step of a day's heads, signature, witness and receipt, the next day goes on.

Steps are the statements, the COMMITs and the files of signer, parcel and receipt, in one count.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from breaking import Faults, Killed, breaking, breaking_database, kill
from fault_stage import FEW_OR_ALL, require_whole
from linear import CLERK, linear_edition, linear_house
from sqlalchemy.exc import DBAPIError

from workflow.commands.checkpoints import keep_receipt, parcel_for, place_waiting, sign_head
from workflow.commands.heads import commit_heads
from workflow.commands.people import register
from workflow.durable import replace_file
from workflow.errors import WorkflowError
from workflow.journal import House, Order
from workflow.ledger.checkpoint import read_checkpoint
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.kept import last_receipt, latest
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE, read_note
from workflow.ledger.parcel import read_parcel
from workflow.queries.verify import verify
from workflow.queries.verify_heads import Keys, Seen, read_seen

WITNESS = "shenji.example/w1"
FIRST = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
STEPS = 120  # more than there are


@dataclass(frozen=True, slots=True)
class Keeping:
    """A house, who signs and who witnesses its log, and the folder in which their files lie."""

    house: House
    signer: Holder
    witness: Holder
    folder: Path

    def day(self, at: datetime) -> None:
        """All that is done about the log on one day."""
        with self.house.desk() as desk:
            commit_heads(desk, at)
        place_waiting(self.house)
        with self.house.desk() as desk:
            sign_head(desk, self.signer, at)
        with self.house.reading() as desk:
            # The witness says what it saw last: its receipt may not have come back.
            parcel = parcel_for(desk, WITNESS, self.witness.last().size)
        replace_file(self.folder / "parcel", parcel.bytes())
        told = read_parcel((self.folder / "parcel").read_bytes())
        note = self.witness.witness(told.note, self.signer.signer.key, told.proof, at)
        replace_file(self.folder / "receipt", str(note).encode())
        with self.house.desk() as desk:
            back = read_note((self.folder / "receipt").read_text())
            keep_receipt(desk, back, self.witness.signer.key)

    def worked(self, at: datetime) -> None:
        """Something new to be signed."""
        id = at.date().isoformat()
        with self.house.desk() as desk:
            register(desk, Order(id, CLERK, at), id, "新人", "dept")

    def require_remembered(self) -> None:
        """Signer and witness remember at least what they gave away."""
        with self.house.reading() as desk:
            signed, received = latest(desk.db), last_receipt(desk.db, WITNESS)
        for note, holder in ((signed, self.signer), (received, self.witness)):
            assert note is None or read_checkpoint(note).size <= holder.last().size

    def require_whole(self) -> None:
        """All agrees, also with what is remembered outside."""
        require_whole(self.house)
        seen = [read_seen(self.folder / name) for name in ("log.state", "w.state", "receipt")]
        told = tuple(one for one in seen if isinstance(one, Seen))
        keys = Keys(self.signer.signer.key, (self.witness.signer.key,), told)
        assert len(told) == len(seen)
        with self.house.reading() as desk:
            assert verify(desk, keys).broken == ()


@pytest.fixture
def log(url: str, tmp_path: Path) -> Iterator[Keeping]:
    house, hash = linear_house(url, tmp_path, linear_edition(1), 1)[0], hash_named("sha256")
    signer = Holder(
        make_key(tmp_path / "log.key", Log(house.origin).name(1)), tmp_path / "log.state", hash
    )
    witness = Holder(make_key(tmp_path / "w.key", WITNESS, COSIGNATURE), tmp_path / "w.state", hash)
    yield Keeping(house, signer, witness, tmp_path)
    house.engine.dispose()


def some(most: int | None) -> list[int]:
    """Every step, or some of them, in an order that brings the last ones too."""
    return (
        list(range(1, STEPS)) if most is None else sorted(Random("days").sample(range(1, 50), most))
    )


def broken(log: Keeping, at: datetime, faults: Faults) -> bool:
    """Whether the day met its fault."""
    with ExitStack() as stack:
        stack.enter_context(breaking_database(log.house.engine, faults))
        stack.enter_context(breaking(faults))
        try:
            log.day(at)
        except (OSError, DBAPIError, WorkflowError, Killed):
            assert faults.broke
            return True
    return False


@FEW_OR_ALL
@pytest.mark.parametrize("kept", [True, pytest.param(False, marks=pytest.mark.nightly)])
def test_whichever_step_of_a_day_of_the_log_fails_the_next_day_is_signed_and_witnessed(
    log: Keeping, most: int | None, kept: bool
) -> None:
    failed = 0
    for number, step in enumerate(some(most)):
        at = FIRST + number * DAY
        log.worked(at)
        failed += broken(log, at, Faults(step, lambda: OSError(5, "EIO"), kept))
        log.require_remembered()
    log.worked(FIRST + STEPS * DAY)
    log.day(FIRST + STEPS * DAY)
    log.require_whole()
    assert failed >= (30 if most is None else most)


@FEW_OR_ALL
def test_at_whichever_step_of_a_day_of_the_log_it_is_killed_the_next_day_is_signed_and_witnessed(
    log: Keeping, most: int | None
) -> None:
    died = 0
    for number, step in enumerate(some(most)):
        at = FIRST + number * DAY
        log.worked(at)
        log.house.engine.dispose()
        child = os.fork()
        if not child:
            try:
                broken(log, at, Faults(step, kill, number % 2 == 1))
            finally:
                os._exit(0)
        died += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        log.require_remembered()
    log.worked(FIRST + STEPS * DAY)
    log.day(FIRST + STEPS * DAY)
    log.require_whole()
    assert died >= (30 if most is None else most)
