"""`cadre move-database` (迁库): an instance goes from one database to another, with its files."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, pass_place, place_option
from workflow.durable import new_file
from workflow.errors import BadInput
from workflow.journal.vault import load_vault
from workflow.models import open_engine
from workflow.upkeep.relocation import relocate

OFTEN = 2.0  # seconds between two lines


@dataclass(slots=True)
class Progress:
    """Says every other second how far a copy is: rows, rate, time left."""

    clock: Callable[[], float] = time.monotonic
    start: float = field(init=False)
    said: float = field(init=False)

    def __post_init__(self) -> None:
        self.start = self.said = self.clock()

    def tell(self, table: str, done: int, of: int) -> None:
        """Rows of all tables that are done, of how many; a line where the last is some time ago."""
        now = self.clock()
        if now - self.said < OFTEN and done < of:
            return
        self.said = now
        rate = done / max(now - self.start, 0.001)
        left = round((of - done) / max(rate, 0.001))
        click.echo(
            f"{table}　{done:,}/{of:,} 行　{rate:,.0f} 行/秒　还需约 {left // 60} 分 {left % 60} 秒"
        )


@click.command("move-database", cls=ChineseCommand)
@click.argument("source", metavar="来源")
@click.argument("target", metavar="目标")
@place_option
@pass_place
def move_database(place: Place, source: str, target: str) -> None:
    """把整个库迁到另一个空库，到达后逐条校验；来源不改动。请先停止网站。"""
    here, there = replace(place, db=source), replace(place, db=target)
    house, url = here.house(), there.url
    there.folder.mkdir(parents=True, exist_ok=True)
    _carry_key(here.key, there.key)
    told = relocate(house, open_engine(url), there.attachments, Progress().tell)
    click.echo(
        f"已迁到 {there.shown}：{told.rows:,} 行，其中纪实 {told.entries:,} 条、对象 {told.subjects:,} 个；"
        f"附件 {told.files:,} 个；校验全部相符"
    )
    click.echo(f"存证树 {told.head.size} 条，根 {told.head.root.hex()}，与来源相同")
    if there.is_server:
        click.echo(f"接着以数据库管理员运行 cadre roles --db {there.shown}；今后的 CADRE_DB 写程序的角色（cadre）")
    else:
        click.echo(f"今后请用 CADRE_DB={there.shown}")
    click.echo("来源库请留存备查，不得再用来办理")


def _carry_key(source: Path, target: Path) -> None:
    """The key of personal values goes along; raises BadInput where another one lies there."""
    if target.exists():
        if load_vault(target).id != load_vault(source).id:
            raise BadInput(f"目标处已有另一个库的个人信息密钥文件 {target.name}，不能覆盖")
        return
    new_file(target, source.read_bytes())
