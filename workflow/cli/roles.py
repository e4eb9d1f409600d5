"""`cadre roles` (数据库角色): on PostgreSQL, the program gets a role that cannot change the record."""

import click

from workflow import migrations
from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, pass_place, place_option
from workflow.house import existing
from workflow.migrations.roles import assign


@click.command(cls=ChineseCommand)
@place_option
@click.option(
    "--owner", default="cadre_owner", metavar="角色", help="拥有全部表，不能登录，默认 cadre_owner"
)
@click.option("--program", default="cadre", metavar="角色", help="网站和命令行用来登录，默认 cadre")
@pass_place
def roles(place: Place, owner: str, program: str) -> None:
    """在 PostgreSQL 上分开所有者和程序的角色。以数据库管理员的地址运行，重复运行无妨。"""
    with existing(place.url).begin() as db:
        migrations.require_present(db)
        assign(db, owner, program)
    click.echo(f"全部表归 {owner}，该角色不能登录；{program} 只能新增和查阅记录")
    click.echo(f"请为 {program} 设口令（psql：\\password {program}），网站以此角色运行")
