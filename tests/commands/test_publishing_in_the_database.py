"""Publishing in the database (L7): a name stands for one text, for ever."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from linear import linear_edition, linear_house
from sqlalchemy import select

from workflow.commands.editions import latest, publish
from workflow.definition import text_of
from workflow.errors import DefinitionInvalid, NotFound
from workflow.journal import House
from workflow.models import editions

LATER = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A house in which the edition `linear/1` of two moves is published."""
    return linear_house(url, tmp_path, linear_edition(2), 0)[0]


def known(house: House) -> list[str]:
    """The digests of what is published."""
    with house.reading() as desk:
        return list(desk.db.scalars(select(editions.c.digest)))


def test_the_same_text_published_again_is_published_once(house: House) -> None:
    with house.desk() as desk:
        again = publish(desk, text_of(linear_edition(2)), LATER)
    assert known(house) == [again]


def test_another_text_under_a_published_name_is_refused(house: House) -> None:
    before = known(house)
    with pytest.raises(DefinitionInvalid, match="linear/1”已经发布，内容不得再改"), house.desk() as desk:
        publish(desk, text_of(linear_edition(3)), LATER)
    assert known(house) == before


def test_a_process_that_nobody_published_has_no_latest_edition(house: House) -> None:
    with house.reading() as desk:
        assert latest(desk, "linear") == known(house)[0]
        with pytest.raises(NotFound, match="流程“promotion”尚未发布"):
            latest(desk, "promotion")
