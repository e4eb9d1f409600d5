"""Folding entries into the files of a dossier (卷宗): one pure function a subject."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from workflow.activities import KINDS
from workflow.dossier import (
    Act,
    Attendance,
    BodyFile,
    CaseFile,
    Fact,
    Hold,
    ItemFile,
    MeetingFile,
    Member,
    OrganizationFile,
    PersonFile,
    Planned,
    PostFile,
    Presence,
    Round,
    SelectionFile,
    Settled,
    Step,
    Veto,
    VetoItem,
    View,
)
from workflow.edition import Edition
from workflow.journal.read import Record, content
from workflow.journal.seal import ERASED

NAMING = ("open", "change")  # the entries that say what somebody is called


def person_file(person: str, records: Sequence[Record]) -> PersonFile:
    """The person's facts and standing."""
    facts: dict[str, Fact] = {}
    holds: dict[str, Hold] = {}
    veto: Veto | None = None
    proposals: dict[str, Record] = {}
    named = names_borne(records)
    name = named[-1] if named else ERASED
    said = [r.digest for r in records if r.kind in NAMING and r.body["values"]]  # also once erased
    for record in records:
        if record.kind == "record":
            _fold_fact(facts, record)
        elif record.kind == "standing":
            veto = _fold_standing(holds, veto, proposals, record)
    settled = tuple(
        Settled(one.data["hold"], one.values.get("outcome", ""), one.at)
        for one in records if one.kind == "standing" and one.data["act"] == "end_hold"
    )  # fmt: skip
    return PersonFile(
        person, name, content(records).get("organization", ""), tuple(facts.values()),
        tuple(holds.values()), veto, settled, said[-1] if said else "",
    )  # fmt: skip


def item_words(values: Mapping[str, Any]) -> str:
    """The point that a proposal of a veto rests on: code and words, or free text where it was so told."""
    item, words = values.get("item", ""), values.get("item_words", "")
    return f"{item} {words}" if words else str(item)


def names_borne(records: Iterable[Record]) -> tuple[str, ...]:
    """The names that a person was registered under, the last one last."""
    told = (one.values.get("name") for one in records if one.kind in NAMING)
    return tuple(str(name) for name in told if name)


def _fold_fact(facts: dict[str, Fact], record: Record) -> None:
    act, fact = record.data["act"], record.data.get("fact", "")
    if record.erased:
        return
    if act == "state":
        facts[fact] = Fact(
            fact, record.data["fact_kind"], record.values, record.by, record.on,
            entries=(record.digest,),
        )  # fmt: skip
        facts.pop(record.data.get("corrects", ""), None)
    elif act == "verify" and fact in facts:
        told = facts[fact]  # put together whole: `replace` takes eight times as long
        facts[fact] = Fact(
            fact, told.kind, told.values, told.stated_by, told.stated_on, record.by, record.on,
            record.values.get("document"), (*told.entries, record.digest),
        )  # fmt: skip


def _fold_standing(
    holds: dict[str, Hold], veto: Veto | None, proposals: dict[str, Record], record: Record
) -> Veto | None:
    data, values = record.data, record.values
    match data["act"]:
        case "hold":
            due = values.get("due_on")
            holds[data["hold"]] = Hold(
                data["hold"], record.on, record.by, values.get("reason", ""),
                date.fromisoformat(due) if due else None,
            )  # fmt: skip
        case "end_hold":
            holds.pop(data["hold"], None)
        case "propose_veto":
            proposals[data["veto"]] = record
        case "confirm_veto":
            proposed = proposals[data["veto"]]
            holds.pop(data["veto"], None)  # its own; another hold stays until it is ended
            return Veto(
                data["veto"], item_words(proposed.values), proposed.by, record.by, record.on
            )
        case "tell_veto" if veto:
            return replace(veto, told_on=record.on)
        case "request_review" if veto:
            return replace(veto, review_open=True)
        case "review" if veto:
            return None if data["outcome"] == "lifted" else replace(veto, review_open=False)
    return veto


def post_file(post: str, records: Sequence[Record]) -> PostFile:
    """A post with its quota and holders."""
    said = content(records)
    return PostFile(
        post, said.get("organization", ""), said.get("title", ""), said.get("level", "staff"),
        said.get("position", "other"), said.get("quota", 0), tuple(said.get("holders", ())),
        tuple(said.get("leaving", ())),
    )  # fmt: skip


def organization_file(organization: str, records: Sequence[Record]) -> OrganizationFile:
    """An organization and its offices."""
    said = content(records)
    return OrganizationFile(
        organization, said.get("name", ""), said.get("kind", ""), said.get("path", ""),
        said.get("links", {}),
    )  # fmt: skip


def body_file(body: str, records: Sequence[Record]) -> BodyFile:
    """A deciding body with its members by day."""
    said = content(records)
    return BodyFile(
        body, said.get("name", ""), said.get("kind", ""), said.get("organization", ""),
        tuple(_member(row) for row in said.get("members", ())),
    )  # fmt: skip


def _member(row: Mapping[str, Any]) -> Member:
    left = row.get("to")
    return Member(
        row["person"], row["name"], row["role"], date.fromisoformat(row["from"]),
        date.fromisoformat(left) if left else None,
    )  # fmt: skip


