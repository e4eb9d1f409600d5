"""What is still to be done, as the page lists it (办理内容一览)."""

import pytest
from dossiers import act, activity, dossier, round_of

from web.doing import doings
from workflow.journal import Actor

FORM = activity("form", fields={"note": {"type": "text", "title": "说明"}})
CLERK = Actor("clerk", "经办人", "clerk", "department")


@pytest.mark.parametrize(
    ("reopened", "again"), [(frozenset(), False), (frozenset({"report"}), True)]
)
def test_what_a_return_reopened_is_to_be_done_again_and_not_what_stands(
    reopened: frozenset[str], again: bool
) -> None:
    stands = round_of(act("record", 2, {"note": "已办"}), activity=FORM)
    seen = dossier(activities={"report": FORM}, rounds={"report": (stands,)}, reopened=reopened)
    (told,) = doings(seen, "case:c1", "case", CLERK, ("first",))
    assert (told.again, bool(told.lacks)) == (again, again)


def test_what_was_never_done_is_not_done_again() -> None:
    (told,) = doings(dossier(activities={"report": FORM}), "case:c1", "case", CLERK, ("first",))
    assert told.lacks and not told.again
