"""What is asked for a whole selection is listed too, and speaks of nobody; a notice without a term runs on."""

from datetime import date
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, linear_edition, linear_house

from workflow.commands.activities import record
from workflow.commands.organizations import enter_organization
from workflow.definition import freeze
from workflow.edition import Activity, Duty, Edition, Field
from workflow.journal import Actor, House
from workflow.journal.read import history
from workflow.queries import inquiries, notices
from workflow.workdays import local_day

TODAY = local_day(AT)
CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
UPPER = Actor("upper", "上级", "upper_organization_officer", "dept")
SECURITY = Actor("security", "安全", "security_admin", "dept")
ASKED = Activity.model_validate({
    "kind": "opinion", "title": "事先报批", "of": "selection", "in": ("s0",),
    "ask": ("upper_organization",), "ask_by": ("cadre_chief",),
    "record": ("upper_organization_officer",), "stances": {"approve": "同意"},
})  # fmt: skip
POSTED = Activity.model_validate({
    "kind": "notice", "title": "告知", "of": "case", "in": ("s0",), "record": ("cadre_chief",),
    "fields": {"place": Field(type="text", title="地点")},
})  # fmt: skip


def edition() -> Edition:
    """The line of linear_edition with one request for the selection and one notice on the case."""
    line = linear_edition(2)
    duties = {one: Duty(title=one, at="any") for one in ("cadre_chief", "upper_organization_officer")}
    process = line.process.model_copy(update={"activities": {"asked": ASKED, "posted": POSTED}})
    return freeze(process, line.rules, {**line.duties, **duties})


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """One case, and somebody above its department."""
    house = linear_house(url, tmp_path, edition(), 1, [CHIEF, UPPER, SECURITY])[0]
    with house.desk() as desk:
        enter_organization(desk, order(SECURITY), "dept", {
            "name": "组织部", "kind": "department", "links": {"upper_organization": "dept"},
        })  # fmt: skip
    return house


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
