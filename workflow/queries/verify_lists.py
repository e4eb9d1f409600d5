"""Verifying lists (汇总与待办的校验): summaries and requests are what the journals gave when last judged.

They are no evidence, and people look at them every day: whoever changes one past the engine hides
a case, or what is asked. Each case is judged anew on its dossier of the moment that its summary
names; that takes as long as judging did, so it is a part of verification that may be left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, literal, select, true

from workflow.dossier import Dossier
from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.journal.picture import dossier, selection_dossier
from workflow.journal.read import histories, history
from workflow.models import TABLES, entries, requests, summaries
from workflow.queries.broken import Broken
from workflow.queries.derived import Row, asked, nearest, summary
from workflow.queries.verify_chain import TOLERANCE
from workflow.todo import ahead
from workflow.workdays import local_day

ODD = (KeyError, TypeError, ValueError, AttributeError, IndexError, WorkflowError)
BESIDE = 300  # journals of cases that are kept for those beside them: some 40 MB
UNJUDGED = ("annul",)  # entries on a case after which nothing is asked anew


def verify_lists(desk: Desk, first: str = "", end: str = "") -> Iterator[Broken]:
    """Cases and selections from one subject up to another, as in a span; memory does not grow.

    The cases of people whose values were erased are left out: there is nothing left to judge them on.
    """
    cases, selections = TABLES["case"].c, TABLES["selection"].c
    for kind, own, group, verified in (
        ("case", cases.id, cases.selection, _of_case),
        ("selection", selections.id, selections.id, _of_selection),
    ):
        subject = literal(f"{kind}:").concat(own)
        told = select(own).where(subject >= first, subject < end if end else true())
        for one in desk.db.scalars(told.order_by(group, own)).all():
            _made_room(desk)
            try:
                yield from verified(desk, f"{kind}:{one}", one)
            except ODD:
                yield Broken(f"{kind}:{one}", 0, "卷宗不能折算，汇总和待办无从核对", "list")
    if not end:
        yield from _of_nothing(desk)


def _made_room(desk: Desk) -> None:
    """Have no more at hand than some cases: those of one selection or post all name each other."""
    cases = {one: records for one, records in desk.kept.items() if one.startswith("case:")}
    desk.kept.clear()
    desk.kept.update(cases if len(cases) < BESIDE else {})
    desk.looked.clear()


def _of_case(desk: Desk, subject: str, case: str) -> Iterator[Broken]:
    kept = desk.db.execute(select(summaries).where(summaries.c.case_id == case)).one_or_none()
    if kept is None:
        yield Broken(subject, 0, "没有汇总", "list")
        return
    when = str(kept.evaluated_at)
    at = datetime.fromisoformat(when)
    own = [one for one in history(desk, subject) if one.kind not in UNJUDGED]
    if own and at < own[-1].at - TOLERANCE:
        yield Broken(subject, own[-1].seq, "汇总早于末条纪实", "list", when)
        return
    found: list[Broken] = []
    for until in _moments(desk, case, at):
        seen = dossier(desk, case, at, until)
        if any(one.erased for subject in seen.read for one in desk.kept.get(subject, ())):
            return
        told = _differences(desk, subject, seen, dict(kept._mapping))
        if not told:
            return
        found = found or told
    yield from found


def _moments(desk: Desk, case: str, at: datetime) -> Iterator[datetime]:
    """Up to when the journals were read: by the time of judging, or, where two waited for each other,
    by that of an entry which is written under a time close to it."""
    yield at
    seen = dossier(desk, case, at, at + TOLERANCE)
    near = (f"case:{case}", f"person:{seen.person.id}", f"selection:{seen.selection.id}")
    times = {one.at for records in histories(desk, near).values() for one in records}
    yield from sorted(one for one in times if one != at and abs(one - at) <= TOLERANCE)


def _differences(desk: Desk, subject: str, seen: Dossier, kept: Mapping[str, Any]) -> list[Broken]:
    """Summary and requests of a case against what its dossier gives."""
    every, when = ahead(seen), str(kept["evaluated_at"])
    rows = list(asked(desk, subject, seen, every))
    told = {**summary(seen, every, nearest(rows)), "evaluated_at": when}
    wrong = [key for key, value in kept.items() if told[key] != value]
    found = list(_requests(desk, subject, rows, when))
    if wrong:
        found.insert(0, Broken(subject, 0, f"汇总与纪实不符：{'、'.join(wrong)}", "list", when))
    return found


def _of_selection(desk: Desk, subject: str, selection: str) -> Iterator[Broken]:
    """What is asked of a selection by itself; while it has open cases, their requests ask for it."""
    own = history(desk, subject)
    at = own[-1].at
    seen = selection_dossier(desk, selection, at, at)
    if any(one.erased for one in own):
        return
    rows = list(asked(desk, subject, seen, ()))
    cases = desk.db.scalar(select(func.count()).where(TABLES["case"].c.selection == selection))
    yield from _requests(desk, subject, rows, at.isoformat(), or_none=bool(cases))


def _requests(
    desk: Desk, subject: str, told: Iterable[Row], when: str, *, or_none: bool = False
) -> Iterator[Broken]:
    """The requests of a subject are those told; `or_none`: there may as well be none at all."""
    kept = desk.db.execute(select(requests).where(requests.c.subject == subject)).mappings().all()
    wanted: dict[str, Row] = {row["id"]: row for row in told}
    for row in kept:
        own = wanted.pop(row["id"], None)
        if own is None:
            yield Broken(subject, 0, f"待办“{row['title']}”不是纪实所要求的", "list", when)
            continue
        wrong = [key for key, value in own.items() if row[key] != value]
        if wrong or not row["opened_on"] <= local_day(datetime.fromisoformat(when)).isoformat():
            fields = "、".join(wrong or ["opened_on"])
            yield Broken(subject, 0, f"待办“{row['title']}”与纪实不符：{fields}", "list", when)
    if kept or not or_none:
        for title in (one["title"] for one in wanted.values()):
            yield Broken(subject, 0, f"缺少待办“{title}”", "list", when)


def _of_nothing(desk: Desk) -> Iterator[Broken]:
    """Rows of lists whose subject is not there."""
    table = TABLES["case"].c
    for case in desk.db.scalars(
        select(summaries.c.case_id).where(~exists().where(table.id == summaries.c.case_id))
    ):
        yield Broken(f"case:{case}", 0, "有汇总而没有此事项", "list")
    there = exists().where(entries.c.subject == requests.c.subject)
    for subject in desk.db.scalars(select(requests.c.subject).where(~there).distinct()):
        yield Broken(str(subject), 0, "有待办而没有此对象", "list")
