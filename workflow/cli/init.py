"""`cadre init` (建库): makes the database, publishes the proved editions; harmless when repeated."""

import click

from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.house import create_house
from workflow.stories.stage import proved, publish_all


@click.command(cls=ChineseCommand)
@place_option
@click.option("--origin", default="local", metavar="代号", help="本机代号，写进每个编号")
@click.option("--province", default="000000", metavar="区划", help="行政区划代码")
@pass_place
def init(place: Place, origin: str, province: str) -> None:
    """建立数据库，发布已证明的流程版本。"""
    editions = proved(place.definitions)
    place.folder.mkdir(parents=True, exist_ok=True)
    house = create_house(
        place.url, attachments=place.attachments, calendar=place.calendar(), origin=origin,
        province=province, key=place.key,
    )  # fmt: skip
    for name, digest in publish_all(house, editions, now()).items():
        click.echo(f"已发布 {name}　{digest[:12]}")
    click.echo(f"数据库已就绪：{place.shown}")
