"""Names (名称): what people call everything that pages speak of, by id; one statement for all kinds."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Row, Select, literal_column, select, union_all

from workflow.canonical import parse
from workflow.journal import Desk
from workflow.models import TABLES, editions
from workflow.models import names as registered


@dataclass(frozen=True, slots=True)
class Naming:
    """Id → name of each kind; a post stands with its organization, a meeting with body and day."""

    organizations: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    editions: list[str] = field(default_factory=list)  # digests, the oldest first


def naming(desk: Desk) -> Naming:
    """The names of everything, read once at a desk.

    Of people also those who only have an account or sit in a body: who takes part is named, too.
    """
    return desk.look("naming", lambda: _read(desk))


def _read(desk: Desk) -> Naming:
    found = Naming()
    rows = sorted(desk.db.execute(union_all(*_named())), key=_place)
    for row in rows:
        _take(found, row)
    return found


# What is told later counts: a person's file says more than a seat or an account.
ORDER = ("organization", "post", "account", "body", "person", "meeting", "edition")


def _place(row: Row[tuple[str, str, str, str]]) -> tuple[int, str, str]:
    dated = row.kind == "edition"  # by day of publication
    return ORDER.index(row.kind), row.more if dated else "", row.name if dated else ""


def _take(found: Naming, row: Row[tuple[str, str, str, str]]) -> None:
    match row.kind:
        case "organization":
            found.organizations[row.id] = row.name
        case "post":
            found.posts[row.id] = f"{row.name}（{found.organizations.get(row.more, '')}）"
        case "body":
            found.bodies[row.id] = row.name
            for member in parse(row.more.encode())["members"]:
                found.people[member["person"]] = member["name"]
        case "meeting":
            found.meetings[row.id] = f"{found.bodies.get(row.name, '')} {row.more}"
        case "edition":
            found.editions.append(row.id)
        case _:
            found.people[row.id] = row.name


def _named() -> list[Select[tuple[str, str, str, str]]]:
    places, posts, bodies = (TABLES[one].c for one in ("organization", "post", "body"))
    accounts, meetings = TABLES["account"].c, TABLES["meeting"].c
    none: ColumnElement[str] = literal_column("''")
    columns = {
        "organization": (places.id, places.name, none),
        "post": (posts.id, posts.title, posts.organization),
        "account": (accounts.person, accounts.name, none),
        "body": (bodies.id, bodies.name, bodies.content),
        "person": (registered.c.person, registered.c.name, none),
        "meeting": (meetings.id, meetings.body, meetings.held_on),
        "edition": (editions.c.digest, editions.c.name, editions.c.published_at),
    }  # fmt: skip
    told = [
        select(
            literal_column(f"'{kind}'").label("kind"), one[0].label("id"), one[1].label("name"),
            one[2].label("more"),
        )
        for kind, one in columns.items()
    ]  # fmt: skip
    return [one.where(accounts.person.is_not(None)) if kind == "account" else one
            for kind, one in zip(columns, told, strict=True)]  # fmt: skip
