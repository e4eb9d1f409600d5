"""Where the stories lie, and what they begin with alike: played once and copied (情景测试的场地)."""

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from workflow.house import open_house
from workflow.journal import House
from workflow.stories import Played, Story, begin, go_on
from workflow.stories.stage import Editions, fresh_house
from workflow.workdays import load

HERE = Path(__file__).parent
DEFINITIONS = HERE.parents[1] / "definitions"
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)  # the editions are published before any story begins
Write = Callable[[str], Path]


@dataclass(slots=True)
class Beginnings:
    """What stories begin with, each played once and kept with its database for those that follow.

    A beginning is known by the digest of the world as written and of the steps with their days,
    data and expectations; whatever differs in the least is played anew. It ends where a story's own
    file begins to speak, for up to there another story may say the same.
    """

    folder: Path
    editions: Editions
    kept: dict[str, Played] = field(default_factory=dict)

    def play(self, story: Story, folder: Path) -> tuple[Played, House]:
        """A story played to its end, in a house of its own in `folder`."""
        digests = prefixes(story)
        shared = own_steps_from(story)
        if shared and digests[shared] not in self.kept:
            self._keep(replace(story, steps=story.steps[:shared]), digests[: shared + 1])
        played, house = self._taken_over(story, digests[: shared + 1], folder)
        return go_on(played, house), house

    def _keep(self, beginning: Story, digests: list[str]) -> None:
        folder = self.folder / digests[-1]
        played, house = self._taken_over(beginning, digests, folder)
        go_on(played, house)
        house.engine.dispose()  # the last connection gone, the file holds everything
        self.kept[digests[-1]] = played

    def _taken_over(self, story: Story, digests: list[str], folder: Path) -> tuple[Played, House]:
        """The longest beginning of a story that is kept already, copied; else its founded world."""
        known = next((one for one in reversed(digests) if one in self.kept), None)
        if known is None:
            folder.mkdir(exist_ok=True)
            house = fresh_house(folder, DEFINITIONS, BEFORE, editions=self.editions)
            played = begin(story, house)
        else:
            shutil.copytree(self.folder / known, folder, dirs_exist_ok=True)
            house = open_house(
                f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
                calendar=load(DEFINITIONS / "calendars"),
            )  # fmt: skip
            played = self.kept[known]
        return deepcopy(played, {id(played.story): story}), house


def own_steps_from(story: Story) -> int:
    """How many steps come first that the story's own file neither writes nor changes."""
    files = [one.file for one in story.steps]
    return files.index(story.file) if story.file in files else len(files)


def prefixes(story: Story) -> list[str]:
    """The digest of every beginning of a story, of no steps, of one, of two …"""
    setting = story.setting
    world = (story.process, str(story.begin), str(setting.folder), setting.raw)
    found = [_digest("", world)]
    for one in story.steps:
        found.append(_digest(found[-1], (str(one.day), one.raw)))
    return found


def _digest(before: str, value: object) -> str:
    text = json.dumps([before, value], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
