"""`cadre people import` (导入任免审批表): every form whole, and all of them or none."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from workflow import attachments
from workflow.authority import DO
from workflow.cli.acting import order_of, ordered
from workflow.cli.chinese import DONE, REFUSED, ChineseCommand
from workflow.cli.place import Place, pass_place, place_option
from workflow.commands.forms import import_form, person_id
from workflow.commands.refusals import keep
from workflow.errors import WorkflowError
from workflow.forms_in import Form, FormRefused, as_json, form_doubts, read_form
from workflow.journal import Desk, House, Order


@dataclass(frozen=True, slots=True)
class Taken:
    """One form as read from its file."""

    path: Path
    data: bytes
    form: Form


@click.command("import", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--json", "printing", is_flag=True, help="只读不存，每个文件输出一个 JSON 对象")
@click.option("--encoding", type=click.Choice(["utf-8", "gb18030"]), default="utf-8",
              help="文件编码，旧程序按国标编码保存的用 gb18030")  # fmt: skip
@click.option("--organization", metavar="单位", default="",
              help="这些干部所在单位的编号；不写的，为办理人所在单位")  # fmt: skip
@click.option("--who", metavar="登录名", help="由谁办理")
@ordered
@place_option
@pass_place
def importing(
    place: Place, files: tuple[Path, ...], printing: bool, encoding: str, organization: str,
    who: str | None, id: str,
) -> int:  # fmt: skip
    """导入任免审批表（.lrmx）：一个文件有误，全部不导入。"""
    taken, refused = _read(files, encoding)
    for line in (f"{one.file}：{reason}" for one in refused for reason in one.reasons):
        click.echo(line, err=True)
    if printing:
        for one in taken:
            click.echo(json.dumps(as_json(one.form), ensure_ascii=False))
    elif refused:
        _keep_all(place, who, refused)
    else:
        _import(place.house(), taken, organization, who, id)
    return REFUSED if refused else DONE


def _read(files: Sequence[Path], encoding: str) -> tuple[list[Taken], list[FormRefused]]:
    taken: list[Taken] = []
    refused: list[FormRefused] = []
    for path in files:
        try:
            data = path.read_bytes()
            taken.append(Taken(path, data, read_form(data, path.name, encoding=encoding)))
        except FormRefused as error:
            refused.append(error)
        except OSError as error:
            reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "文件不能读取"
            refused.append(FormRefused(path.name, [reason]))
    return taken, refused


def _keep_all(place: Place, who: str | None, refused: Sequence[FormRefused]) -> None:
    """Keep what was refused before it came to anybody's file, where it is known who tried."""
    try:
        house = place.house()
        with house.desk() as desk:
            order = order_of(desk, who, DO["register_person"])
            for one in refused:
                keep(desk, order, "", f"import {one.file}", one)
    except (WorkflowError, click.UsageError):
        return  # no instance, or nobody of it


def _import(
    house: House, taken: Sequence[Taken], organization: str, who: str | None, id: str
) -> None:
    """All in one transaction: where one is refused none is imported, and the refusal is kept."""
    with house.reading() as desk:
        duties = DO["register_person"]
        arrivals = [(one, order_of(desk, who, duties, f"{id}-{number}"))
                    for number, one in enumerate(taken)]  # fmt: skip
    people: list[str] = []
    try:
        with house.desk() as desk:
            for form, order in arrivals:
                people.append(_person(desk, order, form, organization))
            for form in taken:  # not before all are taken: of a refused person no file stays
                attachments.put(house.attachments, form.data, form.path.name)
                if form.form.photo_name:
                    attachments.put(house.attachments, form.form.photo or b"", form.form.photo_name)
    except WorkflowError as error:
        with house.desk() as desk:
            keep(desk, order, f"person:{person_id(form.form)}", f"import {form.path.name}", error)
        error.message = f"{form.path.name}：{error.message}"
        raise
    for form, person in zip(taken, people, strict=True):
        click.echo(f"已导入 {form.path.name}　{form.form.text('XingMing')}　{person}")
        for doubt in form_doubts(form.form):
            click.echo(f"　　存疑：{doubt}")


def _person(desk: Desk, order: Order, one: Taken, organization: str) -> str:
    document = attachments.described(one.data, one.path.name)
    unit, name = organization or order.actor.organization, one.form.photo_name
    photo = attachments.described(one.form.photo or b"", name) if name else None
    return import_form(desk, order, one.form, unit, document, photo)
