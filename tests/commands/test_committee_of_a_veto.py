"""Of somebody in no case the committee above the unit decides on a veto, not one of the unit's own."""

from pathlib import Path

import pytest
from trial_acts import confirmed, item, proposal
from trial_house import BY_NAME, START, found_trial
from trial_script import FOR_ALL

from workflow.commands.meetings import convene
from workflow.commands.organizations import enter_body
from workflow.commands.people import register
from workflow.commands.standing import confirm_veto, propose_veto
from workflow.commands.veto_items import record_veto_item
from workflow.errors import ConditionsUnmet
from workflow.journal import House, Order
from workflow.journal.read import history


@pytest.fixture
def city(url: str, tmp_path: Path) -> House:
    """A unit below a city's committee; p2 works there and is in no case; the unit has a committee."""
    found = found_trial(url, tmp_path)
    with found.desk() as desk:
        register(desk, Order("register", BY_NAME["clerk"], START), "p2", "人选p2", "unit")
        enter_body(desk, Order("enter", BY_NAME["chief"], START), "unit_body", {
            "name": "单位党组", "kind": "committee", "organization": "unit", "members": [
                {"person": one, "name": one, "role": "member", "from": "2020-01-01"}
                for one in ("m0", "m1", "m2", "m3", "m4")
            ],
        })  # fmt: skip
        values = proposal(START.date())
        propose_veto(desk, Order("veto", BY_NAME["head"], START), "p2", values)
        for body in ("body", "unit_body"):
            convene(desk, Order(f"at-{body}", BY_NAME["minutes"], START), f"of-{body}", {
                "body": body, "kind": "committee", "held_on": "2026-03-02", "chair": "m0",
            })  # fmt: skip
            record_veto_item(
                desk, Order(f"vote-{body}", BY_NAME["minutes"], START), f"of-{body}", "p2", "veto",
                item(FOR_ALL),
            )  # fmt: skip
    return found


def test_of_somebody_in_no_case_the_nearest_committee_above_the_unit_decides(city: House) -> None:
    with pytest.raises(ConditionsUnmet) as refusal, city.desk() as desk:
        confirm_veto(desk, Order("no", BY_NAME["secretary"], START), "p2", "veto",
                     confirmed("of-unit_body"))  # fmt: skip
    assert [one.rule for one in refusal.value.reasons] == ["R-DEC-01"]
    with city.desk() as desk:
        confirm_veto(desk, Order("yes", BY_NAME["secretary"], START), "p2", "veto",
                     confirmed("of-body"))  # fmt: skip
    with city.reading() as desk:
        assert history(desk, "person:p2")[-1].data["set"]["standing"] == "vetoed"
