"""Interference is recorded by whoever was asked; who owns the case neither sees nor removes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.interference import (
    correct_interference,
    handle_interference,
    record_interference,
)
from workflow.commands.selections import open_case, open_selection
from workflow.errors import BadInput, NotAuthorised, NotFound, WorkflowError
from workflow.journal import Actor, Desk, House
from workflow.models import entries
from workflow.queries.entries import Wanted, search
from workflow.queries.interference import concernable, interference, recorded_by, register
from workflow.queries.narrowing import Days
from workflow.queries.sight import require_sight_of
from workflow.queries.trace import trace_of

DAY = AT.date()
BRANCH = Actor("branch", "石磊", "branch_secretary", "dept", "person-branch")
DISCIPLINE = Actor("jiwei", "韩冰", "discipline_officer", "dept", "person-jiwei")
NAMED = Actor("named", "丁大有", "discipline_officer", "dept")
AUDITOR = Actor("auditor", "审计员", "audit_reader", "dept")
SECURITY = Actor("security", "保密员", "security_admin", "dept")
# One person with two accounts: the first opens a case, the second reads the register.
OWNER = Actor("owner", "经办乙", "cadre_clerk", "dept", "person-owner")
OTHER_HAND = Actor("other", "经办乙", "audit_reader", "dept", "person-owner")
TOLD = {
    "happened_on": "2026-02-27", "intervener": "丁大有", "intervener_post": "原副市长",
    "intervener_unit": "市政府", "how": "phone", "about": "人选0的提拔", "content": "希望关照",
    "response": "当即拒绝",
}  # fmt: skip


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    """One house for all tests of a database: a case, two calls that were recorded."""
    staff = (BRANCH, DISCIPLINE, NAMED, AUDITOR, SECURITY, OWNER)
    house = linear_house(
        shared_url, tmp_path_factory.mktemp("interference"), linear_edition(2), 1, staff
    )[0]
    with house.desk() as desk:
        record_interference(desk, order(BRANCH), "call", TOLD)
        record_interference(
            desk, order(OFFICE), "visit", {**TOLD, "intervener": "何某"}, "case:case0"
        )
    return house


def ids(house: House, actor: Actor, **narrowed: Any) -> set[str]:
    """What somebody finds in the register."""
    with house.reading() as desk:
        return {one.id for one in register(desk, actor, DAY, **narrowed)}


def refused(house: House, error: type[WorkflowError], command: Callable[[Desk], object]) -> str:
    """What was found when it was refused; the journal is as it was."""
    before = bodies(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert bodies(house) == before
    return "；".join(one.found for one in refusal.value.reasons)


def bodies(house: House) -> list[bytes]:
    with house.engine.connect() as db:
        return [one.body for one in db.execute(entries.select())]


def test_discipline_and_auditors_read_the_register_and_nobody_else_does(house: House) -> None:
    assert ids(house, DISCIPLINE) >= {"call", "visit"} <= ids(house, AUDITOR)
    assert ids(house, AUDITOR, words="何某") == {"visit"}
    assert ids(house, AUDITOR, words="当即", page=2) == set()
    assert ids(house, AUDITOR, concerns=["case:case0"]) == {"visit"}
    assert ids(house, AUDITOR, days=Days(first=DAY + timedelta(days=1))) == set()
    for actor in (CLERK, OFFICE, BRANCH, replace(DISCIPLINE, organization="nowhere")):
        with pytest.raises(NotFound), house.reading() as desk:
            register(desk, actor, DAY)


def test_who_recorded_it_reads_what_he_recorded_himself_and_no_finding(house: House) -> None:
    with house.reading() as desk:
        assert "call" in [one.id for one in recorded_by(desk, "branch")]
        one, whole = interference(desk, BRANCH, DAY, "call")
        assert (one.first.values["content"], whole) == ("希望关照", False)
        assert interference(desk, AUDITOR, DAY, "call")[1]
        for actor, id in ((CLERK, "call"), (CLERK, "visit"), (AUDITOR, "none")):
            with pytest.raises(NotFound):
                interference(desk, actor, DAY, id)


def test_who_opened_the_case_reads_nothing_of_it_under_any_further_duty_or_account(
    house: House,
) -> None:
    with house.desk() as desk:
        open_account(desk, order(SECURITY), "other",
                     {"login": "other", "name": "经办乙", "person": "person-owner"})  # fmt: skip
        open_account_of_owner(desk)
        digest = desk.db.execute(text("SELECT digest FROM editions")).scalar_one()
        open_selection(desk, order(OWNER), "own",
                       {"title": "批次", "department": "dept", "body": "body"}, digest)  # fmt: skip
        open_case(desk, order(OWNER), "mine", {
            "number": "9", "person": "p0", "post": "post0", "selection": "own"})  # fmt: skip
        for subject in ("case:mine", "person:p0", "post:post0", "selection:own"):
            record_interference(desk, order(OFFICE), subject.replace(":", "-"), TOLD, subject)
        record_interference(desk, order(OWNER), "self", TOLD, "case:mine")
    theirs = {"case-mine", "person-p0", "post-post0", "selection-own"}
    assert theirs <= ids(house, AUDITOR)
    assert not theirs & ids(house, replace(OWNER, duty="audit_reader"))
    assert "visit" in ids(house, OTHER_HAND)
    with house.reading() as desk:
        assert interference(desk, OWNER, DAY, "self")[1] is False  # it is his own, without findings
        for id in (*theirs, "self"):
            require_sight_of(desk, AUDITOR, f"interference:{id}", DAY)
            with pytest.raises(NotFound):
                require_sight_of(
                    desk, replace(OWNER, duty="audit_reader"), f"interference:{id}", DAY
                )


def open_account_of_owner(desk: Desk) -> None:
    for account in ("owner", "other"):
        grant_duty(desk, order(SECURITY), account,
                   {"duty": "audit_reader", "organization": "dept", "from": "2020-01-01"})  # fmt: skip


def test_who_is_named_does_not_read_that_he_is(house: House) -> None:
    assert "call" not in ids(house, NAMED)
    assert "visit" in ids(house, NAMED)
    with house.reading() as desk, pytest.raises(NotFound):
        interference(desk, NAMED, DAY, "call")


def test_a_correction_and_a_finding_leave_what_was_recorded_first(house: House) -> None:
    with house.desk() as desk:
        asked = order(BRANCH)
        once = record_interference(desk, asked, "again", TOLD)
        assert record_interference(desk, asked, "again", TOLD) == once
        told, otherwise = order(BRANCH), {**TOLD, "how": "in_person", "witnesses": "无"}
        first = correct_interference(desk, told, "again", otherwise, "记错方式")
        assert correct_interference(desk, told, "again", otherwise, "记错方式") == first
        found = order(DISCIPLINE)
        handled = handle_interference(desk, found, "again", "已谈话提醒")
        assert handle_interference(desk, found, "again", "已谈话提醒") == handled
        handle_interference(desk, order(DISCIPLINE), "again", "补充", "person:p0")
    with house.reading() as desk:
        one, _ = interference(desk, AUDITOR, DAY, "again")
    assert [told.values.get("how") for told in one.records] == ["phone", "in_person", None, None]
    assert (one.first.values["how"], one.told.values["how"]) == ("phone", "in_person")
    assert one.handled is not None and one.handled.values["finding"] == "补充"
    assert (one.state, one.concerns) == ("handled", "person:p0")


def test_only_who_recorded_it_corrects_and_only_discipline_finds(house: House) -> None:
    refused(
        house, NotFound, lambda desk: correct_interference(desk, order(CLERK), "call", TOLD, "删")
    )
    refused(house, NotFound, lambda desk: handle_interference(desk, order(BRANCH), "call", "无"))
    with house.reading() as desk:
        assert concernable(desk, DISCIPLINE, DAY) == {"person:p0": "人选0（组织部）"}
    refused(
        house, NotAuthorised, lambda desk: handle_interference(desk, order(AUDITOR), "call", "无")
    )
    refused(house, NotFound, lambda desk: handle_interference(desk, order(NAMED), "call", "无"))
    found = refused(
        house, BadInput, lambda desk: handle_interference(desk, order(DISCIPLINE), "call", " ")
    )
    assert found == "没有写明核查处理情况"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"content": " "}, "没有写明所提要求"), ({"how": "telepathy"}, "不在登记表内"),
        ({"opinion": "多余"}, "不在登记表内"), ({"happened_on": "昨天"}, "不是日期"),
        ({"happened_on": "2026-03-02"}, "晚于今天"),
    ],
)  # fmt: skip
def test_what_is_untold_or_odd_is_refused(
    house: House, changed: dict[str, str], found: str
) -> None:
    values = {**TOLD, **changed}
    told = refused(
        house, BadInput, lambda desk: record_interference(desk, order(BRANCH), "x", values)
    )
    assert found in told


@pytest.mark.parametrize("subject", ["case:case0", "person:p0", "person:none", "account:clerk"])
def test_nobody_ties_it_to_what_he_may_not_know_of(house: House, subject: str) -> None:
    refused(house, NotFound,
            lambda desk: record_interference(desk, order(BRANCH), "x", TOLD, subject))  # fmt: skip


def test_neither_lists_of_entries_nor_the_chain_of_a_case_show_it_to_its_owner(
    house: House,
) -> None:
    with house.reading() as desk:
        for auditor in (True, False):
            acts = {one.data["act"] for one in search(desk, Wanted(), "", auditor=auditor)}
            assert ("record_interference" in acts) == auditor
        require_sight_of(desk, AUDITOR, "interference:call", DAY)
        for actor in (CLERK, OFFICE):
            with pytest.raises(NotFound):
                require_sight_of(desk, actor, "interference:visit", DAY)
        assert "interference" not in str(trace_of(desk, "case0"))


@pytest.mark.parametrize("sql", [
    "DELETE FROM interferences", "UPDATE interferences SET content = '{}'",
    "DELETE FROM entries WHERE subject LIKE 'interference:%'",
])  # fmt: skip
def test_nobody_removes_it_by_hand_either(house: House, sql: str) -> None:
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.execute(text(sql))


def test_what_was_said_lies_sealed_beside_the_record(house: House) -> None:
    whole = b"".join(bodies(house))
    # An account bears the third name: what administers is not sealed.
    assert [one for one in ("希望关照", "原副市长", "丁大有") if one.encode() in whole] == [
        "丁大有"
    ]


def test_before_the_founding_nobody_records_anything(house: House) -> None:
    founder = Actor("founder", "建库", "founding", "")
    refused(house, NotAuthorised, lambda desk: record_interference(desk, order(founder), "x", TOLD))
