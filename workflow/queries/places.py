"""Organizations, posts and bodies (单位、职位与职数、领导班子): lists for those who keep them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from workflow.canonical import reread
from workflow.dossier import BodyFile, PostFile
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.fold import body_file, post_file
from workflow.journal.read import Record, history
from workflow.models import TABLES, beneath


@dataclass(frozen=True, slots=True)
class Place:
    """One organization in the tree; `depth` counts those above it."""

    id: str
    name: str
    kind: str
    parent: str
    depth: int
    links: Mapping[str, str]
    seq: int


def places(desk: Desk, below: str = "", many: int | None = None) -> list[Place]:
    """The organizations in the order of the tree, no more than so many; `below` a path."""
    return _places(desk, beneath(TABLES["organization"].c.path, below), many)


def some_places(desk: Desk, ids: Iterable[str]) -> list[Place]:
    """These organizations, in the order of the tree."""
    return _places(desk, TABLES["organization"].c.id.in_(list(ids)), None)


def _places(desk: Desk, wanted: ColumnElement[bool], many: int | None) -> list[Place]:
    table = TABLES["organization"].c
    query = select(table.id, table.seq, table.path, table.content).where(wanted)
    rows = desk.db.execute(query.order_by(table.path).limit(many))
    return [_place(row) for row in rows]


def holding(desk: Desk, ids: Iterable[str]) -> frozenset[str]:
    """Those of some organizations that have others right below them."""
    table = TABLES["organization"].c
    child = TABLES["organization"].alias("child")
    some = select(child.c.id).where(child.c.parent == table.id).exists()
    return frozenset(desk.db.scalars(select(table.id).where(table.id.in_(list(ids)), some)))


def _place(row: Row[Any]) -> Place:
    said = reread(row.content)
    return Place(
        row.id, said["name"], said["kind"], said["parent"], row.path.count("/") - 1,
        said["links"], row.seq,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post with its organization."""

    file: PostFile
    place: str
    seq: int


def posts(desk: Desk, below: str) -> list[PostRow]:
    """The posts of the organizations below a path, in the order of the tree; one statement."""
    return [_post(row) for row in _rows(desk, "post", below)]


def _post(row: Row[Any]) -> PostRow:
    said = reread(row.content)
    return PostRow(
        PostFile(
            row.id, said["organization"], said["title"], said["level"], said["position"],
            said["quota"], tuple(said["holders"]), tuple(said["leaving"]),
        ),
        row.name, row.seq,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body with its organization and how many belong or belonged to it."""

    id: str
    name: str
    kind: str
    organization: str
    place: str
    members: tuple[Mapping[str, Any], ...]


def bodies(desk: Desk, below: str) -> list[BodyRow]:
    """The bodies of the organizations below a path, in the order of the tree; one statement."""
    return [_body(row) for row in _rows(desk, "body", below)]


def _body(row: Row[Any]) -> BodyRow:
    said = reread(row.content)
    return BodyRow(
        row.id, said["name"], said["kind"], said["organization"], row.name, tuple(said["members"])
    )


def _rows(desk: Desk, kind: str, below: str) -> list[Row[Any]]:
    table, above = TABLES[kind].c, TABLES["organization"].c
    return list(desk.db.execute(
        select(table.id, table.seq, table.content, above.name)
        .join_from(TABLES[kind], TABLES["organization"], above.id == table.organization)
        .where(beneath(above.path, below))
        .order_by(above.path, table.id)
    ).all())  # fmt: skip


def post(desk: Desk, id: str) -> tuple[PostFile, tuple[Record, ...]]:
    """One post and its journal; raises NotFound."""
    records = _known(desk, f"post:{id}")
    return post_file(id, records), records


def body(desk: Desk, id: str) -> tuple[BodyFile, tuple[Record, ...]]:
    """One body and its journal; raises NotFound."""
    records = _known(desk, f"body:{id}")
    return body_file(id, records), records


def place(desk: Desk, id: str) -> tuple[Place, tuple[Record, ...]]:
    """One organization and its journal; raises NotFound."""
    records = _known(desk, f"organization:{id}")
    table = TABLES["organization"].c
    query = select(table.id, table.seq, table.path, table.content).where(table.id == id)
    return _place(desk.db.execute(query).one()), records


def _known(desk: Desk, subject: str) -> tuple[Record, ...]:
    records = history(desk, subject)
    if not records:
        raise NotFound()
    return records
