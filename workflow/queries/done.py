"""What an account did under a duty (已办), and what it set going (我发起)."""

from sqlalchemy import ColumnElement, Text, and_, bindparam, exists, func, or_, select

from workflow.journal import Desk
from workflow.journal.read import Record, chosen
from workflow.models import commands, entries
from workflow.models.prepared import Prepared

OPENINGS = ("open_selection", "open_case")


def done(
    desk: Desk, account: str, duty: str, *, start: int = 0, most: int = 200
) -> tuple[Record, ...]:
    """What an account did under a duty, newest first: of each command the entry it answered with.

    So an item stands here once, and what the engine wrote beside a command not at all.
    """
    return _newest(desk, _did(account, duty), start, most)


def begun(
    desk: Desk, account: str, duty: str, *, start: int = 0, most: int = 200
) -> tuple[Record, ...]:
    """What an account set going under a duty, newest first: selections and cases opened, holds and
    vetoes proposed, opinions asked for.
    """
    return _newest(desk, _began(account, duty), start, most)


def times(desk: Desk, account: str, duty: str) -> tuple[int, int]:
    """How much `done` and `begun` would list; one statement."""
    (counted,) = _TIMES.rows(desk.db, account=account, duty=duty)
    did, went = counted
    return did, went


Who = str | ColumnElement[str]


def _did(account: Who, duty: Who) -> ColumnElement[bool]:
    answered = exists().where(
        commands.c.id == entries.c.command, commands.c.entry == entries.c.id
    )
    return and_(entries.c.account == account, entries.c.duty == duty, answered)


def _began(account: Who, duty: Who) -> ColumnElement[bool]:
    beside = entries.alias("beside").c
    # Counted, not asked whether there is one: PostgreSQL would look through all entries for that.
    vetoes = select(func.count()).where(
        beside.subject == entries.c.subject, beside.command == entries.c.command,
        beside.act == "propose_veto",
    ).scalar_subquery()  # fmt: skip
    return and_(
        entries.c.account == account, entries.c.duty == duty,
        or_(
            and_(entries.c.kind == "open", or_(*(entries.c.act == one for one in OPENINGS))),
            and_(entries.c.kind == "standing", entries.c.act == "propose_veto"),
            # Under a proposed veto the person is held: one proposal, not two.
            and_(entries.c.kind == "standing", entries.c.act == "hold", vetoes == 0),
            and_(entries.c.kind == "record", entries.c.act == "ask"),
        ),
    )  # fmt: skip


def _newest(
    desk: Desk, wanted: ColumnElement[bool], start: int, most: int
) -> tuple[Record, ...]:
    query = select(entries.c.digest, entries.c.body).where(wanted)
    newest = query.order_by(entries.c.at.desc(), entries.c.subject, entries.c.seq.desc())
    return chosen(desk, newest.offset(start).limit(most), sealed=True)


_ACCOUNT: ColumnElement[str] = bindparam("account", type_=Text)
_DUTY: ColumnElement[str] = bindparam("duty", type_=Text)
_TIMES = Prepared(
    select(*(func.count().filter(one(_ACCOUNT, _DUTY)) for one in (_did, _began)))
    .where(entries.c.account == _ACCOUNT, entries.c.duty == _DUTY)
)  # fmt: skip
