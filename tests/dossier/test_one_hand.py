"""Whether two acts are of one hand: what keeps recording and approving apart rests on it (R-SEP-01)."""

import pytest

from workflow.dossier import By


def by(account: str, person: str | None) -> By:
    return By(account, "某人", "cadre_clerk", "dept", person)


@pytest.mark.parametrize(("other", "same"), [
    (by("one", "p1"), True),
    (by("one", None), True),  # an account is one hand, whatever else is known of it
    (by("two", "p1"), True),  # a second account of the same person is no second person
    (by("two", "p2"), False),
    (by("two", None), False),
])  # fmt: skip
def test_an_account_and_every_account_of_the_same_person_are_one_hand(other: By, same: bool) -> None:
    assert by("one", "p1").is_same(other) is same
    assert other.is_same(by("one", "p1")) is same


@pytest.mark.parametrize("unknown", [None, ""])
def test_two_accounts_of_whom_no_person_is_known_are_two(unknown: str | None) -> None:
    assert not by("one", unknown).is_same(by("two", unknown))
