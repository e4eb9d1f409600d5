"""`cadre definitions` (流程定义): list, check with proof, draw, compare, publish."""

from collections.abc import Sequence

import click

from workflow.cli.chinese import Broken, ChineseGroup
from workflow.cli.meant import Meant, beside, meant, read_meant
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
    Fault,
    check_published,
    differences,
    house_names,
    mermaid,
    published,
    read_all,
    svg,
    text_of,
)
from workflow.definition import publish as publish_in_folder
from workflow.edition import Edition
from workflow.errors import BadInput, DefinitionInvalid, NotFound
from workflow.proof import Proof, prove

PICTURES = {"svg": svg, "mermaid": mermaid}


@click.group(cls=ChineseGroup)
def definitions() -> None:
    """流程定义：列表、检查、画图、比较、发布。

    “名称”写作 promotion/1，也可以是流程文件或者所在目录的路径。
    """


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
@click.argument("names", nargs=-1, metavar="[名称|路径]…")
@place_option
@json_option
@pass_place
def check(place: Place, names: tuple[str, ...], as_json: bool) -> None:
    """逐项检查并证明（默认全部）；发现差错或关口可以绕过，退出码为 1。"""
    proofs, faults = _checked(meant(place, names))
    if as_json:
        tell_json({"faults": [str(one) for one in faults],
                   "proofs": [_row(one) for one in proofs]})  # fmt: skip
    else:
        for line in [*map(str, faults), *(line for one in proofs for line in one.lines())]:
            click.echo(line)
    if faults or not all(one.ok for one in proofs):
        raise Broken


def _checked(wanted: Sequence[Meant]) -> tuple[list[Proof], list[Fault]]:
    """A proof of each that can be read, and every fault of them and of what they are published as."""
    names = house_names()
    editions, faults = read_meant(wanted, names)
    others, more = read_meant(beside(wanted), names)
    for folder in dict.fromkeys(one.folder for one in wanted):
        more += check_published(folder, names)
    # An effect shows only beside the others (L2), so each is compared with all of its folder.
    proofs = [
        prove(one, names, others=[other for other in others if other.name != one.name])
        for one in editions
    ]
    return proofs, sorted({*faults, *more})


def _row(proof: Proof) -> dict[str, object]:
    return {"name": proof.edition, "title": proof.title, "ok": proof.ok,
            "flaws": [str(one) for one in proof.faults],
            "gates": [{"gate": one.gate, "title": one.title, "stage": one.stage,
                       "holds": not one.around, "moves": list(one.moves),
                       "around": list(one.around)}
                      for one in proof.gates]}  # fmt: skip


@definitions.command()
@click.argument("name", metavar="名称|路径")
@click.option("--format", "kind", type=click.Choice(list(PICTURES)), default="svg",
              help="svg 图片（默认），或者 mermaid 文本")  # fmt: skip
@place_option
@pass_place
def draw(place: Place, name: str, kind: str) -> None:
    """画出流程图。"""
    click.echo(PICTURES[kind](_one(place, name)).rstrip("\n"))


def _one(place: Place, name: str) -> Edition:
    """The one edition that is meant; raises BadInput where there are several."""
    found = meant(place, [name])
    if len(found) > 1:
        raise BadInput(f"{name} 里有{len(found)}个流程定义，请指明一个")
    return found[0].read(house_names())


@definitions.command()
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="新版")
@place_option
@json_option
@pass_place
def diff(place: Place, old: str, new: str, as_json: bool) -> None:
    """比较两个版本，逐处列出不同。"""
    found = differences(_one(place, old), _one(place, new))
    rows = [{"path": one.path, "old": one.old, "new": one.new} for one in found]
    tell(rows, lambda row: f"{row['path']}：{row['old']} → {row['new']}", as_json)


@definitions.command()
@click.argument("names", nargs=-1, required=True, metavar="名称|路径…")
@place_option
@pass_place
def publish(place: Place, names: tuple[str, ...]) -> None:
    """证明后发布：封存文本，记入摘要清单；数据库已建立的，一并写入。"""
    wanted = meant(place, names)
    drafts = [str(one.file) for one in wanted if one.file]
    if drafts:
        raise BadInput(f"{'、'.join(drafts)} 不在流程定义目录中；放到“流程/版本.yaml”再发布")
    proofs, faults = _checked(wanted)
    told = [*faults, *(f"{one.edition} {flaw}" for one in proofs for flaw in one.faults)]
    if told:
        raise DefinitionInvalid(told)
    editions = [one.read(house_names()) for one in wanted]
    for line in _publish(place, wanted, editions):
        click.echo(line)


def _publish(
    place: Place, wanted: Sequence[Meant], editions: Sequence[Edition]
) -> list[str]:
    """Into folder and database, or into neither where one of them refuses."""
    told = [f"已发布 {one.name}　{one.digest}" for one in editions]
    try:
        house = place.house()
    except NotFound:
        _into_folders(wanted, editions)
        return [*told, "数据库尚未建立，建库（cadre init）时写入"]
    with house.desk() as desk:
        for edition in editions:
            publish_in_database(desk, text_of(edition), now())
        _into_folders(wanted, editions)
    return told


def _into_folders(wanted: Sequence[Meant], editions: Sequence[Edition]) -> None:
    for one, edition in zip(wanted, editions, strict=True):
        publish_in_folder(one.folder, edition)
