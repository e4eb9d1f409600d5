"""The rounds of a request for opinions (征求意见各轮): who was asked, told, reminded, and answered what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.activities.asking import OBJECTIONS, addressed, consent, key
from workflow.activities.fields import is_empty
from workflow.activities.released import TITLES, release
from workflow.dossier import Act, Dossier, Round
from workflow.edition import Activity
from workflow.queries.listed import inquiry_id
from workflow.workdays import Calendar, CalendarMissing

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    """One organization that was asked in a round, with everything that went to and fro."""

    id: str
    organization: str
    ask: str
    asked_on: str
    sent: Act | None  # the last act that asked it
    due_on: str
    due_reason: str
    left: int | None  # working days; negative when late; None without a day or a calendar
    consent_on: date | None  # silence after it is consent
    told: tuple[tuple[str, str], ...]  # what was released: title, text
    stated: frozenset[str]  # fields of the answer that the request states already
    answer: Row
    signed: Act | None  # the act of the answer
    reminders: tuple[Row, ...]
    responses: tuple[Row, ...]
    waiting: bool
    objects: bool

    @property
    def asked_by(self) -> str:
        """Who sent it."""
        return self.sent.by.name if self.sent else ""

    @property
    def late(self) -> bool:
        """Whether the answer is still missing after its day."""
        return self.waiting and self.left is not None and self.left < 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One round of one activity."""

    name: str
    activity: Activity
    round: Round
    present: bool
    addresses: tuple[Address, ...]

    @property
    def waiting(self) -> tuple[Address, ...]:
        """Those who still owe an answer."""
        return tuple(one for one in self.addresses if one.waiting)


def asked_rounds(seen: Dossier) -> Iterator[Asked]:
    """Every round in which opinions were asked, the latest of each activity first."""
    for name, activity in seen.edition.process.activities.items():
        if activity.kind == "opinion":
            for one in reversed(seen.rounds.get(name, ())):
                if one.of("ask"):  # else an entry says that it does not apply
                    yield _asked(seen, name, activity, one)


def address_of(seen: Dossier, id: str) -> tuple[Asked, Address] | None:
    """The address of that id in any round; None where there is none."""
    found = ((one, address) for one in asked_rounds(seen) for address in one.addresses)
    return next((pair for pair in found if pair[1].id == id), None)


def _asked(seen: Dossier, name: str, activity: Activity, one: Round) -> Asked:
    kind = "selection" if activity.of == "selection" else "case"
    subject = f"{kind}:{seen.selection.id if kind == 'selection' else seen.case.id}"
    present = seen.round(name) == one
    asked_now = present and (kind == "selection" or seen.case.state in activity.within)
    addresses = tuple(
        _address(seen, subject, (name, activity, one), row, asked_now=asked_now)
        for row in one.values.get("asked", ())
    )
    return Asked(name, activity, one, present, addresses)


def _address(
    seen: Dossier, subject: str, of: tuple[str, Activity, Round], row: Row, *, asked_now: bool
) -> Address:
    name, activity, one = of
    answer = next((a for a in one.values["answers"] if key(a) == key(row)), {})
    until = consent(activity, activity.silence, row) if activity.silence else None
    silent = until is not None and seen.today > until
    due = row.get("due_on") or ""
    return Address(
        id=inquiry_id(subject, name, one.number, row), organization=row["organization"],
        ask=row.get("ask") or "", asked_on=row["on"], sent=_sent(one, row), due_on=due,
        due_reason=row.get("due_reason") or "", left=days_left(seen.calendar, seen.today, due), consent_on=until,
        told=_told(seen, row), stated=stated(activity, [row]), answer=answer, signed=_signed(one, row),
        reminders=_to(one.values["reminders"], row), responses=_to(one.values["responses"], row),
        waiting=asked_now and not answer and not silent,
        objects=answer.get("stance") in OBJECTIONS,
    )  # fmt: skip


def days_left(calendar: Calendar, today: date, due: str) -> int | None:
    """The working days until a due day; None without one, or where a year is not known."""
    try:
        return calendar.workdays_until(today, date.fromisoformat(due)) if due else None
    except CalendarMissing:
        return None


def _told(seen: Dossier, row: Row) -> tuple[tuple[str, str], ...]:
    """What was recorded as released; before it was recorded, the usual things were shown."""
    rows = row.get("released")
    if rows is None:
        rows = release(seen, None) if seen.case.id else ()
    return tuple((TITLES.get(one["fact"], one["fact"]), one["text"]) for one in rows)


def stated(activity: Activity, rows: Sequence[Row]) -> frozenset[str]:
    """The fields of the answer that requests state already: nobody is asked for them again."""
    return frozenset(
        name for name in activity.fields if rows and all(not is_empty(row.get(name)) for row in rows)
    )


def _to(rows: Sequence[Row], row: Row) -> tuple[Row, ...]:
    return tuple(said for said in rows if addressed([row], said))


def _sent(one: Round, row: Row) -> Act | None:
    """The last request to this address."""
    sent = (act for act in reversed(one.of("ask"))
            if any(key(asked) == key(row) for asked in act.values["asks"]))  # fmt: skip
    return next(sent, None)


def _signed(one: Round, row: Row) -> Act | None:
    found = (act for act in reversed(one.of("answer")) if addressed([row], act.values))
    return next(found, None)
