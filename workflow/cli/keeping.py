"""`cadre backup`, `cadre restore` (备份与恢复), and what opens a new epoch of the log (换代)."""

from pathlib import Path

import click

from workflow.cli.chinese import ChineseCommand, Needed
from workflow.cli.ledger import FILE, OLD_FILE, ledger, socket_option
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.commands.checkpoints import place_waiting
from workflow.commands.epochs import open_epoch, signatory
from workflow.commands.erasing_again import Erasing
from workflow.durable import replace_file
from workflow.errors import BadInput, NotSigned
from workflow.journal import Order
from workflow.ledger.epochs import read_turn, said
from workflow.ledger.hashing import KNOWN
from workflow.ledger.holder import take_up
from workflow.ledger.log import Log
from workflow.ledger.signing import Remote
from workflow.queries.verify_heads import read_seen
from workflow.upkeep.backup import backup as back_up
from workflow.upkeep.erasures import FILE as FILE_OF_ERASURES
from workflow.upkeep.erasures import read_register, write_register
from workflow.upkeep.restore import Turning
from workflow.upkeep.restore import restore as put_back
from workflow.workdays import local_day

signatory_option = click.option("--signatory", "signatories", multiple=True, metavar="登录名",
                                help="换代的签署人：组织部门负责人、安全审计员各一人")  # fmt: skip


@click.command(cls=ChineseCommand)
@click.option("-o", "--output", type=FILE, cls=Needed, metavar="文件", help="备份写到哪个文件")
@place_option
@pass_place
def backup(place: Place, output: Path) -> None:
    """备份数据库和附件，办理不必停；个人信息密钥不在其中，须另行保存。"""
    house = place.house()
    told = back_up(house, output, now())
    count = write_register(house, output.with_name(FILE_OF_ERASURES))
    click.echo(f"{output.name}：存证{told.size}条，附件{told.files}份，{told.length // 1024}千字节")
    click.echo(f"删除登记 {FILE_OF_ERASURES}：{count}人，随备份保存，恢复旧备份时要用")
    click.echo(f"密钥文件 {place.key.name} 不在备份中，请与备份分开保存")


@click.command(cls=ChineseCommand)
@click.argument("archive", type=OLD_FILE, metavar="备份")
@click.option("--folder", type=FILE, cls=Needed, metavar="目录", help="恢复到哪个空目录")
@click.option("--key", type=OLD_FILE, cls=Needed, metavar="密钥", help="个人信息密钥文件")
@click.option(
    "--seen",
    type=OLD_FILE,
    multiple=True,
    metavar="文件",
    help="签署方、见证方的状态文件或者回执，可多个",
)
@click.option("--never-signed", is_flag=True, help="从未签署过存证点")
@click.option("--erased", type=OLD_FILE, metavar="文件", help="删除登记，默认备份旁边的 erasures.json")
@click.option("--none-erased", is_flag=True, help="备份以后没有依法删除过个人信息")
@signatory_option
@click.option("--reason", default="", metavar="理由", help="换代的理由")
@place_option
@pass_place
def restore(
    place: Place, archive: Path, folder: Path, key: Path, seen: tuple[Path, ...],
    never_signed: bool, erased: Path | None, none_erased: bool, signatories: tuple[str, ...],
    reason: str,
) -> None:  # fmt: skip
    """恢复到空目录并逐条校验；落后于已签署的存证时，须两人签署另起一代。"""
    if not seen and not never_signed:
        raise BadInput(
            "请用 --seen 给出签署方的状态文件或者见证回执，才能知道丢失了什么；确未签署过的写 --never-signed"
        )
    heads = [one.head for one in map(read_seen, seen) if one is not None]
    told = put_back(
        archive, folder, key, place.calendar(), heads, Turning(signatories, reason), now(),
        _register(archive, erased, none_erased=none_erased),
    )  # fmt: skip
    click.echo(f"已恢复到 {folder}：校验{told.entries}条纪实全部相符，附件{told.files}份")
    if told.erased:
        click.echo(f"备份里有{told.erased}人此后已依法删除，已再次删除；备份本身仍含其个人信息，请按期限销毁或者换密钥")
    if told.turn:
        click.echo(
            f"丢失已签署的{told.lost}条，已另起一代：请把 {told.turn} 交签署方和见证方（cadre ledger turn）"
        )


def _register(archive: Path, given: Path | None, *, none_erased: bool) -> tuple[Erasing, ...]:
    """What was erased since the backup; raises BadInput where nobody says."""
    path = given or archive.with_name(FILE_OF_ERASURES)
    if path.exists():
        return read_register(path)
    if none_erased:
        return ()
    raise BadInput(
        "没有删除登记，不知道备份以后是否依法删除过个人信息：请用 --erased 给出登记；确未删除过的写 --none-erased"
    )


@ledger.command()
@place_option
@socket_option
@click.option("--hash", "hash_name", type=click.Choice(KNOWN), cls=Needed, help="新一代的杂凑算法")
@signatory_option
@click.option("--reason", cls=Needed, metavar="理由", help="换代的理由")
@click.option("-o", "--output", type=FILE, cls=Needed, metavar="文书", help="换代文书写到哪个文件")
@pass_place
def epoch(
    place: Place, path: Path, hash_name: str, signatories: tuple[str, ...], reason: str,
    output: Path,
) -> None:  # fmt: skip
    """变更杂凑算法：全部条目签署完毕后另起一代，旧条目重新锚定。"""
    house, at = place.house(), now()
    place_waiting(house)
    last = Remote(path).last()
    with house.desk() as desk:
        if Log(house.origin).head(desk.db) != last:
            raise NotSigned("还有条目未签署：请先运行 cadre ledger checkpoint")
        actors = [signatory(desk, one, local_day(at)) for one in signatories]
        if not actors:
            raise BadInput("换代须有两名签署人（--signatory 两次）")
        order = Order(f"epoch-{hash_name}-{last.size}", actors[0], at)
        turn = open_epoch(desk, order, "hash", last, actors, reason, hash_name)
        replace_file(output, turn.bytes())
    click.echo(
        f"已另起一代（{hash_name}）：请把 {output.name} 交签署方和见证方（cadre ledger turn）"
    )


@ledger.command("turn")
@click.argument("file", type=OLD_FILE, metavar="文书")
@click.option(
    "--state", type=OLD_FILE, cls=Needed, metavar="文件", help="本机记住最近一次签署的文件"
)
def turned(file: Path, state: Path) -> None:
    """在签署方或见证方的机器上：核对换代文书，认可新的一代；只凭如实写明丢失范围的文书。"""
    turn = read_turn(file.read_bytes())
    take_up(state, turn)
    told = said(turn.body)
    names = "、".join(one["name"] for one in told["signatories"])
    click.echo(f"已认可“{turn.head.origin}”：曾签到{told['last']['size']}条，承接{told['old']['size']}条，"
               f"签署：{names}，理由：{told['reason']}；杂凑算法 {told['hash']}")  # fmt: skip
