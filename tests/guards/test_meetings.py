"""The meeting: counted on those due, one item at a time, chair last; what binds after the vote."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import RECORDED
from scene import (
    ABSENT,
    ADOPTED,
    BODY,
    BRANCH,
    DEPARTMENT,
    HELD_ON,
    ITEMS,
    PARTY,
    PLENUM,
    STEPS,
    TODAY,
    dossier,
    item,
    move,
    patched,
    person,
    relative,
    views,
)

from workflow.dossier import Dossier, ItemFile, Step, View
from workflow.guards import appointment, branch, decision, investigation
from workflow.guards.verdict import Guard

GUARDS: Mapping[str, Guard] = {
    **decision.TABLE,
    "department_decided": investigation.TABLE["department_decided"],
    "probation_decided": appointment.TABLE["probation_decided"],
    "objection_read": branch.TABLE["objection_read"],
}
ABOVE = {"managed_by": "province", "deciding_body": "city", "filing": True}
CHIEF = {"body_kind": "local_team", "position": "chief", "organ": "committee"}
# How the scene differs for a guard to be concerned at all.
SCENES: Mapping[str, Mapping[str, Any]] = {
    "majority_missed": {"items": {**ITEMS, "committee_decision": item(agree=5)}},
    "package_complete": {"profile": ABOVE},
    "upper_approved": {"profile": ABOVE},
    "filed_in_time": {"profile": ABOVE},
    "plenary_voted": {"profile": CHIEF},
    "plenary_figures": {"profile": CHIEF},
    "reconsideration_allowed": {"made": "reconsider", "steps": STEPS},
    "notice_not_issued": {"values": {}},
}


ONE = {"committee_decision": ITEMS["committee_decision"]}


def scene(guard: str, **more: Any) -> Dossier:
    told = {"state": "deliberation", "made": "adopt", **SCENES.get(guard, {}), **more}
    return dossier(told.pop("values", RECORDED), **told)


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in GUARDS[guard].judge(seen).gaps]


def at(name: str = "committee_decision", **told: Any) -> dict[str, ItemFile]:
    body = {"department_decision": DEPARTMENT, "plenary_ballot": PLENUM}.get(name, BODY)
    usual: dict[str, Any] = {"name": name, "body": body, "held_on": ITEMS[name].meeting.held_on}
    return {**ITEMS, name: item(**{**usual, **told})}


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_nothing_is_found_at_a_meeting_held_as_the_rules_ask(guard: str) -> None:
    assert rules(guard, scene(guard)) == []


NEED_AN_ITEM = sorted(set(decision.TABLE) & {
    "collective_meeting", "quorum", "views_complete", "chair_last", "item_order",
    "vote_form_valid", "majority_reached", "majority_missed", "one_by_one", "minute_book",
    "recusals_kept", "decision_unchanged", "revoked_collectively", "plenary_voted",
} | {"department_decided", "probation_decided"})  # fmt: skip


@pytest.mark.parametrize("guard", NEED_AN_ITEM)
def test_without_a_meeting_nothing_is_decided(guard: str) -> None:
    assert len(rules(guard, scene(guard, items={}))) == 1


def silent(**told: Any) -> dict[str, Any]:
    return {"seen": views(**{one: dict(change) for one, change in told.items()})}


SPOILT: tuple[tuple[str, str, Mapping[str, Any], list[str]], ...] = (
    ("collective_meeting", "committee_decision", {"body": DEPARTMENT}, ["R-DEC-01"]),
    ("collective_meeting", "committee_decision", {"kind": "secretaries"}, ["R-GEN-07"]),
    ("quorum", "committee_decision", {"seen": views(7)}, ["R-DEC-04"]),
    ("quorum", "committee_decision",
     silent(m9={"recused": True}, m8={"recused": True}), ["R-DEC-04"]),
    ("views_complete", "committee_decision", silent(m3={"view": None}), ["R-DEC-05"]),
    ("views_complete", "committee_decision", silent(m3={"recused": True}), ["R-DEC-05"]),
    ("views_complete", "committee_decision", silent(m11={"view": "agree"}), ["R-DEC-05"]),
    ("views_complete", "committee_decision",
     {"seen": (*views(), View("guest", True, view="agree", order=99))}, ["R-DEC-05"]),
    ("views_complete", "committee_decision", {"seen": ()}, ["R-DEC-05"]),
    ("chair_last", "committee_decision", silent(m1={"order": 0}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", silent(m3={"order": None}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", silent(m3={"order": 9}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", silent(m1={"present": False}), ["R-DEC-06"]),
    ("chair_last", "committee_decision", {"seen": views()[1:]}, ["R-DEC-06"]),
    ("item_order", "committee_decision", {"voted_seq": 2}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"discussed_seq": 1}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"presented_seq": ABSENT}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"presenter": ABSENT}, ["R-DEC-07"]),
    ("item_order", "committee_decision", {"presenter": "m3"}, ["R-DEC-07"]),
    ("vote_form_valid", "committee_decision", {"vote_form": "circulation"}, ["R-DEC-08"]),
    ("vote_form_valid", "committee_decision", {"vote_form": ABSENT}, ["R-DEC-08"]),
    ("majority_reached", "committee_decision", {"agree": 5}, ["R-DEC-09"]),
    ("majority_reached", "committee_decision", {"agree": ABSENT}, ["R-DEC-09"]),
    ("majority_reached", "committee_decision", {"postponed": True}, ["R-DEC-09"]),
    ("majority_missed", "committee_decision", {"agree": 6}, ["R-DEC-09"]),
    ("majority_missed", "committee_decision", {"agree": ABSENT}, ["R-DEC-09"]),
    ("one_by_one", "committee_decision", {"package_with": ["c1", "c2"]}, ["R-DEC-21"]),
    ("minute_book", "committee_decision", {"page": ABSENT, "recorder": ""}, ["R-DEC-20"]),
    ("department_decided", "department_decision", {"agree": 5}, ["R-INV-08"]),
    ("department_decided", "department_decision", {"seen": views(7)}, ["R-INV-08"]),
    ("department_decided", "department_decision", {"kind": "committee"}, ["R-INV-08"]),
    ("department_decided", "department_decision",
     {"held_on": HELD_ON.replace(day=8)}, ["R-INV-08"]),
    ("probation_decided", "probation_decision", {"agree": 5}, ["R-APT-08"]),
    ("probation_decided", "probation_decision", {"held_on": HELD_ON}, ["R-APT-08"]),
    ("revoked_collectively", "revocation_decision", {"agree": 5}, ["R-DEC-19"]),
    ("revoked_collectively", "revocation_decision", {"body": PLENUM}, ["R-DEC-19"]),
    ("plenary_voted", "plenary_ballot", {"vote_form": "hands"}, ["R-DEC-15"]),
    ("plenary_voted", "plenary_ballot", {"body": BODY}, ["R-DEC-15"]),
    ("plenary_figures", "plenary_ballot", {"seen": views(7), "issued": 7}, ["R-DEC-16"]),
    ("plenary_figures", "plenary_ballot", {"agree": 5}, ["R-DEC-16"]),
    ("plenary_figures", "plenary_ballot", {"issued": 10}, ["R-DEC-16"]),
    ("plenary_figures", "plenary_ballot",
     {"seen": (*views(), View("alternate", True, view="agree"))}, ["R-DEC-16"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("guard", "name", "told", "found"),
    SPOILT,
    ids=[f"{number} {row[0]}: {sorted(row[2])}" for number, row in enumerate(SPOILT)],
)
def test_a_fault_at_the_meeting_is_found_under_its_rule(
    guard: str, name: str, told: Mapping[str, Any], found: list[str]
) -> None:
    assert rules(guard, scene(guard, items=at(name, **told))) == found


@given(st.integers(0, 11), st.integers(0, 11))
def test_quorum_and_majority_are_exact_fractions_of_those_due(present: int, agree: int) -> None:
    seen = scene("quorum", items=at(seen=views(present), agree=agree))
    assert (rules("quorum", seen) == []) is (Fraction(present, 11) >= Fraction(2, 3))
    more_than_half = Fraction(agree, 11) > Fraction(1, 2)
    assert (rules("majority_reached", seen) == []) is more_than_half
    assert (rules("majority_missed", seen) == []) is not more_than_half


def test_five_of_eight_present_is_no_majority_of_eleven_due() -> None:
    seen = scene("majority_reached", items=at(seen=views(8), agree=5))
    assert rules("quorum", seen) == []
    assert rules("majority_reached", seen) == ["R-DEC-09"]


@pytest.mark.parametrize("counting", ["as_decision", "minutes_only"])
def test_the_edition_says_whether_the_department_meeting_is_counted(counting: str) -> None:
    seen = scene("department_decided", items=at("department_decision", agree=5),
                 settings={"department_counting": counting})  # fmt: skip
    assert (rules("department_decided", seen) == []) is (counting == "minutes_only")


def test_the_head_of_the_department_may_present_without_being_a_member() -> None:
    told = {"presenter": "head", "presenter_role": "organization_head"}
    seen = scene("item_order", items=at(**told))
    heads = (replace(DEPARTMENT.members[0], person="head"),)
    known = {**seen.bodies, "office": replace(DEPARTMENT, members=heads)}
    assert rules("item_order", replace(seen, bodies=known)) == []
    assert rules("item_order", seen) == ["R-DEC-07"]  # who says so of himself, while another heads it
    assert rules("item_order", replace(seen, bodies={})) == []


def test_a_recused_chair_does_not_have_to_speak_last() -> None:
    gone = {"m1": {"recused": True, "view": None, "order": None}}
    seen = scene("chair_last", items=at(seen=views(**gone)))
    assert rules("chair_last", seen) == []


# recusal


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, ["R-DEC-12"]),
        ({"recused": True, "view": None}, []),
        ({"present": False, "view": None}, []),
    ],
)
def test_a_member_who_is_a_relative_leaves_for_the_item(
    change: dict[str, Any], found: list[str]
) -> None:
    seen = scene("recusals_kept", items={"committee_decision": item(seen=views(m5=change))},
                 person=person(PARTY, BRANCH, relative("m5", "sibling")))  # fmt: skip
    assert rules("recusals_kept", seen) == found


def test_the_candidate_leaves_as_a_member_too() -> None:
    own = replace(views()[4], person="candidate")
    seen = scene("recusals_kept", items=at(seen=(*views()[:4], own, *views()[5:])))
    assert rules("recusals_kept", seen) == ["R-DEC-12"]


@pytest.mark.parametrize("told", [{"recorder": "aunt"}, {"tellers": ["aunt"]},
                                  {"presenter": "aunt"}, {"guests": ["aunt"]}])  # fmt: skip
def test_a_relative_does_not_serve_at_the_item(told: dict[str, Any]) -> None:
    related = person(PARTY, BRANCH, relative("aunt", "uncle_aunt"))
    assert rules("recusals_kept", scene("recusals_kept", items=at(**told), person=related)) == [
        "R-AVO-04"
    ]


def test_a_related_member_who_stays_and_presents_is_told_once() -> None:
    related = person(PARTY, BRANCH, relative("m2"))
    seen = scene("recusals_kept", items=ONE, person=related)
    assert rules("recusals_kept", seen) == ["R-DEC-12"]


def test_a_kinship_that_nobody_verified_is_no_ground() -> None:
    stated = replace(relative("m5"), verified_by=None)
    seen = scene("recusals_kept", person=person(PARTY, BRANCH, stated))
    assert rules("recusals_kept", seen) == []


def test_recusal_is_judged_at_the_meetings_that_the_move_needs() -> None:
    related = person(PARTY, BRANCH, relative("m5"))
    there = at("department_decision", seen=views(m5={"recused": True, "view": None}))
    move_made = scene("recusals_kept", made="submit_for_deliberation", items=there, person=related)
    assert rules("recusals_kept", move_made) == []
    looking = scene("recusals_kept", made="", state="discussion", items=there, person=related)
    assert rules("recusals_kept", looking) == ["R-DEC-12"] * 2  # decision and plenary ballot


# 暂缓


def test_no_vote_in_the_meeting_that_deferred_the_item() -> None:
    deferred = Step(42, "defer", "discussion", "deferred", HELD_ON, ADOPTED.by,
                    {"meeting": "meeting-committee_decision"})  # fmt: skip
    seen = scene("no_vote_after_deferral", steps=(*STEPS, deferred))
    assert rules("no_vote_after_deferral", seen) == ["R-DEC-10"]
    another = replace(deferred, values={"meeting": "earlier"})
    assert rules("no_vote_after_deferral",
                 scene("no_vote_after_deferral", steps=(*STEPS, another))) == []  # fmt: skip
    unvoted = at(agree=ABSENT, postponed=True)
    assert rules("no_vote_after_deferral",
                 scene("quorum", steps=(*STEPS, deferred), items=unvoted)) == []  # fmt: skip
    assert rules("no_vote_after_deferral", scene("quorum", items={})) == []


@pytest.mark.parametrize("key", ["reason", "question", "owner", "due_on"])
def test_a_deferral_names_reason_question_owner_and_due_day(key: str) -> None:
    values = {**RECORDED, "deferral_task": patched(RECORDED["deferral_task"], {key: ABSENT})}
    assert rules("deferral_grounds", scene("deferral_grounds", values=values)) == ["R-DEC-10"]


@pytest.mark.parametrize("change", [{"answer": ""}, {"answered_on": ABSENT},
                                    {"answered_on": "2026-04-10"}])  # fmt: skip
def test_deliberation_resumes_only_when_the_question_is_answered(change: dict[str, Any]) -> None:
    values = {**RECORDED, "deferral_task": patched(RECORDED["deferral_task"], change)}
    assert rules("deferral_answered", scene("deferral_answered", values=values)) == ["R-DEC-10"]


def test_what_was_voted_on_is_not_withdrawn() -> None:
    assert rules("no_vote_taken", scene("no_vote_taken", state="discussion")) == ["R-DEC-10"] * 2
    unvoted = {name: item(name, agree=ABSENT) for name in ("committee_decision", "plenary_ballot")}
    seen = scene("no_vote_taken", state="discussion", items=unvoted)
    assert rules("no_vote_taken", seen) == []
    assert rules("no_vote_taken", scene("no_vote_taken", state="discussion", items={})) == []


# 复议、撤销


@given(st.integers(0, 11), st.integers(0, 13))
def test_reconsideration_needs_more_than_half_of_all_members(agreed: int, told: int) -> None:
    consent = {"rows": [{"member": f"m{n + 1}", "consent": n < agreed} for n in range(11)],
               "members": told}  # fmt: skip
    seen = scene("reconsideration_allowed", values={"reconsideration_consent": consent})
    allowed = Fraction(agreed, max(told, 11)) > Fraction(1, 2)
    assert (rules("reconsideration_allowed", seen) == []) is allowed


def test_who_is_no_member_cannot_consent_and_nobody_counts_twice() -> None:
    rows = [{"member": one, "consent": True} for one in ("m1", "m1", "x1", "x2", "x3", "x4", "x5")]
    values = {"reconsideration_consent": {"rows": rows, "members": 11}}
    seen = scene("reconsideration_allowed", values=values)
    assert rules("reconsideration_allowed", seen) == ["R-DEC-11"]


def test_without_a_body_on_file_the_list_says_how_many_members_there_are() -> None:
    seen = scene("reconsideration_allowed", bodies={})
    assert rules("reconsideration_allowed", seen) == []
    values = {"reconsideration_consent": {**RECORDED["reconsideration_consent"], "members": 12}}
    seen = scene("reconsideration_allowed", bodies={}, values=values)
    assert rules("reconsideration_allowed", seen) == ["R-DEC-11"]


def test_a_list_from_before_the_last_vote_does_not_count_again() -> None:
    again = Step(50, "reconsider", "decided", "deliberation", TODAY, ADOPTED.by)
    stale = scene("reconsideration_allowed", made="adopt", steps=(*STEPS, ADOPTED, again))
    assert rules("reconsideration_allowed", stale) == ["R-DEC-11"]
    fresh = scene("reconsideration_allowed", made="adopt",
                  steps=(*STEPS, replace(ADOPTED, seq=20), again))  # fmt: skip
    assert rules("reconsideration_allowed", fresh) == []
    assert rules("reconsideration_allowed",
                 scene("reconsideration_allowed", values={})) == ["R-DEC-11"]  # fmt: skip


def test_what_was_never_reconsidered_needs_no_consent() -> None:
    seen = scene("reconsideration_allowed", made="adopt", steps=STEPS, values={})
    assert rules("reconsideration_allowed", seen) == []


def test_a_minute_corrected_after_the_vote_undoes_the_decision() -> None:
    changed = ITEMS["committee_decision"]
    changed = replace(changed, act=replace(changed.act, digest="other"))
    seen = scene("decision_unchanged", items={"committee_decision": changed})
    assert rules("decision_unchanged", seen) == ["R-DEC-19"]
    assert rules("decision_unchanged", scene("quorum", steps=STEPS)) == ["R-DEC-19"]
    ballot = {"activity": "plenary_ballot", "item_entry": "entry-plenary_ballot"}
    seen = scene("quorum", steps=(*STEPS, replace(ADOPTED, values=ballot)))
    assert rules("decision_unchanged", seen) == []


@pytest.mark.parametrize(("made", "rule"), [("reconsider", "R-DEC-11"),
                                            ("terminate_decided", "R-DEC-19")])  # fmt: skip
def test_a_notice_once_signed_off_ends_reconsideration(made: str, rule: str) -> None:
    seen = scene("notice_not_issued", made=made, values=RECORDED)
    assert rules("notice_not_issued", seen) == [rule]


def test_before_the_vote_a_revocation_is_the_deciding_bodys() -> None:
    only = {"revocation_decision": ITEMS["revocation_decision"]}
    assert rules("revoked_collectively", scene("revoked_collectively", items=only)) == []


# 报批


@pytest.mark.parametrize(
    ("guard", "activity", "change", "found"),
    [
        ("package_complete", "submission_package", {"items.part6.document": ABSENT}, ["R-DEC-17"]),
        ("package_complete", "submission_package", {"items.part6.result": "no"}, ["R-DEC-17"]),
        ("package_complete", "submission_package", {"items": ABSENT}, ["R-DEC-17"]),
        ("upper_approved", "upper_approval", {"answers": []}, ["R-DEC-17"]),
        ("upper_approved", "upper_approval", {"answers.0.stance": "refuse"}, ["R-GEN-02"]),
        ("filed_in_time", "filing", {"sent_on": ABSENT}, ["R-DEC-17"]),
        ("filed_in_time", "filing", {"sent_on": "2026-04-10"}, ["R-DEC-17"]),
    ],
)
def test_what_goes_upwards_is_complete_and_answered(
    guard: str, activity: str, change: Mapping[str, Any], found: list[str]
) -> None:
    values = {**RECORDED, activity: patched(RECORDED[activity], change)}
    assert rules(guard, scene(guard, values=values)) == found
    assert rules(guard, dossier(values)) == []  # the post is managed here, nothing is to be filed


def test_what_is_filed_or_answered_today_is_done() -> None:
    for guard, activity, key in (("filed_in_time", "filing", "sent_on"),
                                 ("deferral_answered", "deferral_task", "answered_on")):  # fmt: skip
        values = {**RECORDED, activity: patched(RECORDED[activity], {key: TODAY.isoformat()})}
        assert rules(guard, scene(guard, values=values)) == []


def test_six_parts_are_asked_even_where_the_edition_names_fewer() -> None:
    seen = scene("package_complete")
    activities = dict(seen.edition.process.activities)
    package = activities["submission_package"]
    five = {name: package.items[name] for name in list(package.items)[:5]}
    activities["submission_package"] = package.model_copy(update={"items": five})
    process = seen.edition.process.model_copy(update={"activities": activities})
    fewer = replace(seen, edition=seen.edition.model_copy(update={"process": process}))
    assert rules("package_complete", fewer) == ["R-DEC-17"]


# 全委会票决


def test_between_sessions_every_member_is_asked() -> None:
    asked = [{"member": f"m{n}", "asked_on": "2026-03-24", "view": "agree"} for n in range(1, 12)]
    everyone = scene("plenary_voted", items=at("plenary_ballot", asked_members=asked))
    assert rules("plenary_voted", everyone) == rules("plenary_figures", everyone) == []
    but_two = [*asked[:9], {**asked[9], "asked_on": ""}]
    seen = scene("plenary_voted", items=at("plenary_ballot", asked_members=but_two))
    assert rules("plenary_voted", seen) == ["R-DEC-15"] * 2


def test_to_ask_the_members_of_another_body_is_not_to_ask_the_full_committee() -> None:
    asked = [{"member": f"m{n}", "asked_on": "2026-03-24", "view": "agree"} for n in range(1, 12)]
    instead = item("plenary_ballot", BODY, asked_members=asked)
    seen = scene("plenary_voted", items={**ITEMS, "plenary_ballot": instead})
    (gap,) = GUARDS["plenary_voted"].judge(seen).gaps
    assert (gap.rule, gap.found) == ("R-DEC-15", "征求的是市委常委会成员意见")


@pytest.mark.parametrize("guard", ["plenary_voted", "plenary_figures"])
def test_only_chiefs_of_city_and_county_go_before_the_full_committee(guard: str) -> None:
    assert rules(guard, dossier(RECORDED, items={})) == []


def test_written_objections_are_read_at_the_meeting() -> None:
    objected = patched(RECORDED["branch_opinion"], {"answers.0.stance": "object"})
    values = {**RECORDED, "branch_opinion": objected}
    assert rules("objection_read", scene("objection_read", values=values)) == []
    for items in ({}, at(objections_read=False), at(objections_read=ABSENT)):
        seen = scene("objection_read", values=values, items=items)
        assert rules("objection_read", seen) == ["R-BRANCH-02"]
    assert rules("objection_read", scene("objection_read", items={})) == []


def test_a_move_that_needs_no_meeting_has_no_recusals_to_show() -> None:
    seen = replace(scene("recusals_kept"), move=move("other", "decided", "closed", "end"))
    assert rules("recusals_kept", seen) == ["R-DEC-12"]
