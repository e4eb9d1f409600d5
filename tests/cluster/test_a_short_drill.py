"""A short drill on three real nodes: nothing answered is lost, and asynchronously it would be."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def drill(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deploy.cluster.drill", *words],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


@pytest.mark.nightly
def test_a_kill_a_cut_a_switchover_and_a_roll_lose_nothing_and_asynchronously_a_cut_does() -> None:
    told = drill("--kills", "1", "--cuts", "1", "--switchovers", "1", "--rolls", "1")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "丢失 0，重复 0，断号的对象 0" in told.stdout
    # The same count finds what is lost where a COMMIT waits for nobody.
    told = drill("--kills", "0", "--cuts", "1", "--switchovers", "0", "--rolls", "0", "--asynchronous")
    assert told.returncode == 1, told.stdout + told.stderr
    assert "已答复" in told.stdout and "丢失 0，" not in told.stdout
