"""Meetings and their items (会议与议题)."""

from dataclasses import dataclass
from datetime import date

from workflow.dossier.acts import Act, Values
from workflow.dossier.places import BodyFile, Member


@dataclass(frozen=True, slots=True)
class View:
    """One member at one item (表态): present or not, recused or not, the view and its order."""

    person: str
    present: bool
    recused: bool = False
    kinship: str = ""
    view: str | None = None  # agree, disagree, postpone
    order: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """会议: one sitting of a body with its roster of the day."""

    id: str
    body: BodyFile
    kind: str  # committee, standing_committee, full_committee, department
    held_on: date
    chair: str
    notice_on: date | None = None
    roster: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFile:
    """One item of a meeting (议题): one case, decided or not, with the figures as recorded.

    Presence, quorum, majority and outcome are derived by guards, never recorded.
    """

    meeting: MeetingFile
    activity: str
    case: str
    act: Act  # the entry in the meeting's journal
    views: tuple[View, ...]
    values: Values  # presenter, orders, vote_form, agree, disagree, postpone, abstain, issued …


@dataclass(frozen=True, slots=True)
class VetoItem(ItemFile):
    """An item on a veto (一票否决议题): of a person, on one proposal as it stood; of no case."""

    person: str
    veto: str
    proposal: str  # digest of the proposal's entry
