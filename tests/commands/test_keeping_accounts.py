"""Accounts and units are corrected, never rewritten; passwords given by others and sessions ended are entries."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from linear import AT, linear_edition, linear_house
from sqlalchemy import func, select

from workflow.commands import logins
from workflow.commands.accounts import correct_account, end_duty, grant_duty, open_account
from workflow.commands.changing import content_of
from workflow.commands.entrance import close_sessions, open_with_password, reset_password
from workflow.commands.organizations import correct_organization, enter_organization
from workflow.commands.verifying import note_verification
from workflow.errors import (
    BadInput,
    CommandReused,
    NotAuthorised,
    NotAvailable,
    NotFound,
    Recused,
    WorkflowError,
)
from workflow.journal import Actor, Desk, House, Order
from workflow.journal.read import history
from workflow.models import credentials, entries, sessions, verifications
from workflow.queries.verify import Verified

SECURITY = Actor("security", "保密员", "security_admin", "dept", "person-security")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
PLAIN = Actor("plain", "干部", "cadre_clerk", "dept")
UNIT = {"name": "干部科", "kind": "office", "parent": "dept"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(1), 1, (SECURITY, CHIEF, PLAIN))[0]


def order(actor: Actor = SECURITY, **changes: Any) -> Order:
    return Order(uuid.uuid4().hex, actor, AT, **changes)


def told(house: House, subject: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a subject says, and the values of its last entry."""
    with house.reading() as desk:
        return content_of(desk, subject), dict(history(desk, subject)[-1].values)


