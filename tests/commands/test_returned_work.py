"""What a return (退回) reopens is done once more, also what the whole selection shares; then on it goes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from trial_acts import check, recorded
from trial_house import BY_NAME, START, found_trial

from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.errors import ConditionsUnmet
from workflow.journal import House, Order
from workflow.journal.picture import dossier


class Office:
    """The people of the small house, each act a minute after the last."""

    def __init__(self, house: House) -> None:
        self.house, self.minutes = house, 0

    def order(self, who: str) -> Order:
        self.minutes += 1
        at = START + timedelta(minutes=self.minutes)
        return Order(f"order-{self.minutes}", BY_NAME[who], at)

    def act(self, who: str, subject: str, name: str, act: str, values: dict[str, Any]) -> None:
        with self.house.desk() as desk:
            record(desk, self.order(who), subject, name, act, values)

    def move(self, who: str, case: str, name: str) -> str:
        with self.house.desk() as desk:
            return str(move(desk, self.order(who), case, name).content["state"])

    def quota(self) -> None:
        values = recorded("quota_snapshot", "record", "analysis", START.date())
        self.act("clerk", "selection:sel", "quota_snapshot", "record", values)
        self.act("chief", "selection:sel", "quota_snapshot", "approve", {})

    def checked(self, case: str) -> None:
        self.act("checker", f"case:{case}", "political_check", "record", check("analysis"))
        self.act("checker2", f"case:{case}", "political_check", "approve", {})

    def missing(self, case: str) -> set[str]:
        """The activities that wait for a new round."""
        with self.house.reading() as desk:
            return set(dossier(desk, case, START).reopened)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(found_trial(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path))


def test_shared_work_that_a_return_reopens_counts_again_once_it_is_done_anew(
    office: Office,
) -> None:
    office.quota()
    office.checked("case0")
    assert office.move("head", "case0", "begin") == "investigation"
    assert office.move("head", "case0", "give_back") == "analysis"
    assert office.missing("case0") == {"quota_snapshot", "political_check"}
    office.checked("case0")
    with pytest.raises(ConditionsUnmet) as refusal:
        office.move("head", "case0", "begin")
    assert {one.rule for one in refusal.value.reasons} == {"R-GEN-05"}
    office.quota()
    assert office.missing("case0") == set()
    assert office.move("head", "case0", "begin") == "investigation"


def test_shared_work_reopened_for_one_case_stays_valid_for_the_others(office: Office) -> None:
    office.quota()
    for case in ("case0", "case1"):
        office.checked(case)
    office.move("head", "case0", "begin")
    office.move("head", "case0", "give_back")
    assert office.missing("case1") == set()
    assert office.move("head", "case1", "begin") == "investigation"
