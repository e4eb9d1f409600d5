"""Opening an epoch (换代): the statement of two people, and all old entries in the new tree.

Only after a restore that lost what was signed, or for another hash; the old epoch stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import func, insert, select

from workflow.authority import account_content, holds
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.journal import Actor, Desk, Draft, Order, append
from workflow.ledger import epochs
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.epochs import Turn, plain, root_over
from workflow.ledger.hashing import hash_named
from workflow.ledger.log import SEQUENCER, Log, Stored, end
from workflow.ledger.tree import inclusion
from workflow.models import TABLES, entries, instance, leaves

SIGNATORIES = ("organization_head", "audit_admin")  # who answers for it, and who watches over it
CAUSES = {"restore": "灾后恢复", "hash": "变更杂凑算法"}


def open_epoch(
    desk: Desk, order: Order, cause: str, last: Checkpoint, signatories: Sequence[Actor],
    reason: str, hash_name: str = "",
) -> Turn:  # fmt: skip
    """Begin the next epoch; gives what signer and witnesses must be shown.

    `last`: the last head that is known to be signed. Raises NotAvailable without two signatories
    of the two duties, BadInput without a reason or for an unknown hash.
    """
    require_signatories(desk, order, signatories)
    if cause not in CAUSES or not reason.strip():
        raise BadInput(reasons=[Reason("R-TRACE-02", "没有换代的理由", "写明理由")])
    if desk.db.dialect.name != "sqlite":
        desk.db.execute(select(func.pg_advisory_xact_lock(SEQUENCER)))
    log, (epoch, size) = Log(desk.house.origin), end(desk.db)
    old, hash = log.head(desk.db), hash_named(hash_name or log.hash(desk.db, epoch).name)
    desk.db.execute(insert(instance).values(key=f"hash/{epoch + 1}", value=hash.name))
    told = {
        "epoch": epoch + 1, "cause": cause, "reason": reason, "hash": hash.name,
        "last": plain(last), "old": plain(old), "lost": max(0, last.size - size),
        "anchored": root_over(hash, map(hash.leaf, _bodies(desk, epoch))).hex(),
        "signatories": [asdict(one) for one in signatories],
    }  # fmt: skip
    draft = Draft(epochs.subject(epoch + 1), "record", {"act": epochs.ACT}, told)
    entry = append(desk, order, draft)
    log.reanchor(desk.db, epoch + 1, entry.id)
    body = desk.db.scalar(select(entries.c.body).where(entries.c.id == entry.id))
    assert body is not None  # it was written just now
    proof = inclusion(hash, Stored(desk.db, epoch + 1), 0, size + 1)
    return Turn(log.head(desk.db), body, tuple(proof))


def signatory(desk: Desk, login: str, day: date) -> Actor:
    """Who signs for a new epoch, by login, under the duty of the two; raises NotFound."""
    table = TABLES["account"].c
    account = desk.db.scalar(select(table.id).where(table.login == login))
    said = account_content(desk, account or "")
    for one in said.get("duties", ()):
        if one["duty"] in SIGNATORIES and holds([one], one["duty"], one["organization"], day):
            return Actor(account or "", said["name"], one["duty"], one["organization"], said["person"])
    raise NotFound(f"“{login}”不是当日在任的组织部门负责人或者安全审计员")


def _bodies(desk: Desk, epoch: int) -> Iterable[bytes]:
    told = (
        select(entries.c.body).join(leaves, leaves.c.entry == entries.c.id)
        .where(leaves.c.epoch == epoch).order_by(leaves.c.position)
    )  # fmt: skip
    return desk.db.scalars(told.execution_options(yield_per=1000))


def require_signatories(desk: Desk, order: Order, found: Sequence[Actor]) -> None:
    """Two people, one of each duty, who hold it today (R-SEP-01)."""
    lacking = [duty for duty in SIGNATORIES if duty not in {one.duty for one in found}]
    apart = len(found) == 2 and not found[0].by.is_same(found[1].by)
    for one in found:
        duties = account_content(desk, one.account).get("duties", ())
        if not holds(duties, one.duty, one.organization, order.today):
            lacking.append(one.duty)
    if lacking or not apart:
        raise NotAvailable(reasons=[
            Reason("R-SEP-01", "没有两名不同岗位的人签署", "由组织部门负责人和安全审计员两人签署", SIGNATORIES)
        ])  # fmt: skip
