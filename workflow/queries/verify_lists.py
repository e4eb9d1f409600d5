"""Verifying lists (汇总与待办的校验): what boards, desks and rooms show is what the journals gave.

They are no evidence, and people look at them every day: whoever changes one past the engine hides
a case, or what is asked. Each case is judged anew on its dossier of the moment that its summary
names: summary, requests, what was asked of whom, what is posted; each person's file is folded anew
for the roster. That takes as long as judging did, so it is a part of verification that may be left out.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import exists, literal, select, true

from workflow.dossier import Dossier
from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.journal.picture import dossier, selection_dossier
from workflow.journal.read import Record, histories, history
from workflow.models import TABLES, entries, inquiries, notices, requests, summaries
from workflow.queries.broken import Broken
from workflow.queries.derived import asked, nearest, summary
from workflow.queries.listed import inquiry_rows, notice_rows
from workflow.queries.verify_asked import LISTED, TITLES, verify_requests, verify_rounds
from workflow.queries.verify_chain import TOLERANCE
from workflow.queries.verify_openings import Openings
from workflow.queries.verify_roster import nobodies, verify_person
from workflow.queries.verify_sealed import lawfully_erased
from workflow.todo import ahead

ODD = (KeyError, TypeError, ValueError, AttributeError, IndexError, WorkflowError)
BESIDE = 300  # journals of cases that are kept for those beside them: some 40 MB
UNJUDGED = ("annul",)  # entries on a case after which nothing is asked anew


def verify_lists(desk: Desk, first: str = "", end: str = "") -> Iterator[Broken]:
    """Cases, selections and people from one subject up to another, as in a span; memory does not grow.

    The cases of people whose values were erased are left out: there is nothing left to judge them on.
    """
    cases, selections, people = (TABLES[one].c for one in ("case", "selection", "person"))
    of_person = partial(verify_person, lawful=lawfully_erased(desk))
    for kind, own, group, verified in (
        ("case", cases.id, cases.selection, _of_case),
        ("person", people.id, people.id, of_person),
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
    desk.keys.clear()


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
    """What is shown of a case against what its dossier gives."""
    every, when, case = ahead(seen), str(kept["evaluated_at"]), seen.case.id
    rows = list(asked(desk, subject, seen, every))
    told = {**summary(seen, every, nearest(rows)), "evaluated_at": when}
    wrong = [key for key, value in kept.items() if told[key] != value]
    openings = Openings(
        desk, seen.read, seen.at, partial(_moments, desk, case), partial(_asked_of_case, desk, case)
    )
    lines = ((inquiries, inquiry_rows(seen, subject)), (notices, notice_rows(seen, subject)))
    found = [
        *verify_requests(desk, subject, rows, when, openings),
        *verify_rounds(desk, subject, lines, when),
    ]
    if wrong:
        found.insert(0, Broken(subject, 0, f"汇总与纪实不符：{'、'.join(wrong)}", "list", when))
    return found


def _asked_of_case(desk: Desk, case: str, at: datetime, until: datetime) -> Collection[str]:
    """The requests of a case at a time, by id; none before it was opened."""
    if history(desk, f"case:{case}")[0].at > until:
        return ()
    seen = dossier(desk, case, at, until)
    return {row["id"] for row in asked(desk, f"case:{case}", seen, ahead(seen))}


def _of_selection(desk: Desk, subject: str, selection: str) -> Iterator[Broken]:
    """What is asked of a selection by itself; while it has open cases, their requests ask for it."""
    own = history(desk, subject)
    if any(one.erased for one in own):
        return
    at, latest = own[-1].at, max(one.at for one in own)
    seen = selection_dossier(desk, selection, at, latest)
    table = TABLES["case"].c
    cases = desk.db.scalars(select(table.id).where(table.selection == selection)).all()
    openings = Openings(
        desk, {*seen.read, *(f"case:{one}" for one in cases)}, latest, lambda at: iter((at,)),
        partial(_asked_of_selection, desk, selection),
    )  # fmt: skip
    rows, when = asked(desk, subject, seen, ()), at.isoformat()
    yield from verify_requests(desk, subject, rows, when, openings, or_none=bool(cases))
    yield from _rounds_of_selection(desk, subject, selection, own, seen)


def _asked_of_selection(
    desk: Desk, selection: str, at: datetime, until: datetime
) -> Collection[str]:
    seen = selection_dossier(desk, selection, at, until)
    return {row["id"] for row in asked(desk, f"selection:{selection}", seen, ())}


def _rounds_of_selection(
    desk: Desk, subject: str, selection: str, own: tuple[Record, ...], seen: Dossier
) -> Iterator[Broken]:
    """They are listed anew whenever an opinion is asked for or given, not with every entry."""
    opinions = {name for name, one in seen.edition.process.activities.items() if one.kind == "opinion"}
    until = [one for one in own if one.kind == "record" and one.data.get("activity") in opinions]
    if not until:
        yield from verify_rounds(desk, subject, ((one, ()) for one in LISTED), own[-1].at.isoformat())
        return
    at = until[-1].at
    then = selection_dossier(desk, selection, at, max(one.at for one in own[: until[-1].seq]))
    lines = ((inquiries, inquiry_rows(then, subject)), (notices, notice_rows(then, subject)))
    yield from verify_rounds(desk, subject, lines, at.isoformat())


def _of_nothing(desk: Desk) -> Iterator[Broken]:
    """Rows of lists whose subject is not there."""
    table = TABLES["case"].c
    for case in desk.db.scalars(
        select(summaries.c.case_id).where(~exists().where(table.id == summaries.c.case_id))
    ):
        yield Broken(f"case:{case}", 0, "有汇总而没有此事项", "list")
    for lines in (requests, *LISTED):
        there = exists().where(entries.c.subject == lines.c.subject)
        for subject in desk.db.scalars(select(lines.c.subject).where(~there).distinct()):
            yield Broken(str(subject), 0, f"有{TITLES[lines.name]}而没有此对象", "list")
    yield from nobodies(desk)
