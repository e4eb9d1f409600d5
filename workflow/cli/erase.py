"""`cadre erase` (依法删除个人信息): propose, approve, decline; clear what is left over."""

import click

from workflow.authority import DO
from workflow.cli.acting import order_of, ordered
from workflow.cli.chinese import ChineseGroup, Needed
from workflow.cli.place import PATIENCE, Place, pass_place, place_option
from workflow.commands import erasing
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.read import history
from workflow.upkeep.erasures import FILE, write_register
from workflow.upkeep.rekeying import rekey
from workflow.upkeep.scrubbing import scrub

who_option = click.option("--who", cls=Needed, metavar="登录名", help="由谁办理")
person_argument = click.argument("person", metavar="干部编号")


@click.group(cls=ChineseGroup)
def erase() -> None:
    """依法删除个人信息：一人提请，两人审批，删除后纪实仍在而内容不可恢复。"""


@erase.command()
@person_argument
@click.option("--basis", cls=Needed, type=click.Choice(list(erasing.BASES)), help="法定依据")
@click.option("--reason", cls=Needed, metavar="理由", help="理由；不写此人的个人信息")
@who_option
@ordered
@place_option
@pass_place
def propose(place: Place, person: str, basis: str, reason: str, who: str, id: str) -> None:
    """提请删除一名干部的个人信息。"""
    house = place.house()
    with house.reading() as desk:
        order = order_of(desk, who, DO["propose_erasure"], id)
    house.carry_out(
        lambda desk: erasing.propose_erasure(desk, order, person, basis, reason), PATIENCE
    )
    click.echo(f"已提请：{erasing.BASES[basis]}\n由{erasing.NEEDED}人审批")


@erase.command()
@person_argument
@who_option
@ordered
@place_option
@pass_place
def approve(place: Place, person: str, who: str, id: str) -> None:
    """审批待办的删除；第二人审批即予删除，不可恢复。"""
    house = place.house()
    with house.reading() as desk:
        order = order_of(desk, who, DO["approve_erasure"], id)
        asked = _meant(desk, person, id)
    entry = house.carry_out(
        lambda desk: erasing.approve_erasure(desk, order, person, asked), PATIENCE
    )
    if "erased_on" not in entry.content:
        click.echo("已审批，尚需另一岗位的另一人审批")
        return
    click.echo("已依法删除，密钥已销毁")
    _tell(place)


@erase.command()
@person_argument
@click.option("--reason", cls=Needed, metavar="理由", help="不同意的理由")
@who_option
@ordered
@place_option
@pass_place
def decline(place: Place, person: str, reason: str, who: str, id: str) -> None:
    """不同意删除；提请即告终结。"""
    house = place.house()
    with house.reading() as desk:
        order = order_of(desk, who, DO["approve_erasure"], id)
        asked = _meant(desk, person, id)
    house.carry_out(
        lambda desk: erasing.decline_erasure(desk, order, person, asked, reason), PATIENCE
    )
    click.echo("已记录不同意，未删除")


@erase.command()
@place_option
@pass_place
def finish(place: Place) -> None:
    """清除余留：只属于已删除人员的附件、数据库空闲页和预写日志；重复运行无妨。"""
    _tell(place)


@erase.command("rekey")
@place_option
@pass_place
def rekeyed(place: Place) -> None:
    """更换个人信息密钥：旧密钥即行销毁，此前的备份中的个人信息不再能读。请先停用站点。"""
    house = place.house()
    click.echo(
        f"已换密钥，重新封装{rekey(house, place.key)}人；请立即备份并另行保存 {place.key.name}"
    )


def _tell(place: Place) -> None:
    house = place.house()
    told = scrub(house)
    write_register(house, place.folder / FILE)
    click.echo(f"已清除附件{told.files}份。要使此前的备份也不能读，请换密钥：cadre erase rekey")
    click.echo(f"删除登记已写入 {FILE}：请抄到备份旁边保存，恢复此前的备份时凭它再次删除")
    if told.left:
        click.echo(told.left)


def _meant(desk: Desk, person: str, order: str) -> str:
    """Which proposal is meant: the one on which this command was carried out before, else the one that waits."""
    before = (one for one in history(desk, f"person:{person}") if one.body["command"] == order)
    if done := next((one.data["erasure"] for one in before if "erasure" in one.data), ""):
        return str(done)
    found = erasing.pending(desk, person)
    if found is None:
        raise NotFound("没有待审批的删除")
    return found.id
