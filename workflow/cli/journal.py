"""`cadre journal` (全程纪实): verify every chain, row and commitment."""

from dataclasses import asdict

import click

from workflow.cli.chinese import Broken, ChineseGroup
from workflow.cli.place import Place, json_option, pass_place, place_option, tell_json
from workflow.queries.verify import verify as verify_journal


@click.group(cls=ChineseGroup)
def journal() -> None:
    """全程纪实：校验。"""


@journal.command()
@place_option
@json_option
@pass_place
def verify(place: Place, as_json: bool) -> None:
    """逐条校验全程纪实；发现不符，退出码为 1。"""
    with place.house().reading() as desk:
        found = verify_journal(desk)
    if as_json:
        tell_json({"entries": found.entries, "subjects": found.subjects,
                   "broken": [asdict(one) for one in found.broken]})  # fmt: skip
    else:
        for one in found.broken:
            click.echo(one.line())
        verdict = f"不符{len(found.broken)}处" if found.broken else "全部相符"
        click.echo(f"校验{found.subjects}个对象、{found.entries}条纪实：{verdict}")
    if found.broken:
        raise Broken
