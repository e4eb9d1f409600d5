"""What is there before anybody is on file: the house, organizations, posts, bodies, accounts, duties."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from by_hand import order
from linear import FOUNDER, OFFICE, linear_edition, linear_house
from refusing import refused
from setting_stage import CHIEF, SECURITY, STAFF

from workflow.commands.accounts import end_duty, grant_duty, open_account, retire_account
from workflow.commands.founding import found
from workflow.commands.organizations import enter_body, enter_organization, enter_post
from workflow.errors import BadInput, NotAvailable, NotFound, Recused
from workflow.house import create_house, open_house
from workflow.journal import House
from workflow.workdays import Calendar

POST = {"organization": "dept", "title": "副部长", "level": "county_deputy", "position": "deputy",
        "quota": 1}  # fmt: skip
BODY = {"name": "市委", "kind": "committee", "organization": "dept", "members": []}
MEMBER = {"person": "m", "name": "委员", "role": "member", "from": "2020-01-01"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return linear_house(url, tmp_path, linear_edition(1), 1, STAFF)[0]


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


def test_setting_up_is_dated_too(house: House) -> None:
    later = order(CHIEF, occurred_on=date(2026, 3, 2))
    told = refused(house, BadInput, lambda desk: enter_post(desk, later, "post9", POST))
    assert told == [("R-TRACE-01", "办理日期2026-03-02晚于今天2026-03-01")]
