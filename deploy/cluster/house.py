"""A house of its own for a drill (演练用库): made as an administrator makes one, used under the program's role."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import OperationalError

from deploy.cluster.loopback import Cluster, wait_until
from tests.linear import linear_edition, linear_house
from workflow.journal import House
from workflow.models import editions
from workflow.models.store import url_of

PROGRAM = "cadre"  # its role
WRITERS = 8
POSTS = 12 * WRITERS  # all cases on a post are looked at for each of them
MOVES = 30


def founded(cluster: Cluster, folder: Path) -> str:
    """An empty database and the program's role, by `cadre init` and `roles`; the password of that role."""
    admin, password = cluster.passwords["superuser_password"], secrets.token_hex(12)
    _say(cluster.url("postgres", admin, "postgres"),
         "CREATE DATABASE cadre ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0")  # fmt: skip
    whole = cluster.url("postgres", admin, "cadre")
    for command in (("init",), ("roles",)):
        cadre(folder, *command, "--db", whole)
    _say(whole, f"ALTER ROLE {PROGRAM} PASSWORD '{password}'")
    return password


def opened(url: str, folder: Path) -> tuple[House, str]:
    """The house as the program opens it, with what writers need, and the edition of the cases."""
    wait_until(lambda: leads(url), "数据库可写")
    edition = linear_edition(MOVES)
    house = linear_house(driven(url), folder, edition, POSTS)[0]
    with house.reading() as desk:
        newest = select(editions.c.digest).order_by(editions.c.published_at.desc())
        digests = desk.db.scalars(newest).all()
    return house, next(one for one in digests if one == edition.digest)


def leads(url: str) -> bool:
    """Whether a database is reached by an address and takes writes."""
    engine = create_engine(driven(url))
    try:
        with engine.connect() as db:
            return not db.scalar(text("SELECT pg_is_in_recovery()"))
    except OperationalError:
        return False
    finally:
        engine.dispose()


def driven(url: str) -> str:
    """The URL with the driver named, as the command line does."""
    return url_of(url).set(drivername="postgresql+psycopg").render_as_string(False)


def cadre(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line on files in `folder`; raises CalledProcessError where it refuses."""
    return subprocess.run(
        [Path(sys.executable).with_name("cadre"), *words], capture_output=True, text=True,
        check=True, env={**os.environ, "CADRE_FOLDER": str(folder)},
    )  # fmt: skip


def _say(url: str, words: str) -> None:
    engine = create_engine(driven(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(words))
    engine.dispose()
