"""`cadre journal` (全程纪实): verify every chain, row, commitment, and the tree over all."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from workflow.cli.chinese import Broken, ChineseGroup
from workflow.cli.place import Place, json_option, pass_place, place_option, tell_json
from workflow.cli.replaying import replay_place
from workflow.cli.verifying import verify_place
from workflow.ledger.note import read_key
from workflow.queries.verify import Verified
from workflow.queries.verify_epochs import epoch_lines
from workflow.queries.verify_heads import Keys, read_seen
from workflow.queries.verify_tree import waiting

OLD_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
jobs_option = click.option("--jobs", type=click.IntRange(1), metavar="个数",
                           help="同时运行的进程数；默认用空闲的处理器")  # fmt: skip
resume_option = click.option("--resume", type=click.Path(path_type=Path), metavar="文件",
                             help="记下进度的文件；中断后以同一文件续跑")  # fmt: skip


@click.group(cls=ChineseGroup)
def journal() -> None:
    """全程纪实：校验。"""


@journal.command()
@place_option
@json_option
@click.option("--log", metavar="公钥", help="日志的公钥；给出即核对签名")
@click.option("--witness", "witnesses", multiple=True, metavar="公钥", help="见证方的公钥，可多个")
@click.option("--seen", "seen", multiple=True, type=OLD_FILE, metavar="文件",
              help="库外所见的存证点：回执，或者签署方、见证方的状态文件，可多个")  # fmt: skip
@jobs_option
@resume_option
@click.option("--kind", type=click.Choice(["all", "record"]), default="all",
              help="all 全部（默认）；record 只校验纪实和存证，不逐件重算汇总和待办")  # fmt: skip
@pass_place
def verify(
    place: Place, as_json: bool, log: str | None, witnesses: tuple[str, ...],
    seen: tuple[Path, ...], jobs: int | None, resume: Path | None, kind: str,
) -> None:  # fmt: skip
    """逐条校验全程纪实、存证、汇总和待办：何处不符、属于哪一种、何时起；发现不符，退出码为 1。"""
    known = tuple(one for one in map(read_seen, seen) if one is not None)
    keys = Keys(read_key(log) if log else None, tuple(map(read_key, witnesses)), known)
    found, taken = verify_place(place, keys, jobs, resume, lists=kind == "all")
    with place.house().reading() as desk:
        left, turned = waiting(desk), list(epoch_lines(desk))
    if as_json:
        tell_json({"entries": found.entries, "subjects": found.subjects,
                   "broken": [asdict(one) for one in found.broken], "waiting": left,
                   "taken_over": taken, "epochs": turned})  # fmt: skip
    else:
        _tell(found, taken, left, turned)
    if found.broken:
        raise Broken


def _tell(found: Verified, taken: int, left: int, turned: Sequence[str]) -> None:
    for one in found.broken:
        click.echo(one.line())
    verdict = f"不符{len(found.broken)}处" if found.broken else "全部相符"
    click.echo(f"校验{found.subjects}个对象、{found.entries}条纪实：{verdict}")
    if taken:
        click.echo(f"其中{taken}条此前已校验，本次未再校验")
    for line in turned:
        click.echo(line)
    if left:
        click.echo(f"等待列入存证{left}条")


@journal.command("replay")
@place_option
@json_option
@click.option("--edition", metavar="摘要", help="改用该流程版本的规则重算；默认按各自当时的版本")
@jobs_option
@resume_option
@pass_place
def replayed(
    place: Place, as_json: bool, edition: str | None, jobs: int | None, resume: Path | None
) -> None:
    """重算：每次流转按当时的卷宗和流程版本再审核，每次决定重现其所见；与记录不同，退出码为 1。"""
    told = replay_place(place, edition, jobs, resume)
    if as_json:
        tell_json({"moves": told.moves, "erased": told.erased, "views": told.views,
                   "faded": told.faded,
                   "differs": [asdict(one) for one in told.differs]})  # fmt: skip
    else:
        for one in told.differs:
            click.echo(one.line())
        verdict = f"不同{len(told.differs)}处" if told.differs else "全部相同"
        click.echo(f"重算{told.moves}次流转，重现{told.views}次决定的所见：{verdict}")
        if told.erased or told.faded:
            click.echo(f"另有{told.erased}次流转、{told.faded}次所见的个人信息已依法删除，不再重算")
    if told.differs:
        raise Broken
