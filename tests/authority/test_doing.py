"""Who may do what: the duty of the table, held on that day, over that organization, by nobody concerned."""

from datetime import date

import pytest
from offices import DAY, actor, office

from workflow.authority import (
    ADMINISTRATORS,
    DO,
    FOUNDING,
    READERS,
    SEES_CASE,
    account_content,
    founded,
    holds,
    path,
    require,
    require_duty,
)
from workflow.errors import NotAuthorised


@pytest.mark.parametrize("act", DO)
def test_an_act_is_done_by_the_duties_of_the_table_and_by_no_other(act: str) -> None:
    duties = {one for some in DO.values() for one in some} - {FOUNDING}
    for duty in sorted(duties):
        with office((duty, "dept")) as desk:
            if duty in DO[act]:
                require(desk, actor(duty), act, DAY)
                continue
            with pytest.raises(NotAuthorised) as refusal:
                require(desk, actor(duty), act, DAY)
            (told,) = refusal.value.reasons
            assert (told.rule, told.who) == ("R-DUTY-01", DO[act])
            assert duty in told.found
            assert all(one in told.needed for one in DO[act])


def test_the_three_administrators_are_apart_and_none_of_them_handles_cases() -> None:
    assert ADMINISTRATORS == ("system_admin", "security_admin", "audit_admin")
    assert READERS == ("audit_reader", "audit_admin")
    handled = {act for act, duties in DO.items() if set(duties) & set(ADMINISTRATORS)}
    assert handled == {
        "enter_organization", "open_account", "grant_duty", "end_duty", "retire_account",
        "correct_organization", "correct_account", "reset_password", "close_sessions",
        "set_witness_policy",
    }  # fmt: skip
    assert {one for act in handled for one in DO[act]} == {"security_admin", FOUNDING}
    assert not SEES_CASE & {"system_admin", "security_admin"}


def test_who_lifts_or_confirms_is_of_another_duty_than_who_proposes() -> None:
    assert set(DO["confirm_veto"]).isdisjoint(DO["propose_veto"])
    assert set(DO["review_veto"]).isdisjoint((*DO["propose_veto"], *DO["confirm_veto"]))
    assert DO["annul"] == ("upper_organization_head",)


@pytest.mark.parametrize("act", ["end_duty", "retire_account", "open_case", "annul", "hold"])
def test_the_founding_may_do_only_what_founds(act: str) -> None:
    with office(founded=False) as desk, pytest.raises(NotAuthorised):
        require(desk, actor(FOUNDING, ""), act, DAY)


def test_once_the_house_is_founded_nobody_acts_without_a_duty() -> None:
    founder = actor(FOUNDING, "")
    with office(founded=False) as desk:
        assert not founded(desk)
        require(desk, founder, "open_account", DAY, "dept")
    with office() as desk:
        assert founded(desk)
        with pytest.raises(NotAuthorised) as refusal:
            require(desk, founder, "open_account", DAY)
    assert [one.found for one in refusal.value.reasons] == ["本库已启用"]


@pytest.mark.parametrize(
    ("where", "place", "may"),
    [
        ("dept", "dept", True), ("city", "county", True), ("city", "unit", True),
        ("dept", "county", False), ("county", "city", False), ("city", "cities", False),
        ("city", "nowhere", False), ("city", "", True),
    ],
)  # fmt: skip
def test_a_duty_counts_over_its_subtree_and_not_above_or_beside_it(
    where: str, place: str, may: bool
) -> None:
    with office(("cadre_chief", where)) as desk:
        if may:
            require(desk, actor("cadre_chief", where), "open_case", DAY, place)
            return
        with pytest.raises(NotAuthorised) as refusal:
            require(desk, actor("cadre_chief", where), "open_case", DAY, place)
    assert "不在该单位范围内" in refusal.value.reasons[0].found


def test_an_organization_that_nobody_entered_gives_power_over_nothing() -> None:
    with office(("cadre_chief", "nowhere")) as desk, pytest.raises(NotAuthorised):
        require(desk, actor("cadre_chief", "nowhere"), "open_case", DAY, "dept")


