"""Who may see what: what one may not know of is not found, never forbidden (L8)."""

import pytest
from offices import DAY, actor, office

from workflow.authority import (
    DO,
    READERS,
    SEES_CASE,
    register_in_sight,
    require_sight,
    require_sight_of_person,
)
from workflow.errors import NotFound


def sees(duty: str, where: str, department: str = "dept", **account: str) -> bool:
    with office((duty, where), **account) as desk:
        try:
            require_sight(desk, actor(duty, where), department, DAY)
        except NotFound:
            return False
    return True


def knows(duty: str, where: str, organization: str, **account: str) -> bool | None:
    """Whether facts show too; None where the person is not found."""
    with office((duty, where), **account) as desk:
        try:
            return require_sight_of_person(desk, actor(duty, where), organization, DAY)
        except NotFound:
            return None


@pytest.mark.parametrize("duty", sorted(SEES_CASE))
def test_who_handles_cases_sees_those_of_the_own_department(duty: str) -> None:
    assert sees(duty, "dept")


@pytest.mark.parametrize(
    "duty", ["branch_secretary", "unit_secretary", "discipline_officer", "system_admin",
             "security_admin", ""]
)  # fmt: skip
def test_whoever_is_not_listed_sees_no_case_at_all(duty: str) -> None:
    assert not sees(duty, "dept")


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("dept", True), ("section", True), ("city", True), ("province", True), ("county", False),
        ("county_dept", False), ("unit", False), ("party", False), ("branch", False),
        ("cities", False), ("alone", False), ("nowhere", False),
    ],
)  # fmt: skip
def test_a_case_of_the_city_is_seen_in_the_city_and_above_and_by_no_county_below_it(
    where: str, seen: bool
) -> None:
    assert sees("cadre_clerk", where) == seen


@pytest.mark.parametrize(
    ("where", "seen"),
    [("county_dept", True), ("county", True), ("dept", True), ("section", True), ("unit", False)],
)
def test_a_case_of_the_county_is_seen_by_the_county_and_by_the_departments_of_the_city(
    where: str, seen: bool
) -> None:
    assert sees("cadre_clerk", where, "county_dept") == seen


def test_an_office_right_below_the_root_sees_all_of_its_tree() -> None:
    assert sees("cadre_clerk", "province_dept")
    assert not sees("cadre_clerk", "province_dept", "alone")


def test_a_department_of_its_own_sees_itself() -> None:
    assert sees("cadre_clerk", "alone", "alone")
    assert sees("cadre_clerk", "alone_section", "alone")
    assert not sees("cadre_clerk", "alone", "dept")


@pytest.mark.parametrize(("where", "seen"), [("dept", True), ("county_dept", False), ("unit", False)])
def test_meetings_of_the_committee_are_seen_by_its_own_departments(where: str, seen: bool) -> None:
    assert sees("cadre_clerk", where, "city") == seen


def test_a_department_that_there_is_not_has_no_cases_to_see() -> None:
    assert not sees("cadre_clerk", "dept", "nowhere")


@pytest.mark.parametrize("duty", ["audit_reader", "audit_admin", "upper_organization_officer",
                                  "upper_organization_head"])  # fmt: skip
def test_auditors_and_the_upper_department_see_wherever_they_sit(duty: str) -> None:
    assert sees(duty, "branch")
    assert knows(duty, "branch", "unit") is True


@pytest.mark.parametrize("account", [{"state": "retired"}, {"to": "2026-03-20"}, {"from": "2026-03-21"}])
def test_who_does_not_hold_the_duty_today_learns_nothing_not_even_that_he_may_not(
    account: dict[str, str]
) -> None:
    assert not sees("cadre_clerk", "dept", **account)
    assert not sees("audit_reader", "dept", **account)
    assert knows("cadre_clerk", "dept", "unit", **account) is None
    assert knows("audit_reader", "dept", "unit", **account) is None


@pytest.mark.parametrize("duty", sorted(SEES_CASE))
def test_who_sees_cases_sees_the_files_of_people_below_the_same_committee(duty: str) -> None:
    assert knows(duty, "dept", "unit") is True


@pytest.mark.parametrize("act", ["hold", "end_hold", "confirm_veto", "request_review", "review_veto"])
def test_who_only_decides_on_a_standing_sees_name_and_standing_but_no_facts(act: str) -> None:
    for duty in DO[act]:
        assert knows(duty, "dept", "unit") is (duty in SEES_CASE)


@pytest.mark.parametrize("duty", ["branch_secretary", "unit_secretary", "system_admin", "security_admin"])
def test_nobody_else_knows_of_a_person(duty: str) -> None:
    assert knows(duty, "dept", "unit") is None


@pytest.mark.parametrize(
    ("where", "organization", "known"),
    [
        ("dept", "unit", True), ("dept", "county", True), ("dept", "city", True),
        ("section", "unit", True), ("county_dept", "unit", True), ("county_dept", "dept", None),
        ("county", "unit", True), ("county", "dept", None), ("city", "cities", None),
        ("city", "unit", True), ("unit", "unit", True), ("unit", "county", None),
        ("dept", "cities", None), ("alone", "alone", True),
        ("dept", "province", None), ("dept", "nowhere", None), ("nowhere", "unit", None),
        ("party", "unit", None),
    ],
)  # fmt: skip
def test_a_file_is_known_below_the_committee_of_the_duty_and_nowhere_else(
    where: str, organization: str, known: bool | None
) -> None:
    assert knows("cadre_clerk", where, organization) is known


@pytest.mark.parametrize(
    ("duty", "where", "below"),
    [
        ("discipline_officer", "dept", "province/city/"),
        ("discipline_officer", "county", "province/city/county/"),
        ("audit_reader", "unit", ""), ("audit_admin", "unit", ""),
    ],
)  # fmt: skip
def test_the_register_of_interference_is_read_below_the_own_committee_and_by_auditors_everywhere(
    duty: str, where: str, below: str
) -> None:
    with office((duty, where)) as desk:
        assert register_in_sight(desk, actor(duty, where), DAY) == below


def test_who_handles_cases_does_not_know_of_the_register_of_interference() -> None:
    for duty in sorted(SEES_CASE - set(READERS)):
        with office((duty, "dept")) as desk, pytest.raises(NotFound):
            register_in_sight(desk, actor(duty), DAY)
    with office(("discipline_officer", "nowhere")) as desk, pytest.raises(NotFound):
        register_in_sight(desk, actor("discipline_officer", "nowhere"), DAY)
