"""Revisions of the schema (库结构版本): how an instance is made, and how an existing one follows.

Alembic runs them without a file of settings beside the package. All steps of one run lie in one
transaction of the caller, on SQLite too: a run that is broken off leaves the schema as it was.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select, text

from workflow.errors import NotFound, WrongSchema

HERE = Path(__file__).parent
PLACES = (HERE / "versions",)
HEAD = "001"  # what this program works with
LOCK = 0x736368  # the advisory lock of whoever changes the schema


def revision(db: Connection) -> str:
    """The revision of an instance; "" for one that says none. Raises NotFound where there is no instance."""
    told = inspect(db)
    if not told.has_table("instance"):
        raise NotFound("数据库不存在，请先运行 cadre init")
    if not told.has_table("alembic_version"):
        return ""
    return str(db.scalar(text("SELECT version_num FROM alembic_version")) or "")


def require_present(db: Connection) -> None:
    """Refuse an instance whose schema is not the one of this program; WrongSchema says what to do."""
    found = revision(db)
    if found == HEAD:
        return
    if not found:
        raise WrongSchema(
            "数据库由尚未发布的程序建立，没有结构版本，不能升级；请用本程序 cadre init 新建"
        )
    if found in known():
        raise WrongSchema(
            f"数据库结构是第 {found} 版，本程序需要第 {HEAD} 版：请停止网站，备份，然后运行 cadre upgrade"
        )
    raise WrongSchema(
        f"数据库结构是第 {found} 版，比本程序的第 {HEAD} 版新：请安装与之相应的程序，"
        "或者用那个程序运行 cadre downgrade"
    )


def known() -> list[str]:
    """All revisions of this program, oldest first."""
    scripts = ScriptDirectory.from_config(_config())
    return [one.revision for one in scripts.walk_revisions()][::-1]


def upgrade(db: Connection, to: str = "head") -> None:
    """Bring the schema up to a revision, in an empty database from nothing; raises WrongSchema."""
    _run(db, to, up=True)


def downgrade(db: Connection, to: str) -> None:
    """Bring the schema back to an older revision; raises WrongSchema where a step cannot be undone."""
    _run(db, to, up=False)


def _run(db: Connection, to: str, *, up: bool) -> None:
    if db.dialect.name != "sqlite":
        db.execute(select(func.pg_advisory_xact_lock(LOCK)))
    if to != "head" and to not in known():
        raise WrongSchema(f"没有第 {to} 版结构，本程序有：{'、'.join(known())}")
    if inspect(db).has_table("instance"):
        _require_a_way(revision(db), to, up=up)
    else:
        _require_unicode(db)
    config = _config()
    config.attributes["connection"] = db
    (command.upgrade if up else command.downgrade)(config, to)


def _require_a_way(found: str, to: str, *, up: bool) -> None:
    """From a known revision, and in the direction that was asked for."""
    ways = known()
    if found not in ways:
        raise WrongSchema(f"数据库结构的版本是“{found}”，本程序不认得，不作更改")
    here, there = ways.index(found), len(ways) - 1 if to == "head" else ways.index(to)
    if up and there < here:
        raise WrongSchema(f"数据库结构已是第 {found} 版，退回旧版请用 cadre downgrade")
    if not up and there > here:
        raise WrongSchema(f"数据库结构是第 {found} 版，升到新版请用 cadre upgrade")


def _require_unicode(db: Connection) -> None:
    """Every Chinese character has its place: a server that was set up without a locale has none."""
    if db.dialect.name != "sqlite":
        told = db.scalar(text("SELECT pg_encoding_to_char(encoding) FROM pg_database "
                              "WHERE datname = current_database()"))  # fmt: skip
        if told != "UTF8":
            raise WrongSchema(f"数据库的编码是 {told}，须以 ENCODING 'UTF8' 新建（docs/scale.md）")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(HERE))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_escaped, PLACES)))
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")  # the settings are read with interpolation
