"""Signatures: each office once, all different people, none concerned, over the present text."""

import pytest
from dossiers import act, activity, by, dossier, field, kin, round_of

from workflow.activities import KINDS
from workflow.activities.signatures import present_digest
from workflow.dossier import PersonFile

KIND = KINDS["signatures"]
OFFICES = activity("signatures", record=(), offices=("head", "secretary"),
                   fields={"conclusion": field("text")})  # fmt: skip
TEAM = activity("signatures", signers="team", over="material")
PAPERS = {"team": activity("form"), "material": activity("form")}
MEMBERS = {"leader": "p-a", "members": [{"person": "p-b"}, {"person": "p-a"}]}


def signing(account, office, **more):
    values = {"office": office, "conclusion": "廉洁"}
    return act("sign", more.pop("seq", 2), values, by=by(account, office), **more)


def office_faults(account, office, present=None, person="", values=None, **more):
    told = {"office": office, "conclusion": "廉洁"} if values is None else values
    actor = by(account, office, person)
    found = KIND.check(OFFICES, "sign", told, present, dossier(actor=actor, **more))
    return [one.path for one in found]


def signed(*acts):
    return round_of(*acts, activity=OFFICES)


def test_each_office_signs_under_its_own_duty() -> None:
    assert office_faults("a", "head") == []
    assert office_faults("a", "head", values={"office": "secretary", "conclusion": "廉洁"}) == [
        "office"
    ]
    assert set(office_faults("a", "clerk")) == {"office"}


def test_each_office_signs_once() -> None:
    assert office_faults("b", "head", signed(signing("a", "head"))) == ["office"]


@pytest.mark.parametrize(("account", "person"), [("a", ""), ("other", "p-a")])
def test_nobody_signs_for_two_offices_under_any_account(account: str, person: str) -> None:
    assert office_faults(account, "secretary", signed(signing("a", "head")), person) == ["签字"]


def test_the_candidate_does_not_sign_nor_a_relative() -> None:
    assert office_faults("a", "head", person="candidate") == ["签字"]
    relative = PersonFile("candidate", "人选", "unit", (kin("p-a"),))
    seen = dossier(actor=by("a", "head"), person=relative)
    found = KIND.check(OFFICES, "sign", {"office": "head", "conclusion": "好"}, None, seen)
    assert [one.message for one in found] == ["人选本人及其近亲属不得签字"]


def test_an_account_without_a_person_does_not_sign() -> None:
    assert office_faults("a", "head", person=None) == ["签字"]


def test_it_is_complete_when_every_office_signed() -> None:
    first = signing("a", "head")
    (lack,) = KIND.lacks(OFFICES, signed(first), dossier())
    assert lack.who == ("secretary",)
    both = signed(first, signing("b", "secretary", seq=3))
    assert KIND.lacks(OFFICES, both, dossier()) == []
    assert [(row["office"], row["person"], row["conclusion"]) for row in both.values["signed"]] == [
        ("head", "p-a", "廉洁"), ("secretary", "p-b", "廉洁"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "offices"),
    [
        ("internal_organ", {"organ_party_secretary", "organ_discipline_secretary"}),
        ("department", {"unit_secretary", "discipline_secretary"}),
    ],
)
def test_for_a_post_inside_an_organ_the_organ_signs_instead_of_the_unit(body, offices) -> None:
    four = activity("signatures", record=(), offices=(
        "unit_secretary", "discipline_secretary",
        "organ_party_secretary", "organ_discipline_secretary",
    ))  # fmt: skip
    profile = activity("form")
    rows = {"posts": [{"post": "post", "body_kind": body}]}
    recorded = round_of(act("record", 1, rows), activity=profile)
    seen = dossier(activities={"post_profile": profile}, rounds={"post_profile": (recorded,)})
    assert {one.who[0] for one in KIND.lacks(four, None, seen)} == offices
    other = {one for one in four.offices if one not in offices}.pop()
    assert [one.path for one in KIND.check(four, "sign", {"office": other}, None, seen)] == [
        "office"
    ]


def papers(*records, members=MEMBERS, **more):
    rounds = {"team": (round_of(act("record", 1, members), activity=PAPERS["team"]),)}
    if records:
        rounds["material"] = (round_of(*records, activity=PAPERS["material"]),)
    return dossier(activities=PAPERS, rounds=rounds, **more)


def member(account, seq, over):
    return act("sign", seq, {"over": over}, by=by(account))


TEXT, CHANGED = act("record", 5), act("record", 8)


def test_every_member_signs_once_however_often_the_list_names_him() -> None:
    present = round_of(member("a", 6, "digest-5"), activity=TEAM)
    (lack,) = KIND.lacks(TEAM, present, papers(TEXT))
    assert "p-b" in lack.found
    both = round_of(member("a", 6, "digest-5"), member("b", 7, "digest-5"), activity=TEAM)
    assert KIND.lacks(TEAM, both, papers(TEXT)) == []
    assert both.values["over"] == "digest-5"


def test_only_a_member_signs_and_only_the_present_text() -> None:
    def faults(account, over, *records):
        seen = papers(*records, actor=by(account))
        return [one.path for one in KIND.check(TEAM, "sign", {"over": over}, None, seen)]

    assert faults("a", "digest-5", TEXT) == []
    assert faults("stranger", "digest-5", TEXT) == ["签字"]
    assert faults("a", "digest-5", TEXT, CHANGED) == ["over"]
    assert faults("a", "digest-5") == ["over"]
    assert faults("a", "", TEXT) == ["over"]


def test_a_change_of_the_text_voids_the_signatures_and_each_may_sign_anew() -> None:
    old = (member("a", 6, "digest-5"), member("b", 7, "digest-5"))
    seen = papers(TEXT, CHANGED, actor=by("a"))
    assert present_digest(TEAM, seen) == "digest-8"
    before = round_of(*old, activity=TEAM)
    assert "已改动" in KIND.lacks(TEAM, before, seen)[0].found
    assert KIND.check(TEAM, "sign", {"over": "digest-8"}, before, seen) == []
    after = round_of(*old, member("a", 9, "digest-8"), activity=TEAM)
    assert [row["person"] for row in after.values["signed"]] == ["p-a"]
    assert ["p-b" in one.found for one in KIND.lacks(TEAM, after, seen)] == [True]


def test_without_a_text_or_without_members_it_is_not_complete() -> None:
    assert any("尚未填报" in one.found for one in KIND.lacks(TEAM, None, papers()))
    assert any("没有写明人员" in one.found for one in KIND.lacks(TEAM, None, papers(TEXT, members={})))
