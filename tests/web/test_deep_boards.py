"""A department with very many cases: cards of what is open, figures of the rest, lists some selections at a time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from linear import AT, CLERK, OFFICE
from many_cases import CHIEF, NOON, by, site_of
from site_stage import Visitor, visitor
from statements import counting

from workflow.commands import figures
from workflow.commands.attention import follow
from workflow.commands.cases import move
from workflow.commands.figures import renew_figures
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.journal import House
from workflow.queries import board
from workflow.queries.statistics import scope

CARD = '<article class="card-c">'
Site = tuple[Flask, House]


@pytest.fixture(scope="module")
def site(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A first selection with three cases, one of them at the goal; a second with two."""
    app, house = site_of(tmp_path_factory.mktemp("deep"), 3, url=shared_url)
    with house.desk() as desk:
        edition = desk.db.exec_driver_sql("SELECT digest FROM editions").scalar_one()
        move(desk, by(OFFICE), "case1", "m1")
        later = replace(by(CLERK), at=AT + timedelta(hours=1))
        open_selection(desk, later, "later", {
            "title": "后一批次", "department": "dept", "body": "body",
        }, edition)  # fmt: skip
        for number in range(2):
            register(desk, by(CHIEF), f"q{number}", f"后人{number}", "dept")
            open_case(desk, by(CLERK), f"later{number}", {
                "number": f"9{number}", "person": f"q{number}", "post": "post0", "selection": "later",
            })  # fmt: skip
    yield app, house
    house.engine.dispose()


