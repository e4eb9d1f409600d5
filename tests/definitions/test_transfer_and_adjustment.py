"""平级转任 and 调整不适宜担任现职: no way around promotion, and none upwards."""

import networkx as nx

from workflow.edition import Process
from workflow.guards.adjustment import OUTCOMES
from workflow.guards.adjustment import TABLE as ADJUSTMENT


def test_a_transfer_is_shown_to_be_lateral_three_times(transfer: Process) -> None:
    asked = [m.name for m in transfer.moves if "is_lateral" in m.guards]
    assert asked == ["start_motion", "submit_proposal", "adopt"]


def test_a_transfer_knows_neither_recommendation_nor_publicity(transfer: Process) -> None:
    assert not {"recommendation", "shortlisting", "publicity"} & set(transfer.states)
    unused = {
        "talk_recommendation", "meeting_recommendation", "shortlist_decision", "publicity_notice",
        "exceptional_grounds",
    }  # fmt: skip
    assert not unused & set(transfer.activities)


def test_what_both_processes_do_is_the_same_activity(promotion: Process, transfer: Process) -> None:
    same = {"four_checks", "integrity_opinion", "political_assessment", "committee_decision"}
    assert same <= set(transfer.activities)
    for name in same:
        assert transfer.activities[name] == promotion.activities[name]


def test_a_recent_investigation_is_reused_but_never_the_opinions_and_checks(
    promotion: Process, transfer: Process
) -> None:
    reusable = {n for n, one in transfer.activities.items() if one.applies == "inspection_required"}
    assert {"investigation_talks", "team_signatures", "investigation_material"} <= reusable
    always = {"political_assessment", "four_checks", "discipline_opinion", "integrity_opinion",
              "branch_opinion", "branch_route"}  # fmt: skip
    assert not always & reusable
    conclude = next(m for m in transfer.moves if m.name == "conclude_investigation")
    assert always | reusable - {"investigation_team", "investigation_plan",
                                "investigation_preview"} <= set(conclude.needs)  # fmt: skip
    assert all(promotion.activities[name].applies is None for name in reusable)


def test_adjustment_goes_step_by_step(adjustment: Process) -> None:
    graph = nx.DiGraph()
    for move in adjustment.moves:
        if move.direction == "forward":
            graph.add_edges_from((source, move.target) for source in move.source)
    assert list(nx.all_simple_paths(graph, "opened", "adjusted")) == [[
        "opened", "verification", "suggestion", "deliberation", "discussion", "decided", "talk",
        "execution", "adjusted",
    ]]  # fmt: skip


def test_an_adjustment_has_four_outcomes_and_none_is_a_rise(adjustment: Process) -> None:
    plan = adjustment.activities["adjustment_plan"].fields["outcome"].options
    assert plan == OUTCOMES
    asked = [m.name for m in adjustment.moves if "outcome_allowed" in m.guards]
    assert asked == ["submit_for_deliberation", "adopt", "complete"]


def test_recommendation_publicity_and_trial_are_no_part_of_an_adjustment(
    adjustment: Process,
) -> None:
    words = ("recommendation", "publicity", "probation", "shortlist")
    names = {*adjustment.states, *adjustment.activities, *adjustment.gates}
    names |= {guard for move in adjustment.moves for guard in move.guards}
    assert not [name for name in names if any(word in name for word in words)]


def test_the_grounds_name_the_veto_and_each_situation_once(adjustment: Process) -> None:
    codes = adjustment.activities["adjustment_ground"].fields["codes"].options
    assert {"after_veto", "void_order", "trial_failed"} <= set(codes)
    assert len(set(codes.values())) == len(codes) == 24


def test_an_adjustment_after_a_veto_ends_otherwise_only_when_it_is_lifted(
    adjustment: Process,
) -> None:
    moves = {m.name: m for m in adjustment.moves if m.target == "closed"}
    assert set(moves) == {"dismiss", "terminate", "close_lifted"}
    assert moves["dismiss"].guards == ("facts_not_confirmed",)
    assert moves["terminate"].guards == ("veto_settled",)
    assert moves["close_lifted"].guards == ("veto_lifted",)
    assert {"veto_settled", "veto_lifted", "facts_not_confirmed"} <= set(ADJUSTMENT)
    assert "recorder_of.fact_verification" in moves["dismiss"].not_by
