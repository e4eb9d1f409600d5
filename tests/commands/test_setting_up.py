"""What is there before a case: organizations, posts, bodies, people, facts, selections, meetings."""

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from linear import AT, CLERK, FOUNDER, OFFICE, linear_edition, linear_house
from sqlalchemy import func, select

from workflow.commands.accounts import end_duty, grant_duty, open_account, retire_account
from workflow.commands.editions import latest
from workflow.commands.founding import found
from workflow.commands.meetings import convene
from workflow.commands.organizations import enter_body, enter_organization, enter_post
from workflow.commands.people import register, state_fact, verify_fact
from workflow.commands.selections import open_case, open_selection
from workflow.errors import (
    BadInput,
    CommandReused,
    NotAuthorised,
    NotAvailable,
    NotFound,
    Recused,
    WorkflowError,
)
from workflow.house import create_house, open_house
from workflow.journal import Actor, Desk, House, Order
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.models import entries
from workflow.workdays import Calendar

SECURITY = Actor("security", "保密员", "security_admin", "dept", "person-security")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept", "person-chief")
AUDITOR = Actor("auditor", "档案", "file_auditor", "dept", "person-auditor")
MINUTES = Actor("minutes", "记录", "meeting_secretary", "dept", "person-minutes")
STAFF = (SECURITY, CHIEF, AUDITOR, MINUTES)
DOCUMENT = {"digest": "0" * 64, "name": "证书.pdf", "size": 1}
POST = {"organization": "dept", "title": "副部长", "level": "county_deputy", "position": "deputy",
        "quota": 1}  # fmt: skip
BODY = {"name": "市委", "kind": "committee", "organization": "dept", "members": []}
MEMBER = {"person": "m", "name": "委员", "role": "member", "from": "2020-01-01"}
GENDER = {"value": "女"}
SELECTION = {"title": "批次", "department": "dept", "body": "body"}
CASE = {"number": "9", "person": "p0", "post": "post0", "selection": "sel0"}
MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-02", "chair": "m"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(1), 1, STAFF)[0]


def order(actor: Actor, **changes: Any) -> Order:
    return Order(uuid.uuid4().hex, actor, AT, **changes)


def refused(
    house: House, error: type[WorkflowError], command: Callable[[Desk], object]
) -> list[tuple[str, str]]:
    """The rules and findings of a refusal, after which the journal is as it was."""
    before = written(house)
    with pytest.raises(error) as refusal, house.desk() as desk:
        command(desk)
    assert written(house) == before
    return [(one.rule, one.found) for one in refusal.value.reasons]


def written(house: House) -> int:
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def without(values: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in keys}


def test_a_house_is_founded_once_and_by_its_founder(house: House) -> None:
    for actor in (FOUNDER, OFFICE):
        told = refused(house, NotAvailable, lambda desk, one=actor: found(desk, order(one)))
        assert told == [("R-DUTY-01", "本库已启用")]


def test_an_instance_keeps_the_name_it_was_made_with(house: House, tmp_path: Path) -> None:
    url = house.engine.url.render_as_string(hide_password=False)
    again = create_house(
        url, attachments=tmp_path / "attachments", calendar=house.calendar, origin="other", province="11"
    )
    assert (again.origin, again.province) == (house.origin, house.province) == ("bench", "42")


