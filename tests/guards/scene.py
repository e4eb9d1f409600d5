"""One case in which everything is as the rules ask, to be spoilt one thing at a time."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asked import asked
from scene_edition import edition

from workflow.dossier import (
    Act,
    BodyFile,
    By,
    CaseFile,
    Dossier,
    Fact,
    ItemFile,
    MeetingFile,
    Member,
    OrganizationFile,
    PersonFile,
    PostFile,
    Round,
    SelectionFile,
    Step,
    View,
)
from workflow.guards.reading import rows
from workflow.workdays import Calendar, load

ABSENT = object()
TODAY = date(2026, 4, 9)
HELD_ON = date(2026, 3, 25)
MEMBERS = tuple(f"m{number}" for number in range(1, 12))


@cache
def calendar() -> Calendar:
    return load(Path(__file__).parents[2] / "definitions" / "calendars")


def by(name: str, duty: str = "cadre_chief", person: str | None = None) -> By:
    return By(f"a-{name}", name, duty, "dept", person or f"p-{name}")


def fact(kind: str, **values: Any) -> Fact:
    return Fact(f"f-{kind}-{len(values)}", kind, asked(values), by("one"), date(2020, 1, 1),
                by("two"), date(2020, 1, 2))  # fmt: skip


def relative(person: str, relation: str = "spouse") -> Fact:
    return fact("kinship", relation=relation, name=person, person=person)


PARTY = fact("politics", value="中共党员")
OUTSIDE = fact("politics", value="群众")
AUDITED = fact("tenure", organization="o", post="p", level="township_chief", position="chief",
               audited=True, leading=True, **{"from": "2022-05-20"})  # fmt: skip
BRANCH = fact("branch_membership", branch="branch", **{"from": "2020-01-01"})


def person(*facts: Fact, **more: Any) -> PersonFile:
    return PersonFile("candidate", "沈砚青", "unit", facts, **more)


def act(name: str, seq: int, values: Mapping[str, Any] | None = None, **more: Any) -> Act:
    told: dict[str, Any] = {"on": date(2026, 3, 1), "by": by("clerk"), "digest": f"d{seq}", **more}
    return Act("case:c1", seq, name, datetime(2026, 3, 1, tzinfo=UTC), told["on"], told["by"],
               values or {}, told["digest"])  # fmt: skip


def members(**roles: str) -> tuple[Member, ...]:
    usual = {"m1": "chair", "m2": "organization_member", **roles}
    return tuple(Member(one, f"成员{one}", usual.get(one, "member"), date(2020, 1, 1))
                 for one in MEMBERS)  # fmt: skip


BODY = BodyFile("body", "市委常委会", "standing_committee", "city", members())
DEPARTMENT = BodyFile("office", "部务会", "department", "dept", members())
PLENUM = BodyFile("plenum", "市委全委会", "full_committee", "city", members())
TALLY: Mapping[str, Any] = {
    "presenter": "m2", "presenter_role": "organization_member", "presented_seq": 1,
    "discussed_seq": 2, "voted_seq": 3, "vote_form": "secret", "agree": 8, "disagree": 0,
    "postpone": 1, "abstain": 0, "issued": 9, "returned": 9, "valid": 9, "book_no": "七",
    "page": 12, "recorder": "r1", "tellers": ["t1", "t2"], "guests": [], "package_with": [],
    "objections_read": True, "upper_reply_told": True,
}  # fmt: skip


def views(present: int = 9, **changed: Mapping[str, Any]) -> tuple[View, ...]:
    """The first `present` members are there; the chair m1 speaks last."""
    usual = [
        View(one, number < present, view="agree" if number < present else None,
             order=(number or present) if number < present else None)
        for number, one in enumerate(MEMBERS)
    ]  # fmt: skip
    return tuple(replace(view, **changed.get(view.person, {})) for view in usual)


def item(
    name: str = "committee_decision",
    body: BodyFile = BODY,
    seen: tuple[View, ...] | None = None,
    held_on: date = HELD_ON,
    kind: str = "",
    meeting: str = "",
    **values: Any,
) -> ItemFile:
    sitting = MeetingFile(meeting or f"meeting-{name}", body, kind or body.kind, held_on, "m1",
                          roster=body.roster(held_on))  # fmt: skip
    told = {key: value for key, value in {**TALLY, **values}.items() if value is not ABSENT}
    entry = act("item", 40, digest=f"entry-{name}")
    return ItemFile(sitting, name, "c1", entry, views() if seen is None else seen, asked(told))


ITEMS: Mapping[str, ItemFile] = {
    "committee_decision": item(),
    "department_decision": item("department_decision", DEPARTMENT, held_on=date(2026, 3, 13)),
    "probation_decision": item("probation_decision", held_on=date(2026, 4, 9)),
    "revocation_decision": item("revocation_decision", held_on=date(2026, 4, 1)),
    "plenary_ballot": item("plenary_ballot", PLENUM),
}
PROFILE: Mapping[str, Any] = {
    "post": "post", "position": "deputy", "body_kind": "department", "track": "party_appointed",
    "managed_by": "city", "deciding_body": "city", "filing": False, "special_post": False,
    "probation_basis": "department_deputy", "committee_level": "none",
    "growth_place_rule": "none", "target_level": "county_deputy",
}  # fmt: skip


def patched(values: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with keys changed; `a.b` reaches into `a`; ABSENT takes the key away."""
    found = deepcopy(dict(values))
    for key, value in change.items():
        *path, last = key.split(".")
        place: Any = found
        for one in path:
            place = place[int(one)] if one.isdigit() else place[one]
        if value is ABSENT:
            place.pop(int(last) if last.isdigit() else last)
        elif last.isdigit():
            place[int(last)] = value
        else:
            place[last] = value
    return found


