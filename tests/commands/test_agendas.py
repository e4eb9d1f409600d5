"""The agenda of a meeting and who came to it: entries of the meeting's journal, each whole."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from trial_acts import item, proposal
from trial_house import BY_NAME, DOCUMENT, MEMBERS, START, found_trial
from trial_script import FOR_ALL, carried

from workflow.commands.agendas import plan_agenda
from workflow.commands.attendances import take_attendance
from workflow.commands.meetings import convene, record_item
from workflow.commands.organizations import enter_body
from workflow.commands.people import state_fact, verify_fact
from workflow.commands.standing import propose_veto
from workflow.errors import (
    BadInput,
    CaseMoved,
    NotAuthorised,
    NotAvailable,
    NotFound,
    Recused,
    WorkflowError,
)
from workflow.journal import Desk, House, Order
from workflow.journal.read import history
from workflow.queries.agendas import briefs, matters, takes_up
from workflow.queries.meetings import (
    ahead,
    meetings,
    past,
    past_count,
    seats,
    sitting,
    sittings,
    taken_up,
    years,
)

DAY = date(2026, 3, 2)
CASE = {"activity": "committee_decision", "case": "case0"}
OTHER = {"activity": "committee_decision", "case": "case1"}
VETO = {"activity": "veto", "person": "p1", "veto": "veto"}
CAME = {"members": [{"person": one, "how": "whole"} for one in MEMBERS]}


def order(who: str = "minutes", days: int = 0, **more: Any) -> Order:
    """A new command of somebody, so many days after the first."""
    return replace(Order(uuid.uuid4().hex, BY_NAME[who], START + timedelta(days=days)), **more)


def convened(desk: Desk, id: str, held_on: str, body: str = "body", kind: str = "committee") -> None:
    """A sitting of a body."""
    convene(desk, order(), id, {
        "body": body, "kind": kind, "held_on": held_on, "chair": "m0", "notice_on": "2026-03-02",
        "place": "一号会议室", "starts_at": "09:00",
    })  # fmt: skip


def brought(desk: Desk, case: str, *states: str) -> None:
    """A case carried on through these states."""
    for state in states:
        for who, _, call in carried(case, state, "unused", DAY):
            call(desk, order(who))


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """case0 waits for the committee, case1 is a step before; one sitting today, one in a week."""
    found = found_trial(url, tmp_path)
    with found.desk() as desk:
        brought(desk, "case0", "analysis", "investigation")
        brought(desk, "case1", "analysis")
        convened(desk, "today", "2026-03-02")
        convened(desk, "next", "2026-03-09")
        propose_veto(desk, order("head", id="veto"), "p1", proposal(DAY))
    return found


def planned(house: House, items: Sequence[Mapping[str, str]], meeting: str = "next", **more: Any) -> None:
    """An agenda set by the secretary."""
    with house.desk() as desk:
        plan_agenda(desk, order(**more), meeting, items)


def refused(
    house: House, error: type[WorkflowError], items: Sequence[Mapping[str, str]],
    meeting: str = "next", **more: Any,
) -> list[str]:  # fmt: skip
    """The rules of a refusal; nothing is written."""
    with house.reading() as desk:
        before = len(history(desk, f"meeting:{meeting}"))
    with pytest.raises(error) as refusal:
        planned(house, items, meeting, **more)
    with house.reading() as desk:
        assert len(history(desk, f"meeting:{meeting}")) == before
    return [one.rule for one in refusal.value.reasons]


NO_MATTERS: Sequence[tuple[list[dict[str, str]], type[WorkflowError], list[str]]] = (
    ([CASE, CASE], BadInput, ["R-DEC-21"]),
    ([{"activity": "committee_decision"}], BadInput, ["R-TRACE-02"]),
    ([{**CASE, "person": "p0"}], BadInput, ["R-TRACE-02"]),
    ([{"activity": "veto", "case": "case0"}], BadInput, ["R-TRACE-02"]),
    ([{**CASE, "activity": "political_check"}], BadInput, ["R-DEC-01"]),
    ([{**CASE, "activity": "nix"}], BadInput, ["R-DEC-01"]),
    ([{**CASE, "case": "nix"}], NotFound, []),
    ([{**VETO, "person": "nix"}], NotFound, []),
    ([{**VETO, "veto": "nix"}], NotFound, []),
)


NO_ATTENDANCES: Sequence[dict[str, Any]] = (
    {}, {**CAME, "more": 1}, {"members": CAME["members"][1:]},
    {"members": [*CAME["members"], CAME["members"][0]]},
    {"members": [*CAME["members"], {"person": "x", "how": "whole"}]},
    {"members": [*CAME["members"][1:], {"person": "m0", "how": "absent"}]},
    {"members": [*CAME["members"][1:], {"person": "m0", "how": "asleep"}]},
    {**CAME, "guests": ["m1", "p0"]},
)  # fmt: skip


def test_an_agenda_is_the_whole_list_in_its_order_set_by_one_entry_once(house: House) -> None:
    planned(house, [VETO, CASE])
    planned(house, [CASE, OTHER, VETO])
    with house.reading() as desk:
        told = sitting(desk, "next")
    assert [one.matter for one in told.file.agenda] == [
        ("committee_decision", "case0"), ("committee_decision", "case1"), ("veto", "veto"),
    ]  # fmt: skip
    assert (told.file.place, told.file.starts_at) == ("一号会议室", "09:00")
    assert [one.data["act"] for one in told.records] == ["convene", "agenda", "agenda"]
    assert (told.state, told.recorded, told.attendance) == ("planned", frozenset(), None)
    once = order()
    with house.desk() as desk:
        again = plan_agenda(desk, once, "next", [CASE])
        assert plan_agenda(desk, once, "next", [CASE]) == again
    assert refused(house, CaseMoved, [], seen={"meeting:next": 1}) == []
    for items, error, rules in NO_MATTERS:
        assert refused(house, error, items) == rules, items
    assert refused(house, NotAuthorised, [CASE], who="head") == ["R-DUTY-01"]


def test_bodies_and_people_whom_a_matter_is_none_of(house: House) -> None:
    with house.desk() as desk:
        enter_body(desk, order("chief"), "elsewhere", {
            "name": "单位党组", "kind": "committee", "organization": "unit", "members": [],
        })  # fmt: skip
        convened(desk, "far", "2026-03-09", "elsewhere")
    with house.reading() as desk:
        assert matters(desk, sitting(desk, "far").file, DAY) == []
    with house.desk() as desk:
        enter_body(desk, order("chief"), "office", {
            "name": "部务会", "kind": "department", "organization": "dept", "members": [],
        })  # fmt: skip
        convened(desk, "office", "2026-03-09", "office", "department")
    assert refused(house, BadInput, [VETO], "office") == ["R-DEC-01"]
    with house.reading() as desk:
        assert not takes_up(desk, sitting(desk, "office").file, "case0", "committee_decision")
        assert not takes_up(desk, sitting(desk, "office").file, "nix", "committee_decision")
    planned(house, [CASE])
    with house.desk() as desk:
        for person in ("p0", "p1"):
            told = order("clerk")
            kin = {"relation": "sibling", "name": "亲属", "person": "p-minutes"}
            state_fact(desk, told, person, "kinship", kin)
            verify_fact(desk, order("chief"), person, told.id, DOCUMENT)
    assert refused(house, Recused, [CASE, OTHER]) == ["R-AVO-04"]
    planned(house, [CASE])


def test_what_waits_for_a_body_until_it_has_voted(house: House) -> None:
    with house.reading() as desk:
        ready, near = matters(desk, sitting(desk, "next").file, DAY)
    assert (ready.case, ready.ready, ready.came_on) == ("case0", True, "2026-03-02")
    assert (ready.name, ready.standing, ready.title) == ("人选p0", "clear", "党委（党组）讨论决定")
    assert (near.case, near.ready, near.move, near.standing) == ("case1", False, "submit", "held")
    assert near.blocked > 0 and near.asked
    assert near.matter == ("committee_decision", "case1")
    planned(house, [CASE], "today")
    with house.desk() as desk:
        record_item(desk, order(), "today", "case0", "committee_decision", item(FOR_ALL))
    with house.reading() as desk:
        assert [one.case for one in matters(desk, sitting(desk, "next").file, DAY)] == ["case1"]
    assert refused(house, NotAvailable, [], "today") == ["R-MOT-07"]
    assert refused(house, NotAvailable, [CASE], days=9) == ["R-MOT-07"]


def test_a_meeting_that_is_over_left_undone_only_what_had_come_to_it(house: House) -> None:
    after = DAY + timedelta(days=1)
    with house.desk() as desk:
        convened(desk, "before", "2026-02-27")
    with house.reading() as desk:
        assert matters(desk, sitting(desk, "before").file, after) == []
        assert [one.case for one in matters(desk, sitting(desk, "today").file, after)] == ["case0"]
        assert len(matters(desk, sitting(desk, "next").file, after)) == 2


def test_who_came_is_taken_down_on_the_day_and_corrected(house: House) -> None:
    for meeting, values, rule in (
        *(("today", one, "R-DEC-04") for one in NO_ATTENDANCES), ("next", CAME, "R-TRACE-01"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refusal, house.desk() as desk:
            take_attendance(desk, order(), meeting, values)
        assert {one.rule for one in refusal.value.reasons} == {rule}
    late = {"person": "m4", "how": "late", "reason": "公务"}
    told = {**CAME, "recorder": "p-minutes", "ended_at": "11:30"}
    with house.desk() as desk:
        once = order()
        first = take_attendance(desk, once, "today", told)
        assert take_attendance(desk, once, "today", told) == first
        take_attendance(desk, order(), "today", {**told, "members": [*CAME["members"][:4], late]})
    with house.reading() as desk:
        shown = sitting(desk, "today")
    assert shown.state == "held" and shown.attendance is not None
    assert shown.attendance.values["ended_at"] == "11:30"
    assert (found := shown.attendance.of("m4")) is not None and found.reason == "公务"
    assert shown.attendance.of("nobody") is None


def test_the_next_meetings_come_first_and_the_past_by_pages(house: House) -> None:
    with house.desk() as desk:
        convened(desk, "before", "2025-12-31")
        take_attendance(desk, order(), "today", CAME)
        record_item(desk, order(), "today", "case0", "committee_decision", item(FOR_ALL))
        record_item(desk, order(), "today", "case0", "committee_decision", item(FOR_ALL))
        plan_agenda(desk, order(), "next", [OTHER])
    with house.reading() as desk:
        assert [one.id for one in ahead(desk, DAY, ["body"])] == ["today", "next"]
        assert [one.id for one in past(desk, DAY, ["body"])] == ["before"]
        assert past(desk, DAY, ["body"], start=1) == []
        assert (past_count(desk, DAY, ["body"]), past_count(desk, DAY, ["body"], "2026")) == (1, 0)
        assert (years(desk, ["body"]), years(desk, ["nix"])) == (["2026", "2025"], [])
        assert past(desk, DAY, ["body"], "2026") == [] and ahead(desk, DAY, []) == []
        by_id = {one.id: one for one in meetings(desk)}
        assert (by_id["next"].notice, by_id["next"].planned) == (7, 1)
        assert replace(by_id["next"], notice_on="").notice is None
        assert {one: [told["case"] for told in items]
                for one, items in taken_up(desk, by_id).items()} == {"today": ["case0"]}  # fmt: skip
        brief = briefs(desk, ["case0", "nix"])["case0"]
        assert (brief.name, brief.title(desk, "committee_decision")) == ("人选p0", "党委（党组）讨论决定")
        assert [(one.name, len(one.members)) for one in seats(desk, "")] == [("市委", 5)]
        assert [one.file.id for one in sittings(desk, ["next", "today"])] == ["next", "today"]
