"""After the vote: reconsidered, revoked, sent upwards (复议、撤销、报批); before the full committee (票决)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import RECORDED
from scene import ABSENT, ADOPTED, BODY, ITEMS, STEPS, TODAY, dossier, item, patched
from scene_edition import move
from sitting import GUARDS, at, rules, scene

from workflow.dossier import Step

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
                  steps=(*STEPS, ADOPTED._replace(seq=20), again))  # fmt: skip
    assert rules("reconsideration_allowed", fresh) == []
    assert rules("reconsideration_allowed",
                 scene("reconsideration_allowed", values={})) == ["R-DEC-11"]  # fmt: skip


def test_what_was_never_reconsidered_needs_no_consent() -> None:
    seen = scene("reconsideration_allowed", made="adopt", steps=STEPS, values={})
    assert rules("reconsideration_allowed", seen) == []


def test_a_minute_corrected_after_the_vote_undoes_the_decision() -> None:
    changed = ITEMS["committee_decision"]
    changed = replace(changed, act=changed.act._replace(digest="other"))
    seen = scene("decision_unchanged", items={"committee_decision": changed})
    assert rules("decision_unchanged", seen) == ["R-DEC-19"]
    assert rules("decision_unchanged", scene("quorum", steps=STEPS)) == ["R-DEC-19"]
    ballot = {"activity": "plenary_ballot", "item_entry": "entry-plenary_ballot"}
    seen = scene("quorum", steps=(*STEPS, ADOPTED._replace(values=ballot)))
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
