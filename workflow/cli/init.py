"""`cadre init` (建库): makes the database, publishes the proved editions; harmless when repeated."""

import click

from workflow.cli.chinese import ChineseCommand
from workflow.cli.place import Place, now, pass_place, place_option
from workflow.commands.appraisals import LOW_KEY
from workflow.commands.erasing_refused import KEPT_YEARS
from workflow.house import create_house
from workflow.ledger.hashing import KNOWN
from workflow.stories.stage import proved, publish_all

FIRST_HASH = "hash/1"  # in `instance`: the hash of the first epoch (workflow.ledger.log)


@click.command(cls=ChineseCommand)
@place_option
@click.option("--origin", default="local", metavar="代号", help="本机代号，写进每个编号")
@click.option("--province", default="000000", metavar="区划", help="行政区划代码")
@click.option("--hash", "hash_name", type=click.Choice(KNOWN),
              help="存证树的杂凑算法，默认 sha256；以后只能另起一代变更")  # fmt: skip
@click.option("--retention-years", type=click.IntRange(1, 100), metavar="年数",
              help="事项办结后个人信息至少保管多少年，默认 30；建库以后不再改动")  # fmt: skip
@click.option("--appraisal-low", type=click.IntRange(1, 100), metavar="百分数",
              help="民主评议满意、认同低于多少算明显偏低，默认 60；建库以后不再改动")  # fmt: skip
@pass_place
def init(
    place: Place, origin: str, province: str, hash_name: str | None, retention_years: int | None,
    appraisal_low: int | None,
) -> None:  # fmt: skip
    """建立数据库，发布已证明的流程版本。"""
    told = {FIRST_HASH: hash_name, KEPT_YEARS: retention_years, LOW_KEY: appraisal_low}
    editions = proved(place.definitions)
    place.folder.mkdir(parents=True, exist_ok=True)
    house = create_house(
        place.url, attachments=place.attachments, calendar=place.calendar(), origin=origin,
        province=province, key=place.key,
        settings={one: str(value) for one, value in told.items() if value is not None},
    )  # fmt: skip
    for name, digest in publish_all(house, editions, now()).items():
        click.echo(f"已发布 {name}　{digest[:12]}")
    click.echo(f"数据库已就绪：{place.shown}")