@pytest.fixture
def clerk(site: Site, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Five cases are too many, the four that are open are not."""
    for room in (figures, scope):
        monkeypatch.setattr(room, "MOST", 3)
    monkeypatch.setattr(board, "COUNTED", 4)
    monkeypatch.setattr(scope, "LISTED", 4)
    renew_figures(site[1], NOON)
    return visitor(site[0], CLERK.account)


def main(page: str) -> str:
    return page.partition("<main")[2]


def links(page: str, words: str) -> list[str]:
    return [unescape(one) for one in re.findall(rf'<a [^>]*?href="([^"]+)"[^>]*>{words}</a>', page)]


def test_what_is_open_has_cards_and_what_has_ended_figures(clerk: Visitor) -> None:
    page = main(clerk.text("/selections/board"))
    assert page.count(CARD) == 4 and "已办结的只列数字，数据截至2026-03-02 12:00" in page
    figures = dict(re.findall(r'<h3><a href="[^"]+">([^<]+)</a><span class="cnt">(\d+)', page))
    assert figures == {"第0步": "2", "第1步": "2", "第2步": "1"}
    assert re.search(r"全部 <b>5</b>", page) and not re.search("我承办 <b>", page)


def test_a_board_narrowed_and_sorted_is_one_of_what_is_open(clerk: Visitor) -> None:
    page = main(clerk.text("/selections/board?filter=open&sort=name"))
    assert page.count(CARD) == 4
    assert CARD not in main(clerk.text("/selections/board?filter=overdue"))


def test_the_list_of_what_is_open_is_whole(clerk: Visitor) -> None:
    (path,) = links(main(clerk.text("/selections/board")), "名单")
    page = main(clerk.text(path))
    assert "4 名" in page and "按批次分段" not in page
    assert "2 名" in main(clerk.text("/selections/list?state=s0"))


def test_any_other_list_is_told_some_selections_at_a_time(clerk: Visitor) -> None:
    first = main(clerk.text("/selections/list?sort=number"))
    assert "本段1个批次：“后一批次”" in first and "2 名" in first and "最近的批次" not in first
    (path,) = links(first, "更早的批次")
    assert "sort=number" in path
    second = main(clerk.text(path))
    assert "本段1个批次：“批次”" in second and "3 名" in second and "更早的批次" not in second
    assert links(second, "最近的批次") == ["/selections/list?sort=number"]
    ended = main(clerk.text("/selections/list?state=s2&after=later"))
    assert "1 名" in ended and "人选1" in ended
    assert "没有更早的批次" in main(clerk.text("/selections/list?after=nix"))


def test_a_case_is_found_by_name_or_number_in_whichever_part_it_lies(clerk: Visitor) -> None:
    for called, found, other in (("人选2", "人选2", "后人0"), ("00", "人选1", "后人1"), ("后", "后人0", "人选2")):
        page = main(clerk.text(f"/selections/list?called={called}"))
        assert found in page and other not in page and "按批次分段" not in page
        assert f'value="{called}"' in page
    page = main(clerk.text("/selections/list?called=0&state=s0"))
    assert "后人0" in page and "人选0" not in page
    assert "没有这样的人选" in clerk.text("/selections/list?called=%25")
    assert "人选2" not in main(clerk.text("/selections/sel0/list?called=人选1"))
    token = clerk.hidden("/password")["csrf_token"]
    told = {"form": "csv", "csrf_token": token}
    sent = clerk.client.post("/selections/list/export?called=人选2", data=told)
    assert sent.status_code == 200 and "含“人选2”" in sent.text and "后人" not in sent.text


def test_a_sheet_and_a_file_hold_the_part_that_the_list_shows(clerk: Visitor) -> None:
    paper = main(clerk.text("/selections/ledger?after=later"))
    assert "1个批次：“批次”" in paper and "后人0" not in paper and "人选2" in paper
    token = clerk.hidden("/password")["csrf_token"]
    sent = clerk.client.post(
        "/selections/list/export?after=later", data={"form": "csv", "csrf_token": token}
    )
    assert sent.status_code == 200 and "1个批次：“批次”" in sent.text and "人选2" in sent.text
    assert "后人0" not in sent.text


def test_the_lists_behind_figures_are_told_likewise(clerk: Visitor) -> None:
    page = main(clerk.text("/statistics/"))
    (path,) = {unescape(one) for one in re.findall(r'<a href="(/statistics/opened[^"]*)">5</a>', page)
               if "row=" not in one}  # fmt: skip
    first = main(clerk.text(path))
    assert "本段1个批次：“后一批次”" in first and "共 2 条" in first
    (earlier,) = links(first, "更早的批次")
    second = main(clerk.text(earlier))
    assert "共 3 条" in second and links(second, "最近的批次") == [path]
    token = clerk.hidden("/password")["csrf_token"]
    sent = clerk.client.post(earlier.replace("/opened", "/opened/export"),
                             data={"form": "csv", "what": "list", "csrf_token": token})  # fmt: skip
    assert sent.status_code == 200 and "1个批次：“批次”" in sent.text and "人选2" in sent.text
    for name in ("stays", "asked", "refused", "appointed"):
        assert "本段1个批次：“后一批次”" in main(clerk.text(f"/statistics/{name}"))


def test_before_anything_was_counted_a_board_is_whole(clerk: Visitor, site: Site) -> None:
    with site[1].desk() as desk:
        desk.db.exec_driver_sql("DELETE FROM figures")
    assert "数据截至" not in main(clerk.text("/selections/board"))


def test_what_is_mine_is_shown_whether_it_has_ended_or_not(clerk: Visitor, site: Site) -> None:
    with site[1].desk() as desk:
        follow(desk, CLERK, "later0", AT)
    for path in ("board", "list"):
        page = main(clerk.text(f"/selections/{path}?filter=followed"))
        assert "人选1" in page or path == "board"
        assert "后人0" in page and "后人1" not in page


def test_a_board_and_a_list_ask_as_often_however_much_there_is(
    clerk: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("/selections/board", "/selections/list", "/selections/list?filter=open", "/statistics/opened")
    told = []
    for turn in range(2):
        for path in paths:
            clerk.text(path)
            with counting(site[1].engine) as seen:
                clerk.text(path)
            told.append(seen.count)
        if turn == 0:
            with site[1].desk() as desk:
                register(desk, by(CHIEF), "q9", "更多", "dept")
                open_case(desk, by(CLERK), "more", {
                    "number": "99", "person": "q9", "post": "post0", "selection": "sel0",
                })  # fmt: skip
                desk.db.exec_driver_sql("DELETE FROM figures")
            renew_figures(site[1], NOON)
            monkeypatch.setattr(board, "COUNTED", 5)
            monkeypatch.setattr(scope, "LISTED", 5)
    assert told[: len(paths)] == told[len(paths) :] and max(told) <= 16
