"""Electronic ballots (无记名电子投票): opened, begun anew, made void, closed, checked.

Codes arrive as digests and votes only as what lay in a closed box: nothing here ever knows which
code, or whose, a vote came with.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert, update

from workflow import authority
from workflow.ballots import LEAST_VOTERS, Counted, check_faults
from workflow.commands.activities import (
    activity_of,
    drawn_up,
    require_place,
    round_number,
)
from workflow.commands.ballot_papers import paper_faults, require_a_vote
from workflow.commands.once import answer, answered, require_dates
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import BadInput, NotAvailable
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.write import Entry
from workflow.models import ballot_codes, ballots
from workflow.queries.ballots import KIND, Ballot, ballot, groups_of, voted

RULE, SECRECY = "R-REC-02", "R-REC-15"


def open_ballot(
    desk: Desk, order: Order, id: str, subject: str, name: str, values: Mapping[str, Any],
    codes: Mapping[str, Sequence[str]], box: str,
) -> Entry:  # fmt: skip
    """Open a ballot for an activity: who stands on the paper, how many codes for each group.

    `values`: nominees, seats, groups with `made`; `codes`: group → digests; `box`: the mark of the
    box. Raises NotAvailable, NotAuthorised, BadInput with all reasons.
    """
    payload = {"ballot": id, "subject": subject, "activity": name, "values": dict(values)}
    if known := answered(desk, order, "open_ballot", payload):
        return known
    lock(desk, [subject], order.seen)
    seen, activity = _entitled(desk, order, subject, name)
    require_a_vote(seen, activity)
    require_place(desk, seen, name, activity, subject, "record")
    _require_none_yet(desk, seen, subject, name)
    made = {row.get("group", ""): row["made"] for row in values["groups"]}
    _refuse(seen, activity, paper_faults(seen, activity, values, made))
    entry = _append(desk, order, seen, subject, values, {
        "act": "open_ballot", "ballot": id, "for": name,
        "round": round_number(seen, name, "record"),
    })  # fmt: skip
    desk.db.execute(insert(ballots).values(id=id, subject=subject, activity=name, box=box))
    slips = sorted((digest, group) for group, told in codes.items() for digest in told)
    desk.db.execute(insert(ballot_codes), [
        {"digest": digest, "ballot": id, "voters": group, "used": False}
        for digest, group in slips
    ])  # fmt: skip
    return answer(desk, order, "open_ballot", payload, entry)


def _entitled(desk: Desk, order: Order, subject: str, name: str) -> tuple[Dossier, Activity]:
    """Who may record the figures of an activity runs its ballot."""
    seen = drawn_up(desk, order, subject)
    activity, kind = activity_of(seen, name, subject)
    require_dates(order, int(str(seen.setting("backdate_tolerance_days"))))
    authority.require_act(desk, order.actor, seen, kind.duties(activity, "record"))
    return seen, activity


def _require_none_yet(desk: Desk, seen: Dossier, subject: str, name: str) -> None:
    present = seen.round(name)
    if voted(desk, seen, subject, name) is not None:
        raise _no(seen, "本轮已有一次电子投票", "先办完或者作废这一次")
    if present is not None and present.last("record"):
        raise _no(seen, "本轮票数已经登记", "更正登记，或者退回后重新推荐")


def _no(seen: Dossier, found: str, needed: str, rule: str = RULE) -> NotAvailable:
    return NotAvailable(reasons=[seen.edition.reason(rule, found, needed)])


def _refuse(seen: Dossier, activity: Activity, faults: Iterator[str]) -> None:
    found = list(faults)
    if found:
        who = activity.record
        raise BadInput(
            f"“{activity.title}”电子投票有误，共{len(found)}处",
            [seen.edition.reason(RULE, one, "按规定准备、核对后再办", who) for one in found],
        )  # fmt: skip


def _append(
    desk: Desk, order: Order, seen: Dossier, subject: str, values: Mapping[str, Any],
    data: Mapping[str, Any],
) -> Entry:  # fmt: skip
    return append(desk, order, Draft(
        subject, KIND, data, values=values, person=seen.person.id, read=seen.read,
        edition=seen.edition.digest,
    ))  # fmt: skip


def _running(
    desk: Desk, order: Order, id: str, states: Sequence[str]
) -> tuple[Ballot, Dossier, Activity]:
    """A ballot in one of some states, whose row is locked, and that the actor may run."""
    subject = ballot(desk, id).subject
    lock(desk, [subject], order.seen)
    known = ballot(desk, id)
    seen, activity = _entitled(desk, order, subject, known.activity)
    if known.state not in states:
        raise _no(seen, "这次投票已经截止或者作废", "按投票现在的状态办理")
    return known, seen, activity


def restart_ballot(desk: Desk, order: Order, id: str, reason: str, box: str) -> Entry:
    """Begin anew with an empty box, all with the same codes: the box was lost with its process."""
    payload = {"ballot": id, "reason": reason}
    if done := answered(desk, order, "restart_ballot", payload):
        return done
    known, seen, _ = _running(desk, order, id, ("open",))
    entry = _append(desk, order, seen, known.subject, {"reason": reason},
                    {"act": "restart_ballot", "ballot": id})  # fmt: skip
    _set_box(desk, id, box)
    return answer(desk, order, "restart_ballot", payload, entry)


def void_ballot(desk: Desk, order: Order, id: str, reason: str) -> Entry:
    """Make a ballot void with a reason: its codes open nothing any more, its figures count nowhere.

    What the scrutineers have checked stands: nobody votes again because a result displeases.
    """
    payload = {"ballot": id, "reason": reason}
    if done := answered(desk, order, "void_ballot", payload):
        return done
    known, seen, activity = _running(desk, order, id, ("open", "closed"))
    _refuse(seen, activity, iter(() if reason.strip() else ("没有写明作废的理由",)))
    entry = _append(desk, order, seen, known.subject, {"reason": reason},
                    {"act": "void_ballot", "ballot": id})  # fmt: skip
    _set_box(desk, id, "")
    return answer(desk, order, "void_ballot", payload, entry)


def _set_box(desk: Desk, id: str, box: str) -> None:
    desk.db.execute(update(ballots).where(ballots.c.id == id).values(box=box))


def close_ballot(desk: Desk, order: Order, id: str, counted: Counted) -> Entry:
    """Close a ballot and publish what lay in its box, one list a nominee, ordered by chance.

    Fewer than five ballots are not published: they would show what single people think.
    """
    payload = {"ballot": id}
    if done := answered(desk, order, "close_ballot", payload):
        return done
    known, seen, _ = _running(desk, order, id, ("open",))
    if len(counted.used) < LEAST_VOTERS:
        raise _no(seen, f"收回不足{LEAST_VOTERS}张，公布会显出各人的意见",
                  "继续投票，或者作废后改用纸质票", SECRECY)  # fmt: skip
    returned = _returned(known, counted)
    entry = _append(desk, order, seen, known.subject, {
        "groups": [{**_grouped(group), "returned": number} for group, number in returned.items()],
        "nominees": [
            {"person": one.person, **({"post": one.post} if one.post else {}),
             "votes": published(counted, place, _apart(returned))}
            for place, one in enumerate(known.nominees)
        ],
    }, {"act": "close_ballot", "ballot": id})  # fmt: skip
    codes = ballot_codes.c
    desk.db.execute(
        update(ballot_codes).where(codes.ballot == id, codes.digest.in_(sorted(counted.used)))
        .values(used=True)
    )  # fmt: skip
    _set_box(desk, id, "")
    return answer(desk, order, "close_ballot", payload, entry)


def _returned(known: Ballot, counted: Counted) -> dict[str, int]:
    """How many ballots of each group lay in the box: every one has a mark for the first nominee."""
    return {
        group: sum(number for (place, voters, _), number in counted.votes.items()
                   if place == 0 and voters == group)
        for group in known.made
    }  # fmt: skip


def _apart(returned: Mapping[str, int]) -> bool:
    """Whether votes may be told by group: in none are they so few that single people show."""
    return len(returned) > 1 and all(not one or one >= LEAST_VOTERS for one in returned.values())


def published(counted: Counted, place: int, apart: bool) -> list[dict[str, str]]:
    """The votes for one nominee, each under a random id of 128 bits, in the order of these ids."""
    return sorted(
        (
            {"id": secrets.token_hex(16), "choice": choice, **(_grouped(group) if apart else {})}
            for (nominee, group, choice), number in counted.votes.items() if nominee == place
            for _ in range(number)
        ),
        key=lambda one: one["id"],
    )  # fmt: skip


def _grouped(group: str) -> dict[str, str]:
    return {"group": group} if group else {}


def check_ballot(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Record that the scrutineers checked the count against roll and slips.

    `values`: `tellers` (监票人, 计票人), `groups` with expected, present, issued, left, and `text`,
    which explains the differences. Raises BadInput with every contradiction.
    """
    payload = {"ballot": id, "values": dict(values)}
    if done := answered(desk, order, "check_ballot", payload):
        return done
    known, seen, activity = _running(desk, order, id, ("closed",))
    said = {row.get("group", ""): row for row in values["groups"]}
    groups = groups_of(known, activity.groups, said)
    scrutineers = [one["person"] for one in values["tellers"]]
    on_paper = [one.person for one in known.nominees]
    _refuse(seen, activity, check_faults(
        groups, scrutineers, seen.people, on_paper, values.get("text", "")
    ))  # fmt: skip
    entry = _append(desk, order, seen, known.subject, values,
                    {"act": "check_ballot", "ballot": id})  # fmt: skip
    return answer(desk, order, "check_ballot", payload, entry)
