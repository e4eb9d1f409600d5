"""Electronic ballots (无记名电子投票): how each stands, read off the journal; what a code opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from workflow.ballots import Group, Nominee, Paper
from workflow.ballots.paper import RECOMMEND, RECOMMENDING
from workflow.ballots.tally import GRADES
from workflow.dossier import By, Dossier
from workflow.edition import Activity
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.read import Record, history
from workflow.models import ballot_codes, ballots

KIND = "ballot"  # of its entries
Votes = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One electronic ballot as its entries tell it.

    `state`: open, closed (counted, not checked yet), checked, void. `lists`: for each nominee the
    published votes, in the order of their random ids.
    """

    id: str
    subject: str
    activity: str
    round: int
    nominees: tuple[Nominee, ...]
    seats: int
    made: Mapping[str, int]
    opened_on: date
    opened_by: By
    state: str = "open"
    restarts: int = 0
    returned: Mapping[str, int] = field(default_factory=dict)
    lists: tuple[Votes, ...] = ()
    scrutineers: tuple[str, ...] = ()
    checked: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # group → its figures
    differences: str = ""

    def votes(self, place: int, choice: str, group: str | None = None) -> int:
        """How many votes of a choice a nominee got, of everybody or of one group."""
        return sum(one["choice"] == choice and group in (None, one.get("group", ""))
                   for one in self.lists[place])  # fmt: skip

    @property
    def by_group(self) -> bool:
        """Whether the votes were published by group."""
        return any("group" in one for votes in self.lists for one in votes)


def ballots_in(records: Iterable[Record]) -> list[Ballot]:
    """The ballots that a journal tells of, oldest first."""
    found: dict[str, Ballot] = {}
    for record in records:
        if record.kind == KIND:
            id = record.data["ballot"]
            found[id] = _after(found.get(id), record)
    return list(found.values())


def _after(known: Ballot | None, record: Record) -> Ballot:
    if known is None:
        return _opened(record)
    values = record.values
    match record.data["act"]:
        case "close_ballot":
            return replace(
                known, state="closed", returned=_by_group(values, "returned"),
                lists=tuple(tuple(one["votes"]) for one in values.get("nominees", ())),
            )  # fmt: skip
        case "check_ballot":
            return replace(
                known, state="checked", differences=values.get("text", ""),
                scrutineers=tuple(one["person"] for one in values.get("tellers", ())),
                checked={row.get("group", ""): row for row in values.get("groups", ())},
            )  # fmt: skip
        case "void_ballot":
            return replace(known, state="void")
    return replace(known, restarts=known.restarts + 1)


def _opened(record: Record) -> Ballot:
    data, values = record.data, record.values
    nominees = tuple(Nominee(one["person"], one.get("post", ""))
                     for one in values.get("nominees", ()))  # fmt: skip
    return Ballot(
        data["ballot"], record.subject, data["for"], data["round"], nominees,
        values.get("seats", 0), _by_group(values, "made"), record.on, record.by,
    )  # fmt: skip


def _by_group(values: Mapping[str, Any], key: str) -> dict[str, int]:
    return {row.get("group", ""): row[key] for row in values.get("groups", ())}


def ballot(desk: Desk, id: str) -> Ballot:
    """One ballot by its id; raises NotFound."""
    subject = desk.db.scalar(select(ballots.c.subject).where(ballots.c.id == id))
    for one in ballots_in(history(desk, subject)) if subject else ():
        if one.id == id:
            return one
    raise NotFound("没有这次投票")


def open_box(desk: Desk, id: str) -> str:
    """The mark of the box that is open for a ballot; "" when none is."""
    return desk.db.scalar(select(ballots.c.box).where(ballots.c.id == id)) or ""


def code(desk: Desk, digest: str) -> tuple[str, str, str] | None:
    """What an unused code of an open ballot stands for: ballot, mark of its box, group."""
    row = desk.db.execute(
        select(ballots.c.id, ballots.c.box, ballot_codes.c.voters)
        .join_from(ballot_codes, ballots, ballots.c.id == ballot_codes.c.ballot)
        .where(ballot_codes.c.digest == digest, ballot_codes.c.used.is_(False), ballots.c.box != "")
    ).one_or_none()
    return (row.id, row.box, row.voters) if row else None


def paper_of(activity: Activity, nominees: Sequence[Nominee], seats: int) -> Paper:
    """The paper of an activity: people are graded where it has grades, else recommended."""
    grades = {key: activity.fields[key].title for key in GRADES if key in activity.fields}
    return Paper(tuple(nominees), grades or RECOMMENDING, 0 if grades else seats)


def groups_of(known: Ballot, titles: Mapping[str, str], said: Mapping[str, Any]) -> list[Group]:
    """What the scrutineers checked, beside what the system made and counted.

    `said`: group → expected, present, issued, left.
    """
    return [
        Group(
            titles.get(group, ""), made, known.returned.get(group, 0),
            *(said.get(group, {}).get(key, 0) for key in ("expected", "present", "issued", "left")),
        )
        for group, made in known.made.items()
    ]  # fmt: skip


def tally_of(known: Ballot, activity: Activity) -> dict[str, Any]:
    """The figures of a checked ballot as the record of its activity has them."""
    rows = known.checked
    sums = {key: sum(row[key] for row in rows.values()) for key in ("expected", "present", "issued")}
    returned = sum(known.returned.values())
    told: dict[str, Any] = {
        "held_on": known.opened_on.isoformat(), **sums, "returned": returned, "valid": returned,
        "groups": [{"group": group, "expected": row["expected"], "present": row["present"]}
                   for group, row in rows.items()],
        "figures": [
            {"person": one.person, **({"post": one.post} if one.post else {}),
             "votes": known.votes(place, RECOMMEND)}
            for place, one in enumerate(known.nominees)
        ],
        "tellers": list(known.scrutineers),
        **{key: known.votes(0, key) for key in GRADES if key in activity.fields},
    }  # fmt: skip
    return {key: value for key, value in told.items() if key in activity.fields}


def voted(desk: Desk, seen: Dossier, subject: str, name: str) -> Ballot | None:
    """The electronic ballot of the round that an activity is in, or comes to next."""
    present, rounds = seen.round(name), seen.rounds.get(name, ())
    number = present.number if present else (rounds[-1].number + 1 if rounds else 1)
    known = latest(ballots_in(history(desk, subject)), name)
    return known if known is not None and known.round == number else None


def latest(known: Sequence[Ballot], activity: str) -> Ballot | None:
    """The last ballot of an activity that was not made void."""
    return next((one for one in reversed(known)
                 if one.activity == activity and one.state != "void"), None)  # fmt: skip
