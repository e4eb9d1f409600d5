"""`cadre demo`: what is told on the terminal, what is refused, what an interrupted founding leaves."""

import socket
from pathlib import Path

import pytest
from playing import DEFINITIONS
from site_stage import NOW
from sqlalchemy import text

from web.cli import engine
from web.demo import batches
from web.demo.house import founded
from web.demo.telling import tell_promotion
from workflow.cli.chinese import run
from workflow.errors import BadInput, NotFound
from workflow.stories.stage import Editions, fresh_house, proved


@pytest.fixture(scope="module")
def editions() -> Editions:
    """All editions, proved once."""
    return proved(DEFINITIONS)


def test_one_promotion_is_told_from_the_form_to_the_appointment(editions: Editions) -> None:
    told: list[str] = []
    tell_promotion(DEFINITIONS, editions, told.append)
    assert "shen_yanqing.lrmx" in told[1] and "沈砚青" in told[1]
    heads = [one.strip("─ ") for one in told if one.startswith("──")]
    assert heads == ["研判动议", "推荐考察", "讨论决定", "任职"]
    assert told[-2].endswith("流转“试用期满正式任职” → 正式任职")
    assert [one.partition("（")[0].split("　")[-1] for one in told if one.startswith("×")] == [
        "陈晓", "卢平", "顾明成", "顾明成",
    ]  # fmt: skip
    assert len(told) < 100  # short enough to read


def test_a_missing_story_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editions: Editions
) -> None:
    monkeypatch.setattr(batches, "STORIES", tmp_path)
    with pytest.raises(NotFound, match=r"promotion_happy\.yaml"):
        tell_promotion(DEFINITIONS, editions, lambda line: None)


def test_files_that_are_no_demonstration_are_never_replaced(
    tmp_path: Path, editions: Editions
) -> None:
    (tmp_path / "名册.xlsx").write_bytes(b"PK")
    with pytest.raises(BadInput, match="不是演示库"):
        founded(tmp_path, DEFINITIONS, editions, lambda line: None)
    assert (tmp_path / "名册.xlsx").read_bytes() == b"PK"


def test_an_instance_with_somebodys_record_is_never_replaced(
    tmp_path: Path, editions: Editions
) -> None:
    assert run(engine, ["init", "--db", f"sqlite:///{tmp_path / 'cadre.db'}"]) == 0
    before = (tmp_path / "cadre.db").read_bytes()
    with pytest.raises(BadInput, match="不是演示库"):
        founded(tmp_path, DEFINITIONS, editions, lambda line: None)
    assert (tmp_path / "cadre.db").read_bytes() == before


def test_a_demonstration_that_an_earlier_program_made_is_replaced(
    tmp_path: Path, editions: Editions
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    engine_of_old = fresh_house(folder, DEFINITIONS, NOW, editions=editions).engine
    with engine_of_old.begin() as db:
        db.execute(text("DROP TABLE alembic_version"))
    engine_of_old.dispose()
    with pytest.raises(KeyboardInterrupt):  # it begins to build, where it would be refused
        founded(folder, DEFINITIONS, editions, _interrupted)


def _interrupted(line: str) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_founding_leaves_the_old_demonstration_and_nothing_half_made(
    tmp_path: Path, editions: Editions
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    fresh_house(folder, DEFINITIONS, NOW, editions=editions).engine.dispose()
    before = (folder / "cadre.db").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        founded(folder, DEFINITIONS, editions, _interrupted)
    assert [one.name for one in tmp_path.iterdir()] == ["demo"]
    assert (folder / "cadre.db").read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "told"),
    [(("--today", "2026-05-19"), "不能更早"), (("--today", "五月"), "不是日期")],
)
def test_a_day_before_the_demonstration_is_refused(
    capsys: pytest.CaptureFixture[str], asked: tuple[str, str], told: str
) -> None:
    assert _demo(*asked, "--no-serve") == 2
    assert told in capsys.readouterr().err


def test_a_port_in_use_is_told_before_anything_is_founded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert _demo("--port", str(taken.getsockname()[1])) == 2
    said = capsys.readouterr()
    assert "--port" in said.err and not said.out


def _demo(*arguments: str) -> int:
    return run(engine, ["demo", *arguments])
