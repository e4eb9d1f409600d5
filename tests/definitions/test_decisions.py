"""Which moves are decisions: those that rest on a collective one or bring somebody into a post or out of it."""

from collections.abc import Mapping

import pytest

from workflow.edition import Edition
from workflow.queries.witnessed import decides


@pytest.mark.parametrize(("name", "some", "none"), [
    ("promotion/1", {"confirm_shortlist", "adopt", "appoint", "confirm_appointment"},
     {"start_motion", "submit_proposal", "defer", "return_to_analysis", "terminate"}),
    ("transfer/1", {"adopt", "appoint"}, {"terminate"}),
    ("adjustment/1", {"adopt"}, {"terminate"}),
])  # fmt: skip
def test_what_rests_on_a_collective_decision_or_fills_a_post_is_a_decision(
    editions: Mapping[str, Edition], name: str, some: set[str], none: set[str]
) -> None:
    edition = editions[name]
    found = {one.name for one in edition.process.moves if decides(edition, one)}
    assert some <= found and not none & found, sorted(found)
