"""The machine against a plain reading of the table: same target, same refusal, for any definition."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossiers import dossier, edition
from workflow.edition import Edition, Process
from workflow.errors import NotAvailable
from workflow.machine import fire, machine

STATES = tuple(f"s{n}" for n in range(6))


@st.composite
def tables(draw: st.DrawFn) -> Edition:
    """Any table of moves over six states; downward, so that nothing but the table decides."""
    sources = st.lists(st.sampled_from(STATES), min_size=1, unique=True)
    drawn = draw(st.lists(st.tuples(sources, st.sampled_from(STATES)), min_size=1, max_size=8))
    moves = [
        {"name": f"m{n}", "title": f"第{n}次", "from": tuple(source), "to": target,
         "by": ("head",)}
        for n, (source, target) in enumerate(drawn)
    ]  # fmt: skip
    states = {one: {"title": one, "initial": one == "s0"} for one in STATES}
    base = edition()
    process = Process.model_validate({
        **base.process.model_dump(by_alias=True), "effect": "downward", "states": states,
        "moves": tuple(moves), "goals": (),
    })  # fmt: skip
    return base.model_copy(update={"process": process, "digest": json.dumps(drawn)})


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(STATES))
def test_every_move_fires_exactly_from_its_sources(table: Edition, state: str) -> None:
    seen = dossier(edition=table)
    seen = replace(seen, case=replace(seen.case, state=state))
    for move in table.process.moves:
        try:
            fired = bool(fire(seen, move, {}) is not None)
        except NotAvailable as refusal:
            fired = False
            assert {one.rule for one in refusal.reasons} == {"R-GEN-06"}
        assert fired == (state in move.source)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_machine_is_the_table_and_has_no_way_of_its_own(table: Edition) -> None:
    told = machine(table)
    assert set(told.events) == {one.name for one in table.process.moves}
    assert not any(name.startswith("to_") for name in told.events)
    assert told.models == []
    ways = {
        (name, source, one.dest)
        for name, event in told.events.items()
        for source, found in event.transitions.items()
        for one in found
    }
    expected = {(m.name, one, m.target) for m in table.process.moves for one in m.source}
    assert ways == expected


@settings(max_examples=40, deadline=None)
@given(tables(), st.lists(st.integers(0, 7), max_size=12))
def test_a_walk_ends_where_a_walk_through_the_table_ends(table: Edition, word: list[int]) -> None:
    ways = {(m.name, one): m.target for m in table.process.moves for one in m.source}
    seen = dossier(edition=table)
    here = at = "s0"
    for number in word:
        spec = table.move(f"m{number}")
        if spec is None:
            continue
        at = ways.get((spec.name, at), at)
        try:
            fire(replace(seen, case=replace(seen.case, state=here)), spec, {})
        except NotAvailable:
            continue
        here = spec.target
    assert here == at
