"""What the proof says of reaching, of traps and of supplying, against trying every way."""

from hypothesis import given, settings
from proof_drafts import NAMES, Draft
from random_drafts import drafts, supplied, ways

from workflow.proof import prove
from workflow.proof.paths import REACHED, TRAP
from workflow.proof.recording import SUPPLIED


def told(draft: Draft, check: str) -> list[str]:
    """The flaws that one check finds."""
    return [str(one) for one in prove(draft.edition(), NAMES).faults if one.check == check]


def states_named(draft: Draft, flaws: list[str]) -> set[str]:
    """The states named first in each flaw."""
    return {one for one in draft.states if any(f"：“{one.upper()}”" in flaw for flaw in flaws)}


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_a_state_is_unreached_exactly_when_no_way_ends_there(draft: Draft) -> None:
    reached = {"s0"} | {way[-1]["to"] for way in ways(draft, "s0")}
    assert states_named(draft, told(draft, REACHED)) == set(draft.states) - reached


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_a_state_is_a_trap_exactly_when_no_way_from_it_ends_in_a_final_one(draft: Draft) -> None:
    final = {name for name, one in draft.states.items() if one["final"]}
    free = {name for name in draft.states
            if name in final or any(way[-1]["to"] in final for way in ways(draft, name))}  # fmt: skip
    assert states_named(draft, told(draft, TRAP)) == set(draft.states) - free


@settings(max_examples=200, deadline=None)
@given(supplied())
def test_a_need_is_unsupplied_exactly_when_some_way_comes_past_all_places_to_record_it(
    draft: Draft,
) -> None:
    within = set(draft.activities["paper"]["in"])
    starts = {"s0"} | {one["to"] for one in draft.moves if one.get("reopens")}
    past = {start for start in starts if start not in within}
    past |= {
        way[-1]["to"] for start in starts - within for way in ways(draft, start)
        if not within & {one["to"] for one in way}
    }  # fmt: skip
    missed = {one["title"] for one in draft.moves if one["needs"] and one["from"][0] in past}
    flaws = told(draft, SUPPLIED)
    named = {one["title"] for one in draft.moves if any(f"：“{one['title']}”" in f for f in flaws)}
    assert named == missed
