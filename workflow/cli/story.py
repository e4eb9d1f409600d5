"""`cadre story` (情景): plays whole cases from YAML on a fresh database, and tells the difference."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from sqlalchemy import select

from workflow.cli.chinese import Broken, ChineseCommand
from workflow.cli.place import Place, now, pass_place, tell_json
from workflow.definition import Fault
from workflow.errors import BadInput, NotFound
from workflow.models import entries
from workflow.stories import Story, StoryFile, StoryInvalid, play, read_story
from workflow.stories.stage import Editions, fresh_house, proved


@click.command(cls=ChineseCommand)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--db", metavar="URL", help="在此空库上演示（只限一个文件）；默认用临时 SQLite 库")
@click.option("--definitions", type=click.Path(path_type=Path), metavar="目录", help="流程定义目录")
@click.option("--narrate", is_flag=True, help="逐步叙述")
@click.option("--schema", is_flag=True, help="输出情景文件的 JSON Schema")
@pass_place
def story(
    place: Place, files: tuple[Path, ...], db: str | None, definitions: Path | None,
    narrate: bool, schema: bool,
) -> None:  # fmt: skip
    """演示情景文件，遇第一处不符即停，退出码为 1。"""
    if schema:
        tell_json(StoryFile.model_json_schema(by_alias=True))
        return
    if not files:
        raise click.UsageError("没有给出情景文件")
    if db and len(files) > 1:
        raise click.UsageError("用 --db 时只演示一个文件")
    folder = definitions or place.definitions
    tell = click.echo if narrate else None
    stories = _read(files)
    editions = proved(folder)
    good = [_played(one, (folder, editions), db or "", tell) for one in stories]
    if not all(good):
        raise Broken


def _read(files: Sequence[Path]) -> list[Story]:
    """All stories; raises StoryInvalid with the faults of all files."""
    stories: list[Story] = []
    faults: list[Fault] = []
    for file in files:
        try:
            stories.append(read_story(file))
        except StoryInvalid as wrong:
            faults += wrong.faults
    if faults:
        raise StoryInvalid(tuple(dict.fromkeys(faults)))
    return stories


def _played(
    told: Story, proved_in: tuple[Path, Editions], db: str, tell: Callable[[str], None] | None
) -> bool:
    definitions, editions = proved_in
    with tempfile.TemporaryDirectory() as folder:
        place = Place(db) if db else Place(f"sqlite:///{Path(folder) / 'cadre.db'}")
        # The attachments stay beside the database.
        place.folder.mkdir(parents=True, exist_ok=True)
        _require_empty(place)
        house = fresh_house(place.folder, definitions, now(), place.url, editions)
        if tell:
            tell(f"《{told.title}》")
        played = play(told, house, tell=tell)
        house.engine.dispose()
    if played.difference:
        for line in played.difference.lines():
            click.echo(line, err=True)
        return False
    refused = f"，其中{played.refusals}次如期被拒绝" if played.refusals else ""
    click.echo(f"{told.title}：{played.steps}步全部相符{refused}")
    return True


def _require_empty(place: Place) -> None:
    """A story founds its own world, so it is never played into somebody's record."""
    try:
        house = place.house()
    except NotFound:
        return
    with house.reading() as desk:
        if desk.db.scalar(select(entries.c.id).limit(1)) is not None:
            raise BadInput("库中已有全程纪实，情景只在空库上演示")
