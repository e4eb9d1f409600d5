"""The dossier (卷宗): the frozen picture of all that the journals say at one moment, which guards see.

A pure value. Nothing here reads a database or a clock; `workflow.journal` folds entries into it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from workflow.edition import Edition, Move
from workflow.workdays import Calendar

Values = Mapping[str, Any]
NOTHING: Values = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class By:
    """Who acted (办理人): the account, the person behind it, under which duty, of which organization."""

    account: str
    name: str
    duty: str
    organization: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One act of an activity (一次办理), as one entry records it.

    `act`: record, approve, ask, answer, respond, remind, escalate, sign, post, complain, resolve,
    conclude, item, not_applicable. `seq` is the entry's place in the journal of `subject`.
    """

    subject: str
    seq: int
    act: str
    at: datetime
    on: date
    by: By
    values: Values
    digest: str = ""  # of the entry


@dataclass(frozen=True, slots=True)
class Round:
    """One round (轮次) of an activity: its acts in order, and their merged values (by the kind)."""

    number: int
    acts: tuple[Act, ...]
    values: Values = field(default_factory=lambda: NOTHING)

    def of(self, act: str) -> tuple[Act, ...]:
        """The acts of that name, in order."""
        return tuple(one for one in self.acts if one.act == act)

    def last(self, act: str) -> Act | None:
        """The last act of that name."""
        return next((one for one in reversed(self.acts) if one.act == act), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a person (事实): see `workflow.facts`."""

    id: str
    kind: str
    values: Values
    stated_by: By
    stated_on: date
    verified_by: By | None = None
    verified_on: date | None = None
    document: Values | None = None  # {digest, name, size}

    @property
    def verified(self) -> bool:
        """Verified by another account with a document."""
        return self.verified_by is not None


@dataclass(frozen=True, slots=True)
class Hold:
    """暂缓: an allegation or clue that somebody still has to verify."""

    id: str
    opened_on: date
    opened_by: By
    reason: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """一票否决: a finding of people, proposed by one and confirmed by another (L3)."""

    id: str
    item: str
    proposed_by: By
    confirmed_by: By
    confirmed_on: date
    told_on: date | None = None  # when the person was told; the review period runs from it
    review_open: bool = False


@dataclass(frozen=True, slots=True)
class PersonFile:
    """干部: one person's facts and standing."""

    id: str
    name: str
    organization: str  # the unit where the person works
    facts: tuple[Fact, ...] = ()
    holds: tuple[Hold, ...] = ()
    veto: Veto | None = None

    @property
    def standing(self) -> str:
        """clear, held or vetoed."""
        return "vetoed" if self.veto else "held" if self.holds else "clear"

    def known(self, kind: str) -> tuple[Fact, ...]:
        """The verified facts of a kind, the only ones that guards use."""
        return tuple(fact for fact in self.facts if fact.kind == kind and fact.verified)

    def unverified(self, kind: str) -> tuple[Fact, ...]:
        """The stated facts of a kind that nobody has verified yet: itself a finding."""
        return tuple(fact for fact in self.facts if fact.kind == kind and not fact.verified)

    def value(self, kind: str, key: str = "value") -> Any:
        """A value of the last verified fact of a kind, or None."""
        facts = self.known(kind)
        return facts[-1].values.get(key) if facts else None


@dataclass(frozen=True, slots=True)
class PostFile:
    """职位 with its quota (职数): how many may hold it, who does, who is decided to leave."""

    id: str
    organization: str
    title: str
    level: str
    position: str  # chief, deputy, other
    quota: int
    holders: tuple[str, ...] = ()  # persons
    leaving: tuple[str, ...] = ()  # persons among the holders


@dataclass(frozen=True, slots=True)
class OrganizationFile:
    """单位 / 党组织; `links` name its offices: organization, discipline, party, peer_discipline …"""

    id: str
    name: str
    kind: str
    path: str  # ids from the root, each followed by "/"
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body on one day; role: chair, member, organization_member, alternate."""

    person: str
    name: str
    role: str
    joined_on: date
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class BodyFile:
    """领导班子; kind: committee, standing_committee, full_committee, department."""

    id: str
    name: str
    kind: str
    organization: str
    members: tuple[Member, ...] = ()

    def roster(self, day: date) -> tuple[Member, ...]:
        """The members due on that day (应到会成员); alternates are not due."""
        return tuple(
            one for one in self.members
            if one.role != "alternate" and one.joined_on <= day
            and (one.left_on is None or day < one.left_on)
        )  # fmt: skip


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
class ItemFile:
    """One item of a meeting (议题): one case, decided or not, with the figures as recorded.

    Presence, quorum, majority and outcome are derived by guards, never recorded.
    """

    meeting: "MeetingFile"
    activity: str
    case: str
    act: Act  # the entry in the meeting's journal
    views: tuple[View, ...]
    values: Values  # presenter, orders, vote_form, agree, disagree, postpone, abstain, issued …


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
class Step:
    """One move that was made (流转): also the opening, whose `move` is empty."""

    seq: int
    move: str
    source: str
    target: str
    on: date
    by: By
    values: Values = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """选拔任用事项: one person for one post."""

    id: str
    number: str
    person: str
    post: str
    selection: str
    state: str
    opened_on: date
    steps: tuple[Step, ...] = ()
    annulled: bool = False

    def entered(self, state: str) -> Step | None:
        """The last step into a state."""
        return next((s for s in reversed(self.steps) if s.target == state), None)


@dataclass(frozen=True, slots=True)
class SelectionFile:
    """选拔任用批次; `department` runs it, `body` decides."""

    id: str
    title: str
    department: str
    body: str
    occasion: str = "individual"  # or leadership_change
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another case that matters here: same post or same selection."""

    id: str
    person: str
    post: str
    selection: str
    state: str
    final: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a guard may see. `today` is the calendar day in Asia/Shanghai of `at`."""

    at: datetime
    today: date
    calendar: Calendar
    edition: Edition
    case: CaseFile
    selection: SelectionFile
    person: PersonFile
    post: PostFile
    rounds: Mapping[str, tuple[Round, ...]] = field(default_factory=dict)
    reopened: frozenset[str] = frozenset()  # activities that wait for a new round
    items: Mapping[str, tuple[ItemFile, ...]] = field(default_factory=dict)  # by activity
    bodies: Mapping[str, BodyFile] = field(default_factory=dict)
    organizations: Mapping[str, OrganizationFile] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)  # person id → name
    offices: Mapping[str, str] = field(default_factory=dict)  # name of ASK → organization
    neighbours: tuple[Neighbour, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)  # subject → seq, of all that was read
    # what is attempted; empty while somebody only looks
    move: Move | None = None
    actor: By | None = None
    given: Values = field(default_factory=lambda: NOTHING)  # fields of the move
    reasons: Mapping[str, str] = field(default_factory=dict)  # guard → written reason

    def round(self, activity: str) -> Round | None:
        """The present round of an activity; None while it is absent or waits for a new one."""
        rounds = self.rounds.get(activity, ())
        return rounds[-1] if rounds and activity not in self.reopened else None

    def values(self, activity: str) -> Values:
        """The merged values of the present round; empty while there is none."""
        present = self.round(activity)
        return present.values if present else NOTHING

    def item(self, activity: str) -> ItemFile | None:
        """The item of the present round of a meeting_item activity."""
        if self.round(activity) is None:
            return None
        items = self.items.get(activity, ())
        return items[-1] if items else None

    def setting(self, name: str) -> Any:
        """A setting of the edition; raises KeyError when the edition does not have it."""
        return self.edition.process.settings[name]

    @property
    def profile(self) -> Values:
        """The row of `post_profile` for this case's post; empty while there is none."""
        rows = self.values("post_profile").get("posts", ())
        return next((row for row in rows if row.get("post") == self.case.post), NOTHING)

    @property
    def relatives(self) -> Mapping[str, str]:
        """Persons on file who are relatives of the candidate → kind of KINSHIP (verified facts)."""
        return {
            fact.values["person"]: fact.values["relation"]
            for fact in self.person.known("kinship")
            if fact.values.get("person")
        }

    def stage_of(self, state: str) -> str | None:
        """The stage a state belongs to."""
        return self.edition.process.states[state].stage

    def acts(self, activity: str) -> Iterator[Act]:
        """Every act of every round of an activity, oldest first."""
        for one in self.rounds.get(activity, ()):
            yield from one.acts
