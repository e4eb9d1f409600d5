"""`cadre demo` (演示): founds the invented city, prints its accounts, then serves the site."""

from datetime import date
from pathlib import Path

import click

from web.demo.house import clock, founded
from web.demo.plays import DAY
from web.serve import run
from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import INSTANCE, Place, pass_place
from workflow.errors import BadInput
from workflow.queries.verify import verify


@click.command(cls=ChineseCommand)
@click.option("--folder", type=click.Path(path_type=Path), default=INSTANCE / "demo",
              metavar="目录", help="演示库所在目录，每次重建；默认 instance/demo")
@click.option("--today", metavar="日期", help=f"演示当天，默认 {DAY}，不得更早")
@click.option("--port", default=8000, metavar="端口", help="默认 8000")
@click.option("--no-serve", is_flag=True, help="只建库，不启动网站")
@pass_place
def demo(place: Place, folder: Path, today: str | None, port: int, no_serve: bool) -> None:
    """建立演示数据（全部虚构）并启动网站。

    演示停在官方日历已公布的一天，因此一年中哪天运行都一样。
    """
    day = _day(today)
    house, logins = founded(folder, place.definitions, click.echo)
    with house.reading() as desk:
        told = verify(desk)
    click.echo(f"纪实校验：{told.entries}条，{'相符' if not told.broken else '不相符'}")
    click.echo("\n登录名\t姓名\t口令\t岗位职责")
    for one in logins:
        click.echo(f"{one.login}\t{one.name}\t{one.password}\t{one.duty}")
    if not no_serve:
        run(house, folder, clock(day), port=port, note=f"演示 {day}")


def _day(text: str | None) -> date:
    try:
        day = date.fromisoformat(text) if text else DAY
    except ValueError as error:
        raise BadInput(f"“{text}”不是日期，应写作 {DAY}") from error
    if day < DAY:
        raise BadInput(f"演示数据办到{DAY}，演示当天不能更早")
    return day
