"""A prompt of supervision is issued with basis and due day, answered with measures, judged by another."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from linear import AT, CLERK, OFFICE, linear_edition, linear_house

from workflow.commands.accounts import end_duty, grant_duty
from workflow.commands.organizations import correct_organization, enter_organization
from workflow.commands.prompts import issue_prompt, judge_prompt, reply_prompt
from workflow.commands.reminding import remind
from workflow.errors import BadInput, NotAuthorised, NotAvailable, NotFound, Recused, WorkflowError
from workflow.journal import Actor, Desk, House, Order
from workflow.queries.prompts import Prompt, prompt, prompts
from workflow.queries.requests import inbox

DAY = AT.date()
DISCIPLINE = Actor("jiwei", "韩冰", "discipline_officer", "dept", "person-jiwei")
SECRETARY = Actor("tan", "谭立群", "unit_secretary", "unit")
UPPER = Actor("upper", "柳青", "upper_organization_officer", "province")
AUDITOR = Actor("auditor", "审计员", "audit_reader", "dept")
SECURITY = Actor("security", "保密员", "security_admin", "dept")
TOLD = {
    "organization": "unit", "number": "监提〔2026〕1号", "matter": "谈话记录不全",
    "demand": "补正并说明", "rule": "R-GEN-06", "article": "",
}  # fmt: skip
REPLY = {
    "reply": "经查属实", "measures": [{"measure": "补正", "owner": "谭立群", "due_on": "2026-03-20"}],
}  # fmt: skip


def order(actor: Actor, at: datetime = AT) -> Order:
    return Order(uuid.uuid4().hex, actor, at)


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A unit with its secretary below the department, and a province that is the department's superior."""
    folder = tmp_path_factory.mktemp("prompts")
    staff = (DISCIPLINE, AUDITOR, SECURITY, SECRETARY, UPPER)
    house = linear_house(shared_url, folder, linear_edition(1), 1, staff)[0]
    with house.desk() as desk:
        for id, kind, parent in (("unit", "unit", "dept"), ("province", "department", ""),
                                 ("bare", "committee", "dept")):  # fmt: skip
            enter_organization(
                desk, order(SECURITY), id, {"name": id, "kind": kind, "parent": parent}
            )
        correct_organization(desk, order(SECURITY), "dept", {
            "name": "组织部", "links": {"upper_organization": "province"}}, "补填")  # fmt: skip
        for actor in (SECRETARY, UPPER):
            grant_duty(desk, order(SECURITY), actor.account, {
                "duty": actor.duty, "organization": actor.organization, "from": "2020-01-01"})  # fmt: skip
    return house


def issued(house: House, actor: Actor = DISCIPLINE, workdays: int = 5, **changes: Any) -> str:
    """A new prompt of somebody."""
    id = uuid.uuid4().hex
    with house.desk() as desk:
        issue_prompt(desk, order(actor), id, {**TOLD, **changes}, workdays)
    return id


def told(house: House, id: str) -> Prompt:
    with house.reading() as desk:
        return prompt(desk, AUDITOR, DAY, id)


def refused(
    house: House, error: type[WorkflowError], command: Callable[[Desk], object]
) -> list[str]:
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    return [one.found for one in refusal.value.reasons]


def on_desk(house: House, actor: Actor) -> set[str]:
    with house.reading() as desk:
        asked = inbox(desk, actor.duty, actor.organization)
    return {one.subject.partition(":")[2] for one in asked if one.subject.startswith("prompt:")}


def test_the_reply_is_due_in_working_days_and_lies_on_the_desk_of_who_can_give_it(
    house: House,
) -> None:
    id, asked = uuid.uuid4().hex, order(DISCIPLINE)
    with house.desk() as desk:
        first = issue_prompt(desk, asked, id, TOLD, 5)
        assert issue_prompt(desk, asked, id, TOLD, 5) == first
    one = told(house, id)
    assert (one.due_on, one.state) == ("2026-03-06", "open")  # 1 March 2026 is a Sunday
    assert (one.is_late(date(2026, 3, 6)), one.is_late(date(2026, 3, 7))) == (False, True)
    assert one.issued.values["matter"] == "谈话记录不全"
    assert (id in on_desk(house, SECRETARY), id in on_desk(house, OFFICE)) == (True, False)


