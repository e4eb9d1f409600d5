"""`cadre people` (干部): import, list, show, the roster made anew."""

from typing import Any

import click
from sqlalchemy import select

from workflow.cli.chinese import ChineseGroup
from workflow.cli.importing import importing
from workflow.cli.place import Place, json_option, pass_place, place_option, tell, tell_json
from workflow.commands.roster import make_anew
from workflow.dossier import PersonFile
from workflow.errors import NotFound
from workflow.facts import FACTS, STANDINGS
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.models import TABLES, names


@click.group(cls=ChineseGroup)
def people() -> None:
    """干部：导入任免审批表、列表、查看、重建名册。"""


people.add_command(importing)


@people.command()
@place_option
@pass_place
def index(place: Place) -> None:
    """由纪实重建干部名册：姓名拼音、性别、年龄、层次等检索栏目。"""
    with place.house().desk() as desk:
        click.echo(f"已重建名册：{make_anew(desk)}人")


@people.command("list")
@place_option
@json_option
@pass_place
def listed(place: Place, as_json: bool) -> None:
    """列出全部干部。"""
    table = TABLES["person"].c
    query = (
        select(table.id, names.c.name, names.c.organization, table.standing)
        .join(names, names.c.person == table.id)
        .order_by(names.c.sort_key, names.c.name, table.id)
    )
    with place.house().reading() as desk:
        rows = [dict(row._mapping) for row in desk.db.execute(query)]
    tell(rows, lambda row: f"{row['id']}　{row['name']}　{row['organization']}　"
         f"{STANDINGS[row['standing']]}", as_json)  # fmt: skip


@people.command()
@click.argument("person", metavar="编号或姓名")
@place_option
@json_option
@pass_place
def show(place: Place, person: str, as_json: bool) -> None:
    """查看一名干部：状态和全部事实（已核实、未核实）。"""
    with place.house().reading() as desk:
        found = _found(desk, person)
    rows = [
        {"id": one.id, "kind": one.kind, "values": dict(one.values), "verified": one.verified,
         "stated_by": one.stated_by.name,
         "verified_by": one.verified_by.name if one.verified_by else None}
        for one in found.facts
    ]  # fmt: skip
    if as_json:
        tell_json({"id": found.id, "name": found.name, "organization": found.organization,
                   "standing": found.standing, "facts": rows})  # fmt: skip
        return
    click.echo(f"{found.name}　{found.id}　{found.organization}　{STANDINGS[found.standing]}")
    tell(rows, _fact_line, as_json=False)


def _fact_line(row: Any) -> str:
    title = FACTS[row["kind"]][0] if row["kind"] in FACTS else row["kind"]
    values = "；".join(f"{key} {value}" for key, value in row["values"].items() if value != "")
    return f"　　{'已核实' if row['verified'] else '未核实'}　{title}　{values}"


def _found(desk: Desk, person: str) -> PersonFile:
    """The person of that id, else the only one of that name; raises NotFound."""
    records = history(desk, f"person:{person}")
    if not records:
        ids = desk.db.scalars(select(names.c.person).where(names.c.name == person)).all()
        if len(ids) != 1:
            told = f"，同名{len(ids)}人，请用编号" if ids else ""
            raise NotFound(f"没有干部“{person}”{told}")
        records = history(desk, f"person:{ids[0]}")
        person = ids[0]
    return person_file(person, records)
