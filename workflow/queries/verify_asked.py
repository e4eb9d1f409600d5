"""Verifying what is asked (待办、征求意见、公示一览的校验): each line of a subject against its dossier."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, bindparam, select

from workflow.journal import Desk
from workflow.models import inquiries, notices, requests
from workflow.models.prepared import Prepared
from workflow.queries.broken import Broken
from workflow.queries.derived import Row
from workflow.queries.verify_openings import Openings

TITLES: Mapping[str, str] = {
    requests.name: "待办", inquiries.name: "征求意见一览", notices.name: "公示一览",
}  # fmt: skip
LISTED = (inquiries, notices)


def verify_requests(
    desk: Desk, subject: str, told: Iterable[Row], when: str, openings: Openings, *,
    or_none: bool = False,
) -> Iterator[Broken]:  # fmt: skip
    """The requests of a subject are those told; `or_none`: there may as well be none at all."""
    kept = _kept(desk, requests, subject)
    if not kept and or_none:
        return
    rows = tuple(told)
    yield from _lines(requests, subject, kept, rows, when)
    known = {row["id"] for row in rows}
    for row in kept:
        fault = openings.fault(row) if row["id"] in known else ""
        if fault:
            by = f"{row['from_name']}（{row['from_duty']}）{row['opened_on']}"
            yield Broken(subject, 0, f"待办“{row['title']}”称由{by}提起：{fault}", "list", when)


def verify_rounds(
    desk: Desk, subject: str, told: Iterable[tuple[Table, Iterable[Row]]], when: str
) -> Iterator[Broken]:
    """What the rooms of opinions and of publicity list of a subject."""
    for table, rows in told:
        yield from _lines(table, subject, _kept(desk, table, subject), rows, when)


def _kept(desk: Desk, table: Table, subject: str) -> list[dict[str, Any]]:
    names = table.columns.keys()
    return [dict(zip(names, row, strict=True)) for row in _own(table).rows(desk.db, of=subject)]


@lru_cache(maxsize=4)
def _own(table: Table) -> Prepared:
    own = select(table).where(table.c.subject == bindparam("of"))
    return Prepared(own.order_by(table.c.id))


def _lines(
    table: Table, subject: str, kept: Iterable[Mapping[str, Any]], told: Iterable[Row], when: str
) -> Iterator[Broken]:
    list_name = TITLES[table.name]
    wanted = {row["id"]: row for row in told}
    for row in kept:
        own = wanted.pop(row["id"], None)
        if own is None:
            yield Broken(subject, 0, f"{list_name}“{row['title']}”不是纪实所要求的", "list", when)
            continue
        wrong = [key for key, value in own.items() if row[key] != value]
        if wrong:
            what = f"{list_name}“{row['title']}”与纪实不符：{'、'.join(wrong)}"
            yield Broken(subject, 0, what, "list", when)
    for row in wanted.values():
        yield Broken(subject, 0, f"缺少{list_name}“{row['title']}”", "list", when)
