"""What a sitting decided of several cases is recorded in one go from its page: each its own entry, or none."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from site_stage import Visitor, everything, visitor
from sitting_stage import DECISION, HEAD, MINUTES, by, sat, voted

from workflow.commands.cases import move
from workflow.commands.meetings import record_item
from workflow.journal import House
from workflow.journal.read import history
from workflow.queries.replay import replay
from workflow.queries.verify import verify

MEETING, PAGE = "/meetings/hui", "/meetings/hui/decisions"
MARK = re.compile(r'<input type="hidden" name="(mark/[^"]+)" value="([^"]*)"')
Place = tuple[Flask, House]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Two cases adopted, one not, one on which the figures of the record do not agree."""
    app, house = sat(tmp_path, 5, 4, 1, 5)
    with house.desk() as desk:
        record_item(desk, by(MINUTES), "hui", "case3", DECISION, {**voted(5), "agree": 4})
    return app, house


def marks(page: str) -> dict[str, str]:
    """The signed marks of the cases on a page."""
    return {name: unescape(value) for name, value in MARK.findall(page)}


def ticked(page: str) -> list[str]:
    """What is ticked on a page."""
    return re.findall(r'name="on" value="([^"]+)" checked', page)


def send(guest: Visitor, page: str, *on: str, **more: str) -> tuple[int, str]:
    """The form of a page that was shown, with these ticked."""
    hidden = {name: unescape(value) for name, value in re.findall(
        r'<input type="hidden" name="(csrf_token|command|seen)" value="([^"]*)"', page.partition("<main")[2]
    )}  # fmt: skip
    answer = guest.client.post(PAGE, data={**hidden, **marks(page), "on": list(on), **more})
    return answer.status_code, answer.get_data(as_text=True)


def states(house: House) -> list[str]:
    with house.reading() as desk:
        return [history(desk, f"case:case{n}")[-1].data.get("to", "") for n in range(4)]


def test_each_goes_the_one_way_that_its_vote_leads_in_one_commit(place: Place) -> None:
    app, house = place
    minute = visitor(app, "minutes")
    assert "4 个事项等待办理其后的流转" in minute.text(MEETING)
    page = minute.text(PAGE)
    assert ticked(page) == ["case0/adopt", "case1/adopt", "case2/decline"]
    assert "可以一并办理 3 项" in page and "尚不能办理" in page and "同意5票" in page
    before = len(everything(house)["entries"])
    assert send(minute, page, *ticked(page))[0] == 303
    assert states(house) == ["decided", "decided", "not_adopted", ""]
    assert len(everything(house)["entries"]) == before + 3
    with house.reading() as desk:
        moves = [history(desk, f"case:case{n}")[-1] for n in range(3)]
        assert len({one.body["command"].partition("/")[0] for one in moves}) == 1
        assert all(one.data["given"]["meeting"] == "hui" and one.body["view"] for one in moves)
        assert "looked" in moves[1].data and replay(desk).differs == ()
        assert verify(desk).broken == ()
    assert send(minute, page, *ticked(page))[0] == 303  # the same page once more
    assert len(everything(house)["entries"]) == before + 3
    assert "1 个事项等待办理其后的流转" in minute.text(MEETING)


def test_one_that_may_not_move_stops_all_and_every_reason_names_its_case(place: Place) -> None:
    app, house = place
    minute = visitor(app, "minutes")
    page, before = minute.text(PAGE), everything(house)["entries"]
    status, told = send(minute, page, "case0/adopt", "case3/adopt", "case2/adopt")
    assert status == 422 and "3项中有2项不能办理，全部未办理" in told
    assert "事项3：" in told and "事项2：" in told and "R-DEC-09" in told
    assert ticked(told) == ["case0/adopt"] and everything(house)["entries"] == before
    for on in ((), ("elsewhere/adopt",)):
        assert send(minute, page, *on)[0] == 422
    assert send(minute, page, "case0/nowhere")[0] == 422
    assert everything(house)["entries"] == before


def test_what_was_not_looked_at_or_is_otherwise_by_now_is_not_recorded(place: Place) -> None:
    app, house = place
    minute = visitor(app, "minutes")
    page = minute.text(PAGE)
    before = everything(house)["entries"]
    assert send(minute, page, "case0/adopt", **{"mark/case0": ""})[0] == 422
    swapped = marks(page)["mark/case1"]
    assert send(minute, page, "case0/adopt", **{"mark/case0": swapped})[0] == 409
    assert everything(house)["entries"] == before
    with house.desk() as desk:
        record_item(desk, by(MINUTES), "hui", "case1", DECISION, voted(5))
    before = everything(house)["entries"]
    status, told = send(minute, page, "case0/adopt", "case1/adopt")
    assert status == 409 and "会议决定" in told and everything(house)["entries"] == before
    assert ticked(told) == ["case0/adopt", "case1/adopt"]  # and the page shows it as it is now
    assert send(minute, told, *ticked(told))[0] == 303


def test_what_needs_a_written_reason_waits_for_it_beside_the_others(place: Place) -> None:
    app, house = place
    with house.desk() as desk:
        record_item(desk, by(MINUTES), "hui", "case1", DECISION, {**voted(5), "page": ""})
    minute = visitor(app, "minutes")
    page = minute.text(PAGE)
    assert ticked(page) == ["case0/adopt", "case2/decline"] and "1 项须书面说明" in page
    before, why = everything(house)["entries"], "why/case1/minute_book"
    status, told = send(minute, page, "case0/adopt", "case1/adopt", **{why: "太短"})
    assert status == 422 and "事项1：" in told and "R-DEC-20" in told and ">太短<" in told
    assert everything(house)["entries"] == before
    reason = "记录本装订时漏编了页码，已经补编。"
    assert send(minute, told, *ticked(told), **{why: reason})[0] == 303
    with house.reading() as desk:
        (warning,) = history(desk, "case:case1")[-1].body["warnings"]
    assert (warning["guard"], warning["reason"]) == ("minute_book", reason)


def test_who_makes_no_move_after_it_gets_no_page_and_no_word_of_it(place: Place) -> None:
    app, house = place
    for login in ("clerk", "chief", "other"):
        guest = visitor(app, login)
        assert guest.get(PAGE).status_code == 403
        assert "等待办理其后的流转" not in guest.text(MEETING)
    with house.desk() as desk:
        for name in ("case0", "case1"):
            move(desk, by(MINUTES), name, "adopt")
        move(desk, by(MINUTES), "case2", "decline")
        move(desk, by(HEAD), "case0", "note")
    page = visitor(app, "minutes").text(PAGE)
    assert ticked(page) == [] and "尚不能办理" in page and "一并办理所选事项" not in page