def meeting_file(meeting: str, records: Sequence[Record], body: BodyFile) -> MeetingFile:
    """A sitting with its roster of the day."""
    said = content(records)
    held_on = date.fromisoformat(said["held_on"])
    notice = said.get("notice_on")
    return MeetingFile(
        meeting, body, said["kind"], held_on, said["chair"],
        date.fromisoformat(notice) if notice else None, body.roster(held_on),
        said.get("place") or "", said.get("starts_at") or "",
        tuple(Planned(**one) for one in said.get("agenda", ())),
    )  # fmt: skip


def attendance(records: Iterable[Record]) -> Attendance | None:
    """Who came, as the meeting's journal has it last."""
    told = [one for one in records if one.data["act"] == "attendance"]
    if not told:
        return None
    values = told[-1].values
    members = tuple(
        Presence(row["person"], row["how"], row.get("reason", ""))
        for row in values.get("members", ())
    )
    return Attendance(told[-1].as_act(), members, values)


def item_file(meeting: MeetingFile, record: Record) -> ItemFile:
    """One item on a case from the meeting's entry."""
    data = record.data
    return ItemFile(
        meeting, data["activity"], data["case"], record.as_act(), views_of(record.values), record.values
    )


def veto_item(meeting: MeetingFile, record: Record) -> VetoItem:
    """One item on a veto from the meeting's entry."""
    data = record.data
    return VetoItem(
        meeting, data["activity"], "", record.as_act(), views_of(record.values), record.values,
        data["person"], data["veto"], data["proposal"],
    )  # fmt: skip


def is_on_veto(record: Record) -> bool:
    """Whether a meeting's entry is an item on a veto rather than on a case."""
    return bool(record.data["act"] == "item" and record.data["activity"] == "veto")


def views_of(values: Mapping[str, Any]) -> tuple[View, ...]:
    """The rows of an item as filled in; read alike when they are checked and when read back."""
    return tuple(
        View(
            row.get("person", ""), bool(row.get("present")), bool(row.get("recused", False)),
            row.get("kinship", ""), row.get("view"), row.get("order"),
            row.get("absence", ""), row.get("reason", ""),
        )
        for row in values.get("views", ())
    )  # fmt: skip


def selection_file(selection: str, records: Sequence[Record]) -> SelectionFile:
    """A motion: who runs it, who decides."""
    said = content(records)
    return SelectionFile(
        selection, said.get("title", ""), said.get("department", ""), said.get("body", ""),
        said.get("occasion", "individual"), records[0].on if records else None,
    )  # fmt: skip


def case_file(case: str, records: Sequence[Record]) -> CaseFile:
    """One person for one post, and the moves made so far."""
    said = content(records)
    steps = tuple(
        Step(
            r.seq, r.data.get("move", ""), r.data.get("from", ""), r.data["set"]["state"], r.on,
            r.by, {**r.data.get("given", {}), **r.values},
        )
        for r in records
        if r.kind in ("open", "move")
    )  # fmt: skip
    return CaseFile(
        case, said["number"], said["person"], said["post"], said["selection"], said["state"],
        records[0].on, steps, said.get("annulled", False),
    )  # fmt: skip


class Rounds:
    """The rounds of all activities, gathered from the journals of a selection and of a case.

    What is gathered may be asked for, and gathered on: only what has grown since is merged anew.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._acts: dict[str, dict[int, list[Act]]] = {}
        self._merged: dict[str, tuple[Round, ...]] = {}
        self._fresh: dict[str, None] = {}  # activities that have grown since they were merged
        self.reopened: set[str] = set()

    def fold(self, records: Iterable[Record], case: str) -> "Rounds":
        """Take in a journal; returns itself. `case` tells whose reopenings count."""
        for record in records:
            if record.kind == "record":
                self._take(record)
            elif record.kind == "move":
                self.reopened.update(filter(self._own, record.data.get("reopens", ())))
            elif case in ("*", record.data.get("case")):
                self.reopened.update(record.data.get("reopens", ()))
        return self

    def _own(self, activity: str) -> bool:
        """Whether a move itself reopens it; what the selection shares is reopened in its journal.

        There the order among reopening and new record is told; between two journals it is not.
        """
        known = self._edition.process.activities.get(activity)
        return known is None or known.of != "selection"

    def _take(self, record: Record) -> None:
        if record.erased:
            return
        activity = record.data["activity"]
        rounds = self._acts.setdefault(activity, {})
        rounds.setdefault(record.data.get("round", 1), []).append(record.as_act())
        self._fresh[activity] = None
        self.reopened.discard(activity)

    def merged(self) -> dict[str, tuple[Round, ...]]:
        """Activity → its rounds in order, each with its merged values."""
        for name in self._fresh:
            activity = self._edition.process.activities.get(name)
            if activity is None:  # pragma: no cover - cases change their edition in a later issue (L7)
                continue
            kind = KINDS[activity.kind]
            self._merged[name] = tuple(
                Round(number, tuple(acts), kind.merge(activity, acts))
                for number, acts in sorted(self._acts[name].items())
            )
        self._fresh.clear()
        return dict(self._merged)
