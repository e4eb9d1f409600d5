"""`cadre journal replay` at length: how far it is, several processes, going on after a break."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from cadre_runs import Cadre
from linear import AT, OFFICE, linear_edition, linear_house

from workflow.canonical import canonical, parse
from workflow.cli import replaying
from workflow.cli.at_length import Progress
from workflow.cli.place import Place
from workflow.cli.replaying import replay_place
from workflow.commands.cases import move
from workflow.house import open_house
from workflow.journal import House, Order
from workflow.queries import replay as again
from workflow.workdays import load

CALENDARS = Path(__file__).parents[2] / "definitions" / "calendars"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Three cases of which two have moved, each journal a part of its own; the first move is not as found."""
    monkeypatch.setattr(again, "SIZE", 1)
    url = f"sqlite:///{tmp_path / 'cadre.db'}"
    linear_house(url, tmp_path, linear_edition(3), 3)[0].engine.dispose()
    found = open_house(url, attachments=tmp_path / "attachments", calendar=load(CALENDARS))
    for case in ("case0", "case1"):
        moved(found, case, "m0")
    with sqlite3.connect(tmp_path / "cadre.db") as db:
        db.execute("DROP TRIGGER entries_refuse_update")
    altered(tmp_path, "case0", 'no_vote_taken', 'no_vote_taked')
    return found


def moved(house: House, case: str, name: str) -> None:
    with house.desk() as desk:
        move(desk, Order(f"{case}{name}", OFFICE, AT), case, name)


def altered(folder: Path, case: str, old: str, new: str) -> None:
    """The first move of a case written otherwise."""
    with sqlite3.connect(folder / "cadre.db") as db:
        (body,) = db.execute("SELECT body FROM entries WHERE subject = ? AND seq = 2", (f"case:{case}",)).fetchone()
        assert old.encode() in body
        db.execute("UPDATE entries SET body = ? WHERE subject = ? AND seq = 2",
                   (body.replace(old.encode(), new.encode()), f"case:{case}"))  # fmt: skip


@pytest.mark.usefixtures("house")
def test_parts_judged_apart_give_the_same_verdict(cadre: Cadre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "ProcessPoolExecutor", lambda jobs, _: ThreadPoolExecutor(jobs))
    alone, apart = cadre("journal", "replay", "--jobs", 1), cadre("journal", "replay", "--jobs", 2)
    assert alone.code == 1 and "重算2次流转，重现2次决定的所见：不同2处" in alone.out
    assert (apart.code, apart.out) == (alone.code, alone.out)


def test_what_was_judged_before_a_break_is_not_judged_again_unless_it_has_grown(
    cadre: Cadre, house: House, tmp_path: Path
) -> None:
    state, whole = tmp_path / "state", cadre("journal", "replay")
    told = cadre("journal", "replay", "--resume", state)
    assert told.out == whole.out and len(parse(state.read_bytes())["parts"]) == 9
    altered(tmp_path, "case1", 'no_vote_taken', 'no_vote_taked')
    assert cadre("journal", "replay", "--resume", state).out == whole.out  # what is kept is not looked at
    moved(house, "case1", "m1")
    grown = cadre("journal", "replay", "--resume", state)
    assert "重算3次流转，重现3次决定的所见：不同4处" in grown.out
    kept = parse(state.read_bytes())
    half = {**kept, "parts": kept["parts"][:2]}  # as a break would have left it
    state.write_bytes(canonical(half))
    assert cadre("journal", "replay", "--resume", state).out == grown.out


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(("text", "told"), [
    (b"nonsense", "不是重算进度文件"), (b'{"kind":"cadre-replay/1"}', "不是重算进度文件"),
    (canonical({"kind": "cadre-replay/1", "origin": "bench", "edition": "", "parts": [{"told": 1}]}), "不是重算"),
    (canonical({"kind": "cadre-replay/1", "origin": "other", "edition": "", "parts": []}), "是另一个库"),
    (canonical({"kind": "cadre-replay/1", "origin": "bench", "edition": "e", "parts": []}), "另一流程版本"),
    (canonical({"kind": "cadre-verify/1", "origin": "bench", "edition": "", "parts": []}), "是另一个库"),
])  # fmt: skip
def test_a_file_of_anything_else_is_refused_and_left_as_it_is(
    cadre: Cadre, tmp_path: Path, text: bytes, told: str
) -> None:
    state = tmp_path / "state"
    state.write_bytes(text)
    ran = cadre("journal", "replay", "--resume", state)
    assert ran.code == 2 and told in ran.err and state.read_bytes() == text


@pytest.mark.usefixtures("house")
def test_it_tells_how_far_it_is_at_which_rate_and_how_long_it_still_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = count()
    monkeypatch.setattr(replaying, "Progress", partial(Progress, clock=lambda: float(next(seconds))))
    lines: list[str] = []
    place = Place(f"sqlite:///{tmp_path / 'cadre.db'}", CALENDARS.parent)
    told = replay_place(place, None, 1, None, lines.append)
    assert (told.moves, told.views, len(told.differs)) == (2, 2, 2)
    assert lines[0].startswith("重算 2/") and "条/秒，约余" in lines[0] and "（100%）" in lines[-1]


def test_of_what_differs_no_more_is_kept_than_people_read(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "MOST", 1)
    with house.reading() as desk:
        told = again.replay(desk)
    assert (told.moves, len(told.differs)) == (2, 1)
