"""Personal values are erased by three people on a legal basis, and not before it is time (L4)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from by_hand import order
from erasing_stage import CHIEF, DISCIPLINE, NAME, SECOND, approved, erase, later, proposed
from linear import CLERK, OFFICE
from sqlalchemy import insert

from workflow.commands import erasing
from workflow.commands.people import state_fact
from workflow.commands.standing import hold
from workflow.errors import BadInput, NotAvailable, NotFound, Recused, WorkflowError
from workflow.journal import Actor, Desk, Draft, House, append
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.journal.seal import ERASED
from workflow.models import instance


def refused(house: House, actor: Actor, erasure: str, kind: type[WorkflowError]) -> list[str]:
    with pytest.raises(kind) as no, house.desk() as desk:
        erasing.approve_erasure(desk, later(actor), "p0", erasure)
    return [one.found for one in no.value.reasons]


def test_three_people_of_which_the_approvers_have_two_duties(house: House) -> None:
    erasure = proposed(house)
    with pytest.raises(WorkflowError, match="无权"), house.desk() as desk:
        erasing.approve_erasure(desk, later(CHIEF), "p0", erasure)
    approved(house, erasure, OFFICE)
    assert refused(house, OFFICE, erasure, Recused) == ["审批人已提请或者审批过这项删除"]
    assert refused(house, SECOND, erasure, Recused) == ["两次审批出自同一岗位"]
    with house.reading() as desk:
        assert person_file("p0", history(desk, "person:p0")).name == NAME
    approved(house, erasure, DISCIPLINE)
    with house.reading() as desk:
        assert person_file("p0", history(desk, "person:p0")).name == ERASED


def test_nothing_is_erased_that_somebody_declined(house: House) -> None:
    erasure = proposed(house)
    approved(house, erasure, OFFICE)
    with house.desk() as desk:
        one = later(DISCIPLINE)
        told = erasing.decline_erasure(desk, one, "p0", erasure, "仍有用")
        assert erasing.decline_erasure(desk, one, "p0", erasure, "仍有用") == told
    with pytest.raises(NotFound):
        approved(house, erasure, DISCIPLINE)
    with house.reading() as desk:
        assert erasing.pending(desk, "p0") is None


def test_a_repeated_command_has_one_effect(house: House) -> None:
    one = later(CHIEF)
    told = []
    for _ in range(2):
        with house.desk() as desk:
            told.append(erasing.propose_erasure(desk, one, "p0", "law", "理由"))
    approved(house, one.id, OFFICE)
    last = later(DISCIPLINE)
    for _ in range(2):
        with house.desk() as desk:
            told.append(erasing.approve_erasure(desk, last, "p0", one.id))
    assert told[0] == told[1] and told[2] == told[3]


def test_no_basis_no_reason_no_second_proposal_and_nobody_unknown(house: House) -> None:
    for basis, reason in (("whim", "理由"), ("law", " ")):
        with pytest.raises(BadInput), house.desk() as desk:
            erasing.propose_erasure(desk, later(CHIEF), "p0", basis, reason)
    with pytest.raises(NotFound), house.desk() as desk:
        erasing.propose_erasure(desk, later(CHIEF), "nobody", "law", "理由")
    with pytest.raises(Recused), house.desk() as desk:
        erasing.propose_erasure(desk, later(replace(CHIEF, person="p0")), "p0", "law", "理由")
    proposed(house)
    with pytest.raises(NotAvailable, match="不能办理"), house.desk() as desk:
        erasing.propose_erasure(desk, later(CHIEF), "p0", "law", "理由")


def test_not_while_a_case_is_open_a_hold_stands_or_a_post_is_held(house: House) -> None:
    with house.desk() as desk:
        needed = {"reason": "r", "source": "s", "to_verify": "v", "due_on": "2026-09-01"}
        hold(desk, order(OFFICE), "p1", needed)
        correct_post(desk, "post1", {"holders": ["p1"]})
    with pytest.raises(NotAvailable) as no, house.desk() as desk:
        erasing.propose_erasure(desk, later(CHIEF), "p1", "law", "理由")
    told = no.value.reasons
    assert [one.found for one in told] == ["本人或者同批次的选拔任用事项1尚未办结", "干部状态为暂缓", "现任职位"]
    assert all("个人信息保护法" in one.article and one.needed and one.who for one in told)


def correct_post(desk: Desk, post: str, changes: dict[str, object]) -> None:
    append(desk, order(CHIEF), Draft(f"post:{post}", "change", {"act": "enter_post"}, changes))


def test_not_before_the_cases_have_been_kept_as_long_as_they_must(house: House) -> None:
    day = datetime(2056, 2, 28, 1, 0, tzinfo=UTC)
    with pytest.raises(NotAvailable) as no:
        proposed(house, day)
    (reason,) = no.value.reasons
    assert (reason.rule, reason.found) == ("R-TRACE-09", "选拔任用事项0的纪实保管到2056-03-01（30年）")
    assert "第四十七条第二款" in reason.article
    with house.engine.begin() as db:
        db.execute(insert(instance).values(key="retention_years", value="10"))
    proposed(house, day)


def test_nothing_more_is_filed_of_an_erased_person(house: House) -> None:
    erase(house)
    with pytest.raises(NotAvailable) as no, house.desk() as desk:
        state_fact(desk, later(CLERK), "p0", "health", {"value": "好"})
    assert [one.found for one in no.value.reasons] == [f"此人的个人信息{ERASED}"]
    with pytest.raises(NotAvailable) as no:
        proposed(house)
    assert [one.found for one in no.value.reasons] == [f"此人的个人信息已于2060-01-01{ERASED}"]
