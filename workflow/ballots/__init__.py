"""What a ballot is (票): arithmetic of a tally, the paper, the box, the scrutineers' check; all pure."""

from workflow.ballots.box import Box, Counted
from workflow.ballots.check import Group, check_faults, stated_differences
from workflow.ballots.paper import LEAST_VOTERS, Nominee, Paper
from workflow.ballots.tally import contradictions

__all__ = [
    "LEAST_VOTERS",
    "Box",
    "Counted",
    "Group",
    "Nominee",
    "Paper",
    "check_faults",
    "contradictions",
    "stated_differences",
]
