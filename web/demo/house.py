"""The house of the demonstration (演示库): founded afresh beside the old one, which it then replaces."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from web.demo.attending import attended
from web.demo.meeting_day import met
from web.demo.supervised import supervised
from web.demo.swift import played
from web.demo.whole import demonstration
from web.passwords import hashed
from workflow.commands.logins import set_password
from workflow.errors import BadInput, NotFound
from workflow.house import open_house, origin_of
from workflow.journal import House
from workflow.queries.choices import duties, organizations
from workflow.stories.format import Account
from workflow.stories.stage import ORIGIN, Editions, fresh_house, newest
from workflow.workdays import Calendar, load

BEFORE = datetime(2025, 1, 1, tzinfo=UTC)  # the editions are published before the first selection
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
DATABASE, ATTACHMENTS = "cadre.db", "attachments"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the list of accounts."""

    login: str
    name: str
    duty: str
    password: str


def founded(
    folder: Path, definitions: Path, editions: Editions, tell: Tell
) -> tuple[House, list[Login]]:
    """A new demonstration in `folder`; what lay there stays until the new one is whole.

    Raises BadInput where something else than a demonstration lies there, DemoBroken where the
    definitions have it otherwise than the demonstration.
    """
    calendar = load(definitions / "calendars")
    _require_own(folder)
    with _beside(folder) as fresh:
        house = fresh_house(fresh, definitions, BEFORE, editions=editions)
        logins = _filled(house, editions, calendar, tell)
        house.engine.dispose()  # the last connection gone, the file holds everything
    return opened(folder, calendar), logins


def opened(folder: Path, calendar: Calendar) -> House:
    """The demonstration that lies in a folder; raises NotFound where there is none."""
    return open_house(_url(folder), attachments=folder / ATTACHMENTS, calendar=calendar)


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / DATABASE}"


def _require_own(folder: Path) -> None:
    """Only a demonstration is replaced: never an instance with somebody's record, nor other files.

    Also one that an earlier program made, whose schema this one cannot read.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        origin = origin_of(_url(folder))
    except NotFound:
        origin = ""
    if origin != ORIGIN:
        raise BadInput(f"“{folder}”不是演示库，不能覆盖；请用 --folder 另选目录")


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder to build in, put in place when all went well, gone when it did not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        yield fresh
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _filled(house: House, editions: Editions, calendar: Calendar, tell: Tell) -> list[Login]:
    story = demonstration(newest(editions, "promotion"), calendar)
    world = story.world
    tell(f"建立演示库：{len(world.persons)}名干部、{len(world.accounts)}个账户，均为虚构；"
         f"逐步办理{len(story.steps)}步，请稍候。")  # fmt: skip
    done = played(story, house)
    tell(f"　　已办{done.steps}步，其中{done.refusals}次如规定被拒绝。\n")
    met(house)
    attended(house)
    supervised(house)
    return _passwords(house, world.accounts)


def _passwords(house: House, accounts: Mapping[str, Account]) -> list[Login]:
    told: list[Login] = []
    with house.desk() as desk:
        known, places = duties(desk), organizations(desk)
        for login, account in accounts.items():
            password = "".join(secrets.choice(LETTERS) for _ in range(8))
            set_password(desk, login, hashed(password), BEFORE)
            held = "、".join(
                f"{known[duty].title if duty in known else duty}（{places.get(place, place)}）"
                for duty, _, place in (one.partition("@") for one in account.duties)
            )
            told.append(Login(login, account.name, held, password))
    return told
