"""Whom a request goes to: the branch of today, those left within the months, the offices of a unit."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dossiers import DAY, by, dossier, edition, round_of
from dossiers import act as act_of

from workflow.addressees import ADDRESSEES, former_branches, present_branches
from workflow.dossier import Dossier, Fact, OrganizationFile, PersonFile
from workflow.errors import WorkflowError

TODAY = date(2026, 3, 20)


def membership(branch: str, start: str, to: str = "", verified: bool = True) -> Fact:
    values = {"branch": branch, "from": start, **({"to": to} if to else {})}
    proof = (by("b"), DAY) if verified else (None, None)
    return Fact(f"f-{branch}-{start}", "branch_membership", values, by("a"), DAY, *proof)


def member(*facts: Fact, **settings: Any) -> Dossier:
    base = edition()
    process = base.process.model_copy(update={"settings": settings})
    person = PersonFile("candidate", "人选", "unit", facts)
    return dossier(person=person, edition=base.model_copy(update={"process": process}))


@pytest.mark.parametrize(
    ("start", "to", "present"),
    [
        ("2020-01-01", "", True), ("2026-03-20", "", True), ("2026-03-21", "", False),
        ("2020-01-01", "2026-03-21", True), ("2020-01-01", "2026-03-20", False),
    ],
)  # fmt: skip
def test_a_membership_counts_from_its_first_day_to_before_the_day_of_leaving(
    start: str, to: str, present: bool
) -> None:
    assert present_branches(member(membership("x", start, to))) == (("x",) if present else ())


def test_only_a_verified_membership_counts() -> None:
    assert present_branches(member(membership("x", "2020-01-01", verified=False))) == ()


@pytest.mark.parametrize(
    ("left", "asked"),
    [("2026-03-20", True), ("2025-03-21", True), ("2025-03-20", False), ("2026-03-21", False)],
)
def test_a_former_branch_is_asked_for_twelve_calendar_months_after_the_day_of_leaving(
    left: str, asked: bool
) -> None:
    told = member(membership("y", "2019-01-01", left), membership("x", left))
    assert former_branches(told) == (("y",) if asked else ())


def test_the_months_are_those_of_the_edition() -> None:
    told = (membership("y", "2019-01-01", "2025-11-20"), membership("x", "2025-11-20"))
    assert former_branches(member(*told, former_branch_months=4)) == ()
    assert former_branches(member(*told, former_branch_months=5)) == ("y",)


def test_a_branch_that_one_came_back_to_is_not_a_former_one_and_none_is_asked_twice() -> None:
    back = (membership("x", "2019-01-01", "2025-06-01"), membership("y", "2025-06-01", "2026-01-01"),
            membership("x", "2026-01-01"), membership("y", "2018-01-01", "2025-12-01"))  # fmt: skip
    assert present_branches(member(*back)) == ("x",)
    assert former_branches(member(*back)) == ("y",)


def test_the_joint_manager_is_that_of_the_post_where_there_is_one() -> None:
    ask = ADDRESSEES["joint_manager"]
    assert ask(dossier()) == ()
    profile = round_of(act_of("record", 2))
    profile = replace(profile, values={"posts": [{"post": "post", "joint_manager": "jm"}]})
    assert ask(dossier(rounds={"post_profile": (profile,)})) == ("jm",)
    other = replace(profile, values={"posts": [{"post": "other", "joint_manager": "jm"}]})
    assert ask(dossier(rounds={"post_profile": (other,)})) == ()


OFFICES = {
    "unit_organization": ("unit", "organization"), "unit_discipline": ("unit", "discipline"),
    "organ_party": ("unit", "party"), "peer_discipline": ("department", "peer_discipline"),
    "upper_organization": ("department", "upper_organization"),
    "upper_leader": ("department", "upper_leader"), "united_front": ("department", "united_front"),
    "democratic_parties": ("department", "democratic_parties"),
    "audit_organ": ("department", "audit"),
}  # fmt: skip


def office(organization: str, link: str, target: str) -> Dossier:
    known = OrganizationFile(organization, "单位", "organ", f"{organization}/", {link: target})
    return dossier(organizations={organization: known})


@pytest.mark.parametrize(("name", "place"), OFFICES.items())
def test_an_office_is_that_of_the_unit_or_of_the_department_and_none_where_none_is_linked(
    name: str, place: tuple[str, str]
) -> None:
    organization, link = place
    assert ADDRESSEES[name](office(organization, link, "target")) == ("target",)
    assert ADDRESSEES[name](office(organization, "something_else", "target")) == ()
    assert ADDRESSEES[name](dossier(organizations={})) == ()


def test_the_receiving_organization_is_that_of_the_unit_of_the_post() -> None:
    seen = office("unit", "organization", "target")
    elsewhere = replace(seen, post=replace(seen.post, organization="nowhere"))
    assert ADDRESSEES["receiving_organization"](seen) == ("target",)
    assert ADDRESSEES["receiving_organization"](elsewhere) == ()


def test_every_word_of_the_vocabulary_is_answered_here() -> None:
    assert set(ADDRESSEES) == {
        *OFFICES, "person_branches", "person_former_branches", "joint_manager",
        "receiving_organization",
    }  # fmt: skip


def test_a_setting_that_the_edition_lacks_is_a_fault_of_the_program() -> None:
    seen = member(reply_days=5)
    assert seen.setting("reply_days") == 5
    with pytest.raises(KeyError) as wrong:
        seen.setting("unknown")
    assert not isinstance(wrong.value, WorkflowError)
