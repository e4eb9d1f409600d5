"""`cadre upgrade` and `cadre downgrade` (库结构升降级): an instance follows the program, or goes back."""

from collections.abc import Callable
from contextlib import closing

import click
from sqlalchemy import Connection

from workflow import migrations
from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, pass_place, place_option
from workflow.house import existing
from workflow.migrations.roles import renew


@click.command(cls=ChineseCommand)
@place_option
@pass_place
def upgrade(place: Place) -> None:
    """把现有数据库的结构升到本程序的版本。请先停止网站，备份。"""
    _changed(place, migrations.upgrade)


@click.command(cls=ChineseCommand)
@click.argument("version", metavar="版本")
@place_option
@pass_place
def downgrade(place: Place, version: str) -> None:
    """把数据库的结构退回旧版，供旧程序使用。请先停止网站，备份。"""
    _changed(place, lambda db: migrations.downgrade(db, version))


def _changed(place: Place, change: Callable[[Connection], None]) -> None:
    """One change in one transaction; says from where to where."""
    with closing(existing(place.url).connect().execution_options(immediate=True)) as db, db.begin():
        before = migrations.revision(db)
        change(db)
        renew(db)
        after = migrations.revision(db)
    done = f"第 {before} 版 → 第 {after} 版" if after != before else f"已是第 {after} 版，没有更改"
    click.echo(f"数据库结构：{done}")