def rounds(values: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Round, ...]]:
    """One round an activity: recorded, asked and approved, each by another person."""
    return {
        name: (
            Round(1, (
                act("record", 30, told, by=by("clerk", RECORDERS.get(name, "cadre_clerk"))),
                act("ask", 31), act("approve", 32, by=by("chief")),
                *(act("sign", 33, {"over": "d30"},
                      by=by(str(row.get("person")), person=row.get("person")))
                  for row in rows(told, "signed")),
            ), told),
        )
        for name, told in asked(values).items()
    }  # fmt: skip


RECORDERS: Mapping[str, str] = {"void_order": "upper_organization_head"}
STEPS = (
    Step(1, "", "", "planning", date(2026, 1, 12), by("head")),
    Step(5, "start_recommendation", "planning", "recommendation", date(2026, 1, 29), by("head")),
    Step(10, "begin_investigation", "preparation", "investigation", date(2026, 2, 26), by("head")),
)
ADOPTED = Step(45, "adopt", "discussion", "decided", HELD_ON, by("secretary"),
               {"item_entry": "entry-committee_decision"})  # fmt: skip
ORGANIZATIONS: Mapping[str, OrganizationFile] = {
    "unit": OrganizationFile("unit", "工委", "organ", "unit/", {
        "organization": "u-org", "discipline": "u-dis", "party": "u-party",
    }),
    "dept": OrganizationFile("dept", "组织部", "department", "dept/", {
        "peer_discipline": "jw", "united_front": "tzb", "democratic_parties": "dp",
        "upper_organization": "up", "upper_leader": "ul", "audit": "audit",
    }),
    "province": OrganizationFile("province", "省委", "committee", "province/"),
    "city": OrganizationFile("city", "市委", "committee", "province/city/"),
    "branch": OrganizationFile("branch", "第一党支部", "branch", "party/branch/"),
}  # fmt: skip


def dossier(
    values: Mapping[str, Mapping[str, Any]],
    *,
    items: Mapping[str, ItemFile] = ITEMS,
    state: str = "investigation",
    steps: Iterable[Step] = (*STEPS, ADOPTED),
    made: str = "",
    settings: Mapping[str, Any] | None = None,
    profile: Mapping[str, Any] | None = None,
    **more: Any,
) -> Dossier:
    """The picture in which `values` were recorded and `items` voted on."""
    row = {k: v for k, v in {**PROFILE, **(profile or {})}.items() if v is not ABSENT}
    told = {"post_profile": {"posts": [row]}, **values}
    found = edition(settings)
    return Dossier(**{
        "at": datetime(2026, 4, 9, 2, tzinfo=UTC), "today": TODAY, "calendar": calendar(),
        "edition": found,
        "case": CaseFile("c1", "2026-1", "candidate", "post", "s1", state, date(2026, 1, 12),
                         tuple(steps)),
        "selection": SelectionFile("s1", "批次", "dept", "body"),
        "person": person(PARTY, BRANCH), "post": PostFile(
            "post", "org", "副书记", "county_deputy", "deputy", 2
        ),
        "rounds": {**rounds(told), **{name: rounds({name: {}})[name] for name in items}},
        "items": {name: (one,) for name, one in items.items()},
        "bodies": {"body": BODY, "office": DEPARTMENT, "plenum": PLENUM},
        "organizations": ORGANIZATIONS,
        "people": {"candidate": "沈砚青"}, "move": found.move(made), **more,
    })  # fmt: skip


def asks(*rows: tuple[str, str], **more: Any) -> dict[str, Any]:
    """An opinion asked of (ask, organization) on 02-26 and answered on 03-06."""
    return {
        "asked": [{"ask": ask, "organization": one, "on": "2026-02-26", "due_on": "2026-03-04",
                   "received_on": "2026-02-27", "proof": {"digest": "r"}} for ask, one in rows],
        "answers": [{"ask": ask, "organization": one, "stance": "support", "on": "2026-03-06",
                     "by": "答复人", "person": "answerer", "signer": "signer", **more}
                    for ask, one in rows],
        "responses": [],
    }  # fmt: skip


def changed(name: str, values: Mapping[str, Any]) -> ItemFile:
    """The usual item of an activity with other figures."""
    usual = ITEMS[name]
    told = {**usual.values, **values}
    return replace(usual, values={key: one for key, one in told.items() if one is not ABSENT})
