"""A candidacy in which all is as the rules ask meets every guard of the first chapters."""

import inspect
import re
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from candidacy import DECIDED, candidacy
from candidacy_edition import STATES
from candidacy_papers import RECORDED
from hypothesis import given, settings
from hypothesis import strategies as st
from recorded_places import places
from scene import ABSENT, patched

from workflow.guards import (
    GUARDS,
    avoidance,
    candidates,
    exceptional,
    exchange,
    general,
    motion,
    qualification,
    recommendation,
)
from workflow.guards.applies import APPLIES
from workflow.guards.verdict import Guard

CHAPTERS = (
    general, motion, qualification, exceptional, avoidance, exchange, recommendation, candidates,
)  # fmt: skip
MINE: Mapping[str, Guard] = {
    name: guard for chapter in CHAPTERS for name, guard in chapter.TABLE.items()
}
TRANSFERS = {"is_lateral", "no_trial_due", "trial_from_rank"}  # asked of a transfer alone
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PICTURES: tuple[Mapping[str, Any], ...] = (
    {"without": ("tenure", "party", "politics", "education", "training", "grade", "work_start")},
    {"profile": dict.fromkeys(("target_level", "position", "track", "managed_by"), ABSENT)},
    {"profile": {"growth_place_rule": "county", "committee_level": "county", "track": "elected",
                 "statutory_basis": "法官法", "two_terms_post": True, "organ": "government"}},
    {"lacking": ("qualification_review", "exclusion_review", "prior_report_triggers")},
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(set(MINE) - TRANSFERS))
def test_a_regular_promotion_meets(name: str) -> None:
    assert MINE[name].judge(candidacy()).gaps == ()
    if name not in ("recommendation_valid", "reasons_beyond_votes"):
        assert MINE[name].judge(candidacy(items=DECIDED)).gaps == ()


def test_the_table_holds_every_chapter_once() -> None:
    assert set(MINE) <= set(GUARDS)
    assert {name: GUARDS[name] for name in MINE} == dict(MINE)


@pytest.mark.parametrize("name", sorted(MINE))
def test_a_guard_has_the_name_of_its_function_and_states_its_condition(name: str) -> None:
    said = inspect.getdoc(MINE[name].judge) or ""
    assert MINE[name].judge.__name__ == name
    assert CHINESE.search(said) and said.endswith("。")


@pytest.mark.parametrize("name", sorted(MINE))
def test_of_an_empty_file_every_gap_is_under_the_guards_own_rules(name: str) -> None:
    nothing = dict.fromkeys(RECORDED, ABSENT)
    for picture, state, made in product(PICTURES, STATES, ("", "adopt", "send_nomination")):
        seen = candidacy({**nothing, "post_profile": ABSENT}, items={}, state=state, made=made,
                         **picture)  # fmt: skip
        for gap in MINE[name].judge(seen).gaps:
            assert gap.rule in MINE[name].rules
            assert CHINESE.search(gap.found) and CHINESE.search(gap.needed)


@pytest.mark.parametrize("name", sorted(APPLIES))
def test_a_condition_is_total_and_tells_its_facts(name: str) -> None:
    nothing = dict.fromkeys(RECORDED, ABSENT)
    one = APPLIES[name]
    for picture in ({}, *PICTURES):
        for changes in ({}, {**nothing, "post_profile": ABSENT}):
            seen = candidacy(changes, **picture)
            assert one.holds(seen) in (True, False)
            assert one.facts is not None and one.facts(seen)


@pytest.mark.parametrize("name", [name for name, one in APPLIES.items() if one.negates])
def test_of_two_complements_exactly_one_holds(name: str) -> None:
    other = APPLIES[name].negates
    assert other is not None and APPLIES[other].negates == name
    for picture in ({}, *PICTURES, {"profile": {"special_post": True}}):
        seen = candidacy(**picture)
        assert APPLIES[name].holds(seen) is not APPLIES[other].holds(seen)


PLACES = places(RECORDED)


@settings(max_examples=150, deadline=None)
@given(
    spoilt=st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from((ABSENT, None, "", "不明", 0, True))),
        min_size=1, max_size=4, unique_by=lambda one: one[0][0],
    ),
    picture=st.sampled_from(({}, *PICTURES)),
)  # fmt: skip
def test_whatever_is_missing_or_odd_nothing_raises(
    spoilt: list[tuple[tuple[str, str], Any]], picture: Mapping[str, Any]
) -> None:
    changes = {name: patched(RECORDED[name], {place: value}) for (name, place), value in spoilt}
    seen = candidacy(changes, made="conclude_recommendation", state="recommendation", **picture)
    for guard in MINE.values():
        assert {gap.rule for gap in guard.judge(seen).gaps} <= set(guard.rules)
    for one in APPLIES.values():
        assert one.holds(seen) in (True, False)
