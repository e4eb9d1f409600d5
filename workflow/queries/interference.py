"""The register of interference (打招呼登记): who asked whom for what, for discipline and auditors.

Who owns a case does not read here what concerns it, whatever further duty he holds, nor does the
one whom an entry names; whoever recorded something reads what he recorded himself (R-TRACE-05).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from workflow import authority
from workflow.errors import NotFound
from workflow.journal import Actor, Desk
from workflow.journal.read import Record, histories
from workflow.models import TABLES, WHOLE, beneath, entries, names
from workflow.queries.narrowing import ALWAYS, PAGE, Days

TELLS = ("record_interference", "correct_interference")
_own = TABLES["interference"].c


@dataclass(frozen=True, slots=True)
class Interference:
    """One line of the register with all its entries; `handled`: what discipline found, the latest."""

    id: str
    concerns: str  # a subject, "" where the recorder could name none
    organization: str  # of the recorder
    recorder: str  # an account
    state: str
    records: tuple[Record, ...]

    @property
    def told(self) -> Record:
        """The entry that tells it, as corrected last."""
        return [one for one in self.records if one.data["act"] in TELLS][-1]

    @property
    def first(self) -> Record:
        """The entry by which it was recorded."""
        return self.records[0]

    @property
    def handled(self) -> Record | None:
        """What was found, the latest; None before."""
        found = [one for one in self.records if one.data["act"] == "handle_interference"]
        return found[-1] if found else None


def register(
    desk: Desk, actor: Actor, day: date, *, words: str = "", concerns: Sequence[str] = (),
    days: Days = ALWAYS, page: int = 1,
) -> list[Interference]:  # fmt: skip
    """What the actor may read, the latest first: a page, and one more where there is a next one.

    `concerns`: only of these subjects; `words`: only what has them in it. Raises NotFound for who
    does not read the register.
    """
    wanted = [*_readable(desk, actor, day), *days.within(entries.c.at)]
    if concerns:
        wanted.append(_own.concerns.in_(list(concerns)))
    found = [one for one in _read(desk, wanted) if _may_know(actor, one) and _has(one, words)]
    return found[(page - 1) * PAGE : page * PAGE + 1]


def recorded_by(desk: Desk, account: str) -> list[Interference]:
    """What an account recorded itself, the latest first."""
    return list(_read(desk, [_own.recorder == account]))


def interference(desk: Desk, actor: Actor, day: date, id: str) -> tuple[Interference, bool]:
    """One line, and whether the actor reads also what was found; raises NotFound."""
    found = next(iter(_read(desk, [_own.id == id])), None)
    if found is None:
        raise NotFound()
    if may_read(desk, actor, day, found):
        return found, True
    if found.recorder == actor.account:
        return found, False
    raise NotFound()


def may_read(desk: Desk, actor: Actor, day: date, one: Interference) -> bool:
    """Whether the actor reads a line by his duty, not only because he recorded it."""
    try:
        wanted = [_own.id == one.id, *_readable(desk, actor, day)]
    except NotFound:
        return False
    found = desk.db.scalar(select(_own.id).where(*wanted).limit(1))
    return found is not None and _may_know(actor, one)


def _may_know(actor: Actor, one: Interference) -> bool:
    """Nobody reads what he himself is named for; a namesake is taken for him."""
    named = {told.values.get("intervener") for told in one.records if told.data["act"] in TELLS}
    return actor.name not in named


def _has(one: Interference, words: str) -> bool:
    told = (str(value) for record in one.records for value in record.values.values())
    return not words or any(words in text for text in told)


def _readable(desk: Desk, actor: Actor, day: date) -> list[ColumnElement[bool]]:
    below = authority.register_in_sight(desk, actor, day)
    places = TABLES["organization"].c
    wanted: list[ColumnElement[bool]] = [_own.concerns.not_in(sorted(owned(desk, actor)))]
    if below:
        wanted.append(_own.organization.in_(
            select(places.id).where(beneath(places.path, below))
        ))  # fmt: skip
    return wanted


def owned(desk: Desk, actor: Actor) -> frozenset[str]:
    """The subjects of the cases that the actor, under any of his accounts, opened himself."""
    accounts, cases = TABLES["account"].c, WHOLE["case"].c
    mine = {actor.account}
    if actor.person:
        mine |= set(desk.db.scalars(select(accounts.id).where(accounts.person == actor.person)))
    opened = set(desk.db.scalars(
        select(entries.c.subject).where(
            entries.c.account.in_(mine), entries.c.act.in_(("open_case", "open_selection"))
        )
    ))  # fmt: skip
    if not opened:
        return frozenset()
    rows = desk.db.execute(
        select(cases.id, cases.person, cases.post, cases.selection).where(or_(
            cases.id.in_(_ids("case", opened)), cases.selection.in_(_ids("selection", opened))
        ))
    )  # fmt: skip
    kinds = ("case", "person", "post", "selection")
    around = {f"{kind}:{id}" for row in rows for kind, id in zip(kinds, row, strict=True)}
    return frozenset(opened | around)


def concernable(desk: Desk, actor: Actor, day: date) -> dict[str, str]:
    """The people that discipline may tie a line to, by subject: name and unit."""
    below = authority.people_in_sight(desk, actor, day)
    places = TABLES["organization"].c
    rows = desk.db.execute(
        select(names.c.person, names.c.name, places.name.label("unit"))
        .join_from(names, TABLES["organization"], places.id == names.c.organization)
        .where(beneath(places.path, below))
        .order_by(names.c.name, names.c.person)
    )
    return {f"person:{row.person}": f"{row.name}（{row.unit}）" for row in rows}


def _ids(kind: str, subjects: Iterable[str]) -> list[str]:
    return [one.partition(":")[2] for one in subjects if one.startswith(f"{kind}:")]


def _read(desk: Desk, wanted: Sequence[ColumnElement[bool]]) -> list[Interference]:
    subject: ColumnElement[Any] = "interference:" + _own.id
    rows = desk.db.execute(
        select(_own.id, _own.concerns, _own.organization, _own.recorder, _own.state)
        .join_from(TABLES["interference"], entries, entries.c.subject == subject)
        .where(entries.c.seq == 1, *wanted)
        .order_by(entries.c.at.desc(), _own.id)
    ).all()
    told = histories(desk, [f"interference:{row.id}" for row in rows])
    return [Interference(**row._mapping, records=told[f"interference:{row.id}"]) for row in rows]
