"""The codes of a definition are those that facts and guards know."""

import pytest

from workflow.edition import Process
from workflow.facts import KINSHIP, LEVELS
from workflow.guards import ballots, candidates, deliberation, investigation, political, sanctions
from workflow.guards.appointment import CODES
from workflow.guards.career import BREAKABLE
from workflow.guards.checks import CLASSES
from workflow.guards.preparation import KEPT, METHODS


def test_levels_are_those_of_the_facts(promotion: Process) -> None:
    column = promotion.activities["post_profile"].fields["posts"].columns["target_level"]
    assert set(column.options) <= set(LEVELS)
    assert all(LEVELS[name][1] == title for name, title in column.options.items())


def test_relatives_are_those_of_the_rule(promotion: Process) -> None:
    column = promotion.activities["avoidance_review"].fields["relations"].columns["kind"]
    assert dict(column.options) == dict(KINSHIP)


def test_every_sanction_has_its_months(promotion: Process, transfer: Process) -> None:
    column = promotion.activities["exclusion_review"].fields["sanctions"].columns["kind"]
    assert set(column.options) == set(sanctions.KINDS)
    for process in (promotion, transfer):
        months = process.settings["sanction_months"]
        assert isinstance(months, dict)
        assert set(months) == set(sanctions.KINDS)
    assert promotion.settings["sanction_months"] == {
        kind: months for kind, (_, months) in sanctions.KINDS.items()
    }


def test_grades_are_known_good_or_bad_or_undetermined(promotion: Process) -> None:
    options = promotion.activities["exclusion_review"].fields["grade"].options
    assert set(options) == {*candidates.BAD, *candidates.GOOD, "undetermined"}


@pytest.mark.parametrize("ballot", ["talk_recommendation", "meeting_recommendation"])
def test_groups_of_a_recommendation_are_those_that_are_asked_for(
    promotion: Process, ballot: str
) -> None:
    activity = promotion.activities[ballot]
    asked = {*ballots.PARTIES, *(name for groups in ballots.GROUPS.values() for name in groups)}
    assert set(activity.groups) == {*asked, "others"}
    assert activity.fields["groups"].columns["group"].options == activity.groups
    assert activity.fields["sealed"].type == "bool"


def test_talks_methods_and_simplification_know_the_words_of_their_guards(
    promotion: Process,
) -> None:
    talks = promotion.activities["investigation_talks"].fields["rows"].columns["group"].options
    asked = {name for groups in investigation.GROUPS.values() for name in groups}
    assert set(talks) == {*asked, "others"}
    plan = promotion.activities["investigation_plan"].fields
    assert set(METHODS) <= set(plan["methods"].options)
    assert set(METHODS) == set(plan["omitted"].columns["method"].options)
    assert set(KEPT) <= set(plan["simplified"].options)


def test_further_codes_are_those_of_their_guards(promotion: Process) -> None:
    fields = {name: one.fields for name, one in promotion.activities.items()}
    assert set(fields["appointment_notice"]["tenure_code"].options) == set(CODES)
    assert set(CLASSES) <= set(promotion.activities["four_checks"].items["matters"].results)
    ranges = fields["deliberation_record"]["rows"].columns["range"].options
    assert set(ranges) == set(deliberation.RANGES)
    broken = set(fields["exceptional_grounds"]["broken"].options)
    assert broken == {rule.lower().replace("-", "_") for rule in (*BREAKABLE, "R-EXC-01")}
    musts = fields["political_assessment"]["six_musts"].options
    assert dict(musts) == dict(political.SIX_MUSTS)
