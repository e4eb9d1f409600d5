"""`cadre case` (选拔任用事项): the list; one case now, or as it was known then."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from workflow.cli.chinese import ChineseGroup, Needed
from workflow.cli.place import (
    Place,
    json_option,
    now,
    pass_place,
    place_option,
    tell,
    tell_json,
)
from workflow.dossier import Dossier
from workflow.durable import replace_file
from workflow.errors import NotFound
from workflow.facts import STANDINGS
from workflow.journal import Desk
from workflow.journal.read import Record
from workflow.models import TABLES
from workflow.queries.asof import case_as_of
from workflow.queries.cases import MoveView, cases
from workflow.queries.dossiers import dossier_bundle

ACTS = {
    "open_case": "列为人选", "record": "填报", "approve": "审核", "ask": "征求意见", "answer": "答复",
    "respond": "回应", "remind": "催办", "escalate": "报告逾期", "sign": "签字", "post": "发布",
    "complain": "登记反映", "resolve": "办结反映", "conclude": "签署结论", "item": "会议讨论",
    "not_applicable": "不适用", "stopped": "因一票否决停止办理", "annul": "宣布无效",
}  # fmt: skip


@click.group(cls=ChineseGroup)
def case() -> None:
    """选拔任用事项：列表、查看（也可查看某日、某条纪实时的情形）。"""


@case.command("list")
@click.option("--selection", metavar="批次", help="只列该批次")
@click.option("--person", metavar="干部", help="只列该干部")
@place_option
@json_option
@pass_place
def listed(place: Place, selection: str | None, person: str | None, as_json: bool) -> None:
    """列出选拔任用事项：步骤、人选状态、尚缺条件数。"""
    with place.house().reading() as desk:
        rows = [asdict(one) for one in cases(desk, selection, person)]
    tell(rows, _line, as_json)


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"{row['number']}　{row['name']}　{row['post_title']}　{row['state_title']}　"
        f"{STANDINGS[row['standing']]}　缺{row['blocked']}项"
    )


@case.command()
@click.argument("case", metavar="编号")
@click.option("--as-of", "then", metavar="日期|序号", help="当日终了时，或该事项第几条纪实时的情形")
@place_option
@json_option
@pass_place
def show(place: Place, case: str, then: str | None, as_json: bool) -> None:
    """查看一个事项：所处步骤、每一流转尚缺的条件、全程纪实。"""
    with place.house().reading() as desk:
        told = case_as_of(desk, found_case(desk, case), then, now())
    if as_json:
        tell_json(_as_json(told.seen, told.moves, told.records))
        return
    for line in _lines(told.seen, told.moves, told.records):
        click.echo(line)


@case.command("export")
@click.argument("case", metavar="编号")
@click.option("-o", "--output", cls=Needed, type=click.Path(path_type=Path), metavar="文件",
              help="写到哪个文件")
@place_option
@pass_place
def exported(place: Place, case: str, output: Path) -> None:
    """出具可核验卷宗：可在任何机器上离线核验，不依赖本系统。"""
    with place.house().reading() as desk:
        data = dossier_bundle(desk, found_case(desk, case), place.attachments)
    replace_file(output, data)
    click.echo(f"{output.name}：{len(data) // 1024}千字节；核验：解出其中的 verify.py，另行取得公钥文件")


def found_case(desk: Desk, case: str) -> str:
    """The id of the case of that id, else of the only one of that number; raises NotFound."""
    table = TABLES["case"].c
    ids = desk.db.scalars(select(table.id).where(table.id == case)).all()
    ids = ids or desk.db.scalars(select(table.id).where(table.number == case)).all()
    if len(ids) != 1:
        told = f"：同号{len(ids)}件，请用编号 {'、'.join(sorted(ids))}" if ids else ""
        raise NotFound(f"没有选拔任用事项“{case}”{told}")
    return str(ids[0])


def _as_json(seen: Dossier, moves: Sequence[MoveView], kept: Sequence[Record]) -> dict[str, Any]:
    return {
        "id": seen.case.id, "number": seen.case.number, "person": seen.person.id,
        "name": seen.person.name, "standing": seen.person.standing, "post": seen.case.post,
        "state": seen.case.state, "stage": seen.stage_of(seen.case.state),
        "edition": seen.edition.digest, "at": seen.at.isoformat(),
        "moves": [{"move": one.move.name, "title": one.move.title, "blocked": one.blocked,
                   "reasons": [asdict(reason) for reason in one.refusal]} for one in moves],
        "history": [{"seq": one.seq, "on": one.on.isoformat(), "at": one.at.isoformat(),
                     "by": one.by.name, "duty": one.by.duty, "kind": one.kind,
                     "what": dict(one.data), "digest": one.digest} for one in kept],
    }  # fmt: skip


def _lines(seen: Dossier, moves: Sequence[MoveView], kept: Sequence[Record]) -> list[str]:
    process = seen.edition.process
    state = process.states[seen.case.state].title
    head = (
        f"{seen.case.number}　{seen.person.name}　拟任{seen.post.title}　{state}　"
        f"{STANDINGS[seen.person.standing]}　（截至{seen.today}）"
    )
    told = [head]
    for one in moves:
        told.append(f"　{one.move.title}：{f'尚缺{len(one.refusal)}项' if one.refusal else '可以办理'}")
        told += [f"　　{reason.line()}" for reason in one.refusal]
    told.append("　全程纪实：")
    told += [f"　　{one.seq:>4}　{one.on}　{one.by.name}　{_what(seen, one)}" for one in kept]
    return told


def _what(seen: Dossier, record: Record) -> str:
    """What an entry records, with the titles of its edition."""
    process, data = seen.edition.process, record.data
    if move := data.get("move"):
        known = seen.edition.move(move)
        return f"流转：{known.title if known else move}"
    activity = process.activities.get(data.get("activity", ""))
    act = ACTS.get(data.get("act", ""), data.get("act", record.kind))
    return f"{act}：{activity.title}" if activity else str(act)
