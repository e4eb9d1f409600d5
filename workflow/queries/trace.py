"""The chain behind a case (倒查): from the last decision back, who did what, under which duty, on what.

Pure over the journals: it tells what was recorded and judged then; it judges nobody again (R-TRACE-06).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.activities.kind import ACTS
from workflow.dossier import By, Round, View
from workflow.edition import Edition, Process
from workflow.errors import NotFound
from workflow.facts import FACTS
from workflow.guards import GUARDS
from workflow.journal import Desk
from workflow.journal.fold import Rounds, views_of
from workflow.journal.read import Histories, Record, content, histories, history

DECIDES = ("open", "move", "annul")
STANDINGS: Mapping[str, str] = {
    "hold": "暂缓", "end_hold": "解除暂缓", "propose_veto": "提出一票否决",
    "confirm_veto": "确认一票否决", "tell_veto": "告知本人", "request_review": "提请复核",
    "review": "复核结论", "review_opinion": "复核意见",
}  # fmt: skip
BALLOTS: Mapping[str, str] = {
    "open_ballot": "开启电子投票", "restart_ballot": "中断后重新投票", "void_ballot": "投票作废",
    "close_ballot": "截止并公布结果", "check_ballot": "核对投票",
}  # fmt: skip
TELLS = ("record", "ballot")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done on the way: the entry, what it is called, who spoke and voted where it was an item."""

    record: Record
    title: str
    act: str
    views: tuple[View, ...] = ()
    meeting: str = ""

    @property
    def by(self) -> By:
        """Who did it, under which duty."""
        return self.record.by

    @property
    def late(self) -> str:
        """Why it was entered late, where it was."""
        return str(self.record.body.get("late_reason") or "")


@dataclass(frozen=True, slots=True)
class Ground:
    """One condition of a decision: what it found, the reason written, and the deeds that it rests on."""

    guard: str
    title: str
    rules: tuple[str, ...]
    result: str  # met, warn, record, block
    reason: str
    rests_on: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One move of the case with its conditions, and what was done since the move before it."""

    record: Record
    title: str
    source: str
    target: str
    grounds: tuple[Ground, ...]
    deeds: tuple[Deed, ...]

    @property
    def read(self) -> Mapping[str, int]:
        """The journals that were in front of whoever decided, each up to which entry."""
        told: Mapping[str, int] = self.record.body["read"]
        return told


@dataclass(frozen=True, slots=True)
class FactTrail:
    """A fact of the person as it stood at the last decision: who stated it, who verified it."""

    title: str
    stated: Record
    verified: Record | None


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole chain: the last decision first; what was done since it; the facts it rests on."""

    decisions: tuple[Decision, ...]
    since: tuple[Deed, ...]
    facts: tuple[FactTrail, ...]


def trace(edition: Edition, case: str, journals: Histories) -> Trace:
    """The chain of a case from its own journal and those of its selection, person and meetings."""
    own = journals[f"case:{case}"]
    said = content(own)
    chain = _Chain(edition, case, journals, f"selection:{said['selection']}", f"person:{said['person']}")
    decisions = [*chain.decisions()]
    last = decisions[-1].record
    facts = tuple(_facts(journals[chain.person], last.body["read"].get(chain.person, 0)))
    return Trace(tuple(reversed(decisions)), tuple(chain.deeds(last, None)), facts)


def trace_of(desk: Desk, case: str) -> Trace:
    """The chain of a case, from the journals that it touches; raises NotFound."""
    own = history(desk, f"case:{case}")
    if not own:
        raise NotFound("选拔任用事项不存在")
    said = content(own)
    meetings = {f"meeting:{one.data['meeting']}" for one in own if one.data.get("meeting")}
    around = {f"selection:{said['selection']}", f"person:{said['person']}", *meetings}
    journals = {f"case:{case}": own, **histories(desk, around)}
    return trace(desk.edition(said["edition"]), case, journals)


