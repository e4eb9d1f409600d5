"""Verifying epochs (换代的校验): each one after the first says what it follows, and holds all of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, and_, func, select

from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.ledger import epochs
from workflow.ledger.epochs import head_of, root_over
from workflow.ledger.log import Log, Stored
from workflow.ledger.tree import root
from workflow.models import entries, leaves
from workflow.queries.broken import Broken

ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)
CAUSES = {"restore": "灾后恢复", "hash": "变更杂凑算法"}


def statements(db: Connection) -> dict[int, Mapping[str, Any]]:
    """What the first leaf of each epoch after the first states; an unreadable one is left out."""
    rows = db.execute(
        select(leaves.c.epoch, entries.c.body).join(entries, entries.c.id == leaves.c.entry)
        .where(leaves.c.epoch > 1, leaves.c.position == 0).order_by(leaves.c.epoch)
    )  # fmt: skip
    found = {}
    for epoch, body in rows.tuples():
        try:
            found[epoch] = epochs.said(body)
        except ODD:
            continue
    return found


def owned_up(db: Connection) -> dict[str, int]:
    """Origin of a former epoch → how far it had been signed, as the epoch after it admits."""
    return {one["last"]["origin"]: one["last"]["size"] for one in statements(db).values()}


def verify_epochs(db: Connection, log: Log, sizes: Mapping[int, int]) -> Iterator[Broken]:
    """Every epoch follows the one before: by a statement, with its root, and with all its entries."""
    told = statements(db)
    for epoch in (one for one in sizes if one > 1):
        where = epochs.subject(epoch)
        if epoch not in told:
            yield Broken(where, 1, f"第{epoch}代没有换代说明：日志被另起一本", "forked")
            continue
        for fault in _follows(db, log, epoch, sizes[epoch - 1], told[epoch]):
            yield Broken(where, 1, fault, "rewritten")


def _follows(
    db: Connection, log: Log, epoch: int, size: int, told: Mapping[str, Any]
) -> Iterator[str]:
    old, hash = head_of(told["old"]), log.hash(db, epoch)
    same = root(log.hash(db, epoch - 1), Stored(db, epoch - 1), size) if size == old.size else b""
    if (old.origin, old.root) != (log.name(epoch - 1), same):
        yield f"换代说明所写的第{epoch - 1}代与库中的不符"
    if (told["epoch"], told["hash"]) != (epoch, hash.name):
        yield "换代说明的代次或者杂凑算法与库中的不符"
    if _anchored(db, epoch) != size:
        yield f"第{epoch - 1}代的条目没有全部按原次序列入第{epoch}代"
    own = select(leaves.c.hash).where(
        leaves.c.epoch == epoch, leaves.c.position.between(1, size)
    ).order_by(leaves.c.position)  # fmt: skip
    if root_over(hash, db.scalars(own.execution_options(yield_per=1000))).hex() != told["anchored"]:
        yield "重新锚定的根与换代说明不符"


def _anchored(db: Connection, epoch: int) -> int:
    """How many entries of the epoch before stand one place later in this one."""
    old, new = leaves.alias(), leaves.alias()
    moved = and_(new.c.epoch == epoch, new.c.entry == old.c.entry, new.c.position == old.c.position + 1)
    told = select(func.count()).select_from(old).join(new, moved).where(old.c.epoch == epoch - 1)
    return db.scalar(told) or 0


def epoch_lines(desk: Desk) -> Iterator[str]:
    """The epochs as people read them; none while there is but one."""
    for epoch, told in statements(desk.db).items():
        names = "、".join(one["name"] for one in told["signatories"])
        yield (
            f"第{epoch}代：{CAUSES.get(told['cause'], told['cause'])}，{told['hash']}，"
            f"承接第{epoch - 1}代{told['old']['size']}条（曾签到{told['last']['size']}条，"
            f"丢失{told['lost']}条）；签署：{names}；理由：{told['reason']}"
        )
