"""Named conditions: when an activity applies, true and not true for each."""

from typing import Any

import pytest
from candidacy import DECIDED, ITEMS, candidacy, fact, stated, tenure
from scene import ABSENT, BODY
from test_qualification_and_exception import RANK, SHORT, SKIP
from test_scope_quota_and_motion import CHANGE, SPECIAL

from workflow.dossier import BodyFile, Member, OrganizationFile, PostFile
from workflow.guards.applies import APPLIES

COMPETE = {"work_plan.method": "open_selection"}
SCHOOL = fact("education", kind="full_time", level="高中")
MOVED = fact("branch_membership", branch="old", **{"from": "2018-01-01", "to": "2025-06-01"})
BRANCH = fact("branch_membership", branch="branch", **{"from": "2025-06-01"})
LONG_AGO = fact("branch_membership", branch="old", **{"from": "2018-01-01", "to": "2025-01-01"})
SECRETARY = BodyFile("bb", "支部委员会", "branch_committee", "branch",
                     (Member("candidate", "沈砚青", "chair", BODY.members[0].joined_on),))  # fmt: skip
LINKED = {"branch": OrganizationFile("branch", "支部", "branch", "branch/", {"secretary": "kin"})}
KIN = fact("kinship", relation="sibling", name="某", person="kin")
TEAM = BodyFile("team", "工委", "committee", "org",
                (Member("candidate", "沈砚青", "member", BODY.members[0].joined_on),))  # fmt: skip
INSPECTED = {"initial_proposal.last_investigated_on": "2025-03-20",
             "initial_proposal.same_line": True}  # fmt: skip
CHIEF_OF_CITY = {"body_kind": "local_team", "position": "chief", "organ": "government"}
ENTRANT = {"entrant_notice": {"posted_on": "2026-02-12", "conclusions": [
    {"duty": "one", "person": "p1", "on": "2026-02-27"},
    {"duty": "two", "person": "p2", "on": "2026-02-27"}]}}

