"""Nineteen frauds by three attackers in twelve worlds each: all are found, or said not to be.

The attackers: raw SQL; one who makes chain, rows and tree agree again; one who holds the log's key
and the signer's memory besides. What finds them: the database alone, then the log's signature, the
signer's memory, and one witness. Also 200 honest worlds, in which nothing is found.
"""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from forger import Forger
from fraud_world import BEGINS, HASH, Base, closed, opened, write_day
from frauds import AGREEING, AS_IT_IS, RAW
from sqlalchemy import text

from workflow.commands.checkpoints import sign_head
from workflow.ledger.holder import Holder
from workflow.ledger.keys import load_key
from workflow.ledger.note import COSIGNATURE
from workflow.queries.verify import verify
from workflow.queries.verify_heads import Keys, read_seen

LAYERS = ("database", "signature", "signer", "witness")
ATTACKERS = ("raw", "agreeing", "key")
SEEDS = range(12)
NOWHERE = "nowhere"
# What is still found after the last receipt of a witness, of him who holds the key.
FOUND_IN_THE_TAIL = {"backdate", "foreign"}
# How many of the 228 worlds of each attacker each layer finds that those before it did not.
FOUND_BY = {"raw": [192, 0, 24, 12], "agreeing": [24, 12, 180, 12], "key": [24, 0, 0, 204]}


def trusted(base: Base, folder: Path) -> list[Keys]:
    """What is known from outside, layer by layer."""
    log, witness = load_key(base.folder / "log.key").key, load_key(base.folder / "w.key", COSIGNATURE).key
    signer, receipt = read_seen(folder / "log.state"), read_seen(folder / "receipt")
    assert signer is not None and receipt is not None
    return [
        Keys(), Keys(log), Keys(log, (), (signer,)), Keys(log, (witness,), (signer, receipt)),
    ]  # fmt: skip


def found_by(base: Base, folder: Path) -> str:
    """The first layer that finds something in a folder."""
    house = opened(base, folder / "cadre.db")
    for layer, keys in zip(LAYERS, trusted(base, folder), strict=True):
        with house.reading() as desk:
            if verify(desk, keys).broken:
                house.engine.dispose()
                return layer
    house.engine.dispose()
    return NOWHERE


def world(base: Base, folder: Path, fraud: str, attacker: str, seed: int, *, tail: bool) -> str:
    """Commit a fraud in a world of its own; where it was found."""
    name = f"{fraud} {attacker} {seed}{' tail' if tail else ''}"
    forger = Forger.at(base, folder / name, name, tail=tail, holds=attacker == "key")
    house = forger.house()
    with house.engine.begin() as db:
        if fraud not in ("back", "back and on"):
            forger.read(db)
        (RAW if attacker == "raw" else AGREEING)[fraud](forger, db)
        if attacker != "raw" and fraud not in AS_IT_IS:
            forger.write(db)
    house.engine.dispose()
    if attacker == "key" and fraud == "back":
        forger.remember_last()
    return found_by(base, forger.folder)


def test_the_frauds_are_nineteen_and_each_attacker_commits_each() -> None:
    assert len(RAW) == 19 and list(RAW) == list(AGREEING)
    assert len(RAW) * len(ATTACKERS) * len(SEEDS) == 684


def test_before_anything_is_forged_nothing_is_found(base: Base) -> None:
    assert found_by(base, base.folder) == NOWHERE


def test_who_writes_all_anew_and_changes_nothing_leaves_the_same_bytes(
    base: Base, tmp_path: Path
) -> None:
    """Else the attackers below would be found by their own clumsiness."""
    forger = Forger.at(base, tmp_path / "same", "same", tail=False, holds=False)
    house = forger.house()
    told = []
    for _ in range(2):
        with house.engine.begin() as db:
            told.append(db.execute(text("SELECT position, hash FROM leaves ORDER BY 1")).all())
            forger.read(db)
            forger.write(db)
    assert told[0] == told[1]
    house.engine.dispose()
    assert found_by(base, forger.folder) == NOWHERE


@pytest.mark.parametrize(("number", "fraud"), list(enumerate(RAW)), ids=list(RAW))
def test_a_fraud_on_what_a_witness_saw_is_found(
    base: Base, tmp_path: Path, number: int, fraud: str
) -> None:
    attacker = ATTACKERS[number % 3]
    assert world(base, tmp_path, fraud, attacker, 1000 + number, tail=False) != NOWHERE


@pytest.mark.parametrize("fraud", ["edit", "back", "drop", "backdate", "foreign"])
def test_after_the_last_receipt_the_holder_of_the_key_is_found_only_where_it_is_said(
    base: Base, tmp_path: Path, fraud: str
) -> None:
    found = world(base, tmp_path, fraud, "key", 1000, tail=True) != NOWHERE
    assert found == (fraud in FOUND_IN_THE_TAIL)


@pytest.mark.nightly
def test_all_684_worlds_are_told(base: Base, tmp_path: Path) -> None:
    """How many of 228 each layer finds, one after another."""
    found = {attacker: Counter(
        world(base, tmp_path, fraud, attacker, seed, tail=False) for fraud in RAW for seed in SEEDS
    ) for attacker in ATTACKERS}  # fmt: skip
    told = {attacker: [some[layer] for layer in LAYERS] for attacker, some in found.items()}
    assert {attacker: sum(some) for attacker, some in told.items()} == dict.fromkeys(ATTACKERS, 228)
    assert told == FOUND_BY


@pytest.mark.nightly
def test_what_is_forged_after_the_last_receipt_is_missed_and_said_to_be(
    base: Base, tmp_path: Path
) -> None:
    told = {fraud: {world(base, tmp_path, fraud, "key", seed, tail=True) != NOWHERE for seed in SEEDS}
            for fraud in RAW}  # fmt: skip
    assert told == {fraud: {fraud in FOUND_IN_THE_TAIL} for fraud in RAW}


def honest(base: Base, folder: Path, seed: int) -> None:
    """Some more days as they come: busy hours, clocks that differ by minutes, lost answers, late receipts."""
    chance = Random(seed)
    forger = Forger.at(base, folder, "honest", tail=False, holds=False)
    log = Holder(load_key(base.folder / "log.key"), folder / "log.state", HASH)
    witness = Holder(load_key(base.folder / "w.key", COSIGNATURE), folder / "w.state", HASH)
    forger.put_back("armed.db")  # with the laws of the database
    house = forger.house()
    for day in range(6, 6 + chance.randrange(1, 5)):
        at = BEGINS + timedelta(days=day)
        write_day(house, day, at - timedelta(seconds=chance.randrange(200)))
        if chance.random() < 0.3:  # signed and remembered, the answer lost on the way
            with pytest.raises(RuntimeError), house.desk() as desk:
                sign_head(desk, log, at)
                raise RuntimeError
        if chance.random() < 0.6:
            closed(house, log, witness, at + timedelta(hours=9), chance.random() < 0.5)
    house.engine.dispose()


@pytest.mark.parametrize("rounds", [4, pytest.param(200, marks=pytest.mark.nightly)])
def test_in_an_honest_world_nothing_is_found(base: Base, tmp_path: Path, rounds: int) -> None:
    alarms = []
    for seed in range(rounds):
        honest(base, tmp_path / str(seed), seed)
        if found_by(base, tmp_path / str(seed)) != NOWHERE:
            alarms.append(seed)
    assert alarms == []
