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
    kinship: str = ""  # a kind of KINSHIP, "self", or "other"
    view: str | None = None  # agree, disagree, postpone
    order: int | None = None
    absence: str = ""  # why not present: leave, late, left, absent; "" where not told
    reason: str = ""  # given for the view, the absence, or for not standing aside


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of an agenda (议程): a case to be decided, or an open proposal of a veto."""

    activity: str  # "veto" for a proposal
    case: str = ""
    person: str = ""
    veto: str = ""

    @property
    def matter(self) -> tuple[str, str]:
        """What it is about, as an item recorded says it too."""
        return self.activity, self.case or self.veto


@dataclass(frozen=True, slots=True)
class Presence:
    """One member due at the sitting (到会情况); how: whole, late, left, absent."""

    person: str
    how: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to the sitting (签到); each item still says who was present for it."""

    act: Act
    members: tuple[Presence, ...]
    values: Values  # guests, recorder, ended_at, book_no, page

    def of(self, person: str) -> Presence | None:
        """How one member attended."""
        return next((one for one in self.members if one.person == person), None)


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
    place: str = ""
    starts_at: str = ""  # as written on the notice: 09:00
    agenda: tuple[Planned, ...] = ()


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

    @property
    def matter(self) -> tuple[str, str]:
        """What it is about, as an agenda says it too."""
        return self.activity, self.case


@dataclass(frozen=True, slots=True)
class VetoItem(ItemFile):
    """An item on a veto (一票否决议题): of a person, on one proposal as it stood; of no case."""

    person: str
    veto: str
    proposal: str  # digest of the proposal's entry

    @property
    def matter(self) -> tuple[str, str]:
        """What it is about, as an agenda says it too."""
        return self.activity, self.veto
