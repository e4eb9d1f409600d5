"""Instances made once and copied for each test: of backup, restore and epochs; of erasing."""

import shutil
from pathlib import Path

import pytest
from backup_stage import CHIEF, WATCH, Site, behind, order
from erasing_stage import filled
from linear import CALENDARS, CLERK, linear_edition, linear_house

from workflow import attachments
from workflow.commands.people import state_fact, verify_fact
from workflow.house import open_house
from workflow.journal import House
from workflow.ledger.epochs import Turn, read_turn
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.workdays import load


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "here").mkdir()
    url = f"sqlite:///{folder / 'here' / 'cadre.db'}"
    house = linear_house(url, folder / "here", linear_edition(3), 2, (WATCH, CHIEF))[0]
    make_key(folder / "log.key", Log(house.origin).name(1))
    make_key(folder / "witness.key", "w/1", COSIGNATURE)
    paper = attachments.put(house.attachments, b"paper", "材料.pdf")
    with house.desk() as desk:
        one = order(CLERK)
        state_fact(desk, one, "p0", "health", {"value": "良好"})
        verify_fact(desk, order(CHIEF), "p0", one.id, paper)
    Site(folder).sign(house)
    house.engine.dispose()
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Site:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Site(tmp_path)


@pytest.fixture(scope="module")
def once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after a restore that lay behind."""
    folder = tmp_path_factory.mktemp("behind")
    shutil.copytree(template, folder, dirs_exist_ok=True)
    behind(Site(folder))
    return folder


@pytest.fixture
def turned(once: Path, tmp_path: Path) -> tuple[Site, Turn]:
    """A copy of it, and what tells of its new epoch."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return Site(tmp_path), read_turn((tmp_path / "new" / "epoch-2.json").read_bytes())


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody whose personal values are to be erased."""
    folder = tmp_path_factory.mktemp("filled")
    filled(f"sqlite:///{folder / 'cadre.db'}", folder).engine.dispose()
    return folder


@pytest.fixture
def house(filled_once: Path, tmp_path: Path) -> House:
    """A copy of it."""
    shutil.copytree(filled_once, tmp_path, dirs_exist_ok=True)
    return open_house(
        f"sqlite:///{tmp_path / 'cadre.db'}", attachments=tmp_path / "attachments",
        calendar=load(CALENDARS),
    )  # fmt: skip


@pytest.fixture
def both(url: str, tmp_path: Path) -> House:
    """The same, on each database."""
    return filled(url, tmp_path)