def test_a_reply_with_measures_is_judged_by_another_and_sent_back_or_closed(house: House) -> None:
    id = issued(house)
    answer = order(SECRETARY)
    with house.desk() as desk:
        first = reply_prompt(desk, answer, id, REPLY)
        assert reply_prompt(desk, answer, id, REPLY) == first
    assert id not in on_desk(house, SECRETARY)
    assert "已经答复" in refused(
        house, NotAvailable, lambda desk: reply_prompt(desk, order(SECRETARY), id, REPLY)
    )[0]  # fmt: skip
    back = order(DISCIPLINE)
    with house.desk() as desk:
        sent = judge_prompt(desk, back, id, False, "措施不具体", 3)
        assert judge_prompt(desk, back, id, False, "措施不具体", 3) == sent
    assert (told(house, id).due_on, told(house, id).state) == ("2026-03-04", "open")
    assert id in on_desk(house, SECRETARY)
    with house.desk() as desk:
        reply_prompt(desk, order(SECRETARY), id, REPLY)
        judge_prompt(desk, order(DISCIPLINE), id, True, "同意销号")
    one = told(house, id)
    assert (one.state, len(one.replies), one.is_late(date(2027, 1, 1))) == ("closed", 2, False)
    found = refused(house, NotAvailable,
                    lambda desk: judge_prompt(desk, order(DISCIPLINE), id, True, "再销一次"))  # fmt: skip
    assert "还没有新的答复" in found[0]


def test_who_replied_does_not_judge_the_reply(house: House) -> None:
    both = replace(SECRETARY, duty="discipline_officer", organization="dept")
    with house.desk() as desk:
        grant_duty(desk, order(SECURITY), "tan", {
            "duty": "discipline_officer", "organization": "dept", "from": "2020-01-01"})  # fmt: skip
    id = issued(house)
    with house.desk() as desk:
        reply_prompt(desk, order(SECRETARY), id, REPLY)
    refused(house, Recused, lambda desk: judge_prompt(desk, order(both), id, True, "同意"))
    with house.desk() as desk:
        end_duty(desk, order(SECURITY), "tan", "discipline_officer", "dept", "2026-03-01")


def test_a_superior_department_reaches_what_names_it_and_nothing_else(house: House) -> None:
    id = issued(house, UPPER, organization="dept")
    assert id in on_desk(house, OFFICE)
    refused(house, NotAuthorised, lambda desk: issue_prompt(desk, order(UPPER), "x", TOLD, 5))
    refused(house, NotAuthorised, lambda desk: issue_prompt(desk, order(CLERK), "x", TOLD, 5))
    far = {**TOLD, "organization": "province"}
    with house.desk() as desk:
        open_head(desk)
    refused(house, NotAuthorised, lambda desk: issue_prompt(desk, order(DISCIPLINE), "x", far, 5))
    refused(house, NotAuthorised,
            lambda desk: judge_prompt(desk, order(DISCIPLINE), id, True, "越权"))  # fmt: skip


def open_head(desk: Desk) -> None:
    """Somebody who could reply for the province."""
    grant_duty(desk, order(SECURITY), "upper", {
        "duty": "organization_head", "organization": "province", "from": "2020-01-01"})  # fmt: skip


