"""The house of the demonstration (演示库): founded afresh, played up to its day, with passwords."""

import secrets
import shutil
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from web.demo.cast import CANDIDATES, EDUCATION
from web.demo.plays import stories
from web.passwords import hashed
from workflow import attachments
from workflow.commands.editions import latest
from workflow.commands.logins import set_password
from workflow.commands.people import state_fact, verify_fact
from workflow.errors import WorkflowError
from workflow.journal import Actor, House, Order
from workflow.queries.choices import duties, organizations
from workflow.stories import play
from workflow.stories.format import Account
from workflow.stories.names import Names
from workflow.stories.stage import fresh_house
from workflow.stories.world import found_world

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
FOUNDED = datetime(2026, 1, 12, 0, tzinfo=UTC)  # eight in the morning of the first day
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class DemoBroken(WorkflowError):
    """演示数据与流程定义不符"""


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the list of accounts."""

    login: str
    name: str
    duty: str
    password: str


def founded(folder: Path, definitions: Path, tell: Callable[[str], None]) -> tuple[House, list[Login]]:
    """A new demonstration in `folder`, which is emptied first. Raises DemoBroken."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    house = fresh_house(folder, definitions, BEFORE)
    with house.reading() as desk:
        edition = desk.edition(latest(desk, "promotion"))
    plays = list(stories(edition))
    first = plays[0][1]
    tell(f"建立背景：{len(first.world.persons)}名干部，{len(first.world.accounts)}个账户，均为虚构")
    with house.desk() as desk:
        found_world(desk, first, Names(), FOUNDED)
    _educate(house)
    for prefix, story in plays:
        played = play(story, house, prefix=prefix)
        if played.difference:
            raise DemoBroken("\n".join(played.difference.lines()))
        tell(f"{story.title}：{len(played.cases)}件事项，{played.steps}步")
    return house, _passwords(house, first.world.accounts)


def _educate(house: House) -> None:
    """The education of the candidates without a form, stated by one and verified by another."""
    states = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu", "chen_xiao")
    verifies = Actor("ding_wen", "丁文", "file_auditor", "zuzhibu", "ding_wen")
    for key, name, _ in CANDIDATES:
        with house.desk() as desk:
            stated = Order(str(uuid.uuid4()), states, FOUNDED)
            state_fact(desk, stated, key, "education", EDUCATION)
            document = attachments.put(house.attachments, name.encode(), f"{name}毕业证书.pdf")
            checked = Order(str(uuid.uuid4()), verifies, FOUNDED)
            verify_fact(desk, checked, key, stated.id, document)


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


def clock(day: date) -> Callable[[], datetime]:
    """The time of day as it is, on the day of the demonstration."""
    shanghai = ZoneInfo("Asia/Shanghai")

    def now() -> datetime:
        told = datetime.now(shanghai).time()
        # What the plays did on their last day was done in the morning.
        return datetime.combine(day, max(told, time(12)), shanghai).astimezone(UTC)

    return now
