"""`cadre journal verify` at length: kinds and moments, how far it is, several processes, going on."""

import json
import os
import sqlite3
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cadre_runs import Cadre
from linear import linear_edition, linear_house

from workflow.canonical import canonical, parse
from workflow.cli import at_length, verifying
from workflow.cli.at_length import Progress, spare


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An instance with two cases, without the laws of the database; gives its file."""
    linear_house(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path, linear_edition(2), 2)[0].engine.dispose()
    with sqlite3.connect(tmp_path / "cadre.db") as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
    return tmp_path / "cadre.db"


def changed(house: Path, statement: str) -> None:
    with sqlite3.connect(house) as db:
        db.execute(statement)


def test_a_finding_says_its_kind_and_the_moment_after_which_it_was_made(
    cadre: Cadre, house: Path
) -> None:
    assert cadre("journal", "verify").code == 0
    changed(house, "UPDATE cases SET content = replace(content, 's0', 's1') WHERE id = 'case1'")
    told = cadre("journal", "verify")
    assert told.code == 1
    assert ("case:case1 第1条：当前状态与全程纪实的折算不符（当前状态与折算不符，变动在 "
            "2026-03-01T01:00:00.000000Z 之后）") in told.out  # fmt: skip
    (one,) = json.loads(cadre("journal", "verify", "--json").out)["broken"]
    assert (one["kind"], one["since"]) == ("row", "2026-03-01T01:00:00.000000Z")


@pytest.mark.parametrize(("jobs", "pool"), [
    (1, None), (2, lambda jobs, _: ThreadPoolExecutor(jobs)),
    pytest.param(2, ProcessPoolExecutor, marks=pytest.mark.nightly),
], ids=["alone", "threads", "processes"])  # fmt: skip
def test_spans_verified_apart_give_the_same_verdict(
    cadre: Cadre, house: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, pool: Any
) -> None:
    monkeypatch.setattr(verifying, "ProcessPoolExecutor", pool)
    changed(house, "DELETE FROM entries WHERE subject = 'person:p1'")
    whole = cadre("journal", "verify")
    monkeypatch.setattr(verifying, "SIZE", 5)
    apart = cadre("journal", "verify", "--jobs", jobs)
    assert (apart.code, apart.out) == (whole.code, whole.out) and whole.code == 1


def test_after_a_break_only_the_rest_and_what_grew_is_verified(
    cadre: Cadre, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "SIZE", 5)
    state = tmp_path / "progress"
    assert "此前已校验" not in cadre("journal", "verify", "--resume", state).out
    told = parse(state.read_bytes())
    told["spans"] = told["spans"][1:]  # as if it had been broken off
    state.write_bytes(canonical(told))
    again = cadre("journal", "verify", "--resume", state)
    left = sum(one["told"]["entries"] for one in told["spans"])
    assert again.code == 0 and f"其中{left}条此前已校验" in again.out
    changed(house, "DELETE FROM entries WHERE subject = 'person:p1'")
    assert cadre("journal", "verify", "--resume", state).code == 1


@pytest.mark.parametrize("text", [b"no", b"[]", b'{"kind":"cadre-verify/1","origin":"other","spans":[]}'])
def test_a_file_of_another_instance_is_not_gone_on_with(
    cadre: Cadre, house: Path, tmp_path: Path, text: bytes
) -> None:
    (tmp_path / "state").write_bytes(text)
    told = cadre("journal", "verify", "--resume", tmp_path / "state")
    assert told.code == 2 and "校验进度" in told.err


def test_what_lists_show_is_verified_unless_only_the_record_is_asked_for(
    cadre: Cadre, house: Path, tmp_path: Path
) -> None:
    changed(house, "UPDATE summaries SET blocked = 7 WHERE case_id = 'case1'")
    told = cadre("journal", "verify", "--resume", tmp_path / "state")
    assert told.code == 1 and "case:case1 第0条：汇总与纪实不符：blocked" in told.out
    assert cadre("journal", "verify", "--kind", "record").code == 0
    other = cadre("journal", "verify", "--kind", "record", "--resume", tmp_path / "state")
    assert other.code == 2 and "另一种范围" in other.err


@pytest.mark.parametrize(("entries", "load", "jobs"), [
    (99_999, 0.0, 1), (100_000, 0.0, 4), (100_000, 1.6, 2), (100_000, 9.0, 1),
])  # fmt: skip
def test_what_is_long_is_verified_on_the_idle_processors(
    monkeypatch: pytest.MonkeyPatch, entries: int, load: float, jobs: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    monkeypatch.setattr(os, "getloadavg", lambda: (load, 0.0, 0.0))
    assert spare(entries) == jobs


def test_heads_seen_elsewhere_are_asked_of_the_database(cadre: Cadre, house: Path, tmp_path: Path) -> None:
    seen = tmp_path / "w.state"
    seen.write_bytes(canonical({"origin": "", "size": 0, "root": ""}))
    assert cadre("journal", "verify", "--seen", seen).code == 0
    seen.write_bytes(canonical({"origin": "bench/xuanren/1", "size": 99, "root": "0" * 64}))
    told = cadre("journal", "verify", "--seen", seen)
    assert told.code == 1 and "已签到99条" in told.out and "恢复到旧备份" in told.out
    seen.write_bytes(canonical({"origin": "elsewhere/xuanren/1", "size": 1, "root": "0" * 64}))
    assert "库中没有这一日志" in cadre("journal", "verify", "--seen", seen).out
    for wrong in (b"nonsense", b'{"a":1}', b"\xff", b"{"):
        seen.write_bytes(wrong)
        assert cadre("journal", "verify", "--seen", seen).code == 2


def test_how_far_it_is_is_told_with_rate_and_time_left_but_not_at_every_part() -> None:
    times, told = iter([0.0, 0.1, 2.0, 2.1, 10.0]), list[str]()
    progress = Progress(1000, told.append, lambda: next(times))
    for _ in range(4):
        progress.more(100)
    assert told == ["校验 200/1000 条（20%），100 条/秒，约余 8 秒", "校验 400/1000 条（40%），40 条/秒，约余 15 秒"]


def test_progress_goes_to_stderr_so_that_stdout_stays_the_verdict(
    cadre: Cadre, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_length, "EVERY", 0.0)
    told = cadre("journal", "verify", "--json")
    assert "条/秒" in told.err and json.loads(told.out)["broken"] == []
