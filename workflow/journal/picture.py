"""Drawing up a dossier (组卷) for a case at a moment, from the journals it touches."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import or_, select

from workflow.canonical import reread
from workflow.dossier import (
    BodyFile,
    CaseFile,
    Dossier,
    ItemFile,
    MeetingFile,
    Neighbour,
    PersonFile,
    PostFile,
)
from workflow.errors import NotFound
from workflow.journal import fold
from workflow.journal.ahead import branches, read_ahead, under
from workflow.journal.desk import Desk
from workflow.journal.frame import Frame, origin
from workflow.journal.read import Histories, Record, content, folded, histories
from workflow.journal.shelf import Foreseen
from workflow.models import WHOLE
from workflow.workdays import local_day

T = TypeVar("T")
Until = Mapping[str, int] | datetime | None
ANY = "*"  # whose reopenings count: anybody's


def dossier(
    desk: Desk, case: str, at: datetime, until: Until = None, account: str = ""
) -> Dossier:
    """The dossier of a case as known `until` (a time, or a seq for each subject), judged at `at`.

    `account`: whose duties will be asked for next. Raises NotFound when the case did not exist then.
    """
    if until is None:
        read_ahead(desk, case, account=account)
        if drawn := _grown(desk, case, at) or _framed(desk, case, at):
            return drawn
    own = histories(desk, [f"case:{case}"], until)[f"case:{case}"]
    if not own:
        raise NotFound("选拔任用事项不存在")
    said = content(own)
    meetings = {r.data["meeting"] for r in own if r.data.get("meeting")}
    first = histories(
        desk,
        [f"person:{said['person']}", f"post:{said['post']}", f"selection:{said['selection']}",
         *(f"meeting:{one}" for one in meetings)],
        until,
    )  # fmt: skip
    second = histories(desk, _further(first, said["department"]), until)
    named = {**first, **second}
    around = _around(desk, named, content(first[f"post:{said['post']}"]), until)
    rest = {**named, **{subject: records for subject, records in around.items() if records}}
    frame = _frame(desk, own, rest, around)
    if until is None:
        post, selection = frame.post, frame.selection
        told = Foreseen(post.id, selection.id, post.organization, frozenset(frame.heads), frame)
        desk.house.shelf.foresee(case, told)
    return _assemble(desk, frame, own, rest, at, until)


def _framed(desk: Desk, case: str, at: datetime) -> Dossier | None:
    """The dossier in the frame of the last time, where the case rests on the same journals still."""
    known, own = desk.house.shelf.foreseen(case), desk.kept.get(f"case:{case}")
    if known is None or not own or not known.frame.holds(desk, own):
        return None
    rest = {subject: desk.kept[subject] for subject, head in known.frame.heads.items() if head}
    return _assemble(desk, known.frame, own, rest, at, None)


def _frame(desk: Desk, own: Sequence[Record], rest: Histories, around: Histories) -> Frame:
    heads = {one: told[-1].digest if told else "" for one, told in {**rest, **around}.items()}
    said = content(own)
    post = folded(fold.post_file, said["post"], rest[f"post:{said['post']}"])
    selection, bodies = said["selection"], _files(rest, "body", fold.body_file)
    return Frame(
        origin(desk, own, post.organization), heads, desk.edition(said["edition"]),
        folded(fold.selection_file, selection, rest[f"selection:{selection}"]), post,
        bodies, _files(rest, "organization", fold.organization_file),
        {one.person: one.name for body in bodies.values() for one in body.members},
    )  # fmt: skip


class _Drawn(NamedTuple):
    """A dossier as drawn at this desk, and from what."""

    dossier: Dossier
    own: Sequence[Record]
    gathered: fold.Rounds


def _grown(desk: Desk, case: str, at: datetime) -> Dossier | None:
    """The dossier drawn at this desk before, where at most the journal of the case has grown since.

    None where there is none: any other entry makes the desk let go of it (`Desk.forget`); where the case
    names a meeting since, or stands under another edition, it is drawn anew.
    """
    known: _Drawn | None = desk.looked.pop(("drawn", case), None)
    own = desk.kept.get(f"case:{case}")
    if known is None or own is None:
        return None
    since = own[len(known.own) :]
    if any("meeting" in one.data or "edition" in one.data.get("set", ()) for one in since):
        return None
    gathered = known.gathered.fold(since, case)
    drawn = known.dossier.altered(
        at=at, today=local_day(at), case=folded(fold.case_file, case, own),
        rounds=gathered.merged(), reopened=frozenset(gathered.reopened),
        read={**known.dossier.read, own[0].subject: own[-1].seq},
    )  # fmt: skip
    desk.looked["drawn", case] = _Drawn(drawn, own, gathered)
    return drawn


def _further(first: Histories, department: str) -> set[str]:
    """The bodies and organizations that the first journals name."""
    wanted = {f"organization:{department}"}
    for subject, records in first.items():
        said = content(records)
        if body := said.get("body"):
            wanted.add(f"body:{body}")
        if subject.startswith(("person:", "post:")) and (unit := said.get("organization")):
            wanted.add(f"organization:{unit}")
    return wanted


def _around(
    desk: Desk, named: Histories, post: Mapping[str, Any], until: Until
) -> dict[str, tuple[Record, ...]]:
    """The organizations of the bodies, those above any that is named, those right under the post's.

    One that nobody has registered (yet) has no entries.

    Who manages a post and who is whose superior (R-GEN-02, R-AVO-01) is read off the tree. The
    person's branches come with them, so that what is found of a branch calls it by its name.
    """
    below = under(desk, post.get("organization", ""))
    wanted = {f"organization:{one}" for one in (*below, *_branches(named))}
    found: dict[str, tuple[Record, ...]] = {}
    fresh = named
    for _ in range(2):  # the organization of a body first, then what stands above it
        for subject, records in fresh.items():
            if subject.startswith("body:") and (place := content(records).get("organization")):
                wanted.add(f"organization:{place}")
            elif subject.startswith("organization:"):
                steps = content(records).get("path", "").split("/")
                wanted |= {f"organization:{one}" for one in steps if one}
        wanted -= named.keys() | found.keys()
        fresh = histories(desk, wanted, until)
        found |= fresh
    return found


def _branches(named: Histories) -> Iterator[str]:
    """The branches of which the person is or was a member, as stated."""
    for subject, records in named.items():
        if subject.startswith("person:"):
            yield from branches(records)


def _assemble(
    desk: Desk, frame: Frame, own: Sequence[Record], rest: Histories, at: datetime, until: Until
) -> Dossier:
    id, selection, person = own[0].subject.partition(":")[2], frame.selection.id, content(own)["person"]
    gathered = fold.Rounds(frame.edition).fold(rest[f"selection:{selection}"], id).fold(own, id)
    case = folded(fold.case_file, id, own)
    concerned = folded(fold.person_file, person, rest[f"person:{person}"])
    near, others = _neighbours(desk, case, until)
    read = {subject: records[-1].seq for subject, records in rest.items() if records}
    drawn = Dossier(
        at=at, today=local_day(at), calendar=desk.calendar, edition=frame.edition, case=case,
        selection=frame.selection, person=concerned, post=frame.post,
        rounds=gathered.merged(), reopened=frozenset(gathered.reopened),
        items=_items(own, rest, frame.bodies, id), bodies=frame.bodies,
        organizations=frame.organizations, people={**frame.people, person: concerned.name},
        neighbours=others,
        read={**near, **read, own[0].subject: own[-1].seq},
    )  # fmt: skip
    if until is None:
        desk.looked["drawn", id] = _Drawn(drawn, own, gathered)
    return drawn


def _files(
    rest: Histories, kind: str, fold: Callable[[str, Sequence[Record]], T]
) -> dict[str, T]:
    """The files of all subjects of a kind, by id."""
    start = f"{kind}:"
    return {
        subject[len(start) :]: folded(fold, subject[len(start) :], records)
        for subject, records in rest.items()
        if subject.startswith(start)
    }


def _items(
    own: Sequence[Record], rest: Histories, bodies: Mapping[str, BodyFile], case: str
) -> dict[str, tuple[ItemFile, ...]]:
    """The meeting items of this case by activity, in the order in which the case took them up."""
    found: dict[str, list[ItemFile]] = {}
    for record in own:
        if record.data.get("act") != "item":
            continue
        meeting = record.data["meeting"]
        entries = {one.digest: one for one in rest[f"meeting:{meeting}"]}
        sitting: MeetingFile = fold.meeting_file(
            meeting, tuple(entries.values()), bodies[content(entries.values())["body"]]
        )
        entry = entries.get(record.data["item_entry"])
        if entry is not None:  # pragma: no branch - else the meeting's journal was cut by hand
            found.setdefault(record.data["activity"], []).append(fold.item_file(sitting, entry))
    return {activity: tuple(items) for activity, items in found.items()}


def _neighbours(
    desk: Desk, case: CaseFile, until: Until
) -> tuple[dict[str, int], tuple[Neighbour, ...]]:
    """The other cases on the same post or in the same selection, and the seq read of each."""
    if until is None:
        rows = read_ahead(desk, case.id)
        said = {row.id: (row.seq, reread(row.content)) for row in rows}
    else:
        table = WHOLE["case"].c
        alike = or_(table.post == case.post, table.selection == case.selection)
        query = select(table.id).where(alike, table.id != case.id)
        near = desk.look(("near", case.id), lambda: desk.db.scalars(query).all())
        told = histories(desk, (f"case:{one}" for one in near), until)
        said = {s.partition(":")[2]: (r[-1].seq, content(r)) for s, r in told.items() if r}
    found = tuple(
        Neighbour(
            one, row["person"], row["post"], row["selection"], row["state"],
            desk.edition(row["edition"]).process.states[row["state"]].final,
        )
        for one, (_, row) in sorted(said.items())
    )  # fmt: skip
    return {f"case:{one}": seq for one, (seq, _) in said.items()}, found


def selection_dossier(
    desk: Desk, selection: str, at: datetime, until: Until = None
) -> Dossier:
    """The dossier of a selection while it is looked at by itself, before or beside its cases.

    Person, post and case are empty; the case stands in the initial state. `until` as in `dossier`.
    """
    own = histories(desk, [f"selection:{selection}"], until)[f"selection:{selection}"]
    if not own:
        raise NotFound("选拔任用批次不存在")
    said = content(own)
    edition = desk.edition(said["edition"])
    near = (f"organization:{said['department']}", f"body:{said['body']}")
    rest = histories(desk, near, until)
    gathered = fold.Rounds(edition).fold(own, ANY)
    return Dossier(
        at=at, today=local_day(at), calendar=desk.calendar, edition=edition,
        case=CaseFile("", "", "", "", selection, edition.initial, own[0].on),
        selection=fold.selection_file(selection, own), person=PersonFile("", "", ""),
        post=PostFile("", "", "", "staff", "other", 0), rounds=gathered.merged(),
        reopened=frozenset(gathered.reopened),
        bodies={
            said["body"]: fold.body_file(said["body"], rest[f"body:{said['body']}"])
        },
        organizations={
            said["department"]: fold.organization_file(
                said["department"], rest[f"organization:{said['department']}"]
            )
        },
        read={one: told[-1].seq for one, told in {own[0].subject: own, **rest}.items() if told},
    )  # fmt: skip
