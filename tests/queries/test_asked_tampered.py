"""Who changes past the engine what rooms list, who opened a request, or the roster, is found."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from asked_house import CHIEF, asked_house
from by_hand import order
from linear import AT, OFFICE
from people_house import people_house

from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.journal import House
from workflow.queries.verify_lists import verify_lists

CASE, BATCH = "case:case0", "selection:sel0"
LATER = AT + timedelta(days=1)
Frauds = Mapping[str, tuple[str, str]]
OF_ROUNDS: Frauds = {
    "UPDATE inquiries SET stance = 'approve', answered_on = '2026-03-01'": (
        BATCH, "征求意见一览“事先报批”与纪实不符：answered_on、stance"),
    "UPDATE inquiries SET id = 'x'": (BATCH, "征求意见一览“事先报批”不是纪实所要求的"),
    "DELETE FROM inquiries": (BATCH, "缺少征求意见一览“事先报批”"),
    "UPDATE inquiries SET subject = 'selection:nix'": ("selection:nix", "有征求意见一览而没有此对象"),
    "UPDATE inquiries SET subject = 'case:case0'": (CASE, "征求意见一览“事先报批”不是纪实所要求的"),
    "UPDATE notices SET posted_on = '2026-02-01', complaints = 2": (
        CASE, "公示一览“告知”与纪实不符：posted_on、complaints"),
    "UPDATE notices SET subject = 'selection:sel0'": (BATCH, "公示一览“告知”不是纪实所要求的"),
    "DELETE FROM notices": (CASE, "缺少公示一览“告知”"),
}  # fmt: skip
NOBODY, NOT_THEN = "没有此人当日以此岗位职责所作的登记", "其登记之后没有要求此事"
OF_OPENINGS: Frauds = {
    "UPDATE requests SET from_name = '路人'": (
        CASE, f"待办“第1次”称由路人（organization_head）2026-03-02提起：{NOBODY}"),
    "UPDATE requests SET from_duty = 'cadre_clerk'": (
        CASE, f"待办“第1次”称由部长（cadre_clerk）2026-03-02提起：{NOBODY}"),
    "UPDATE requests SET opened_on = '2026-03-03'": (
        CASE, f"待办“第1次”称由部长（organization_head）2026-03-03提起：{NOBODY}"),
    "UPDATE requests SET from_name = '经办', from_duty = 'cadre_clerk', opened_on = '2026-03-01'": (
        CASE, f"待办“第1次”称由经办（cadre_clerk）2026-03-01提起：{NOT_THEN}"),
    # The seats were set up before there was a case: it cannot have been asked then.
    "UPDATE requests SET from_name = '建库', from_duty = 'founding', opened_on = '2026-03-01'": (
        CASE, f"待办“第1次”称由建库（founding）2026-03-01提起：{NOT_THEN}"),
}  # fmt: skip
OF_THE_ROSTER: Frauds = {
    "UPDATE names SET spelled = 'x' WHERE person = 'xie'": ("person:xie", "名册与纪实不符：spelled"),
    "UPDATE names SET organization = 'tongji', sort_key = 'a' WHERE person = 'xie'": (
        "person:xie", "名册与纪实不符：organization、sort_key"),
    "UPDATE profiles SET sex = '男', born_on = '1990-01-01' WHERE person = 'xie'": (
        "person:xie", "名册与纪实不符：sex、born_on"),
    "UPDATE profiles SET unverified = 0 WHERE person = 'ai'": ("person:ai", "名册与纪实不符：unverified"),
    "DELETE FROM profiles WHERE person = 'zeng'": ("person:zeng", "名册上没有此人"),
    "UPDATE profiles SET person = 'nix' WHERE person = 'shan'": ("person:nix", "名册上有而没有此人"),
}  # fmt: skip


def require_each_found(house: House, frauds: Frauds) -> None:
    """Each alone, and without any nothing."""
    with house.reading() as desk:
        assert tuple(verify_lists(desk)) == ()
        for statement, told in frauds.items():
            with desk.db.begin_nested() as change:
                desk.db.exec_driver_sql(statement)
                found = tuple(verify_lists(desk))
                change.rollback()
            assert told in {(one.subject, one.what) for one in found}, statement
            assert {one.kind for one in found} == {"list"}, statement


@pytest.fixture
def asked(url: str, tmp_path: Path) -> Iterator[House]:
    """A selection that is asked for an opinion, with a case that is posted and not yet moved."""
    house = asked_house(url, tmp_path)
    with house.desk() as desk:
        record(desk, order(CHIEF), BATCH, "asked", "ask", {"release": ["planned_post"]})
        record(desk, order(CHIEF), CASE, "posted", "post", {"posted_on": "2026-03-01", "place": "门口"})
    yield house
    house.engine.dispose()


def test_what_was_asked_and_posted_is_listed_as_the_rounds_say(asked: House) -> None:
    require_each_found(asked, OF_ROUNDS)


def test_whoever_is_said_to_have_opened_a_request_acted_then_and_it_was_asked(asked: House) -> None:
    with asked.desk() as desk:
        move(desk, order(OFFICE, at=LATER), "case0", "m0")
    require_each_found(asked, OF_OPENINGS)


def test_the_roster_says_what_the_files_say(url: str, tmp_path: Path) -> None:
    house = people_house(url, tmp_path)
    require_each_found(house, OF_THE_ROSTER)
    house.engine.dispose()
