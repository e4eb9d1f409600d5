"""Short drills on three real nodes: nothing answered is lost, and asynchronously it would be."""

import subprocess
import sys
from pathlib import Path

import pytest

# Each has addresses of its own (--part): they may run beside one another.
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.nightly


def drill(*words: str, name: str = "drill") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"deploy.cluster.{name}", *words],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


def test_a_kill_a_cut_a_switchover_and_a_roll_lose_nothing_and_asynchronously_a_cut_does() -> None:
    told = drill("--kills", "1", "--cuts", "1", "--switchovers", "1", "--rolls", "1")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "丢失 0，重复 0，断号的对象 0" in told.stdout
    # The same count finds what is lost where a COMMIT waits for nobody.
    told = drill(
        "--kills", "0", "--cuts", "1", "--switchovers", "0", "--rolls", "0", "--asynchronous"
    )
    assert told.returncode == 1, told.stdout + told.stderr
    assert "已答复" in told.stdout and "丢失 0，" not in told.stdout


def test_through_proxies_nothing_is_lost_either_when_they_are_lost_themselves() -> None:
    told = drill(
        "--proxies", "--kills", "1", "--cuts", "1", "--switchovers", "1", "--rolls", "0",
        "--losses", "2", "--part", "78",
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    assert "丢失 0，重复 0，断号的对象 0" in told.stdout


def test_a_moment_is_restored_from_two_backups_and_the_logs_of_two_primaries() -> None:
    told = drill("--part", "79", name="moment")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "缺 0，重复 0，断号 0" in told.stdout
