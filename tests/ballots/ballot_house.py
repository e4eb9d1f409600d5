"""A house in which a recommendation is to be voted on (会议推荐之前), and one voting from end to end."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from workflow.ballots import Box
from workflow.commands.ballots import check_ballot, close_ballot, open_ballot
from workflow.errors import WorkflowError
from workflow.journal import Actor, Desk, House, Order
from workflow.queries.ballots import Ballot, ballot, paper_of, tally_of
from workflow.queries.logins import duties_of

AT = datetime(2026, 2, 4, 4, 0, tzinfo=UTC)  # noon of the day of the recommending meeting
SELECTION, CASE = "selection:dongyi", "case:shen"
MEETING, EVALUATION = "meeting_recommendation", "democratic_evaluation"
SHEN = "pe40965f5489e948"  # his file was read from a form, which gave it its id
NOMINEES = (SHEN, "wei_tongzhou", "yan_guibin")
VALUES: Mapping[str, Any] = {
    "nominees": [{"person": one} for one in NOMINEES], "seats": 1,
    "groups": [{"group": "department_leaders", "made": 6}, {"group": "internal_chiefs", "made": 9}],
}  # fmt: skip
PASS = ("pass", "pass", "pass")
FIRST, SECOND = ("recommend", "pass", "pass"), ("pass", "recommend", "pass")
ROLL = {"department_leaders": (6, 6, 6, 0), "internal_chiefs": (10, 9, 9, 0)}
numbers = count()


def order(desk: Desk, account: str, at: datetime = AT) -> Order:
    """A new order of somebody, under the first duty held."""
    duty, place = duties_of(desk, account, at.date())[0]
    actor = Actor(account, account, duty, place, account)
    return Order(f"00000000-0000-4000-8000-{next(numbers):012d}", actor, at)


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


@dataclass(slots=True)
class Voting:
    """A ballot that was opened: its box and the codes in plain, by group."""

    house: House
    id: str
    box: Box
    codes: Mapping[str, Sequence[str]]
    used: list[str] = field(default_factory=list)

    def vote(self, group: str, *marks: str) -> str:
        """The next voter of a group; gives the code."""
        code = next(one for one in self.codes[group] if one not in self.used)
        self.used.append(code)
        assert self.box.cast(digest(code), group, marks)
        return code


def opened(
    house: House, who: str = "ma_chao", subject: str = SELECTION, name: str = MEETING,
    values: Mapping[str, Any] = VALUES, at: datetime = AT,
) -> Voting:  # fmt: skip
    """Open a ballot by the engine's command."""
    id = f"b{next(numbers)}"
    codes = {row.get("group", ""): [f"{id}-{row.get('group', '')}-{n}" for n in range(row["made"])]
             for row in values["groups"]}  # fmt: skip
    mark = f"box-{id}"
    with house.desk() as desk:
        open_ballot(desk, order(desk, who, at), id, subject, name, values,
                    {group: [digest(one) for one in told] for group, told in codes.items()}, mark)  # fmt: skip
        known = ballot(desk, id)
        editions = list(house.cache.values())
        activity = next(one.process.activities[name] for one in editions
                        if one.process.process == "promotion")  # fmt: skip
    return Voting(house, id, Box(id, paper_of(activity, known.nominees, known.seats), mark), codes)


def scrutiny(rows: Mapping[str, Sequence[int]], text: str = "", **more: Any) -> dict[str, Any]:
    """A check: group → expected, present, issued, left."""
    tellers = [{"office": "监票人", "person": "ding_wen"}, {"office": "计票人", "person": "xu_ke"}]
    keys = ("expected", "present", "issued", "left")
    return {
        "tellers": tellers, "text": text,
        "groups": [{**({"group": group} if group else {}), **dict(zip(keys, told, strict=True))}
                   for group, told in rows.items()], **more,
    }  # fmt: skip


def found(error: WorkflowError) -> list[str]:
    """What was found, of each reason of a refusal."""
    return [one.found for one in error.reasons]


def everybody(voting: Voting) -> None:
    """All fifteen vote."""
    for marks in (FIRST, FIRST, FIRST, SECOND, PASS, FIRST):
        voting.vote("department_leaders", *marks)
    for marks in (FIRST, SECOND, SECOND, FIRST, PASS, FIRST, FIRST, FIRST, FIRST):
        voting.vote("internal_chiefs", *marks)


def closed(house: House, voting: Voting) -> Ballot:
    """The ballot once it was closed and counted."""
    with house.desk() as desk:
        close_ballot(desk, order(desk, "ma_chao"), voting.id, voting.box.seal())
    return seen(house, voting)


def seen(house: House, voting: Voting) -> Ballot:
    """The ballot as it stands."""
    with house.reading() as desk:
        return ballot(desk, voting.id)


def checked(house: House, voting: Voting, values: dict[str, Any]) -> Ballot:
    """The ballot once two scrutineers have checked it."""
    with house.desk() as desk:
        check_ballot(desk, order(desk, "ma_chao"), voting.id, values)
    return seen(house, voting)


def tally(house: House, known: Ballot) -> dict[str, Any]:
    """What is recorded of a checked ballot."""
    edition = next(one for one in house.cache.values() if one.process.process == "promotion")
    usual = {"chair": "gu_mingcheng", "sealed": True} if known.activity == MEETING else {}
    return {**tally_of(known, edition.process.activities[known.activity]), **usual}
