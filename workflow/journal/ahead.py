"""Reading ahead (预读): the journals that a dossier asks for one after another, in two reads.

The rows tell which they will be. Only what is read is decided here, never what counts: the dossier
follows the journals themselves, and reads what was not foreseen.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, literal_column, select, union_all

from workflow.journal.desk import Desk
from workflow.journal.read import Record, content, histories
from workflow.models import TABLES

_case, _person, _post, _selection, _body, _place = (
    TABLES[one] for one in ("case", "person", "post", "selection", "body", "organization")
)


def read_ahead(desk: Desk, case: str, also: Sequence[str] = ()) -> None:
    """Keep at the desk what the dossier of a case is folded from, as far as rows foretell it.

    `also`: further subjects that will be read, in the same statement.
    """
    rows = desk.look(
        ("ahead", case), lambda: desk.db.execute(union_all(*_foretold(case))).all()
    )
    named = [f"{row.kind}:{row.id}" for row in rows if row.kind != "under"]
    first = histories(desk, [f"case:{case}", *named, *also])
    below = [row.id for row in rows if row.kind == "under"]
    for subject in named:
        if subject.startswith("post:"):
            under(desk, content(first[subject]).get("organization", ""), below)
    steps = (one for row in rows for one in (row.path or "").split("/") if one)
    branched = (one for subject in named if subject.startswith("person:")
                for one in branches(first[subject]))  # fmt: skip
    meetings = (one.data["meeting"] for one in first[f"case:{case}"] if one.data.get("meeting"))
    histories(desk, (
        *(f"organization:{one}" for one in (*below, *steps, *branched)),
        *(f"meeting:{one}" for one in meetings),
    ))  # fmt: skip


def under(desk: Desk, organization: str, known: Sequence[str] | None = None) -> Sequence[str]:
    """The organizations right under one; `known` where they were read already."""
    wanted = select(_place.c.id).where(_place.c.parent == organization)
    return desk.look(
        ("under", organization),
        lambda: list(desk.db.scalars(wanted)) if known is None else list(known),
    )


def branches(records: Iterable[Record]) -> Iterator[str]:
    """The branches of which the person of a journal is or was a member, as stated."""
    return (str(one.values["branch"]) for one in records if one.values.get("branch"))


def _foretold(case: str) -> Iterator[Select[Any]]:
    """Kind and id of what the case names, the path of an organization; `under` that of the post."""
    selection = (_selection, _selection.c.id == _case.c.selection)
    person = (_person, _person.c.id == _case.c.person)
    post = (_post, _post.c.id == _case.c.post)
    body = (_body, _body.c.id == _selection.c.body)
    place = _place.c
    for kind, id, ways in (
        ("person", _case.c.person, ()),
        ("post", _case.c.post, ()),
        ("selection", _case.c.selection, ()),
        ("body", _selection.c.body, (selection,)),
        ("organization", place.id, ((_place, place.id == _case.c.department),)),
        ("organization", place.id, (person, (_place, place.id == _person.c.organization))),
        ("organization", place.id, (post, (_place, place.id == _post.c.organization))),
        ("organization", place.id, (selection, body, (_place, place.id == _body.c.organization))),
        ("under", place.id, (post, (_place, place.parent == _post.c.organization))),
    ):
        path = place.path if kind == "organization" else literal_column("''")
        query = select(
            literal_column(f"'{kind}'").label("kind"), id.label("id"), path.label("path")
        ).select_from(_case)
        for table, where in ways:
            query = query.join(table, where)
        yield query.where(_case.c.id == case)
