"""Whether the recused count among those due: the edition's choice, shown in the record (R-DEC-22)."""

import pytest
from recorded import RECORDED
from scene import ITEMS, dossier, item, views

from workflow.guards import GUARDS
from workflow.guards.verdict import Verdict

GONE = {"recused": True, "view": None, "order": None}


def judged(guard: str, base: str, present: int, agree: int) -> Verdict:
    """Eleven members, of whom m2 and m3 leave for the item."""
    seen = item(seen=views(present, m2=GONE, m3=GONE), agree=agree)
    return GUARDS[guard].judge(
        dossier(RECORDED, items={**ITEMS, "committee_decision": seen},
                settings={"recusal_base": base})
    )  # fmt: skip


@pytest.mark.parametrize(("base", "agree", "reached"), [
    ("keep", 5, False), ("keep", 6, True), ("shrink", 4, False), ("shrink", 5, True),
])  # fmt: skip
def test_the_majority_is_of_those_whom_the_edition_counts_as_due(
    base: str, agree: int, reached: bool
) -> None:
    assert (judged("majority_reached", base, 11, agree).gaps == ()) is reached
    assert (judged("majority_missed", base, 11, agree).gaps == ()) is not reached


@pytest.mark.parametrize(("base", "present", "enough"), [
    ("keep", 9, False), ("keep", 10, True), ("shrink", 7, False), ("shrink", 8, True),
])  # fmt: skip
def test_the_recused_are_never_present_for_the_item(
    base: str, present: int, enough: bool
) -> None:
    assert (judged("quorum", base, present, 6).gaps == ()) is enough


@pytest.mark.parametrize("guard", ["quorum", "majority_reached", "recusals_kept"])
@pytest.mark.parametrize("base", ["keep", "shrink"])
def test_the_record_says_how_it_was_counted(guard: str, base: str) -> None:
    assert judged(guard, base, 11, 6).inputs["recusal_base"] == base
