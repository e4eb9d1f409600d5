"""Whose file may be known, over which subtree; and the political-quality file of fewer still."""

import pytest
from offices import DAY, PATHS, actor, office

from workflow.authority import (
    DO,
    ON_STANDING,
    SEES_CASE,
    SEES_POLITICAL_FILE,
    people_in_sight,
    require_sight_of_person,
    require_sight_of_political_file,
)
from workflow.errors import NotAuthorised, NotFound


def below(duty: str, where: str, **account: str) -> str | None:
    """The path below which people are known; None where nobody is."""
    with office((duty, where), **account) as desk:
        try:
            return people_in_sight(desk, actor(duty, where), DAY)
        except NotFound:
            return None


@pytest.mark.parametrize(("duty", "where", "path"), [
    ("cadre_clerk", "dept", "province/city/"), ("cadre_clerk", "county_dept", "province/city/county/"),
    ("discipline_officer", "dept", "province/city/"), ("audit_reader", "county", ""),
    ("upper_organization_officer", "province_dept", ""), ("branch_secretary", "branch", None),
    ("system_admin", "city", None), ("cadre_clerk", "nowhere", None),
])  # fmt: skip
def test_a_list_of_people_reaches_as_far_as_one_may_know_of_people(
    duty: str, where: str, path: str | None
) -> None:
    assert below(duty, where) == path


def test_who_no_longer_holds_the_duty_knows_of_nobody() -> None:
    assert below("cadre_clerk", "dept", state="retired") is None


@pytest.mark.parametrize("where", ["dept", "county_dept", "province_dept"])
def test_whoever_is_listed_may_be_known_one_by_one(where: str) -> None:
    path = below("cadre_chief", where)
    assert path is not None
    with office(("cadre_chief", where)) as desk:
        for organization, own in PATHS.items():
            try:
                known = require_sight_of_person(desk, actor("cadre_chief", where), organization, DAY)
            except NotFound:
                known = False
            assert known == own.startswith(path), organization


def test_the_political_file_is_of_those_who_assess_check_decide_or_watch() -> None:
    knowing = SEES_CASE | {duty for act in ON_STANDING for duty in DO[act]}
    assert knowing > SEES_POLITICAL_FILE
    for duty in sorted(knowing):
        with office((duty, "dept")) as desk:
            if duty in SEES_POLITICAL_FILE:
                require_sight_of_political_file(desk, actor(duty, "dept"), "unit", DAY)
                continue
            with pytest.raises(NotAuthorised) as refused:
                require_sight_of_political_file(desk, actor(duty, "dept"), "unit", DAY)
            assert refused.value.reasons[0].who == tuple(sorted(SEES_POLITICAL_FILE))


def test_of_whom_one_may_not_know_there_is_no_political_file_either() -> None:
    with office(("organization_head", "county_dept")) as desk, pytest.raises(NotFound):
        require_sight_of_political_file(desk, actor("organization_head", "county_dept"), "dept", DAY)
