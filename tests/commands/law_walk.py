"""An independent walk of the journal of the small process: laws L1, L2 and L3 read off the raw entries.

Knows the process as it stands on paper (below), nothing of machine, guards, folds or proof: it reads
the table `entries` as bytes, in the order in which they were written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from law_lines import Line, approved_by_another, counted

STAGE = {
    "analysis": "motion", "investigation": "inspection", "discussion": "decision",
    "publicity": "appointment", "probation": "appointment", "appointed": "appointment",
}  # fmt: skip
FORWARD = {
    "begin": ("analysis", "investigation"), "submit": ("investigation", "discussion"),
    "adopt": ("discussion", "publicity"), "try_out": ("publicity", "probation"),
    "confirm": ("probation", "appointed"),
}  # fmt: skip
BACK = {
    "give_back": ("investigation", "analysis", ("quota_snapshot", "political_check")),
    "take_off": ("discussion", "investigation",
                 ("branch_opinion", "branch_route", "committee_decision", "political_check")),
}  # fmt: skip
SEATED = ("probation", "appointed")
PUBLIC_DAYS = 5  # working days of publicity
PARTY_MEMBERS = ("p0",)
PROPOSED = ("item", "list_version", "facts", "finding_body", "documents", "heard_on", "reason")


@dataclass(slots=True)
class Standing:
    """What is known of a person: open holds by id, the veto, and who had a hand in it."""

    holds: dict[str, Line] = field(default_factory=dict)
    proposals: dict[str, Line] = field(default_factory=dict)
    veto: str = ""
    deciders: set[str] = field(default_factory=set)
    opinion: Line | None = None
    review_open: bool = False

    @property
    def word(self) -> str:
        """The standing in one word, as the row must have it."""
        return "vetoed" if self.veto else "held" if self.holds else "clear"


@dataclass(slots=True)
class Case:
    """Where a case stands, what was recorded for it, and since when each activity counts."""

    id: str
    person: str
    selection: str
    process: str
    state: str
    records: list[Line] = field(default_factory=list)
    void: dict[str, int] = field(default_factory=dict)  # activity → place before which it is void
    entered: dict[str, int] = field(default_factory=dict)  # stage → place
    checked: set[str] = field(default_factory=set)  # stages left with their check


class Walk:
    """Reads all lines in order; raises AssertionError at the first law that is broken."""

    def __init__(self, lines: Sequence[Line], is_workday: Callable[[date], bool]) -> None:
        self.is_workday = is_workday
        self.people: dict[str, Standing] = {}
        self.cases: dict[str, Case] = {}
        self.items: dict[str, Line] = {}
        self.shared: dict[str, list[Line]] = {}
        self.said: dict[str, dict[str, Any]] = {}
        for line in lines:
            self.said.setdefault(line.subject, {}).update(line.data.get("set", {}))
            kind, _, id = line.subject.partition(":")
            match kind:
                case "person" if line.body["kind"] == "standing":
                    self._standing(id, line)
                case "case":
                    self._case(id, line)
                case "selection" if line.body["kind"] == "record":
                    self.shared.setdefault(id, []).append(line)
                case "meeting" if line.data.get("act") == "item":
                    self.items[line.digest] = line

    # L3, and what L2 needs to know

    def standing(self, person: str) -> Standing:
        """The standing of a person so far."""
        return self.people.setdefault(person, Standing())

    def _standing(self, person: str, line: Line) -> None:
        one, data = self.standing(person), line.data
        assert f"person {person}" not in line.hands, "somebody acted on their own standing"
        match data["act"]:
            case "hold":
                one.holds[data["hold"]] = line
            case "end_hold":
                assert not line.hands & one.holds.pop(data["hold"]).hands, "ended by its opener"
                one.proposals.pop(data["hold"], None)
            case "propose_veto":
                assert all(line.values.get(key) for key in PROPOSED), "a veto without its grounds"
                assert line.values.get("statement") or line.values.get("refused_witness")
                one.proposals[data["veto"]] = line
            case "confirm_veto":
                proposed = one.proposals.pop(data["veto"])  # KeyError: none that still stood
                assert not one.veto and not line.hands & proposed.hands, "confirmed by its proposer"
                self._carried(person, line, proposed)
                one.holds.pop(data["veto"])
                one.veto, one.deciders = data["veto"], line.hands | proposed.hands
            case "request_review":
                assert one.veto == data["veto"]
                one.review_open, one.opinion = True, None
            case "review_opinion" | "review":
                assert not line.hands & self.assessors(person), "reviewed by one who had assessed"
                self._review(one, line)
        assert line.data["set"]["standing"] == one.word, (line.data, one.word)

    def _carried(self, person: str, line: Line, proposed: Line) -> None:
        """By other hands, on the last count of a committee that met on this very proposal."""
        data, item = line.data, self.items[line.data["item_entry"]]
        on_it = [one for one in self.items.values() if one.subject == item.subject
                 and one.data.get("veto") == data["veto"]]  # fmt: skip
        assert item is on_it[-1] and item.subject == f"meeting:{data['meeting']}"
        assert item.data["person"] == person
        assert item.data["proposal"] == data["proposal"] == proposed.digest
        sitting = self.said[item.subject]
        assert sitting["kind"] == "committee", "a veto of no committee"
        assert sitting["held_on"] >= proposed.body["occurred_on"], "voted on before it was proposed"
        assert counted(item), "a veto that no count carried"
        assert not line.hands & (item.hands | self.assessors(person)), "confirmed by a hand in it"
        assert line.body["read"][item.subject] >= item.body["seq"]

    def assessors(self, person: str) -> set[str]:
        """Who checked the person politically, in any case so far."""
        return {
            hand
            for case in self.cases.values() if case.person == person
            for one in case.records if one.data["activity"] == "political_check"
            and one.data["act"] == "record"
            for hand in one.hands
        }  # fmt: skip

    def _review(self, one: Standing, line: Line) -> None:
        assert one.veto == line.data["veto"] and one.review_open
        assert not line.hands & one.deciders, "reviewed by one who had decided"
        if line.data["act"] == "review_opinion":
            one.opinion = line
            return
        first = one.opinion
        assert first is not None and first.digest == line.data["first"]
        assert not line.hands & first.hands, "two opinions of one hand"
        assert line.body["actor"]["duty"] != first.body["actor"]["duty"]
        assert line.data["outcome"] == first.data["outcome"]
        one.review_open, one.opinion = False, None
        if line.data["outcome"] == "lifted":
            one.veto = ""

    # L1 and L2

    def _case(self, id: str, line: Line) -> None:
        data = line.data
        match line.body["kind"]:
            case "open":
                said = data["set"]
                self.cases[id] = Case(
                    id, said["person"], said["selection"], said["process"], said["state"]
                )
                allowed = self.standing(said["person"]).word != "vetoed"
                assert allowed or said["process"] == "adjustment", "a vetoed person was named"
            case "record":
                self.cases[id].records.append(line)
            case "move":
                self._move(self.cases[id], line)
            case "standing":
                assert "state" not in data.get("set", {}), "a standing moved a case"

    def _move(self, case: Case, line: Line) -> None:
        name, source, target = (line.data[key] for key in ("move", "from", "to"))
        assert source == case.state and line.data["set"]["state"] == target
        if case.process == "trial":
            one = self.standing(case.person)
            assert not (name in FORWARD and one.holds), "forward under a hold"
            assert not (one.veto and target != "closed"), "moved under a veto"
            if name in FORWARD:
                assert FORWARD[name] == (source, target)
                self._leave(case, line, target)
            elif name in BACK:
                assert BACK[name][:2] == (source, target)
                case.void.update(dict.fromkeys(BACK[name][2], line.place))
            else:
                assert (name, target) == ("close", "closed")
            if STAGE.get(target) not in (None, STAGE[source]) or target in SEATED:
                case.entered[STAGE[target]] = line.place
        case.state = target

    def _leave(self, case: Case, line: Line, target: str) -> None:
        """What must have been recorded for a forward move, and all of it for an appointment."""
        stage = STAGE[case.state]
        if STAGE[target] != stage or target in SEATED:
            assert self.stage_checked(case, stage), f"left {stage} unchecked"
            case.checked.add(stage)
        if target in SEATED:
            assert case.checked == {"motion", "inspection", "decision", "appointment"}
            assert self.approved(case, "quota_snapshot"), "appointed past the quota"
            assert self.branch_heard(case), "appointed past the branch"
            assert self.decided(case), "appointed past the committee"
            assert self.publicised(case, date.fromisoformat(line.body["occurred_on"]))

    def of(self, case: Case, activity: str) -> list[Line]:
        """What was recorded of an activity, for the case or its selection, and still counts."""
        both = [*self.shared.get(case.selection, ()), *case.records]
        return [
            one for one in sorted(both, key=lambda one: one.place)
            if one.data["activity"] == activity and one.place > case.void.get(activity, 0)
        ]  # fmt: skip

    def approved(self, case: Case, activity: str, act: str = "record") -> bool:
        """Whether the last record was approved by another hand."""
        return approved_by_another(self.of(case, activity), act)

    def stage_checked(self, case: Case, stage: str) -> bool:
        """Whether the stage has a check without a clue, approved, since the case came into it."""
        since = case.entered.get(stage, 0)
        lines = [one for one in self.of(case, "political_check") if one.place > since]
        records = [one for one in lines if one.data["act"] == "record"]
        return (
            bool(records) and records[-1].values["stage"] == stage
            and records[-1].values["finding"] == "no_problem" and approved_by_another(lines)
        )  # fmt: skip

    def branch_heard(self, case: Case) -> bool:
        """The branch of a member answered after it was asked; the route of others; a word on each."""
        acts = [one.data["act"] for one in self.of(case, "branch_opinion")]
        route = [one.data["act"] for one in self.of(case, "branch_route")]
        if case.person in PARTY_MEMBERS:
            asked = "ask" in acts and "answer" in acts[acts.index("ask"):]
            return asked and "not_applicable" in route
        return "not_applicable" in acts and self.approved(case, "branch_route")

    def decided(self, case: Case) -> bool:
        """Whether the last item counted two thirds present and more than half agreeing, of all due."""
        lines = [one for one in self.of(case, "committee_decision") if one.data["act"] == "item"]
        if not lines:
            return False
        item = self.items[lines[-1].values["item_entry"]]
        return item.data["case"] == case.id and counted(item)

    def publicised(self, case: Case, today: date) -> bool:
        """Posted, approved, five working days wholly over, then concluded by two hands of two duties."""
        lines = self.of(case, "publicity_notice")
        posts = [one for one in lines if one.data["act"] == "post"]
        if not posts or not approved_by_another(lines, "post"):
            return False
        posted = date.fromisoformat(posts[-1].values["posted_on"])
        between = [posted + timedelta(n) for n in range(1, (today - posted).days)]
        ends = [one for one in lines if one.place > posts[-1].place
                and one.data["act"] == "conclude"]  # fmt: skip
        people = {(one.body["actor"]["duty"], one.body["actor"]["person"]) for one in ends}
        return sum(map(self.is_workday, between)) >= PUBLIC_DAYS and any(
            a[0] != b[0] and a[1] != b[1] for a in people for b in people
        )

    def ready(self, case: Case) -> bool:
        """Whether the one forward move of 分析研判 or 试用 lacks nothing."""
        checked = self.stage_checked(case, STAGE[case.state])
        quota = case.state == "probation" or self.approved(case, "quota_snapshot")
        return checked and quota and self.standing(case.person).word == "clear"
