"""Whole cases in which every command is killed at each of its statements, and then sent again."""

from collections import Counter
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest
from fault_stage import dies, require_whole, written
from playing import BEFORE, DEFINITIONS, HAPPY
from sqlalchemy import select

from workflow.definition import read_all
from workflow.journal import House, Order
from workflow.models import entries
from workflow.stories import Played, begin, go_on, play, read_story
from workflow.stories.doing import Doing, do
from workflow.stories.play import moments, order_of
from workflow.stories.reading import Placed
from workflow.stories.stage import fresh_house

PLAY = import_module("workflow.stories.play")
STORIES = (HAPPY, HAPPY.with_name("standing_review_lifts.yaml"))


def told(house: House) -> Counter[tuple[str, int, str]]:
    """The record without what differs from playing to playing: ids, digests, salts."""
    with house.engine.connect() as db:
        return Counter(
            db.execute(select(entries.c.subject, entries.c.seq, entries.c.kind)).tuples()
        )


def killed_everywhere(house: House, played: Played, placed: Placed, order: Order) -> int:
    """How often it was killed, after each statement; at the end the command is there or not."""

    def work() -> None:
        with house.desk() as desk:
            do(Doing(desk, order, placed.step, played.scene))

    known = {(0, 0)}
    for at in count(1):
        if not dies(house, at, True, work):
            return at - 1
        known.add(written(house, order.id))
        assert len(known) <= 2 and all(bool(wrote) == bool(said) for wrote, said in known)
    raise AssertionError


@pytest.mark.nightly
@pytest.mark.parametrize("story", STORIES, ids=lambda one: one.stem)
def test_a_whole_case_of_which_every_command_was_killed_at_every_statement_is_the_same(
    url: str, tmp_path: Path, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions, read = read_all(DEFINITIONS), read_story(story)
    (tmp_path / "calm").mkdir()
    calm = fresh_house(tmp_path / "calm", DEFINITIONS, BEFORE, editions=editions)
    assert play(read, calm).ok
    house = fresh_house(tmp_path, DEFINITIONS, BEFORE, url, editions)
    played, died, commands = begin(read, house), 0, 0
    for number, (placed, at) in enumerate(zip(read.steps, moments(read), strict=True), 1):
        if placed.step.verb and placed.step.expect.refused is None:
            order = order_of(placed, played.scene, at)
            monkeypatch.setattr(PLAY, "order_of", lambda *_, again=order: again)
            died += killed_everywhere(house, played, placed, order)
            commands += 1
        go_on(played, house, until=number)
        monkeypatch.undo()
        assert played.difference is None, "\n".join(played.difference.lines())
    assert told(house) == told(calm)
    require_whole(house)
    house.engine.dispose()
    print(f"{house.engine.dialect.name}: {commands} commands killed {died} times")