def refused(
    house: House, error: type[WorkflowError], command: Callable[[Desk], object]
) -> list[str]:
    """What was found when it was refused; the journal and the passwords are as they were."""
    before = written(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert written(house) == before
    return [one.found for one in refusal.value.reasons]


def written(house: House) -> tuple[Any, ...]:
    with house.reading() as desk:
        count = desk.db.scalar(select(func.count()).select_from(entries))
        return count, tuple(desk.db.execute(select(credentials)).all())


def test_a_corrected_account_keeps_its_login_and_its_duties(house: House) -> None:
    with house.desk() as desk:
        correct_account(desk, order(), "plain", {"name": "干部甲", "person": "p0"}, "同名区分")
    said, values = told(house, "account:plain")
    assert (said["login"], said["name"], said["person"]) == ("plain", "干部甲", "p0")
    assert [one["duty"] for one in said["duties"]] == ["cadre_clerk"]
    assert values == {"reason": "同名区分"}


@pytest.mark.parametrize(("values", "reason", "found"), [
    ({"name": "干部"}, "无变化", "与原登记一致"), ({"name": "他人"}, "", "缺少reason"),
    ({"name": ""}, "理由", "缺少name"),
])  # fmt: skip
def test_a_correction_says_something_new_and_why(
    house: House, values: dict[str, Any], reason: str, found: str
) -> None:
    assert refused(
        house, BadInput, lambda desk: correct_account(desk, order(), "plain", values, reason)
    ) == [found]


def test_an_account_that_is_not_there_is_neither_corrected_nor_given_a_password(
    house: House,
) -> None:
    for command in (
        lambda desk: correct_account(desk, order(), "nix", {"name": "谁"}, "理由"),
        lambda desk: reset_password(desk, order(), "nix", "hash", "理由"),
        lambda desk: close_sessions(desk, order(), "nix", "理由"),
    ):
        refused(house, NotFound, command)


def test_two_accounts_of_one_person_are_one_hand(house: House) -> None:
    with house.desk() as desk:
        open_account(desk, order(), "system", {"login": "system", "name": "系统", "person": "p9"})
        grant_duty(desk, order(), "system", {
            "duty": "system_admin", "organization": "dept", "from": "2026-01-01",
        })  # fmt: skip
        open_account(desk, order(), "second", {"login": "second", "name": "又一", "person": "p9"})
    duty = {"duty": "cadre_clerk", "organization": "dept", "from": "2026-01-01"}
    assert refused(
        house, Recused, lambda desk: grant_duty(desk, order(), "second", duty)
    ) == ["该账户已承担system_admin"]
    assert refused(house, Recused, lambda desk: correct_account(
        desk, order(), "plain", {"name": "干部", "person": "p9"}, "系同一人"
    )) == ["该账户已承担system_admin"]  # fmt: skip
    with house.desk() as desk:
        end_duty(desk, order(), "system", "system_admin", "dept", "2026-03-01")
        grant_duty(desk, order(), "second", duty)


def test_nobody_grants_to_another_account_of_his_own(house: House) -> None:
    with house.desk() as desk:
        open_account(desk, order(), "mine", {
            "login": "mine", "name": "另一账户", "person": "person-security",
        })  # fmt: skip
    duty = {"duty": "cadre_clerk", "organization": "dept", "from": "2026-01-01"}
    assert refused(house, Recused, lambda desk: grant_duty(desk, order(), "mine", duty)) == [
        "给本人授予岗位职责"
    ]


def test_a_duty_may_end_earlier_than_was_said_but_never_before_it_begins(house: House) -> None:
    duty = {"duty": "cadre_clerk", "organization": "dept", "from": "2026-01-01"}
    assert refused(
        house, BadInput,
        lambda desk: grant_duty(desk, order(), "chief", {**duty, "to": "2026-01-01"}),
    ) == ["自2026-01-01起，至2026-01-01止"]  # fmt: skip
    with house.desk() as desk:
        grant_duty(desk, order(), "chief", {**duty, "to": "2026-12-31"})
        end_duty(desk, order(), "chief", "cadre_clerk", "dept", "2026-03-01")
    assert told(house, "account:chief")[0]["duties"][-1]["to"] == "2026-03-01"
    refused(house, NotFound,
            lambda desk: end_duty(desk, order(), "chief", "cadre_clerk", "dept", "2026-06-01"))


def test_a_password_given_by_others_is_marked_and_ends_the_sessions(house: House) -> None:
    with house.desk() as desk:
        logins.set_password(desk, "plain", "own", AT)
        logins.open_session(desk, "s1", "plain", ("cadre_clerk", "dept"), AT)
        reset_password(desk, order(), "plain", "given", "忘记口令，当面核对")
    with house.reading() as desk:
        (kept,) = desk.db.execute(select(credentials))
        (session,) = desk.db.execute(select(sessions))
    assert (kept.password, bool(kept.initial)) == ("given", True)
    assert session.closed_at
    assert told(house, "account:plain")[1] == {"reason": "忘记口令，当面核对"}
    with house.desk() as desk:
        logins.open_session(desk, "s2", "plain", ("cadre_clerk", "dept"), AT)
        logins.open_session(desk, "s3", "plain", ("cadre_clerk", "dept"), AT)
        logins.set_password(desk, "plain", "own again", AT, but="s2")
    with house.reading() as desk:
        open_ones = desk.db.scalars(select(sessions.c.id).where(sessions.c.closed_at == "")).all()
    assert open_ones == ["s2"]


def test_a_one_time_password_is_given_once_an_order(house: House) -> None:
    opening, resetting = order(), order()
    with house.desk() as desk:
        open_with_password(desk, opening, "new", {"login": "new", "name": "新人"}, "first")
        reset_password(desk, resetting, "plain", "first", "忘记")
    refused(house, NotAvailable, lambda desk: open_with_password(
        desk, opening, "new", {"login": "new", "name": "新人"}, "second"
    ))  # fmt: skip
    refused(house, NotAvailable,
            lambda desk: reset_password(desk, resetting, "plain", "second", "忘记"))
    refused(house, CommandReused,
            lambda desk: reset_password(desk, resetting, "plain", "second", "另一理由"))


def test_only_the_security_administrator_gives_passwords_and_never_to_himself(
    house: House,
) -> None:
    refused(house, NotAuthorised, lambda desk: reset_password(desk, order(CHIEF), "plain", "x", "理由"))
    refused(house, NotAuthorised, lambda desk: close_sessions(desk, order(CHIEF), "plain", "理由"))
    refused(house, NotAuthorised, lambda desk: correct_organization(
        desk, order(CHIEF), "dept", {"name": "部"}, "理由"))  # fmt: skip
    assert refused(house, Recused, lambda desk: reset_password(
        desk, order(), "security", "x", "理由")) == ["重置本人的口令"]  # fmt: skip
    for command in (reset_password, close_sessions):
        given = ("x", " ") if command is reset_password else (" ",)
        assert refused(
            house, BadInput, lambda desk, do=command, say=given: do(desk, order(), "plain", *say)
        ) == ["没有写明理由"]


def test_closed_sessions_are_an_entry_that_changes_nothing_else(house: House) -> None:
    with house.desk() as desk:
        logins.open_session(desk, "s1", "plain", ("cadre_clerk", "dept"), AT)
        before = content_of(desk, "account:plain")
        close_sessions(desk, order(), "plain", "电脑遗失")
        assert content_of(desk, "account:plain") == before
        assert desk.db.scalars(select(sessions.c.closed_at)).all() != [""]


def test_a_unit_is_renamed_and_its_offices_are_corrected(house: House) -> None:
    with house.desk() as desk:
        enter_organization(desk, order(), "office", UNIT)
        correct_organization(
            desk, order(), "office", {"name": "干部一科", "links": {"party": "dept", "audit": None}},
            "机构更名",
        )  # fmt: skip
    said, values = told(house, "organization:office")
    assert (said["name"], said["links"], said["path"]) == (
        "干部一科", {"party": "dept"}, "dept/office/"
    )
    assert values == {"reason": "机构更名"}


@pytest.mark.parametrize(("id", "values", "reason", "error", "found"), [
    ("office", {"name": "干部科", "links": {}}, "无变化", BadInput, ["与原登记一致"]),
    ("office", {"name": "科", "links": {"party": "nix"}}, "有误", BadInput, ["没有“nix”这个单位"]),
    ("office", {"name": "科"}, "", BadInput, ["缺少reason"]),
    ("nix", {"name": "科"}, "理由", NotFound, []),
])  # fmt: skip
def test_a_correction_of_a_unit_is_true_new_and_reasoned(
    house: House, id: str, values: dict[str, Any], reason: str, error: type[WorkflowError],
    found: list[str],
) -> None:  # fmt: skip
    with house.desk() as desk:
        enter_organization(desk, order(), "office", UNIT)
    assert refused(
        house, error, lambda desk: correct_organization(desk, order(), id, values, reason)
    ) == found


def test_a_unit_with_others_below_it_is_not_hung_elsewhere(house: House) -> None:
    """Those below would be looked for at the old place: the path is theirs, too."""
    with house.desk() as desk:
        enter_organization(desk, order(), "office", UNIT)
        enter_organization(desk, order(), "team", {**UNIT, "parent": "office"})
        enter_organization(desk, order(), "other", UNIT)
    moved = {**UNIT, "parent": "other"}
    assert refused(
        house, BadInput, lambda desk: enter_organization(desk, order(), "office", moved)
    ) == ["该单位之下还有单位，不能改变上级"]
    with house.desk() as desk:
        entry = enter_organization(desk, order(), "team", {**UNIT, "parent": "other"})
    assert entry.content["path"] == "dept/other/team/"


def test_a_verification_leaves_a_line_beside_the_record(house: House) -> None:
    before = written(house)
    with house.desk() as desk:
        note_verification(desk, "auditor", Verified(7, 3, ()), AT)
        (row,) = desk.db.execute(select(verifications))
    assert (row.account, row.entries, row.subjects, row.broken) == ("auditor", 7, 3, 0)
    assert written(house) == before