def test_where_there_is_no_instance_none_is_opened(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("nix.db", "empty.db"):
        with pytest.raises(NotFound):
            open_house(f"sqlite:///{tmp_path / name}", attachments=tmp_path / "attachments", calendar=Calendar(()))
    assert not (tmp_path / "nix.db").exists()


def test_an_organization_lies_below_one_that_is_there(house: House) -> None:
    values = {"name": "科", "kind": "section", "parent": "nix"}
    told = refused(
        house, BadInput, lambda desk: enter_organization(desk, order(SECURITY), "s", values)
    )
    assert told == [("R-TRACE-02", "上级单位nix不存在")]
    with house.desk() as desk:
        entry = enter_organization(desk, order(SECURITY), "s", {**values, "parent": "dept"})
    assert entry.content["path"] == "dept/s/"


@pytest.mark.parametrize(("changes", "told"), [
    ({"organization": "nix"}, "没有“nix”这个单位"),
    ({"level": "nix"}, "职务层次或正副职不在代码表内"),
    ({"position": "nix"}, "职务层次或正副职不在代码表内"),
    ({"title": ""}, "缺少title"), ({"quota": "二"}, "职数“二”不是整数"),
    ({"quota": -1}, "职数“-1”不是整数"), ({"quota": True}, "职数“True”不是整数"),
])  # fmt: skip
def test_a_post_is_of_a_unit_and_of_a_known_level(
    house: House, changes: dict[str, object], told: str
) -> None:
    found = refused(
        house, BadInput, lambda desk: enter_post(desk, order(CHIEF), "post9", {**POST, **changes})
    )
    assert found == [("R-TRACE-02", told)]


@pytest.mark.parametrize(("changes", "told"), [
    ({"organization": "nix"}, ["没有“nix”这个单位"]),
    ({"kind": "书记办公会"}, ["班子类别“书记办公会”不在代码表内"]),
    ({"members": [without(MEMBER, "role", "from")]}, ["缺少role", "缺少from"]),
    ({"members": [{**MEMBER, "from": "2020", "to": "昨天"}]}, ["“2020”不是日期", "“昨天”不是日期"]),
])  # fmt: skip
def test_a_body_is_of_a_kind_and_each_member_of_a_day(
    house: House, changes: dict[str, Any], told: list[str]
) -> None:
    found = refused(
        house, BadInput, lambda desk: enter_body(desk, order(CHIEF), "b9", {**BODY, **changes})
    )
    assert found == [("R-TRACE-02", one) for one in told]


def test_a_login_is_of_one_account_and_an_unknown_account_is_not_retired(house: House) -> None:
    taken = {"login": "clerk", "name": "另一人"}
    told = refused(
        house, Recused, lambda desk: open_account(desk, order(SECURITY), "clerk2", taken)
    )
    assert told == [("R-DUTY-01", "登录名clerk已有人使用")]
    refused(house, NotFound, lambda desk: retire_account(desk, order(SECURITY), "nix"))


def test_a_duty_is_held_from_a_day_to_a_day(house: House) -> None:
    duty = {"duty": "cadre_clerk", "organization": "dept", "from": "去年"}
    told = refused(
        house, BadInput, lambda desk: grant_duty(desk, order(SECURITY), "clerk", duty)
    )
    assert told == [("R-TRACE-02", "“去年”不是日期")]
    told = refused(house, BadInput, lambda desk: end_duty(
        desk, order(SECURITY), "clerk", "cadre_clerk", "dept", "20260301"
    ))  # fmt: skip
    assert told == [("R-TRACE-02", "“20260301”不是日期")]


def test_a_duty_is_held_at_a_unit_that_is_there(house: House) -> None:
    duty = {"duty": "cadre_clerk", "organization": "nowhere", "from": "2026-01-01"}
    told = refused(
        house, BadInput, lambda desk: grant_duty(desk, order(SECURITY), "clerk", duty)
    )
    assert told == [("R-TRACE-02", "没有“nowhere”这个单位")]


def test_a_person_is_registered_once_with_a_name(house: House) -> None:
    told = refused(
        house, NotAvailable, lambda desk: register(desk, order(CLERK), "p0", "同一人", "dept")
    )
    assert told == [("R-TRACE-02", "同一人已有档案")]
    told = refused(house, BadInput, lambda desk: register(desk, order(CLERK), "p9", " ", "dept"))
    assert told == [("R-TRACE-02", "没有姓名")]
    told = refused(house, BadInput, lambda desk: register(desk, order(CLERK), "p9", "人", ""))
    assert told == [("R-TRACE-02", "没有“”这个单位")]
    refused(house, NotAuthorised, lambda desk: register(desk, order(CLERK), "p9", "人", "nix"))


def test_the_same_registration_twice_is_one(house: House) -> None:
    one = order(CLERK)
    for _ in range(2):
        with house.desk() as desk:
            entry = register(desk, one, "p9", "人", "dept")
    assert entry.seq == 1


@pytest.mark.parametrize(("kind", "values", "told"), [
    ("nix", {}, ["没有“nix”这种事实"]),
    ("gender", {}, ["性别缺少value"]),
    ("gender", {"value": "女", "nix": 1}, ["性别没有nix这一项"]),
])  # fmt: skip
def test_a_fact_has_the_fields_of_its_kind(
    house: House, kind: str, values: dict[str, Any], told: list[str]
) -> None:
    found = refused(
        house, BadInput, lambda desk: state_fact(desk, order(CLERK), "p0", kind, values)
    )
    assert found == [("R-TRACE-02", one) for one in told]


def test_a_fact_is_of_somebody_on_file(house: House) -> None:
    refused(house, NotFound, lambda desk: state_fact(desk, order(CLERK), "nix", "gender", GENDER))


def test_a_fact_is_verified_by_another_person_with_a_document(house: House) -> None:
    one = order(AUDITOR)
    for _ in range(2):
        with house.desk() as desk:
            state_fact(desk, one, "p0", "gender", GENDER)
    same_person = Actor(CHIEF.account, CHIEF.name, CHIEF.duty, "dept", AUDITOR.person)
    for actor in (AUDITOR, same_person):
        told = refused(
            house, Recused,
            lambda desk, me=actor: verify_fact(desk, order(me), "p0", one.id, DOCUMENT),
        )  # fmt: skip
        assert told == [("R-SEP-01", "核实人就是填报人")]
    told = refused(house, BadInput, lambda desk: verify_fact(desk, order(CHIEF), "p0", one.id, {}))
    assert told == [("R-FTSB-01", "没有佐证材料")]
    refused(house, NotFound, lambda desk: verify_fact(desk, order(CHIEF), "p0", "nix", DOCUMENT))
    other = order(CHIEF)
    for _ in range(2):
        with house.desk() as desk:
            verify_fact(desk, other, "p0", one.id, DOCUMENT)
    with house.reading() as desk:
        (fact,) = person_file("p0", history(desk, "person:p0")).facts
    assert fact.verified and fact.verified_by and fact.verified_by.account == "chief"


def test_nobody_states_or_verifies_a_fact_of_his_own(house: House) -> None:
    own = Actor(AUDITOR.account, AUDITOR.name, AUDITOR.duty, "dept", "p0")
    for command in (
        lambda desk: state_fact(desk, order(own), "p0", "gender", GENDER),
        lambda desk: verify_fact(desk, order(own), "p0", "nix", DOCUMENT),
    ):
        assert refused(house, Recused, command) == [("R-AVO-04", "经办人即当事人")]


@pytest.mark.parametrize(("changes", "error"), [
    ({"title": ""}, BadInput), ({"body": "nix"}, NotFound), ({"department": "nix"}, NotAuthorised),
])  # fmt: skip
def test_a_selection_has_a_title_and_is_decided_by_a_body(
    house: House, changes: dict[str, str], error: type[WorkflowError]
) -> None:
    def command(desk: Desk) -> None:
        open_selection(desk, order(CLERK), "s9", {**SELECTION, **changes}, latest(desk, "linear"))

    refused(house, error, command)


def test_a_selection_is_opened_once_under_a_published_edition(house: House) -> None:
    one = order(CLERK)
    for _ in range(2):
        with house.desk() as desk:
            open_selection(desk, one, "s9", SELECTION, latest(desk, "linear"))
    refused(house, NotFound, lambda desk: open_selection(desk, order(CLERK), "x", SELECTION, "0"))
    told = refused(
        house, NotAvailable,
        lambda desk: open_selection(desk, order(CLERK), "s9", SELECTION, latest(desk, "linear")),
    )  # fmt: skip
    assert told == [("R-TRACE-02", "批次编号已有")]


@pytest.mark.parametrize(("changes", "error"), [
    ({"number": ""}, BadInput), ({"selection": "nix"}, NotFound), ({"person": "nix"}, NotFound),
    ({"post": "nix"}, NotFound),
])  # fmt: skip
def test_a_case_is_one_known_person_for_one_known_post_of_a_selection(
    house: House, changes: dict[str, str], error: type[WorkflowError]
) -> None:
    refused(house, error, lambda desk: open_case(desk, order(CLERK), "c9", {**CASE, **changes}))


def test_a_case_is_opened_once(house: House) -> None:
    one = order(CLERK)
    for _ in range(2):
        with house.desk() as desk:
            open_case(desk, one, "c9", CASE)
    with pytest.raises(CommandReused), house.desk() as desk:
        open_case(desk, one, "c8", CASE)
    told = refused(house, NotAvailable, lambda desk: open_case(desk, order(CLERK), "c9", CASE))
    assert told == [("R-TRACE-02", "事项编号已有")]


@pytest.mark.parametrize(("changes", "error", "told"), [
    ({"kind": "书记办公会"}, BadInput, ("R-GEN-07", "“书记办公会”不是集体讨论决定的会议")),
    ({"chair": ""}, BadInput, ("R-TRACE-02", "缺少chair")),
    ({"held_on": "明天"}, BadInput, ("R-TRACE-02", "“明天”不是日期")),
    ({"notice_on": "2026-02-30"}, BadInput, ("R-TRACE-02", "“2026-02-30”不是日期")),
    ({"body": "nix"}, NotFound, None),
])  # fmt: skip
def test_a_meeting_is_a_sitting_of_a_body_on_a_day_with_a_chair(
    house: House, changes: dict[str, str], error: type[WorkflowError],
    told: tuple[str, str] | None,
) -> None:  # fmt: skip
    found = refused(
        house, error, lambda desk: convene(desk, order(MINUTES), "m9", {**MEETING, **changes})
    )
    assert found == ([told] if told else [])


def test_a_meeting_is_convened_once(house: House) -> None:
    one = order(MINUTES)
    for _ in range(2):
        with house.desk() as desk:
            convene(desk, one, "m9", MEETING)
    told = refused(house, NotAvailable, lambda desk: convene(desk, order(MINUTES), "m9", MEETING))
    assert told == [("R-TRACE-02", "会议编号已有")]
    refused(house, NotAuthorised, lambda desk: convene(desk, order(CLERK), "m8", MEETING))


def test_setting_up_is_dated_too(house: House) -> None:
    later = order(CHIEF, occurred_on=date(2026, 3, 2))
    told = refused(house, BadInput, lambda desk: enter_post(desk, later, "post9", POST))
    assert told == [("R-TRACE-01", "办理日期2026-03-02晚于今天2026-03-01")]
