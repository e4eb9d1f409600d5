"""Simulation (推演): what a wave of cases asks of a department, by the moves and periods of a real edition.

For planning only. It knows no person: cases are numbers, how long something takes is a range that
the department states itself, and nothing here is read from or written to an instance.
"""

from workflow.simulation.figures import Figures, measured
from workflow.simulation.parameters import Parameters
from workflow.simulation.picture import queues_svg
from workflow.simulation.plan import Plan
from workflow.simulation.reading import ParametersInvalid, read_parameters
from workflow.simulation.trying import More, Report, reported
from workflow.simulation.wave import Happened, simulated

__all__ = [
    "Figures",
    "Happened",
    "More",
    "Parameters",
    "ParametersInvalid",
    "Plan",
    "Report",
    "measured",
    "queues_svg",
    "read_parameters",
    "reported",
    "simulated",
]
