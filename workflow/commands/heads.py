"""Heads of the day (每日总账): an entry a day that commits to the end of every journal."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workflow.journal import Actor, Desk, Order
from workflow.journal.write import Draft, Entry, append
from workflow.ledger.heads import SUBJECT, heads_at
from workflow.ledger.log import Log, end
from workflow.ledger.refused import committed
from workflow.models import TABLES
from workflow.workdays import local_day

KEEPER = Actor("ledger", "存证", "ledger", "")  # no person and no duty: nobody could log in as it


def commit_heads(desk: Desk, at: datetime) -> Entry | None:
    """Commit to how far every journal goes among what has its place, and to what was refused.

    None where today has been.
    """
    day = local_day(at).isoformat()
    table = TABLES["ledger"].c
    content = desk.db.scalar(select(table.content).where(table.id == SUBJECT.partition(":")[2]))
    epoch, size = end(desk.db)
    told: dict[str, Any] = json.loads(content) if content is not None else {"epoch": 0, "day": ""}
    if (told["epoch"], told["day"]) >= (epoch, day):
        return None
    hash = Log(desk.house.origin).hash(desk.db, epoch)
    tree = heads_at(desk.db, hash, epoch, size).tree()
    before = told.get("refused", {}).get("until", "")
    attempts = committed(desk.db, hash, before, at)
    told = {"day": day, "epoch": epoch, "size": size, "count": tree.size, "root": tree.root().hex(),
            "refused": attempts.plain()}  # fmt: skip
    order = Order(f"heads-{day}", KEEPER, at)
    return append(desk, order, Draft(SUBJECT, "record", {"act": "heads"}, told))
