"""Democratic recommendation (民主推荐): what was held for selections and cases, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.ballots.tally import rows_of, whole
from workflow.dossier import NOTHING, Round, Values
from workflow.edition import Activity, Edition
from workflow.journal import Desk
from workflow.journal.fold import Rounds
from workflow.journal.picture import ANY
from workflow.journal.read import Record, histories
from workflow.queries.ballots import Ballot, ballots_in

PLAN, LIST = "work_plan", "reference_list"
TALK, MEETING = "talk_recommendation", "meeting_recommendation"
BESIDE = (LIST, "meeting_skip", "recommendation_conduct", "recommendation_report")


@dataclass(frozen=True, slots=True)
class Held:
    """One recommendation or evaluation: its present round, and the electronic ballots held for it.

    `state`: none, recorded, approved; reopened where it must be done in a new round.
    """

    name: str
    activity: Activity
    state: str
    present: Round | None
    ballots: tuple[Ballot, ...]

    @property
    def values(self) -> Values:
        """The figures as recorded last; also of a round that is to be done anew."""
        return self.present.values if self.present else NOTHING

    @property
    def base(self) -> int:
        """How many ballots, or talks, the votes are out of; 0 while it is not known."""
        return whole(self.values, "valid") or whole(self.values, "talked") or 0

    @property
    def ballot(self) -> Ballot | None:
        """The electronic ballot held last that was not made void."""
        return next((one for one in reversed(self.ballots) if one.state != "void"), None)


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who got votes: out of how many, by talk and by meeting; None where not in it."""

    person: str
    post: str
    talk: int | None
    meeting: int | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What one journal tells of its recommendations or evaluations; `beside`: what belongs to them."""

    subject: str
    held: tuple[Held, ...]
    plan: Values
    beside: Mapping[str, Round]

    def of(self, name: str) -> Held | None:
        """The recommendation of an activity, where the process has it."""
        return next((one for one in self.held if one.name == name), None)

    def nominees(self) -> list[Nominee]:
        """Everybody with votes, in the order of the reference list, then as recorded; never by votes."""
        talk, meeting = (_votes(self.of(name)) for name in (TALK, MEETING))
        listed = self.beside.get(LIST)
        order = [row.get("person") for row in rows_of(listed.values if listed else NOTHING, "names")]
        keys = list(dict.fromkeys(_fitted(key, [*talk, *meeting]) for key in (*talk, *meeting)))
        keys.sort(key=lambda one: order.index(one[0]) if one[0] in order else len(order))
        return [Nominee(*key, _figure(talk, key), _figure(meeting, key)) for key in keys]


Votes = dict[tuple[str, str], int]


def _votes(held: Held | None) -> Votes:
    rows = rows_of(held.values, "figures") if held else ()
    return {(str(row.get("person")), str(row.get("post") or "")): whole(row, "votes") or 0
            for row in rows}  # fmt: skip


def _fitted(key: tuple[str, str], all: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Where one form tells the post and the other does not, both are the same nominee."""
    posts = {post for person, post in all if person == key[0] and post}
    return (key[0], posts.pop()) if not key[1] and len(posts) == 1 else key


def _figure(votes: Votes, key: tuple[str, str]) -> int | None:
    return votes.get(key, votes.get((key[0], "")))


def recommendations(
    desk: Desk, subjects: Mapping[str, Edition]
) -> dict[str, Recommendation]:
    """What the journals of selections or cases tell; however many, in two statements.

    `subjects`: subject → its edition.
    """
    told = histories(desk, subjects)
    return {
        subject: _read(subject, edition, told[subject]) for subject, edition in subjects.items()
    }


def _read(subject: str, edition: Edition, records: Sequence[Record]) -> Recommendation:
    gathered = Rounds(edition).fold(records, ANY)
    rounds, ballots = gathered.merged(), ballots_in(records)
    kind = subject.partition(":")[0]
    held = tuple(
        _held(name, one, rounds.get(name, ()), name in gathered.reopened,
              tuple(ballot for ballot in ballots if ballot.activity == name))
        for name, one in edition.process.activities.items()
        if one.kind == "ballot" and one.of == kind
    )  # fmt: skip
    beside = {name: rounds[name][-1] for name in BESIDE if name in rounds}
    plan = rounds[PLAN][-1].values if PLAN in rounds else NOTHING
    return Recommendation(subject, held, plan, beside)


def _held(
    name: str, activity: Activity, rounds: Sequence[Round], reopened: bool,
    ballots: tuple[Ballot, ...],
) -> Held:  # fmt: skip
    present = rounds[-1] if rounds else None
    record = present.last("record") if present else None
    approved = present.last("approve") if present else None
    state = "none"
    if record is not None:
        state = "approved" if approved and approved.seq > record.seq else "recorded"
        state = "reopened" if reopened else state
    return Held(name, activity, state, present if record else None, ballots)