def test_who_may_know_of_a_prompt(house: House) -> None:
    id = issued(house)
    with house.reading() as desk:
        for actor in (DISCIPLINE, SECRETARY, AUDITOR):
            assert id in {one.id for one in prompts(desk, actor, DAY)}
        for actor in (OFFICE, CLERK, UPPER, replace(SECRETARY, organization="bare"),
                      replace(AUDITOR, organization="bare")):  # fmt: skip
            with pytest.raises(NotFound):
                prompt(desk, actor, DAY, id)
        assert id in {one.id for one in prompts(desk, AUDITOR, DAY, "open")}
        assert id not in {one.id for one in prompts(desk, AUDITOR, DAY, "late")}
        assert id in {one.id for one in prompts(desk, AUDITOR, date(2026, 3, 9), "late")}


def test_who_sees_no_case_reminds_nobody_of_a_prompt(house: House) -> None:
    id = issued(house)
    request = f"prompt:{id}/prompt/reply/unit_secretary/unit"
    refused(house, NotFound, lambda desk: remind(desk, CLERK, request, "", AT))


@pytest.mark.parametrize(
    ("changed", "workdays", "found"),
    [
        ({"matter": " "}, 5, "发现的问题"), ({"rule": ""}, 5, "没有写明依据"),
        ({}, 0, "答复期限0个工作日"), ({}, 61, "答复期限61个工作日"),
    ],
)  # fmt: skip
def test_a_prompt_without_matter_basis_or_term_is_refused(
    house: House, changed: dict[str, str], workdays: int, found: str
) -> None:
    (said,) = refused(house, BadInput, lambda desk: issue_prompt(
        desk, order(DISCIPLINE), "x", {**TOLD, **changed}, workdays))  # fmt: skip
    assert found in said


def test_a_term_into_a_year_without_calendar_is_refused(house: House) -> None:
    late = datetime(2028, 12, 20, 1, 0, tzinfo=AT.tzinfo)
    (said,) = refused(house, BadInput,
                      lambda desk: issue_prompt(desk, order(DISCIPLINE, late), "x", TOLD, 60))  # fmt: skip
    assert "2029" in said


def test_an_organization_where_nobody_could_reply_is_not_prompted(house: House) -> None:
    told = {**TOLD, "organization": "bare"}
    (said,) = refused(house, NotAvailable,
                      lambda desk: issue_prompt(desk, order(DISCIPLINE), "x", told, 5))  # fmt: skip
    assert "没有可以答复的人员" in said
    with pytest.raises(NotAuthorised), house.desk() as desk:
        issue_prompt(desk, order(DISCIPLINE), "x", {**TOLD, "organization": "none"}, 5)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"reply": ""}, "没有填写核查情况"), ({"measures": []}, "没有整改措施"),
        ({"measures": [{"measure": "补正", "owner": ""}]}, "没有填写责任人、完成日期"),
        ({"measures": [{"measure": "补正", "owner": "谭", "due_on": "明天"}]}, "不是日期"),
    ],
)  # fmt: skip
def test_a_reply_without_finding_or_measures_is_refused(
    house: House, changed: dict[str, Any], found: str
) -> None:
    id = issued(house)
    (said,) = refused(
        house, BadInput, lambda desk: reply_prompt(desk, order(SECRETARY), id, {**REPLY, **changed})
    )
    assert found in said


def test_nobody_replies_for_others_or_to_what_is_not_there(house: House) -> None:
    id = issued(house)
    refused(house, NotFound, lambda desk: reply_prompt(desk, order(OFFICE), id, REPLY))
    refused(house, NotAuthorised, lambda desk: reply_prompt(desk, order(CLERK), id, REPLY))
    refused(house, NotFound, lambda desk: reply_prompt(desk, order(SECRETARY), "none", REPLY))
    waiting = replied(house)
    refused(house, BadInput, lambda desk: judge_prompt(desk, order(DISCIPLINE), waiting, True, ""))


def replied(house: House) -> str:
    """A prompt that has its reply."""
    id = issued(house)
    with house.desk() as desk:
        reply_prompt(desk, order(SECRETARY), id, REPLY)
    return id
