"""`cadre people` (干部): import appointment forms whole or not at all, list, show."""

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from workflow import attachments
from workflow.authority import DO
from workflow.cli.acting import order_of
from workflow.cli.chinese import REFUSED, ChineseGroup
from workflow.cli.place import Place, json_option, pass_place, place_option, tell, tell_json
from workflow.commands.people import import_form
from workflow.dossier import PersonFile
from workflow.errors import NotFound, WorkflowError
from workflow.facts import FACTS
from workflow.forms_in import Form, FormRefused, as_json, form_doubts, read_form
from workflow.journal import Desk
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.models import TABLES, names

STANDINGS = {"clear": "正常", "held": "暂缓", "vetoed": "一票否决"}
Read = tuple[Path, bytes, Form]


@click.group(cls=ChineseGroup)
def people() -> None:
    """干部：导入任免审批表、列表、查看。"""


@people.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--json", "printing", is_flag=True, help="只读不存，每个文件输出一个 JSON 对象")
@click.option("--encoding", type=click.Choice(["utf-8", "gb18030"]), default="utf-8",
              help="文件编码，旧程序按国标编码保存的用 gb18030")  # fmt: skip
@click.option("--organization", metavar="单位", help="这些干部所在单位的编号")
@click.option("--who", metavar="登录名", help="由谁办理")
@place_option
@pass_place
def import_(
    place: Place, files: tuple[Path, ...], printing: bool, encoding: str,
    organization: str | None, who: str | None,
) -> int:  # fmt: skip
    """导入任免审批表（.lrmx）：一个文件有误，全部不导入。"""
    read, refused = _read(files, encoding)
    for line in (line for one in refused for line in _told(one)):
        click.echo(line, err=True)
    if printing:
        for _, _, form in read:
            click.echo(json.dumps(as_json(form), ensure_ascii=False))
    if refused:
        return REFUSED
    if not printing:
        if organization is None:
            raise click.UsageError("须用 --organization 写明所在单位")
        _import(place, read, organization, who)
    return 0


def _read(files: tuple[Path, ...], encoding: str) -> tuple[list[Read], list[FormRefused]]:
    read: list[Read] = []
    refused: list[FormRefused] = []
    for path in files:
        try:
            data = path.read_bytes()
            read.append((path, data, read_form(data, path.name, encoding=encoding)))
        except FormRefused as error:
            refused.append(error)
        except OSError as error:
            reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "文件不能读取"
            refused.append(FormRefused(path.name, [reason]))
    return read, refused


def _told(refused: FormRefused) -> list[str]:
    """One line a reason, each with its file."""
    return [f"{refused.file}：{reason}" for reason in refused.reasons]


def _import(place: Place, read: list[Read], organization: str, who: str | None) -> None:
    """All in one transaction: where one is refused, none is imported."""
    lines = []
    house = place.house()
    with house.desk() as desk:
        for path, data, form in read:
            order = order_of(desk, who, DO["register_person"])
            document = attachments.put(house.attachments, data, path.name)
            try:
                person = import_form(desk, order, form, organization, document)
            except WorkflowError as error:
                error.message = f"{path.name}：{error.message}"
                raise
            lines.append(f"已导入 {path.name}　{form.text('XingMing')}　{person}")
            lines += [f"　　存疑：{doubt}" for doubt in form_doubts(form)]
    for line in lines:
        click.echo(line)


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
        .order_by(names.c.name, table.id)
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
