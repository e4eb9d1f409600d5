"""The dossier (卷宗): the frozen picture of all that the journals say, which guards see.

A pure value. Nothing here reads a database or a clock; `workflow.journal` folds entries into it.
"""

from workflow.dossier.acts import NOTHING, Act, By, Round, Step, Values
from workflow.dossier.matters import CaseFile, Neighbour, SelectionFile
from workflow.dossier.people import Fact, Hold, PersonFile, Settled, Veto
from workflow.dossier.places import BodyFile, Member, OrganizationFile, PostFile
from workflow.dossier.sittings import (
    Attendance,
    ItemFile,
    MeetingFile,
    Planned,
    Presence,
    VetoItem,
    View,
)
from workflow.dossier.whole import Dossier

__all__ = [
    "NOTHING",
    "Act",
    "Attendance",
    "BodyFile",
    "By",
    "CaseFile",
    "Dossier",
    "Fact",
    "Hold",
    "ItemFile",
    "MeetingFile",
    "Member",
    "Neighbour",
    "OrganizationFile",
    "PersonFile",
    "Planned",
    "PostFile",
    "Presence",
    "Round",
    "SelectionFile",
    "Settled",
    "Step",
    "Values",
    "Veto",
    "VetoItem",
    "View",
]
