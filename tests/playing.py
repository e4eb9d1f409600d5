"""Stories played once and looked at from many rooms: where they lie, and the houses that they leave behind."""

from datetime import UTC, datetime
from pathlib import Path

from web.passwords import hashed
from workflow.commands.logins import set_password
from workflow.definition import read_all
from workflow.house import open_house
from workflow.journal import House
from workflow.stories import play, read_story
from workflow.stories.stage import Editions, fresh_house
from workflow.workdays import load

ROOT = Path(__file__).parents[1]
DEFINITIONS = ROOT / "definitions"
HAPPY = ROOT / "tests" / "stories" / "promotion_happy.yaml"
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
PASSWORD = "测试口令-2026"


def played_in(folder: Path, story: str, url: str = "", editions: Editions | None = None) -> House:
    """A new house in which a story was played, as written in docs/stories.md; everybody has the password."""
    (folder / "story.yaml").write_text(story, "utf-8")
    house = fresh_house(folder, DEFINITIONS, BEFORE, url, editions or read_all(DEFINITIONS))
    told = play(read_story(folder / "story.yaml"), house)
    assert told.difference is None, "\n".join(told.difference.lines())
    secret = hashed(PASSWORD)
    with house.desk() as desk:
        for login in told.story.world.accounts:
            set_password(desk, login, secret, BEFORE)
    return house


def house_in(folder: Path) -> House:
    """The house that lies in a folder."""
    return open_house(f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
                      calendar=load(DEFINITIONS / "calendars"))  # fmt: skip
