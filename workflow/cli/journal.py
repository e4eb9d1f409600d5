"""`cadre journal` (全程纪实): verify every chain, row, commitment, and the tree over all."""

from dataclasses import asdict

import click

from workflow.cli.chinese import Broken, ChineseGroup
from workflow.cli.place import Place, json_option, pass_place, place_option, tell_json
from workflow.ledger.note import read_key
from workflow.queries.replay import replay
from workflow.queries.verify import verify as verify_journal
from workflow.queries.verify_epochs import epoch_lines
from workflow.queries.verify_tree import Keys, waiting


@click.group(cls=ChineseGroup)
def journal() -> None:
    """全程纪实：校验。"""


@journal.command()
@place_option
@json_option
@click.option("--log", metavar="公钥", help="日志的公钥；给出即核对签名")
@click.option("--witness", "witnesses", multiple=True, metavar="公钥", help="见证方的公钥，可多个")
@pass_place
def verify(place: Place, as_json: bool, log: str | None, witnesses: tuple[str, ...]) -> None:
    """逐条校验全程纪实和存证；发现不符，退出码为 1。"""
    keys = Keys(read_key(log) if log else None, tuple(map(read_key, witnesses)))
    with place.house().reading() as desk:
        found, left = verify_journal(desk, keys), waiting(desk)
        turned = list(epoch_lines(desk))
    if as_json:
        tell_json({"entries": found.entries, "subjects": found.subjects,
                   "broken": [asdict(one) for one in found.broken], "waiting": left,
                   "epochs": turned})  # fmt: skip
    else:
        for one in found.broken:
            click.echo(one.line())
        verdict = f"不符{len(found.broken)}处" if found.broken else "全部相符"
        click.echo(f"校验{found.subjects}个对象、{found.entries}条纪实：{verdict}")
        for line in turned:
            click.echo(line)
        if left:
            click.echo(f"等待列入存证{left}条")
    if found.broken:
        raise Broken


@journal.command("replay")
@place_option
@json_option
@click.option("--edition", metavar="摘要", help="改用该流程版本的规则重算；默认按各自当时的版本")
@pass_place
def replayed(place: Place, as_json: bool, edition: str | None) -> None:
    """重算：每次流转按当时的卷宗和流程版本再审核一遍；与记录不同，退出码为 1。"""
    with place.house().reading() as desk:
        told = replay(desk, edition)
    if as_json:
        tell_json({"moves": told.moves, "erased": told.erased,
                   "differs": [asdict(one) for one in told.differs]})  # fmt: skip
    else:
        for one in told.differs:
            click.echo(one.line())
        verdict = f"不同{len(told.differs)}处" if told.differs else "全部相同"
        click.echo(f"重算{told.moves}次流转：{verdict}")
        if told.erased:
            click.echo(f"另有{told.erased}次流转的个人信息已依法删除，不再重算")
    if told.differs:
        raise Broken