@dataclass(frozen=True, slots=True)
class _Chain:
    """The journals of one case, and what is read out of them."""

    edition: Edition
    case: str
    journals: Histories
    selection: str
    person: str

    @property
    def process(self) -> Process:
        return self.edition.process

    @property
    def own(self) -> Sequence[Record]:
        return self.journals[f"case:{self.case}"]

    def decisions(self) -> Iterator[Decision]:
        """The decisions in the order in which they were made."""
        before: Record | None = None
        for record in (one for one in self.own if one.kind in DECIDES):
            yield Decision(
                record, self._decided(record), self._state(record, "from"),
                self._state(record, "to"), tuple(self._grounds(record)),
                tuple(self.deeds(before, record)),
            )  # fmt: skip
            before = record

    def _decided(self, record: Record) -> str:
        if record.kind == "move":
            known = self.edition.move(record.data["move"])
            return known.title if known else str(record.data["move"])
        return "列为人选" if record.kind == "open" else "宣布无效"

    def _state(self, record: Record, key: str) -> str:
        name = record.data.get(key) or (record.data.get("set", {}).get("state") if key == "to" else "")
        return self.process.states[name].title if name else ""

    def deeds(self, after: Record | None, until: Record | None) -> Iterator[Deed]:
        """What was done between two entries of the case, in the order of entry."""
        told = [
            one
            for subject in (f"case:{self.case}", self.selection, self.person)
            for one in self.journals[subject]
            if self._tells(one)
            and (after is None or _follows(one, after))
            and (until is None or not _follows(one, until))
        ]
        yield from map(self.deed, sorted(told, key=lambda one: (one.at, one.seq)))

    def _tells(self, record: Record) -> bool:
        """Whether an entry is a deed: of the person's journal only what concerns the standing."""
        if record.subject == self.person:
            return record.kind == "standing"
        return record.kind in TELLS or record.data.get("act") == "open_selection"

    def deed(self, record: Record) -> Deed:
        """An entry as a deed; a meeting's item with who was there and what each said."""
        act, data = str(record.data["act"]), record.data
        activity = self.process.activities.get(data.get("activity") or data.get("for", ""))
        item = self._item(record)
        title = activity.title if activity else STANDINGS.get(act) or BALLOTS.get(act, "开立批次")
        said = views_of(item.values) if item else ()
        return Deed(
            record, title, ACTS.get(act) or BALLOTS.get(act, ""), tuple(sorted(said, key=_as_spoken)),
            record.data.get("meeting", ""),
        )  # fmt: skip

    def _item(self, record: Record) -> Record | None:
        held = self.journals.get(f"meeting:{record.data.get('meeting')}", ())
        return next((one for one in held if one.digest == record.data.get("item_entry")), None)

    def _grounds(self, record: Record) -> Iterator[Ground]:
        rounds, reopened = self._rounds(record)
        reasons = {one["guard"]: one["reason"] for one in record.body["warnings"]}
        for one in record.body["findings"]:
            name = one["guard"]
            present = [rounds[read][-1] for read in self._reads(name)
                       if read in rounds and read not in reopened]  # fmt: skip
            yield Ground(
                name, self._condition(name), tuple(one["rules"]), one["result"],
                reasons.get(name, ""), tuple(self._of_rounds(present)),
            )  # fmt: skip

    def _rounds(self, record: Record) -> tuple[Mapping[str, tuple[Round, ...]], set[str]]:
        """What the decision had in front of it: the rounds of every activity as read then."""
        seen = record.body["read"].get(self.selection, 0)
        shared = (one for one in self.journals[self.selection] if one.seq <= seen)
        gathered = Rounds(self.edition).fold(shared, self.case)
        gathered.fold((one for one in self.own if one.seq < record.seq), self.case)
        return gathered.merged(), gathered.reopened

    def _reads(self, guard: str) -> tuple[str, ...]:
        if guard in self.process.activities:
            return (guard,)
        known = GUARDS.get(guard)
        return known.reads if known else ()

    def _condition(self, guard: str) -> str:
        if guard in self.process.activities:
            return self.process.activities[guard].title
        return GUARDS[guard].title if guard in GUARDS else "职责分离"

    def _of_rounds(self, rounds: Sequence[Round]) -> Iterator[Deed]:
        by_digest = {one.digest: one for subject in (f"case:{self.case}", self.selection)
                     for one in self.journals[subject]}  # fmt: skip
        for present in rounds:
            yield from (self.deed(by_digest[act.digest]) for act in present.acts)


def _follows(one: Record, other: Record) -> bool:
    """Whether an entry was written after another; within one journal its place says so."""
    return one.seq > other.seq if one.subject == other.subject else one.at > other.at


def _as_spoken(view: View) -> tuple[bool, int]:
    return view.order is None, view.order or 0


def _facts(records: Sequence[Record], seen: int) -> Iterator[FactTrail]:
    """The facts that stood then, in the order in which they were stated."""
    stated: dict[str, Record] = {}
    verified: dict[str, Record] = {}
    for record in (one for one in records if one.seq <= seen and one.kind == "record"):
        act, fact = record.data["act"], record.data.get("fact", "")
        if act == "state":
            stated.pop(str(record.data.get("corrects", "")), None)
            stated[fact] = record
        elif act == "verify":
            verified[fact] = record
    for fact, record in stated.items():
        yield FactTrail(FACTS[record.data["fact_kind"]][0], record, verified.get(fact))
