"""Whom a request goes to (征求意见对象): from a name of the closed vocabulary to organizations."""

from collections.abc import Callable, Mapping
from datetime import date

from workflow.dossier import Dossier, Fact
from workflow.workdays import add_months

Addressees = Callable[[Dossier], tuple[str, ...]]


def _unit(link: str) -> Addressees:
    return lambda d: _linked(d, d.person.organization, link)


def _department(link: str) -> Addressees:
    return lambda d: _linked(d, d.selection.department, link)


def _linked(dossier: Dossier, organization: str, link: str) -> tuple[str, ...]:
    known = dossier.organizations.get(organization)
    target = known.links.get(link) if known else None
    return (target,) if target else ()


def present_branches(dossier: Dossier) -> tuple[str, ...]:
    """The branches where the Party membership lies today (所在党支部)."""
    return tuple(dict.fromkeys(
        fact.values["branch"]
        for fact in dossier.person.known("branch_membership")
        if _covers(fact, dossier.today)
    ))  # fmt: skip


def former_branches(dossier: Dossier) -> tuple[str, ...]:
    """The branches left within the set months before today (原所在党支部, R-BRANCH-04)."""
    months = dossier.edition.process.settings.get("former_branch_months", 12)
    assert isinstance(months, int)
    present = present_branches(dossier)
    return tuple(dict.fromkeys(
        fact.values["branch"]
        for fact in dossier.person.known("branch_membership")
        if (left := fact.values.get("to"))
        and date.fromisoformat(left) <= dossier.today < add_months(date.fromisoformat(left), months)
        and fact.values["branch"] not in present
    ))  # fmt: skip


def _covers(fact: Fact, day: date) -> bool:
    left = fact.values.get("to")
    return date.fromisoformat(fact.values["from"]) <= day and (
        not left or day < date.fromisoformat(left)
    )


def _joint_manager(dossier: Dossier) -> tuple[str, ...]:
    manager = dossier.profile.get("joint_manager")
    return (manager,) if manager else ()


ADDRESSEES: Mapping[str, Addressees] = {
    "person_branches": present_branches,
    "person_former_branches": former_branches,
    "unit_organization": _unit("organization"),
    "unit_discipline": _unit("discipline"),
    "organ_party": _unit("party"),
    "peer_discipline": _department("peer_discipline"),
    "upper_organization": _department("upper_organization"),
    "upper_leader": _department("upper_leader"),
    "joint_manager": _joint_manager,
    "united_front": _department("united_front"),
    "democratic_parties": _department("democratic_parties"),
    "audit_organ": _department("audit"),
    "receiving_organization": lambda d: _linked(d, d.post.organization, "organization"),
}