TRUE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("candidate_is_party_member", {}),
    ("candidate_is_party_member", {"without": ("politics",)}),  # unverified: the branch is asked
    ("candidate_is_party_member", {"facts": (fact("politics", value="中共预备党员"),)}),
    ("candidate_not_party_member", {"facts": (fact("politics", value="民盟"),)}),
    ("recently_moved_branch", {"facts": (MOVED, BRANCH)}),
    ("recently_moved_branch", {"facts": (LONG_AGO, BRANCH), "changes": {"branch_opinion": {
        "asked": [{"on": "2025-12-01"}, {"on": "2026-03-01"}]}}}),
    ("branch_officer_candidate", {"bodies": {"bb": SECRETARY}}),
    ("branch_officer_candidate", {"organizations": LINKED, "facts": (KIN,)}),
    ("dual_managed", {"profile": {"joint_manager": "jm"}}),
    ("joint_manager_objected", {"changes": {"joint_manager_opinion": {
        "answers": [{"stance": "object"}]}}}),
    ("managed_above", {"profile": {"managed_by": "province"}}),
    ("needs_filing", {"profile": {"filing": True}}),
    ("elected_post", {"profile": {"track": "elected"}}),
    ("state_appointed_post", {"profile": {"track": "state_appointed"}}),
    ("party_appointed_post", {"profile": {"track": "engaged"}}),
    ("probation_post", {}),
    ("probation_post", {"profile": {"target_level": "prefecture_chief"}}),
    ("legal_act_needed", {"profile": {"track": "state_appointed"}}),
    ("publicity_required", {}),
    ("publicity_required", {"profile": {"special_post": ABSENT}}),
    ("publicity_required", {"changes": ENTRANT}),
    ("publicity_exempt", {"profile": {"special_post": True}}),
    ("publicity_exempt", {"selection": CHANGE, "changes": ENTRANT}),
    ("department_leader_post", {}),
    ("internal_organ_post", {"profile": {"body_kind": "internal_organ"}}),
    ("local_team_post", {"profile": {"body_kind": "local_team"}}),
    ("local_chief_post", {"profile": CHIEF_OF_CITY}),
    ("chief_post", {"profile": {"position": "chief"}}),
    ("party_committee_post", {"profile": {"committee_level": "county"}}),
    ("statutory_post", {"profile": {"statutory_basis": "法官法"}}),
    ("audited_post", {"facts": (tenure("2015-01-01", audited=True),)}),
    ("restricted_area_post", {"profile": {"growth_place_rule": "prefecture"}}),
    ("exceptional", {"facts": SHORT}),
    ("exceptional", {"facts": (fact("work_start", on="2025-01-01"),)}),
    ("exceptional", {"facts": (*SKIP, tenure("2010-01-01", "2014-12-31"))}),
    ("level_skipping", {"facts": SKIP}),
    ("soft_exception", {"facts": (SCHOOL,)}),
    ("soft_exception", {"facts": (tenure("2015-01-01", grassroots=True),)}),
    ("rank_only", {"facts": RANK}),
    ("rank_only", {"facts": (RANK[0],), "without": ("tenure",)}),
    ("township_level", {"profile": {"target_level": "township_chief"}}),
    ("special_need", {"changes": SPECIAL}),
    ("competitive", {"changes": COMPETE}),
    ("competitive", {"changes": {"work_plan": ABSENT,
                                 "initial_proposal.persons.0.source": "self"}}),
    ("nonstandard_conditions", {"changes": {"competition_plan.breaks_rules": True}}),
    ("recommendation_required", {}),
    ("recommendation_required", {"changes": {"work_plan": ABSENT}}),
    ("talks_first", {}),
    ("order_reversed", {"changes": {"work_plan.order": "meeting_first"}}),
    ("meeting_skippable", {"changes": {"work_plan.skip_meeting": True}}),
    ("meeting_required", {}),
    ("leadership_change", {"selection": CHANGE}),
    ("new_entrant", {"selection": CHANGE}),
    ("government_or_congress_seat", {"profile": {"organ": "consultative"}}),
    ("individually_recommended", {"changes": {"initial_proposal.persons.0.source": "individual"}}),
    ("needs_prior_report", {"changes": {"prior_report_triggers.items.t07.result": "hit"}}),
    ("reply_before_investigation", {"changes": SPECIAL}),
    ("reply_before_investigation", {"facts": SKIP}),
    ("reply_before_investigation", {"facts": SHORT, "changes": COMPETE}),
    ("has_sanction_record", {"facts": (stated("sanction", kind="warning"),)}),
    ("reports_matters", {}),
    ("reports_matters", {"profile": {"target_level": "township_chief"},
                         "facts": (tenure("2015-01-01", level="county_deputy"),)}),
    ("reports_matters", {"profile": {"target_level": ABSENT},
                         "post": PostFile("post", "org", "职位", "", "deputy", 1)}),
    ("has_written_objection", {"changes": {"branch_opinion": {"answers": [
        {"stance": "support"}, {"stance": "reserve"}]}}}),
    ("inspection_required", {}),
    ("inspection_required", {"changes": {**INSPECTED, "initial_proposal.last_investigated_on":
                                         "2025-03-19"}}),
    ("inspection_required", {"changes": {**INSPECTED, "initial_proposal.same_line": False}}),
    ("inspection_required", {"changes": {**INSPECTED, "initial_proposal.last_investigated_on":
                                         "2026-03-21"}}),
    ("inspection_required", {"changes": INSPECTED, "settings": {
        "investigation_reuse_months": 11}}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture"), TRUE)
def test_it_applies(name: str, picture: dict[str, Any]) -> None:
    assert APPLIES[name].holds(candidacy(**picture)) is True


FALSE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("recently_moved_branch", {"facts": (LONG_AGO, BRANCH)}),
    ("branch_officer_candidate", {"organizations": LINKED}),
    ("branch_officer_candidate", {"bodies": {"bb": SECRETARY}, "without": ("branch_membership",)}),
    ("joint_manager_objected", {"changes": {"joint_manager_opinion": {
        "answers": [{"stance": "reserve"}]}}}),
    ("managed_above", {}),
    ("managed_above", {"profile": {"managed_by": "bureau"}}),
    ("probation_post", {"profile": {"track": "elected"}}),
    ("probation_post", {"profile": {"target_level": "province_deputy"}}),
    ("probation_post", {"profile": {"probation_basis": "none"}}),
    ("publicity_exempt", {"selection": CHANGE, "changes": {"entrant_notice": {
        "conclusions": [{"duty": "one"}]}}}),
    ("department_leader_post", {"profile": {"position": "other"}}),
    ("local_chief_post", {"profile": {**CHIEF_OF_CITY, "organ": "congress"}}),
    ("audited_post", {}),
    ("exceptional", {}),
    ("exceptional", {"without": ("tenure", "work_start")}),  # unknown is no ground for 破格
    ("level_skipping", {"without": ("tenure",)}),
    ("soft_exception", {"facts": (*SHORT, SCHOOL)}),
    ("soft_exception", {}),
    ("rank_only", {"facts": (RANK[0],)}),
    ("rank_only", {}),
    ("township_level", {}),
    ("recommendation_required", {"changes": SPECIAL}),
    ("recommendation_required", {"changes": COMPETE}),
    ("competitive", {"changes": {"work_plan": ABSENT}}),
    ("competitive", {"changes": {"initial_proposal.persons.0.source": "self"}}),
    ("talks_first", {"changes": {"work_plan.use_reference_list": False}}),
    ("meeting_skippable", {"changes": {**SPECIAL, "work_plan.skip_meeting": True}}),
    ("meeting_required", {"changes": SPECIAL}),
    ("new_entrant", {}),
    ("new_entrant", {"selection": CHANGE, "bodies": {"team": TEAM}}),
    ("new_entrant", {"selection": CHANGE, "post": PostFile(
        "post", "org", "副书记", "county_deputy", "deputy", 2, ("candidate",))}),
    ("individually_recommended", {"changes": {"initial_proposal.persons.0": {
        "person": "other", "source": "individual"}}}),
    ("needs_prior_report", {}),
    ("reply_before_investigation", {"facts": SHORT}),
    ("reply_before_investigation", {"facts": SHORT, "changes": {
        "talk_recommendation": ABSENT, "meeting_recommendation": ABSENT}}),
    ("reply_before_investigation", {}),
    ("has_sanction_record", {}),
    ("reports_matters", {"profile": {"target_level": "township_chief"}}),
    ("has_written_objection", {"changes": {"branch_opinion": {"answers": [
        {"stance": "support"}]}}}),
    ("inspection_required", {"changes": INSPECTED}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "picture"), FALSE)
def test_it_does_not_apply(name: str, picture: dict[str, Any]) -> None:
    assert APPLIES[name].holds(candidacy(**picture)) is False


def test_no_condition_is_left_unseen() -> None:
    assert {name for name, _ in TRUE} == set(APPLIES)


def test_the_facts_of_a_condition_are_those_it_rests_on() -> None:
    seen = candidacy(facts=SHORT, items={**ITEMS, **DECIDED})
    told = APPLIES["exceptional"].facts
    assert told is not None
    assert dict(told(seen)) == {
        "current": "township_chief", "target": "county_deputy", "as_of": "2026-03-25",
        "R-QUAL-02": 164, "R-QUAL-03": 37, "R-QUAL-04": 1, "R-QUAL-06": 35, "R-QUAL-07": 4,
    }  # fmt: skip
