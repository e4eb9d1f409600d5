"""`cadre definitions` (流程定义): list, check with proof, draw, compare, publish."""

from collections.abc import Sequence

import click

from workflow.cli.chinese import Broken, ChineseGroup
from workflow.cli.place import (
    Place,
    json_option,
    now,
    pass_place,
    place_option,
    tell,
    tell_json,
)
from workflow.commands.editions import publish as publish_in_database
from workflow.definition import (
    check_published,
    differences,
    house_names,
    mermaid,
    package_names,
    published,
    read_all,
    read_package,
    svg,
    text_of,
)
from workflow.definition import publish as publish_in_folder
from workflow.edition import Edition
from workflow.errors import DefinitionInvalid, NotFound
from workflow.proof import Proof, prove


@click.group(cls=ChineseGroup)
def definitions() -> None:
    """流程定义：列表、检查、画图、比较、发布。"""


@definitions.command("list")
@place_option
@json_option
@pass_place
def listed(place: Place, as_json: bool) -> None:
    """列出全部流程定义和已发布的摘要。"""
    known = published(place.definitions)
    rows = [
        {"name": name, "title": one.process.title, "digest": one.digest,
         "published": known.get(name) == one.digest}
        for name, one in read_all(place.definitions).items()
    ]  # fmt: skip
    tell(rows, lambda row: f"{row['name']}　{row['title']}　{row['digest'][:12]}　"
         f"{'已发布' if row['published'] else '未发布'}", as_json)  # fmt: skip


@definitions.command()
@click.argument("names", nargs=-1, metavar="[名称…]")
@place_option
@json_option
@pass_place
def check(place: Place, names: tuple[str, ...], as_json: bool) -> None:
    """逐项检查并证明（默认全部）；发现差错或关口可以绕过，退出码为 1。"""
    wanted = names or tuple(package_names(place.definitions))
    try:
        editions = {name: read_package(place.definitions, name) for name in wanted}
        faults = list(check_published(place.definitions))
    except DefinitionInvalid as wrong:
        editions, faults = {}, list(wrong.faults)  # type: ignore[arg-type]
    proofs = _proofs(place, editions)
    if as_json:
        tell_json({"faults": [str(one) for one in faults],
                   "proofs": [_row(one) for one in proofs]})  # fmt: skip
    else:
        for line in [*map(str, faults), *(line for one in proofs for line in one.lines())]:
            click.echo(line)
    if faults or not all(one.ok for one in proofs):
        raise Broken


def _proofs(place: Place, editions: dict[str, Edition]) -> list[Proof]:
    """Proofs of these, each compared with all the folder has: an effect shows only beside others."""
    names = house_names()
    known = {**read_all(place.definitions, names), **editions} if editions else {}
    return [
        prove(one, names, others=[o for n, o in known.items() if n != name])
        for name, one in editions.items()
    ]


def _row(proof: Proof) -> dict[str, object]:
    return {"name": proof.edition, "title": proof.title, "ok": proof.ok,
            "flaws": [str(one) for one in proof.faults],
            "gates": [{"gate": one.gate, "title": one.title, "stage": one.stage,
                       "holds": not one.around, "around": list(one.around)}
                      for one in proof.gates]}  # fmt: skip


@definitions.command()
@click.argument("name", metavar="名称")
@click.option("--mermaid", "as_text", is_flag=True, help="输出 Mermaid 文本，默认 SVG")
@place_option
@pass_place
def draw(place: Place, name: str, as_text: bool) -> None:
    """画出流程图。"""
    edition = read_package(place.definitions, name)
    click.echo(mermaid(edition) if as_text else svg(edition), nl=not as_text)


@definitions.command()
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="新版")
@place_option
@json_option
@pass_place
def diff(place: Place, old: str, new: str, as_json: bool) -> None:
    """比较两个版本，逐处列出不同。"""
    found = differences(*(read_package(place.definitions, name) for name in (old, new)))
    rows = [{"path": one.path, "old": one.old, "new": one.new} for one in found]
    tell(rows, lambda row: f"{row['path']}：{row['old']} → {row['new']}", as_json)


@definitions.command()
@click.argument("names", nargs=-1, required=True, metavar="名称…")
@place_option
@pass_place
def publish(place: Place, names: tuple[str, ...]) -> None:
    """证明后发布：封存文本，记入摘要清单；数据库已建立的，一并写入。"""
    editions = {name: read_package(place.definitions, name) for name in names}
    _refuse_flawed(_proofs(place, editions))
    for name, edition in editions.items():
        publish_in_folder(place.definitions, edition)
        click.echo(f"已发布 {name}　{edition.digest}")
    _into_database(place, list(editions.values()))


def _refuse_flawed(proofs: Sequence[Proof]) -> None:
    flaws = [f"{one.edition} {flaw}" for one in proofs for flaw in one.faults]
    if flaws:
        raise DefinitionInvalid(flaws)


def _into_database(place: Place, editions: Sequence[Edition]) -> None:
    try:
        house = place.house()
    except NotFound:
        click.echo("数据库尚未建立，建库（cadre init）时写入")
        return
    with house.desk() as desk:
        for edition in editions:
            publish_in_database(desk, text_of(edition), now())
