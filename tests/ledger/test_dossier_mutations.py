"""A dossier changed anywhere is not accepted, by the exit code of the verifier that lies in it."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from dossier_made import Files, Made, Verdict, closed, opened

from workflow.ledger.bundle import zipped
from workflow.ledger.standalone.verify import BROKEN, PASSED, UNWITNESSED

REFUSED = {BROKEN, UNWITNESSED}
UNREAD = ("README.txt", "verify.py")  # for people, and the verifier itself, which comes from elsewhere


def mutated(seed: int, data: bytes) -> bytes:
    """The dossier with one bit of one file turned, one byte taken out, or one put in."""
    chance, files = random.Random(seed), opened(data)
    name = chance.choice([n for n in sorted(files) if n not in UNREAD])
    changed = bytearray(files[name])
    place = chance.randrange(len(changed))
    match chance.randrange(3):
        case 0:
            changed[place] ^= 1 << chance.randrange(8)
        case 1:
            del changed[place]
        case _:
            changed.insert(place, chance.randrange(256))
    told = {**files, name: bytes(changed)}
    return zipped(told) if seed % 2 or name == "manifest.json" else closed(told)


def exit_code(folder: Path, data: bytes, keys: Path) -> int:
    """Of the shipped file, run as an auditor runs it."""
    (folder / "d.zip").write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "-I", str(folder / "verify.py"), str(folder / "d.zip"), "--keys", str(keys)],
        capture_output=True, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert ran.stderr == b""
    return ran.returncode


@pytest.mark.parametrize("rounds", [4, pytest.param(600, marks=pytest.mark.nightly)])
def test_no_mutation_of_a_dossier_gets_a_good_exit_code(
    made: Made, tmp_path: Path, rounds: int
) -> None:
    (tmp_path / "verify.py").write_bytes(opened(made[2])["verify.py"])
    assert exit_code(tmp_path, made[2], made[1]) == PASSED
    codes = {seed: exit_code(tmp_path, mutated(seed, made[2]), made[1]) for seed in range(rounds)}
    assert {seed: code for seed, code in codes.items() if code not in REFUSED} == {}


def test_no_mutation_of_a_dossier_is_accepted(made: Made, verdict: Verdict) -> None:
    accepted = [seed for seed in range(40) if verdict(mutated(seed, made[2]))[0] not in REFUSED]
    assert accepted == []


def turned(files: Files, place: int) -> bytes:
    """The dossier with one bit of its checkpoint turned, and the list of digests made right again."""
    changed = bytearray(files["checkpoint"])
    changed[place // 8] ^= 1 << place % 8
    return closed({**files, "checkpoint": bytes(changed)})


@pytest.mark.parametrize("share", [100, pytest.param(1, marks=pytest.mark.nightly)])
def test_no_bit_of_the_checkpoint_can_be_turned(made: Made, verdict: Verdict, share: int) -> None:
    """Every bit under `nightly`, one in a hundred otherwise."""
    files = opened(made[2])
    bits = range(0, len(files["checkpoint"]) * 8)
    accepted = [place for place in random.Random(1).sample(bits, len(bits) // share)
                if verdict(turned(files, place))[0] not in REFUSED]  # fmt: skip
    assert accepted == [] and len(bits) > 2000
