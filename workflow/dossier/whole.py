"""The dossier itself (卷宗): everything a guard may see, frozen at one moment."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from workflow.dossier.acts import NOTHING, Act, By, Round, Values
from workflow.dossier.matters import CaseFile, Neighbour, SelectionFile
from workflow.dossier.people import PersonFile
from workflow.dossier.places import BodyFile, OrganizationFile, PostFile
from workflow.dossier.sittings import ItemFile
from workflow.edition import Edition, Move
from workflow.workdays import Calendar

T = TypeVar("T")
FORMS = ("form", "ballot")  # kinds whose record is whole: the last one says everything
# The fields that say what is attempted, as they are while somebody only looks.
ATTEMPT: Mapping[str, Any] = {"move": None, "actor": None, "given": NOTHING, "reasons": NOTHING}


@dataclass(frozen=True)
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
    # what is attempted: see ATTEMPT
    move: Move | None = None
    actor: By | None = None
    given: Values = field(default_factory=lambda: NOTHING)  # fields of the move
    reasons: Mapping[str, str] = field(default_factory=dict)  # guard → written reason
    _made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def altered(self, **fields: Any) -> "Dossier":
        """The same but for these fields; as `dataclasses.replace`, which takes ten times as long.

        Raises TypeError for a field that there is not.
        """
        if not fields.keys() <= self.__dict__.keys():
            raise TypeError(f"no such fields: {sorted(fields.keys() - self.__dict__.keys())}")
        other = object.__new__(Dossier)
        other.__dict__.update(self.__dict__, **fields)
        if not fields.keys() <= ATTEMPT.keys():
            other.__dict__["_made"] = {}
        return other

    def once(self, fold: Callable[..., T], *of: str) -> T:
        """What `fold` makes of the dossier (and of these names); made once, however many ask.

        It sees nothing of what is attempted, so it holds for every move and whoever makes it.
        """
        asked = (fold, *of)
        if asked not in self._made:
            self._made[asked] = fold(self.altered(**ATTEMPT), *of)
        found: T = self._made[asked]
        return found

    def round(self, activity: str) -> Round | None:
        """The present round of an activity; None while it is absent or waits for a new one."""
        rounds = self.rounds.get(activity, ())
        return rounds[-1] if rounds and activity not in self.reopened else None

    def values(self, activity: str) -> Values:
        """The merged values of the present round; empty while there is none.

        A form that was approved and then recorded anew binds as approved until that is too: what
        the selection shares may be recorded for a late joiner while other cases rest on it.
        """
        present = self.round(activity)
        if present is None:
            return NOTHING
        known = self.edition.process.activities.get(activity)
        if known is None or known.kind not in FORMS:
            return present.values
        record, approved = present.last("record"), present.last("approve")
        if record is None or approved is None or record.seq < approved.seq:
            return present.values
        agreed = [act for act in present.of("record") if act.seq < approved.seq]
        return agreed[-1].values if agreed else present.values

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
        return self.once(_profile)

    @property
    def relatives(self) -> Mapping[str, str]:
        """Persons on file who are relatives of the candidate → kind of KINSHIP (verified facts)."""
        return self.person.relatives

    def stage_of(self, state: str) -> str | None:
        """The stage a state belongs to."""
        return self.edition.process.states[state].stage

    def acts(self, activity: str) -> Iterator[Act]:
        """Every act of every round of an activity, oldest first."""
        for one in self.rounds.get(activity, ()):
            yield from one.acts


def _profile(seen: Dossier) -> Values:
    rows = seen.values("post_profile").get("posts", ())
    return next((row for row in rows if row.get("post") == seen.case.post), NOTHING)
