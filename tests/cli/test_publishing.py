"""`cadre definitions publish` and `cadre init`: what is not proved is not published, anywhere."""

import re
import shutil
from pathlib import Path

import pytest
from cadre_runs import Cadre
from sqlalchemy import create_engine, text

from workflow.definition import published, read_package

HOUSE = Path(__file__).parents[2] / "definitions"
GATE = "committee_decision"  # 党委（党组）集体讨论决定


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of definitions with the first edition of promotion alone, nothing published yet."""
    found = tmp_path / "definitions"
    others = shutil.ignore_patterns("published*", "transfer", "adjustment")
    shutil.copytree(HOUSE, found, ignore=others)
    (found / "promotion" / "2.yaml").unlink()
    return found


def open_a_way_around(folder: Path) -> None:
    """No move needs the collective decision any more; the file can still be read."""
    path = folder / "promotion" / "1.yaml"
    head, moves, tail = path.read_text("utf-8").partition("\nmoves:\n")
    less = re.sub(r"(needs:\s*\[)([^\]]*)\]", _without_gate, tail)
    path.write_text(head + moves + less, "utf-8")


def _without_gate(needs: re.Match[str]) -> str:
    told = [one.strip() for one in needs[2].split(",")]
    return needs[1] + ", ".join(one for one in told if one != GATE) + "]"


def names_in_database(tmp_path: Path) -> list[str]:
    engine = create_engine(f"sqlite:///{tmp_path / 'cadre.db'}")
    with engine.connect() as db:
        found = [row.name for row in db.execute(text("SELECT name FROM editions ORDER BY name"))]
    engine.dispose()
    return found


def test_a_proved_edition_is_published_in_folder_and_database(
    cadre: Cadre, folder: Path, tmp_path: Path
) -> None:
    assert cadre("init", "--definitions", folder).code == 0
    ran = cadre("definitions", "publish", "promotion/1", "--definitions", folder)
    assert (ran.code, ran.err) == (0, "")
    assert published(folder) == {"promotion/1": read_package(folder, "promotion/1").digest}
    assert names_in_database(tmp_path) == ["promotion/1"]


def test_an_edition_with_a_way_around_a_gate_is_refused_and_the_way_is_told(
    cadre: Cadre, folder: Path
) -> None:
    open_a_way_around(folder)
    ran = cadre("definitions", "publish", "promotion/1", "--definitions", folder)
    assert ran.code == 2
    title = read_package(folder, "promotion/1").process.gates["collective_decision"].title
    assert title in ran.err and "→" in ran.err
    assert published(folder) == {}
    assert not (folder / "published").exists()


def test_init_does_not_publish_what_is_not_proved_either(
    cadre: Cadre, folder: Path, tmp_path: Path
) -> None:
    open_a_way_around(folder)
    ran = cadre("init", "--definitions", folder)
    assert ran.code == 2
    assert not (tmp_path / "cadre.db").exists()


def test_check_tells_the_way_around_with_code_1(cadre: Cadre, folder: Path) -> None:
    assert cadre("definitions", "check", "--definitions", folder).code == 0
    open_a_way_around(folder)
    assert cadre("definitions", "check", "--definitions", folder).code == 1


def test_a_published_edition_is_not_published_again_with_other_content(
    cadre: Cadre, folder: Path
) -> None:
    cadre("definitions", "publish", "promotion/1", "--definitions", folder)
    before = published(folder)
    path = folder / "promotion" / "1.yaml"
    path.write_text(path.read_text("utf-8").replace("title: 提拔任职", "title: 提拔", 1), "utf-8")
    ran = cadre("definitions", "publish", "promotion/1", "--definitions", folder)
    assert ran.code == 2
    assert "另立新版本" in ran.err
    assert published(folder) == before


def test_a_downward_edition_is_compared_with_the_upward_ones_of_the_folder(
    cadre: Cadre, folder: Path
) -> None:
    shutil.copytree(folder / "promotion", folder / "shortcut")
    path = folder / "shortcut" / "1.yaml"
    told = path.read_text("utf-8").replace("process: promotion\n", "process: shortcut\n", 1)
    path.write_text(told.replace("effect: upward", "effect: downward", 1), "utf-8")
    ran = cadre("definitions", "publish", "shortcut/1", "--definitions", folder)
    assert ran.code == 2
    assert "也是“提拔任职”的目标" in ran.err
    assert published(folder) == {}
