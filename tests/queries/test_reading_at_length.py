"""Rows are read part by part, all of them in their order, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import Subquery, func, literal, select, union_all
from sqlalchemy.exc import DBAPIError

from workflow.models import open_engine
from workflow.queries.verify_parts import parts


def rows(*told: object) -> Subquery:
    """A table of one column that lies nowhere."""
    return union_all(*(select(literal(one).label("one")) for one in told)).subquery()


def test_parts_give_every_row_once_and_in_order(url: str) -> None:
    numbers = rows(*range(7))
    with open_engine(url).connect() as db:
        told = list(parts(db, select(numbers.c.one).order_by(numbers.c.one), 3))
    assert [[tuple(row) for row in part] for part in told] == [[(0,), (1,), (2,)], [(3,), (4,), (5,)], [(6,)]]


def test_a_row_that_cannot_be_read_is_an_error_as_any_of_the_database(tmp_path: Path) -> None:
    texts = rows("1", "{")
    with (
        open_engine(f"sqlite:///{tmp_path / 'x.db'}").connect() as db,
        pytest.raises(DBAPIError, match="malformed JSON"),
    ):
        list(parts(db, select(func.json(texts.c.one)), 9))
