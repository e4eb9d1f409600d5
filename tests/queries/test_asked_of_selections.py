"""What is asked for a whole selection is listed too, and speaks of nobody; a notice without a term runs on."""

from datetime import date
from pathlib import Path

import pytest
from asked_house import CHIEF, UPPER, asked_house
from by_hand import order
from linear import AT

from workflow.commands.activities import record
from workflow.journal import House
from workflow.journal.read import history
from workflow.queries import inquiries, notices
from workflow.workdays import local_day

TODAY = local_day(AT)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """One case, and somebody above its department."""
    return asked_house(url, tmp_path)


def test_a_request_for_a_selection_tells_nothing_of_anybody_and_is_listed(house: House) -> None:
    with house.desk() as desk:
        record(desk, order(CHIEF), "selection:sel0", "asked", "ask", {"release": ["planned_post"]})
        assert set(history(desk, "selection:sel0")[-1].values) == {"asks"}
        (one,) = inquiries.outgoing(desk, CHIEF, TODAY, "waiting")
        assert (one.case_id, one.name, one.selection) == ("", "", "sel0")
        told = {"organization": "dept", "stance": "approve"}
        record(desk, order(UPPER), "selection:sel0", "asked", "answer", told)
        (one,) = inquiries.incoming(desk, UPPER, TODAY, answered=True)
        assert (one.stance_title, one.waiting) == ("同意", False)
        assert inquiries.outgoing(desk, CHIEF, TODAY, "waiting") == []


def test_a_notice_without_a_term_is_listed_as_running(house: House) -> None:
    with house.desk() as desk:
        values = {"posted_on": TODAY.isoformat(), "place": "公告栏"}
        record(desk, order(CHIEF), "case:case0", "posted", "post", values)
        (one,) = notices.posted(desk, CHIEF, TODAY, "running")
        assert (one.posted_on, one.ends_on) == (TODAY.isoformat(), "")
        assert one.stage(date(2030, 1, 1)) == "running"
