"""`cadre demo` (演示): tells one promotion, founds the invented city, prints its accounts, serves."""

import socket
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from web.demo.batches import DAY
from web.demo.house import Login, founded
from web.demo.telling import tell_promotion
from web.serve import run
from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import INSTANCE, Place, pass_place
from workflow.errors import BadInput
from workflow.facts import STANDINGS
from workflow.journal import House
from workflow.queries.cases import cases
from workflow.queries.selections import selections
from workflow.queries.verify import verify
from workflow.stories.stage import proved
from workflow.workdays import SHANGHAI

HERE = "127.0.0.1"  # the demonstration is served on this machine only


@click.command(cls=ChineseCommand)
@click.option("--folder", type=click.Path(path_type=Path), default=INSTANCE / "demo",
              metavar="目录", help="演示库所在目录，每次重建；默认 instance/demo")
@click.option("--today", metavar="日期", help=f"演示当天，默认 {DAY}，不得更早")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口",
              help="默认 8000")
@click.option("--no-serve", is_flag=True, help="只建库，不启动网站")
@pass_place
def demo(place: Place, folder: Path, today: str | None, port: int, no_serve: bool) -> None:
    """讲述一次提拔的全过程，建立演示数据（全部虚构）并启动网站。

    演示停在官方日历已公布的一天，因此一年中哪天运行都一样。
    """
    day = _day(today)
    if not no_serve:
        _require_free(port)
    editions = proved(place.definitions)
    tell_promotion(place.definitions, editions, click.echo)
    house, logins = founded(folder, place.definitions, editions, click.echo)
    _tell_cases(house)
    _tell_logins(logins)
    if not no_serve:
        click.echo(f"\n演示当天：{day}")
        run(house, folder, clock(day), host=HERE, port=port, note=f"演示 {day}")


def _day(text: str | None) -> date:
    try:
        day = date.fromisoformat(text) if text else DAY
    except ValueError as error:
        raise BadInput(f"“{text}”不是日期，应写作 {DAY}") from error
    if day < DAY:
        raise BadInput(f"演示数据办到{DAY}，演示当天不能更早")
    return day


def _require_free(port: int) -> None:
    """Say so before anything is founded where the site could not be served afterwards."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HERE, port))
        except OSError as error:
            message = f"端口{port}不能使用（{error.strerror}），请用 --port 另选"
            raise BadInput(message) from error


def _tell_cases(house: House) -> None:
    """Where every case stands; then that the record is whole."""
    with house.reading() as desk:
        for selection in selections(desk):
            click.echo(selection.title)
            for one in cases(desk, selection.id):
                standing = "" if one.standing == "clear" else f"，{STANDINGS[one.standing]}"
                click.echo(f"　{one.number}　{one.name}　{one.post_title}　{one.state_title}{standing}")
        told = verify(desk)
    click.echo(f"纪实校验：{told.entries}条，{'相符' if not told.broken else '不相符'}")


def _tell_logins(logins: list[Login]) -> None:
    click.echo("\n登录名\t姓名\t口令\t岗位职责")
    for one in logins:
        click.echo(f"{one.login}\t{one.name}\t{one.password}\t{one.duty}")


def clock(day: date) -> Callable[[], datetime]:
    """A clock that stands at this time of that day now, and goes on from there.

    Not before noon: what was played on the day itself was done in the morning.
    """
    started = datetime.now(UTC)
    told = max(started.astimezone(SHANGHAI).time(), time(12))
    begins = datetime.combine(day, told, SHANGHAI).astimezone(UTC)
    return lambda: begins + (datetime.now(UTC) - started)
