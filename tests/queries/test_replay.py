"""Every move is judged again as it was judged; what was changed since, or other rules, show."""

import json
from pathlib import Path

import pytest
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house
from sqlalchemy import text

from workflow.canonical import canonical
from workflow.commands.cases import move
from workflow.commands.editions import publish
from workflow.definition import freeze, text_of
from workflow.journal import House, Order
from workflow.queries.replay import Differs, replay


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases on a line of three moves, each moved twice."""
    house = linear_house(url, tmp_path, linear_edition(3), 2)[0]
    for case in ("case0", "case1"):
        for name in ("m0", "m1"):
            with house.desk() as desk:
                move(desk, Order(f"{case}{name}", OFFICE, AT), case, name, {})
    return house


def again(house: House, edition: str | None = None) -> tuple[int, list[Differs]]:
    with house.reading() as desk:
        told = replay(desk, edition)
    return told.moves, list(told.differs)


def rewritten(house: House, seq: int, change: str) -> None:
    """An entry of case0 written anew: `change` is done to its body as JSON."""
    with house.engine.begin() as db:
        disarm(db, "entries")
        where = "WHERE subject = 'case:case0' AND seq = :seq"
        body = db.scalar(text(f"SELECT body FROM entries {where}"), {"seq": seq})
        told = json.loads(body)
        exec(change, {"body": told})  # a line of the test itself
        db.execute(text(f"UPDATE entries SET body = :body {where}"),
                   {"body": canonical(told), "seq": seq})  # fmt: skip


def test_what_was_judged_is_judged_alike_again(house: House) -> None:
    assert again(house) == (4, [])


@pytest.mark.parametrize(("change", "guard", "recorded", "found"), [
    ("body['findings'][0]['result'] = 'warn'", "person_clear", "须书面说明", "满足"),
    ("body['findings'].pop(0)", "person_clear", "无此项", "满足"),
    ("body['findings'].append({'guard': 'x', 'rules': [], 'inputs': {}, 'result': 'met'})",
     "x", "满足", "无此项"),
    ("body['findings'][0]['inputs'] = {'n': 1}", "person_clear", "满足（依据 {\"n\":1}）", None),
])  # fmt: skip
def test_a_finding_that_was_not_found_shows(
    house: House, change: str, guard: str, recorded: str, found: str | None
) -> None:
    with house.reading() as desk:
        first = desk.db.scalar(text("SELECT body FROM entries WHERE subject = 'case:case0' AND seq = 2"))
    name = json.loads(first)["findings"][0]["guard"]
    rewritten(house, 2, change)
    ((count, (told,)),) = [again(house)]
    assert count == 4
    assert (told.subject, told.seq, told.move) == ("case:case0", 2, "第0次")
    assert told.guard == (name if guard == "person_clear" else guard)
    assert told.recorded == recorded
    assert found is None or told.found == found
    assert "重算为" in told.line()


@pytest.mark.parametrize(("change", "guard", "found"), [
    ("body['data']['move'] = 'nothing'", "流转", "流程版本没有这项流转"),
    ("body['read'] = 3", "卷宗", "不能重算"),
])  # fmt: skip
def test_a_move_that_cannot_be_judged_again_is_a_difference(
    house: House, change: str, guard: str, found: str
) -> None:
    rewritten(house, 2, change)
    told = again(house)[1]
    assert told and told[0].guard == guard and told[0].found.startswith(found)


def test_other_rules_show_what_would_come_out_otherwise(house: House) -> None:
    base = linear_edition(3)
    moves = tuple(one.model_copy(update={"guards": ("no_vote_taken",)}) for one in base.process.moves)
    process = base.process.model_copy(update={"edition": 2, "moves": moves})
    with house.desk() as desk:
        mark = publish(desk, text_of(freeze(process, base.rules, base.duties)), AT)
    count, told = again(house, mark)
    assert count == 4 and {one.guard for one in told} == {"notice_not_issued"}
    assert {(one.recorded, one.found) for one in told} == {("满足", "无此项")}


def views(house: House) -> tuple[int, int, list[Differs]]:
    with house.reading() as desk:
        told = replay(desk)
    return told.views, told.faded, [one for one in told.differs if one.guard == "所见"]


def test_every_picture_is_drawn_again(house: House) -> None:
    assert views(house) == (4, 0, [])


@pytest.mark.parametrize(("change", "found"), [
    ("body['view'] = '0' * 64", ""), ("body['read'].pop('person:p0')", ""),
    ("body['read'].pop('case:case0')", "不能重现"),
])  # fmt: skip
def test_a_picture_that_was_not_looked_at_shows(house: House, change: str, found: str) -> None:
    rewritten(house, 2, change)
    count, erased, (told,) = views(house)
    assert (count, erased, told.subject, told.seq) == (4, 0, "case:case0", 2)
    assert told.found.startswith(found) and told.found != told.recorded
    assert "所见" in told.line()


def test_an_entry_from_before_pictures_stays_valid(house: House) -> None:
    rewritten(house, 2, "body['view'] = None")
    assert views(house) == (3, 0, [])
    assert again(house)[1] == []
