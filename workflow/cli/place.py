"""Where the command line works (工作位置): database, definitions, attachments, and the clock."""

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from workflow.errors import BadInput
from workflow.house import key_beside, open_house
from workflow.journal import House, Patience
from workflow.models.store import url_of
from workflow.workdays import Calendar, load

ROOT = Path(__file__).resolve().parents[2]
INSTANCE = ROOT / "instance"
VARIABLE = "CADRE_DB"
FOLDER_VARIABLE = "CADRE_FOLDER"
KEY_VARIABLE = "CADRE_VALUES_KEY"  # where the key of personal values lies, if not beside the rest
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
SHAPES = "应写作 sqlite:///文件 或者 postgresql://用户@主机/库名，多台主机以逗号分开"
# How long a command waits for a database that changes its primary.
PATIENCE = Patience(30, time.monotonic, time.sleep)
P = ParamSpec("P")
T = TypeVar("T")


def _usual() -> str:
    return os.environ.get(VARIABLE) or f"sqlite:///{INSTANCE / 'cadre.db'}"


@dataclass(slots=True)
class Place:
    """The database by URL and the folder of definitions; the attachments lie beside the database."""

    db: str = field(default_factory=_usual)
    definitions: Path = ROOT / "definitions"

    @property
    def url(self) -> str:
        """The database; raises BadInput unless it is of SQLite or PostgreSQL."""
        try:
            told = url_of(self.db)
        except (ArgumentError, ValueError) as wrong:
            raise BadInput(f"“{self.db}”不是数据库地址，{SHAPES}") from wrong
        if told.get_backend_name() not in DRIVERS or not told.database:
            raise BadInput(f"“{told!r}”不能用作数据库，{SHAPES}")
        return told.set(drivername=DRIVERS[told.get_backend_name()]).render_as_string(False)

    @property
    def shown(self) -> str:
        """The database as people may read it, without a password."""
        return make_url(self.url).render_as_string()

    @property
    def is_server(self) -> bool:
        """Whether it is of a server, where roles can be told apart, and no file."""
        return make_url(self.url).get_backend_name() != "sqlite"

    @property
    def folder(self) -> Path:
        """Where what the instance keeps in files lies: beside SQLite, else where CADRE_FOLDER says."""
        if self.is_server:
            return Path(os.environ.get(FOLDER_VARIABLE) or INSTANCE).resolve()
        return Path(make_url(self.url).database or "").resolve().parent

    @property
    def attachments(self) -> Path:
        """The folder of attachments."""
        return self.folder / "attachments"

    @property
    def key(self) -> Path:
        """The file with the key of personal values; never in the database."""
        told = os.environ.get(KEY_VARIABLE)
        return Path(told) if told else key_beside(self.attachments)

    def house(self) -> House:
        """The instance; raises NotFound where none was made yet."""
        return open_house(
            self.url, attachments=self.attachments, calendar=self.calendar(), key=self.key
        )

    def calendar(self) -> Calendar:
        """The calendar of working days beside the definitions; raises CalendarInvalid."""
        return load(self.definitions / "calendars")


def now() -> datetime:
    """The time, in UTC. The only clock of this room."""
    return datetime.now(UTC)


def place_option(command: Callable[..., T]) -> Callable[..., T]:
    """`--db` and `--definitions`, given to the place and not to the command."""
    command = click.option(
        "--definitions", type=click.Path(path_type=Path), expose_value=False,
        callback=_definitions, metavar="目录", help="流程定义目录",
    )(command)  # fmt: skip
    return click.option(
        "--db", expose_value=False, callback=_database, metavar="URL",
        help="数据库，默认 instance/cadre.db；也可用环境变量 CADRE_DB",
    )(command)


def _database(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        context.ensure_object(Place).db = value


def _definitions(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value:
        context.ensure_object(Place).definitions = value


pass_place = click.make_pass_decorator(Place, ensure=True)
json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")


def tell(rows: Iterable[Mapping[str, Any]], line: Callable[[Mapping[str, Any]], str],
         as_json: bool) -> None:  # fmt: skip
    """A listing: JSON as one array, else one line a row."""
    told = list(rows)
    if as_json:
        tell_json(told)
    else:
        for row in told:
            click.echo(line(row))


def tell_json(value: Any) -> None:
    """One JSON value, readable, Chinese left as it is."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
