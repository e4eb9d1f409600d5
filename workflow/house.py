"""Opening a house (开库): database, calendar, editions and attachments put together."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from workflow import migrations
from workflow.definition import thaw
from workflow.edition import Edition
from workflow.errors import BadInput, NotFound, Reason
from workflow.journal import House
from workflow.journal.vault import Vault, load_vault, make_vault
from workflow.ledger.log import Log
from workflow.models import instance, open_engine
from workflow.workdays import Calendar

KEY_FILE = "values.key"
VALUES_KEY = "values_key"  # in `instance`: the id of the key, not the key


def create_house(
    url: str, *, attachments: Path, calendar: Calendar, origin: str, province: str,
    key: Path | None = None, settings: Mapping[str, str] | None = None,
) -> House:  # fmt: skip
    """Make the tables in an empty database, name the instance once, and open it.

    `key`: the file with the key of personal values, beside the attachments where none is named.
    `settings`: further rows of `instance`, set for good. Raises WrongSchema where there is an
    instance of another schema, BadInput where one is there that was set otherwise.
    """
    engine = open_engine(url)
    with engine.connect().execution_options(immediate=True) as db, db.begin():
        if inspect(db).has_table("instance"):
            migrations.require_present(db)
        else:
            migrations.upgrade(db)
        if db.scalar(select(instance.c.value).where(instance.c.key == "origin")) is None:
            vault = make_vault(key or key_beside(attachments))
            db.execute(
                insert(instance),
                [{"key": "origin", "value": origin}, {"key": "province", "value": province},
                 {"key": VALUES_KEY, "value": vault.id},
                 *({"key": one, "value": value} for one, value in (settings or {}).items())],
            )  # fmt: skip
        _require_set(db, settings or {})
    engine.dispose()  # else its connection would hold the file open for some time yet
    return open_house(url, attachments=attachments, calendar=calendar, key=key)


def _require_set(db: Connection, settings: Mapping[str, str]) -> None:
    """Refuse settings other than those with which the instance was made: nobody alters them unseen."""
    told = select(instance.c.key, instance.c.value).where(instance.c.key.in_(list(settings)))
    known = {row.key: row.value for row in db.execute(told)}
    wrong = [one for one, value in settings.items() if known.get(one) != value]
    if wrong:
        raise BadInput("库已经建好，这些设置不再改动", [
            Reason("R-TRACE-02", f"{one}现为{known.get(one, '默认')}，要求{settings[one]}",
                   "按建库时的设置使用；杂凑算法用 cadre ledger epoch 换代变更") for one in wrong
        ])  # fmt: skip


def key_beside(attachments: Path) -> Path:
    """Where the key of personal values lies by default: never in the database."""
    return attachments.with_name(KEY_FILE)


def next_key(key: Path) -> Path:
    """Where a new key lies until it has taken the place of the old one."""
    return key.with_name(f"{key.name}.next")


def _vault(key: Path, id: str) -> Vault:
    """The key that the database names; raises BadInput where it is not there."""
    fresh = next_key(key)
    if fresh.is_file() and load_vault(fresh).id == id:  # a change of keys ended halfway
        return load_vault(fresh)
    vault = load_vault(key)
    if vault.id != id:
        raise BadInput("个人信息密钥不是本库的密钥：请放回本库的密钥文件")
    return vault


def open_house(
    url: str, *, attachments: Path, calendar: Calendar, key: Path | None = None
) -> House:
    """Open an existing instance; raises NotFound where there is none.

    Raises WrongSchema where its schema is not the one of this program, BadInput unless the key of
    personal values is the one that the instance was made with.
    """
    engine = existing(url)
    with engine.connect() as db:
        migrations.require_present(db)
        told: Mapping[str, str] = {
            row.key: row.value for row in db.execute(select(instance.c.key, instance.c.value))
        }
    vault = _vault(key or key_beside(attachments), told.get(VALUES_KEY, ""))
    lies = engine.dialect.name == "sqlite"
    return House(
        engine, told["origin"], told["province"], calendar, f"cadre-workflow {version('cadre-workflow')}",
        attachments, vault, thawed, Log(told["origin"]).place if lies else None,
    )  # fmt: skip


@lru_cache(maxsize=64)
def thawed(text: bytes) -> Edition:
    """The edition of a published text, read once a process: a text under a digest never changes."""
    return thaw(text)


def origin_of(url: str) -> str:
    """Which instance lies there, whatever its schema; raises NotFound where there is none."""
    engine = existing(url)
    with engine.connect() as db:
        known = inspect(db).has_table("instance")
        told = db.scalar(select(instance.c.value).where(instance.c.key == "origin")) if known else ""
    engine.dispose()
    if not known:
        raise NotFound("数据库不存在，请先运行 cadre init")
    return str(told or "")


def existing(url: str) -> Engine:
    """The database of an instance; raises NotFound where there is no file, rather than make one."""
    path = url.partition("///")[2]
    if url.startswith("sqlite") and not Path(path).exists():
        raise NotFound("数据库不存在，请先运行 cadre init")
    return open_engine(url)
