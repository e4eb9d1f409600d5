"""Fixtures of simulations: the example's plan, read once, and the real calendar."""

import pytest
from waves import DEFINITIONS, EXAMPLE, with_

from workflow.simulation import Plan, read_parameters
from workflow.workdays import Calendar, load


@pytest.fixture(scope="session")
def example() -> Plan:
    """The example of the house as it stands."""
    return read_parameters(EXAMPLE.read_text("utf-8"), EXAMPLE.name, DEFINITIONS)


@pytest.fixture(scope="session")
def plan(example: Plan) -> Plan:
    """The same with so few cases that it is quick."""
    return with_(example, cases=12, over=4)


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    """The working days of the house."""
    return load(DEFINITIONS / "calendars")
