"""What `cadre init` sets for good: the hash of the tree, how long is kept, what is clearly low."""

from pathlib import Path

import pytest
from cadre_runs import FORMS, Cadre
from sqlalchemy import create_engine, select

from workflow.commands.appraisals import LOW_KEY
from workflow.commands.erasing_refused import KEPT_YEARS
from workflow.ledger.log import Log
from workflow.models import instance

ALL = ("--hash", "sm3", "--retention-years", "10", "--appraisal-low", "55")


def settings(folder: Path) -> dict[str, str]:
    """What the database says of itself."""
    engine = create_engine(f"sqlite:///{folder / 'cadre.db'}")
    with engine.connect() as db:
        told = {row.key: row.value for row in db.execute(select(instance.c.key, instance.c.value))}
        told["hash in use"] = Log(told["origin"]).hash(db, 1).name
    engine.dispose()
    return told


def test_they_are_set_once_and_the_first_leaf_is_hashed_by_them(
    cadre: Cadre, plain: Path, tmp_path: Path
) -> None:
    assert cadre("init", "--definitions", plain, *ALL).code == 0
    told = settings(tmp_path)
    assert (told[KEPT_YEARS], told[LOW_KEY], told["hash in use"]) == ("10", "55", "sm3")
    cadre("people", "import", FORMS / "shen_yanqing.lrmx")
    assert cadre("journal", "verify").code == 0
    for same in ((), ALL, ("--hash", "sm3")):
        assert cadre("init", "--definitions", plain, *same).code == 0
    assert settings(tmp_path) == told


@pytest.mark.parametrize("first", [(), ALL])
def test_nobody_sets_them_otherwise_later(
    cadre: Cadre, plain: Path, tmp_path: Path, first: tuple[str, ...]
) -> None:
    cadre("init", "--definitions", plain, *first)
    before = settings(tmp_path)
    ran = cadre("init", "--definitions", plain, "--hash", "sha256", "--retention-years", "9")
    assert ran.code == 2 and "hash/1" in ran.err and "retention_years" in ran.err
    assert settings(tmp_path) == before


@pytest.mark.parametrize("wrong", [("--hash", "md5"), ("--retention-years", "0"), ("--appraisal-low", "101")])
def test_what_is_no_choice_makes_no_instance(
    cadre: Cadre, plain: Path, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    assert cadre("init", "--definitions", plain, *wrong).code == 2
    assert not (tmp_path / "cadre.db").exists()