@pytest.mark.parametrize("act", ["register_person", "enter_post", "enter_body"])
@pytest.mark.parametrize(
    ("where", "place", "may"),
    [
        ("dept", "unit", True), ("dept", "city", True), ("dept", "province", False),
        ("county_dept", "unit", True), ("county_dept", "dept", False), ("unit", "county", False),
    ],
)  # fmt: skip
def test_a_department_enters_people_posts_and_bodies_for_all_that_its_committee_is_over(
    act: str, where: str, place: str, may: bool
) -> None:
    with office(("cadre_chief", where)) as desk:
        if may:
            require(desk, actor("cadre_chief", where), act, DAY, place)
            return
        with pytest.raises(NotAuthorised):
            require(desk, actor("cadre_chief", where), act, DAY, place)


def test_an_administrator_administers_everywhere() -> None:
    with office(("security_admin", "dept")) as desk:
        require(desk, actor("security_admin"), "open_account", DAY, "province")


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ({"from": "2026-03-20"}, True), ({"from": "2026-03-21"}, False),
        ({"from": "2020-01-01", "to": "2026-03-21"}, True),
        ({"from": "2020-01-01", "to": "2026-03-20"}, False),
        ({"from": "2020-01-01", "to": ""}, True),
    ],
)  # fmt: skip
def test_a_duty_is_held_from_its_first_day_to_before_the_day_of_its_end(
    days: dict[str, str], may: bool
) -> None:
    with office(("cadre_clerk", "dept"), **days) as desk:
        if may:
            require_duty(desk, actor("cadre_clerk"), DAY)
            return
        with pytest.raises(NotAuthorised) as refusal:
            require_duty(desk, actor("cadre_clerk"), DAY)
    (told,) = refusal.value.reasons
    assert "2026-03-20" in told.found and "cadre_clerk" in told.found
    assert told.needed == "办理当日承担该岗位职责"


@pytest.mark.parametrize(
    ("duty", "where"), [("cadre_chief", "dept"), ("cadre_clerk", "county")]
)
def test_another_duty_or_the_same_elsewhere_is_not_this_one(duty: str, where: str) -> None:
    with office(("cadre_clerk", "dept")) as desk, pytest.raises(NotAuthorised):
        require_duty(desk, actor(duty, where), DAY)


def test_one_of_several_duties_is_enough() -> None:
    duties = [
        {"duty": "a", "organization": "x", "from": "2026-01-01"},
        {"duty": "b", "organization": "y", "from": "2026-01-01", "to": "2026-02-01"},
    ]
    assert holds(duties, "a", "x", date(2026, 1, 1))
    assert holds(duties, "b", "y", date(2026, 1, 31))
    assert not holds(duties, "b", "y", date(2026, 2, 1))
    assert not holds(duties, "a", "y", date(2026, 1, 5))
    assert not holds((), "a", "x", date(2026, 1, 5))


@pytest.mark.parametrize("state", ["retired", ""])
def test_a_retired_account_does_nothing(state: str) -> None:
    with office(("cadre_clerk", "dept"), state=state) as desk:
        with pytest.raises(NotAuthorised) as refusal:
            require_duty(desk, actor("cadre_clerk"), DAY)
        assert [(one.found, one.needed) for one in refusal.value.reasons] == [
            ("账户“王某”已停用", "由在用账户办理")
        ]


def test_an_unknown_account_does_nothing() -> None:
    with office(("cadre_clerk", "dept")) as desk:
        assert account_content(desk, "nobody") == {}
        assert account_content(desk, "me")["state"] == "active"
        with pytest.raises(NotAuthorised):
            require_duty(desk, actor("cadre_clerk", account="nobody"), DAY)


def test_the_path_of_an_unknown_organization_is_empty() -> None:
    with office() as desk:
        assert path(desk, "unit") == "province/city/county/unit/"
        assert path(desk, "nowhere") == ""
