"""提拔任职: the line of states, the gates, the separation of duties and the returns."""

import networkx as nx
import pytest

from workflow.edition import Process
from workflow.guards.political import DIMENSIONS

LINE = (
    "analysis", "proposal", "planning", "recommendation", "shortlisting", "preparation",
    "investigation", "department_meeting", "deliberation", "discussion", "decided", "publicity",
    "pre_appointment",
)  # fmt: skip


def forward(process: Process) -> nx.DiGraph:
    graph = nx.DiGraph()
    for move in process.moves:
        if move.direction == "forward":
            graph.add_edges_from((source, move.target) for source in move.source)
    return graph


def test_the_main_line_has_one_way_up_to_the_appointment(promotion: Process) -> None:
    ways = list(nx.all_simple_paths(forward(promotion), "analysis", "pre_appointment"))
    assert ways == [list(LINE)]


def test_from_the_appointment_four_ways_lead_to_the_post(promotion: Process) -> None:
    ways = nx.all_simple_paths(forward(promotion), "pre_appointment", "appointed")
    assert sorted("-".join(way[1:-1]) for way in ways) == [
        "", "nomination", "nomination-probation", "probation",
    ]  # fmt: skip


def test_a_veto_is_no_state_of_a_case(promotion: Process) -> None:
    assert "vetoed" not in promotion.states
    assert not {"stop_by_veto", "restore_after_review"} & {m.name for m in promotion.moves}


def test_trial_never_ends_in_office_without_a_decision_and_a_new_check(promotion: Process) -> None:
    out = [m for m in promotion.moves if "probation" in m.source and m.target == "appointed"]
    assert [m.name for m in out] == ["confirm_appointment"]
    assert {
        "probation_period", "probation_assessment", "probation_decision", "political_check",
        "exclusion_review", "branch_opinion", "branch_route",
    } <= set(out[0].needs)  # fmt: skip


def test_every_stage_can_be_checked_while_it_lasts(promotion: Process) -> None:
    check = promotion.activities["political_check"]
    stages = [promotion.states[state].stage for state in check.within]
    assert set(stages) == set(promotion.stages)
    assert check.record == check.approve == ("political_checker",)
    assert set(check.fields["finding"].options) == {"no_problem", "clue"}
    assert set(check.fields["stage"].options) == set(promotion.stages)


def test_the_assessment_has_no_score_and_its_negative_list_only_findings(
    promotion: Process,
) -> None:
    fields = promotion.activities["political_assessment"].fields
    assert "int" not in {one.type for one in fields.values()}
    assert not {"score", "total"} & set(fields)
    assert set(fields["negatives"].columns["status"].options) == {
        "not_found", "allegation", "confirmed",
    }  # fmt: skip
    assert len(DIMENSIONS) == 5


def test_three_moves_read_one_meeting_and_none_is_typed(promotion: Process) -> None:
    moves = {m.name: m for m in promotion.moves if "discussion" in m.source}
    assert {"adopt", "decline", "defer"} <= set(moves)
    assert "majority_reached" in moves["adopt"].guards
    assert "majority_missed" in moves["decline"].guards
    assert "no_vote_taken" in moves["defer"].guards
    assert not (moves["adopt"].fields or moves["decline"].fields or moves["defer"].fields)


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("submit_proposal", {"recorder_of.qualification_review", "recommender", "relatives"}),
        ("begin_investigation", {"team_members"}),
        ("conclude_investigation", {"not_team"}),
        ("adopt", {"voters", "presenter", "tellers"}),
        ("decline", {"voters"}),
        ("declare_void", {"deciding_body_members"}),
        ("close_vetoed", {"veto_proposer"}),
    ],
)
def test_who_may_not_make_a_move(promotion: Process, move: str, words: set[str]) -> None:
    assert set(next(m for m in promotion.moves if m.name == move).not_by) == words


def test_a_decision_is_reconsidered_before_the_notice_only(promotion: Process) -> None:
    again = next(m for m in promotion.moves if m.name == "reconsider")
    assert "nomination" not in again.source and "probation" not in again.source
    assert {"reconsideration_allowed", "notice_not_issued"} == set(again.guards)
    assert {"publicity_notice", "upper_approval", "appointment_notice"} <= set(again.reopens)


def test_after_deferral_the_question_is_a_new_task(promotion: Process) -> None:
    back = next(m for m in promotion.moves if m.name == "resume_deliberation")
    assert {"deferral_task", "committee_decision", "political_check"} <= set(back.reopens)


def test_publicity_lasts_at_least_five_working_days(promotion: Process) -> None:
    days = promotion.settings["publicity_workdays"]
    assert isinstance(days, int) and days >= 5
    window = promotion.activities["publicity_notice"].window
    assert window is not None and window.workdays == "publicity_workdays"


def test_a_competition_found_out_in_the_work_plan_still_needs_its_plan(promotion: Process) -> None:
    start = next(m for m in promotion.moves if m.name == "start_recommendation")
    assert {"competition_plan", "conditions_approval"} <= set(start.needs)
    assert {"competition_ground", "advertised_conditions"} <= set(start.guards)


def test_prior_reports_name_the_items_that_were_checked(promotion: Process) -> None:
    checked = {
        name: one.title for name, one in promotion.activities["prior_report_triggers"].items.items()
    }
    assert len(checked) == 11
    for activity in ("prior_report", "prior_report_reply"):
        assert promotion.activities[activity].fields["items"].options == checked
