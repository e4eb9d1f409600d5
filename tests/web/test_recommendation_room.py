"""The room 民主推荐: its selections, talks beside meetings, and what the page asks of the database."""

from sqlalchemy import select
from statements import counting
from voting_stage import NOW, RESULTS, Polling

from workflow.commands.selections import open_selection
from workflow.journal import Actor, Desk, Order
from workflow.models import TABLES
from workflow.queries.logins import duties_of


def test_the_room_lists_selections_and_shows_talk_beside_meeting(place: Polling) -> None:
    chief, audit = place.enter("zhou_lan"), place.enter("shenji")
    for guest in (chief, audit):
        page = guest.text("/recommendation/")
        assert "市直机关工委副书记选拔" in page and "✓ 已审核" in page and "尚未登记" in page
    page = chief.text(RESULTS)
    assert "不得简单以票取人" in page and "17票" in page and "共 28，61%" in page
    assert 'width="60.7%"' in page  # the bar of 17 out of 28
    assert "登记票数" not in page
    assert "登记票数" in place.enter("ma_chao").text(RESULTS)


def test_the_room_asks_no_more_of_the_database_for_more_selections(place: Polling) -> None:
    officer = place.enter("ma_chao")
    counts = []
    for _ in range(2):
        officer.text("/recommendation/")
        with counting(place.house.engine) as seen:
            officer.text("/recommendation/")
        counts.append(seen.count)
        with place.house.desk() as desk:
            for number in range(6):
                open_one_more(desk, f"more{len(counts)}{number}")
    assert counts[0] == counts[1] <= 15
    with counting(place.house.engine) as seen:
        officer.text(RESULTS)
    assert seen.count <= 15


def open_one_more(desk: Desk, id: str) -> None:
    """A further selection of the same department."""
    duty, organization = duties_of(desk, "chen_xiao", NOW.date())[0]
    order = Order(id, Actor("chen_xiao", "陈晓", duty, organization, "chen_xiao"), NOW)
    edition = desk.db.scalar(select(TABLES["selection"].c.edition))
    body = desk.db.scalar(select(TABLES["selection"].c.body))
    open_selection(desk, order, id, {"title": id, "department": organization, "body": body}, edition)
