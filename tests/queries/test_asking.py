"""What people ask is answered from the journals, and what is not there is not found."""

from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK, OFFICE, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.commands.meetings import convene
from workflow.errors import NotFound
from workflow.journal import Actor, House
from workflow.queries import choices
from workflow.queries.agendas import matters
from workflow.queries.cases import cases
from workflow.queries.documents import filed
from workflow.queries.done import begun, done, times
from workflow.queries.logins import duties_of
from workflow.queries.meetings import meetings, sitting
from workflow.queries.naming import naming
from workflow.queries.people import person
from workflow.queries.requests import inbox, open_requests, request_of
from workflow.queries.selections import selection, selections

MINUTES = Actor("minutes", "记录", "meeting_secretary", "dept", "person-minutes")
MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-01", "chair": "m"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases on a line of two moves; the first has made one; one meeting."""
    house = linear_house(url, tmp_path, linear_edition(2), 2, [MINUTES])[0]
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
        convene(desk, order(MINUTES), "m1", MEETING)
    return house


def test_cases_are_listed_by_number_of_a_selection_or_of_a_person(house: House) -> None:
    with house.reading() as desk:
        assert [(one.id, one.state_title, one.standing) for one in cases(desk)] == [
            ("case0", "第1步", "clear"), ("case1", "第0步", "clear"),
        ]  # fmt: skip
        assert [one.id for one in cases(desk, selection="sel1")] == ["case1"]
        assert [one.id for one in cases(desk, person="p0")] == ["case0"]
        assert cases(desk, selection="sel1", person="p0") == []


def test_selections_are_counted_and_an_unknown_one_is_not_found(house: House) -> None:
    with house.reading() as desk:
        assert [(one.id, one.cases) for one in selections(desk)] == [("sel0", 1), ("sel1", 1)]
        assert selection(desk, "sel1").process_title == "直线（第1版）"
        with pytest.raises(NotFound):
            selection(desk, "nix")


def test_a_person_is_read_from_the_journal_and_an_unknown_one_is_not_found(house: House) -> None:
    with house.reading() as desk:
        file, records = person(desk, "p0")
        assert (file.name, len(records)) == ("人选0", 1)
        with pytest.raises(NotFound):
            person(desk, "nix")


def test_a_meeting_shows_its_items_and_what_awaits_its_body(house: House) -> None:
    with house.reading() as desk:
        assert [(one.id, one.body_name, one.state) for one in meetings(desk)] == [
            ("m1", "市委", "planned")
        ]  # fmt: skip
        shown = sitting(desk, "m1")
        assert (shown.items, shown.seq) == ((), 1)
        assert matters(desk, shown.file, order(CLERK).today) == []  # the line has no collective decision
        with pytest.raises(NotFound):
            sitting(desk, "nix")


def test_what_is_asked_of_a_duty_is_asked_over_its_subtree(house: House) -> None:
    with house.reading() as desk:
        asked = inbox(desk, "organization_head", "dept")
        assert [(one.subject, one.activity) for one in asked] == [
            ("case:case0", "m1"), ("case:case1", "m0"),
        ]  # fmt: skip
        assert inbox(desk, "cadre_clerk", "dept") == []
        (one,) = open_requests(desk, "case:case0")
        assert request_of(desk, one.id) == one
        assert request_of(desk, "nix") is None


def test_an_organization_that_is_not_there_is_asked_for_nothing(house: House) -> None:
    with house.reading() as desk:
        assert inbox(desk, "organization_head", "nix") == []


def test_what_somebody_did_comes_newest_first_a_command_at_a_time(house: House) -> None:
    account, duty = CLERK.account, CLERK.duty
    with house.reading() as desk:
        assert [one.subject for one in done(desk, OFFICE.account, OFFICE.duty)] == ["case:case0"]
        everything = [one.subject for one in done(desk, account, duty)]
        assert everything == ["case:case0", "case:case1", "selection:sel0", "selection:sel1"]
        page = done(desk, account, duty, start=1, most=2)
        assert [one.subject for one in page] == everything[1:3]
        assert times(desk, account, duty) == (4, 4)
        assert times(desk, OFFICE.account, OFFICE.duty) == (1, 0)
        assert done(desk, account, "cadre_chief") == done(desk, "nix", duty) == ()


def test_what_somebody_set_going_is_what_was_opened(house: House) -> None:
    with house.reading() as desk:
        mine = [one.data["act"] for one in begun(desk, CLERK.account, CLERK.duty)]
        assert mine == ["open_case", "open_case", "open_selection", "open_selection"]
        assert begun(desk, OFFICE.account, OFFICE.duty) == ()


def test_a_journal_names_its_documents_and_no_others(house: House) -> None:
    with house.reading() as desk:
        assert filed(desk, "case:case0") == []


def test_choices_are_what_exists_in_words(house: House) -> None:
    with house.reading() as desk:
        assert choices.organizations(desk) == {"dept": "组织部"}
        assert choices.bodies(desk) == {"body": "市委"}
        assert list(choices.processes(desk).values()) == ["直线（linear/1）"]
        assert choices.duties(desk).keys() == {"organization_head", "cadre_clerk"}
        known = naming(desk)
        assert known.organizations["dept"] == "组织部"
        assert [known.people[one] for one in ("p0", "p1")] == ["人选0", "人选1"]
        assert (known.bodies["body"], known.posts["post0"]) == ("市委", "职位（组织部）")
        assert known.meetings["m1"] == "市委 2026-03-01"


def test_every_rule_of_the_editions_is_explained(house: House) -> None:
    with house.reading() as desk:
        assert choices.rules(desk)["R-GEN-05"].article == "测试"


def test_nobody_unknown_has_a_duty(house: House) -> None:
    with house.reading() as desk:
        assert duties_of(desk, "nix", order(CLERK).today) == ()
        assert duties_of(desk, CLERK.account, order(CLERK).today) == (("cadre_clerk", "dept"),)
