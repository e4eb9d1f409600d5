"""`cadre paper` (核对纸质文书): does the record still say what a sheet was printed from?"""

import sys

import click

from workflow.cli.chinese import Broken, ChineseCommand
from workflow.cli.place import Place, pass_place, place_option
from workflow.errors import BadInput, NotFound
from workflow.journal import Desk
from workflow.ledger.checkpoint import is_signed
from workflow.ledger.note import read_key
from workflow.ledger.paper import read_mark, typed
from workflow.queries.papers import Matched, case_numbered, match, match_typed


@click.command(cls=ChineseCommand)
@click.argument("mark", metavar="标记")
@click.option("--case", "number", metavar="编号", help="只给出摘要前16位以上的，属于哪个事项")
@click.option("--log", metavar="公钥", help="日志的公钥；给出即核对纸上存证点的签名")
@place_option
@pass_place
def paper(place: Place, mark: str, number: str | None, log: str | None) -> None:
    """核对纸质文书：标记是扫描二维码所得的全部内容（写 - 从标准输入读），或者摘要。不符，退出码为 1。"""
    text = sys.stdin.read() if mark == "-" else mark
    with place.house().reading() as desk:
        found = _matched(desk, text, number)
    faults = [*found.faults, *_unsigned(text, log)]
    for line in (*_lines(found), *faults):
        click.echo(line)
    if faults:
        raise Broken
    click.echo("纪实仍与纸上一致")


def _matched(desk: Desk, text: str, number: str | None) -> Matched:
    digits = typed(text)
    if not digits:
        return match(desk, read_mark(text))
    cases = case_numbered(desk, number or "")
    if not cases:
        raise NotFound("只输入摘要的，用 --case 写明事项编号" if not number else "没有这个事项")
    found = [match_typed(desk, one, digits) for one in cases]
    return next((one for one in found if one.record), found[0])


def _unsigned(text: str, log: str | None) -> list[str]:
    """What is wrong with the signature of the head on the sheet; nothing is asked without a key."""
    if log is None:
        return []
    if typed(text):
        raise BadInput("核对签名须有二维码的全部内容")
    note = read_mark(text).note
    if note is None:
        return ["纸上没有已签署的存证点"]
    return [] if is_signed(note, read_key(log)) else ["纸上的存证点没有日志密钥的有效签名"]


def _lines(found: Matched) -> list[str]:
    told = [f"{found.subject}　第{found.seq}条"] if found.seq else [found.subject]
    if one := found.record:
        told.append(f"{one.by.name}（{one.by.duty}）于 {one.at.isoformat()} 录入，办理日期 {one.on}")
        told.append(f"此后又登记{found.later}条")
    if found.head:
        told.append(f"纸上的存证点：{found.head.origin} 前{found.head.size}条")
    return told
