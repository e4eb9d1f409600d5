"""What holds of every edition of this house."""

from collections.abc import Mapping

import networkx as nx

from workflow.activities.notice import wording
from workflow.authority import ANSWERS
from workflow.definition import house_names
from workflow.edition import Edition, Move, Process
from workflow.guards import GUARDS
from workflow.proof import prove_all


def test_every_edition_is_proved(editions: Mapping[str, Edition]) -> None:
    proofs = prove_all(editions, house_names())
    assert list(proofs) == ["adjustment/1", "promotion/1", "promotion/2", "transfer/1", "transfer/2"]
    assert {name: proof.faults for name, proof in proofs.items()} == dict.fromkeys(proofs, ())
    assert all(proof.gates for proof in proofs.values())


def test_only_adjustment_goes_on_under_a_hold_or_veto(editions: Mapping[str, Edition]) -> None:
    assert {one.process.process: one.process.effect for one in editions.values()} == {
        "promotion": "upward", "transfer": "lateral", "adjustment": "downward",
    }  # fmt: skip


def test_every_guard_of_the_house_is_asked_somewhere(editions: Mapping[str, Edition]) -> None:
    asked = {"standing_clear"}
    for edition in editions.values():
        asked.update(edition.process.forward_guards)
        asked.update(guard for move in edition.process.moves for guard in move.guards)
    assert asked == set(GUARDS)


def test_no_finding_of_a_guard_is_only_recorded(editions: Mapping[str, Edition]) -> None:
    for edition in editions.values():
        for guard in GUARDS.values():
            assert {edition.rules[rule].severity for rule in guard.rules} <= {"block", "warn"}


def test_every_case_can_be_closed_wherever_it_stands(process: Process) -> None:
    closing = {"close_vetoed", "close_lifted"}
    ends = {m.name: set(m.source) for m in process.moves if m.name in closing}
    open_ = {name for name, state in process.states.items() if not state.final}
    assert list(ends.values()) == [open_]


def test_nobody_goes_on_from_deferral_but_back(process: Process) -> None:
    out = [m for m in process.moves if "deferred" in m.source]
    assert out
    assert {m.direction for m in out} == {"back", "end"}


def after(process: Process, move: Move) -> set[str]:
    """States on a way from the target of a backward move to its source, both included."""
    main = nx.DiGraph()
    main.add_edges_from(
        (source, one.target)
        for one in process.moves if one.direction == "forward" for source in one.source
    )  # fmt: skip
    ways = main.copy()
    ways.add_edges_from(
        (source, one.target)
        for one in process.moves if one.target not in main for source in one.source
    )  # fmt: skip
    return {
        state
        for source in move.source if move.target in ways and source in ways
        for way in nx.all_simple_paths(ways, move.target, source) for state in way
    }  # fmt: skip


def test_a_backward_move_says_of_everything_recorded_since_whether_it_stands(
    process: Process,
) -> None:
    backward = [move for move in process.moves if move.direction == "back"]
    assert len(backward) >= 5
    for move in backward:
        states = after(process, move)
        since = {name for name, one in process.activities.items() if states & set(one.within)}
        assert since <= {*move.reopens, *move.keeps}, move.name
        assert not set(move.reopens) & set(move.keeps), move.name


def test_what_people_may_choose_to_redo_is_otherwise_kept(process: Process) -> None:
    for move in process.moves:
        if move.reopens_chosen:
            options = move.fields[move.reopens_chosen].options
            assert set(options) <= set(move.keeps)
            assert options == {name: process.activities[name].title for name in options}


def test_a_vote_of_the_past_never_counts_after_a_return(process: Process) -> None:
    into = [m for m in process.moves if m.target == "deliberation" and m.direction == "back"]
    assert into
    for move in into:
        assert {"committee_decision", "agenda_item"} <= set(move.reopens), move.name


def test_nobody_types_an_outcome_that_the_meeting_gives(process: Process) -> None:
    derived = {"passed", "adopted", "quorum", "majority", "approved", "present_count"}
    for activity in process.activities.values():
        assert not derived & set(activity.fields)


def test_silence_is_consent_only_of_the_joint_manager(process: Process) -> None:
    silent = {name for name, one in process.activities.items() if one.silence}
    assert silent == {"joint_manager_opinion"}
    assert process.activities["joint_manager_opinion"].silence.consent_after_months == 1  # type: ignore[union-attr]


def test_an_approval_from_above_knows_consent_and_refusal_only(process: Process) -> None:
    asked = [one for one in process.activities.values() if one.ask == ("upper_organization",)]
    assert asked
    assert all(set(one.stances) == {"approve", "refuse"} for one in asked)


def test_who_is_asked_for_an_opinion_finds_the_room_of_opinions(
    editions: Mapping[str, Edition]
) -> None:
    answering = {
        duty
        for edition in editions.values()
        for activity in edition.process.activities.values() if activity.kind == "opinion"
        for duty in activity.record
    }  # fmt: skip
    assert answering == ANSWERS


def test_every_notice_says_what_was_posted(editions: Mapping[str, Edition]) -> None:
    assert {
        name: wording(activity)
        for edition in editions.values()
        for name, activity in edition.process.activities.items() if activity.kind == "notice"
    } == {"entrant_notice": "text", "investigation_preview": "content", "publicity_notice": "text"}  # fmt: skip
