"""`cadre ledger` and `cadre witness` (存证与见证): keys, signer, signed heads, what a witness does."""

import shlex
from pathlib import Path

import click

from workflow.cli.chinese import ChineseCommand, ChineseGroup, Needed
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.commands import checkpoints
from workflow.commands.figures import renew_figures
from workflow.commands.heads import commit_heads
from workflow.durable import replace_file
from workflow.ledger.checkpoint import read_checkpoint
from workflow.ledger.hashing import KNOWN, hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import Device, load_key, make_key, sm2_key
from workflow.ledger.note import COSIGNATURE, ED25519, Signer, read_key, read_note
from workflow.ledger.parcel import read_parcel
from workflow.ledger.signing import Remote, Signing

FILE = click.Path(path_type=Path)
OLD_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
hash_option = click.option("--hash", "hash_name", type=click.Choice(KNOWN), default=KNOWN[0],
                           help="杂凑算法，默认 sha256")  # fmt: skip
key_option = click.option("--key", type=OLD_FILE, metavar="文件", help="私钥文件")
device_option = click.option("--device", metavar="命令",
                             help="由签名设备签署：从标准输入读待签内容、向标准输出写签名的命令")  # fmt: skip
public_option = click.option("--public", metavar="公钥", help="签名设备的公钥")
state_option = click.option("--state", type=FILE, cls=Needed, metavar="文件",
                            help="本机记住最近一次签署的文件")  # fmt: skip
socket_option = click.option("--socket", "path", type=FILE, cls=Needed, metavar="套接字",
                             help="签署进程的套接字")  # fmt: skip


@click.group(cls=ChineseGroup)
def ledger() -> None:
    """存证：签署密钥、存证点、见证往来。"""


@ledger.command()
@click.argument("file", type=FILE, metavar="文件")
@click.option("--name", cls=Needed, metavar="名称", help="日志的来源名，或者见证方的名称")
@click.option("--witness", is_flag=True, help="见证方的密钥")
def key(file: Path, name: str, witness: bool) -> None:
    """新建一个 Ed25519 密钥文件，显示公钥。"""
    made = make_key(file, name, COSIGNATURE if witness else ED25519)
    click.echo(f"公钥（抄录并另行保存，核对时以此为准）：\n{made.key}")


def signer_of(key: Path | None, device: str | None, public: str | None, kind: int) -> Signer:
    """Who signs: a file of that kind, or a device with its public key; raises UsageError."""
    if key and not (device or public):
        return load_key(key, kind)
    if device and public and not key:
        held = Device(read_key(public), tuple(shlex.split(device)))
        if held.key.cosigns == (kind == COSIGNATURE):
            return held
        raise click.UsageError("日志的公钥与见证方的公钥不能互换")
    raise click.UsageError("请给出 --key，或者同时给出 --device 和 --public")


@ledger.command("sm2-key")
@click.argument("public", metavar="十六进制公钥")
@click.option("--name", cls=Needed, metavar="名称", help="日志的来源名，或者见证方的名称")
@click.option("--witness", is_flag=True, help="见证方的密钥")
def device_key(public: str, name: str, witness: bool) -> None:
    """由签名设备导出的 SM2 公钥（x、y 各32字节）写出本程序的公钥。"""
    click.echo(f"公钥（抄录并另行保存，核对时以此为准）：\n{sm2_key(name, public, witness=witness)}")


@ledger.command()
@key_option
@device_option
@public_option
@state_option
@socket_option
@hash_option
def signer(
    key: Path | None, device: str | None, public: str | None, state: Path, path: Path, hash_name: str
) -> None:
    """运行签署进程：只签署延续上一次的存证点。以单独的系统用户运行。"""
    held = signer_of(key, device, public, ED25519)
    with Signing(path, Holder(held, state, hash_named(hash_name))) as serving:
        click.echo(f"签署进程已就绪：{path}")
        serving.serve_forever()


@ledger.command()
@place_option
@socket_option
@pass_place
def checkpoint(place: Place, path: Path) -> None:
    """请签署进程签署当前存证点，并保存。"""
    house = place.house()
    checkpoints.place_waiting(house)
    with house.desk() as desk:
        note = checkpoints.sign_head(desk, Remote(path), now())
    click.echo(f"已签署到第{read_checkpoint(note).size}条\n{note}", nl=False)


@ledger.command()
@place_option
@pass_place
def daily(place: Place) -> None:
    """列入等待的条目，登记当日总账，重新统计事项较多的范围；可由定时任务每日运行，重复运行无妨。"""
    house = place.house()
    placed = checkpoints.place_waiting(house)
    with house.desk() as desk:
        entry = commit_heads(desk, now())
    placed += checkpoints.place_waiting(house)
    renew_figures(house, now())
    click.echo(f"列入存证{placed}条；{'已登记当日总账' if entry else '当日总账此前已登记'}")


@ledger.command()
@place_option
@click.option("--witness", cls=Needed, metavar="名称", help="见证方的名称")
@click.option("--since", type=click.IntRange(0), metavar="条数", help="见证方上次见到的条数，默认按回执")
@click.option("-o", "--output", type=FILE, cls=Needed, metavar="文件", help="写到哪个文件")
@pass_place
def parcel(place: Place, witness: str, since: int | None, output: Path) -> None:
    """写出交见证方的文件：存证点和延续上次的证明。"""
    with place.house().reading() as desk:
        told = checkpoints.parcel_for(desk, witness, since)
    replace_file(output, told.bytes())
    size = read_checkpoint(told.note).size
    click.echo(f"{output.name}：第{told.since}条之后至第{size}条，请交{witness}见证")


@ledger.command()
@place_option
@click.argument("file", type=OLD_FILE, metavar="回执")
@click.option("--witness", cls=Needed, metavar="公钥", help="见证方的公钥")
@pass_place
def receive(place: Place, file: Path, witness: str) -> None:
    """收存见证方的回执。"""
    note = read_note(file.read_text(encoding="utf-8"))
    with place.house().desk() as desk:
        at = checkpoints.keep_receipt(desk, note, read_key(witness))
    click.echo(f"已收存：第{read_checkpoint(note).size}条，见证于 {at.isoformat()}")


@click.command(cls=ChineseCommand)
@click.argument("file", type=OLD_FILE, metavar="文件")
@key_option
@device_option
@public_option
@state_option
@click.option("--log", cls=Needed, metavar="公钥", help="日志的公钥，从存证单位另行取得")
@hash_option
@click.option("-o", "--output", type=FILE, cls=Needed, metavar="回执", help="回执写到哪个文件")
def witness(
    file: Path, key: Path | None, device: str | None, public: str | None, state: Path, log: str,
    hash_name: str, output: Path,
) -> None:  # fmt: skip
    """在另一台不联网的机器上见证：核对签名和延续，写出回执。"""
    told = read_parcel(file.read_bytes())
    held = signer_of(key, device, public, COSIGNATURE)
    holder = Holder(held, state, hash_named(hash_name))
    note = holder.witness(told.note, read_key(log), told.proof, now())
    replace_file(output, str(note).encode())
    click.echo(f"已见证到第{read_checkpoint(note).size}条，请将 {output.name} 交回")
