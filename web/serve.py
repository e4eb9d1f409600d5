"""`cadre serve` (网站): the site under waitress, on this machine only unless told otherwise."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from waitress import serve as waitress

from web.app import create_app
from web.counting import Counting
from web.house import local
from web.placing import Placing
from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.durable import new_file
from workflow.journal import House
from workflow.migrations.roles import is_too_mighty
from workflow.queries.clock import behind_record

# A browser keeps its connections open for minutes: with waitress's usual 100 the hundred and first
# person gets no answer at all. More than 1,024 can be watched by poll only.
CROWD: Mapping[str, Any] = {"threads": 8, "connection_limit": 4000, "asyncore_use_poll": True}
BEHIND = "注意：服务器时钟早于最后一条纪实（{}），其间办理的条目校验时会逐条列出；请先校准时钟"
MIGHTY = "注意：现以能停用数据库规则的角色运行；请先运行 cadre roles，再以程序的角色运行网站"


@click.command(cls=ChineseCommand)
@place_option
@click.option("--host", default="127.0.0.1", metavar="地址", help="默认只限本机")
@click.option("--port", default=8000, metavar="端口", help="默认 8000")
@click.option("--tls", is_flag=True, help="前面有 HTTPS 代理时使用，Cookie 只经 HTTPS 发送")
@click.option("--proxy", default="127.0.0.1", metavar="地址",
              help="HTTPS 代理的地址，用 --tls 时只信它转告的来访地址，默认本机")
@click.option("--idle", type=click.IntRange(15, 60), default=30, metavar="分钟",
              help="多久没有操作即须重新登录，15至60，默认 30")
@pass_place
def serve(place: Place, host: str, port: int, tls: bool, proxy: str, idle: int) -> None:
    """启动网站。"""
    run(place.house(), place.folder, now, host=host, port=port, tls=tls, proxy=proxy, idle=idle)


def run(
    house: House, folder: Path, clock: Callable[[], datetime], *,
    host: str = "127.0.0.1", port: int = 8000, tls: bool = False, proxy: str = "127.0.0.1",
    note: str = "", idle: int = 30,
) -> None:  # fmt: skip
    """Serve a house until interrupted; `idle` in minutes; the key of the cookies lies in its folder."""
    app = create_app(
        house, clock, secret_of(folder), tls=tls, note=note, idle=timedelta(minutes=idle)
    )
    if house.place is None:
        Placing(house).start()
    Counting(house, clock).start()
    with house.engine.connect() as db:
        if is_too_mighty(db):
            click.echo(MIGHTY, err=True)
    with house.reading() as desk:
        if last := behind_record(desk, clock()):
            click.echo(BEHIND.format(local(last)), err=True)
    click.echo(f"网站：http://{host}:{port}/　（Ctrl+C 结束）")
    believed = behind(proxy) if tls else {}
    waitress(app, host=host, port=port, ident="cadre", **CROWD, **believed)


def behind(proxy: str) -> dict[str, Any]:
    """What the server believes of a proxy at this address and of nobody else: who asks, and that it is HTTPS.

    Without it all would seem to come from one place, and who guesses passwords would lock out everybody.
    """
    return {"trusted_proxy": proxy, "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True}  # fmt: skip


def secret_of(folder: Path) -> bytes:
    """The key that signs cookies: made once, readable by the owner only."""
    path = folder / "secret"
    if not path.exists():
        with suppress(FileExistsError):
            new_file(path, secrets.token_bytes(32))
    return path.read_bytes()
